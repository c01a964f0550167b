"""Cutting chapters into passages (excerpt-sized) and pages (what the reader shows at once)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.story import Chapter

PASSAGE_SIZES = (600, 1500)
"""Characters of a passage, about: a chapter shorter than the lower bound is one passage."""

PAGE_LIMIT = 2600
"""Most characters of a page as rendered, in code points, which is what Discord counts (research: API #1315).

It leaves room for title, author, rating, warnings and source beside the text within 4,000.
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` (exclusive) of chapter number `chapter` (from 1), in code points."""

    chapter: int
    start: int
    end: int


def cut_passages(chapters: Sequence[Chapter]) -> tuple[Piece, ...]:
    """Excerpt-sized pieces, each inside one chapter, cut at sentence ends; scene breaks never stand alone."""
    raise NotImplementedError


def cut_pages(chapters: Sequence[Chapter], limit: int = PAGE_LIMIT) -> tuple[Piece, ...]:
    """Pieces that rendered fit `limit`; joined they are the text, up to white space at the seams."""
    raise NotImplementedError
