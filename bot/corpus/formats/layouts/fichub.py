"""FicHub's EPUB and HTML.

Made by FicHub/fichub.net: src/fichub_net/templates/epub_introduction.html and full_fic.html, src/fichub_net/ebook.py,
and ax.py, which puts an <h2> with the title before each chapter. Which facts there are depends on the story's site;
fandoms and warnings are never among them.
"""

import re
from collections.abc import Iterator, Sequence

from bot.corpus.formats.document import Document
from bot.corpus.formats.epub.book import Book
from bot.corpus.formats.layouts.chapters import SUMMARY, described
from bot.corpus.formats.layouts.elements import (
    HEADINGS,
    body_of,
    by_id,
    copied,
    first,
    gathered,
    has,
    prose,
    styles_in,
    text_in,
)
from bot.corpus.formats.layouts.noted import Noted, take_notes
from bot.corpus.formats.markup.html import Element
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.story import Note

_FIELDS = {
    "status": Field.STATUS,
    "published": Field.PUBLISHED,
    "updated": Field.UPDATED,
    "words": Field.WORDS,
    "chapters": Field.CHAPTERS,
}
_CREDIT = "exported with the assistance of"
_SOURCE = "original source"
_LABELLED = re.compile(r"(?P<label>[A-Z][a-z]{3,12}(?: source)?):\s*(?P<value>.*)", re.DOTALL)
_CHAPTER_FILE = re.compile(r"(?:.*/)?chap_\d{1,6}(?:_[\w-]*)?\.x?html?")
_CHAPTER = re.compile(r"chap_\d{1,6}")


def read_fichub_html(root: Element) -> Document | None:
    """The page as a Document; None when it is something else."""
    body = body_of(root)
    chapters = [child for child in body if _CHAPTER.fullmatch(child.get("id", ""))]
    contents = by_id(root, "contents-list")
    if not chapters or contents is None or not _is_title_page(body):
        return None
    css = styles_in(root)
    top = list(body)[: list(body).index(contents)]
    for chapter in chapters:
        for links in [child for child in chapter if has(child, "chapter_nav")]:
            links.drop_tree()
    return _described(top, chapters, css)


def read_fichub_book(book: Book, css: str) -> Document | None:
    """The book as a Document; None when it is something else."""
    chapters = [document.body for document in book.documents if _CHAPTER_FILE.fullmatch(document.path)]
    intro = next((document.body for document in book.documents if _is_title_page(document.body)), None)
    if intro is None or not chapters:
        return None
    return _described(list(intro), chapters, css)


def _is_title_page(body: Element) -> bool:
    """Whether a page names its author and where the story is from; before 2021 it didn't name FicHub itself."""
    lines = [text_in(line).casefold() for line in body.iter("p")]
    return bool(_author(body)) and any(line.startswith((_CREDIT, _SOURCE)) for line in lines)


def _described(top: Sequence[Element], chapters: Sequence[Element], css: str) -> Document:
    noted: list[Noted] = [take_notes(*_opened(chapter), css) for chapter in chapters]
    notes = [Note(SUMMARY, said) for said in [_summary(top, css)] if said]
    notes += [note for chapter in noted for note in (*chapter.top, *chapter.end)]
    return described(list(_facts(top)), notes, [chapter.draft for chapter in noted], css)


def _opened(chapter: Element) -> tuple[str, list[Element]]:
    heading = next((child for child in chapter if child.tag in HEADINGS), None)
    content = [child for child in chapter if child is not heading]
    lead = (heading.tail if heading is not None else chapter.text) or ""
    return text_in(heading), [gathered(content, lead)]


def _facts(top: Sequence[Element]) -> Iterator[Entry]:
    holder = copied(top)
    title = first(holder, "h1")
    if name := text_in(title):
        yield set_apart(Field.TITLE, "title", name)
    if authors := _author(holder):
        yield set_apart(Field.AUTHOR, "author", *authors.split(", "))
    for line in holder.iter("p"):
        yield from _line(line)


def _author(holder: Element) -> str:
    told = next((element for element in holder.iter("span") if has(element, "author")), None)
    lines = (text_in(line) for line in holder.iter("p", "h2"))
    return text_in(told) or next((line[3:].strip() for line in lines if line.casefold().startswith("by:")), "")


def _line(line: Element) -> Iterator[Entry]:
    text = text_in(line)
    match = _LABELLED.fullmatch(text)
    label = match["label"].casefold() if match else ""
    if match and label == _SOURCE:
        links = [link.get("href", "") for link in line.iter("a")]
        yield Entry(Labelled(Field.SOURCE, label, next(filter(None, links), match["value"])), 0)
    elif match and label == "rated":
        yield Entry(Labelled(Field.STATS, label, text), 0)
    elif match and label in _FIELDS:
        yield Entry(Labelled(_FIELDS[label], label, match["value"]), 0)


def _is_fact(element: Element) -> bool:
    text = text_in(element)
    match = _LABELLED.fullmatch(text)
    known = bool(match) and match["label"].casefold() in {*_FIELDS, _SOURCE, "rated"}
    return known or text.casefold().startswith((_CREDIT, "by:"))


def _summary(top: Sequence[Element], css: str) -> str:
    """What stands between the author and the first fact."""
    said: list[str] = []
    for element in top:
        if element.tag in HEADINGS or text_in(element).casefold().startswith("by:"):
            continue
        if _is_fact(element):
            break
        said.append(prose(element, css=css))
    return "\n\n".join(filter(None, said))
