"""A DOCX's text -> a page as bot.corpus.formats.markup.blocks reads them: paragraphs, headings, lists, notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from lxml import etree, html

from bot.corpus.formats.docx.styles import (
    OFF,
    NamedStyle,
    Numbering,
    child,
    local,
    looks_in,
    outline_level,
    value,
)
from bot.corpus.formats.limits import in_time
from bot.corpus.formats.markup.html import Element
from bot.corpus.story import Style

TAGS: Mapping[Style, str] = {Style.ITALIC: "i", Style.BOLD: "b", Style.UNDERLINE: "u", Style.STRIKE: "s"}
SKIPPED = frozenset(
    {
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback"),
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "rt", "rubyPr", "numPr"),
    }
)
"""What is deleted, what tells how something looks, and second versions of what stands beside them."""
QUOTES = frozenset({"quote", "intense quote", "block text", "quotations", "quotation", "block quotation"})
HEADS = frozenset({"title", "author"})
"""Styles that become an element's class."""
CONTENTS = ("toc ", "table of ", "index ", "contents ")
NOTE = "note-"

_BOXES = {"tbl": "table", "tr": "tr", "tc": "td", "txbxContent": "div"}
_CHARACTERS = {"tab": "\t", "noBreakHyphen": "\u2011", "ptab": "\t"}


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a document's paragraphs refer to: styles by id, lists, and the bodies of notes by kind and id."""

    styles: Mapping[str, NamedStyle] = field(default_factory=dict[str, NamedStyle])
    numbering: Numbering = field(default_factory=Numbering)
    notes: Mapping[tuple[str, str], Element] = field(default_factory=dict[tuple[str, str], Element])


def page_of(body: Element, sheets: Sheets) -> Element:
    """The page. Notes that the text refers to stand at its end, numbered in the order of the references."""
    page = _Page(sheets)
    page.builder.start("body", {})
    page.add(body)
    page.add_notes()
    page.builder.end("body")
    return cast("Element", page.builder.close())


class _Page:
    """Goes through a document and builds the page as it goes."""

    def __init__(self, sheets: Sheets) -> None:
        # Any function that makes elements will do, whatever its type says.
        self.builder = etree.TreeBuilder(element_factory=html.Element)  # pyright: ignore[reportArgumentType]
        self._sheets = sheets
        self._ends: list[tuple[str, ...]] = []
        """For each element that is open: the tags that end with it."""
        self._lists = [""]
        """The list that is open, for each box of text within boxes of text."""
        self._in_cells = [False]
        """Whether the box's paragraphs are the cells of a table rather than paragraphs."""
        self._inside: list[frozenset[Style]] = [frozenset()]
        self._notes: dict[tuple[str, str], int] = {}
        self._links = 0

    def add(self, root: Element) -> None:
        """Everything below an element, without recursion."""
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Element | None = None
        for event, element in in_time(walker):
            if event == "end":
                if element is not skipped and element is not root:
                    self._leave(element)
            elif element is not root and not self._enter(element):
                skipped = element
                walker.skip_subtree()
        self._end_list()

    def add_notes(self) -> None:
        """The bodies of the notes that are referred to; a note may refer to another."""
        done = 0
        while done < len(self._notes):
            (kind, number), label = list(self._notes.items())[done]
            done += 1
            body = self._sheets.notes.get((kind, number))
            if body is not None:
                self.builder.start("aside", {"id": f"{NOTE}{label}", "class": "footnote"})
                self.add(body)
                self.builder.end("aside")

    def _enter(self, element: Element) -> bool:
        """Begin an element; False when nothing further in it is text."""
        name = local(element)
        if name in SKIPPED or self._vanishes(element, name):
            return False
        if name == "p":
            self._begin_paragraph(element)
        elif name == "r":
            self._begin_run(element)
        elif name in _BOXES:
            self._begin_box(element, name)
        elif name == "hyperlink":
            self._links += 1
            self._open()
        else:
            self._open()
            self._point(element, name)
        return True

    def _vanishes(self, element: Element, name: str) -> bool:
        """Tables of contents, hidden text, deleted rows of tables."""
        if name == "p":
            return self._style_of(element).name.startswith(CONTENTS)
        if name == "r":
            hidden = child(child(element, "rPr"), "vanish")
            return hidden is not None and value(hidden) not in OFF
        if name == "sdt":
            return "table of contents" in value(element.find("{*}sdtPr//{*}docPartGallery")).lower()
        return name == "tr" and child(child(element, "trPr"), "del") is not None

    def _begin_box(self, element: Element, name: str) -> None:
        """A table, a part of one, or a box of text, inside which lists begin anew."""
        if name != "txbxContent":
            self._end_list()
        in_cells = _is_data(element) if name == "tbl" else self._in_cells[-1] and name != "txbxContent"
        self._in_cells.append(in_cells)
        self._lists.append("")
        self._open(_BOXES[name])

    def _begin_paragraph(self, element: Element) -> None:
        properties, style = child(element, "pPr"), self._style_of(element)
        empty = _is_empty(element)
        level = outline_level(properties) or style.level or int(style.name == "title")
        tags = self._tags(properties, style, level, empty=empty)
        self._open(*tags, kind=style.name if style.name in HEADS else "")
        plain = bool(level) or style.name in QUOTES
        self._inside.append(frozenset() if plain else frozenset(look for look, on in style.looks.items() if on))
        if empty:
            self.builder.data("\u00a0")
            self._rule(properties)

    def _tags(self, properties: Element | None, style: NamedStyle, level: int, *, empty: bool) -> tuple[str, ...]:
        if self._in_cells[-1]:
            return ()
        if item := "" if level or empty else self._item(properties, style):
            self._continue_list(item)
            return ("li",)
        self._end_list()
        if level:
            return (f"h{level}",)
        return ("blockquote", "p") if style.name in QUOTES else ("p",)

    def _rule(self, properties: Element | None) -> None:
        """The line that Word draws when somebody types three hyphens is the border of an empty paragraph."""
        borders = child(properties, "pBdr")
        if borders is not None and any(value(border) not in {"nil", "none"} for border in borders):
            self._empty("hr")

    def _begin_run(self, element: Element) -> None:
        properties = child(element, "rPr")
        style = self._sheets.styles.get(value(child(properties, "rStyle")), NamedStyle())
        looks = dict.fromkeys(self._inside[-1], True) | dict(style.looks) | looks_in(properties)
        if self._links or style.name == "hyperlink":
            looks[Style.UNDERLINE] = False
        self._open(*(tag for look, tag in TAGS.items() if looks.get(look)))

    def _point(self, element: Element, name: str) -> None:
        """What stands at one place in a run."""
        if name == "t":
            self.builder.data(element.text or "")
        elif name in _CHARACTERS:
            self.builder.data(_CHARACTERS[name])
        elif name in {"br", "cr"} and value(element, "type") not in {"page", "column"}:
            self._empty("br")
        elif name in {"footnoteReference", "endnoteReference"}:
            self._refer(name.removesuffix("Reference"), value(element, "id"))
        elif name == "docPr":
            self._empty("img", alt=value(element, "descr") or value(element, "title"))
        elif name == "rect" and value(element, "hr") in {"t", "true", "1"}:
            self._empty("hr")

    def _refer(self, kind: str, number: str) -> None:
        if (kind, number) in self._sheets.notes:
            label = self._notes.setdefault((kind, number), len(self._notes) + 1)
            self.builder.start("a", {"href": f"#{NOTE}{label}", "class": "noteref"})
            self.builder.data(str(label))
            self.builder.end("a")

    def _leave(self, element: Element) -> None:
        name = local(element)
        if name in _BOXES:
            self._end_list()
            self._lists.pop()
            self._in_cells.pop()
        for tag in reversed(self._ends.pop()):
            self.builder.end(tag)
        if name == "p":
            self._inside.pop()
        elif name == "hyperlink":
            self._links -= 1

    def _style_of(self, paragraph: Element) -> NamedStyle:
        name = value(child(child(paragraph, "pPr"), "pStyle"))
        return self._sheets.styles.get(name) or NamedStyle(name.lower())

    def _item(self, properties: Element | None, style: NamedStyle) -> str:
        """Which list a paragraph belongs to: its tag, and the first number of one that counts; "" for none."""
        numbers = child(properties, "numPr")
        number = value(child(numbers, "numId")) or style.list_id
        if number in {"", "0"}:
            return ""
        start = self._sheets.numbering.starts.get((number, value(child(numbers, "ilvl")) or "0"))
        return f"ol {number} {start}" if start is not None else "ul"

    def _continue_list(self, item: str) -> None:
        if item == self._lists[-1]:
            return
        self._end_list()
        self._lists[-1] = item
        tag, _, told = item.partition(" ")
        self.builder.start(tag, {"start": told.rpartition(" ")[2]} if told else {})

    def _end_list(self) -> None:
        if self._lists[-1]:
            self.builder.end(self._lists[-1].partition(" ")[0])
            self._lists[-1] = ""

    def _open(self, *tags: str, kind: str = "") -> None:
        for tag in tags:
            self.builder.start(tag, {"class": kind} if kind else {})
        self._ends.append(tags)

    def _empty(self, tag: str, **attributes: str) -> None:
        self.builder.start(tag, attributes)
        self.builder.end(tag)


def _is_empty(paragraph: Element) -> bool:
    """Whether a paragraph shows as an empty line."""
    return next(paragraph.iter("{*}t", "{*}drawing", "{*}pict", "{*}footnoteReference"), None) is None


def _is_data(table: Element) -> bool:
    """Whether a table holds data, a paragraph in each cell, rather than the text laid out."""
    cells = list(table.iter("{*}tc"))
    return len(cells) > 1 and all(sum(1 for one in cell.iter("{*}p") if not _is_empty(one)) <= 1 for cell in cells)
