"""Web pages, saved or written by hand: HTML whose maker is known by its layout, or any other."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.corpus.formats.document import Document
from bot.corpus.formats.layouts.recognising import PAGES
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.markup.encoding import decode_markup
from bot.corpus.formats.markup.html import Element, parse_html
from bot.corpus.formats.web.any_page import read_any_page, read_book_page
from bot.errors import UnreadableError

HEAD = 8192
"""Bytes by which a page is told from plain text."""

LAYOUTS: Sequence[Callable[[Element], Document | None]] = PAGES
"""Readers of pages whose maker is known: each gives None for the pages of all others."""

_PAGE = re.compile(
    r"(?:\s|<!--.{0,4000}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head|body|meta|title|style|script|link)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(r"\s*<(?:p|div|h[1-6]|article|section|table|ul|ol|dl|blockquote|span|center)\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<(?:p|br|div|li|h[1-6]|tr|dd|hr)\b", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")


def is_page(data: bytes) -> bool:
    """Whether a file is HTML: it begins like a page, or with a tag and sets its paragraphs apart by tags only."""
    start = decode_markup(data[:HEAD]).text
    if "<" not in start:
        return False
    if _PAGE.match(start):
        return True
    return bool(_FRAGMENT.match(start)) and len(_PARAGRAPH.findall(start)) > len(_EMPTY_LINE.findall(start))


def read_page(name: str, data: bytes, limits: Limits, clock: Clock) -> Document:
    """Read a page. Raises UnreadableError."""
    decoded = decode_markup(data)
    root = parse_html(name, decoded.text, limits, clock)
    document = next((found for layout in LAYOUTS if (found := layout(root))), None)
    if document is None:
        document = read_book_page(root) or read_any_page(root)
    if not document.parts and not any(line.text for line in document.lines) and not document.entries:
        raise UnreadableError(name, 0, "There is no text in this page.")
    return replace(document, problems=(*decoded.problems, *document.problems), text=decoded.text)
