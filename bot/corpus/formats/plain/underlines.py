"""Headings in plain text that are drawn with a line of marks under them, and often over them: their rules taken off."""

from collections.abc import Sequence
from dataclasses import replace

from bot.corpus.formats.limits import in_time
from bot.corpus.formats.lines import Line
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.headings import is_title_like, plain, read_heading
from bot.corpus.marks.labels import read_label

MAX_HEADING = 90
LEAST_SHARE = 0.4
"""Length of the line of marks, compared with the heading's."""
_MARKS = {"=": 1, "#": 1, "*": 2, "-": 2, "~": 3, "^": 3, "_": 3, "+": 3}
"""Which level each mark draws."""


def read_underlines(lines: Sequence[Line]) -> list[Line]:
    """Lines, those with a rule under them made headings; rules that belong to one are emptied."""
    read = list(lines)
    for index in in_time(range(1, len(read))):
        mark = _mark(read[index])
        if not mark or not _is_underlined(read, index):
            continue
        read[index - 1] = replace(read[index - 1], level=_MARKS[mark])
        read[index] = replace(read[index], text="")
        if index > 1 and _mark(read[index - 2]):
            read[index - 2] = replace(read[index - 2], text="")
    return read


def _mark(line: Line) -> str:
    """The mark that a line consists of, repeated; "" when it is anything else."""
    text = line.text
    return text[0] if len(text) >= len("---") and text[0] in _MARKS and not text.strip(text[0]) else ""


def _is_underlined(lines: Sequence[Line], index: int) -> bool:
    """Whether the line above the rule is a heading: set off above, no longer than its rule allows, and no sentence."""
    heading = lines[index - 1]
    text = heading.text
    if not text or heading.level or len(text) > MAX_HEADING or is_break(text) or read_label(text):
        return False
    above = lines[index - 2] if index > 1 else None
    if above and above.text and not _mark(above):
        return False
    if len(lines[index].text) < LEAST_SHARE * len(text):
        return False
    return is_title_like(plain(text)) or read_heading(text) is not None
