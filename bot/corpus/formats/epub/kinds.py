"""What the pieces of a book are: chapters, parts with chapters in them, notes, pages around the story."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from bot.corpus.formats.document import Block
from bot.corpus.formats.epub.book import Book, BookDocument
from bot.corpus.formats.epub.contents import TocEntry, roles_of
from bot.corpus.formats.epub.cutting import Piece
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import Kind as HeadingKind
from bot.corpus.marks.headings import is_chapter, read_heading
from bot.corpus.words import items, word_list

MAX_DROPPED = 3_000
"""Words of a page that isn't the story, whatever the book says it is."""
HIGH_LEVEL = 2
"""Headings up to this level begin chapters; lower ones may stand inside."""

_ROLES = {kind: frozenset(items(names)) for kind, names in word_list("books")["roles"].items()}
_TITLES = {kind: frozenset(map(fold, items(names))) for kind, names in word_list("books")["titles"].items()}


class Kind(Enum):
    """What a piece is."""

    CHAPTER = auto()
    CONTINUED = auto()
    """Goes on with what stands before it."""
    CONTAINER = auto()
    """A part of the book, in which chapters follow."""
    NOTE = auto()
    DROPPED = auto()


def is_endnotes(document: BookDocument, entries: Sequence[TocEntry]) -> bool:
    """Whether a document holds the notes of others."""
    told = any(fold(entry.title) in _TITLES["endnotes"] for entry in entries if not entry.fragment)
    return told or not _ROLES["endnotes"].isdisjoint(document.roles)


def kind_of(piece: Piece, containers: frozenset[TocEntry], inner: frozenset[TocEntry]) -> Kind:
    """What a piece is, by what the book says of it, its title, and where in the table of contents this stands."""
    title = fold(piece.entry.title if piece.entry else _heading(piece.blocks))
    if words_in(piece.blocks) <= MAX_DROPPED:
        if _says(piece, title, "dropped"):
            return Kind.CONTAINER if piece.entry in containers and "halftitlepage" in piece.roles else Kind.DROPPED
        if _says(piece, title, "notes"):
            return Kind.NOTE
    if piece.entry is None:
        return Kind.CHAPTER if _begins_chapter(piece) else Kind.CONTINUED
    if piece.entry in inner:
        return Kind.CONTINUED
    return Kind.CONTAINER if piece.entry in containers else Kind.CHAPTER


def words_in(blocks: Sequence[Block]) -> int:
    """How many words there are."""
    return sum(len(block.text.split()) for block in blocks)


def sort_contents(book: Book) -> tuple[frozenset[TocEntry], frozenset[TocEntry]]:
    """The entries that contain chapters, and those that stand for no chapter but for something inside one."""
    containers: set[TocEntry] = set()
    inner = set(_within(book))
    for index, entry in enumerate(book.toc):
        children = [child for child in _below(book.toc, index) if child not in inner]
        if not children or entry in inner:
            continue
        if _contains(entry, children, book.metadata.title):
            containers.add(entry)
        else:
            inner.update(children)
    return frozenset(containers), frozenset(inner)


def _within(book: Book) -> Iterator[TocEntry]:
    """The entries that lead to what the book itself calls a part of a chapter."""
    wanted = {(entry.path, entry.fragment): entry for entry in book.toc if entry.fragment}
    paths = {path for path, _ in wanted}
    for document in book.documents:
        for element in document.root.iter() if document.path in paths else ():
            entry = wanted.get((document.path, element.get("id") or ""))
            if entry is not None and not _ROLES["within"].isdisjoint(roles_of(element)):
                yield entry


def _below(toc: Sequence[TocEntry], index: int) -> list[TocEntry]:
    level = toc[index].level
    end = next((at for at in range(index + 1, len(toc)) if toc[at].level <= level), len(toc))
    return list(toc[index + 1 : end])


def _contains(entry: TocEntry, children: Sequence[TocEntry], title: str) -> bool:
    heading = read_heading(entry.title)
    if any(child.path != entry.path for child in children) or fold(entry.title) == fold(title):
        return True
    if heading is not None and heading.kind is HeadingKind.NAMED:
        return heading.is_counted and heading.word != "chapter"
    return 2 * sum(1 for child in children if read_heading(child.title)) > len(children)


def _says(piece: Piece, title: str, kind: str) -> bool:
    return title in _TITLES[kind] or not _ROLES[kind].isdisjoint(piece.roles)


def _heading(blocks: Sequence[Block]) -> str:
    return blocks[0].text if blocks and blocks[0].level else ""


def _begins_chapter(piece: Piece) -> bool:
    """Whether a document to which nothing leads begins a chapter rather than goes on with one."""
    if "chapter" in piece.roles:
        return True
    first = piece.blocks[0] if piece.blocks else None
    return first is not None and first.level > 0 and (first.level <= HIGH_LEVEL or is_chapter(first.text))
