"""The names of the filters. Only these make a colon more than a colon: "Re:Zero" and "12:30" stay words."""

from collections.abc import Mapping
from enum import StrEnum

from rapidfuzz.distance import OSA

from bot.search.vocabulary import typos_allowed


class Field(StrEnum):
    """What of a story a filter looks at; the values are the names that help speaks of."""

    CHARACTER = "character"
    PAIRING = "pairing"
    FANDOM = "fandom"
    TAG = "tag"
    AUTHOR = "author"
    TITLE = "title"
    SERIES = "series"
    LANGUAGE = "language"
    WARNING = "warning"
    STATUS = "status"
    RATING = "rating"
    WORDS = "words"
    CHAPTERS = "chapters"
    UPDATED = "updated"
    PUBLISHED = "published"
    ANYWHERE = "anywhere"
    """A phrase in quotes, or a word to leave out: it has no name of its own."""


SORT = "sort"
"""Looks like a filter, and orders the list."""

_ALSO = {
    Field.CHARACTER: "characters char chars",
    Field.PAIRING: "pairings ship ships relationship relationships",
    Field.FANDOM: "fandoms",
    Field.TAG: "tags genre freeform",
    Field.AUTHOR: "authors by writer",
    Field.TITLE: "",
    Field.SERIES: "",
    Field.LANGUAGE: "languages lang",
    Field.WARNING: "warnings warn",
    Field.STATUS: "complete completed finished",
    Field.RATING: "ratings rated",
    Field.WORDS: "word length wordcount",
    Field.CHAPTERS: "chapter",
    Field.UPDATED: "",
    Field.PUBLISHED: "posted",
}
NAMES: Mapping[str, Field] = {
    name: field for field, also in _ALSO.items() for name in (field.value, *also.split()) if name
}
"""Every name of every filter."""

SORT_NAMES = frozenset({SORT, "order", "sortby"})
ALL_NAMES = frozenset({*NAMES, *SORT_NAMES})

ALL_MUST = frozenset({Field.CHARACTER, Field.PAIRING, Field.FANDOM, Field.TAG, Field.WARNING})
"""A story has many of these, so of several apart by commas it must have all; of the others it can have but one."""

CHOSEN = frozenset({Field.RATING, Field.STATUS})
"""Have one of a few values."""
NUMBERS = frozenset({Field.WORDS, Field.CHAPTERS})
DATES = frozenset({Field.UPDATED, Field.PUBLISHED})
MEASURED = NUMBERS | DATES | {Field.RATING}
"""What can be more or less, so that an operator may stand in place of the colon: words<5000."""

_TELLING = 4
"""Letters from which on a name can be a misspelt one."""


def near_name(name: str) -> str | None:
    """The filter that a word before a colon may have been meant for: "raiting" for "rating"."""
    if len(name) < _TELLING or not name.isalpha():
        return None
    distances = {known: OSA.distance(name, known) for known in ALL_NAMES if len(known) >= _TELLING}
    nearest = min(sorted(distances), key=lambda known: distances[known])
    return nearest if distances[nearest] <= typos_allowed(name) else None
