"""EASE with facts: how much liking one story foretells liking another, learned from all readers and facts at once.

The closed form of a ridge regression of every story on all others (EASE: Steck 2019), where each fact that stories
share counts like some readers who like just those stories (Jeunen, Van Balen and Goethals 2020, Closed-Form Models for
Collaborative Filtering with Side-Information):

    G = X'X + SIDE C C' + damping,   P = G^-1,   B = I - P / diag(P)

X are likes, readers by stories; rows of C are the stories' facts, of length 1 (and with less in them no less like
itself). With few readers it is the facts that speak, with many the readers, and in between a reader of one story speaks
for those like it.
"""

from typing import NamedTuple

import numpy as np

from bot.recommend.arrays import Floats, Ints, Sparse, inverse_of, sparse_places
from bot.recommend.weights import EASE_DAMPING, EASE_GROWTH, EASE_KEPT, EASE_MOST_STORIES, EASE_SIDE

_BLOCK = 1_000


class Learned(NamedTuple):
    """What EASE has to say."""

    weights: Sparse
    """From columns (rows) to columns (columns); of each the EASE_KEPT strongest, in either direction."""
    weight_of_facts: Floats
    """By column: what a like of it weighs for stories that weren't there to be learned, times their likeness in facts;
    0 if it wasn't there itself."""


class Ease:
    """G's inverse for the stories that are worth it. Memory is 4 bytes times the square of their number."""

    def __init__(self, likes: Sparse, facts: Sparse, damping: float | None = None) -> None:
        """`likes` are readers by columns, `facts` columns by features, with rows of length 1 at most.

        `damping` is EASE_DAMPING times how many readers a liked story has on average, to the power of EASE_GROWTH.
        """
        counts = np.diff(likes.tocsc().indptr).astype(np.float32)
        self._columns = worth_learning(counts, np.diff(facts.indptr) > 0)
        self._width = likes.shape[1]
        self._place = np.full(self._width, -1, np.int64)
        self._place[self._columns] = np.arange(len(self._columns))
        liked = counts[counts > 0]
        mean = float(liked.mean()) if len(liked) else 1.0
        ridge = EASE_DAMPING * mean**EASE_GROWTH if damping is None else damping
        self._inverse = inverse_of(_gram(likes[:, self._columns], facts[self._columns], ridge))
        self._diagonal: Floats = np.diag(self._inverse).copy()

    def foretold(self, liked: Ints, everything: Ints) -> Floats:
        """By column: what the weights foretell for a reader who likes `liked`, if they had not been learned from.

        `everything` are all columns that they like, taken out of G by Sherman and Morrison's formula. Divided by the
        square root of the number of likes.
        """
        given, mine = self._places(liked), self._places(everything)
        found = np.zeros(self._width, np.float32)
        own = self._inverse[:, mine].sum(axis=1)
        left = 1 - float(own[mine].sum())
        sums = self._inverse[:, given].sum(axis=1) + own * (float(own[given].sum()) / left)
        found[self._columns] = -sums / (self._diagonal + own**2 / left) / max(len(liked), 1) ** 0.5
        return found

    def _places(self, columns: Ints) -> Ints:
        places = self._place[columns]
        return places[places >= 0]

    def learned(self) -> Learned:
        """The strongest weights."""
        kept = min(EASE_KEPT, len(self._columns) - 1)
        facts = np.zeros(self._width, np.float32)
        facts[self._columns] = EASE_SIDE * self._diagonal
        shape = (self._width, self._width)
        if kept < 1:
            nothing = np.zeros(0, np.int64)
            return Learned(sparse_places(np.zeros(0, np.float32), nothing, nothing, shape), facts)
        found = [self._strongest(start, kept) for start in range(0, len(self._columns), _BLOCK)]
        rows, columns, values = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        return Learned(sparse_places(values, self._columns[rows], self._columns[columns], shape), facts)

    def _strongest(self, start: int, kept: int) -> tuple[Ints, Ints, Floats]:
        """Rows, columns and values of the strongest weights of a block of columns that begins at `start`."""
        block = self._inverse[:, start : start + _BLOCK] / -self._diagonal[start : start + _BLOCK]
        width = np.arange(block.shape[1], dtype=np.int64)
        block[start + width, width] = 0
        rows = np.argpartition(-np.abs(block), kept - 1, axis=0)[:kept]
        columns = np.broadcast_to(start + width, rows.shape)
        return rows.ravel(), columns.ravel(), np.take_along_axis(block, rows, axis=0).ravel()


def worth_learning(counts: Floats, has_facts: np.ndarray) -> Ints:
    """The columns of stories that somebody likes or that share facts, the most liked EASE_MOST_STORIES, in order."""
    found = np.flatnonzero((counts > 0) | has_facts)
    if len(found) > EASE_MOST_STORIES:
        found = found[np.argsort(-counts[found], kind="stable")[:EASE_MOST_STORIES]]
    return np.sort(found)


def _gram(likes: Sparse, facts: Sparse, damping: float) -> Floats:
    """G, in blocks: the sparse products are far larger than their sum."""
    size = likes.shape[1]
    gram = np.empty((size, size), np.float32, order="F")
    columns, stories, features = likes.tocsc(), likes.T.tocsr(), facts.T.tocsc()
    for start in range(0, size, _BLOCK):
        end = start + _BLOCK
        block = stories @ columns[:, start:end] + EASE_SIDE * (facts @ features[:, start:end])
        gram[:, start:end] = block.toarray()
    of_itself = np.asarray(facts.multiply(facts).sum(axis=1), np.float32).ravel()
    gram[np.diag_indices(size)] += damping + EASE_SIDE * (1 - of_itself)
    return gram
