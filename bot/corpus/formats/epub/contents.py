"""An EPUB's tables of contents: EPUB 3's navigation document and EPUB 2's NCX."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.corpus.formats.epub.package import resolve, text_of
from bot.corpus.formats.markup.html import Element

OPS = "{http://www.idpf.org/2007/ops}"
MOST_ENTRIES = 5_000
"""Entries of a table of contents that are looked at."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents: where it leads (path inside the archive, "" fragment for a file's top)."""

    title: str
    path: str
    fragment: str = ""
    level: int = 1
    """1 for the outermost."""
    has_children: bool = False


def roles_of(element: Element) -> frozenset[str]:
    """The words of `epub:type` and ARIA's `role` (without its `doc-`), in small letters."""
    said = f"{element.get(f'{OPS}type') or element.get('epub:type') or ''} {element.get('role') or ''}"
    return frozenset(word.removeprefix("doc-") for word in said.lower().split())


def read_nav(root: Element, path: str) -> tuple[list[TocEntry], dict[str, frozenset[str]]]:
    """The entries of a navigation document, and the roles of files that its landmarks tell, by path."""
    toc: list[TocEntry] = []
    landmarks: dict[str, frozenset[str]] = {}
    for nav in root.iter("nav"):
        roles = roles_of(nav)
        if "landmarks" in roles:
            for link in nav.iter("a"):
                where, fragment = resolve(path, link.get("href", ""))
                if not fragment:
                    landmarks[where] = landmarks.get(where, frozenset()) | roles_of(link)
        elif not toc and ("toc" in roles or not roles):
            toc = _limited(_nav_entries(nav, path))
    return toc, landmarks


def _nav_entries(nav: Element, path: str) -> Iterator[TocEntry]:
    for item in nav.iter("li"):
        label = next((child for child in item if child.tag in {"a", "span"}), None)
        if label is None:
            continue
        level = sum(1 for _ in item.iterancestors("ol", "ul"))
        where, fragment = resolve(path, label.get("href", "")) if label.get("href") else ("", "")
        nested = item.find("ol") is not None
        yield TocEntry(text_of(label), where, fragment, max(1, level), nested)


def read_ncx(root: Element, path: str) -> list[TocEntry]:
    """The entries of an NCX."""
    return _limited(_ncx_entries(root, path))


def _ncx_entries(root: Element, path: str) -> Iterator[TocEntry]:
    for point in root.iter("{*}navPoint"):
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        level = 1 + sum(1 for _ in point.iterancestors("{*}navPoint"))
        where, fragment = resolve(path, content.get("src", "")) if content is not None else ("", "")
        title = text_of(label) if label is not None else ""
        yield TocEntry(title, where, fragment, level, point.find("{*}navPoint") is not None)


def _limited(entries: Iterator[TocEntry]) -> list[TocEntry]:
    return [entry for _, entry in zip(range(MOST_ENTRIES), entries, strict=False)]
