"""Fandoms under their many spellings: "Naruto", "NARUTO (Anime & Manga)" and "ナルト | Naruto" are one."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import regex

from bot.corpus.story import Card, Origin
from bot.search.entities import Entity, Mention
from bot.search.normalise import fold

_MEDIA_WORDS = (
    "all and animation anime book books cartoon comic comics film films game games manga media movie movies novel "
    "novels play series show tv types video webcomic web"
)
_MEDIA = frozenset(_MEDIA_WORDS.split())
_SEPARATORS = regex.compile(r"\s*\|\s*|\s+/\s+")
_PARENTHESIS = regex.compile(r"\(([^()]*)\)")
_AUTHOR = regex.compile(r"\s+[-–—]\s+[^-–—]*$")


@lru_cache(maxsize=8_192)
def fandom_spellings(name: str) -> tuple[str, ...]:
    """The folded names that a fandom string holds, without words for the medium and without the work's author."""
    bare = _PARENTHESIS.sub(lambda match: " " if set(fold(match[1]).split()) <= _MEDIA else match[0], name)
    variants = (fold(_AUTHOR.sub("", variant)) for variant in _SEPARATORS.split(bare))
    return tuple(dict.fromkeys(variant for variant in variants if variant)) or (fold(name),)


@lru_cache(maxsize=8_192)
def fandom_scopes(name: str) -> frozenset[str]:
    """What names are told apart by: the spellings without a subtitle, so that sequels share their cast."""
    main = name.partition(":")[0]
    return frozenset(fandom_spellings(main if main.strip() else name))


def scopes_of(card: Card) -> frozenset[str]:
    """The scopes of all fandoms of a card."""
    return frozenset[str]().union(*(fandom_scopes(fandom.value) for fandom in card.fandoms))


def gather_fandoms(cards: Iterable[Card]) -> list[Entity]:
    """All fandoms of the cards; strings that share a spelling are one fandom."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    leader: dict[str, str] = {}
    for card in cards:
        for fact in card.fandoms:
            if not fact.value.strip():
                continue
            spellings = fandom_spellings(fact.value)
            _join(leader, spellings)
            mentions[spellings[0]] += (
                Mention(card.id, fact.value.strip(), tuple(spelling.split()), fact.origin is Origin.STATED)
                for spelling in spellings
            )
    groups: dict[str, list[Mention]] = defaultdict(list)
    for spelling, found in mentions.items():
        groups[_lead(leader, spelling)] += found
    return [Entity(key, tuple(found)) for key, found in groups.items()]


def _lead(leader: dict[str, str], spelling: str) -> str:
    while leader[spelling] != spelling:
        spelling = leader[spelling]
    return spelling


def _join(leader: dict[str, str], spellings: Iterable[str]) -> None:
    """Let all these spellings have one leader: the first in alphabetical order, whatever order the cards come in."""
    leads = {_lead(leader, leader.setdefault(spelling, spelling)) for spelling in spellings}
    for lead in leads:
        leader[lead] = min(leads)
