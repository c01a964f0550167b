"""Labels: the lists of names that a story carries, and the keys by which they are compared."""

from collections.abc import Iterator
from enum import StrEnum

from bot.corpus.story import Fact, Facts
from bot.search.normalise import fold

KEY_LENGTH = 200
"""Characters of a key: PostgreSQL can't index long texts, and no two real names differ only after so many."""


class Label(StrEnum):
    """What a label is; the values are the rows' `kind`."""

    AUTHOR = "author"
    FANDOM = "fandom"
    CHARACTER = "character"
    RELATIONSHIP = "relationship"
    WARNING = "warning"
    TAG = "tag"


FIELDS: dict[Label, str] = {
    Label.AUTHOR: "authors",
    Label.FANDOM: "fandoms",
    Label.CHARACTER: "characters",
    Label.RELATIONSHIP: "relationships",
    Label.WARNING: "warnings",
    Label.TAG: "tags",
}
"""The field of a story that holds each kind of label."""


def label_key(name: str) -> str:
    """What a label's spellings have in common."""
    return fold(name)[:KEY_LENGTH]


def labels_of(facts: Facts) -> Iterator[tuple[Label, int, Fact[str]]]:
    """Every label of a story with its kind and position."""
    for label, field in FIELDS.items():
        for position, fact in enumerate(getattr(facts, field)):
            yield label, position, fact
