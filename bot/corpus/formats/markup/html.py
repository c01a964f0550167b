"""Markup -> a tree of elements. Nothing is fetched, no entity of a file's own grows, and no depth makes us recurse."""

import re
from html.entities import html5

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, XHTMLParser

from bot.corpus.formats.limits import Clock, Limits, count_in, in_time
from bot.corpus.formats.markup.attributes import refuse_attributes
from bot.corpus.formats.markup.encoding import decode_markup
from bot.errors import UnreadableError

Element = HtmlElement
"""A tag with its attributes, its text and the text after it. Names of tags are in small letters, without namespace."""
DEEPEST = 2000
"""Tags within tags that lxml itself reads; a setting above this has no effect."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_XHTML = re.compile(r"<html[^>]{0,1000}xmlns\s?=", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_SYNTAX = frozenset("&<>\"'")
OPENING = re.compile(r"<[A-Za-z]")
_EMPTY = re.compile(r"<(a|b|cite|div|em|font|i|p|script|small|span|strong|style|sub|sup|title|u)(\s[^<>]{0,500})?/>")
"""Tags that XHTML may close at once, and that HTML takes for opened."""
_HEAD = 4096
_NOTHING = frozenset[str]()
_OPS = "{http://www.idpf.org/2007/ops}"


def parse_html(name: str, data: bytes | str, limits: Limits, clock: Clock) -> Element:
    """The root of an HTML or XHTML file. `name` is the file's, for errors.

    Raises UnreadableError when tags are too many or nested too deep, or entities grow without bound, or there is no
    text at all.
    """
    clock.check()
    text = decode_markup(data).text if isinstance(data, bytes) else data
    count_in(sum(1 for _ in OPENING.finditer(text)))
    if len(_ENTITY.findall(text)) > limits.entities:
        raise UnreadableError(name, 0, f"It declares more than {limits.entities:,} entities (FICUS_MAX_ENTITIES).")
    text = _DECLARATION.sub("", _FORBIDDEN.sub("", text), count=1).lstrip("\ufeff \t\r\n")
    is_xml = bool(_XHTML.search(text[:_HEAD]))
    root = _as_xml(name, text) if is_xml else None
    if root is None:
        root = _as_html(name, _EMPTY.sub(r"<\1\2></\1>", text) if is_xml else text, limits)
    refuse_deep(name, root, limits)
    clock.check()
    return root


def kinds(element: Element) -> frozenset[str]:
    """What an element says it is: the words of its class, role and epub:type, and its id, in small letters."""
    if not element.attrib:
        return _NOTHING
    said = (element.get(key) for key in ("class", "role", "id", "epub:type", f"{_OPS}type"))
    return frozenset(" ".join(filter(None, said)).lower().split())


def _as_xml(name: str, text: str) -> Element | None:
    """The file read strictly; None when it isn't well-formed."""
    parser = XHTMLParser(
        encoding="utf-8",
        no_network=True,
        load_dtd=False,
        resolve_entities="internal",
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(NAMED.sub(character_of, text).encode(), parser)
    except etree.XMLSyntaxError as error:
        if "amplification" in str(error) or "entity loop" in str(error).lower():
            raise UnreadableError(name, 0, "Its entities grow without bound (FICUS_MAX_ENTITIES).") from None
        return None
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2].lower()
    return root


def character_of(match: re.Match[str]) -> str:
    """HTML's own entities as characters, for XML knows but five of them."""
    found = html5.get(f"{match[1]};", "")
    return match[0] if not found or found in _XML_SYNTAX else found


def _as_html(name: str, text: str, limits: Limits) -> Element:
    data = text.encode()
    refuse_attributes(name, data, limits)
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser) if text.strip() else None
    if root is None:
        raise UnreadableError(name, 0, "There is no text in this file.")
    return root


def refuse_deep(name: str, root: Element, limits: Limits) -> None:
    """Raises UnreadableError when tags stand in tags more deeply than the limit."""
    most = min(limits.nesting, DEEPEST)
    depth = 0
    for event, _ in in_time(etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > most:
            raise UnreadableError(name, 0, f"Its tags are nested more than {most} deep (FICUS_MAX_NESTING).")
