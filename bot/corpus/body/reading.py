"""Body lines -> chapters of plain text with spans, and the notes around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.corpus.body.chapters import Section, cut_sections
from bot.corpus.body.edges import trim
from bot.corpus.body.front_matter import Book, part_book
from bot.corpus.body.noting import Context, note_texts, opens_speech
from bot.corpus.formats.document import Marks
from bot.corpus.formats.limits import check_time, in_time
from bot.corpus.formats.lines import Line
from bot.corpus.formats.plain.emphasis import Marked, markdown_spans, plain_spans
from bot.corpus.formats.unwrapping import Layout, Paragraph, paragraphs, wide_gap
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import begins_count, is_chapter
from bot.corpus.marks.labels import read_bare_label, read_label
from bot.corpus.marks.notes import is_bare_end, says_continued, says_finished, speaks_of_writing
from bot.corpus.story import SCENE_BREAK, Chapter, Note, Span, Status, Style

MAX_PREAMBLE = 90
"""Words between header and first heading that are no chapter, when each paragraph speaks of writing."""
MAX_MOTTO = 25
"""The same when they don't."""
MOST_REPEATED = 4
"""Paragraphs at a chapter's end that may repeat the story's title and author above the next heading."""


@dataclass(slots=True)
class Body:
    """What stands under a header, so far."""

    chapters: list[Chapter] = field(default_factory=list[Chapter])
    notes: list[Note] = field(default_factory=list[Note])
    first: Paragraph | None = None
    """The paragraph with which the story begins."""
    status: Status | None = None
    """What the words at the very end say: "The End", "To be continued"."""

    def add_notes(self, where: str, texts: Iterable[str]) -> None:
        """Take notes in, without such as say nothing but "Notes:" or "The End"."""
        for text in texts:
            label = read_label(text) or read_bare_label(text)
            if not is_bare_end(text) and (label is None or label.value):
                self.notes.append(Note(where, text))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a body is to be read."""

    layout: Layout
    marks: Marks = Marks.PLAIN
    title: str = ""
    wide_gap: int = 0
    """Empty lines that stand for a scene break; 0 when they don't."""
    context: Context = field(default_factory=Context)
    is_book: bool = False
    """Published: what stands above the first chapter is a title page and the like."""
    contents: tuple[str, ...] = ()
    """The entries of the book's own table of contents."""
    keep_notes: bool = False
    """Take everything for text: there would be none otherwise."""


def read_body(lines: Sequence[Line], how: Reading) -> Body:
    """Cut lines into chapters and part their text from their notes."""
    blocks = paragraphs(lines, how.layout, lambda line: is_break(line.text) or is_chapter(line.text))
    how = replace(how, wide_gap=wide_gap(blocks))
    cut = cut_sections(blocks, spaced=how.layout.spaced, title=how.title, entries=how.contents, known=_known(how))
    body = Body()
    if cut.contents:
        body.notes.append(Note("top", cut.contents))
    sections = cut.sections
    book = part_book(sections) if how.is_book else _part_preamble(sections, how)
    body.notes.extend(Note("top", text) for section in book.before for text in _texts(section))
    sections = book.chapters
    last = len(sections) - 1
    for index, section in enumerate(sections):
        _drop_repeated(section, how.title)
        add_section(body, section, how, first=not index, last=index == last)
    body.notes.extend(Note("end", text) for section in book.behind for text in _texts(section))
    return body


def _known(how: Reading) -> frozenset[str]:
    """What a book's title page has as headings, folded."""
    names = how.context.signers
    title = {fold(how.title), "by"} - {""}
    return frozenset({*title, *names, *(f"by {name}" for name in names)}) if how.is_book else frozenset()


def _part_preamble(sections: Sequence[Section], how: Reading) -> Book:
    """A story's chapters, without what stands between its header and the first heading if that is no chapter."""
    first = int(how.context.has_header and len(sections) > 1 and _is_preamble(sections[0], sections[1]))
    return Book(sections[first:], sections[:first])


def _texts(section: Section) -> list[str]:
    return [*([section.title] if section.title else []), *note_texts(section.paragraphs)]


def _is_preamble(first: Section, second: Section) -> bool:
    """Whether the words between a header and the first chapter's heading are no chapter: thanks, a motto, a list."""
    texts = [paragraph.text for paragraph in first.paragraphs]
    words = sum(len(text.split()) for text in texts)
    is_list = not any(text.rstrip("\"”'’*_ ")[-1:] in {".", "!", "?", "…"} for text in texts)
    talk = words <= MAX_MOTTO or is_list or all(map(speaks_of_writing, texts))
    plain = words <= MAX_PREAMBLE and talk and not any(map(opens_speech, texts))
    return plain and not first.title and begins_count(second.title)


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


def add_section(body: Body, section: Section, how: Reading, *, first: bool, last: bool) -> None:
    """Take a section in: its text as a chapter, and its notes. One without text is all notes."""
    check_time()
    if how.keep_notes:
        kept, before, within, after = section.paragraphs, list[str](), list[str](), list[str]()
    else:
        trimmed = trim(
            section.paragraphs, how.context if first else replace(how.context, in_note=False, has_header=False)
        )
        kept, before, within, after = trimmed.paragraphs, trimmed.before, trimmed.within, trimmed.after
    before = [section.header, *before] if section.header else before
    number = len(body.chapters) + 1
    while kept and _repeats(kept[0].text, how.title):
        kept = kept[1:]
    chapter = _chapter(section.title, kept, how)
    if not chapter.text:
        before = [section.title, *before] if section.title else before
    else:
        body.first = body.first or kept[0]
        body.chapters.append(chapter)
    here = f"chapter {number}"
    body.add_notes("top" if number == 1 else here, before)
    body.add_notes(here, within)
    body.add_notes("end" if last else here, after)
    if last:
        body.status = _status(after)


def _status(after: Sequence[str]) -> Status | None:
    for text in after:
        if says_finished(text):
            return Status.COMPLETE
        if says_continued(text):
            return Status.IN_PROGRESS
    return None


def _chapter(title: str, kept: Sequence[Paragraph], how: Reading) -> Chapter:
    texts: list[str] = []
    spans: list[Span] = []
    offset = 0
    for text, marks in _marked(kept, how):
        texts.append(text)
        spans.extend(Span(mark.start + offset, mark.end + offset, mark.style) for mark in marks)
        offset += len(text) + 2
    return Chapter(_read(title, how.marks)[0], "\n\n".join(texts), tuple(spans))


def _marked(kept: Sequence[Paragraph], how: Reading) -> Iterator[Marked]:
    after_break = True
    for paragraph in in_time(kept):
        ruled = is_break(paragraph.text)
        apart = bool(how.wide_gap) and paragraph.gap >= how.wide_gap and not paragraph.level
        if ruled or (apart and not after_break):
            yield SCENE_BREAK, ()
        after_break = ruled
        if ruled:
            continue
        text, spans = _read(paragraph.text, how.marks, paragraph.spans)
        text, spans = _stripped(text, spans)
        whole = [Span(0, len(text), Style.HEADING)] if paragraph.level else []
        whole += [Span(0, len(text), Style.QUOTE)] if paragraph.quote else []
        if text:
            yield text, (*whole, *spans)


def _read(text: str, marks: Marks, spans: tuple[Span, ...] = ()) -> Marked:
    """A text without the marks in it, and the spans that these make."""
    if marks is Marks.READ:
        return text, spans
    return markdown_spans(text) if marks is Marks.MARKDOWN else plain_spans(text)


def _stripped(text: str, spans: tuple[Span, ...]) -> Marked:
    """Without white space at the ends and empty lines inside, which marks may leave behind when they go."""
    if text == text.strip() and not re.search(r"\n\s*\n", text):
        return text, spans
    return re.sub(r"\n\s*\n", "\n", text.strip()), ()
