"""The edges of a chapter: where its author's notes end and its text begins, and the other way round.

In doubt a paragraph is text. A note is labelled, or bracketed, or says what only notes say; what follows one belongs to
it only while it goes on sounding like a note, or up to words or a rule that plainly close it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.corpus.body.leading import leading_end
from bot.corpus.body.noting import Context, bracket_end, note_label, note_texts, speakers_in
from bot.corpus.body.trailing import trailing_start
from bot.corpus.formats.limits import check_time, in_time
from bot.corpus.formats.spans import without
from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.notes import opens_bracketed, take_inline_notes


@dataclass(slots=True)
class Trimmed:
    """A chapter's own paragraphs, and the notes that stood before, inside and after them."""

    paragraphs: list[Paragraph]
    before: list[str] = field(default_factory=list[str])
    within: list[str] = field(default_factory=list[str])
    after: list[str] = field(default_factory=list[str])


def trim(paragraphs: Sequence[Paragraph], context: Context) -> Trimmed:
    """Part a chapter's text from its notes."""
    start = leading_end(paragraphs, in_note=context.in_note, has_header=context.has_header)
    speakers = context.speakers.union(*(speakers_in(paragraph.text) for paragraph in paragraphs[:start]))
    end = trailing_start(paragraphs, start, replace(context, speakers=speakers))
    body, within = _take_inner(paragraphs[start:end])
    before, after = note_texts(paragraphs[:start]), note_texts(paragraphs[end:])
    return Trimmed(_without_outer_breaks(body), before, within, after)


def _take_inner(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """Notes between paragraphs of text, and bracketed ones inside them, taken out."""
    kept: list[Paragraph] = []
    notes: list[str] = []
    index = 0
    while index < len(paragraphs):
        check_time()
        paragraph = paragraphs[index]
        end = _note_end_within(paragraphs, index)
        if end > index:
            notes.extend(note_texts(paragraphs[index:end]))
            index = end
            continue
        text, inline = take_inline_notes(paragraph.text)
        notes.extend(inline)
        if text:
            kept.append(_without(paragraph, inline, text) if inline else paragraph)
        index += 1
    return kept, notes


def _without(paragraph: Paragraph, taken: Sequence[str], text: str) -> Paragraph:
    return replace(paragraph, text=text, spans=without((paragraph.text, paragraph.spans), taken, text))


def _note_end_within(paragraphs: Sequence[Paragraph], index: int) -> int:
    text = paragraphs[index].text
    if opens_bracketed(text):
        return bracket_end(paragraphs, index)
    label = note_label(text)
    if label is None or not label.is_strong_note:
        return index
    return min(index + (1 if label.value else 2), len(paragraphs))


def _without_outer_breaks(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Scene breaks only between text, one at a time."""
    kept: list[Paragraph] = []
    for paragraph in in_time(paragraphs):
        if is_break(paragraph.text) and (not kept or is_break(kept[-1].text)):
            continue
        kept.append(paragraph)
    return kept[:-1] if kept and is_break(kept[-1].text) else kept
