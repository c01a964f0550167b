"""A lock on a folder that one process holds, and that is free again when the process has ended, however it ended."""

import os
import sys
from pathlib import Path

NAME = "lock"


class FolderTakenError(Exception):
    """Another process, or another library of this one, works in the folder."""


class FolderLock:
    """Held from when it's made until it's let go. Raises FolderTakenError, and OSError when nothing can be written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except (BlockingIOError, PermissionError):
            os.close(self._handle)
            raise FolderTakenError from None

    def is_whole(self) -> bool:
        """Whether the file is still the one that was locked: not when somebody has deleted the folder."""
        try:
            return os.path.samestat(os.fstat(self._handle), self._path.stat())
        except OSError:
            return False

    def let_go(self) -> None:
        """For others to take."""
        os.close(self._handle)


def is_taken(folder: Path) -> bool:
    """Whether somebody works in the folder now. Leaves no trace."""
    try:
        handle = os.open(folder / NAME, os.O_RDWR)
    except OSError:
        return False
    try:
        _take(handle)
    except (BlockingIOError, PermissionError):
        return True
    finally:
        os.close(handle)
    return False


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there is none elsewhere

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - there is none on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
