"""The header block at the top of a file: labels with their values, and where the story's own text takes over.

In doubt a line is story text: a header needs a label that prose doesn't have, and goes on only while lines are labels,
or plainly belong to the label before, or stand between labels.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.corpus.breaks import is_break
from bot.corpus.headings import Kind, is_title_like, read_heading
from bot.corpus.labels import LONG, Field, Labelled, read_bare_label, read_label, split_run
from bot.corpus.lines import Line
from bot.corpus.notes import closes_note, is_disclaimer, is_note_like, opens_bracketed
from bot.corpus.unwrapping import Layout

MAX_LINES = 600
"""Lines from the top within which a header ends."""
MAX_OPENING = 1500
"""Characters that may stand above the first label."""
MAX_GAP_LINES = 14
MAX_GAP = 1500
"""Lines and characters without a label that may stand between two labels."""
MAX_VALUE = 6000
"""Characters of one value."""
MAX_PLAIN = 160
"""Characters of a value that is a name, a number or the like."""
MAX_TITLES = 4
MAX_TITLE_CHARACTERS = 320
"""Lines and characters that title, author and the like may take where they have no labels."""

_SENTENCE_END = re.compile(r"[.!?…][\"”'’*_)]{0,3}$")
_STATS_LINE = re.compile(r"(?:^|\s[-|]\s)\**(?:Fiction )?(?:Rated|Rating):\**\s.{1,200}?\s[-|]\s", re.IGNORECASE)
_SPOKEN = re.compile(r"[\"“”]|\b(?:said|asked|thought|read|whispered|replied)\b", re.IGNORECASE)
_PLAIN_FIELDS = frozenset(
    {Field.TITLE, Field.AUTHOR, Field.RATING, Field.STATUS, Field.WORDS, Field.CHAPTERS, Field.LANGUAGE}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One label with its whole value."""

    label: Labelled
    line: int

    @property
    def field(self) -> Field:
        """What the label announces."""
        return self.label.field

    @property
    def value(self) -> str:
        """What it says."""
        return self.label.value


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a story. `body` is the index of the first line after it."""

    entries: tuple[Entry, ...] = ()
    opening: tuple[Line, ...] = ()
    """Lines above the first label: often title and author."""
    loose: tuple[str, ...] = ()
    """Lines between labels that belong to none."""
    body: int = 0


@dataclass(slots=True)
class _Reading:
    lines: Sequence[Line]
    layout: Layout
    labels: dict[int, Labelled]
    entries: list[Entry] = field(default_factory=list[Entry])
    loose: list[str] = field(default_factory=list[str])

    def text(self, index: int) -> str:
        return self.lines[index].text if index < len(self.lines) else ""


def read_header(lines: Sequence[Line], layout: Layout) -> Header:
    """Read the header block at the top of `lines`; an empty Header when there is none."""
    reading = _Reading(lines[:MAX_LINES], layout, _find_labels(lines[:MAX_LINES]))
    first = _first_label(reading)
    if first is None:
        return Header()
    body = _read_entries(reading, first)
    if not _is_header(reading):
        return Header()
    opening = tuple(line for line in lines[:first] if line.text)
    return Header(tuple(reading.entries), opening, tuple(reading.loose), body)


def _find_labels(lines: Sequence[Line]) -> dict[int, Labelled]:
    labels: dict[int, Labelled] = {}
    for index, line in enumerate(lines):
        if not line.text or len(line.text) > MAX_VALUE:
            continue
        if _STATS_LINE.search(line.text[:400]):
            labels[index] = Labelled(Field.STATS, "stats", line.text)
        elif label := read_label(line.text, fuzzy=True, dashed=True) or read_bare_label(line.text):
            labels[index] = label
    return labels


def _is_sound(label: Labelled) -> bool:
    """Whether a label with its value can't be prose."""
    if label.is_weak:
        return label.name in {"note", "notes"} and is_note_like(label.value)
    if label.field in _PLAIN_FIELDS:
        return len(label.value) <= MAX_PLAIN and not (_SPOKEN.search(label.value) and label.value.endswith("."))
    if label.field is Field.WARNINGS:
        return not _SENTENCE_END.search(label.value) or is_note_like(label.value)
    return True


def _first_label(reading: _Reading) -> int | None:
    """The index of the first label of a header that isn't too far down to be one."""
    above = count = 0
    for index, line in enumerate(reading.lines):
        if (label := reading.labels.get(index)) and _may_open(reading, index, label, above, count):
            return index
        above += len(line.text)
        count += bool(line.text) and not is_break(line.text)
        heading = read_heading(line.text, line.level) if count > 1 else None
        if above > MAX_OPENING or (heading and heading.kind is Kind.NAMED):
            return None
    return None


def _may_open(reading: _Reading, index: int, label: Labelled, above: int, count: int) -> bool:
    near = {
        reading.labels[i].field
        for i in range(index, min(index + 12, len(reading.lines)))
        if i in reading.labels and _is_sound(reading.labels[i])
    }
    if not count:
        return bool(near)
    if label.field in {Field.NOTE, Field.DISCLAIMER} and len(near - {Field.NOTE, Field.DISCLAIMER}) <= 1:
        return False  # notes below other text are found where chapters are read
    titles = (
        count <= MAX_TITLES
        and above <= MAX_TITLE_CHARACTERS
        and not any(_SENTENCE_END.search(reading.text(i)) for i in range(index))
    )
    return bool(near) if titles else len(near - {Field.NOTE, Field.WARNINGS}) > 1


def _is_header(reading: _Reading) -> bool:
    return any(_is_sound(entry.label) for entry in reading.entries)


def _read_entries(reading: _Reading, index: int) -> int:
    """Read label after label; returns the index after the last value."""
    end = index
    while True:
        end = _read_entry(reading, index)
        following = _skip_empty(reading, end)
        target = _next_label(reading, end, following)
        if target is None:
            return end
        if target > following:
            _take_gap(reading, following, target)
        index = target


def _read_entry(reading: _Reading, index: int) -> int:
    label = reading.labels[index]
    parts, end = _collect(reading, index, label)
    first, *more = split_run(label) if label.field is not Field.STATS else [label]
    labels = [first, *more]
    labels[-1] = replace(labels[-1], value="\n".join(filter(None, [labels[-1].value, *parts])))
    reading.entries.extend(Entry(item, reading.lines[index].number) for item in labels)
    return end


def _collect(reading: _Reading, index: int, label: Labelled) -> tuple[list[str], int]:
    """The lines after a label's own that belong to its value, wrapped ones rejoined."""
    parts: list[str] = []
    size = 0
    end = index + 1
    if not label.value and label.field in LONG and not reading.text(end):
        end = _skip_empty(reading, end)
        if end in reading.labels or end >= len(reading.lines) or _is_edge(reading.lines[end]):
            return [], index + 1
        parts.append(reading.text(end))
        end += 1
    while _belongs(reading, index, end, label, empty=not label.value and not parts) and size < MAX_VALUE:
        text = reading.text(end)
        if parts and reading.layout.runs_on(reading.lines[end - 1], reading.lines[end]):
            parts[-1] += " " + text
        else:
            parts.append(text)
        size += len(text)
        end += 1
    return parts, end


def _belongs(reading: _Reading, index: int, end: int, label: Labelled, *, empty: bool) -> bool:
    """Whether line `end`, right below the value so far, goes on with it."""
    if end >= len(reading.lines) or end in reading.labels:
        return False
    before, line = reading.lines[end - 1], reading.lines[end]
    if not line.text or _is_edge(line):
        return False
    if empty:
        return label.field in LONG or (len(line.text) <= MAX_PLAIN and not _SENTENCE_END.search(line.text))
    if reading.layout.runs_on(before, line) or _in_mid_sentence(before, line):
        return True
    if line.indent >= reading.lines[index].indent + 2 and label.field not in {Field.NOTE, Field.DISCLAIMER}:
        return True
    return _label_in_block(reading, end)


def _in_mid_sentence(before: Line, line: Line) -> bool:
    return (line.text[:1].islower() and not _SENTENCE_END.search(before.text)) or before.text.endswith(",")


def _label_in_block(reading: _Reading, index: int) -> bool:
    """Whether a label follows before the next empty line."""
    for later in range(index + 1, min(index + MAX_GAP_LINES, len(reading.lines))):
        if not reading.text(later):
            return False
        if later in reading.labels:
            return not reading.labels[later].is_weak and _is_sound(reading.labels[later])
    return False


def _is_edge(line: Line) -> bool:
    heading = read_heading(line.text, line.level)
    return is_break(line.text) or bool(heading and heading.kind is Kind.NAMED) or opens_bracketed(line.text)


def _skip_empty(reading: _Reading, index: int) -> int:
    while index < len(reading.lines) and not reading.text(index):
        index += 1
    return index


def _next_label(reading: _Reading, end: int, following: int) -> int | None:
    """The index of the label that the header goes on with, or None when it ends here."""
    if following in reading.labels and _goes_on(reading, following, adjacent=following == end):
        return following
    size = seen = 0
    for index in range(following, len(reading.lines)):
        line = reading.lines[index]
        if index > following and index in reading.labels and _bridges(reading, following, index):
            return index
        size += len(line.text)
        seen += bool(line.text)
        if size > MAX_GAP or seen > MAX_GAP_LINES or (line.text and _is_chapter(line)):
            return None
    return None


def _is_chapter(line: Line) -> bool:
    heading = read_heading(line.text, line.level)
    return bool(heading and heading.kind is Kind.NAMED)


def _goes_on(reading: _Reading, index: int, *, adjacent: bool) -> bool:
    label = reading.labels[index]
    if adjacent and _is_sound(replace(label, exact=True)):
        return True
    if not label.is_weak:
        return _is_sound(label)
    if not label.exact:
        return True
    if label.name in {"note", "notes"}:
        return is_note_like(label.value) or adjacent
    near = [reading.labels[i] for i in range(index + 1, min(index + 5, len(reading.lines))) if i in reading.labels]
    return any(not item.is_weak and _is_sound(item) for item in near) or (
        adjacent and not _SENTENCE_END.search(label.value)
    )


def _bridges(reading: _Reading, start: int, index: int) -> bool:
    """Whether the lines from `start` to the label at `index` stand inside the header rather than begin the story."""
    label = reading.labels[index]
    if label.is_weak or not _is_sound(label):
        return False
    gap = [line for line in reading.lines[start:index] if line.text and not is_break(line.text)]
    if not gap:
        return True
    if all(_is_furniture(line.text) for line in gap) and len(gap) <= MAX_TITLES:
        return True
    if label.field in {Field.NOTE, Field.DISCLAIMER} and not is_disclaimer(label.value):
        return False
    new = label.field not in {entry.field for entry in reading.entries}
    spoken = sum(1 for line in gap if line.text[:1] in '"“«') > 1
    return new and not spoken and reading.entries[-1].field in LONG and not closes_note(reading.entries[-1].value)


def _is_furniture(text: str) -> bool:
    return is_title_like(text) or is_disclaimer(text) or is_note_like(text) or text.lower().startswith("by ")


def _take_gap(reading: _Reading, start: int, end: int) -> None:
    gap = "\n".join(line.text for line in reading.lines[start:end]).strip("\n")
    last = reading.entries[-1]
    if last.field in LONG and not all(_is_furniture(text) for text in gap.split("\n") if text):
        reading.entries[-1] = replace(last, label=replace(last.label, value=f"{last.value}\n\n{gap}".strip()))
    elif gap.strip("*-_=~# \n"):
        reading.loose.append(gap)
