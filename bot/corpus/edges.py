"""The edges of a chapter: where its author's notes end and its text begins, and the other way round.

In doubt a paragraph is text. A note is labelled, or bracketed, or says what only notes say; what follows one belongs to
it only while it goes on sounding like a note, or up to words or a rule that plainly close it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.corpus.breaks import is_break
from bot.corpus.labels import Field, Labelled, read_bare_label, read_label
from bot.corpus.notes import (
    bracket_balance,
    closes_note,
    is_closing_mark,
    is_disclaimer,
    is_end_mark,
    is_note_like,
    note_likeness,
    opens_bracketed,
    take_inline_notes,
)
from bot.corpus.unwrapping import Paragraph

REACH = 12
REACH_CHARACTERS = 3500
"""How far ahead, in paragraphs and characters, the end of a note is looked for."""
TAIL = 20
TAIL_CHARACTERS = 5000
"""How far from a chapter's end a closing note may begin."""
MAX_LABELLED = 1500
MAX_CLOSING = 400
"""Characters of a labelled line that is no note, and of a paragraph that closes one."""
PLAIN_NOTE = 1.6
"""Likeness from which a paragraph without a label is a note."""

_HEADER_FIELDS = frozenset(Field) - {Field.NOTE, Field.LOOSE}


@dataclass(slots=True)
class Trimmed:
    """A chapter's own paragraphs, and the notes that stood before, inside and after them."""

    paragraphs: list[Paragraph]
    before: list[str] = field(default_factory=list[str])
    within: list[str] = field(default_factory=list[str])
    after: list[str] = field(default_factory=list[str])


def trim(paragraphs: Sequence[Paragraph], *, in_note: bool = False) -> Trimmed:
    """Part a chapter's text from its notes. `in_note` says that the line before was a note that may go on."""
    start = _opening_end(paragraphs, in_note=in_note)
    end = _closing_start(paragraphs, start)
    body, within = _take_inner(paragraphs[start:end])
    return Trimmed(_without_outer_breaks(body), _texts(paragraphs[:start]), within, _texts(paragraphs[end:]))


def note_label(text: str) -> Labelled | None:
    """The label with which a paragraph begins, if it makes the paragraph a note wherever it stands."""
    label = read_label(text, dashed=True) or read_bare_label(text)
    if label is None:
        return None
    if label.is_strong_note:
        return label
    if label.field is Field.NOTE and (not label.value or is_note_like(label.value)):
        return label
    return None


def _texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs if not is_break(paragraph.text)]


def _opening_end(paragraphs: Sequence[Paragraph], *, in_note: bool) -> int:
    """The index of the first paragraph that is text."""
    index, is_open = 0, in_note
    while index < len(paragraphs):
        text = paragraphs[index].text
        if is_break(text) or is_closing_mark(text):
            index, is_open = index + 1, False
            continue
        end = _note_end(paragraphs, index, is_open=is_open)
        if end == index:
            break
        is_open = not closes_note(paragraphs[end - 1].text) and not opens_bracketed(text)
        index = end
    return index


def _note_end(paragraphs: Sequence[Paragraph], index: int, *, is_open: bool) -> int:
    """The index after the note that begins at `index`; `index` itself when none does."""
    text = paragraphs[index].text
    if opens_bracketed(text):
        return _bracket_end(paragraphs, index)
    if label := note_label(text) or _header_label(text):
        following = index + 1
        bare = not label.value and following < len(paragraphs) and not is_break(paragraphs[following].text)
        return following + 1 if bare and label.field in {Field.NOTE, Field.DISCLAIMER} else following
    if is_disclaimer(text) or (is_open and is_note_like(text)) or _is_plainly_note(text):
        return index + 1
    return _announced_end(paragraphs, index) if is_open else index


def _header_label(text: str) -> Labelled | None:
    """A header's label at a chapter's edge, such as "Disclaimer:" or "Warnings:"."""
    label = read_label(text) or read_bare_label(text)
    if label is None or label.is_weak or label.field not in _HEADER_FIELDS or len(text) > MAX_LABELLED:
        return None
    sentence = text.rstrip("\"”'’")[-1:] in ".!?"
    if label.field is Field.DISCLAIMER or not sentence:
        return label
    return label if is_note_like(text) or label.field is Field.SUMMARY else None


def _bracket_end(paragraphs: Sequence[Paragraph], index: int) -> int:
    """After a note in brackets, closed here or some paragraphs on; a paragraph that goes on after it is text."""
    if take_inline_notes(paragraphs[index].text)[0] == "":
        return index + 1
    balance = size = 0
    for end in range(index, min(index + REACH, len(paragraphs))):
        text = paragraphs[end].text
        balance += bracket_balance(text)
        size += len(text)
        if size > REACH_CHARACTERS:
            break
        if balance <= 0:
            return end + 1 if text.rstrip("*_~ .!")[-1:] in ")]}" else index
    return index


def _is_plainly_note(text: str) -> bool:
    return note_likeness(text) >= PLAIN_NOTE and is_note_like(text)


def _announced_end(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Where an open note ends by words or a rule that close it, if all up to there could be a note."""
    size = notelike = personal = 0
    for end in range(index, min(index + REACH, len(paragraphs))):
        text = paragraphs[end].text
        seen = end - index
        if is_closing_mark(text):
            return end
        if is_break(text):
            return end if seen and personal == seen and notelike * 2 >= seen else index
        if closes_note(text) and len(text) <= MAX_CLOSING:
            return end + 1
        size += len(text)
        notelike += is_note_like(text)
        personal += note_likeness(text) > 0
        if size > REACH_CHARACTERS or text[:1] in '"“«':
            return index
    return index


def _closing_start(paragraphs: Sequence[Paragraph], start: int) -> int:
    """The index after the last paragraph that is text."""
    end = len(paragraphs)
    while end > start:
        shorter = _step_back(paragraphs, start, end)
        if shorter == end:
            break
        end = shorter
    return end


def _step_back(paragraphs: Sequence[Paragraph], start: int, end: int) -> int:
    """The end without one more thing that isn't text: a rule, an end mark, a note."""
    text = paragraphs[end - 1].text
    if is_break(text) or is_end_mark(text) or is_closing_mark(text):
        return end - 1
    if _is_plainly_note(text) or (_closes_chapter(paragraphs, end) and (is_note_like(text) or is_disclaimer(text))):
        return end - 1
    return _labelled_tail(paragraphs, start, end)


def _closes_chapter(paragraphs: Sequence[Paragraph], end: int) -> bool:
    """Whether the paragraph before `end` is set off from the text before it."""
    return end > 1 and (is_break(paragraphs[end - 2].text) or is_end_mark(paragraphs[end - 2].text))


def _labelled_tail(paragraphs: Sequence[Paragraph], start: int, end: int) -> int:
    size = 0
    for index in range(end - 1, max(start, end - TAIL) - 1, -1):
        text = paragraphs[index].text
        size += len(text)
        if size > TAIL_CHARACTERS:
            return end
        label = note_label(text) or _closing_label(text)
        if label or opens_bracketed(text):
            return index if _is_note_to_end(paragraphs, index, end, label) else end
    return end


def _closing_label(text: str) -> Labelled | None:
    label = read_label(text)
    if label is None or label.is_weak or label.field not in {Field.DISCLAIMER, Field.WARNINGS}:
        return None
    return label


def _is_note_to_end(paragraphs: Sequence[Paragraph], index: int, end: int, label: Labelled | None) -> bool:
    """Whether everything from a note's label to the chapter's end is that note."""
    if label is None and _bracket_end(paragraphs, index) != end:
        return False
    rest = paragraphs[index + 1 : end]
    if label and not label.value and rest:
        rest = rest[1:]
    if not rest:
        return True
    set_off = index > 0 and is_break(paragraphs[index - 1].text)
    spoken = any(paragraph.text[:1] in '"“«' for paragraph in rest)
    likeness = [note_likeness(paragraph.text) for paragraph in rest]
    return not spoken and (set_off or sum(1 for value in likeness if value > 0) * 3 >= 2 * len(rest))


def _take_inner(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """Notes between paragraphs of text, and bracketed ones inside them, taken out."""
    kept: list[Paragraph] = []
    notes: list[str] = []
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        end = _note_end_within(paragraphs, index)
        if end > index:
            notes.extend(_texts(paragraphs[index:end]))
            index = end
            continue
        text, inline = take_inline_notes(paragraph.text)
        notes.extend(inline)
        if text:
            kept.append(paragraph if not inline else _with_text(paragraph, text))
        index += 1
    return kept, notes


def _note_end_within(paragraphs: Sequence[Paragraph], index: int) -> int:
    text = paragraphs[index].text
    if opens_bracketed(text):
        return _bracket_end(paragraphs, index)
    label = note_label(text)
    if label is None or not label.is_strong_note:
        return index
    return min(index + (1 if label.value else 2), len(paragraphs))


def _with_text(paragraph: Paragraph, text: str) -> Paragraph:
    return Paragraph(text, paragraph.line, paragraph.start, paragraph.level, paragraph.quote, paragraph.alone)


def _without_outer_breaks(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Scene breaks only between text, one at a time."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if is_break(paragraph.text) and (not kept or is_break(kept[-1].text)):
            continue
        kept.append(paragraph)
    return kept[:-1] if kept and is_break(kept[-1].text) else kept
