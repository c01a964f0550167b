"""corpus.toml: what an operator states or corrects about files without editing them (docs/corpus-toml.md).

    [all]                      every file
    [[pattern]] match = "…"    files whose path fits, in the order of the tables
    [file."path/to/story.txt"] one file

The most specific table wins, field by field. A mistake never disables the other tables.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from bot.corpus.overrides_toml import Table, read_tables
from bot.corpus.screening import underage_marks
from bot.corpus.story import Fact, Problem, Story


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

        A story that carries an underage warning keeps what its file says of warnings, tags, summary, title and a
        sexual rating, so that nothing stated here can lift the bar on it; warnings and tags may still be added.
        """
        changes: dict[str, Any] = {}
        for table in self.tables:
            if _fits(table, name):
                changes |= table.values
        return _keep_bar(story, replace(story, **changes)) if changes else story

    def unmatched(self, names: Iterable[str]) -> tuple[Problem, ...]:
        """A problem for each table that fits none of the files `names`, so that a misspelt path is noticed."""
        known = tuple(names)
        return tuple(
            Problem(f"{table.label} in corpus.toml fits no file. Check its spelling.", table.line)
            for table in self.tables
            if not any(_fits(table, name) for name in known)
        )


def _fits(table: Table, name: str) -> bool:
    return any(fnmatchcase(name, glob) if table.is_pattern else name == glob for glob in table.match)


def _keep_bar(filed: Story, changed: Story) -> Story:
    if not underage_marks(filed) and not underage_marks(changed):
        return changed
    kept: Mapping[str, Any] = {
        "warnings": _union(filed.warnings, changed.warnings),
        "tags": _union(filed.tags, changed.tags),
        "rating": filed.rating if filed.rating.value.is_sexual else changed.rating,
        "title": filed.title,
        "summary": filed.summary or changed.summary,
    }
    return replace(changed, **kept)


def _union(first: tuple[Fact[str], ...], second: tuple[Fact[str], ...]) -> tuple[Fact[str], ...]:
    return tuple({fact.value: fact for fact in first + second}.values())
