"""Cutting chapters into passages (excerpt-sized) and pages (what the reader shows at once).

A chapter is broken into atoms (see bot.corpus.pages.atoms). Dynamic programming then chooses the seams: of all ways to
join atoms into pieces that fit, the one with the least sum of penalties for odd sizes and for seams that a reader would
stumble over (Knuth and Plass, "Breaking Paragraphs into Lines", 1981). Time is linear in the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from bot.corpus.pages.atoms import Atom, Limits, Seam, atoms_of
from bot.corpus.pages.markup import render
from bot.corpus.pages.sentences import Range, has_sentence_ends
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


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What a good piece measures, as rendered. `least` is wished for, `most` is kept."""

    least: int
    ideal: int
    most: int


_SCENE_END = -0.5
"""Where a scene ends, a passage had best end too."""

_STRANDED = 8.0
"""Nobody should find a heading or a scene break at the end of a piece."""

_TOO_SHORT = 1.0

_GRAINS = 24
"""Into how many parts, at least, the ideal piece may be divided: bounds the time that weighing takes."""


def cut_passages(chapters: Sequence[Chapter]) -> tuple[Piece, ...]:
    """Excerpt-sized pieces, each inside one chapter, cut at sentence ends; scene breaks never stand alone.

    Together they hold everything but white space and scene breaks: a break between two passages belongs to neither.
    A sentence longer than the upper bound stays whole as long as it fits a page.
    """
    return tuple(
        Piece(number, start, end)
        for number, chapter in enumerate(chapters, start=1)
        for start, end in _passages(chapter)
    )


def cut_pages(chapters: Sequence[Chapter], limit: int = PAGE_LIMIT) -> tuple[Piece, ...]:
    """Pieces that rendered fit `limit`; joined they are the text, up to white space at the seams.

    A chapter begins on a page of its own. Limits below 40 leave no room for a letter with all its marks.
    """
    return tuple(
        Piece(number, start, end)
        for number, chapter in enumerate(chapters, start=1)
        for start, end in _pages(chapter, limit, limit)
    )


def _pages(chapter: Chapter, limit: int, budget: int) -> list[Range]:
    """Pages within `limit`, from atoms that add up to `budget`: less, should marks that meet at a seam need room."""
    limits = Limits(paragraph=budget // 2, sentence=budget // 2, piece=budget)
    atoms = map(_unstranded, atoms_of(chapter, limits))
    pages = list(_join(atoms, _Sizes(least=0, ideal=budget, most=budget)))
    fit = all(len(render(chapter.text, chapter.spans, *page)) <= limit for page in pages)
    return pages if fit or budget == 1 else _pages(chapter, limit, budget * 9 // 10)


def _passages(chapter: Chapter) -> Iterator[Range]:
    least, most = PASSAGE_SIZES
    longest_sentence = PAGE_LIMIT if has_sentence_ends(chapter.text) else most
    atoms = atoms_of(chapter, Limits(paragraph=least, sentence=longest_sentence, piece=most))
    return _join(_without_breaks(atoms), _Sizes(least, (least + most) // 2, most))


def _unstranded(atom: Atom) -> Atom:
    return replace(atom, seam=_STRANDED) if atom.is_break or atom.is_heading else atom


def _without_breaks(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """The atoms but scene breaks, which become part of the gaps between them."""
    gap = 0
    for atom, following in zip(atoms, [*atoms[1:], *atoms[-1:]], strict=True):
        if atom.is_break:
            gap += atom.gap + atom.size
            continue
        seam = _SCENE_END if following.is_break else _unstranded(atom).seam
        yield replace(atom, gap=gap + atom.gap, seam=seam)
        gap = 0


def _join(all_atoms: Iterable[Atom], sizes: _Sizes) -> Iterator[Range]:
    """The atoms joined into pieces with the least sum of penalties, in order."""
    atoms = _coarse(all_atoms, sizes.ideal // _GRAINS)
    if not atoms:
        return
    first_atoms = _best_first_atoms(atoms, sizes)
    bounds = [len(atoms)]
    while bounds[-1]:
        bounds.append(first_atoms[bounds[-1]])
    for last, first in zip(bounds[-2::-1], bounds[:0:-1], strict=True):
        yield atoms[first].start, atoms[last - 1].end


def _coarse(atoms: Iterable[Atom], grain: int) -> list[Atom]:
    """Tiny atoms put together where the seam between them is no better than the one behind: fewer ways to weigh."""
    coarse: list[Atom] = []
    for atom in atoms:
        last = coarse[-1] if coarse else atom
        together = last.size + atom.gap + atom.size
        if last is atom or together > grain or last.seam < atom.seam:
            coarse.append(atom)
        else:
            coarse[-1] = replace(atom, start=last.start, gap=last.gap, size=together)
    return coarse


def _best_first_atoms(atoms: Sequence[Atom], sizes: _Sizes) -> list[int]:
    """For each count of atoms, which atom begins the last piece in the best way to join them."""
    reach = [0, *accumulate(atom.gap + atom.size for atom in atoms)]
    breaks = [0, *accumulate(int(atom.is_break) for atom in atoms)]
    best, first_atoms = [0.0], [0]
    for stop in range(1, len(atoms) + 1):
        choices: list[tuple[float, int]] = []
        for first in range(stop - 1, -1, -1):
            size = reach[stop] - reach[first] - atoms[first].gap
            if size > sizes.most and choices:
                break
            only_breaks = breaks[stop] - breaks[first] == stop - first
            choices.append((best[first] + _penalty(size, sizes) + _STRANDED * only_breaks, first))
        penalty, first = min(choices)
        best.append(penalty + (atoms[stop - 1].seam if stop < len(atoms) else Seam.PARAGRAPH))
        first_atoms.append(first)
    return first_atoms


def _penalty(size: int, sizes: _Sizes) -> float:
    off = (size - sizes.ideal) / sizes.ideal
    return off * off + (_TOO_SHORT if size < sizes.least else 0.0)
