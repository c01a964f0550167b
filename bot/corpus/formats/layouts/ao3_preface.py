"""The preface and afterword of a download from the Archive of Our Own: who, what, where from, and the work's notes.

Made by otwcode/otwarchive: app/views/downloads/_download_preface.html.erb and _download_afterword.html.erb.
"""

import re
from collections.abc import Iterator, Sequence

from bot.corpus.formats.layouts.ao3_facts import is_tag_list
from bot.corpus.formats.layouts.chapters import SUMMARY
from bot.corpus.formats.layouts.elements import has, label_in, prose, text_in
from bot.corpus.formats.markup.html import Element
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.story import Note

LABELS = frozenset({"summary", "notes"})
"""What stands above a work's summary and its notes."""

_POSTED = "posted originally on"
_WORK = re.compile(r"https?://[^\s/]+/(?:collections/[\w-]+/)?works/\d+")
_BLOCKS = frozenset({"div", "p", "h1", "h2", "h3", "dl", "ul", "blockquote"})
_ARCHIVED = re.compile(r"\s?\[archived by [^\[\]]{1,200}\]")
_OWED = frozenset({"ul", "dl"})


def is_origin(element: Element) -> bool:
    """Whether an element is the sentence that says where the work was posted."""
    return element.tag in {"p", "div", "center"} and _POSTED in text_in(element).casefold()


def is_byline(element: Element) -> bool:
    """Whether an element names the authors; calibre may have renamed its class."""
    if element.tag not in {"div", "p"} or any(child.tag in _BLOCKS for child in element.iterdescendants()):
        return False
    return has(element, "byline") or (text_in(element).startswith("by ") and not is_origin(element))


def authors_in(byline: Element) -> list[str]:
    """The authors that a byline names: "by A, B (C)", "Anonymous", "D [archived by E]"."""
    return names_in(re.sub(r"^by ", "", text_in(byline)))


def names_in(text: str) -> list[str]:
    """The authors in a byline's text, without those who merely archived their work."""
    return [name for piece in _ARCHIVED.sub("", text).split(", ") if (name := piece.strip())]


def facts_in(preface: Sequence[Element]) -> Iterator[Entry]:
    """Title, authors and address."""
    origin = next(filter(is_origin, preface), None)
    title = next((element for element in preface if element.tag == "h1"), None)
    bold = next(origin.iter("b", "strong"), None) if origin is not None else None
    if name := text_in(title) or text_in(bold):
        yield set_apart(Field.TITLE, "title", name)
    byline = next(filter(is_byline, preface), None)
    if byline is not None and (authors := authors_in(byline)):
        yield set_apart(Field.AUTHOR, "author", *authors)
    if origin is not None and (address := _address(origin)):
        yield Entry(Labelled(Field.SOURCE, "source", address), 0)


def _address(origin: Element) -> str:
    links = [link.get("href", "") for link in origin.iter("a")]
    found = next((match[0] for link in [*links, text_in(origin)] if (match := _WORK.search(link))), "")
    return found or next((link for link in links[1:] if link.startswith("http")), "")


def notes_in(preface: Sequence[Element], css: str) -> Iterator[Note]:
    """The summary, at SUMMARY; the notes; and what the work owes to others."""
    label = ""
    for element in preface:
        if element.tag == "p" and label_in(element) in LABELS:
            label = label_in(element)
        elif element.tag == "blockquote" and (said := prose(element, css=css)):
            yield Note(SUMMARY if label == "summary" else "top", said)
        elif element.tag in _OWED and not is_tag_list(element):
            yield from (Note("top", said) for item in element.iter("li", "dd") if (said := text_in(item)))


def end_notes_in(afterword: Sequence[Element], css: str) -> Iterator[Note]:
    """The work's notes at the end."""
    quotes = (element for element in afterword if element.tag == "blockquote")
    yield from (Note("end", said) for quote in quotes if (said := prose(quote, css=css)))
