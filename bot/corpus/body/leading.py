"""Where the notes at a chapter's beginning end."""

import re
from collections.abc import Sequence

from bot.corpus.body.narrator import is_told_of_others, says_i
from bot.corpus.body.noting import (
    REACH,
    REACH_CHARACTERS,
    bracket_end,
    header_label,
    is_plainly_note,
    labelled_end,
    note_label,
    opens_speech,
)
from bot.corpus.formats.limits import check_time
from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.notes import (
    addresses_readers,
    closes_note,
    is_bare_disclaimer,
    is_closing_mark,
    is_disclaimer,
    is_note_like,
    note_likeness,
    opens_bracketed,
    speaks_as_author,
    speaks_of_writing,
)

MAX_CLOSING = 400
"""Characters of a paragraph that closes a note."""
MAX_BETWEEN = 120
"""Characters that needn't be in the first person between a note's beginning and the words to readers that close it."""
REMARKS = 4
REMARK_CHARACTERS = 700
"""Paragraphs and characters that an unlabelled remark above a rule may have."""
BRIEF = 2
"""Words of a remark that needn't sound like one: "Right then!"."""

_FIRST_PERSON = re.compile(r"\b(?:i|im|i'm|my|me)\b", re.IGNORECASE)
_LOG = re.compile(r"\[?\(?\d{1,2}[:.]\d\d")


def leading_end(paragraphs: Sequence[Paragraph], *, in_note: bool, has_header: bool) -> int:
    """The index of the first paragraph that is text.

    `in_note` says that the line above was a note that may go on, `has_header` that labels stood above.
    """
    index, is_open = 0, in_note
    told = is_told_of_others([paragraph.text for paragraph in paragraphs])
    while index < len(paragraphs):
        check_time()
        text = paragraphs[index].text
        if is_break(text) or is_closing_mark(text):
            index, is_open = index + 1, False
            continue
        below_notes = index > 0 or in_note or has_header
        end = (
            index
            if is_bare_disclaimer(text) and not below_notes
            else _note_end(paragraphs, index, is_open=is_open, told_of_others=told)
        )
        if end == index:
            end = _remark_end(paragraphs, index, below_notes=below_notes)
        if end == index:
            break
        is_open = not closes_note(paragraphs[end - 1].text) and not opens_bracketed(text)
        index = end
    return index


def _note_end(paragraphs: Sequence[Paragraph], index: int, *, is_open: bool, told_of_others: bool) -> int:
    """The index after the note that begins at `index`; `index` itself when none does."""
    text = paragraphs[index].text
    if opens_bracketed(text):
        return bracket_end(paragraphs, index)
    if label := note_label(text) or header_label(text):
        return labelled_end(paragraphs, index, label)
    if (
        text.startswith(">")
        or _is_bracketed_remark(text)
        or is_disclaimer(text)
        or (is_open and is_note_like(text))
        or is_plainly_note(text)
    ):
        return index + 1
    return _announced_end(paragraphs, index, told_of_others=told_of_others) if is_open else index


def _is_bracketed_remark(text: str) -> bool:
    """Whether a short paragraph stands whole in brackets and talks of more than a scene."""
    bare = text.strip("*_ ")
    return (
        len(bare) <= MAX_CLOSING
        and bare[:1] in {"(", "["}
        and bare[-1:] in {")", "]"}
        and not _LOG.match(bare)
        and speaks_of_writing(bare)
    )


def _announced_end(paragraphs: Sequence[Paragraph], index: int, *, told_of_others: bool) -> int:
    """Where an open note ends by words or a rule that close it, if all up to there could be a note."""
    size = beside = notelike = personal = writing = 0
    first = paragraphs[index].text
    if told_of_others and not opens_speech(first) and says_i(first) and len(first) <= REMARK_CHARACTERS:
        return index + 1
    for end in range(index, min(index + REACH, len(paragraphs))):
        text = paragraphs[end].text
        seen = end - index
        if is_closing_mark(text):
            return end
        if is_break(text):
            told = (personal == seen and notelike * 2 >= seen) or writing == seen
            return end if seen and told else index
        closes = closes_note(text) or (beside <= MAX_BETWEEN and addresses_readers(text) and not opens_speech(text))
        if closes and len(text) <= MAX_CLOSING:
            return end + 1
        size += len(text)
        beside += 0 if says_i(text) or speaks_of_writing(text) else len(text)
        notelike += is_note_like(text)
        personal += note_likeness(text) > 0
        writing += speaks_of_writing(text)
        if size > REACH_CHARACTERS or opens_speech(text):
            return index
    return index


def _is_offhand(said: str) -> bool:
    """Whether a sentence is in the first person and left without its end."""
    return bool(_FIRST_PERSON.search(said)) and said[-1].isalnum() and len(said) <= MAX_CLOSING


def _remark_end(paragraphs: Sequence[Paragraph], index: int, *, below_notes: bool) -> int:
    """Where a remark to the readers ends that stands above a rule: the rule's index."""
    size = 0
    for end in range(index, min(index + REMARKS + 1, len(paragraphs))):
        text = paragraphs[end].text
        if is_break(text):
            said = " ".join(paragraph.text for paragraph in paragraphs[index:end])
            alone = below_notes and end - index == 1
            brief = alone and (len(said.split()) <= BRIEF or _is_offhand(said))
            return end if speaks_as_author(said) or closes_note(said) or brief else index
        size += len(text)
        if size > REMARK_CHARACTERS or opens_speech(text) or _LOG.match(text):
            break
    return index
