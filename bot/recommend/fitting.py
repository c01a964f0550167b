"""What is worth a process of its own: learning from all readers at once, while the bot goes on answering."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.recommend.arrays import Floats, Ints, Sparse
from bot.recommend.blend import VIEWS, Case, Parts, choose_weights, views
from bot.recommend.crowd import Crowd
from bot.recommend.ease import learn
from bot.recommend.weights import blend_for

_FOLDS, _CASES, _HELD, _AMONG, _REPEATS = 3, 240, 0.25, 100, 3
_FEWEST_READERS = 5
_FEWEST_LIKES = 4
_ONE_FOLD = 3_000
"""Readers from which on one fold, with a tenth of them, tells enough."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a fit learns from: the likes of readers (by number) for columns, and the columns' content."""

    readers: tuple[int, ...]
    likes: Sparse
    content: Sparse
    """Columns by features; rows of length 1, empty for stories that aren't there any more."""
    norms: Floats
    """By column: what `content` was divided by, to the power of LENGTH_NORM, with the mean of all at 1."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learned, to be taken in by the recommender that the snapshot is of."""

    readers: frozenset[int]
    """Whose likes it was learned from."""
    ease: Sparse
    """Weights between columns."""
    blend: tuple[float, ...]
    """Weights of the views for a reader with several likes."""
    blend_seed: tuple[float, ...]
    """Weights of the views for a single liked story."""


class Fits(Protocol):
    """The recommender, as far as fitting needs it."""

    def snapshot(self) -> Snapshot:
        """What there is to learn from now."""
        ...

    def adopt(self, fitted: Fitted) -> bool:
        """Take in what was learned, unless somebody in it was forgotten meanwhile."""
        ...


def fit(snapshot: Snapshot) -> Fitted:
    """Learn EASE and the blend. Runs in a process of its own, so it takes and gives plain values."""
    start = blend_for(len(snapshot.readers))
    cases: list[Case] = []
    seeds: list[Case] = []
    if len(snapshot.readers) >= _FEWEST_READERS:
        for seed, taste in _cases(snapshot):
            cases.append(taste)
            seeds.append(seed)
    few = len(cases) < _FEWEST_READERS
    return Fitted(
        frozenset(snapshot.readers),
        learn(snapshot.likes),
        tuple(map(float, start if few else choose_weights(cases, start))),
        tuple(map(float, start if few else choose_weights(seeds, start))),
    )


def _cases(snapshot: Snapshot) -> Iterator[tuple[Case, Case]]:
    """Readers whom the rest of the crowd doesn't know, with a quarter of their likes held out: from one, from all."""
    rng = np.random.default_rng(0)
    readers = len(snapshot.readers)
    folds = rng.integers(0, 10 if readers > _ONE_FOLD else _FOLDS, readers)
    for fold in range(1 if readers > _ONE_FOLD else _FOLDS):
        inside = np.flatnonzero(folds != fold)
        crowd = Crowd(tuple(map(int, inside)), snapshot.likes[inside])
        judge = _Judge(snapshot, crowd, learn(crowd.likes), rng)
        outside = rng.permutation(np.flatnonzero(folds == fold))
        most = _CASES if readers > _ONE_FOLD else _CASES // _FOLDS
        enough = [likes for reader in outside if len(likes := snapshot.likes[[reader]].indices) >= _FEWEST_LIKES]
        for likes in (enough * _REPEATS)[:most]:
            shuffled = rng.permutation(likes)
            held = max(1, int(len(likes) * _HELD))
            kept = shuffled[held:]
            yield judge.case(kept[:1], shuffled[:held], kept), judge.case(kept, shuffled[:held], kept)


class _Judge:
    """Makes cases of readers, for a crowd that they aren't part of."""

    def __init__(self, snapshot: Snapshot, crowd: Crowd, ease: Sparse, rng: np.random.Generator) -> None:
        self._snapshot = snapshot
        self._crowd = crowd
        self._ease = ease
        self._rng = rng

    def case(self, start: Ints, held: Ints, known: Ints) -> Case:
        """What a reader who likes `start` would choose from; `known` are out of the question."""
        content = self._snapshot.content
        profile = np.asarray(content[start].sum(axis=0), np.float32).ravel()
        length = float(np.sqrt(profile @ profile)) or 1.0
        norms = self._snapshot.norms
        parts = Parts(
            (content @ (profile / length)) * norms / max(float(norms[start].mean()), 1e-6),
            self._crowd.walk(start, np.full(len(start), 1 / len(start), np.float32)),
            foretold(self._ease, start, np.ones(len(start), np.float32)),
            self._crowd.counts,
        )
        seen = views(parts)
        seen[known] = -np.inf
        best: set[int] = set()
        size = min(_AMONG, len(seen))
        for view in range(len(VIEWS)):
            best.update(np.argpartition(-seen[:, view], size - 1)[:size].tolist())
        among = np.array(sorted(best.difference(known.tolist())), np.int64)
        return Case(seen[among], np.isin(among, held), len(held))


def foretold(ease: Sparse, liked: Ints, weights: Floats) -> Floats:
    """The EASE prediction by column, divided by the square root of the number of likes."""
    rows = ease[liked]
    values = rows.data * np.repeat(weights, np.diff(rows.indptr))
    return (np.bincount(rows.indices, values, minlength=ease.shape[1]) / max(len(liked), 1) ** 0.5).astype(np.float32)


async def refit(recommender: Fits, executor: Executor) -> bool:
    """Learn anew in the executor's process, and take in the result. False if it had to be thrown away."""
    loop = asyncio.get_running_loop()
    snapshot = await asyncio.to_thread(recommender.snapshot)
    fitted = await loop.run_in_executor(executor, fit, snapshot)
    return await asyncio.to_thread(recommender.adopt, fitted)
