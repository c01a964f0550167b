"""Body lines -> chapters of plain text with spans, and the notes around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.corpus.breaks import is_break
from bot.corpus.chapters import Section, could_head, cut_sections, fold
from bot.corpus.edges import trim
from bot.corpus.emphasis import Marked, markdown_spans, plain_spans
from bot.corpus.lines import Line
from bot.corpus.notes import says_continued, says_finished
from bot.corpus.story import SCENE_BREAK, Chapter, Note, Span, Status, Style
from bot.corpus.unwrapping import Layout, Paragraph, paragraphs

MOST_REPEATED = 4
"""Paragraphs at a chapter's end that may repeat the story's title and author above the next heading."""


@dataclass(slots=True)
class Body:
    """What stands under a header."""

    chapters: list[Chapter] = field(default_factory=list[Chapter])
    notes: list[Note] = field(default_factory=list[Note])
    first: Paragraph | None = None
    """The paragraph with which the story begins."""
    status: Status | None = None
    """What the words at the very end say: "The End", "To be continued"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a body is to be read."""

    layout: Layout
    markdown: bool = False
    title: str = ""
    in_note: bool = False
    """The line above is a note that may go on."""
    keep_notes: bool = False
    """Take everything for text: there would be none otherwise."""


def read_body(lines: Sequence[Line], how: Reading) -> Body:
    """Cut lines into chapters and part their text from their notes."""
    blocks = paragraphs(lines, how.layout, lambda line: is_break(line.text) or could_head(line.text))
    cut = cut_sections(blocks, spaced=how.layout.spaced)
    body = Body()
    if cut.contents:
        body.notes.append(Note("top", cut.contents))
    last = len(cut.sections) - 1
    for index, section in enumerate(cut.sections):
        _drop_repeated(section, how.title)
        _add(body, section, how, first=not index, last=index == last)
    return body


def _drop_repeated(section: Section, title: str) -> None:
    """Title and author that a downloader put above each chapter are neither text nor notes."""
    for end in (-1, 0):
        for _ in range(MOST_REPEATED):
            if not section.paragraphs or not _repeats(section.paragraphs[end].text, title):
                break
            section.paragraphs.pop(end)


def _repeats(text: str, title: str) -> bool:
    return bool(title) and len(text) < len(title) + 60 and (fold(text) == fold(title) or _is_title_by(text, title))


def _is_title_by(text: str, title: str) -> bool:
    return fold(text).startswith(f"{fold(title)} by ")


def _add(body: Body, section: Section, how: Reading, *, first: bool, last: bool) -> None:
    if how.keep_notes:
        kept, before, within, after = section.paragraphs, list[str](), list[str](), list[str]()
    else:
        trimmed = trim(section.paragraphs, in_note=first and how.in_note)
        kept, before, within, after = trimmed.paragraphs, trimmed.before, trimmed.within, trimmed.after
    number = len(body.chapters) + 1
    chapter = _chapter(section.title, kept, markdown=how.markdown)
    if not chapter.text:
        before = [section.title, *before] if section.title and (before or after) else before
    else:
        body.first = body.first or kept[0]
        body.chapters.append(chapter)
    here = f"chapter {number}"
    body.notes.extend(Note("top" if number == 1 else here, text) for text in before)
    body.notes.extend(Note(here, text) for text in within)
    body.notes.extend(Note("end" if last else here, text) for text in after)
    if last:
        body.status = _status(after)


def _status(after: Sequence[str]) -> Status | None:
    for text in after:
        if says_finished(text):
            return Status.COMPLETE
        if says_continued(text):
            return Status.IN_PROGRESS
    return None


def _chapter(title: str, kept: Sequence[Paragraph], *, markdown: bool) -> Chapter:
    texts: list[str] = []
    spans: list[Span] = []
    offset = 0
    for text, marks in _marked(kept, markdown=markdown):
        texts.append(text)
        spans.extend(Span(mark.start + offset, mark.end + offset, mark.style) for mark in marks)
        offset += len(text) + 2
    return Chapter((markdown_spans if markdown else plain_spans)(title)[0], "\n\n".join(texts), tuple(spans))


def _marked(kept: Sequence[Paragraph], *, markdown: bool) -> Iterator[Marked]:
    read = markdown_spans if markdown else plain_spans
    for paragraph in kept:
        if is_break(paragraph.text):
            yield SCENE_BREAK, ()
            continue
        text, spans = read(paragraph.text)
        text, spans = _stripped(text, spans)
        whole = [Span(0, len(text), Style.HEADING)] if paragraph.level else []
        whole += [Span(0, len(text), Style.QUOTE)] if paragraph.quote else []
        if text:
            yield text, (*whole, *spans)


def _stripped(text: str, spans: tuple[Span, ...]) -> Marked:
    """Without white space at the ends and empty lines inside, which marks may leave behind when they go."""
    if text == text.strip() and not re.search(r"\n\s*\n", text):
        return text, spans
    return re.sub(r"\n\s*\n", "\n", text.strip()), ()
