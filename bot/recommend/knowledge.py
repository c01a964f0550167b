"""What is known of stories from readers, by slot: the crowd and what was fitted, laid over the stacks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.recommend.arrays import Floats, Ints
from bot.recommend.blend import Parts, unit, views
from bot.recommend.crowd import Crowd
from bot.recommend.ease import Learned
from bot.recommend.fitting import Fitted
from bot.recommend.stacks import Stacks
from bot.recommend.weights import BLENDS_SEED, FULL_TASTE, SPOKEN_OF, SPREAD, blend_for

_STRANGE, _SURPRISES = 2_000, 400
"""Stories that weren't there to be learned, the nearest, and likes, the strongest, that are dealt with at most."""


class Places:
    """Where the slots' stories stand in the crowd."""

    def __init__(self, columns: Ints) -> None:
        """`columns` has each slot's column, or -1."""
        self.columns = columns
        self._slots = np.flatnonzero(columns >= 0)
        self._taken = columns[self._slots]
        self._width = int(columns.max(initial=-1)) + 1

    def by_slot(self, values: NDArray[Any]) -> Floats:
        """From numbers by column those by slot; 0 for a story without a column, or with one beyond the last number."""
        found = np.zeros(len(self.columns), np.float32)
        slots, taken = self._slots, self._taken
        if len(values) < self._width:
            inside = taken < len(values)
            slots, taken = slots[inside], taken[inside]
        found[slots] = values[taken]
        return found


class Knowledge:
    """One moment's crowd and fit for one moment's stacks."""

    def __init__(self, crowd: Crowd, stacks: Stacks, places: Places, fitted: Fitted | None) -> None:
        self._crowd = crowd
        self._stacks = stacks
        self._places = places
        self._fitted = fitted
        self._counts: tuple[frozenset[int], Floats] | None = None

    def weights(self, liked: int) -> Floats:
        """The views' weights for a taste of so many liked stories; their absolute values sum to 1."""
        share = min(1.0, float(np.log1p(max(liked, 1) - 1) / np.log(FULL_TASTE)))
        if self._fitted is None:
            readers = len(self._crowd.readers)
            one, many = blend_for(readers, BLENDS_SEED), blend_for(readers)
        else:
            one, many = (np.array(weights, np.float32) for weights in (self._fitted.blend_seed, self._fitted.blend))
        return unit(((1 - share) * one + share * many).astype(np.float32))

    @property
    def spread(self) -> float:
        """What variety may cost."""
        return SPREAD if self._fitted is None else self._fitted.spread

    def seen(self, content: Floats, tastes: Mapping[int, float], readers: Iterable[int]) -> Floats:
        """Slots by views, for liked slots with their weights, without what the asking readers did themselves."""
        readers = frozenset(readers)
        liked = {slot: weight for slot, weight in tastes.items() if weight > 0}
        columns = self._places.columns[list(liked)]
        weights = np.array(list(liked.values()), np.float32)
        walk = np.zeros(self._crowd.likes.shape[1], np.float32)
        known = columns >= 0
        if known.any():
            walk = self._crowd.walk(columns[known], weights[known] / weights.sum(), readers)
        foretold = np.zeros(len(content), np.float32)
        if liked and self._fitted is not None:
            foretold = self._foretold(self._fitted.ease, content, columns, weights)
        return views(Parts(content, self._places.by_slot(walk), foretold, self.counts(readers)))

    def _foretold(self, learned: Learned, content: Floats, columns: Ints, weights: Floats) -> Floats:
        """The EASE prediction by slot, divided by the square root of the number of likes."""
        likes = np.zeros(len(learned.weight_of_facts), np.float32)
        inside = (columns >= 0) & (columns < len(likes))
        likes[columns[inside]] = weights[inside]
        rows = learned.weights[columns[inside]]
        values = rows.data * np.repeat(weights[inside], np.diff(rows.indptr))
        predicted = np.bincount(rows.indices, values, minlength=len(likes))
        # What a story that wasn't there to be learned would be given: the products of its likenesses in facts with the
        # inverse come down to the likes that were not foretold themselves.
        surprise = learned.weight_of_facts * (likes - predicted)
        surprises = self._places.by_slot(surprise)
        found = self._places.by_slot(predicted)
        strange = np.flatnonzero((self._places.by_slot(learned.weight_of_facts) == 0) & (content > 0))
        if len(strange) > _STRANGE:
            strange = strange[np.argpartition(-content[strange], _STRANGE)[:_STRANGE]]
        telling = np.flatnonzero(surprises)
        if len(telling) > _SURPRISES:
            telling = telling[np.argpartition(-np.abs(surprises[telling]), _SURPRISES)[:_SURPRISES]]
        if len(strange) and len(telling):
            found[strange] = self._stacks.kinship(telling, surprises[telling], strange)
        return found / np.float32(max(len(columns), 1) ** 0.5)

    def counts(self, readers: Iterable[int]) -> Floats:
        """Readers who like each slot's story, without some."""
        readers = frozenset(readers)
        if self._counts is None or self._counts[0] != readers:
            self._counts = readers, self._places.by_slot(self._crowd.counts_without(readers))
        return self._counts[1]

    def company(self, liked: Sequence[int], slot: int, without: Iterable[int]) -> int | None:
        """The liked slot that most others like together with this one, if at least SPOKEN_OF do."""
        column = int(self._places.columns[slot])
        if column < 0 or self._crowd.counts[column] < SPOKEN_OF:
            return None
        company = self._crowd.company(column, without)
        common = {one: float(company[own]) for one in liked if (own := int(self._places.columns[one])) >= 0}
        best = max(common, key=lambda one: (common[one], -one), default=None)
        return best if best is not None and common[best] >= SPOKEN_OF else None
