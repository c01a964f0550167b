"""What every format delivers."""

from dataclasses import dataclass

from bot.corpus.formats.lines import Line
from bot.corpus.marks.entries import Entry
from bot.corpus.story import Note, Problem


@dataclass(frozen=True, slots=True)
class Document:
    """A file as lines, with what stands outside its text: facts, notes."""

    lines: tuple[Line, ...]
    entries: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    markdown: bool = False
    """Inline marks are Markdown's, not the few that plain text has."""
