"""Where the notes at a chapter's end begin."""

import re
from collections.abc import Sequence

from bot.corpus.body.narrator import EDGE, is_told_of_others, says_i
from bot.corpus.body.noting import (
    Context,
    bracket_end,
    is_plainly_note,
    labelled_end,
    note_label,
    opens_speech,
    speakers_in,
)
from bot.corpus.formats.limits import check_time
from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.folding import fold
from bot.corpus.marks.furniture import is_furniture
from bot.corpus.marks.labels import Field, Labelled, read_label
from bot.corpus.marks.notes import (
    is_closing_mark,
    is_disclaimer,
    is_end_mark,
    is_note_like,
    note_likeness,
    opens_bracketed,
    says_continued,
    says_finished,
    speaks_as_author,
    speaks_of_writing,
)

TAIL = 25
TAIL_CHARACTERS = 5000
"""How far from a chapter's end, in paragraphs and characters, a closing note may begin."""
MAX_BESIDE = 150
"""Characters of a paragraph among notes that needn't speak of writing."""
AFTER_END = 300
"""Characters after "The End" that are no story even when nothing in them says so."""
MAX_SIGNED = 120
"""Characters of a closing line with the author's name, and a motto maybe."""
MAX_SIGNATURE = 5
"""Paragraphs of a signature."""
AFTER_RULE = 0.4
"""Likeness of all that stands below a last rule, from which it is a note if it speaks of reviews and the like."""


_SIGN_OFF = re.compile(r"[-~–—]{1,3}\s?[\w.'-]{2,30}(?:[ -][\w.'-]{1,20}){0,2}[-~]{0,3}")
_END_WITH_TALK = re.compile(
    r"[*_~\W]{0,6}(?:tbc\b|(?:to be continued|the end|fin|owari|end)\s?[!.…~:)*-]{1,40}\s)", re.IGNORECASE
)
_CLOSING_FIELDS = frozenset({Field.DISCLAIMER, Field.WARNINGS})


_ADDRESS = re.compile(r"\S{1,60}@\S{2,60}\.\w{2,}")


def trailing_start(paragraphs: Sequence[Paragraph], start: int, context: Context) -> int:
    """The index after the last paragraph that is text; what stands before `start` is not looked at."""
    end = len(paragraphs)
    while end > start:
        check_time()
        shorter = _step_back(paragraphs, start, end, context)
        if shorter == end:
            break
        end = shorter
    return end


def _step_back(paragraphs: Sequence[Paragraph], start: int, end: int, context: Context) -> int:
    """The end without one more thing that isn't text: a rule, an end mark, a note."""
    if _is_closing(paragraphs, end - 1, context):
        return end - 1
    if (signature := _signature_start(paragraphs, start, end, context)) < end:
        return signature
    size = 0
    for index in range(end - 1, max(start, end - TAIL) - 1, -1):
        size += len(paragraphs[index].text)
        if size > TAIL_CHARACTERS:
            break
        if _begins_closing(paragraphs, index, end):
            return index
        if opens_speech(paragraphs[index].text):
            break
    return end


def _is_closing(paragraphs: Sequence[Paragraph], index: int, context: Context) -> bool:
    """Whether a last paragraph isn't text: a rule, an end mark, a note."""
    text = paragraphs[index].text
    if is_break(text) or is_end_mark(text) or is_closing_mark(text) or is_plainly_note(text):
        return True
    if _END_WITH_TALK.match(text) and len(text) <= AFTER_END:
        return True
    talk = is_note_like(text) or is_disclaimer(text) or bool(context.speakers & speakers_in(text))
    signed = _SIGN_OFF.fullmatch(text) and index > 0 and is_plainly_note(paragraphs[index - 1].text)
    return bool(signed) or (
        (talk or _is_signed(paragraphs[index : index + 1], context)) and _is_set_off(paragraphs, index)
    )


def _is_signed(rest: Sequence[Paragraph], context: Context) -> bool:
    """Whether a few words begin with the author's name."""
    size = sum(len(paragraph.text) for paragraph in rest)
    return size <= MAX_SIGNED and fold(rest[0].text.split("\n")[0]) in context.signers


def _is_set_off(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a rule or an end mark stands above the paragraph."""
    return index > 0 and (is_break(paragraphs[index - 1].text) or is_end_mark(paragraphs[index - 1].text))


def _begins_closing(paragraphs: Sequence[Paragraph], index: int, end: int) -> bool:
    """Whether everything from paragraph `index` up to `end` is notes."""
    text = paragraphs[index].text
    if opens_bracketed(text):
        return bracket_end(paragraphs, index) == end
    rest = paragraphs[index + 1 : end]
    if says_finished(text) or says_continued(text):
        return _follows_end(rest)
    if is_break(text):
        return bool(rest) and _stands_below_rule(rest)
    if is_furniture(text):
        return sum(len(paragraph.text) for paragraph in rest) <= AFTER_END
    label = note_label(text) or _closing_label(text, set_off=_is_set_off(paragraphs, index))
    return label is not None and _is_note_to_end(paragraphs, index, end, label)


def _closing_label(text: str, *, set_off: bool) -> Labelled | None:
    label = read_label(text)
    if label is None:
        return None
    if label.field is Field.NOTE and (set_off or text.partition(":")[2].startswith("\n")):
        return label
    return None if label.is_weak or label.field not in _CLOSING_FIELDS else label


def _follows_end(rest: Sequence[Paragraph]) -> bool:
    said = " ".join(paragraph.text for paragraph in rest)
    if any(opens_speech(p.text) and not is_note_like(p.text) for p in rest):
        return False
    if any(len(p.text) > MAX_BESIDE and not speaks_of_writing(p.text) for p in rest):
        return False
    return len(said) <= AFTER_END or note_likeness(said) >= AFTER_RULE


def _stands_below_rule(rest: Sequence[Paragraph]) -> bool:
    if any(opens_speech(paragraph.text) for paragraph in rest):
        return False
    if all(is_furniture(line) for paragraph in rest for line in paragraph.text.split("\n")):
        return True
    said = " ".join(paragraph.text for paragraph in rest)
    return speaks_as_author(said) and note_likeness(said) >= AFTER_RULE


def _signature_start(paragraphs: Sequence[Paragraph], start: int, end: int, context: Context) -> int:
    """Where a signature with the author's name or an address begins, below a rule; `end` without one."""
    for index in range(end - 1, max(start, end - MAX_SIGNATURE) - 1, -1):
        if is_break(paragraphs[index].text):
            rest = paragraphs[index + 1 : end]
            said = " ".join(paragraph.text for paragraph in rest)
            addressed = len(said) <= AFTER_END and _ADDRESS.search(said)
            return index if addressed or (rest and _is_signed(rest, context)) else end
    return end


def _is_note_to_end(paragraphs: Sequence[Paragraph], index: int, end: int, label: Labelled) -> bool:
    rest = paragraphs[labelled_end(paragraphs, index, label) : end]
    if not rest:
        return True
    spoken = any(opens_speech(paragraph.text) for paragraph in rest)
    if not label.value and label.name.endswith("notes"):
        return not spoken
    told = is_told_of_others([paragraph.text for paragraph in paragraphs[: index + EDGE]])
    personal = sum(1 for paragraph in rest if speaks_of_writing(paragraph.text) or (told and says_i(paragraph.text)))
    set_off = _is_set_off(paragraphs, index)
    return not spoken and (set_off or (label.field not in _CLOSING_FIELDS and personal * 3 >= 2 * len(rest)))
