"""One score from four views of a story: its content, the readers who share likes, EASE, and how many like it.

The views are logarithms, so the score is that of a product of powers, of which each view has one. The powers are those
of a conditional logit (McFadden 1974; as a loss for rankings: ListNet, Cao et al. 2007) fitted to likes held out from
the library's own readers. They are pulled towards those that held for other libraries with as many readers, so that a
handful of readers can't carry them away.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bot.recommend.arrays import Flags, Floats, Ints, minimum_of

VIEWS = ("content", "walk", "ease", "liked")
"""The views in the order of all arrays of weights."""
CONTENT, WALK = 0, 1
FLOORS = (0.03, 1e-4, 0.01, 1.0)
"""What is about as good as nothing, in each view: it adds a logarithm of 2."""
_PULL = 2.0
"""Of the weights known from elsewhere: as if each were known with a standard error of 0.5."""


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
    for view, (part, floor) in enumerate(zip(parts, FLOORS, strict=True)):
        some = np.flatnonzero(part > 0)
        found[some, view] = np.log1p(part[some] / np.float32(floor))
    return found


def unit(weights: Floats) -> Floats:
    """The same weights with absolute values that sum to 1."""
    return (weights / max(float(np.abs(weights).sum()), 1e-9)).astype(np.float32)


def weighed(seen: Floats, weights: Floats) -> Floats:
    """The weighted sum of `views`, one number a story. View by view, as a product of matrices would start threads."""
    scores = np.zeros(len(seen), np.float32)
    for view, weight in zip(seen.T, weights, strict=True):
        if weight and view.any():
            scores += weight * view
    return scores


class Case(NamedTuple):
    """A reader with likes held out: views of the best stories they could choose from, which they like, the columns."""

    views: Floats
    liked: Flags
    columns: Ints


def choose_weights(cases: Sequence[Case], start: Floats, readers: int) -> Floats:
    """The weights under which held-out likes are likeliest, pulled towards `start`; cases are of so many readers."""
    cases = [case for case in cases if case.liked.any()]
    if not cases:
        return start
    most = max(len(case.liked) for case in cases)
    seen = np.zeros((len(cases), most, len(VIEWS)))
    liked = np.zeros((len(cases), most))
    missing = np.zeros((len(cases), most))
    for number, case in enumerate(cases):
        size = len(case.liked)
        seen[number, :size] = case.views
        liked[number, :size] = case.liked / case.liked.sum()
        missing[number, size:] = -np.inf
    wanted = np.einsum("cs,csv->v", liked, seen) / len(cases)
    pull = _PULL / readers

    def surprise(weights: np.ndarray) -> tuple[float, np.ndarray]:
        """The negative mean log-likelihood of the held-out likes with the pull, and its gradient."""
        scores = seen @ weights + missing
        best = scores.max(axis=1, keepdims=True)
        chances = np.exp(scores - best)
        sums = chances.sum(axis=1, keepdims=True)
        chances /= sums
        away = weights - start
        value = float((best + np.log(sums)).mean() - wanted @ weights + pull * (away @ away))
        return value, np.einsum("cs,csv->v", chances, seen) / len(cases) - wanted + 2 * pull * away

    return minimum_of(surprise, start.astype(np.float64)).astype(np.float32)
