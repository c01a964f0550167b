"""Peers: popularity, cosine of items, ALS, EASE and TF-IDF content. Nothing of Ficus is in them."""

import warnings
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy import linalg

from benchmarks.recommend_data import Row

Scores = NDArray[np.float32]


class Peer:
    """Scores all items for liked ones, given by their places."""

    def __init__(self, likes: sp.csr_array, items: Sequence[Row]) -> None:
        self.likes = likes
        self.items = items
        self.fit()

    def fit(self) -> None:
        """Learn."""

    def scores(self, liked: Sequence[int]) -> Scores:
        """By item."""
        raise NotImplementedError


class Popularity(Peer):
    """How many like it."""

    def fit(self) -> None:
        """Count."""
        self.counts = np.asarray(self.likes.sum(axis=0), np.float32).ravel()

    def scores(self, liked: Sequence[int]) -> Scores:  # noqa: ARG002, they don't matter
        """The same for everybody."""
        return self.counts


class ByItem(Peer):
    """A matrix from items to items."""

    weights: NDArray[np.float32] | sp.csr_array

    def scores(self, liked: Sequence[int]) -> Scores:
        """The sum of the liked items' rows."""
        return np.asarray(self.weights[list(liked)].sum(axis=0), np.float32).ravel()


class Cosine(ByItem):
    """Cosine of the items' readers."""

    def fit(self) -> None:
        """Normalise and multiply."""
        lengths = np.sqrt(np.maximum(np.asarray(self.likes.sum(axis=0)).ravel(), 1))
        normal = sp.csr_array(self.likes @ sp.diags_array(1 / lengths))
        self.weights = sp.csr_array(normal.T @ normal)
        self.weights.setdiag(0)


class Ease(ByItem):
    """EASE in full (Steck 2019), its damping the best of three on likes held out from some readers."""

    def fit(self) -> None:
        """Try each damping on a tenth of up to 1,000 readers."""
        self.weights = _ease(self.likes, self._damping())

    def _damping(self) -> float:
        rng = np.random.default_rng(0)
        several = np.flatnonzero(np.diff(self.likes.indptr) >= 5)  # noqa: PLR2004
        tested = rng.choice(several, min(len(several), 1_000, max(1, self.likes.shape[0] // 5)), replace=False)
        if not len(several) or self.likes.shape[1] > 5_000:  # noqa: PLR2004
            return 50.0
        rest = self.likes[np.setdiff1d(np.arange(self.likes.shape[0]), tested)]
        cases = [(rng.permutation(self.likes[[user]].indices)) for user in tested]
        return max((10.0, 50.0, 250.0), key=lambda damping: _recall(_ease(rest, damping), cases))


def _ease(likes: sp.csr_array, damping: float) -> NDArray[np.float32]:
    gram = (likes.T @ likes).toarray().astype(np.float32)
    gram[np.diag_indices_from(gram)] += damping
    inverse = linalg.inv(gram, overwrite_a=True, assume_a="pos")
    weights = inverse / -np.diag(inverse)[np.newaxis, :]
    np.fill_diagonal(weights, 0)
    return weights


def _recall(weights: NDArray[np.float32], cases: Sequence[NDArray[np.int32]]) -> float:
    found = 0.0
    for liked in cases:
        held, kept = liked[: max(1, len(liked) // 4)], liked[max(1, len(liked) // 4) :]
        scores = weights[kept].sum(axis=0)
        scores[kept] = -np.inf
        found += len(np.intersect1d(np.argpartition(-scores, 10)[:10], held)) / min(10, len(held))
    return found


class Als(Peer):
    """implicit's alternating least squares, 64 factors."""

    def fit(self) -> None:
        """15 rounds on the processor."""
        from implicit.als import AlternatingLeastSquares  # noqa: PLC0415, a peer that needn't be installed

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.model = AlternatingLeastSquares(
                factors=64, regularization=0.05, alpha=5, iterations=15, use_gpu=False, random_state=0
            )
            self.model.fit(self.likes, show_progress=False)

    def scores(self, liked: Sequence[int]) -> Scores:
        """Factors of the reader from their likes, times those of the items."""
        row = sp.csr_matrix(
            (np.ones(len(liked), np.float32), (np.zeros(len(liked), np.int32), list(liked))),
            shape=(1, self.likes.shape[1]),
        )
        user = self.model.recalculate_user(0, row)
        return np.asarray(self.model.item_factors @ user, np.float32).ravel()


class Content(ByItem):
    """Cosine of TF-IDF over all that is said of an item: tags, authors, words of the title, names."""

    def fit(self) -> None:
        """Count, weigh and normalise."""
        numbers: dict[str, int] = {}
        rows = [sorted({numbers.setdefault(term, len(numbers)) for term in _terms(row)}) for row in self.items]
        indptr = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
        indices = np.array([number for row in rows for number in row], np.int64)
        matrix = sp.csr_array((np.ones(len(indices), np.float32), indices, indptr), shape=(len(rows), len(numbers)))
        held = np.bincount(indices, minlength=len(numbers))
        weighed = sp.csr_array(matrix @ sp.diags_array(np.log((1 + len(rows)) / (1 + held)) + 1))
        lengths = np.sqrt(np.maximum(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel(), 1e-12))
        self.rows = sp.csr_array(sp.diags_array(1 / lengths) @ weighed).astype(np.float32)

    def scores(self, liked: Sequence[int]) -> Scores:
        """The liked items' mean against all."""
        profile = np.asarray(self.rows[list(liked)].sum(axis=0), np.float32).ravel()
        return self.rows @ profile


def _terms(row: Row) -> set[str]:
    found = {f"tag {tag}" for tag in row.get("tags") or ()}
    for name in ("authors", "fandoms", "characters", "relationships", "warnings"):
        found.update(f"{name} {value}" for value in row.get(name) or ())
    return found | {f"word {word}" for word in row["title"].casefold().split()}


PEERS: Mapping[str, Callable[[sp.csr_array, Sequence[Row]], Peer]] = {
    "popularity": Popularity,
    "cosine": Cosine,
    "als": Als,
    "ease": Ease,
    "content": Content,
}
