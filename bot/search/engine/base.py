"""The keys that an index was built from: sorted, immutable, mapped from files."""

import json
from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.search.engine import weights as w
from bot.search.engine.entries import Key
from bot.search.engine.texts import Slots, Texts, mapped_array

Scopes = frozenset[str] | None
"""The scopes of which an entry must have one; None asks for none."""

_EXTRA = "\t"
"""Stands between a key and its entry's words; sorts below everything that a key holds."""


class Base:
    """Keys by slot, in alphabetical order."""

    def __init__(
        self,
        lines: Texts,
        raws: Texts,
        *,
        owners: NDArray[np.int64],
        worths: NDArray[np.float32],
        sets: NDArray[np.uint32],
        numbers: NDArray[np.uint8],
        scope_sets: Sequence[frozenset[str]],
    ) -> None:
        self._lines, self._raws = lines, raws
        self.owners, self.worths, self.numbers = owners, worths, numbers
        self._sets = sets
        self._scope_sets = scope_sets
        self._dead = np.zeros(0, np.bool_)
        self._best = lru_cache(maxsize=4_096)(self._find_best)
        self._allowed = lru_cache(maxsize=256)(self._find_allowed)

    def __len__(self) -> int:
        return len(self._lines)

    def beginning_with(self, text: str, scopes: Scopes, count: int) -> Slots:
        """Slots of living keys that begin with it; of more than `count`, the most popular and the shortest."""
        first, last = self._lines.beginning_with(text)
        return self._best(first, last, scopes, count) if first < last else np.zeros(0, np.int64)

    def texts(self, slots: Slots) -> tuple[list[str], list[str]]:
        """The folded keys and their entries' words."""
        parted = [line.partition(_EXTRA) for line in self._lines.of(slots)]
        return [text for text, _, _ in parted], [extra for _, _, extra in parted]

    def in_scopes(self, slots: Slots, scopes: frozenset[str]) -> NDArray[np.bool_]:
        """Which of the keys are in one of them."""
        return self._allowed(scopes)[self._sets[slots]]

    def raw(self, slot: int) -> str:
        """The spelling that the key was made from."""
        return self._raws[slot]

    @property
    def living(self) -> int:
        """How many keys are not forgotten."""
        return len(self) - int(np.count_nonzero(self._dead))

    def slots_of(self, owners: Collection[int]) -> Slots:
        """All slots of these entries, dead ones too."""
        order = self._by_owner
        wanted = np.unique(np.fromiter(owners, np.int64, len(owners)))
        firsts = np.searchsorted(self.owners, wanted, "left", sorter=order)
        lasts = np.searchsorted(self.owners, wanted, "right", sorter=order)
        found = [order[first:last] for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True) if first < last]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    @cached_property
    def _by_owner(self) -> Slots:
        return np.argsort(self.owners, kind="stable")

    def kill(self, slots: Slots) -> None:
        """Forget keys."""
        if len(slots):
            dead = self._dead.copy() if len(self._dead) else np.zeros(len(self), np.bool_)
            dead[slots] = True
            self._dead = dead
            self._best.cache_clear()

    def _find_best(self, first: int, last: int, scopes: Scopes, count: int) -> Slots:
        slots = np.arange(first, last, dtype=np.int64)
        if len(self._dead):
            slots = slots[~self._dead[first:last][: len(slots)]]
        if scopes is not None:
            slots = slots[self.in_scopes(slots, scopes)]
        if len(slots) <= count:
            return slots
        # Lengths in bytes: what matters is that short ones go first.
        lengths = self._lines.lengths(slots)
        merit = w.POPULAR * self.worths[slots] - w.WHOLE * np.minimum(1.0, lengths / w.MAX_TYPED)
        best = np.argpartition(-merit, count)[:count]
        # Those that are just what is typed are the first.
        return np.union1d(slots[best], slots[: count // w.FIRST_OF_RANGE])

    def _find_allowed(self, scopes: Collection[str]) -> NDArray[np.bool_]:
        return np.array([not one.isdisjoint(scopes) for one in self._scope_sets], np.bool_)

    @staticmethod
    def build(keys: Sequence[Key], folder: Path | None = None) -> "Base":
        """From keys in alphabetical order; in memory, or in files of that folder."""
        scope_sets: dict[frozenset[str], int] = {}
        sets = np.fromiter((scope_sets.setdefault(key.scopes, len(scope_sets)) for key in keys), np.uint32, len(keys))
        arrays: dict[str, NDArray[Any]] = {
            "owners": np.fromiter((key.owner for key in keys), np.int64, len(keys)),
            "worths": np.fromiter((key.worth for key in keys), np.float32, len(keys)),
            "sets": sets,
            "numbers": np.fromiter((key.number for key in keys), np.uint8, len(keys)),
        }
        lines = [f"{key.text}{_EXTRA}{key.extra}" if key.extra else key.text for key in keys]
        raws = [key.raw for key in keys]
        if folder is None:
            return Base(Texts.build(lines), Texts.build(raws), scope_sets=tuple(scope_sets), **arrays)
        Texts.build(lines, folder / "lines")
        Texts.build(raws, folder / "raws")
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array)
        (folder / "scopes.json").write_text(json.dumps([sorted(one) for one in scope_sets]), "utf-8")
        return Base.open(folder)

    @staticmethod
    def open(folder: Path) -> "Base":
        """Raises IndexUnusableError, OSError, ValueError."""
        scope_sets = [frozenset[str](one) for one in json.loads((folder / "scopes.json").read_text("utf-8"))]
        names = ("owners", "worths", "sets", "numbers")
        arrays = {name: mapped_array(folder / f"{name}.npy") for name in names}
        lines, raws = Texts.open(folder / "lines"), Texts.open(folder / "raws", mapped=False)
        return Base(lines, raws, scope_sets=scope_sets, **arrays)
