"""The stories nearest to a profile among very many: candidates from a few inverted lists, then their exact likeness.

What is most like a profile shares some of its strongest features, and most features are held by few stories. So only
those lists are read (index elimination: Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval,
section 7.1.2), and only the stories that stand out in them are compared feature by feature.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.recommend.arrays import Floats, Ints, Numbers, Sparse


class Entries(NamedTuple):
    """The entries of some rows, one row after the other."""

    columns: Numbers
    values: Floats
    lengths: Ints
    """How many entries each of the rows has."""

    def each(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """From a number for each row, that of each entry's row."""
        return numbers.repeat(self.lengths)


class Rows:
    """The rows of a csr_array, or the columns of a csc_array: many of them read in microseconds, which scipy isn't."""

    def __init__(self, matrix: Sparse) -> None:
        self._starts: Ints = np.asarray(matrix.indptr, np.int64)
        self._columns: Numbers = matrix.indices
        self._values: Floats = matrix.data
        self.lengths: Ints = np.diff(self._starts)

    def one(self, row: int) -> tuple[Numbers, Floats]:
        """A row's columns and values."""
        span = slice(self._starts[row], self._starts[row + 1])
        return self._columns[span], self._values[span]

    def of(self, rows: Ints | Numbers) -> Entries:
        """All entries of some rows."""
        lengths = self.lengths[rows]
        ends = lengths.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        places = np.arange(total) + (self._starts[rows] - (ends - lengths)).repeat(lengths)
        return Entries(self._columns[places], self._values[places], lengths)

    def times(self, rows: Ints, vector: Floats) -> Floats:
        """The product of each of some rows with a vector of all columns."""
        found = self.of(rows)
        products = found.values * vector[found.columns]
        return np.bincount(found.each(np.arange(len(rows))), products, minlength=len(rows)).astype(np.float32)


class Effort(NamedTuple):
    """How far candidates are looked for."""

    terms: int
    """The strongest features whose lists are read..."""
    entries: int
    """... the longest of these left out until the others have no more entries than this."""
    kept: int
    """How many of the best entries are kept; a story has one for each of these features that it shares."""


def candidates(holders: Rows, features: Numbers, values: Floats, effort: Effort) -> Ints:
    """The slots, in order, of the stories that share most with a profile by its strongest features.

    `holders` has the stories and weights by feature. With enough effort these are all that share anything.
    """
    if len(features) > effort.terms:
        strongest = (-np.abs(values)).argpartition(effort.terms - 1)[: effort.terms]
        features, values = features[strongest], values[strongest]
    lengths = holders.lengths[features]
    if lengths.sum() > effort.entries:
        order = lengths.argsort()
        within = lengths[order].cumsum() <= effort.entries
        within[:1] = True
        features, values = features[order[within]], values[order[within]]
    found = holders.of(features)
    slots = found.columns
    if not len(slots):
        return np.zeros(0, np.int64)
    sums = np.bincount(slots, found.values * found.each(values))[slots]
    if len(sums) > effort.kept:
        slots = slots[sums >= np.partition(sums, -effort.kept)[-effort.kept]]
    return np.unique(slots).astype(np.int64, copy=False)
