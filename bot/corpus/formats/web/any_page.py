"""Pages that nobody's layout explains: a fan's own site, a journal's entry, a document saved as HTML, a book."""

from collections.abc import Iterable, Sequence

from bot.corpus.formats.document import Block, Document, Marks
from bot.corpus.formats.gutenberg.book import may_be_book, unwrap
from bot.corpus.formats.lines import dressed
from bot.corpus.formats.marked_up import lines_of
from bot.corpus.formats.markup.blocks import blocks_of
from bot.corpus.formats.markup.html import Element
from bot.corpus.formats.web.head import Head
from bot.corpus.formats.web.main_text import take_main_text
from bot.corpus.marks.entries import Entry, unlabelled
from bot.corpus.marks.folding import fold
from bot.corpus.marks.labels import Field
from bot.corpus.story import Note

LOOKED_AT = 15
"""Blocks among which a page's title stands."""
MOST_ABOVE = 60
"""Words that a site may put above it."""


def read_book_page(root: Element) -> Document | None:
    """One of Project Gutenberg's books; None for any other page."""
    if not may_be_book(root.text_content()):
        return None
    book = unwrap(lines_of(blocks_of(root)))
    if not book.is_book:
        return None
    known = {entry.field for entry in book.entries}
    return Document(
        lines=tuple(book.lines),
        entries=(*book.entries, *(entry for entry in Head(root).stated() if entry.field not in known)),
        notes=book.notes,
        marks=Marks.READ,
        is_book=True,
        contents=book.contents,
    )


def read_any_page(root: Element) -> Document:
    """The main text of a page; what the page calls itself is only guessed to be the story's title and author."""
    head = Head(root)
    css = "\n".join(element.text or "" for element in root.iter("style"))
    blocks = blocks_of(take_main_text(root), css)
    title = _title_at(blocks, head.titles())
    above = _texts(blocks[: title or 0])
    entries = [*head.stated(), *([unlabelled(Field.TITLE, blocks[title].text, 0)] if title is not None else [])]
    return Document(
        lines=lines_of(blocks[title or 0 :]),
        entries=tuple(entries),
        guesses=tuple(_without_text(head.guesses(), blocks)),
        notes=(Note("top", above),) if title and above else (),
        marks=Marks.READ,
    )


def _title_at(blocks: Sequence[Block], titles: Iterable[str]) -> int | None:
    """Where the title stands that the page's head has too: the last such heading, for a site's own stands above."""
    known = {fold(title) for title in titles}
    found = [
        index
        for index, block in enumerate(blocks[:LOOKED_AT])
        if fold(block.text) in known and (block.level or dressed(block.text, block.spans) != block.text)
    ]
    if not found or len(_texts(blocks[: found[-1]]).split()) > MOST_ABOVE:
        return None
    return found[-1]


def _texts(blocks: Iterable[Block]) -> str:
    return "\n".join(block.text for block in blocks)


def _without_text(guesses: Iterable[Entry], blocks: Sequence[Block]) -> list[Entry]:
    """Guesses without a summary that is nothing but the text's beginning."""
    text = fold(_texts(blocks[: 2 * LOOKED_AT]))
    return [entry for entry in guesses if entry.field is not Field.SUMMARY or fold(entry.value)[:80] not in text]
