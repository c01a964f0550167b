"""A DOCX's styles and lists: what a paragraph or run looks like, by the names that they refer to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from bot.corpus.formats.markup.html import Element
from bot.corpus.story import Style

MOST_BASED = 20
"""Styles based on styles based on styles..."""
LAST_LEVEL = 6
"""The deepest heading there is here; Word has nine."""
OFF = frozenset({"0", "false", "off", "none"})
TOGGLES: Mapping[str, Style] = {
    "i": Style.ITALIC,
    "b": Style.BOLD,
    "u": Style.UNDERLINE,
    "strike": Style.STRIKE,
    "dstrike": Style.STRIKE,
}


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """A style: its name in small letters, as Word calls it in English whatever its own language is."""

    name: str = ""
    level: int = 0
    """1 to 6 for headings."""
    looks: Mapping[Style, bool] = field(default_factory=dict[Style, bool])
    """The styles of text that it turns on or off."""
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which lists count: (list's id, level) of those that have numbers, rather than bullets, with their first."""

    starts: Mapping[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])


def local(element: Element) -> str:
    """A tag without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name, whatever its namespace."""
    return element.find(f"{{*}}{name}") if element is not None else None


def value(element: Element | None, name: str = "val") -> str:
    """An attribute, whatever its namespace; "" if there is none."""
    if element is None:
        return ""
    return next((str(said) for key, said in element.attrib.items() if etree.QName(key).localname == name), "")


def looks_in(properties: Element | None) -> dict[Style, bool]:
    """What run properties turn on or off."""
    looks: dict[Style, bool] = {}
    for name, style in TOGGLES.items():
        toggle = child(properties, name)
        if toggle is not None:
            looks[style] = value(toggle) not in OFF
    return looks


def read_styles(root: Element | None) -> dict[str, NamedStyle]:
    """The styles by the ids that paragraphs and runs refer to."""
    if root is None:
        return {}
    elements = {value(one, "styleId"): one for one in root.iter("{*}style")}
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: Mapping[str, Element]) -> NamedStyle:
    looks: dict[Style, bool] = {}
    level, list_id = 0, ""
    called, own = "", True
    for _ in range(MOST_BASED):
        element = elements.get(name)
        if element is None:
            break
        said = value(child(element, "name")).lower()
        called = called if called and not own else said
        properties = child(element, "pPr")
        level = level or _level(said, properties)
        list_id = list_id or value(child(child(properties, "numPr"), "numId"))
        looks = looks_in(child(element, "rPr")) | looks
        name, own = value(child(element, "basedOn")), False
    return NamedStyle(called, level, looks, list_id)


def _level(name: str, properties: Element | None) -> int:
    """1 to 6 for a style that makes headings, by its name or its place in the outline."""
    head, _, number = name.rpartition(" ")
    if head == "heading" and number.isdecimal():
        return min(int(number), LAST_LEVEL)
    return outline_level(properties)


def outline_level(properties: Element | None) -> int:
    """The level at which a paragraph's properties put it in the outline: 0 for text."""
    said = value(child(properties, "outlineLvl"))
    return min(int(said) + 1, LAST_LEVEL) if said in set("012345678") else 0


def read_numbering(root: Element | None) -> Numbering:
    """The lists that count."""
    if root is None:
        return Numbering()
    kinds = {value(one, "abstractNumId"): one for one in root.iter("{*}abstractNum")}
    starts: dict[tuple[str, str], int] = {}
    for one in root.iter("{*}num"):
        kind = kinds.get(value(child(one, "abstractNumId")))
        for level in kind.iter("{*}lvl") if kind is not None else ():
            if value(child(level, "numFmt")) not in {"bullet", "none", ""}:
                first = value(child(level, "start"))
                starts[value(one, "numId"), value(level, "ilvl")] = int(first) if first.isdecimal() else 1
    return Numbering(starts)
