"""The kinds of arrays that recommendations are computed with, and the few things that scipy does with them.

scipy's stubs can't say what rows, products and transposes of sparse arrays are, so its types end here.
"""

from collections.abc import Callable, Sequence
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
_BLOCK = 1_000


def sparse_rows(data: Floats, indices: NDArray[Any], indptr: NDArray[Any], shape: tuple[int, int]) -> Sparse:
    """From the rows' ends, columns and values."""
    return _sparse.csr_array((data, indices, indptr), shape=shape)


def sparse_places(
    values: Floats, rows: NDArray[Any] | list[int], columns: NDArray[Any] | list[int], shape: tuple[int, int]
) -> Sparse:
    """From single values and where they are."""
    return _sparse.csr_array((values, (rows, columns)), shape=shape, dtype=np.float32)


def sparse_diagonal(values: NDArray[Any]) -> Sparse:
    """Nothing but these on the diagonal; zeros aren't kept."""
    some = np.flatnonzero(values)
    return sparse_places(values[some].astype(np.float32), some, some, (len(values), len(values)))


def stacked(blocks: Sequence[Sparse]) -> Sparse:
    """One below the other."""
    return _sparse.csr_array(_sparse.vstack(tuple(blocks), format="csr"))


def inverse_of(gram: Floats) -> Floats:
    """The inverse of a symmetric positive definite matrix in Fortran's order, in its place.

    Raises ArithmeticError for any other matrix.
    """
    if not len(gram):
        return gram
    factor, failed = _lapack.spotrf(gram, lower=1, overwrite_a=1)
    inverse, failed_too = _lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        msg = "the matrix isn't positive definite"
        raise ArithmeticError(msg)
    found: Floats = inverse
    for start in range(0, len(found), _BLOCK):
        end = start + _BLOCK
        corner = np.tril(found[start:end, start:end])
        found[start:end, start:end] = corner + np.tril(corner, -1).T
        found[start:end, end:] = found[end:, start:end].T
    return found


def minimum_of(function: Callable[[Doubles], tuple[float, Doubles]], start: Doubles) -> Doubles:
    """Where a convex function is least, which gives its value and its gradient (L-BFGS).

    What does this is loaded only now: nothing but fitting needs it.
    """
    optimize: Any = import_module("scipy.optimize")
    return optimize.minimize(function, start, jac=True, method="L-BFGS-B").x
