"""Labels at a file's end, where some authors put what others put on top."""

from collections.abc import Sequence

from bot.corpus.formats.lines import Line
from bot.corpus.formats.unwrapping import Layout
from bot.corpus.header.labelling import find_labels
from bot.corpus.marks.entries import Entry
from bot.corpus.marks.labels import Field

MAX_LINES = 12
LEAST_FIELDS = 2

_FIELDS = frozenset(Field) - {Field.NOTE, Field.DISCLAIMER, Field.LOOSE, Field.SUMMARY, Field.WARNINGS}


def read_footer(lines: Sequence[Line], layout: Layout) -> list[Entry]:
    """The entries of the last block of lines, if each of its lines is a label and two or more can be nothing else."""
    end = len(lines)
    while end and not lines[end - 1].text:
        end -= 1
    start = end
    while start and lines[start - 1].text and end - start <= MAX_LINES:
        start -= 1
    block = [line for line in lines[start:end] if any(map(str.isalnum, line.text))]
    labels = find_labels(block, layout)
    fields = {label.field for index in labels.runs if labels.is_sound(index) for label in labels.runs[index]}
    if len(labels.runs) < len(block) or len(fields & _FIELDS) < LEAST_FIELDS:
        return []
    return [
        Entry(label, block[index].number)
        for index, run in labels.runs.items()
        for label in run
        if label.field in _FIELDS
    ]
