"""An EPUB -> Document: chapters by its table of contents, what stands around the story left out or among the notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.corpus.formats.archives.archive import Archive
from bot.corpus.formats.document import Block, Document, Marks, Part
from bot.corpus.formats.epub.book import Book, open_book
from bot.corpus.formats.epub.cutting import Piece, cut
from bot.corpus.formats.epub.endnotes import with_endnotes
from bot.corpus.formats.epub.facts import entries_of
from bot.corpus.formats.epub.kinds import Kind, is_endnotes, kind_of, sort_contents, words_in
from bot.corpus.formats.epub.titles import merged, titled
from bot.corpus.formats.layouts.recognising import read_known_book
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.marked_up import lines_of
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import is_chapter, read_heading
from bot.corpus.marks.labels import read_label
from bot.corpus.story import SCENE_BREAK, Note
from bot.errors import UnreadableError

MAX_FRONT = 200
"""Words before the first chapter that are no chapter themselves."""
MAX_MOTTO = 90
"""Words on the page of a book's part, below its heading, that are no chapter."""
BOOK = (frozenset({"bodymatter", "chapter"}), frozenset({"bodymatter", "z3998:fiction"}))
"""What publishers say of a chapter, and programs that make EPUBs of fan fiction don't."""
LEAST_LABELS = 2
"""Labels ("Rating: Teen") on a page that is kept for them."""


def read_epub(archive: Archive, limits: Limits, clock: Clock) -> Document:
    """Read an EPUB. Raises UnreadableError (file, line, message)."""
    book = open_book(archive, limits, clock)
    document = read_known_book(book) or read_book(book, limits, clock)
    return replace(document, problems=(*book.problems, *document.problems))


def read_book(book: Book, limits: Limits, clock: Clock) -> Document:
    """Read a book whose maker is unknown; its trees are changed. Raises UnreadableError when there is no text in it."""
    contents = _Contents(book.metadata.title)
    containers, inner = sort_contents(book)
    ends = [one.path for one in book.documents if is_endnotes(one, book.titles(one.path))]
    for document in with_endnotes(book.documents, ends):
        for piece in cut(document, book.titles(document.path)):
            contents.take(piece, kind_of(piece, containers, inner))
        clock.check()
    contents.finish()
    entries = tuple(entries_of(book.metadata, book.name, limits, clock))
    is_book = any(document.roles >= said for document in book.documents for said in BOOK)
    return contents.document(book.name, Document(marks=Marks.READ, entries=entries, is_book=is_book))


@dataclass(slots=True)
class _Chapter:
    title: str
    blocks: list[Block]


@dataclass(slots=True)
class _Contents:
    """What a book holds, collected piece by piece."""

    title: str
    front: list[Block] = field(default_factory=list[Block])
    """What stands before the first chapter: a title page, or the story's header."""
    chapters: list[_Chapter] = field(default_factory=list[_Chapter])
    notes: list[tuple[bool, str]] = field(default_factory=list[tuple[bool, str]])
    """Words around the story, and whether they stand before its first chapter."""
    part: str = ""
    """The title of the book's part that begins with the next chapter."""
    motto: list[Block] = field(default_factory=list[Block])
    """What stands below that title."""

    def take(self, piece: Piece, kind: Kind) -> None:
        """Take in a piece of the book."""
        if kind is Kind.DROPPED:
            self.front += piece.blocks if _has_labels(piece.blocks) else ()
        elif kind is Kind.NOTE:
            self._note(piece)
        elif kind is Kind.CONTAINER:
            self._begin_part(piece)
        elif kind is Kind.CHAPTER and (piece.entry or self._is_text(piece)):
            self._begin(piece)
        elif self.chapters:
            self.chapters[-1].blocks += piece.blocks
        else:
            self.front += piece.blocks

    def finish(self) -> None:
        """What was left open when the book ended; a long text before the first chapter is one itself."""
        if self.part or self.motto:
            self.chapters.append(_Chapter(self.part, self.motto))
        if words_in(self.front) > MAX_FRONT and not _has_labels(self.front):
            title, blocks = titled("", self.front)
            self.chapters.insert(0, _Chapter(title, list(blocks)))
            self.front = []
        self.chapters = [chapter for chapter in self.chapters if words_in(chapter.blocks)]

    def document(self, name: str, known: Document) -> Document:
        """The document: parts, or lines when the book doesn't say where chapters begin."""
        parts = [part for chapter in self.chapters for part in _parts(chapter)]
        if not parts and not self.front:
            raise UnreadableError(name, 0, "There is no text in this EPUB.")
        notes = tuple(Note("top" if before else "end", text) for before, text in self.notes)
        if len(parts) > 1:
            return replace(known, lines=lines_of(self.front), parts=tuple(parts), notes=notes)
        return replace(known, lines=lines_of([*self.front, *_flat(self.chapters)]), notes=notes)

    def _is_text(self, piece: Piece) -> bool:
        """Whether a document without an entry in the contents is more than a title page."""
        named = bool(piece.blocks) and is_chapter(piece.blocks[0].text, piece.blocks[0].level)
        return bool(self.chapters) or named or words_in(piece.blocks) > MAX_FRONT

    def _note(self, piece: Piece) -> None:
        text = "\n\n".join(block.text for block in piece.blocks if block.text != SCENE_BREAK)
        if text:
            self.notes.append(("frontmatter" in piece.roles or not self.chapters, text))

    def _begin_part(self, piece: Piece) -> None:
        title, blocks = titled(piece.entry.title if piece.entry else "", piece.blocks)
        if fold(title) != fold(self.title):
            self.part = merged(self.part, title)
        if words_in(blocks) > MAX_MOTTO:
            self.chapters.append(_Chapter(self.part, [*self.motto, *blocks]))
            self.part, self.motto = "", []
        else:
            self.motto += blocks

    def _begin(self, piece: Piece) -> None:
        title, blocks = titled(piece.entry.title if piece.entry else "", piece.blocks)
        self.chapters.append(_Chapter(merged(self.part, title), [*self.motto, *blocks]))
        self.part, self.motto = "", []


def _parts(chapter: _Chapter) -> Iterator[Part]:
    """The chapter as a part; as several when it is no chapter by name and headings of chapters stand in it."""
    own = read_heading(chapter.title)
    starts = [index for index, block in enumerate(chapter.blocks) if _begins_chapter(block)]
    if len(starts) < 2 or (own is not None and own.word == "chapter"):  # noqa: PLR2004 - "several"
        yield Part(chapter.title, tuple(chapter.blocks))
        return
    if words_in(chapter.blocks[: starts[0]]):
        yield Part(chapter.title, tuple(chapter.blocks[: starts[0]]))
    for start, end in zip(starts, [*starts[1:], len(chapter.blocks)], strict=True):
        title, blocks = titled("", chapter.blocks[start:end])
        yield Part(title, blocks)


def _begins_chapter(block: Block) -> bool:
    heading = read_heading(block.text) if block.level else None
    return heading is not None and heading.word == "chapter"


def _flat(chapters: Sequence[_Chapter]) -> Iterator[Block]:
    for chapter in chapters:
        if chapter.title:
            yield Block(chapter.title, level=1)
        yield from chapter.blocks


def _has_labels(blocks: Sequence[Block]) -> bool:
    lines = (line for block in blocks for line in block.text.split("\n"))
    return sum(1 for line in lines if read_label(line)) >= LEAST_LABELS
