"""corpus.toml: what an operator states or corrects about files without editing them (docs/corpus-toml.md).

    [all]                      every file
    [[pattern]] match = "…"    files whose path fits, in the order of the tables
    [file."path/to/story.txt"] one file

The most specific table wins, field by field. A mistake never disables the other tables.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from bot.corpus.changes import keep_bar
from bot.corpus.overrides_toml import Kind, Table, read_tables
from bot.corpus.screening.verdict import Vouched
from bot.corpus.story import Problem, Rating, Story


@dataclass(frozen=True, slots=True)
class Overrides:
    """The tables of one corpus.toml, the least specific first."""

    tables: tuple[Table, ...] = ()

    @classmethod
    def parse(cls, text: str) -> tuple["Overrides", tuple[Problem, ...]]:
        """Read corpus.toml. What can't be used is left out and told as a problem with its line."""
        tables, problems = read_tables(text)
        return cls(tuple(sorted(tables, key=lambda table: table.kind))), tuple(problems)

    def apply(self, name: str, story: Story) -> Story:
        """The story of file `name` with all that is stated about it here.

        A story that carries an underage mark keeps what its file says of warnings, tags, relationships, summary and a
        sexual rating, so that nothing stated here can lift the bar on it; warnings and tags may still be added.
        """
        changes: dict[str, Any] = {}
        for table in self._of(name):
            changes |= table.values
        return keep_bar(story, replace(story, **changes), "corpus.toml") if changes else story

    def vouched(self, name: str) -> Vouched:
        """Whether a rating is stated here for file `name`, and whether for it alone."""
        rated = [table for table in self._of(name) if "rating" in table.values]
        if not rated or rated[-1].values["rating"].value is Rating.NOT_RATED:
            return Vouched.NOT
        return Vouched.ALONE if rated[-1].kind is Kind.FILE else Vouched.TOGETHER

    def unmatched(self, names: Iterable[str]) -> tuple[Problem, ...]:
        """A problem for each table that fits none of the files `names`, so that a misspelt path is noticed."""
        known = tuple(map(_plain, names))
        return tuple(
            Problem(f"{table.label} fits no file. A path begins inside the folder and has its ending.", table.line)
            for table in self.tables
            if table.kind is not Kind.ALL and not any(_fits(table, name) for name in known)
        )

    def _of(self, name: str) -> list[Table]:
        plain = _plain(name)
        return [table for table in self.tables if _fits(table, plain)]


def _plain(path: str) -> str:
    """A path in one spelling, whatever system it was written on."""
    return unicodedata.normalize("NFC", path).replace("\\", "/").removeprefix("./")


def _fits(table: Table, name: str) -> bool:
    if table.kind is Kind.FILE:
        return name in map(_plain, table.match)
    return any(fnmatchcase(name, _plain(glob)) for glob in table.match)
