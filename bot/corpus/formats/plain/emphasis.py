"""Marks inside a paragraph -> plain text and style spans."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.corpus.formats.limits import count_in, in_time
from bot.corpus.story import Span, Style

MAX_MARKDOWN = 20_000
"""Characters of a paragraph that the Markdown library reads; its time isn't bounded, so longer ones get plain_spans."""

_TAGS = {
    **dict.fromkeys(("i", "em", "cite"), Style.ITALIC),
    **dict.fromkeys(("b", "strong"), Style.BOLD),
    **dict.fromkeys(("u", "ins"), Style.UNDERLINE),
    **dict.fromkeys(("s", "strike", "del"), Style.STRIKE),
}
_STARRED = {"*": Style.ITALIC, "_": Style.ITALIC, "**": Style.BOLD, "__": Style.BOLD, "~~": Style.STRIKE}
_EMPHASIS = re.compile(
    r"(?<![\w*_~])(?P<mark>\*{1,3}|_{1,3}|~~)(?=[^\s*_~])(?P<inner>[^*_\n]{0,600}?[^\s*_])(?P=mark)(?![\w*_~])"
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z]{1,10})(?:\s[^<>]{0,200})?\s?/?>")
_BBCODE = re.compile(r"\[(/?)(b|i|u|s)\]", re.IGNORECASE)
"""Forums' way to write the same."""
_DROPPED_TAGS = frozenset(
    [
        "p",
        "br",
        "center",
        "div",
        "span",
        "font",
        "small",
        "big",
        "hr",
        "sup",
        "sub",
        "a",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "body",
        "html",
    ]
)
_ENTITIES = {
    "&nbsp;": " ",
    "&amp;": "&",
    "&quot;": '"',
    "&lt;": "<",
    "&gt;": ">",
    "&#39;": "'",
    "&mdash;": "—",
    "&ndash;": "–",
    "&hellip;": "…",
    "&rsquo;": "’",
    "&lsquo;": "‘",
    "&ldquo;": "“",
    "&rdquo;": "”",
}
_ENTITY = re.compile("|".join(map(re.escape, _ENTITIES)))

Marked = tuple[str, tuple[Span, ...]]


def plain_spans(text: str) -> Marked:
    """Tightly bound `*word*`, `_word_`, `**word**` and simple tags such as `<i>`; all other stars stay."""
    text = _ENTITY.sub(lambda match: _ENTITIES[match[0]], text) if "&" in text else text
    text = _BBCODE.sub(r"<\1\2>", text) if "[" in text else text
    spans: list[Span] = []
    text, spans = _without_tags(text) if "<" in text else (text, spans)
    if not _EMPHASIS.search(text):
        return text, tuple(spans)
    return _without_stars(text, spans)


def markdown_spans(text: str) -> Marked:
    """Inline Markdown: emphasis, links as their text, images as their description, escapes undone."""
    if len(text) > MAX_MARKDOWN:
        return plain_spans(text)
    builder = _Builder()
    for token in _parser().parseInline(text)[0].children or []:
        builder.add(token)
    return builder.text, tuple(builder.spans)


class _Builder:
    """Collects tokens into text and spans."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []
        self._open: list[tuple[str, int]] = []

    def add(self, token: Token) -> None:
        if token.type in {"softbreak", "hardbreak"}:
            self.text += "\n"
        elif token.type == "image":
            self.text += token.content
        elif token.nesting == 1:
            self._open.append((token.type.removesuffix("_open"), len(self.text)))
        elif token.nesting == -1 and self._open:
            self._close(*self._open.pop())
        elif token.type != "html_inline":
            self.text += token.content

    def _close(self, kind: str, start: int) -> None:
        style = {"em": Style.ITALIC, "strong": Style.BOLD, "s": Style.STRIKE}.get(kind)
        if style and start < len(self.text):
            self.spans.append(Span(start, len(self.text), style))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    rules = ["emphasis", "strikethrough", "link", "image", "escape", "entity", "newline", "autolink", "html_inline"]
    return MarkdownIt("zero", {"html": True}).enable(rules)


def _without_tags(text: str) -> tuple[str, list[Span]]:
    """Text without the tags that fans paste; other things in angle brackets stay."""
    pieces: list[str] = []
    spans: list[Span] = []
    opened: list[tuple[str, int]] = []
    length = position = 0
    for tag in in_time(_TAG.finditer(text)):
        count_in(1)
        name = tag["name"].lower()
        if name not in _TAGS and name not in _DROPPED_TAGS:
            continue
        pieces.append(text[position : tag.start()])
        length += tag.start() - position
        position = tag.end()
        if name in _TAGS and not tag["close"]:
            opened.append((name, length))
        elif name in _TAGS and opened and opened[-1][0] == name:
            start = opened.pop()[1]
            spans += [Span(start, length, _TAGS[name])] if start < length else []
    pieces.append(text[position:])
    return "".join(pieces), spans


def _without_stars(text: str, spans: Sequence[Span]) -> Marked:
    pieces: list[str] = []
    found: list[Span] = []
    removed: list[tuple[int, int]] = []
    length = position = 0
    for match in in_time(_EMPHASIS.finditer(text)):
        count_in(1)
        mark = match["mark"]
        pieces += [text[position : match.start()], match["inner"]]
        start = length + match.start() - position
        length = start + len(match["inner"])
        position = match.end()
        removed += [(match.start(), len(mark)), (match.end() - len(mark), len(mark))]
        found.extend(Span(start, length, style) for style in _styles(mark))
    pieces.append(text[position:])
    moved = _moved(spans, removed)
    return "".join(pieces), (*moved, *found)


def _styles(mark: str) -> list[Style]:
    return [Style.BOLD, Style.ITALIC] if mark in {"***", "___"} else [_STARRED[mark]]


def _moved(spans: Sequence[Span], removed: Sequence[tuple[int, int]]) -> list[Span]:
    """Spans after the characters in `removed` (offset, count) are gone."""
    if not spans:
        return []
    places = [start for start, _ in removed]
    gone = [0, *accumulate(count for _, count in removed)]

    def new(offset: int) -> int:
        return offset - gone[bisect_left(places, offset)]

    return [Span(new(span.start), new(span.end), span.style) for span in spans]


Reader = Callable[[str], Marked]
