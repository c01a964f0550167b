"""Plain text with style spans, shown as Discord Markdown that is balanced by construction and escapes all else.

Everything here is an insertion into the plain text: a backslash before a character that Discord would read as syntax,
a mark where a style begins or ends in a line, a prefix before a quoted line. Take the insertions out, and the text is
back, character by character.

How Discord parses (measured against two independent re-implementations of its client): a backslash before anything but
a letter, digit or space shows that character; block syntax counts only at the start of a line, also behind marks;
`~~` doesn't close before `_`, and doesn't know of backslashes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.corpus.story import Span, Style

GAP = "\u200b"
"""Zero-width space: keeps apart what would be read as one mark or as a mention."""

_MARKS = {Style.STRIKE: "~~", Style.UNDERLINE: "__", Style.BOLD: "**", Style.ITALIC: "*"}
"""From outermost to innermost where several styles cover the same characters."""

_NESTING = {style: depth for depth, style in enumerate(_MARKS)}

_SPECIAL = re.compile(r"[\\*_~|`\[<>#:]|@(?=everyone|here|[!&]?\d)|-(?=# )")
"""Syntax anywhere in a line. The colon also keeps bare addresses from becoming links: the only links that Ficus shows
are those it puts there itself. Mentions get a gap, as in discord.py, because the API reads them before any escape."""

_LOOKAHEAD = len("everyone")

_AT_LINE_START = re.compile(r"[^\S\n]*+(?:[-+=]|\d{1,9}(?=[.)]))")
"""Bullets, subtext, rules, underlined headings, ordered lists."""

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"
_CLOSES = dict.fromkeys("\u202a\u202b\u202d\u202e", _POP_EMBEDDING) | dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE)

_INVISIBLE_EDGE = "\ufeff"
"""White space to Discord, but not to Python."""

Insertion = tuple[int, str]
"""An offset into the text and what is put there."""


def escape(text: str) -> str:
    """Text in which nothing is Markdown, a mention, a link or a code fence to Discord any more.

    What is seen is exactly the text. Direction overrides that a line leaves open are closed at its end.
    """
    return render(text)


def render(text: str, spans: Sequence[Span] = (), start: int = 0, end: int | None = None) -> str:
    """The slice `start` to `end` of `text` as Discord Markdown, spans clipped to it.

    Marks are balanced within each line. Scene breaks and white space at the seams stay as they are.
    """
    end = len(text) if end is None else end
    near = [span for span in spans if span.start < end and span.end > start and span.start < span.end]
    return "\n".join(_render_line(text, near, *line) for line in _lines(text, start, end))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (newline := text.find("\n", start, end)) >= 0:
        yield start, newline
        start = newline + 1
    yield start, end


def _render_line(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    covering = [span for span in spans if (span.start < end and span.end > start) or span.start <= start < span.end]
    insertions = [*_escapes(text, start, end), *_closed_directions(text, start, end)]
    if not covering:
        return _insert(text, insertions, start, end)
    prefix, inline = _blocks(text, covering, start, end)
    return prefix + _insert(text, [*_marks(text, inline, start, end), *insertions], start, end)


def _blocks(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[str, list[Span]]:
    """The line's prefix, and the spans that are left. A heading that is only part of a line becomes bold."""
    quote = "> " if any(span.style is Style.QUOTE for span in spans) else ""
    heading = ""
    inline: list[Span] = []
    filled = _trim(text, start, end)
    for span in spans:
        if span.style is Style.HEADING:
            if span.start <= filled[0] < filled[1] <= span.end:
                heading = "### "
            else:
                inline.append(Span(span.start, span.end, Style.BOLD))
        elif span.style is not Style.QUOTE:
            inline.append(span)
    return quote + heading, inline


def _marks(text: str, spans: Iterable[Span], start: int, end: int) -> Iterator[Insertion]:
    """Opening and closing marks, nested, each against a character that isn't white space."""
    stack: list[Span] = []
    last = (-1, "")
    for span in _nested(text, spans, start, end):
        while stack and stack[-1].end <= span.start:
            last = _apart(text, last, stack[-1].end, _MARKS[stack.pop().style])
            yield last
        last = _apart(text, last, span.start, _MARKS[span.style])
        yield last
        stack.append(span)
    while stack:
        last = _apart(text, last, stack[-1].end, _MARKS[stack.pop().style])
        yield last


def _apart(text: str, last: Insertion, offset: int, mark: str) -> Insertion:
    """The mark at `offset`, with a gap before it when it would run together with what stands there."""
    place, before = last
    if place == offset:
        clash = before[-1] == mark[0] or (before + mark[0]).endswith("~~_")
    else:
        clash = mark == "~~" and text[offset - 1 : offset] == "~"
    return offset, GAP + mark if clash else mark


def _nested(text: str, spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The spans clipped to the line and trimmed, in the order in which they open; crossing ones are split."""
    done: list[Span] = []
    waiting = sorted((_clipped(text, span, start, end) for span in spans), key=_opening, reverse=True)
    while waiting:
        span = waiting.pop()
        if span.start >= span.end or _covered(span, done):
            continue
        seam = min((other.end for other in done if other.start <= span.start < other.end < span.end), default=None)
        if seam is None:
            done.append(span)
            continue
        halves = (Span(span.start, seam, span.style), Span(seam, span.end, span.style))
        waiting = sorted([*waiting, *(_clipped(text, half, start, end) for half in halves)], key=_opening, reverse=True)
    return done


def _covered(span: Span, others: Iterable[Span]) -> bool:
    return any(other.style is span.style and other.start <= span.start and span.end <= other.end for other in others)


def _opening(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, _NESTING[span.style]


def _clipped(text: str, span: Span, start: int, end: int) -> Span:
    return Span(*_trim(text, max(start, span.start), min(end, span.end)), span.style)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE_EDGE):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE_EDGE):
        end -= 1
    return start, end


def _escapes(text: str, start: int, end: int) -> Iterator[Insertion]:
    if leading := _AT_LINE_START.match(text, start, end):
        yield leading.end() - (not leading.group()[-1].isdigit()), "\\"
    for special in _SPECIAL.finditer(text, start, end + _LOOKAHEAD):
        if special.start() >= end:
            return
        yield (special.end(), GAP) if special.group() in "@-" else (special.start(), "\\")


def _closed_directions(text: str, start: int, end: int) -> Iterator[Insertion]:
    """Closes the direction overrides that the line opens, so that they don't reverse what Ficus puts behind it."""
    waiting: list[str] = []
    for control in _BIDI.finditer(text, start, end):
        if closer := _CLOSES.get(control.group()):
            waiting.append(closer)
        elif control.group() == _POP_ISOLATE and _POP_ISOLATE in waiting:
            while waiting.pop() != _POP_ISOLATE:
                pass
        elif waiting and waiting[-1] == control.group():
            waiting.pop()
    if waiting:
        yield end, "".join(reversed(waiting))


def _insert(text: str, insertions: list[Insertion], start: int, end: int) -> str:
    if not insertions:
        return text[start:end]
    parts: list[str] = []
    for offset, inserted in sorted(insertions, key=_offset):
        parts += text[start:offset], inserted
        start = offset
    return "".join([*parts, text[start:end]])


def _offset(insertion: Insertion) -> int:
    return insertion[0]
