"""Which lines of a file's top are labels, and how surely they are a header's rather than the story's."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.corpus.formats.lines import Line
from bot.corpus.formats.plain.tags import without_inline_tags
from bot.corpus.formats.unwrapping import Layout
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.headings import is_chapter
from bot.corpus.marks.labels import Field, Labelled, read_bare_label, read_label, read_unknown_label, split_run
from bot.corpus.marks.notes import is_note_like, note_likeness

STATS_LINE = "facts"
"""The name of the label that a whole line of facts goes under."""
MAX_VALUE = 6000
"""Characters of one value."""
MAX_PLAIN = 160
"""Characters of a value that is a name, a number or the like."""
MAX_TERSE = 24
"""Characters of a value whose full stop or exclamation mark doesn't make it a sentence."""
RUN = 3
"""Labels on one line from which it can be nothing but a header's."""

SENTENCE_END = re.compile(r"[.!?…][\"”'’*_)]{0,3}$")
_STATS_LINE = re.compile(
    r"(?:^|\s[-|]\s)\**(?:Fiction )?(?:Rated|Rating)(?::\**|\s)\s?.{1,200}?\s[-|]\s", re.IGNORECASE
)
_STATS_COMMAS = re.compile(r"\**(?:Fiction )?Rated:\**\s[^,]{1,20},.*,\s\**Words:", re.IGNORECASE)
_SPOKEN = re.compile(r"[\"“”]|\b(?:said|asked|thought|read|whispered|replied)\b", re.IGNORECASE)
_PLAIN_FIELDS = frozenset(
    {Field.TITLE, Field.AUTHOR, Field.RATING, Field.STATUS, Field.WORDS, Field.CHAPTERS, Field.LANGUAGE}
)
KEYS = frozenset({"key", "legend"})
"""Labels of keys to how a text sets speech and thought, which may look like anything."""
_UNSURE = frozenset({Field.LOOSE, Field.NOTE, Field.DISCLAIMER, Field.TITLE, Field.AUTHOR, Field.SUMMARY})
_NOTES = frozenset({Field.NOTE, Field.DISCLAIMER})


@dataclass(frozen=True, slots=True)
class Labels:
    """The lines of a top and the labels found on them, by index: one a line, or several run together."""

    lines: Sequence[Line]
    layout: Layout
    runs: Mapping[int, tuple[Labelled, ...]] = field(default_factory=dict[int, tuple[Labelled, ...]])

    def text(self, index: int) -> str:
        """The line's text; "" past the end."""
        return self.lines[index].text if index < len(self.lines) else ""

    def at(self, index: int) -> Labelled | None:
        """The first label of the line."""
        run = self.runs.get(index)
        return run[0] if run else None

    def is_sound(self, index: int) -> bool:
        """Whether the line has a label that with its value can't be prose."""
        run = self.runs.get(index, ())
        return bool(run) and (len(run) >= RUN or is_sound(run[0]))

    def fields_near(self, index: int, reach: int) -> set[Field]:
        """What sound labels on the line and up to `reach` lines on announce, notes and warnings apart."""
        near = (i for i in range(index, min(index + reach, len(self.lines))) if self.is_sound(i))
        return {label.field for i in near for label in self.runs[i]} - _NOTES - {Field.WARNINGS}

    def skip_empty(self, index: int) -> int:
        """The index of the first line from `index` on that isn't empty."""
        while index < len(self.lines) and not self.text(index):
            index += 1
        return index


def find_labels(lines: Sequence[Line], layout: Layout) -> Labels:
    """All labels among `lines`. Unknown ones count where they stand next to known ones."""
    runs: dict[int, tuple[Labelled, ...]] = {}
    for index, line in enumerate(lines):
        if not line.text or len(line.text) > MAX_VALUE:
            continue
        if is_stats_line(line.text):
            runs[index] = (Labelled(Field.STATS, STATS_LINE, line.text),)
        elif label := _label(without_inline_tags(line.text)):
            runs[index] = tuple(split_run(label))
    found = Labels(lines, layout, dict(runs))
    for index, line in enumerate(lines):
        label = read_unknown_label(line.text) if index not in runs and not is_chapter(line.text) else None
        if label and _has_kin(found, index):
            runs[index] = (label,)
    return Labels(lines, layout, runs)


def _label(text: str) -> Labelled | None:
    return read_label(text, fuzzy=True, dashed=True) or read_bare_label(text)


def is_stats_line(text: str) -> bool:
    """Whether a line is FanFiction.Net's, of facts set apart by dashes, bars or commas."""
    return bool(_STATS_LINE.search(text[:400])) or bool(_STATS_COMMAS.match(text[:2000]))


def is_sound(label: Labelled) -> bool:
    """Whether a label with its value can't be prose."""
    if label.is_weak:
        return label.name in {"note", "notes"} and is_note_like(label.value)
    if label.field in _PLAIN_FIELDS:
        return len(label.value) <= MAX_PLAIN and not (_SPOKEN.search(label.value) and label.value.endswith("."))
    if label.field is Field.WARNINGS:
        return not SENTENCE_END.search(label.value) or is_note_like(label.value)
    return True


def goes_on(labels: Labels, index: int, *, adjacent: bool, established: bool) -> bool:
    """Whether a header goes on with the label on line `index`.

    `adjacent`: no empty line before it; `established`: several labels that prose doesn't have stand above.
    """
    label = labels.at(index)
    if label is None:
        return False
    near = any(labels.is_sound(i) for i in range(index + 1, min(index + 8, len(labels.lines))))
    following = labels.skip_empty(index + 1)
    closed = following in labels.runs or is_break(labels.text(following))
    if label.field is Field.LOOSE and not adjacent and not near and not closed and SENTENCE_END.search(label.value):
        return False
    warns = label.field is Field.WARNINGS and (adjacent or (established and label.name.endswith("s")))
    if labels.is_sound(index) or warns:
        return True
    if adjacent and is_sound(replace(label, exact=True)):
        return True
    return label.is_weak and _weak_goes_on(label, adjacent=adjacent, near=near, established=established)


def _weak_goes_on(label: Labelled, *, adjacent: bool, near: bool, established: bool) -> bool:
    """The same for a label that other texts have too. `near`: one that they don't have follows soon."""
    if not label.exact:
        return True
    if label.name in KEYS and not label.value:
        return True
    if label.name in {"note", "notes"}:
        return adjacent or (established and not label.value) or note_likeness(label.value) > 0
    ends = SENTENCE_END.search(label.value) and len(label.value) > MAX_TERSE
    short = len(label.value) <= MAX_PLAIN and not ends
    return near or (short and (adjacent or (established and label.field not in _UNSURE)))


def _has_kin(labels: Labels, index: int) -> bool:
    """Whether the line above or below has a known label that isn't a note's."""
    return any(
        labels.is_sound(near) and not _NOTES.intersection(label.field for label in labels.runs[near])
        for near in (index - 1, index + 1)
    )
