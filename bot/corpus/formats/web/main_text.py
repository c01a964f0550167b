"""A page's own text, told from what a site puts around it: menus, side bars, comments, advertisements."""

import re
from collections.abc import Iterator

from bot.corpus.formats.markup.footnotes import Footnotes
from bot.corpus.formats.markup.html import Element, kinds
from bot.corpus.words import items, word_list

MOST_AROUND = 0.4
"""Share of a page's text up to which an element that is named like one may stand around the story."""
LEAST_MAIN = 0.6
LEAST_ONLY = 0.25
"""Share of what is left that the story's element holds; less is enough when it is the only one of its name."""
HEADER = 1500
"""Characters beside such an element that may be the story's header."""

_WORDS = word_list("markup")["page"]
_MAIN = frozenset(items(_WORDS["main"]))
_AROUND = frozenset(items(_WORDS["around"]))
_TAGS = frozenset({"aside", "footer", "nav"})
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "banner", "search", "dialog", "menu"})
_UNSEEN = frozenset({"script", "style", "noscript", "template"})


def take_main_text(root: Element) -> Element:
    """The element that holds the story and its header. What plainly stands around it is taken out of the tree."""
    body = next(root.iter("body"), root)
    for element in [element for element in body.iter(*_UNSEEN) if element is not body]:
        element.drop_tree()
    whole = len(body.text_content())
    for element in [element for element in body.iter() if element is not body and _is_around(element)]:
        if len(element.text_content()) <= MOST_AROUND * whole and element.getparent() is not None:
            element.drop_tree()
    return _with_header(_main(body), body)


def _is_around(element: Element) -> bool:
    if element.tag in {"main", "article", "body"}:
        return False
    if element.tag in _TAGS or element.get("role") in _ROLES:
        return not Footnotes.may_hold(element)
    return not _AROUND.isdisjoint(_words(element))


def _words(element: Element) -> Iterator[str]:
    for name in kinds(element):
        yield name
        yield from re.split(r"[-_]+", name)


def _main(body: Element) -> Element:
    """The outermost element in which the story plainly stands; the body when none says so."""
    whole = len(body.text_content())
    by_name: dict[str, list[Element]] = {}
    for element in body.iter():
        for name in _names(element):
            by_name.setdefault(name, []).append(element)
    for same in by_name.values():
        least = LEAST_ONLY if len(same) == 1 else LEAST_MAIN
        for element in same:
            size = len(element.text_content())
            if least * whole <= size < whole - HEADER:
                return element
    return body


def _names(element: Element) -> Iterator[str]:
    if element.tag in {"main", "article"}:
        yield str(element.tag)
    elif element.get("role") == "main":
        yield "main"
    yield from kinds(element) & _MAIN


def _with_header(element: Element, body: Element) -> Element:
    """An element together with what little stands beside it."""
    while element is not body and (parent := element.getparent()) is not None:
        if len(parent.text_content()) - len(element.text_content()) > HEADER:
            break
        element = parent
    return element
