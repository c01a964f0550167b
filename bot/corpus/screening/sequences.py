"""Sequences: weak marks that say together, in an order, what none says alone. They stand in bot/corpus/words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.corpus.screening.phrases import Hit

T = TypeVar("T")

SPAN = 150
"""Words and stops within which all marks of a sequence stand."""


@dataclass(frozen=True, slots=True)
class Steps(Generic[T]):
    """Marks in the order in which they must come, each by any of some names, and what they say together."""

    names: tuple[frozenset[str], ...]
    payload: T

    @classmethod
    def of(cls, line: str, payload: T) -> "Steps[T]":
        """Steps apart by spaces, the names that do for one of them apart by `|`."""
        return cls(tuple(frozenset(step.split("|")) for step in line.split()), payload)


class SequenceFinder(Generic[T]):
    """Finds sequences among marks that are told one after the other, in time that grows with their number."""

    def __init__(self, sequences: Iterable[Steps[T]]) -> None:
        self._by_name = defaultdict[str, list[_Track[T]]](list)
        for steps in sequences:
            track = _Track(steps)
            for name in frozenset[str]().union(*steps.names):
                self._by_name[name].append(track)

    def after(self, name: str, start: int, end: int) -> Iterator[Hit[T]]:
        """The sequences that end with this mark, which stands from word `start` to `end`."""
        for track in self._by_name.get(name, ()):
            if track.goes_on(name, start, end):
                yield Hit(start, end, track.steps.payload)


class _Track(Generic[T]):
    """How far a sequence has come: for each step the latest place where it was reached, and where that began."""

    def __init__(self, steps: Steps[T]) -> None:
        self.steps = steps
        self._reached: list[tuple[int, int] | None] = [None] * len(steps.names)

    def goes_on(self, name: str, start: int, end: int) -> bool:
        """Take a mark, and say whether it ends the sequence."""
        last = len(self.steps.names) - 1
        for index in range(last, -1, -1):
            if name in self.steps.names[index] and (begun := self._begun(index, start)) is not None:
                self._reached[index] = (begun, end)
                if index == last:
                    self._reached = [None] * (last + 1)
                    return True
        return False

    def _begun(self, index: int, start: int) -> int | None:
        if index == 0:
            return start
        before = self._reached[index - 1]
        if before is None or before[1] > start or before[0] < start - SPAN:
            return None
        return before[0]
