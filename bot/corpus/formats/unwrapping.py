"""Lines -> paragraphs: hard-wrapped lines are rejoined, deliberate line ends stay."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.corpus.formats.limits import in_time
from bot.corpus.formats.lines import Line, dressed
from bot.corpus.formats.spans import moved
from bot.corpus.story import Span

WRAP_COLUMNS = (40, 130)
"""Widths at which editors and archives wrap lines."""
LEAST_EVIDENCE = 0.2
"""Share of neighbouring lines that run on in mid-sentence, from which a text counts as hard-wrapped."""
LOOKED_AT = 50_000
"""Lines of a text by which its layout is told."""
SHORT_LINE = 60
"""Characters under which a line that wasn't wrapped may be verse, an address or a list."""

WIDE_GAP = 3
MOST_WIDE = 0.2
"""Empty lines that may stand for a scene break, and the share of gaps that may be as wide as that."""

_EDGE_GAP = 1
"""As many empty lines stand before the first and after the last."""

_TERMINAL = re.compile(r"[.!?…:;*~_\-—–=>)\]}|][\"”'’»*_)\]]{0,4}$|[\"”’»]$")
_CLOSES_SENTENCE = re.compile(r"[.!?…][\"”'’»*_)\]]{0,4}$|[\"”»]$")
_OPENS_SPEECH = re.compile(r"[*_]{0,3}[\"“«‘'—–]")
_TIGHT_END = re.compile(r"\w(?:-|--|—)$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the file marks it up. Line breaks in `text` are real ones; `start` is its offset in the file."""

    text: str
    line: int
    start: int
    level: int = 0
    quote: bool = False
    alone: bool = True
    """Stands between empty lines (or the text's edges)."""
    indent: int = 0
    gap: int = 0
    """Empty lines before it."""
    spans: tuple[Span, ...] = ()
    """Styles of the text in a marked-up file."""

    @property
    def dressed(self) -> str:
        """The text as it would look in Markdown: between two stars when a style sets all of it off."""
        return dressed(self.text, self.spans)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file sets its lines: wrapped at `width` columns (0: not at all), paragraphs `spaced` by empty lines."""

    width: int = 0
    spaced: bool = True
    doubled: bool = False
    """An empty line follows every line, so that a single one means nothing."""

    def runs_on(self, before: Line, after: Line) -> bool:
        """Whether the line end between two neighbouring lines was put there by wrapping."""
        if before.hard or not self.width or before.width > WRAP_COLUMNS[1]:
            return False
        if after.indent > before.indent + 1 or after.level != before.level or after.quote != before.quote:
            return False
        if _runs_on_in_sentence(before, after):
            return before.width >= 0.5 * self.width
        filled = before.width + 1 + len(after.text.split(" ", 1)[0]) > self.width
        if _CLOSES_SENTENCE.search(before.text) and _OPENS_SPEECH.match(after.text) and not self.spaced:
            return False
        return filled or (self.spaced and before.width >= 0.8 * self.width)


def measure(lines: Sequence[Line]) -> Layout:
    """The layout of a text, from how its lines end and begin."""
    tight, apart = _neighbours(lines[:LOOKED_AT])
    width = _wrap_width(tight)
    if not width and len(apart) > 3 * len(tight) and (width := _wrap_width(apart)):
        return Layout(width, spaced=False, doubled=True)
    if not width:
        return Layout(0, spaced=len(apart) >= len(tight))
    ends = sum(1 for a, _ in tight if a.width < 0.8 * width and _CLOSES_SENTENCE.search(a.text))
    return Layout(width, spaced=len(apart) >= ends)


def paragraphs(lines: Sequence[Line], layout: Layout, stands_alone: Callable[[Line], bool]) -> list[Paragraph]:
    """The paragraphs of `lines`. A line for which `stands_alone` holds is always a paragraph of its own."""
    return [_joined(group, layout, *gaps) for group, *gaps in _groups(lines, layout, stands_alone)]


def wide_gap(paragraphs: Sequence[Paragraph]) -> int:
    """Empty lines from which a gap between paragraphs is a scene break of its own; 0 when gaps tell nothing."""
    gaps = [paragraph.gap for paragraph in paragraphs[1:]]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0
    wide = max(WIDE_GAP, usual + 2)
    count = sum(1 for gap in gaps if gap >= wide)
    return wide if usual and 0 < count <= MOST_WIDE * len(gaps) else 0


def _runs_on_in_sentence(before: Line, after: Line) -> bool:
    return after.text[:1].islower() and not _CLOSES_SENTENCE.search(before.text)


def _neighbours(lines: Sequence[Line]) -> tuple[list[tuple[Line, Line]], list[tuple[Line, Line]]]:
    """Pairs of lines that follow each other directly, and pairs with one empty line between."""
    tight: list[tuple[Line, Line]] = []
    apart: list[tuple[Line, Line]] = []
    for index, line in in_time(enumerate(lines[:-1])):
        if not line.text:
            continue
        if lines[index + 1].text:
            tight.append((line, lines[index + 1]))
        elif index + 2 < len(lines) and lines[index + 2].text:
            apart.append((line, lines[index + 2]))
    return tight, apart


def _wrap_width(pairs: Sequence[tuple[Line, Line]]) -> int:
    low, high = WRAP_COLUMNS
    broken = sorted(a.width for a, b in pairs if low <= a.width <= high and _runs_on_in_sentence(a, b))
    prose = sum(1 for a, _ in pairs if a.width >= low)
    if not broken or len(broken) < LEAST_EVIDENCE * prose:
        return 0
    return broken[int(0.9 * (len(broken) - 1))]


def _groups(
    lines: Sequence[Line], layout: Layout, stands_alone: Callable[[Line], bool]
) -> Iterator[tuple[list[Line], int, int]]:
    """Lines that make a paragraph, with the numbers of empty lines before and after them."""
    group: list[Line] = []
    gap = before = _EDGE_GAP
    for line in in_time(lines):
        if not line.text:
            gap += 1
            continue
        if group and _starts_new(group, line, gap, layout, stands_alone):
            yield group, before, gap
            group = []
        if not group:
            before = gap
        group.append(line)
        gap = 0
    if group:
        yield group, before, _EDGE_GAP


def _starts_new(group: list[Line], line: Line, gap: int, layout: Layout, stands_alone: Callable[[Line], bool]) -> bool:
    before = group[-1]
    if gap > (1 if layout.doubled else 0) or line.level or before.level or line.quote != before.quote:
        return True
    if stands_alone(line) or (len(group) == 1 and stands_alone(before)):
        return True
    return not layout.runs_on(before, line) and not _stays_together(before, line, layout)


def _stays_together(before: Line, line: Line, layout: Layout) -> bool:
    """Whether a deliberate line end lies inside a paragraph: verse, an address, a list."""
    if before.hard or line.quote:
        return True
    short = SHORT_LINE if not layout.width else 0.8 * layout.width
    if layout.width and line.indent > before.indent + 1 and line.width >= short:
        return False  # a paragraph's first line
    if not layout.spaced or before.width >= short or line.width >= max(short, layout.width + 1):
        return False
    return not _OPENS_SPEECH.match(line.text) and not _OPENS_SPEECH.match(before.text)


def _joined(group: list[Line], layout: Layout, before: int, after: int) -> Paragraph:
    first = group[0]
    text, spans = (first.text, first.spans) if len(group) == 1 else _text(group, layout)
    return Paragraph(
        text,
        first.number,
        first.start,
        first.level,
        first.quote,
        alone=before > 0 and after > 0,
        indent=first.indent,
        gap=before,
        spans=spans,
    )


def _text(group: Sequence[Line], layout: Layout) -> tuple[str, tuple[Span, ...]]:
    """The text of several lines that make a paragraph."""
    text, spans = group[0].text, list(group[0].spans)
    pieces, length = [text], len(text)
    for line, following in pairwise(group):
        seam = _seam(line, following, layout)
        spans.extend(moved(following.spans, length + len(seam)))
        pieces += [seam, following.text]
        length += len(seam) + len(following.text)
    return "".join(pieces), tuple(spans)


def _seam(before: Line, line: Line, layout: Layout) -> str:
    if not layout.runs_on(before, line):
        return "\n"
    tight = _TIGHT_END.search(before.text) and line.text[:1].isalpha()
    return "" if tight else " "
