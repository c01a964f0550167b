"""What stories have in common: the facts of a card as sparse features, and how much each kind of fact counts."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import regex

from bot.corpus.story import Card, Rating, values
from bot.search.index import LENGTHS, Length
from bot.search.normalise import fold, fold_name


class Field(StrEnum):
    """Kinds of facts."""

    RELATIONSHIP = "relationship"
    CHARACTER = "character"
    SERIES = "series"
    TAG = "tag"
    FANDOM = "fandom"
    AUTHOR = "author"
    KEYWORD = "keyword"
    WARNING = "warning"
    RATING = "rating"
    LENGTH = "length"


WEIGHTS: Mapping[Field, float] = {
    Field.RELATIONSHIP: 1.6,
    Field.CHARACTER: 1.4,
    Field.SERIES: 1.2,
    Field.TAG: 1.2,
    Field.FANDOM: 1.2,
    Field.AUTHOR: 0.8,
    Field.KEYWORD: 0.35,
    Field.WARNING: 0.3,
    Field.RATING: 0.15,
    Field.LENGTH: 0.15,
}
"""How much a shared fact counts, before its rarity in the library."""

TELLING = frozenset(WEIGHTS) - {Field.WARNING, Field.RATING, Field.LENGTH}
"""Facts of which a recommendation needs at least one: half a library shares its rating and its length."""


class Feature(NamedTuple):
    """A fact in the form in which two cards' facts are compared."""

    field: Field
    key: str


Labels = Mapping[Feature, str]
"""A card's features, each as the card itself words it."""

_NO_WARNING = regex.compile(r"no (?:archive )?warnings? apply|none|n/a", regex.IGNORECASE)


def length_of(card: Card) -> Length:
    """The card's length class."""
    return next(length for length, (_, less) in LENGTHS.items() if less is None or card.words < less)


def features_of(card: Card) -> dict[Feature, str]:
    """All features of a card but its characters and fandoms, which only the whole library can tell apart."""
    found: dict[Feature, str] = {}
    _add(found, Field.RELATIONSHIP, ((relationship_key(text), text) for text in values(card.relationships)))
    _add(found, Field.TAG, ((fold(text), text) for text in values(card.tags)))
    _add(found, Field.AUTHOR, ((fold(text), text) for text in values(card.authors)))
    _add(found, Field.KEYWORD, ((fold(text), text) for text in card.keywords))
    warnings = (text for text in values(card.warnings) if not _NO_WARNING.fullmatch(text.strip()))
    _add(found, Field.WARNING, ((fold(text), text) for text in warnings))
    if card.series:
        _add(found, Field.SERIES, [(fold(card.series.value), card.series.value)])
    if card.rating.value is not Rating.NOT_RATED:
        _add(found, Field.RATING, [(card.rating.value, str(card.rating.value))])
    if card.words:
        _add(found, Field.LENGTH, [(length_of(card), length_of(card))])
    return found


@lru_cache(maxsize=65_536)
def relationship_key(text: str) -> str:
    """The names in any order and spelling; "A/B" (romance) and "A & B" (friendship) stay apart."""
    mark = "/" if "/" in text else "&"
    return mark.join(sorted(fold_name(name) for name in text.split(mark) if name.strip()))


def _add(found: dict[Feature, str], field: Field, pairs: Iterable[tuple[str, str]]) -> None:
    for key, label in pairs:
        if key:
            found.setdefault(Feature(field, key), label.strip())
