"""EASE: how much liking one story foretells liking another, learned from all readers at once (Steck 2019)."""

from collections.abc import Iterator

import numpy as np

from bot.recommend.arrays import Floats, Ints, Sparse, inverse_of, sparse_places
from bot.recommend.weights import EASE_DAMPING, EASE_KEPT, EASE_MOST_STORIES, EASE_READERS

_BLOCK = 1_000


def worth_learning(counts: Floats) -> Ints:
    """The slots that enough readers like, at most EASE_MOST_STORIES of them, in order."""
    enough = np.flatnonzero(counts >= EASE_READERS)
    if len(enough) > EASE_MOST_STORIES:
        enough = enough[np.argsort(-counts[enough], kind="stable")[:EASE_MOST_STORIES]]
    return np.sort(enough)


def learn(likes: Sparse, damping: float | None = None) -> Sparse:
    """Weights from stories (rows) to stories (columns); each column keeps its EASE_KEPT strongest, none negative.

    The closed form of a ridge regression of every story on all others: B = I - P / diag(P), P = (X'X + damping)^-1.
    Memory is 8 bytes times the square of the stories learned; the rest stays empty.
    """
    slots = likes.shape[1]
    chosen = worth_learning(np.diff(likes.tocsc().indptr).astype(np.float32))
    if len(chosen) < 2:  # noqa: PLR2004
        empty = np.zeros(0, np.int64)
        return sparse_places(np.zeros(0, np.float32), empty, empty, (slots, slots))
    part = likes[:, chosen]
    counts = np.diff(part.tocsc().indptr).astype(np.float32)
    ridge = EASE_DAMPING * float(counts.mean()) ** 0.5 if damping is None else damping
    few = part.shape[0] < len(chosen)
    blocks = _by_readers(part, ridge) if few else _by_stories(part, ridge)
    found = [_strongest(block, start) for start, block in blocks]
    rows, columns, values = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    return sparse_places(values, chosen[rows], chosen[columns], (slots, slots))


def _by_stories(part: Sparse, damping: float) -> Iterator[tuple[int, Floats]]:
    """Columns of the weights in blocks, each with the number of its first."""
    gram = (part.T @ part).toarray().astype(np.float32, order="F")
    gram[np.diag_indices_from(gram)] += damping
    inverse = inverse_of(gram)
    diagonal = np.diag(inverse)
    for start in range(0, len(inverse), _BLOCK):
        end = start + _BLOCK
        yield start, inverse[:, start:end] / -diagonal[np.newaxis, start:end]


def _by_readers(part: Sparse, damping: float) -> Iterator[tuple[int, Floats]]:
    """The same for fewer readers than stories, from the inverse of their own Gram matrix (Woodbury's identity)."""
    gram = (part @ part.T).toarray().astype(np.float32, order="F")
    gram[np.diag_indices_from(gram)] += damping
    inverse = inverse_of(gram)
    rows, columns = part.T.tocsr(), part.tocsc()
    for start in range(0, part.shape[1], _BLOCK):
        block = rows @ (inverse @ columns[:, start : start + _BLOCK].toarray())
        own = block[np.arange(start, start + block.shape[1]), np.arange(block.shape[1])]
        yield start, block / (1 - own)[np.newaxis, :]


def _strongest(block: Floats, start: int) -> tuple[Ints, Ints, Floats]:
    """Rows, columns and values of the strongest positive weights of every column of a block that begins at `start`."""
    width = np.arange(len(block[0]), dtype=np.int64)
    block[start + width, width] = 0
    kept = min(EASE_KEPT, len(block) - 1)
    rows = np.argpartition(-block, kept - 1, axis=0)[:kept]
    columns = np.broadcast_to(start + width, rows.shape)
    values = np.take_along_axis(block, rows, axis=0)
    positive = values > 0
    return rows[positive], columns[positive], values[positive]
