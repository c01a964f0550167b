"""What every format delivers."""

from dataclasses import dataclass

from bot.corpus.entries import Entry
from bot.corpus.lines import Line
from bot.corpus.story import Problem


@dataclass(frozen=True, slots=True)
class Document:
    """A file as lines, with the facts that stand outside its text (front matter)."""

    lines: tuple[Line, ...]
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    markdown: bool = False
    """Inline marks are Markdown's, not the few that plain text has."""
