"""What is worth a process of its own: learning from all readers at once, while the bot goes on answering."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.recommend.arrays import Flags, Floats, Ints, Sparse, sparse_diagonal
from bot.recommend.blend import VIEWS, Case, Parts, choose_weights, views
from bot.recommend.crowd import Crowd
from bot.recommend.ease import Ease, Learned
from bot.recommend.variety import Pool, choose_spread
from bot.recommend.weights import BLENDS_SEED, POOL, blend_for

_CASES, _REPEATS, _HELD, _AMONG = 600, 3, 0.25, 60
_FEWEST_READERS = 5
_FEWEST_LIKES = 4


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a fit learns from: the likes of readers (by number) for columns, and the columns' content."""

    readers: tuple[int, ...]
    likes: Sparse
    content: Sparse
    """Columns by features; rows of length 1, empty for stories that aren't there any more."""
    norms: Floats
    """By column: the length of its facts before `content` was made of them, to the power of LENGTH_NORM."""
    facts: Flags
    """By feature: whether it's one that EASE takes into account."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learned, to be taken in by the recommender that the snapshot is of."""

    readers: frozenset[int]
    """Whose likes it was learned from."""
    ease: Learned
    blend: tuple[float, ...]
    """Weights of the views for a reader with several likes."""
    blend_seed: tuple[float, ...]
    """Weights of the views for a single liked story."""
    spread: float
    """What variety may cost, see `variety`."""


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
    readers = len(snapshot.readers)
    ease = Ease(snapshot.likes, snapshot.content @ sparse_diagonal(snapshot.facts))
    seeds: list[Case] = []
    tastes: list[Case] = []
    if readers >= _FEWEST_READERS:
        for seed, taste in _cases(snapshot, ease):
            seeds.append(seed)
            tastes.append(taste)
    blend = choose_weights(tastes, blend_for(readers), readers)
    blend_seed = choose_weights(seeds, blend_for(readers, BLENDS_SEED), readers)
    return Fitted(
        frozenset(snapshot.readers),
        ease.learned(),
        tuple(map(float, blend)),
        tuple(map(float, blend_seed)),
        choose_spread(_pool(case, blend, snapshot.content) for case in tastes),
    )


def _pool(case: Case, blend: Floats, content: Sparse) -> Pool:
    scores: Floats = (case.views @ blend).astype(np.float32)
    best = np.argsort(-scores, kind="stable")[: POOL + 1]
    facts = content[case.columns[best]]
    return Pool(scores[best], case.liked[best], (facts @ facts.T).toarray())


def _cases(snapshot: Snapshot, ease: Ease) -> Iterator[tuple[Case, Case]]:
    """Readers with a quarter of their likes held out, as if nobody had known them: from one of the rest, from all."""
    rng = np.random.default_rng(0)
    judge = _Judge(snapshot, ease)
    enough = np.flatnonzero(np.diff(snapshot.likes.indptr) >= _FEWEST_LIKES)
    rows = np.concatenate([rng.permutation(enough) for _ in range(_REPEATS)])[:_CASES]
    for row in rows:
        everything = rng.permutation(snapshot.likes[[row]].indices)
        held = max(1, int(len(everything) * _HELD))
        kept = everything[held:]
        yield judge.case(int(row), kept[:1], everything), judge.case(int(row), kept, everything)


class _Judge:
    """Makes cases of readers, each of whom the others' likes alone are told."""

    def __init__(self, snapshot: Snapshot, ease: Ease) -> None:
        self._snapshot = snapshot
        self._ease = ease
        self._crowd = Crowd(range(len(snapshot.readers)), snapshot.likes)

    def case(self, row: int, start: Ints, everything: Ints) -> Case:
        """What the reader would choose from who likes `start`; the rest of `everything` they like is to be found."""
        content = self._snapshot.content
        profile = np.asarray(content[start].sum(axis=0), np.float32).ravel()
        length = float(np.sqrt(profile @ profile)) or 1.0
        norms = self._snapshot.norms
        parts = Parts(
            (content @ (profile / length)) * norms / max(float(norms[start].mean()), 1e-6),
            self._crowd.walk(start, np.full(len(start), 1 / len(start), np.float32), (row,)),
            self._ease.foretold(start, everything),
            self._crowd.counts_without((row,)),
        )
        seen = views(parts)
        seen[start] = -np.inf
        best: set[int] = set()
        size = min(_AMONG, len(seen))
        for view in range(len(VIEWS)):
            best.update(np.argpartition(-seen[:, view], size - 1)[:size].tolist())
        among = np.array(sorted(best.difference(start.tolist())), np.int64)
        return Case(seen[among], np.isin(among, everything), among)


async def refit(recommender: Fits, executor: Executor) -> bool:
    """Learn anew in the executor's process, and take in the result. False if it had to be thrown away."""
    loop = asyncio.get_running_loop()
    snapshot = await asyncio.to_thread(recommender.snapshot)
    fitted = await loop.run_in_executor(executor, fit, snapshot)
    return await asyncio.to_thread(recommender.adopt, fitted)
