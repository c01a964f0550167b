"""Stories in the library that may be the one that somebody is about to add."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.sources import source_key
from bot.corpus.story import Card, Facts, values
from bot.library.adding.answers import Near
from bot.library.authors.likeness import likeness
from bot.library.fingerprints import SAME_TEXT, Sketch, find_sharing
from bot.library.labels import label_key
from bot.search.normalise import fold, without_article

MOST = 5
"""Stories that are told of."""

MOST_OF_IT = 0.6
"""How much of one text must be in the other, for the other may have grown."""
LEAST_SHARED = 8
"""Numbers that two sketches must share: fewer may be a quotation."""


class Why(IntEnum):
    """What two stories have in common, the most telling first."""

    SOURCE = 0
    NAMES = 1
    TEXT = 2

    def __str__(self) -> str:
        return ("the same source", "the same title and author", "mostly the same text")[self]


@dataclass(frozen=True, slots=True)
class Found:
    """A story that may be the same, and all that tells so."""

    card: Card
    whys: frozenset[Why]
    similarity: float = 0.0

    @property
    def near(self) -> Near:
        """As it's told."""
        return Near(self.card, " and ".join(map(str, sorted(self.whys))))

    @property
    def is_same(self) -> bool:
        """Whether it's so surely the same story that a new version of it may be meant."""
        return Why.SOURCE in self.whys or len(self.whys) > 1


def find_near(facts: Facts, cards: Iterable[Card], similar: Mapping[int, float]) -> list[Found]:
    """Those of the cards that may be the story of `facts`, the likeliest first. `similar` holds, by story, how much of
    the text is the same. Goes through all cards: call it off the event loop when they are many.
    """
    key, title, authors = _key(facts), _title(facts), _authors(facts)
    found: list[Found] = []
    for card in cards:
        whys = {
            Why.SOURCE: bool(key) and _key(card) == key,
            Why.NAMES: _title(card) == title and (authors == _authors(card) or bool(authors & _authors(card))),
            Why.TEXT: card.id in similar,
        }
        if any(whys.values()):
            found.append(Found(card, frozenset(why for why in Why if whys[why]), similar.get(card.id, 0.0)))
    return sorted(found, key=lambda one: (min(one.whys), -len(one.whys), -one.similarity, one.card.id))


async def find_similar(connection: AsyncConnection, sketch: Sketch) -> dict[int, float]:
    """The stored stories whose texts are mostly the same as the one with that sketch, or hold it, or are a part of it;
    with how much of the texts is the same, from 0 to 1. No gate.
    """
    sharing = await find_sharing(connection, sketch, LEAST_SHARED)
    alike = {story_id: likeness(sketch, other) for story_id, other in sharing.items()}
    return {
        story_id: max(found.resemblance, found.part)
        for story_id, found in alike.items()
        if found.resemblance >= SAME_TEXT or (found.part >= MOST_OF_IT and found.shared >= LEAST_SHARED)
    }


@lru_cache(maxsize=16_384)
def _source_key(link: str) -> str:
    return source_key(link)


def _key(facts: Facts) -> str:
    return _source_key(facts.source.value) if facts.source else ""


def _title(facts: Facts) -> str:
    return without_article(fold(facts.title.value))


def _authors(facts: Facts) -> set[str]:
    return set(map(label_key, values(facts.authors)))
