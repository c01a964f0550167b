"""An EPUB's documents -> pieces: where a line of the table of contents leads, another piece begins."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from bot.corpus.formats.document import Block
from bot.corpus.formats.epub.book import BookDocument
from bot.corpus.formats.epub.contents import TocEntry, roles_of
from bot.corpus.formats.markup.blocks import BLOCKS, blocks_of
from bot.corpus.formats.markup.html import Element

_INSIDE = frozenset({"li", "td", "th", "tr", "dt", "dd"})
"""Blocks that a cut doesn't part from those around them."""
_APART = BLOCKS - _INSIDE


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document. `entry` is the line of the table of contents that leads to its beginning."""

    document: BookDocument
    entry: TocEntry | None
    blocks: tuple[Block, ...]
    roles: frozenset[str]
    """What the document, or the element to which the entry leads, is said to be."""


def cut(document: BookDocument, entries: Sequence[TocEntry]) -> list[Piece]:
    """The pieces of a document; an entry that leads nowhere counts for nothing. The tree is changed."""
    ids = {name: element for element in document.root.iter() if (name := element.get("id") or element.get("name"))}
    token = secrets.token_hex(8)
    roles: dict[int, frozenset[str]] = {}
    for number, entry in enumerate(entries):
        target = ids.get(entry.fragment)
        if target is not None and _mark(document, target, f"{token} {number}"):
            roles[number] = roles_of(target)
    (_, first), *others = _pieces(blocks_of(document.body, document.css), token)
    wholes = [entry for entry in entries if not entry.fragment]
    pieces = [Piece(document, entry, (), document.roles) for entry in wholes[:-1]]
    if wholes or first:
        pieces.append(Piece(document, wholes[-1] if wholes else None, tuple(first), document.roles))
    return [*pieces, *(Piece(document, entries[at], tuple(blocks), roles[at]) for at, blocks in others)]


def _mark(document: BookDocument, target: Element, text: str) -> bool:
    """Put a heading of one line before the paragraph, or what else it is, that holds an element."""
    place = target
    for above in (target, *target.iterancestors()):
        if above.tag in _APART:
            place = above
            break
    parent = place.getparent()
    if parent is None or place is document.body:
        return False
    mark = html.Element("h1")
    mark.text = text
    place.addprevious(mark)
    return True


def _pieces(blocks: Sequence[Block], token: str) -> Iterator[tuple[int, list[Block]]]:
    """The blocks between marks, each with its mark's number; -1 for those before the first."""
    number, piece = -1, list[Block]()
    for block in blocks:
        mark = re.fullmatch(rf"{token} (\d+)", block.text)
        if mark is None:
            piece.append(block)
            continue
        yield number, piece
        number, piece = int(mark[1]), []
    yield number, piece
