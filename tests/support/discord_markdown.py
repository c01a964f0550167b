"""How Discord's client reads a message, as far as tests need it: each visible character with its styles.

Written from the behaviour that re-implementations of the client document, not from ours: a second opinion on what
`bot.corpus.pages.markup` writes. What a story must never contain (mentions, links, code, ...) comes out as a style of
that name, so that a test sees it.
"""

import re
from collections.abc import Iterator

Seen = list[tuple[str, frozenset[str]]]

_BLOCKS = {
    "heading": re.compile(r"#{1,3} +(?P<inner>[^\n]+)"),
    "subtext": re.compile(r"-# +(?P<inner>[^\n]+)"),
    "quote": re.compile(r" *> (?P<inner>[^\n]*)"),
    "block quote": re.compile(r" *>>> (?P<inner>.*)", re.DOTALL),
    "list": re.compile(r" *(?:[*+-]|\d+\.) +(?P<inner>[^\n]*)"),
}
_INLINE = {
    "code block": re.compile(r"```(?P<inner>.+?)```", re.DOTALL),
    "code": re.compile(r"(`+)(?P<inner>.+?)(?<!`)\1(?!`)", re.DOTALL),
    "mention": re.compile(r"<(?:@[!&]?|#)(?P<inner>\d+)>|@(?:everyone|here)"),
    "timestamp": re.compile(r"<t:(?P<inner>-?\d+)(?::[tTdDfFR])?>"),
    "command": re.compile(r"</(?P<inner>[^:\n]+):\d+>"),
    "emoji": re.compile(r"<a?:(?P<inner>\w+):\d+>|:\w+:"),
    "link": re.compile(r"(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s]|<[^: >]+:/[^ >]+>|\[[^\]]+\]\([^)\s]+\)"),
    "spoiler": re.compile(r"\|\|(?P<inner>.+?)\|\|", re.DOTALL),
    "bold": re.compile(r"\*\*(?P<inner>(?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL),
    "underline": re.compile(r"__(?P<inner>(?:\\.|[^\\])+?)__(?!_)", re.DOTALL),
    "italic": re.compile(r"\*(?!\s)(?P<inner>(?:\\.|\*\*|[^*\\])+?)(?<!\s)\*(?!\*)", re.DOTALL),
    "italic_": re.compile(r"_(?P<inner>(?:\\.|__|[^_\\])+?)_(?!\w)", re.DOTALL),
    "strike": re.compile(r"~~(?P<inner>.+?)~~(?!_)", re.DOTALL),
}
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")


def read(message: str) -> Seen:
    """The visible characters with their styles."""
    return list(_read(message, frozenset(), at_line_start=True))


def _read(source: str, styles: frozenset[str], *, at_line_start: bool) -> Iterator[tuple[str, frozenset[str]]]:
    place = 0
    while place < len(source):
        if escaped := _ESCAPE.match(source, place):
            yield escaped.group(1), styles
            place, at_line_start = escaped.end(), False
        elif found := _syntax(source, place, styles, at_line_start):
            style, match = found
            inner = match.groupdict().get("inner")
            if inner is None:
                yield from ((char, styles | {style}) for char in match.group())
            else:
                begins = style in _BLOCKS or at_line_start
                yield from _read(inner, styles | {style.strip("_")}, at_line_start=begins)
            place, at_line_start = match.end(), False
        else:
            yield source[place], styles
            at_line_start = source[place] == "\n" or (at_line_start and source[place] == " ")
            place += 1


def _syntax(source: str, place: int, styles: frozenset[str], at_line_start: bool) -> tuple[str, re.Match[str]] | None:
    if at_line_start:
        for style, pattern in _BLOCKS.items():
            if style not in styles and (match := pattern.match(source, place)):
                return style, match
    for style, pattern in _INLINE.items():
        if match := pattern.match(source, place):
            return style, match
    return None
