"""The kinds of arrays that recommendations are computed with, and the few things that scipy does with them.

scipy's stubs can't say what rows, products and transposes of sparse arrays are, so its types end here.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]
Sparse: TypeAlias = Any
"""A scipy csr_array, or where it says so a csc_array, of float32."""

_sparse: Any = import_module("scipy.sparse")
_lapack: Any = import_module("scipy.linalg.lapack")


def sparse_rows(data: Floats, indices: NDArray[Any], indptr: NDArray[Any], shape: tuple[int, int]) -> Sparse:
    """From the rows' ends, columns and values."""
    return _sparse.csr_array((data, indices, indptr), shape=shape)


def sparse_places(
    values: Floats, rows: NDArray[Any] | list[int], columns: NDArray[Any] | list[int], shape: tuple[int, int]
) -> Sparse:
    """From single values and where they are."""
    return _sparse.csr_array((values, (rows, columns)), shape=shape, dtype=np.float32)


def stacked(blocks: Sequence[Sparse]) -> Sparse:
    """One below the other."""
    return _sparse.csr_array(_sparse.vstack(tuple(blocks), format="csr"))


def inverse_of(gram: Floats) -> Floats:
    """The inverse of a symmetric positive definite matrix, in place of it. Raises ArithmeticError for any other."""
    factor, failed = _lapack.spotrf(gram, lower=1, overwrite_a=1)
    inverse, failed_too = _lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        msg = "the matrix isn't positive definite"
        raise ArithmeticError(msg)
    lower: Floats = np.tril(inverse)
    return lower + np.tril(lower, -1).T
