"""Elements of a known page -> text, blocks and notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from lxml.html import HTMLParser

from bot.corpus.formats.document import Block
from bot.corpus.formats.markup.blocks import blocks_of
from bot.corpus.formats.markup.html import Element, kinds
from bot.corpus.story import SCENE_BREAK

MAX_CSS = 40_000
"""Characters of style sheets that are looked at for each chapter; calibre's have a tenth of that."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")


def text_in(element: Element | None) -> str:
    """All text in an element on one line; "" for None."""
    return " ".join(_INVISIBLE.sub("", "".join(element.itertext())).split()) if element is not None else ""


def label_in(element: Element | None) -> str:
    """The words of a label in small letters, without its colon."""
    return text_in(element).rstrip(" :：").casefold()


def has(element: Element, *names: str) -> bool:
    """Whether one of an element's classes, its id or its role is one of `names`."""
    return not kinds(element).isdisjoint(names)


def begins(element: Element, name: str) -> bool:
    """Whether one of an element's classes is `name`, or what calibre makes of it: `name` and a number."""
    return any(re.fullmatch(rf"{name}\d*", kind) for kind in kinds(element))


def first(root: Element, *tags: str, of: str = "") -> Element | None:
    """The first element below `root` with one of the tags, of class, id or role `of` if that is told."""
    return next((element for element in root.iter(*tags) if not of or has(element, of)), None)


def by_id(root: Element, name: str) -> Element | None:
    """The element with that id."""
    return next((element for element in root.iter() if element.get("id") == name), None)


def styles_in(root: Element) -> str:
    """The style sheets in a page, for parts of it that are read apart."""
    return short("\n".join(element.text or "" for element in root.iter("style")))


def short(css: str) -> str:
    """The rules of a style sheet that are looked at."""
    return css if len(css) <= MAX_CSS else css[: css.rfind("}", 0, MAX_CSS) + 1]


def body_of(root: Element) -> Element:
    """A page's body, or the page if it has none."""
    body = root if root.tag == "body" else root.find("body")
    return root if body is None else body


def gathered(elements: Iterable[Element], lead: str = "") -> Element:
    """Elements, and `lead` before them, in one that holds nothing else. They leave the tree in which they stood."""
    whole = HTMLParser().makeelement("div")
    whole.text = lead
    whole.extend(list(elements))
    return whole


def copied(elements: Iterable[Element], lead: str = "") -> Element:
    """As `gathered`, but of copies."""
    return gathered((deepcopy(element) for element in elements), lead)


def blocks_in(elements: Sequence[Element], css: str = "") -> tuple[Block, ...]:
    """The text of elements that stand one after the other."""
    return tuple(block for element in elements for block in blocks_of(element, css))


def prose(*elements: Element, css: str = "") -> str:
    """The text of elements as a note has it: paragraphs apart by an empty line."""
    return "\n\n".join(block.text for block in blocks_in(elements, css))


def is_text(element: Element) -> bool:
    """Whether an element holds anything that is read: letters, signs or a picture."""
    return any(map(str.strip, element.itertext())) or first(element, "img", "hr") is not None


def without_outer_breaks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks without the scene breaks before the first paragraph and after the last."""
    kept = list(blocks)
    while kept and kept[0].text == SCENE_BREAK:
        kept.pop(0)
    while kept and kept[-1].text == SCENE_BREAK:
        kept.pop()
    return tuple(kept)


def definitions(element: Element) -> Iterator[tuple[Element, Element]]:
    """The pairs of a <dl>: each <dt> with the <dd>s that follow."""
    term: Element | None = None
    for child in (inner for outer in element for inner in (outer if outer.tag == "div" else [outer])):
        if child.tag == "dt":
            term = child
        elif child.tag == "dd" and term is not None:
            yield term, child
