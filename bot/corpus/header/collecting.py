"""A label's whole value: the lines below it that belong to it."""

from dataclasses import replace

from bot.corpus.formats.lines import Line
from bot.corpus.header.labelling import KEYS, MAX_PLAIN, MAX_VALUE, SENTENCE_END, Labels
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.entries import Entry, Rank
from bot.corpus.marks.furniture import is_furniture
from bot.corpus.marks.headings import is_chapter
from bot.corpus.marks.labels import LONG, Field, Labelled
from bot.corpus.marks.notes import opens_bracketed

LEAST_WRAPPED = 40
"""Columns of a line that may have been wrapped."""
BLOCK = 14
"""Lines of a block in which a label after others is looked for."""

_NOTES = frozenset({Field.NOTE, Field.DISCLAIMER})


def read_entry(labels: Labels, index: int) -> tuple[list[Entry], int]:
    """The entries that begin on line `index`, and the index after the last line of theirs."""
    run = labels.runs[index]
    parts, end = _collect(labels, index, run[-1])
    last = replace(run[-1], value="\n".join(filter(None, [run[-1].value, *parts])))
    number = labels.lines[index].number
    return [Entry(label, number, _rank(label)) for label in (*run[:-1], last)], end


def _rank(label: Labelled) -> Rank:
    return Rank.VAGUE if label.is_vague_title else Rank.LABEL


def _collect(labels: Labels, index: int, label: Labelled) -> tuple[list[str], int]:
    """The lines after a label's own that belong to its value, wrapped ones rejoined."""
    parts: list[str] = []
    size, end = 0, index + 1
    if not label.value and not labels.text(end):
        first = _first_after_gap(labels, end, label)
        if first is None:
            return [], index + 1
        parts.append(labels.text(first))
        end = first + 1
    while size < MAX_VALUE and _belongs(labels, index, end, label, empty=not label.value and not parts):
        text = labels.text(end)
        if parts and labels.layout.runs_on(labels.lines[end - 1], labels.lines[end]):
            parts[-1] += f" {text}"
        else:
            parts.append(text)
        size += len(text)
        end = _over_gap(labels, index, end + 1, label)
    return parts, end


def _over_gap(labels: Labels, index: int, end: int, label: Labelled) -> int:
    """The next line of a bare label's value: below empty lines, too, where archives indent all of it."""
    if label.value or label.field not in LONG or labels.text(end):
        return end
    following = labels.skip_empty(end)
    if following >= len(labels.lines) or following in labels.runs or is_edge(labels.lines[following]):
        return end
    deep = labels.lines[index].indent + 1
    indented = labels.lines[following].indent > deep and labels.lines[end - 1].indent > deep
    return following if indented and labels.lines[following].indent == labels.lines[end - 1].indent else end


def _first_after_gap(labels: Labels, end: int, label: Labelled) -> int | None:
    """The index of the line with which the value of a bare label begins, below empty lines."""
    first = labels.skip_empty(end)
    if first in labels.runs or first >= len(labels.lines) or is_edge(labels.lines[first]):
        return None
    if label.field in LONG:
        return first
    text = labels.text(first)
    indented = labels.lines[first].indent > labels.lines[end - 1].indent + 1
    short = len(text) <= MAX_PLAIN and not SENTENCE_END.search(text) and not label.is_weak
    return first if short and (indented or labels.skip_empty(first + 1) in labels.runs) else None


def _belongs(labels: Labels, index: int, end: int, label: Labelled, *, empty: bool) -> bool:
    """Whether line `end`, right below the value so far, goes on with it."""
    if end >= len(labels.lines) or end in labels.runs:
        return False
    before, line = labels.lines[end - 1], labels.lines[end]
    if label.name in KEYS and not label.value:
        return bool(line.text)
    if not line.text or is_edge(line):
        return False
    if not label.value and (empty or labels.layout.spaced) and label.field in LONG:
        return True
    plain = len(line.text) <= MAX_PLAIN and not SENTENCE_END.search(line.text) and line.text[0] not in set('"“«')
    if empty:
        return plain
    indented = line.indent >= labels.lines[index].indent + 2 and label.field not in _NOTES
    mid_sentence = _in_mid_sentence(before, line) and (label.field in LONG or before.width >= LEAST_WRAPPED)
    wrapped = labels.layout.runs_on(before, line) or mid_sentence or before.text.endswith(",")
    return wrapped or indented or ((plain or label.field in LONG) and _label_in_block(labels, end))


def _in_mid_sentence(before: Line, line: Line) -> bool:
    return line.text[:1].islower() and not SENTENCE_END.search(before.text)


def _label_in_block(labels: Labels, index: int) -> bool:
    """Whether a label follows before the next empty line."""
    for later in range(index + 1, min(index + BLOCK, len(labels.lines))):
        if not labels.text(later):
            return False
        if later in labels.runs:
            return labels.is_sound(later)
    return False


def is_edge(line: Line) -> bool:
    """Whether a line ends any value above it: a rule, a chapter's heading, a note in brackets, an archive's line."""
    text = line.text
    return is_break(text) or is_chapter(text, line.level) or opens_bracketed(text) or is_furniture(text)
