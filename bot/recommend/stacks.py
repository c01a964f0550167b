"""The library as arrays: a sparse row of weighted features for each story, and the lists of stories by feature.

How rare a feature is, is counted for each story only over stories that are shown wherever that story is: a hidden
story leaves no trace in the order of those that aren't.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from bot.corpus.story import Card, State
from bot.recommend.arrays import Flags, Floats, Ints, Numbers, Sparse, sparse_rows
from bot.recommend.features import KINDRED, TELLING, Feature, Field
from bot.recommend.nearest import Effort, Rows, candidates
from bot.recommend.starting import welcome
from bot.recommend.weights import FIELDS, LENGTH_NORM, RARITY

Level = tuple[int | None, bool]
"""Whose stories, the operator's (None) or a server's; and whether only age-restricted places show them."""

_LARGE = 3_000_000
"""Weights in all above which only stories that share the strongest features are compared, if that's enough."""
_FOR_A_LIST = Effort(terms=96, entries=20_000, kept=1_600)
_FOR_A_GLANCE = Effort(terms=14, entries=2_000, kept=10)
"""For the stories nearest to one, of which no gate leaves any out; `kept` is for each of them."""


class Stacks:
    """All stories at one moment, by slot: 0, 1, 2... in the order of their ids. Never changed afterwards."""

    def __init__(
        self,
        cards: Sequence[Card],
        labels: Sequence[Mapping[Feature, str]],
        rows: Sequence[Numbers],
        numbers: Mapping[Feature, int],
    ) -> None:
        self.cards = cards
        self.labels = labels
        self.numbers = dict(numbers)
        self.slot = {card.id: slot for slot, card in enumerate(cards)}
        self.features = list(self.numbers)
        self.matrix = self._weigh(rows)
        """Slots by features; each row's weights divided by its norm to the power of LENGTH_NORM."""
        self.holders: Sparse = self.matrix.tocsc()
        self._rows, self._lists = Rows(self.matrix), Rows(self.holders)

    def _weigh(self, rows: Sequence[Numbers]) -> Sparse:
        lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        indptr = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
        indices = np.concatenate([np.zeros(0, np.int32), *rows])
        base = np.array([FIELDS[feature.field] for feature in self.features], np.float64)
        data = np.empty(len(indices), np.float64)
        owner = np.repeat(np.arange(len(rows)), lengths)
        for at_level, counted in self.audiences():
            stories = int(counted.sum())
            held = np.bincount(indices[counted[owner]], minlength=len(base))
            worth = base * np.log1p(max(stories, 1) / np.maximum(held, 1)) ** RARITY
            own = at_level[owner]
            data[own] = worth[indices[own]]
        squares = np.bincount(owner, data**2, minlength=len(rows))
        self.norms: Floats = np.sqrt(np.maximum(squares, 1e-12)).astype(np.float32)
        weighed = (data / self.norms[owner] ** LENGTH_NORM).astype(np.float32)
        return sparse_rows(weighed, indices, indptr, (len(rows), len(base)))

    def audiences(self) -> Iterator[tuple[Flags, Flags]]:
        """For each level: the slots at it, and those of stories that are shown wherever these are."""
        levels = self._levels
        for level in set(levels):
            counted = np.array([_is_counted(other, level) for other in levels]) & self.shown
            yield np.array([other == level for other in levels]), counted

    @cached_property
    def _levels(self) -> list[Level]:
        return [(card.guild_id, not card.rating.value.is_open) for card in self.cards]

    @cached_property
    def shown(self) -> Flags:
        """By slot: whether the story is shown anywhere."""
        return np.array([card.state is State.LISTED and not card.gone for card in self.cards], np.bool_)

    @cached_property
    def telling(self) -> Flags:
        """By feature: whether sharing it makes a recommendation."""
        return np.array([feature.field in TELLING for feature in self.features], np.bool_)

    @cached_property
    def fandoms(self) -> Flags:
        """By feature: whether it's a fandom."""
        return np.array([feature.field is Field.FANDOM for feature in self.features], np.bool_)

    @cached_property
    def kindred(self) -> Flags:
        """By feature: whether EASE takes it into account."""
        return np.array([feature.field in KINDRED for feature in self.features], np.bool_)

    @cached_property
    def welcome(self) -> Floats:
        """By slot: how well the story serves somebody new."""
        return np.array([welcome(card) for card in self.cards], np.float32)

    def row(self, slot: int) -> tuple[Numbers, Floats]:
        """A story's features by number, and their weights; the vector has length 1."""
        features, values = self._rows.one(slot)
        return features, values * self.norms[slot] ** (LENGTH_NORM - 1)

    def features_at(self, slot: int) -> Numbers:
        """A story's features by number."""
        return self._rows.one(slot)[0]

    def features_of(self, slots: Sequence[int]) -> Numbers:
        """The features of several stories, one story after the other."""
        return self._rows.of(np.array(slots, np.int64)).columns

    def profile(self, weights: Mapping[int, float]) -> tuple[Numbers, Floats, float]:
        """The weighted sum of stories' rows (by slot): features in order, weights (length 1), stories' mean norm."""
        if not weights:
            return np.zeros(0, np.int32), np.zeros(0, np.float32), 1.0
        if len(weights) == 1:
            ((slot, weight),) = weights.items()
            features, values = self.row(slot)
            order = np.argsort(features)
            return features[order], values[order] * np.float32(np.sign(weight)), float(self.norms[slot])
        slots = np.fromiter(weights, np.int64, len(weights))
        scale = np.fromiter(weights.values(), np.float32, len(weights)) * self.norms[slots] ** (LENGTH_NORM - 1)
        found = self._rows.of(slots)
        every = np.bincount(found.columns, found.values * found.each(scale))
        features = np.flatnonzero(every).astype(np.int32)
        summed = every[features].astype(np.float32)
        length = float(np.sqrt(summed @ summed)) or 1.0
        liked = [slot for slot, weight in weights.items() if weight > 0] or list(weights)
        return features, summed / length, float(self.norms[liked].mean())

    @property
    def is_large(self) -> bool:
        """Whether comparing every story with a profile takes a while: some ten milliseconds or more."""
        return self.matrix.nnz > _LARGE

    def content(self, profile: tuple[Numbers, Floats, float], *, every: bool = True) -> Floats:
        """How like each story is to a profile, around 1 for the profile itself; 0 for what is far from it.

        Without `every`, 0 also for stories that aren't among the nearest few hundred.
        """
        features, values, norm = profile
        if not len(features):
            return np.zeros(len(self.cards), np.float32)
        if every:
            return (self.matrix @ self._dense(features, values)) / norm**LENGTH_NORM
        near, likeness = self._nearest(features, values, _FOR_A_LIST)
        scores = np.zeros(len(self.cards), np.float32)
        scores[near] = likeness / norm**LENGTH_NORM
        return scores

    def similar(self, slot: int, most: int) -> Ints:
        """The slots of the stories most like one, nearest first, itself left out; no gate is asked."""
        effort = _FOR_A_GLANCE._replace(kept=_FOR_A_GLANCE.kept * (most + 1))
        near, likeness = self._nearest(*self.row(slot), effort)
        order = np.argsort(-likeness, kind="stable")
        return near[order[near[order] != slot][:most]]

    def _nearest(self, features: Numbers, values: Floats, effort: Effort) -> tuple[Ints, Floats]:
        """Slots that share the strongest features, and how like the profile they are."""
        near = candidates(self._lists, features, values, effort)
        return near, self._rows.times(near, self._dense(features, values))

    def _dense(self, features: Numbers, values: Floats) -> Floats:
        dense = np.zeros(len(self.features), np.float32)
        dense[features] = values
        return dense

    def kinship(self, slots: Ints, weights: Floats, others: Ints) -> Floats:
        """For each of `others`: the weighted sum of its cosines with `slots`, by the facts that EASE heeds."""
        entries = self._rows.of(slots)
        scale = weights * self.norms[slots] ** (LENGTH_NORM - 1)
        dense = np.bincount(entries.columns, entries.values * entries.each(scale), minlength=len(self.features))
        heeded = (dense * self.kindred).astype(np.float32)
        return (self._rows.times(others, heeded) * self.norms[others] ** (LENGTH_NORM - 1)).astype(np.float32)

    def having(self, asked: Iterable[Feature]) -> Ints:
        """The slots of the stories that have all of these features."""
        found: Ints | None = None
        for feature in asked:
            number = self.numbers.get(feature)
            if number is None:
                return np.zeros(0, np.int64)
            lists = self.holders
            slots = np.sort(lists.indices[lists.indptr[number] : lists.indptr[number + 1]]).astype(np.int64)
            found = slots if found is None else np.intersect1d(found, slots, assume_unique=True)
        return np.arange(len(self.cards)) if found is None else found

    def likeness(self, slots: Sequence[int]) -> Floats:
        """The cosines of stories with each other."""
        rows = self.matrix[list(slots)]
        scale = self.norms[list(slots)] ** (LENGTH_NORM - 1)
        return (rows @ rows.T).toarray() * scale[:, np.newaxis] * scale[np.newaxis, :]

    def likeness_to(self, slot: int, others: Sequence[int]) -> Floats:
        """The cosines of one story with others."""
        slots = np.array(others, np.int64)
        products = self._rows.times(slots, self._dense(*self.row(slot)))
        return (products * self.norms[slots] ** (LENGTH_NORM - 1)).astype(np.float32)

    def shared(self, slot: int, profile: tuple[Numbers, Floats, float]) -> dict[Feature, float]:
        """What each feature adds to the story's likeness to a profile; they sum to its `content`."""
        features, values, norm = profile
        start, end = self.matrix.indptr[slot], self.matrix.indptr[slot + 1]
        own = self.matrix.indices[start:end]
        place = np.array(np.searchsorted(features, own), np.int64)
        place[place == len(features)] = 0
        hit = features[place] == own if len(features) else np.zeros(len(own), np.bool_)
        worth = self.matrix.data[start:end][hit] * values[place[hit]] / norm**LENGTH_NORM
        return {self.features[number]: float(value) for number, value in zip(own[hit], worth, strict=True)}


def _is_counted(other: Level, level: Level) -> bool:
    """Whether stories of a level are shown wherever those of another are."""
    return other[0] in {None, level[0]} and (level[1] or not other[1])
