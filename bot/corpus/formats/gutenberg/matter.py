"""What stands between Project Gutenberg's marks and the book: credits, transcribers' notes, words behind the end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.corpus.formats.lines import Line
from bot.corpus.marks.headings import is_capitals, is_chapter, is_title_like
from bot.corpus.words import lines as patterns
from bot.corpus.words import word_list

LOOKED_AT = 80
"""Runs of lines at a book's beginning among which credits and the like stand."""
MOST_RUNS = 12
"""Runs that one transcriber's note may have."""
MOST_WORDS = 4
"""Words of a line that only announces such a note: "Transcriber's Notes:"."""
LAST = 0.75
"""Share of a book's lines after which it may be over."""
PROSE = 40
"""Words of a run from which it is text."""

_WORDS = word_list("gutenberg")
_CREDITS = re.compile("|".join(patterns(_WORDS["credits"])), re.IGNORECASE)
_TRANSCRIBERS = re.compile("|".join(patterns(_WORDS["transcribers"])), re.IGNORECASE)
_FINIS = re.compile("|".join(patterns(_WORDS["finis"])), re.IGNORECASE)

Run = tuple[int, int]
"""Lines without an empty one between them: the first, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A book's own lines, and what those who typed it up put before and after them."""

    lines: Sequence[Line]
    before: str = ""
    after: str = ""


def part_matter(lines: Sequence[Line]) -> Matter:
    """Tell a book's own lines from those of its transcribers."""
    end = _end(lines)
    taken = list(_taken(lines[:end]))
    gone = {index for start, stop in taken for index in range(start, stop)}
    kept = [line for index, line in enumerate(lines[:end]) if index not in gone]
    before = "\n\n".join(_text(lines[start:stop]) for start, stop in taken)
    return Matter(kept, before, _text(lines[end:]))


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines).strip()


def _runs(lines: Sequence[Line]) -> Iterator[Run]:
    start = None
    for index, line in enumerate(lines):
        if line.text and start is None:
            start = index
        elif not line.text and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(lines)


def _taken(lines: Sequence[Line]) -> Iterator[Run]:
    """The runs above the first chapter that are credits or transcribers' notes."""
    runs = list(_runs(lines[: LOOKED_AT * PROSE]))[:LOOKED_AT]
    index = 0
    while index < len(runs):
        start, stop = runs[index]
        text = lines[start].text
        if _TRANSCRIBERS.match(text):
            end = _note_end(lines, runs, index)
            yield from runs[index:end]
            index = end
            continue
        if _CREDITS.match(text):
            yield start, stop
        elif is_chapter(text, lines[start].level) or sum(len(i.text.split()) for i in lines[start:stop]) >= PROSE:
            return
        index += 1


def _note_end(lines: Sequence[Line], runs: Sequence[Run], first: int) -> int:
    """The index after the last run of a transcriber's note: to its bracket, or up to what looks like a heading."""
    start, stop = runs[first]
    opened = lines[start].text.startswith("[")
    alone = stop - start == 1 and len(lines[start].text.split()) <= MOST_WORDS
    if not opened and not alone:
        return first + 1
    if opened and lines[stop - 1].text.endswith("]"):
        return first + 1
    for index in range(first + 1, min(first + MOST_RUNS, len(runs))):
        begin, end = runs[index]
        if opened and lines[end - 1].text.endswith("]"):
            return index + 1
        if not opened and _is_heading(lines[begin:end]):
            return index
    return min(first + 2, len(runs))


def _is_heading(run: Sequence[Line]) -> bool:
    line = run[0]
    plain = len(run) == 1 and is_title_like(line.text.rstrip("."))
    return bool(line.level) or is_chapter(line.text) or is_capitals(line.text) or plain


def _end(lines: Sequence[Line]) -> int:
    """The index after a book's last line: where transcribers' notes begin, or behind "The End"."""
    for index in range(int(LAST * len(lines)), len(lines)):
        line = lines[index]
        if _TRANSCRIBERS.match(line.text) and not (index and lines[index - 1].text):
            return index
        if _FINIS.match(line.text) and not any(is_chapter(later.text, later.level) for later in lines[index + 1 :]):
            return index + 1
    return len(lines)
