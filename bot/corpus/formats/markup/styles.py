"""How elements look: the styles of their tags, of `style` attributes and of simple rules in style sheets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.corpus.formats.markup.html import Element
from bot.corpus.story import Style

Styles = frozenset[Style]

MAX_SHEET = 400_000
"""Characters of style sheets that are looked at."""
BOLD_WEIGHT = 600
"""Font weights from which text counts as bold."""

TAGS: Mapping[str, Style] = {
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), Style.ITALIC),
    **dict.fromkeys(("b", "strong"), Style.BOLD),
    **dict.fromkeys(("u", "ins"), Style.UNDERLINE),
    **dict.fromkeys(("s", "strike", "del"), Style.STRIKE),
}
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"[a-z][a-z0-9]{0,15}|(?:[a-z][a-z0-9]{0,15})?[.#][\w-]{1,60}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a rule changes: styles that begin or end with it, and whether its element is seen at all."""

    adds: Styles = frozenset()
    removes: Styles = frozenset()
    hidden: bool = False
    is_block: bool = False
    """Stands on lines of its own whatever its tag."""
    keeps_lines: bool = False
    """Line ends in the source are shown, as in `pre`."""

    def then(self, later: "Look") -> "Look":
        """Both, of which the later counts where they contradict each other."""
        return Look(
            (self.adds - later.removes) | later.adds,
            (self.removes - later.adds) | later.removes,
            self.hidden or later.hidden,
            self.is_block or later.is_block,
            self.keeps_lines or later.keeps_lines,
        )


NOTHING = Look()
Sheet = Mapping[str, Look]
"""Looks by selector: `em`, `.c3`, `p.c3`, `#preface`."""


@lru_cache(maxsize=4)
def read_sheet(css: str) -> Mapping[str, Look]:
    """The simple rules of a style sheet, those for one tag, class or id; all others are left out."""
    sheet: dict[str, Look] = {}
    for selectors, declarations in _rules(_COMMENT.sub(" ", css[:MAX_SHEET])):
        look = read_look(declarations)
        for selector in map(str.strip, selectors.split(",")):
            if look != NOTHING and _SELECTOR.fullmatch(selector):
                sheet[selector] = sheet.get(selector, NOTHING).then(look)
    return sheet


def sheet_in(root: Element, css: str = "") -> Mapping[str, Look]:
    """The rules of `css` and of the style elements below `root`."""
    return read_sheet("\n".join([css, *(element.text or "" for element in root.iter("style"))]))


def look_of(element: Element, sheet: Sheet) -> Look:
    """How an element differs from the text around it."""
    tag = str(element.tag)
    look = NOTHING
    for selector in _selectors(element, tag) if sheet else ():
        look = look.then(sheet[selector]) if selector in sheet else look
    style = TAGS.get(tag)
    look = Look(frozenset({style})).then(look) if style else look
    return look.then(read_look(said)) if (said := element.get("style")) else look


def read_look(declarations: str) -> Look:
    """What declarations such as `font-style: italic` change."""
    look = NOTHING
    for declaration in declarations.lower().split(";"):
        name, _, value = declaration.partition(":")
        look = look.then(_declared(name.strip(), value.strip()))
    return look


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of each rule, of those for screens too but not of those for printers."""
    outer: list[str] = []
    position = 0
    for brace in _BRACE.finditer(css):
        said = css[position : brace.start()]
        position = brace.end()
        if brace[0] == "{":
            outer.append(said.strip().lower() if said.lstrip().startswith("@") else said.strip())
        elif outer:
            selectors = outer.pop()
            if not selectors.startswith("@") and not any("print" in rule for rule in outer):
                yield selectors, said


def _selectors(element: Element, tag: str) -> Iterable[str]:
    yield tag
    for name in (element.get("class") or "").split():
        yield f".{name}"
        yield f"{tag}.{name}"
    if name := element.get("id"):
        yield f"#{name}"
        yield f"{tag}#{name}"


def _declared(name: str, value: str) -> Look:
    if name == "font-style":
        return _either(Style.ITALIC, on=value.startswith(("italic", "oblique")), off=value.startswith("normal"))
    if name == "font-weight":
        bold = value.startswith("bold") or (value[:3].isdigit() and int(value[:3]) >= BOLD_WEIGHT)
        return _either(Style.BOLD, on=bold, off=value.startswith(("normal", "400")))
    if name in {"text-decoration", "text-decoration-line"}:
        underline = _either(Style.UNDERLINE, on="underline" in value, off="none" in value)
        return underline.then(_either(Style.STRIKE, on="line-through" in value, off="none" in value))
    if name == "display":
        return Look(hidden=value.startswith("none"), is_block=value.startswith("block"))
    if name == "visibility":
        return Look(hidden=value.startswith(("hidden", "collapse")))
    return Look(keeps_lines=value.startswith(("pre", "break-spaces"))) if name == "white-space" else NOTHING


def _either(style: Style, *, on: bool, off: bool) -> Look:
    said = frozenset({style})
    return Look(adds=said) if on else Look(removes=said) if off else NOTHING
