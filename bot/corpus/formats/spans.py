"""Style spans: made of styled stretches of text, moved along when the text is cut, joined or trimmed."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush

from bot.corpus.formats.limits import in_time
from bot.corpus.story import Span, Style

Marked = tuple[str, tuple[Span, ...]]
"""Plain text and the spans in it."""

_STYLES = tuple(Style)


def moved(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    """Spans of a text that now begins `by` characters later."""
    return tuple(Span(span.start + by, span.end + by, span.style) for span in spans)


def cut(text: str, spans: Sequence[Span], start: int, end: int) -> Marked:
    """The slice `start` to `end`, without white space around it, and what of the spans is in it."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if not spans:
        return piece, ()
    end = start + len(piece)
    near = (Span(max(s.start, start) - start, min(s.end, end) - start, s.style) for s in spans)
    return piece, tidied(piece, (span for span in near if span.start < span.end))


def cut_up(text: str, spans: Iterable[Span], places: Iterable[tuple[int, int]]) -> Iterator[Marked]:
    """The slices at `places` (start, end), which come one behind the other, each as `cut` gives it.

    Each span is looked at only where it is, so that the time grows with the text and not with its square.
    """
    waiting = deque(sorted(spans, key=lambda span: span.start))
    near: list[Span] = []
    for start, end in in_time(places):
        while waiting and waiting[0].start < end:
            near.append(waiting.popleft())
        near = [span for span in near if span.end > start]
        yield cut(text, near, start, end)


def places_of_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line of a text starts and ends."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def without(old: Marked, taken: Iterable[str], new: str) -> tuple[Span, ...]:
    """The spans that `old` has when `taken`, pieces of it in order, are gone and its text is `new`."""
    text, spans = old
    kept: list[Span] = []
    position = offset = 0
    for piece in (*taken, ""):
        end = text.find(piece, position) if piece else len(text)
        stretch, marks = cut(text, spans, position, end)
        found = new.find(stretch, offset)
        if stretch and found >= 0:
            kept.extend(moved(marks, found))
            offset = found + len(stretch)
        position = end + len(piece)
    return tuple(kept)


def joined(pieces: Iterable[Marked], seam: str) -> Marked:
    """Pieces with `seam` between them."""
    text: list[str] = []
    spans: list[Span] = []
    length = 0
    for piece, marks in pieces:
        length += len(seam) if text else 0
        text.append(piece)
        spans.extend(moved(marks, length))
        length += len(piece)
    return seam.join(text), tuple(spans)


def tidied(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that nest or are apart and neither begin nor end in white space; empty ones are left out."""
    trimmed = (_trimmed(text, span) for span in spans)
    return nested(span for span in trimmed if span.start < span.end)


def nested(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans cut where they cross others, in the order in which they begin, outer ones first."""
    waiting = [_opening(span) for span in set(spans)]
    heapify(waiting)
    done: list[Span] = []
    opened: list[Span] = []
    while waiting:
        start, end, depth = heappop(waiting)
        span = Span(start, -end, _STYLES[depth])
        while opened and opened[-1].end <= span.start:
            opened.pop()
        if opened and opened[-1].end < span.end:
            seam = opened[-1].end
            for half in (Span(span.start, seam, span.style), Span(seam, span.end, span.style)):
                heappush(waiting, _opening(half))
            continue
        done.append(span)
        opened.append(span)
    return tuple(done)


def covers(spans: Iterable[Span], style: Style, length: int) -> bool:
    """Whether one span of that style covers a text of `length` characters."""
    return length > 0 and any(span.style is style and span.start == 0 and span.end >= length for span in spans)


def _opening(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, _STYLES.index(span.style)


def _trimmed(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    bare = piece.strip()
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(bare), span.style)
