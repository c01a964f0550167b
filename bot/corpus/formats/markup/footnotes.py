"""Footnotes: links to them become `[1]`, and where they stand, `[1]` begins their text."""

import re
from collections.abc import Iterator

from bot.corpus.formats.markup.html import Element, kinds
from bot.corpus.words import items, word_list

_LABEL = re.compile(
    r"[\[({]?\s?(\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§¶]{1,3}|note \d{1,3})\s?[\])}]?\.?", re.IGNORECASE
)
_NUMBER = re.compile(r"[\[(]?\d{1,3}[\])]?|[\[(][*†‡\w]{1,4}[\])]|[*†‡§]{1,3}")
_WORDS = word_list("markup")["footnotes"]
_REFERENCES = frozenset(items(_WORDS["references"]))
_BACK = frozenset(items(_WORDS["back"]))
_ARROWS = re.compile(r"[↩↑⏎^←⬑\ufe0e\ufe0f\s\[\]()]{1,6}|(?:go )?back|return(?: to text)?|zurück|retour", re.IGNORECASE)
_PAGES = re.compile(r"page|pg|chap|toc", re.IGNORECASE)
_NOTES = frozenset(items(_WORDS["notes"]))
_NOTE_NAME = re.compile(r"(?:fn|foot|end)?-?_?(?:note)?-?_?\d{1,4}|(?:fn|footnote|endnote|note).{0,20}", re.IGNORECASE)


class Footnotes:
    """The links to footnotes below an element, and the elements to which they lead."""

    def __init__(self, root: Element) -> None:
        self._references: dict[Element, str] = {}
        self._labels: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        for link in root.iter("a"):
            self._see(link)

    def _see(self, link: Element) -> None:
        target = _target(link)
        near = list(_names_near(link))
        if not target or any(name in self._labels for name in near):
            return
        if label := _label(link):
            self._references[link] = label
            self._labels.setdefault(target, label)
            self._origins.update(dict.fromkeys(near, label))

    def reference(self, element: Element) -> str:
        """The label of the footnote to which a link leads; "" for any other element."""
        return self._references.get(element, "")

    def way_back(self, element: Element) -> str | None:
        """The label of the footnote from which a link leads back ("" if unknown); None for any other element."""
        if element.tag != "a" or element in self._references:
            return None
        target = _target(element)
        if target in self._origins:
            return self._origins[target]
        is_back = bool(target) and _ARROWS.fullmatch(element.text_content().strip())
        return "" if is_back or not _BACK.isdisjoint(kinds(element)) else None

    def label_of(self, element: Element) -> str:
        """The label of the footnote that begins with the element; "" when none does."""
        return next((self._labels[name] for name in _names(element) if name in self._labels), "")

    @staticmethod
    def may_hold(element: Element) -> bool:
        """Whether all paragraphs in an element are one footnote's if its first is."""
        if element.tag == "aside" and _NOTE_NAME.fullmatch(element.get("id") or ""):
            return True
        return element.tag == "li" or not _NOTES.isdisjoint(kinds(element))


def _label(link: Element) -> str:
    said = " ".join(link.text_content().split())
    match = _LABEL.fullmatch(said)
    target = _target(link)
    if match is None or not target:
        return ""
    marked = not _REFERENCES.isdisjoint(kinds(link)) or _is_raised(link)
    return match[1] if marked or (_NUMBER.fullmatch(said) and not _PAGES.search(target)) else ""


def _is_raised(link: Element) -> bool:
    parent = link.getparent()
    return (parent is not None and parent.tag == "sup") or any(child.tag == "sup" for child in link)


def _target(link: Element) -> str:
    return (link.get("href") or "").partition("#")[2]


def _names(element: Element) -> Iterator[str]:
    yield from filter(None, (element.get("id"), element.get("name") if element.tag == "a" else None))


def _names_near(link: Element) -> Iterator[str]:
    """The names by which others lead to a link: its own, its parent's where it begins it, its neighbour's."""
    yield from _names(link)
    if (before := link.getprevious()) is not None:
        yield from _names(before)
    elif (parent := link.getparent()) is not None:
        yield from _names(parent)
        above = parent.getprevious()
        if parent.tag == "sup" and above is not None and above.tag == "a":
            yield from _names(above)
