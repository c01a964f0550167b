"""Whether the files of a tantivy index are as they were written: each ends with a checksum of what is before it."""

import json
import struct
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from bot.errors import IndexUnusableError

_MAGIC = 1337
_TAIL = struct.Struct("<II")
"""The length of the footer before it, and a number that all such files end with."""
_SUFFIXES = frozenset({".del", ".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term"})
_BLOCK = 1 << 20


def check_files(folder: Path) -> None:
    """Read all files of all indexes in the folder, some hundred megabytes a second. Raises IndexUnusableError.

    tantivy itself looks at the ends of files only, and panics, or finds the wrong things, when the rest is garbage.
    """
    try:
        for meta in sorted(folder.rglob("meta.json")):
            for path in _committed(meta):
                if not _is_sound(path):
                    raise IndexUnusableError(f"the file {path.name} of the index is not as it was written")
    except OSError as error:
        raise IndexUnusableError(f"the index in {folder.name} can't be read: {error.strerror}") from error


def _committed(meta: Path) -> list[Path]:
    """The files of segments that count: what a crash left behind half written isn't looked at by anybody."""
    try:
        segments: list[dict[str, Any]] = json.loads(meta.read_bytes())["segments"]
        ids = [str(one["segment_id"]).replace("-", "") for one in segments]
        deleted = [cast("dict[str, Any]", one["deletes"] or {}).get("opstamp") for one in segments]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexUnusableError(f"the file {meta.name} of the index is not as it was written") from error
    found: list[Path] = []
    for segment, opstamp in zip(ids, deleted, strict=True):
        paths = (path for path in meta.parent.glob(f"{segment}.*") if path.suffix in _SUFFIXES)
        found += (path for path in paths if path.suffix != ".del" or path.name == f"{segment}.{opstamp}.del")
    return found


@contextmanager
def explaining() -> Generator[None]:
    """Whatever tantivy says about files that it can't use, and what it panics of, as IndexUnusableError."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise IndexUnusableError(f"the index can't be used: {_first_line(error)}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise IndexUnusableError(f"the index is damaged: {_first_line(error)}") from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _is_sound(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size < _TAIL.size:
            return False
        file.seek(size - _TAIL.size)
        length, magic = _TAIL.unpack(file.read(_TAIL.size))
        body = size - _TAIL.size - length
        if magic != _MAGIC or body < 0:
            return False
        file.seek(body)
        try:
            expected = cast("object", json.loads(file.read(length))["crc"])
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        checksum = 0
        while body > 0:
            block = file.read(min(_BLOCK, body))
            if not block:
                return False
            checksum = crc32(block, checksum)
            body -= len(block)
        return checksum == expected
