"""What all readers like, as one sparse matrix: how often a story is liked, and which stories the same readers like."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bot.recommend.arrays import Floats, Ints, Sparse, sparse_rows


class Crowd:
    """The likes of readers at one moment: a matrix of readers by columns, and its transpose. Never changed afterwards.

    A column is a story's place in the crowd.
    """

    def __init__(self, readers: Sequence[int], likes: Sparse) -> None:
        self.readers = tuple(readers)
        self.likes = likes
        self.row = {reader: row for row, reader in enumerate(self.readers)}
        self.fans: Sparse = likes.tocsc()
        self.counts: Floats = np.diff(self.fans.indptr).astype(np.float32)
        """Readers who like it, by column."""
        self.degrees: Floats = np.diff(likes.indptr).astype(np.float32)
        """Likes by reader."""

    @classmethod
    def of(cls, likes: Mapping[int, Sequence[int]], columns: int) -> "Crowd":
        """From the columns that each reader likes."""
        lengths = [len(liked) for liked in likes.values()]
        indptr = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        indices = np.fromiter(
            (column for liked in likes.values() for column in liked), dtype=np.int64, count=indptr[-1]
        )
        matrix = sparse_rows(np.ones(len(indices), np.float32), indices, indptr, (len(lengths), columns))
        return cls(tuple(likes), matrix)

    def without(self, readers: Iterable[int]) -> "Crowd":
        """The same without some readers."""
        gone = {self.row[reader] for reader in readers if reader in self.row}
        kept = [row for row in range(len(self.readers)) if row not in gone]
        return Crowd([self.readers[row] for row in kept], self.likes[kept])

    def walk(self, liked: Ints, weights: Floats, without: Iterable[int] = ()) -> Floats:
        """Chances to arrive at each column from a liked one by way of a reader who likes both (P3, Cooper et al. 2014).

        `weights` of the liked sum to 1. Readers in `without` are passed by.
        """
        fans = self.fans
        spans = [(fans.indptr[column], fans.indptr[column + 1]) for column in liked]
        lengths = np.array([end - start for start, end in spans], dtype=np.int64)
        rows = np.concatenate([np.zeros(0, np.int32), *(fans.indices[start:end] for start, end in spans)])
        shares = np.repeat(weights / np.maximum(lengths, 1), lengths)
        shares[np.isin(rows, [self.row[reader] for reader in without if reader in self.row])] = 0
        reached, place = np.unique(rows, return_inverse=True)
        chances = np.bincount(place, shares, minlength=len(reached)) / self.degrees[reached]
        part = self.likes[reached]
        shares = np.repeat(chances, np.diff(part.indptr))
        return np.bincount(part.indices, shares, minlength=self.likes.shape[1]).astype(np.float32)

    def counts_without(self, readers: Iterable[int]) -> Floats:
        """Readers by column, some of them left out."""
        rows = [self.row[reader] for reader in readers if reader in self.row]
        if not rows:
            return self.counts
        counts = self.counts.copy()
        for row in rows:
            counts[self.likes.indices[self.likes.indptr[row] : self.likes.indptr[row + 1]]] -= 1
        return counts

    def company(self, column: int, without: Iterable[int] = ()) -> Floats:
        """How many readers like each column's story together with that of one column."""
        fans = self.fans.indices[self.fans.indptr[column] : self.fans.indptr[column + 1]]
        fans = fans[~np.isin(fans, [self.row[reader] for reader in without if reader in self.row])]
        return np.bincount(self.likes[fans].indices, minlength=self.likes.shape[1]).astype(np.float32)
