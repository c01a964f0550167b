"""Many short texts in one buffer, so that a million of them cost no Python objects."""

import weakref
from bisect import bisect_left
from collections.abc import Sequence
from mmap import ACCESS_READ, mmap
from os import pread
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.errors import IndexUnusableError

Slots = NDArray[np.int64]
"""Numbers of keys."""


def mapped_array(path: Path) -> NDArray[Any]:
    """An array in a file, as a plain one: what numpy's own class for it adds costs more than a read."""
    return np.asarray(np.load(path, mmap_mode="r"))


class _Unmapped:
    """A file that is read piece by piece, for texts of which few are ever wanted: mapped, they'd count as memory."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self.size = self._file.seek(0, 2)
        weakref.finalize(self, self._file.close)

    def __getitem__(self, place: slice) -> bytes:
        return pread(self._file.fileno(), place.stop - place.start, place.start)


class Texts:
    """Texts by number. Sorted ones can be searched for those that begin with a text."""

    def __init__(self, buffer: bytes | mmap | _Unmapped, places: NDArray[np.uint32] | NDArray[np.int64]) -> None:
        self._buffer = buffer
        self._places = places

    def __len__(self) -> int:
        return len(self._places) - 1

    def __getitem__(self, number: int) -> str:
        return self._bytes(number).decode()

    def of(self, numbers: Slots) -> list[str]:
        """Several at once."""
        buffer = self._buffer
        firsts, lasts = self._places[numbers].tolist(), self._places[numbers + 1].tolist()
        return [buffer[first:last].decode() for first, last in zip(firsts, lasts, strict=True)]

    def lengths(self, numbers: Slots) -> NDArray[np.int64]:
        """In bytes."""
        return self._places[numbers + 1].astype(np.int64) - self._places[numbers]

    def beginning_with(self, text: str) -> tuple[int, int]:
        """The first of the sorted texts that begin with it, and the first beyond."""
        start = text.encode()
        first = bisect_left(range(len(self)), start, key=self._bytes)
        # No UTF-8 text holds the byte 0xff.
        return first, bisect_left(range(len(self)), start + b"\xff", lo=first, key=self._bytes)

    def _bytes(self, number: int) -> bytes:
        return self._buffer[int(self._places[number]) : int(self._places[number + 1])]

    @staticmethod
    def build(texts: Sequence[str], path: Path | None = None) -> "Texts":
        """In memory, or in two files of that stem."""
        encoded = [text.encode() for text in texts]
        places = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=places[1:])
        if places[-1] <= np.iinfo(np.uint32).max:
            places = places.astype(np.uint32)
        buffer = b"".join(encoded)
        if path is None:
            return Texts(buffer, places)
        path.with_suffix(".bin").write_bytes(buffer)
        np.save(path.with_suffix(".npy"), places)
        return Texts.open(path)

    @staticmethod
    def open(path: Path, *, mapped: bool = True) -> "Texts":
        """Mapped, or read when asked for. Raises IndexUnusableError, OSError, ValueError."""
        places = mapped_array(path.with_suffix(".npy"))
        if mapped:
            with path.with_suffix(".bin").open("rb") as file:
                size = file.seek(0, 2)
                buffer = mmap(file.fileno(), 0, access=ACCESS_READ) if size else b""
        else:
            buffer = _Unmapped(path.with_suffix(".bin"))
            size = buffer.size
        if not len(places) or int(places[-1]) != size:
            raise IndexUnusableError(f"{path.name} holds other text than it should")
        return Texts(buffer, places)
