"""The keys that came after an index was built: few, in memory."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

import numpy as np

from bot.search.engine.base import Scopes
from bot.search.engine.entries import Key
from bot.search.engine.texts import Slots


class Tail:
    """Keys by slot; the slots follow those of the base and are never used again."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._keys: list[Key] = []
        self._sorted: list[tuple[str, int]] = []
        self._slots: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, slot: int) -> Key:
        return self._keys[slot - self._first]

    @property
    def living(self) -> int:
        """How many keys here are alive."""
        return len(self._sorted)

    def hold(self, keys: Sequence[Key]) -> range:
        """Take keys in, not to be found yet; returns their slots. So they can be read once any index knows them."""
        first = self._first + len(self._keys)
        self._keys += keys
        return range(first, first + len(keys))

    def show(self, slots: Iterable[int]) -> None:
        """Let keys be found."""
        for slot in slots:
            key = self[slot]
            insort(self._sorted, (key.text, slot))
            self._slots.setdefault(key.owner, []).append(slot)

    def kill(self, owner: int) -> None:
        """Forget the keys of an entry."""
        for slot in self._slots.pop(owner, ()):
            place = bisect_left(self._sorted, (self[slot].text, slot))
            del self._sorted[place]

    def beginning_with(self, text: str, scopes: Scopes) -> Slots:
        """Slots of living keys that begin with it."""
        first = bisect_left(self._sorted, (text, 0))
        last = bisect_left(self._sorted, (text + "\U0010ffff", 0))
        slots = [slot for _, slot in self._sorted[first:last]]
        if scopes is not None:
            slots = [slot for slot in slots if not self[slot].scopes.isdisjoint(scopes)]
        return np.array(slots, np.int64)
