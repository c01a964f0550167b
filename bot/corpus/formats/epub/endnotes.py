"""Notes at a book's end, moved to the documents that refer to them: there they are notes like all others."""

from collections.abc import Iterable, Sequence

from lxml import html

from bot.corpus.formats.epub.book import BookDocument
from bot.corpus.formats.epub.contents import roles_of
from bot.corpus.formats.epub.package import resolve
from bot.corpus.formats.markup.html import Element

MOVED = "book-note-"
"""Begins the id of a note that was moved."""

MAX_LABEL = 8
"""Characters of a link that leads to a note, brackets included."""

_HOLDERS = frozenset({"li", "aside", "p", "div", "section", "dd", "tr", "blockquote"})
_REFERENCES = frozenset({"noteref", "biblioref"})

Place = tuple[str, str]
"""A document's path and an id in it."""


def with_endnotes(documents: Sequence[BookDocument], ends: Iterable[str]) -> list[BookDocument]:
    """The documents, each with the notes at its end that it is the first to refer to, without those at `ends`.

    The trees are changed. A note that nothing refers to goes with its document.
    """
    paths = set(ends)
    notes = {
        (document.path, name): element
        for document in documents
        if document.path in paths
        for element in document.root.iter()
        if (name := element.get("id"))
    }
    moved: dict[Place, str] = {}
    for document in documents:
        if document.path not in paths:
            _refer(document, notes, moved)
    return [document for document in documents if document.path not in paths]


def _refer(document: BookDocument, notes: dict[Place, Element], moved: dict[Place, str]) -> None:
    for link in list(document.root.iter("a")):
        place = resolve(document.path, link.get("href") or "")
        if not _is_reference(link):
            continue
        if place in notes:
            moved[place] = f"{MOVED}{len(moved) + 1}"
            document.body.append(_holding(notes.pop(place), moved[place]))
        if place in moved:
            link.set("href", f"#{moved[place]}")
            link.set("role", "doc-noteref")


def _is_reference(link: Element) -> bool:
    return not _REFERENCES.isdisjoint(roles_of(link)) or 0 < len(link.text_content().strip()) <= MAX_LABEL


def _holding(note: Element, name: str) -> Element:
    """The note in an element of its own."""
    holder = next((one for one in (note, *note.iterancestors()) if one.tag in _HOLDERS), note)
    aside = html.Element("aside", {"id": name, "class": "footnote"})
    holder.tail = None
    aside.extend(list(holder) if holder.tag in {"li", "aside"} else [holder])
    if holder.tag in {"li", "aside"}:
        aside.text = holder.text
    return aside
