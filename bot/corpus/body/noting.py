"""Paragraphs that are notes beyond doubt wherever they stand at a chapter's edge: labelled, bracketed, or telling."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.furniture import is_furniture
from bot.corpus.marks.labels import Field, Labelled, read_bare_label, read_label
from bot.corpus.marks.notes import (
    addresses_readers,
    bracket_balance,
    is_note_like,
    note_likeness,
    take_inline_notes,
)

REACH = 12
REACH_CHARACTERS = 3500
"""How far ahead, in paragraphs and characters, the end of a note is looked for."""
MAX_LABELLED = 1500
"""Characters of a line under a header's label that stands at a chapter's edge."""
MAX_ADDRESS = 400
"""Characters of a paragraph that is a note because it turns to the readers."""
PLAIN_NOTE = 1.6
"""Likeness from which a paragraph without a label is a note."""

_HEADER_FIELDS = frozenset(Field) - {Field.NOTE, Field.LOOSE}
_BARE_FIELDS = frozenset({Field.NOTE, Field.DISCLAIMER, Field.SUMMARY, Field.WARNINGS})
_SPEAKER = re.compile(r"[*_\[(]{0,3}([^\W\d_][\w' .-]{0,23}?)[*_\])]{0,3}:[*_]{0,3}\s")
_RECAP = re.compile(
    r"[*_~(\[<\s]{0,6}(?:last time|previously|next time|next (?:episode|week|chapter)|in the (?:last|next|previous) "
    r"(?:chapter|episode)|coming (?:up|soon)|preview|sneak peek|recap|story so far|the story so far)\b"
    r"[^.!?\n:]{0,60}[:.…]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands above a chapter's paragraphs."""

    in_note: bool = False
    """The line before was a note that may go on."""
    has_header: bool = False
    speakers: frozenset[str] = frozenset()
    """Who speaks in the notes, where these are dialogues between the author and the characters."""
    signers: frozenset[str] = frozenset()
    """The author's names, folded."""


def opens_speech(text: str) -> bool:
    """Whether a paragraph begins with somebody speaking."""
    return text.lstrip("*_ ")[:1] in set('"“«„»‘—–')


def _label(text: str) -> Labelled | None:
    first, _, rest = text.partition("\n")
    if label := read_label(text, dashed=True):
        return label
    bare = read_bare_label(first)
    return replace(bare, value=rest.strip()) if bare else None


def note_label(text: str) -> Labelled | None:
    """The label with which a paragraph begins, if it makes the paragraph a note wherever it stands."""
    label = _label(text)
    if label is None:
        return Labelled(Field.NOTE, "recap", text) if _RECAP.match(text) else None
    if label.is_strong_note or label.field is not Field.NOTE:
        return label if label.is_strong_note else None
    return label if not label.value or _is_bare(text) or is_note_like(label.value) else None


def _is_bare(text: str) -> bool:
    """Whether a label stands alone on a paragraph's first line: "Notes:"."""
    first, line_end, _ = text.partition("\n")
    return bool(line_end) and first.rstrip(" *_~").endswith(":")


def header_label(text: str) -> Labelled | None:
    """A header's label at a chapter's edge, such as "Disclaimer:" or "Warnings:"."""
    label = _label(text)
    if label is None or label.is_weak or label.field not in _HEADER_FIELDS or len(text) > MAX_LABELLED:
        return None
    if label.field in {Field.DISCLAIMER, Field.SUMMARY} or text.rstrip("\"”'’")[-1:] not in ".!?":
        return label
    return label if is_note_like(text) else None


def labelled_end(paragraphs: Sequence[Paragraph], index: int, label: Labelled) -> int:
    """The index after the note that the label on paragraph `index` opens, so far as its form tells."""
    following = index + 1
    above = _is_bare(paragraphs[index].text)
    if (label.value and not above) or label.field not in _BARE_FIELDS:
        return following
    if not above and following < len(paragraphs) and not is_break(paragraphs[following].text):
        following += 1
    while following < len(paragraphs) and paragraphs[following].indent > paragraphs[index].indent + 1:
        following += 1  # archives indent what stands under such a label
    return following


def bracket_end(paragraphs: Sequence[Paragraph], index: int) -> int:
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


def is_plainly_note(text: str) -> bool:
    """Whether a paragraph without a label can be nothing but a note."""
    if is_furniture(text):
        return True
    if opens_speech(text):
        return False
    if len(text) <= MAX_ADDRESS and addresses_readers(text) and note_likeness(text) > 0:
        return True
    return note_likeness(text) >= PLAIN_NOTE and is_note_like(text)


def speakers_in(text: str) -> frozenset[str]:
    """Who speaks in a text that has nothing but lines such as "Me: Hello!"; two lines at least."""
    lines = [_SPEAKER.match(line) for line in text.split("\n")]
    names = frozenset(line[1].casefold() for line in lines if line)
    return names if len(lines) > 1 and all(lines) else frozenset()


def note_texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The words of notes, without rules between them."""
    return [paragraph.text for paragraph in paragraphs if not is_break(paragraph.text)]
