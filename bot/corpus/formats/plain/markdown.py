"""Markdown: whether a text is written in it, and its block marks (headings, quotes, hard line ends) made plain."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.corpus.formats.lines import Line

LOOKED_AT = 20_000
"""Lines that are searched for the marks of Markdown."""
ENOUGH = 3
"""Marks other than headings that make a text Markdown."""
MAX_HEADING = 400

_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>\S.*?)(?:\s+#{1,9})?")
_QUOTE = re.compile(r">\s?(?=\S|$)")
_LINK = re.compile(r"!?\[[^\[\]\n]{0,200}\]\((?:https?://|[\w./#-])[^()\s]{0,300}\)")
_STRONG = re.compile(r"(?<!\*)\*\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*\*(?!\*)")
_ESCAPE = re.compile(r"\\[*_#\-.!\[\]~]")


def is_markdown(lines: Sequence[Line]) -> bool:
    """Whether the text has marks that mean something in Markdown only; stars alone don't make it Markdown."""
    headings = points = 0
    for line in lines[:LOOKED_AT]:
        text = line.text
        if text[:1] == "#" and (match := _HEADING.fullmatch(text[:300])) and re.search(r"[^\W_]{2}", match["text"]):
            headings += not text.rstrip().endswith("#") or len(match["marks"]) == 1
        elif text[:1] == ">" and _QUOTE.match(text):
            points += 1
        points += 2 * bool(_LINK.search(text[:2000])) + bool(_ESCAPE.search(text[:2000]))
    return headings > 0 or points >= ENOUGH


def read_blocks(lines: Iterable[Line]) -> list[Line]:
    """Lines with their heading and quote marks read and taken off."""
    return [_read(line) for line in lines]


def _read(line: Line) -> Line:
    text = line.text
    if text[:1] == "#" and len(text) <= MAX_HEADING and (match := _HEADING.fullmatch(text)):
        return replace(line, text=match["text"], start=line.start + match.start("text"), level=len(match["marks"]))
    if text[:1] == ">" and (match := re.match(r"(?:>\s?){1,9}", text)):
        return replace(line, text=text[match.end() :], start=line.start + match.end(), quote=True)
    if text.endswith("\\") and not text.endswith("\\\\"):
        return replace(line, text=text[:-1].rstrip(), hard=True)
    return line
