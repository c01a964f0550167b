"""A query, taken apart: words, wishes, an order, and what is to be said about it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.corpus.story import Rating, Status
from bot.search.query.grammar import Field


class Sort(StrEnum):
    """Orders of a list; the values are what `sort:` takes."""

    BEST = "best"
    NEWEST = "newest"
    UPDATED = "updated"
    LONGEST = "longest"
    SHORTEST = "shortest"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whole numbers from `least` to `most`, both included; None is no bound. Dates are counted as ordinals."""

    least: int | None = None
    most: int | None = None

    def holds(self, number: int) -> bool:
        """Whether the number is within."""
        return (self.least is None or self.least <= number) and (self.most is None or number <= self.most)


Value = str | Bounds | frozenset[Rating] | frozenset[Status]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a story may have. `said` is the value in words; for names it is what was typed."""

    field: Field
    value: Value
    said: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Terms of which a story must have any, or when `excluded` must have none.

    It comes from the characters `start` to `end` of the query box, or else from the option of that name.
    """

    terms: tuple[Term, ...]
    excluded: bool = False
    start: int = 0
    end: int = 0
    option: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the reader may have meant: the whole query written so, and the part of it that changed."""

    part: str
    query: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood. A story fits if any of `texts` fits it and it meets every wish.

    `remarks` are sentences about what could not be taken as it was written; the words concerned may be missing, and
    phrases may belong to a title, so that `texts` holds more than `alternatives`, which are what the reader asked for.
    """

    texts: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    sort: Sort | None = None
    remarks: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
