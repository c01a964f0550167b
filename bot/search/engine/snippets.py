"""Snippets: the piece of a chapter that shows best why it was found, cut from its text."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from bot.search.engine.phrases import Phrase
from bot.search.engine.words import placed_words

LENGTH = 240
"""Characters of a snippet."""

_MOST_PLACES = 2000
_NEARLY = 30
"""Characters that a cut may move to get between words."""
_JOINED = regex.compile(r"[\p{M}\u200d\ufe0e\ufe0f]|(?<=\u200d).")
"""Characters that belong to the one before."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A slice of a text, `start` to `end`, and the slices of it (offsets into the text) that were looked for."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phrase stands."""

    start: int
    end: int
    phrase: int


def cut_snippet(text: str, phrases: Sequence[Phrase], length: int = LENGTH) -> Snippet:
    """At most `length` characters around the place that holds the most of the phrases, nearest to the beginning.

    Where none is held, the text's beginning. Goes through the text in Python: for what is shown only.
    """
    places = _best(list(_places(text, phrases, length)), length, len(set(phrases)))
    if not places:
        return Snippet(0, _back(text, 0, min(length, len(text))), ())
    first, last = places[0].start, min(max(place.end for place in places), places[0].start + length)
    room = length - (last - first)
    start = _forward(text, max(0, first - room // 2), first)
    end = _back(text, last, min(len(text), start + length))
    return Snippet(start, end, _merged(place for place in places if place.end <= end))


def _places(text: str, phrases: Sequence[Phrase], length: int) -> Iterator[_Place]:
    """Where the phrases stand; once all have been seen near each other, the rest of the text isn't looked at."""
    by_last: dict[str, list[tuple[int, Phrase]]] = defaultdict(list)
    for number, phrase in enumerate(phrases):
        by_last[phrase[-1]].append((number, phrase))
    behind: deque[tuple[str, int]] = deque(maxlen=max(map(len, phrases), default=1))
    seen: dict[int, int] = {}
    found = 0
    for word, start, end in placed_words(text):
        behind.append((word, start))
        for number, phrase in by_last.get(word, ()):
            tail = list(behind)[-len(phrase) :]
            if tuple(one for one, _ in tail) != phrase:
                continue
            yield _Place(tail[0][1], end, number)
            seen[number] = tail[0][1]
            found += 1
        near = len(seen) == len(phrases) and start - min(seen.values(), default=start) < length // 2
        if found > _MOST_PLACES or near:
            return


def _best(places: list[_Place], length: int, phrases: int) -> list[_Place]:
    """Of the places that fit one snippet those that hold the most different phrases, then the most at all."""
    best: list[_Place] = []
    worth = (0, 0)
    places.sort(key=lambda place: place.start)
    for number, first in enumerate(places):
        fitting = [first]
        for place in places[number + 1 : number + 1 + phrases * 2]:
            if place.end - first.start > length:
                break
            fitting.append(place)
        held = (len({place.phrase for place in fitting}), len(fitting))
        if held > worth:
            best, worth = fitting, held
    return best


def _merged(places: Iterator[_Place]) -> tuple[tuple[int, int], ...]:
    marks: list[tuple[int, int]] = []
    for place in places:
        if marks and place.start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], place.end))
        else:
            marks.append((place.start, place.end))
    return tuple(marks)


def _forward(text: str, start: int, latest: int) -> int:
    """Where a snippet begins: at the next word, or where none begins soon, with a whole character."""
    if start == 0:
        return 0
    for at in range(start, min(start + _NEARLY, latest) + 1):
        if text[at - 1].isspace():
            return at
    while start < latest and _JOINED.match(text, start):
        start += 1
    return start


def _back(text: str, earliest: int, end: int) -> int:
    """Where a snippet ends: with the last whole word, or where none ends near, with a whole character."""
    if end >= len(text):
        return len(text)
    for at in range(end, max(end - _NEARLY, earliest), -1):
        if text[at].isspace():
            return at
    while end > earliest and _JOINED.match(text, end):
        end -= 1
    return end
