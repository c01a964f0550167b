"""The chapters of a published book, found by the entries of its own table of contents."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.contents import ALIKE, LEAST_NAME, Key, are_alike, key_of, readings, says_what
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import Heading, Kind, plain, read_heading

MAX_HEADING = 220
MAX_LINES = 4
"""Characters and lines of a paragraph that may be a heading."""
LEAST_FOUND = 0.6
"""Share of the entries, of those with a number if there are enough, that must be found for the others to count."""
LEAST_NUMBERED = 3
MOST_LIKE = 3
"""Headings that are something like an entry when none is the same."""

Headings = dict[int, Heading]


def headings_by_contents(paragraphs: Sequence[Paragraph], entries: Sequence[str], title: str = "") -> Headings:
    """The headings that the entries announce, by their index; none when too few of them are found in order."""
    keys = [key for key in _keys(entries) if key.name != fold(title) or key.number]
    lines = _Lines(paragraphs)
    found = _in_order([lines.like(key) for key in keys])
    numbered = {index for index, key in enumerate(keys) if key.number}
    asked = numbered if len(numbered) >= LEAST_NUMBERED else set(range(len(keys)))
    if len(asked.intersection(found)) < max(2, LEAST_FOUND * len(asked)):
        return {}
    named = {place + 1 for entry, place in found.items() if lines.is_named_below(place, keys[entry])}
    places = sorted({*found.values(), *lines.numbers_above(found.values()), *named})
    return {place: _heading(paragraphs[place], lines.keys[place]) for place in places}


def _keys(entries: Sequence[str]) -> Iterator[Key]:
    """What the entries say; a number on a line of its own belongs to the name on the next one."""
    number = 0
    for key in map(key_of, entries):
        if number and (key.number or not key.name):
            yield Key("", number)
            number = 0
        if key.is_bare:
            number = key.number
        elif key.says_something:
            yield replace(key, number=number or key.number)
            number = 0
    if number:
        yield Key("", number)


class _Lines:
    """The paragraphs that may be headings, by what they say."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.keys: dict[int, Key] = {}
        self._worded: set[int] = set()
        self._by_name: Mapping[str, list[int]] = defaultdict(list)
        self._by_number: Mapping[tuple[int, bool], list[int]] = defaultdict(list)
        for index, paragraph in enumerate(paragraphs):
            if len(paragraph.text) <= MAX_HEADING and paragraph.text.count("\n") < MAX_LINES:
                self._take_in(index, " ".join(paragraph.text.split()))
        self._names = [name for name in self._by_name if len(name) >= LEAST_NAME]

    def _take_in(self, index: int, line: str) -> None:
        key, *others = readings(line)
        self.keys[index] = key
        if says_what(line):
            self._worded.add(index)
        if key.number:
            self._by_number[key.number, key.is_part].append(index)
        for name in {key.name, *(other.name for other in others)} - {""}:
            self._by_name[name].append(index)

    def like(self, key: Key) -> list[int]:
        """Where an entry's heading may stand: under its name and number, its name or, at last, its number."""
        counted = self._by_number.get((key.number, key.is_part), []) if key.number else []
        bare = [index for index in counted if not self.keys[index].name]
        if not key.name:
            return bare
        same = [index for index in counted if are_alike(self._name_at(index), key.name)]
        return same or [index for index in bare if index in self._worded] or self._named(key) or bare

    def _named(self, key: Key) -> list[int]:
        names = [key.name] if key.name in self._by_name else self._names_like(key.name)
        return sorted({index for name in names for index in self._by_name[name]})

    def _name_at(self, index: int) -> str:
        """The name of a chapter whose number stands at `index`: on the same line or the next one."""
        below = self.keys.get(index + 1)
        return self.keys[index].name or (below.name if below else "")

    def _names_like(self, name: str) -> list[str]:
        if len(name) < LEAST_NAME:
            return []
        begun = [other for other in self._names if name[:LEAST_NAME] == other[:LEAST_NAME] and are_alike(name, other)]
        alike = process.extract(name, self._names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_LIKE)
        return [*begun, *(other for other, _, _ in alike if other not in begun)]

    def is_named_below(self, place: int, key: Key) -> bool:
        """Whether a number stands at `place`, and under it the name that the contents have."""
        below = self.keys.get(place + 1)
        return self.keys[place].is_bare and below is not None and are_alike(below.name, key.name)

    def numbers_above(self, places: Iterable[int]) -> set[int]:
        """The places of bare numbers right above names: "Chapter I", and under it what the contents have."""
        above = {place - 1 for place in places if self.keys[place].name}
        return {place for place in above if place in self.keys and self.keys[place].is_bare}


def _heading(paragraph: Paragraph, key: Key) -> Heading:
    line = " ".join(paragraph.text.split())
    read = read_heading(line)
    title = read.title if read and read.is_counted else plain(line)
    return Heading(Kind.NAMED, title, key.number, "contents", is_counted=True, bare=key.is_bare)


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
