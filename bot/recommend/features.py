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
    WORD = "word"
    """A word of title or summary."""
    WARNING = "warning"
    RATING = "rating"
    LENGTH = "length"


TELLING = frozenset(Field) - {Field.WARNING, Field.RATING, Field.LENGTH, Field.WORD}
"""Facts of which a recommendation needs at least one: half a library shares its rating and its length."""
KINDRED = TELLING | {Field.WORD}
"""Facts by which a like of one story speaks for another, when EASE is learned."""


class Feature(NamedTuple):
    """A fact in the form in which two cards' facts are compared."""

    field: Field
    key: str


Labels = Mapping[Feature, str]
"""A card's features, each as the card itself words it."""

_MOST_WORDS, _LONG_WORD = 40, 4
_COMMON_WORDS = """
about after again also always another away back because been before being both came come could down each else even
ever every first from gets give goes going have having hers herself himself into itself just keep know last left
life like little long made make many maybe more most much must never next nothing once only other over part same
season series should some someone something still story such take than that their them then there these they thing
things this those through time under until upon very want wants were what when where which while will with without
world would year years your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_NO_WARNING = regex.compile(
    r"no (?:archive )?warnings? apply|none|n/a|(?:creator )?choo?se not to use archive warnings", regex.IGNORECASE
)
"""That two authors chose not to warn is nothing that their stories share."""


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
    _add(found, Field.WORD, ((word, word) for word in _words(card)))
    warnings = (text for text in values(card.warnings) if not _NO_WARNING.fullmatch(text.strip()))
    _add(found, Field.WARNING, ((fold(text), text) for text in warnings))
    if card.series:
        _add(found, Field.SERIES, [(fold(card.series.value), card.series.value)])
    if card.rating.value is not Rating.NOT_RATED:
        _add(found, Field.RATING, [(card.rating.value, str(card.rating.value))])
    if card.words:
        _add(found, Field.LENGTH, [(length_of(card), length_of(card))])
    return found


def _words(card: Card) -> list[str]:
    """The telling words of title and summary, at most _MOST_WORDS."""
    text = f"{card.title.value} {card.summary.value if card.summary else ''}"
    words = dict.fromkeys(word for word in fold(text).split() if len(word) >= _LONG_WORD and not word.isdecimal())
    return [word for word in words if word not in _COMMON][:_MOST_WORDS]


@lru_cache(maxsize=65_536)
def relationship_key(text: str) -> str:
    """The names in any order and spelling; "A/B" (romance) and "A & B" (friendship) stay apart."""
    mark = "/" if "/" in text else "&"
    return mark.join(sorted(fold_name(name) for name in text.split(mark) if name.strip()))


def _add(found: dict[Feature, str], field: Field, pairs: Iterable[tuple[str, str]]) -> None:
    for key, label in pairs:
        if key:
            found.setdefault(Feature(field, key), label.strip())
