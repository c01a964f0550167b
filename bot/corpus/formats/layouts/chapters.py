"""Chapters in the making, while a known page is read, and the Document made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.corpus.formats.document import Document, Marks, Part
from bot.corpus.formats.layouts.elements import gathered, without_outer_breaks
from bot.corpus.formats.markup.blocks import blocks_of
from bot.corpus.formats.markup.html import Element
from bot.corpus.marks.entries import Entry
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.story import Note, Problem

MOST = 10_000
"""Chapters of a work, far more than any has; the rest is told as left out."""
MOST_EMPTY = 20
"""Chapters without text that are told one by one."""
SUMMARY = "summary"
"""Where a layout's reader says that the summary stands, among the notes it finds."""


@dataclass(slots=True)
class ChapterDraft:
    """A chapter: its heading, the elements that hold its text, the notes before and after."""

    title: str = ""
    content: list[Element] = field(default_factory=list[Element])
    before: list[str] = field(default_factory=list[str])
    after: list[str] = field(default_factory=list[str])

    def note(self, label: str, said: str) -> None:
        """Keep what stands under a label in small letters, such as "chapter summary" or "chapter end notes"."""
        if said and "summary" in label:
            self.before.append(f"Summary: {said}")
        elif said:
            (self.after if "end" in label.split() else self.before).append(said)

    def finished(self, css: str) -> Part:
        """The chapter with its text read."""
        blocks = without_outer_breaks(blocks_of(gathered(self.content), css))
        return Part(self.title, blocks, tuple(self.before), tuple(self.after))


def described(
    entries: Iterable[Entry],
    notes: Iterable[Note],
    drafts: Sequence[ChapterDraft],
    css: str = "",
    problems: Sequence[Problem] = (),
) -> Document:
    """The Document of what a layout's reader found. The first note at "summary" is the work's summary."""
    notes = list(notes)
    summary = [note.text for note in notes if note.where == SUMMARY]
    told = [Entry(Labelled(Field.SUMMARY, "summary", text), 0) for text in summary]
    parts = tuple(draft.finished(css) for draft in drafts[:MOST])
    left_out = [Problem(f"Only its first {MOST:,} chapters were read.")] if len(drafts) > MOST else []
    empty = [Problem(f"Chapter {number} holds no text.") for number, part in enumerate(parts, 1) if not part.blocks]
    return Document(
        parts=parts,
        entries=(*entries, *told),
        notes=tuple(note for note in notes if note.where != SUMMARY),
        problems=(*problems, *left_out, *empty[:MOST_EMPTY]),
        marks=Marks.READ,
    )
