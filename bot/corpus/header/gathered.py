"""Facts in the making, while a header is read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.corpus.marks.entries import Entry, Rank
from bot.corpus.story import Fact, Note, Permission, Problem, Rating, Status


@dataclass(slots=True)
class Gathered:
    """What header entries have said so far, and what came up on the way."""

    title: str = ""
    title_rank: Rank = Rank.LABEL
    authors: list[str] = field(default_factory=list[str])
    summary: str = ""
    fandoms: list[str] = field(default_factory=list[str])
    characters: list[str] = field(default_factory=list[str])
    paired: list[str] = field(default_factory=list[str])
    """Characters named by a pairing."""
    relationships: list[str] = field(default_factory=list[str])
    tags: list[str] = field(default_factory=list[str])
    warnings: list[str] = field(default_factory=list[str])
    rating: Rating | None = None
    language: str = ""
    status: Status | None = None
    series: str = ""
    source: str = ""
    published: date | None = None
    updated: date | None = None
    permission: Permission = Permission.FULL
    proof: str = ""
    notes: list[Note] = field(default_factory=list[Note])
    problems: list[Problem] = field(default_factory=list[Problem])

    def keep(self, entry: Entry, *, named: bool = True) -> None:
        """Keep an entry's words as a note."""
        name = entry.label.name if named else ""
        text = f"{name.capitalize()}: {entry.value}" if name else entry.value
        self.notes.append(Note("top", text))

    def complain(self, entry: Entry, message: str) -> None:
        """Tell of something in an entry that can't be used."""
        self.problems.append(Problem(message, entry.line))


def facts(values: Iterable[str]) -> tuple[Fact[str], ...]:
    """Stated values, each once whatever its case."""
    seen: dict[str, str] = {}
    for value in values:
        seen.setdefault(value.casefold(), value)
    return tuple(Fact(value) for value in seen.values())


def stated(value: str) -> Fact[str] | None:
    """A stated value, or None for an empty one."""
    return Fact(value) if value else None


def one_line(value: str) -> str:
    """A value on one line, without the marks around it."""
    return re.sub(r"\s+", " ", value).strip(" \t*_~")
