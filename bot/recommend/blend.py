"""One score from several views of a story: its content, the readers who share likes, EASE, and how many like it.

The score is a weighted sum. The weights are chosen on likes held out from the library's own readers, by how high the
sum ranks them, one weight at a time (coordinate ascent, Metzler and Croft 2007), starting from the best single view: so
the blend is never worse than content alone or popularity alone on what it was chosen on.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from bot.recommend.arrays import Flags, Floats

VIEWS = ("content", "content, log", "walk", "ease", "liked")
"""The views in the order of all arrays of weights."""
SCALES = np.array([0.1, 1.0, 1.0, 0.1, 1.0], np.float32)
"""What one step of each view's weight stands for: about its spread among a reader's best stories."""
FLOOR_CONTENT, FLOOR_WALK = 0.03, 1e-4
_DEPTH = 30
_STEPS = (0.0, 0.5, 0.75, 1.35, 2.0)
_FRESH = (0.03, 0.1, 0.3, 1.0)
_SURE = 0.5
"""Standard errors by which a change must be better to be taken."""
_ROUNDS = 4
_STARTS = 4


class Parts(NamedTuple):
    """What is known about stories for one reader; each array has one number a story."""

    content: Floats
    """From 0 to about 1."""
    walk: Floats
    """Chances, summing to at most 1 over the library."""
    ease: Floats
    """The EASE prediction divided by the square root of the number of likes."""
    counts: Floats
    """Other readers who like it."""


def views(parts: Parts) -> Floats:
    """Stories by VIEWS. What is zero everywhere, in a library without readers, takes no time."""
    found = np.zeros((len(parts.content), len(VIEWS)), np.float32, order="F")
    near = np.flatnonzero(parts.content != 0)
    found[near, 0] = parts.content[near] / SCALES[0]
    found[near, 1] = np.log1p(np.maximum(parts.content[near], 0) / FLOOR_CONTENT)
    for view, part, scale in ((2, parts.walk, FLOOR_WALK), (3, parts.ease, SCALES[3]), (4, parts.counts, 1.0)):
        some = np.flatnonzero(part != 0)
        scaled = part[some] / np.float32(scale)
        found[some, view] = scaled if VIEWS[view] == "ease" else np.log1p(scaled)
    return found


def weighed(seen: Floats, weights: Floats) -> Floats:
    """The weighted sum of `views`, one number a story. View by view, as a product of matrices would start threads."""
    scores = np.zeros(len(seen), np.float32)
    for view, weight in zip(seen.T, weights, strict=True):
        if weight and view.any():
            scores += weight * view
    return scores


class Case(NamedTuple):
    """A reader with likes held out: views of the best of the stories they could choose from, and which they like."""

    views: Floats
    liked: Flags
    held: int
    """Likes held out, also those not among the best."""


class Cases:
    """Many cases side by side, so that one weighting is judged in one go."""

    def __init__(self, cases: Sequence[Case]) -> None:
        most = max(len(case.liked) for case in cases)
        self._views = np.zeros((len(cases), most, len(VIEWS)), np.float32)
        self._liked = np.zeros((len(cases), most), np.bool_)
        self._empty = np.ones((len(cases), most), np.bool_)
        for number, case in enumerate(cases):
            size = len(case.liked)
            self._views[number, :size] = case.views
            self._liked[number, :size] = case.liked
            self._empty[number, :size] = False
        self._gains = (1 / np.log2(np.arange(_DEPTH) + 2)).astype(np.float32)
        ideal = np.concatenate(([0], np.cumsum(self._gains)))
        self._ideal = ideal[np.minimum([case.held for case in cases], _DEPTH)]

    def quality(self, weights: Floats) -> Floats:
        """NDCG of each case's ranking."""
        scores = self._views @ weights
        scores[self._empty] = -np.inf
        depth = min(_DEPTH, scores.shape[1])
        best = np.argpartition(-scores, depth - 1, axis=1)[:, :depth]
        order = np.take_along_axis(best, np.argsort(-np.take_along_axis(scores, best, 1), axis=1, kind="stable"), 1)
        gained = np.take_along_axis(self._liked, order, 1) @ self._gains[:depth]
        return (gained / self._ideal).astype(np.float32)


def choose_weights(cases: Sequence[Case], start: Floats) -> Floats:
    """The weights that rank held-out likes highest; `start` and each view alone are where the search may begin."""
    known = Cases(cases)
    singles = np.eye(len(VIEWS), dtype=np.float32)
    pairs = [0.5 * (one + other) for one, other in combinations(singles, 2)]
    starts = sorted((start, *singles, *pairs), key=lambda weights: -float(known.quality(weights).mean()))
    found = [_climb(known, weights) for weights in starts[:_STARTS]]
    best = max(found, key=lambda weights: float(known.quality(weights).mean()))
    return best / best.sum()


def _climb(known: Cases, best: Floats) -> Floats:
    quality = known.quality(best)
    for _ in range(_ROUNDS):
        before = best
        for view in range(len(VIEWS)):
            for value in _tried(best, view):
                weights = best.copy()
                weights[view] = value
                if not weights.any():
                    continue
                other = known.quality(weights)
                gain = other - quality
                if gain.mean() > _SURE * gain.std() / len(gain) ** 0.5:
                    best, quality = weights, other
        if best is before:
            break
    return best


def _tried(weights: Floats, view: int) -> list[float]:
    total = float(weights.sum())
    own = float(weights[view])
    return [own * step for step in _STEPS] if own else [total * share for share in _FRESH]
