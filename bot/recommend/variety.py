"""What variety may cost: as much as the library's own readers let it.

A list is put together by maximal marginal relevance (`choosing`), where a likeness to a story already chosen has its
price. Where readers like many stories of one kind a high price loses what they would like; elsewhere it costs nothing.
So the highest price is taken under which hardly any of the likes that were held out are lost.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from bot.recommend.arrays import Flags, Floats, Ints
from bot.recommend.weights import POOL, SPREAD, SPREADS

_FIRST = 10
_FEWEST = 100
"""Readers with likes held out from which on their answer counts."""
_MAY_LOSE = 0.01


class Pool(NamedTuple):
    """A reader's best stories, best first."""

    scores: Floats
    liked: Flags
    """Which of them are likes that were held out."""
    alike: Floats
    """Each story's likeness to each."""


def choose_spread(pools: Iterable[Pool]) -> float:
    """The share of what lies between the best and the POOLth score that a complete likeness may cost."""
    hits: Ints = np.array([[_hits(pool, spread) for spread in (0.0, *SPREADS)] for pool in pools])
    if len(hits) < _FEWEST:
        return SPREAD
    found: list[int] = hits.sum(axis=0).tolist()
    chosen = SPREADS[0]
    for spread, kept in zip(SPREADS, found[1:], strict=True):
        if kept < (1 - _MAY_LOSE) * found[0]:
            break
        chosen = spread
    return chosen


def price(best: Sequence[float] | Floats, spread: float) -> float:
    """What a complete likeness costs among the best POOL scores."""
    return spread * float(max(best) - min(best)) if len(best) else 0.0


def _hits(pool: Pool, spread: float) -> int:
    """Held-out likes among the first ten: `choosing.choose` on arrays, without its rules for works and authors."""
    cost = price(pool.scores[:POOL], spread)
    nearest = np.zeros(len(pool.scores), np.float32)
    left = pool.scores.astype(np.float32)
    found = 0
    for _ in range(min(_FIRST, len(left))):
        one = int(np.argmax(left - cost * nearest))
        found += bool(pool.liked[one])
        nearest = np.maximum(nearest, pool.alike[one])
        left[one] = -np.inf
    return found
