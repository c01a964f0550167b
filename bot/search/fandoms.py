"""Fandoms under their many spellings: "Naruto", "NARUTO (Anime & Manga)" and "ナルト | Naruto" are one."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import regex

from bot.corpus.story import Card, Origin
from bot.search.entities import Entity, Mention
from bot.search.joining import Groups
from bot.search.normalise import fold, same_sound

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
    variants = (fold(_AUTHOR.sub("", variant)) for variant in _SEPARATORS.split(_without_medium(name)))
    return tuple(dict.fromkeys(variant for variant in variants if variant)) or (fold(name),)


def _without_medium(name: str) -> str:
    return _PARENTHESIS.sub(lambda match: " " if set(fold(match[1]).split()) <= _MEDIA else match[0], name)


def _in_one_spelling(folded: str) -> str:
    """Haikyuu and Haikyū, Star Trek and StarTrek."""
    return same_sound(folded).replace(" ", "")


@lru_cache(maxsize=8_192)
def fandom_scopes(name: str) -> frozenset[str]:
    """What names are told apart by: the spellings, also without spaces, and no subtitle, since sequels share a cast."""
    main = name.partition(":")[0]
    spellings = fandom_spellings(main if main.strip() else name)
    return frozenset(spelt for one in spellings for spelt in (same_sound(one), _in_one_spelling(one)))


def scopes_of(card: Card) -> frozenset[str]:
    """The scopes of all fandoms of a card."""
    return frozenset[str]().union(*(fandom_scopes(fandom.value) for fandom in card.fandoms))


def scopes_hinted(hint: str, scopes: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    """The scopes meant by what stands in parentheses after a name.

    Those of the card's own `scopes` that it fits, else those of the `known` ones; if it is no fandom's name, as in
    "Elim Garak (mentioned)", all of the card's.
    """
    hints = fandom_scopes(hint)
    for candidates in (scopes, known):
        fitting = frozenset(scope for scope in candidates if fits_scope(hints, scope))
        if fitting:
            return fitting | hints
    return scopes


def fits_scope(hints: frozenset[str], scope: str) -> bool:
    """Whether the hint is the fandom's name, or words of it: "SG-1" for "Stargate SG-1"."""
    return scope in hints or any(set(hint.split()) <= set(scope.split()) for hint in hints)


def fandom_title(name: str) -> str:
    """A fandom as it's written beside a name: without medium, author and parentheses, in the last of its languages."""
    variant = _SEPARATORS.split(_without_medium(name))[-1]
    return " ".join(regex.sub(r"[()]", " ", _AUTHOR.sub("", variant)).split()) or name.strip()


def gather_fandoms(cards: Iterable[Card]) -> list[Entity]:
    """All fandoms of the cards; strings that share a spelling are one fandom."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    groups = Groups()
    for card in cards:
        for fact in card.fandoms:
            if not fact.value.strip():
                continue
            spellings = fandom_spellings(fact.value)
            groups.join(map(_in_one_spelling, spellings))
            mentions[spellings[0]] += (
                Mention(card.id, fact.value.strip(), tuple(spelling.split()), fact.origin is Origin.STATED)
                for spelling in spellings
            )
    gathered: dict[str, list[Mention]] = defaultdict(list)
    for spelling, found in mentions.items():
        gathered[groups.lead(_in_one_spelling(spelling))] += found
    return [Entity(key, tuple(found)) for key, found in gathered.items()]
