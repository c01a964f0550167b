"""The chapters of a published book, found by the entries of its own table of contents."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.contents import ALIKE, LEAST_NAME, Key, key_of
from bot.corpus.marks.headings import Heading, Kind, plain

MAX_HEADING = 220
MAX_LINES = 4
"""Characters and lines of a paragraph that may be a heading."""
LEAST_FOUND = 0.6
"""Share of the entries, of those with a number if there are enough, that must be found for the others to count."""
LEAST_NUMBERED = 3
MOST_LIKE = 3
"""Headings that are something like an entry when none is the same."""

Headings = dict[int, Heading]


def headings_by_contents(paragraphs: Sequence[Paragraph], entries: Sequence[str]) -> Headings:
    """The headings that the entries announce, by their index; none when too few of them are found in order."""
    keys = [key for key in map(key_of, entries) if key.says_something]
    lines = _Lines(paragraphs)
    found = _in_order([lines.like(key) for key in keys])
    numbered = {index for index, key in enumerate(keys) if key.number}
    asked = numbered if len(numbered) >= LEAST_NUMBERED else set(range(len(keys)))
    if len(asked.intersection(found)) < max(2, LEAST_FOUND * len(asked)):
        return {}
    places = {*found.values(), *lines.numbers_above(found.values())}
    return {place: _heading(paragraphs[place], lines.keys[place]) for place in sorted(places)}


class _Lines:
    """The paragraphs that may be headings, by what they say."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.keys = {
            index: key_of(" ".join(paragraph.text.split()))
            for index, paragraph in enumerate(paragraphs)
            if len(paragraph.text) <= MAX_HEADING and paragraph.text.count("\n") < MAX_LINES
        }
        self._by_name: Mapping[str, list[int]] = defaultdict(list)
        self._bare: Mapping[int, list[int]] = defaultdict(list)
        for index, key in self.keys.items():
            self._by_name[key.name].append(index)
            if not key.name and key.number:
                self._bare[key.number].append(index)
        self._names = [name for name in self._by_name if len(name) >= LEAST_NAME]

    def like(self, key: Key) -> list[int]:
        """Where an entry's heading may stand."""
        if not key.name:
            return [index for index in self._bare.get(key.number, []) if self.keys[index].matches(key)]
        names = [key.name] if key.name in self._by_name else self._names_like(key.name)
        places = (index for name in names for index in self._by_name[name])
        return sorted(index for index in places if self.keys[index].matches(key))

    def _names_like(self, name: str) -> list[str]:
        if len(name) < LEAST_NAME:
            return []
        begun = [other for other in self._names if other.startswith(f"{name} ") or name.startswith(f"{other} ")]
        alike = process.extract(name, self._names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_LIKE)
        return [*begun, *(other for other, _, _ in alike)]

    def numbers_above(self, places: Iterable[int]) -> set[int]:
        """The places of bare numbers right above names: "Chapter I", and under it what the contents have."""
        above = {place - 1 for place in places if self.keys[place].name and not self.keys[place].number}
        return {place for place in above if place in self.keys and _is_bare_number(self.keys[place])}


def _is_bare_number(key: Key) -> bool:
    return bool(key.number) and not key.name and not key.is_part


def _heading(paragraph: Paragraph, key: Key) -> Heading:
    title = plain(" ".join(paragraph.text.split()))
    return Heading(Kind.NAMED, title, key.number, "contents", is_counted=True, bare=not key.name)


def _in_order(places: Sequence[Sequence[int]]) -> dict[int, int]:
    """For as many entries as possible one of the places where each may be found, in rising order."""
    ends: list[int] = []
    chains: list[tuple[int, int, int]] = []  # entry, place, and the link before it
    last: list[int] = []
    for entry, choices in enumerate(places):
        for place in sorted(choices, reverse=True):
            length = bisect_left(ends, place)
            chains.append((entry, place, last[length - 1] if length else -1))
            if length == len(ends):
                ends.append(place)
                last.append(len(chains) - 1)
            else:
                ends[length] = place
                last[length] = len(chains) - 1
    found: dict[int, int] = {}
    link = last[-1] if last else -1
    while link >= 0:
        entry, place, link = chains[link]
        found[entry] = place
    return found
