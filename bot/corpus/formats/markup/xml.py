"""XML that strangers made -> a tree: nothing outside the file is opened, and entities can't grow it beyond bounds."""

import re

from lxml import etree
from lxml.html import XHTMLParser

from bot.corpus.formats.limits import Limits, count_in
from bot.corpus.formats.markup.encoding import decode_markup
from bot.corpus.formats.markup.html import NAMED, OPENING, Element, character_of, refuse_deep
from bot.errors import UnreadableError

_DECLARATION = re.compile(r"<\?xml\b[^>]{0,200}\?>")
_DAMAGED = "Part of it is damaged or cut off. Download or save it again."
_OUTSIDE = "It refers to something outside the file, which is never read. Save it again."
_ENTITY = re.compile(r"<!ENTITY\s")


def parse_xml(name: str, data: bytes, limits: Limits, *, recover: bool = False) -> Element:
    """The root of an XML file, whose tags keep their namespaces. `name` is for the sentences.

    HTML's named characters (`&nbsp;`) are known. With `recover`, what isn't well formed is read as far as it goes.
    Raises UnreadableError.
    """
    text = decode_markup(data).text
    if len(_ENTITY.findall(text)) > limits.entities:
        raise UnreadableError(name, 0, f"It declares more than {limits.entities:,} entities (FICUS_MAX_ENTITIES).")
    count_in(sum(1 for _ in OPENING.finditer(text)))
    text = _DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n")
    parser = _parser(recover=recover)
    try:
        root = etree.fromstring(NAMED.sub(character_of, text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        reason = _limit(str(error)) or (_OUTSIDE if "not defined" in str(error) else _DAMAGED)
        raise UnreadableError(name, 0, reason) from None
    if limit := next(filter(None, (_limit(entry.message) for entry in parser.error_log)), ""):
        raise UnreadableError(name, 0, limit)
    if root is None:  # pyright: ignore[reportUnnecessaryComparison] - with `recover`, when there is no tag at all
        raise UnreadableError(name, 0, _DAMAGED)
    refuse_deep(name, root, limits)
    return root


def _parser(*, recover: bool) -> XHTMLParser:
    return XHTMLParser(
        encoding="utf-8",
        no_network=True,
        load_dtd=False,
        resolve_entities="internal",
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _limit(said: str) -> str:
    """The sentence about a bound of libxml2's own; "" for other errors."""
    if "amplification" in said or "entity loop" in said.lower():
        return "Its entities grow without bound (FICUS_MAX_ENTITIES)."
    if "Excessive depth" in said:
        return "Its tags are nested too deep (FICUS_MAX_NESTING)."
    return ""
