"""Project Gutenberg's books: its licence and credits, told from the book by the lines that it draws between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.formats.lines import Line
from bot.corpus.formats.unwrapping import Layout
from bot.corpus.header.collecting import read_entry
from bot.corpus.header.labelling import find_labels
from bot.corpus.marks.entries import Entry
from bot.corpus.marks.labels import Field

MAX_TOP = 800
"""Lines within which a book begins."""

_START = re.compile(
    r"\*{3}\s?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK.*|\*END\*?THE SMALL PRINT!.*", re.IGNORECASE
)
_END = re.compile(
    r"(?:\*{3}\s?END OF (?:THE|THIS) PROJECT GUTENBERG EBOOK|"
    r"End of (?:the )?Project Gutenberg(?:'s)?(?: EBook of)?\b).*",
    re.IGNORECASE,
)
_FIELDS = frozenset({Field.TITLE, Field.AUTHOR, Field.LANGUAGE})


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A book's own lines, what is said of it above them, and the words around it."""

    lines: Sequence[Line]
    entries: tuple[Entry, ...] = ()
    before: str = ""
    after: str = ""


def unwrap(lines: Sequence[Line]) -> Unwrapped:
    """The book inside; the lines as they are when it isn't one of Project Gutenberg's."""
    start = next((i for i, line in enumerate(lines[:MAX_TOP]) if _START.match(line.text)), None)
    if start is None:
        return Unwrapped(lines)
    while start + 1 < len(lines) and lines[start].text and not lines[start].text.rstrip().endswith("***"):
        start += 1
    end = next((i for i, line in enumerate(lines[start:], start) if _END.match(line.text)), len(lines))
    return Unwrapped(
        lines[start + 1 : end],
        tuple(_entries(lines[:start])),
        "\n".join(line.text for line in lines[: start + 1]).strip(),
        "\n".join(line.text for line in lines[end:]).strip(),
    )


def _entries(lines: Sequence[Line]) -> list[Entry]:
    labels = find_labels(lines, Layout())
    entries = [entry for index in sorted(labels.runs) for entry in read_entry(labels, index)[0]]
    return [entry for entry in entries if entry.field in _FIELDS]
