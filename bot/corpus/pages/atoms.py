"""Breaking a chapter into atoms, the stretches that cutting joins into pages and passages.

Paragraphs; where one is too long its sentences; then lines, words, graphemes and, as a last resort, code points.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

import regex

from bot.corpus.pages.markup import render
from bot.corpus.pages.sentences import Range, sentences, trim
from bot.corpus.story import SCENE_BREAK, Chapter, Span, Style

_PARAGRAPH = re.compile(r"\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+")
_LINE = re.compile(r"[^\n]++")
_WORD = re.compile(r"\S++")
_GRAPHEME = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class Limits:
    """Up to which length, as rendered, a stretch of each kind stays whole."""

    paragraph: int
    sentence: int
    piece: int


@dataclass(frozen=True, slots=True)
class Atom:
    """Characters `start` to `end` of a chapter's text, never cut.

    `size` is their length as rendered, `gap` that of the white space before them; `seam` says how much a reader would
    stumble over a cut behind them.
    """

    start: int
    end: int
    gap: int
    size: int
    seam: float
    is_break: bool
    is_heading: bool


class Seam:
    """Penalties of a cut behind an atom, in units of a piece that is empty or twice as long as it should be."""

    PARAGRAPH = 0.0
    SENTENCE = 0.3
    LINE = 0.6
    WORD = 1.0
    GRAPHEME = 4.0


@dataclass(frozen=True, slots=True)
class _Level:
    """One way to break a stretch of text, the penalty of its seams, and the size up to which its parts are left."""

    parts: Callable[[str, int, int], Iterator[Range]]
    seam: float
    most: int


def atoms_of(chapter: Chapter, limits: Limits) -> list[Atom]:
    """The chapter's atoms in order. Time is linear in its text."""
    text, spans = chapter.text, _SpanIndex(chapter.spans)
    atoms: list[Atom] = []
    before = 0
    for start, end, size, seam in _break_up(text, spans, _levels(limits), (0, len(text)), Seam.PARAGRAPH):
        gap = len(render(text, spans.near(before, start), before, start)) or 1
        is_break = text[start:end] == SCENE_BREAK
        atoms.append(Atom(start, end, gap, size, seam, is_break, spans.is_heading(end - 1)))
        before = end
    return atoms


def _levels(limits: Limits) -> tuple[_Level, ...]:
    words = partial(_words, most=max(1, limits.paragraph // 4))
    letters = partial(_graphemes, most=max(1, limits.paragraph // 16))
    return (
        _Level(_paragraphs, Seam.PARAGRAPH, limits.paragraph),
        _Level(sentences, Seam.SENTENCE, limits.sentence),
        _Level(_lines, Seam.LINE, limits.sentence),
        _Level(words, Seam.WORD, limits.paragraph),
        _Level(partial(_words, most=1), Seam.WORD, limits.piece),
        _Level(letters, Seam.GRAPHEME, limits.piece),
        _Level(partial(_graphemes, most=1), Seam.GRAPHEME, limits.piece),
        _Level(_code_points, Seam.GRAPHEME, 0),
    )


def _break_up(
    text: str, spans: "_SpanIndex", levels: Sequence[_Level], whole: Range, last_seam: float
) -> Iterator[tuple[int, int, int, float]]:
    """Start, end, rendered size and seam of each atom: whatever is too long is broken up on the next level."""
    level, *finer = levels
    for start, end in level.parts(text, *whole):
        size = len(render(text, spans.near(start, end), start, end))
        seam = level.seam if end < whole[1] else last_seam
        if size <= level.most or not finer:
            yield start, end, size, seam
        else:
            yield from _break_up(text, spans, finer, (start, end), seam)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Range]:
    for found in _PARAGRAPH.finditer(text, start, end):
        if trimmed := trim(text, *found.span()):
            yield trimmed


def _lines(text: str, start: int, end: int) -> Iterator[Range]:
    for found in _LINE.finditer(text, start, end):
        if trimmed := trim(text, *found.span()):
            yield trimmed


def _words(text: str, start: int, end: int, most: int) -> Iterator[Range]:
    """Runs of whole words of at most `most` characters; a longer word alone."""
    last = start
    for word in _WORD.finditer(text, start, end):
        if word.end() - start > most and last > start:
            yield start, last
            start = word.start()
        last = word.end()
    yield start, last


def _graphemes(text: str, start: int, end: int, most: int) -> Iterator[Range]:
    """Runs of whole graphemes of at most `most` characters; a longer grapheme alone."""
    last = start
    for grapheme in _GRAPHEME.finditer(text, start, end):
        if grapheme.end() - start > most and last > start:
            yield start, last
            start = last
        last = grapheme.end()
    yield start, last


def _code_points(_text: str, start: int, end: int) -> Iterator[Range]:
    for offset in range(start, end):
        yield offset, offset + 1


class _SpanIndex:
    """Spans of a chapter, found by place."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans, key=_start)
        self._starts = [span.start for span in self._spans]
        self._reaches = list(accumulate((span.end for span in self._spans), max))

    def near(self, start: int, end: int) -> Sequence[Span]:
        """Every span that touches the stretch, and perhaps a few others."""
        return self._spans[bisect_right(self._reaches, start) : bisect_left(self._starts, end)]

    def is_heading(self, offset: int) -> bool:
        """Whether the character is part of a heading."""
        near = self.near(offset, offset + 1)
        return any(span.style is Style.HEADING and span.start <= offset < span.end for span in near)


def _start(span: Span) -> int:
    return span.start
