"""What is known of stories from readers, by slot: the crowd and what was fitted, laid over the stacks."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bot.recommend.arrays import Floats, Ints
from bot.recommend.blend import Parts, views
from bot.recommend.crowd import Crowd
from bot.recommend.fitting import Fitted, foretold
from bot.recommend.weights import FULL_TASTE, SPOKEN_OF, blend_for


class Places:
    """Where the slots' stories stand in the crowd."""

    def __init__(self, columns: Ints) -> None:
        """`columns` has each slot's column, or -1."""
        self.columns = columns
        self._slots = np.flatnonzero(columns >= 0)
        self._taken = columns[self._slots]

    def by_slot(self, values: Floats) -> Floats:
        """From numbers by column those by slot; 0 for a story without a column."""
        found = np.zeros(len(self.columns), np.float32)
        found[self._slots] = values[self._taken]
        return found


class Knowledge:
    """One moment's crowd and fit for one moment's stacks."""

    def __init__(self, crowd: Crowd, places: Places, fitted: Fitted | None) -> None:
        self._crowd = crowd
        self._places = places
        self._fitted = fitted
        self._counts: tuple[frozenset[int], Floats] | None = None

    def weights(self, liked: int) -> Floats:
        """The views' weights for a taste of so many liked stories."""
        if self._fitted is None:
            return blend_for(len(self._crowd.readers))
        share = min(1.0, float(np.log1p(max(liked, 1) - 1) / np.log(FULL_TASTE)))
        one, many = (np.array(weights, np.float32) for weights in (self._fitted.blend_seed, self._fitted.blend))
        return ((1 - share) * one + share * many).astype(np.float32)

    def seen(self, content: Floats, tastes: Mapping[int, float], readers: Iterable[int]) -> Floats:
        """Slots by views, for liked slots with their weights, without what the asking readers did themselves."""
        readers = frozenset(readers)
        liked = [
            (column, weight) for slot, weight in tastes.items() if weight > 0 and (column := self._column(slot)) >= 0
        ]
        columns = np.array([column for column, _ in liked], np.int64)
        weights = np.array([weight for _, weight in liked], np.float32)
        empty = np.zeros(self._crowd.likes.shape[1], np.float32)
        walk = self._crowd.walk(columns, weights / weights.sum(), readers) if liked else empty
        ease = empty
        if liked and self._fitted is not None:
            inside = columns < self._fitted.ease.shape[0]
            learned = foretold(self._fitted.ease, columns[inside], weights[inside])
            ease = np.pad(learned, (0, len(empty) - len(learned)))
        return views(Parts(content, self._places.by_slot(walk), self._places.by_slot(ease), self.counts(readers)))

    def counts(self, readers: Iterable[int]) -> Floats:
        """Readers who like each slot's story, without some."""
        readers = frozenset(readers)
        if self._counts is None or self._counts[0] != readers:
            self._counts = readers, self._places.by_slot(self._crowd.counts_without(readers))
        return self._counts[1]

    def company(self, liked: Sequence[int], slot: int, without: Iterable[int]) -> int | None:
        """The liked slot that most others like together with this one, if at least SPOKEN_OF do."""
        column = self._column(slot)
        if column < 0 or self._crowd.counts[column] < SPOKEN_OF:
            return None
        company = self._crowd.company(column, without)
        common = {one: float(company[own]) for one in liked if (own := self._column(one)) >= 0}
        best = max(common, key=lambda one: (common[one], -one), default=None)
        return best if best is not None and common[best] >= SPOKEN_OF else None

    def _column(self, slot: int) -> int:
        return int(self._places.columns[slot])
