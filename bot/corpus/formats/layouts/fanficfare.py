"""FanFicFare's HTML and EPUB.

Made by JimmXinu/FanFicFare: fanficfare/writers/writer_html.py, writer_epub.py and base_writer.py; which facts a title
page has, and in which order, is told by fanficfare/defaults.ini and changed by whoever downloads.
"""

import re
from collections.abc import Iterator, Sequence

from bot.corpus.formats.document import Document
from bot.corpus.formats.epub.book import Book, BookDocument
from bot.corpus.formats.layouts.chapters import ChapterDraft, described
from bot.corpus.formats.layouts.elements import (
    HEADINGS,
    copied,
    first,
    gathered,
    has,
    label_in,
    prose,
    styles_in,
    text_in,
)
from bot.corpus.formats.layouts.fanficfare_facts import entries_of, head_entries, is_label, titled
from bot.corpus.formats.layouts.noted import Noted, take_notes
from bot.corpus.formats.markup.html import Element
from bot.corpus.marks.entries import Entry
from bot.corpus.story import Note

LEAST_LABELS = 3
"""Labels on a title page that make it one."""

_SECTION = re.compile(r"section\d{3,6}")
_CHAPTER_FILE = re.compile(r"(?:.*/)?file\d{3,6}(?:_[\w-]*)?\.x?html?")
_LINE_ENDS = frozenset({"br", "hr"})


def read_fanficfare_html(root: Element) -> Document | None:
    """The page as a Document; None when it is something else."""
    first_anchor = next(filter(_is_anchor, root.iter("a")), None)
    page = first_anchor.getparent() if first_anchor is not None else None
    if first_anchor is None or page is None:
        return None
    anchors = [child for child in page if _is_anchor(child)]
    above = list(page)[: list(page).index(first_anchor)]
    head = next((child for child in above if child.tag in HEADINGS), None)
    if head is None or " by " not in text_in(head):
        return None
    rows = [*_labelled(above)]
    if len(rows) < LEAST_LABELS:
        return None
    css = styles_in(root)
    chapters = [take_notes(*_section(anchor), css) for anchor in anchors]
    return _described([*_head(head), *_facts(rows, css)], chapters, css)


def read_fanficfare_book(book: Book, css: str) -> Document | None:
    """The book as a Document; None when it is something else."""
    titles = [document for document in book.documents if _is_title_page(document)]
    if not titles or not any(map(_is_chapter, book.documents)):
        return None
    body = titles[0].body
    head = next(body.iter(*HEADINGS), None)
    rows = [*_labelled(list(body))]
    entries = [*(_head(head) if head is not None else ()), *_facts(rows, css)]
    chapters = [take_notes(*_page(document.body), css) for document in book.documents if _is_chapter(document)]
    return _described(entries, chapters, css)


def _described(entries: Sequence[Entry], chapters: Sequence[Noted], css: str) -> Document:
    notes: list[Note] = [note for chapter in chapters for note in (*chapter.top, *chapter.end)]
    drafts: list[ChapterDraft] = [chapter.draft for chapter in chapters]
    return described(entries, notes, drafts, css)


def _is_title_page(document: BookDocument) -> bool:
    named = has(document.body, "fff_titlepage", "ffftitlepage") or "title_page" in document.path
    return named and len(list(_labelled(list(document.body)))) >= LEAST_LABELS


def _is_chapter(document: BookDocument) -> bool:
    return has(document.body, "fff_chapter", "fffchapter") or bool(_CHAPTER_FILE.fullmatch(document.path))


def _is_anchor(element: Element) -> bool:
    """Whether an element is where a chapter begins."""
    return element.tag == "a" and bool(_SECTION.fullmatch(element.get("name", "")))


def _section(anchor: Element) -> tuple[str, list[Element]]:
    """A chapter's heading, which stands in its anchor or right after it, and what follows up to the next anchor."""
    heading, content, lead = first(anchor, *HEADINGS), list[Element](), anchor.tail or ""
    for element in anchor.itersiblings():
        if _is_anchor(element):
            break
        if heading is None and not content and element.tag in HEADINGS:
            heading, lead = element, element.tail or ""
        else:
            content.append(element)
    return titled(text_in(heading)), [gathered(content, lead)]


def _page(body: Element) -> tuple[str, list[Element]]:
    """A chapter's heading and what follows it."""
    heading = next((child for child in body if child.tag in HEADINGS), None)
    content = [child for child in body if child is not heading]
    lead = (heading.tail if heading is not None else body.text) or ""
    return titled(text_in(heading)), [gathered(content, lead)]


def _head(head: Element) -> Iterator[Entry]:
    links = list(head.iter("a"))
    authors = [text_in(link) for link in links if has(link, "authorlink")]
    title, _, named = text_in(head).rpartition(" by ")
    if links and not has(links[0], "authorlink"):
        title = text_in(links[0]) or title
    address = links[0].get("href", "") if links and not has(links[0], "authorlink") else ""
    yield from head_entries(title, authors or named.split(", "), address)


def _labelled(elements: Sequence[Element]) -> Iterator[tuple[str, Element]]:
    """Labels with elements that hold their values: of rows of a table, or of bold words between line breaks."""
    for element in elements:
        for row in element.iter("tr"):
            cells = row.findall("td")
            bold = first(cells[0], "b", "strong") if cells else None
            if bold is not None and is_label(label_in(bold)):
                yield label_in(bold), cells[1] if len(cells) > 1 else _value(bold)
        if element.tag != "table":
            yield from _runs(element)


def _runs(element: Element) -> Iterator[tuple[str, Element]]:
    for bold in (child for child in element if child.tag in {"b", "strong"}):
        before = bold.getprevious()
        opens = before is None or before.tag in _LINE_ENDS or not (before.tail or "").strip()
        if opens and is_label(label_in(bold)):
            yield label_in(bold), _value(bold)


def _value(bold: Element) -> Element:
    """What stands between a label and the next."""
    following: list[Element] = []
    for element in bold.itersiblings():
        if element.tag in {"b", "strong"} and is_label(label_in(element)):
            break
        following.append(element)
    return copied(following, bold.tail or "")


def _facts(rows: Sequence[tuple[str, Element]], css: str) -> Iterator[Entry]:
    for label, value in rows:
        yield from entries_of(label, prose(value, css=css) if label == "summary" else text_in(value))
