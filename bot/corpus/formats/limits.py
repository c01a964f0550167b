"""How much of a file is taken in. Each limit is a setting (bot.settings), and the sentence that refuses names it."""

import time
from dataclasses import dataclass

from bot.errors import UnreadableError


@dataclass(frozen=True)
class Limits:
    """The most that one file may hold, in the units that the names say."""

    file_bytes: int = 16 * 1024 * 1024
    unpacked_bytes: int = 64 * 1024 * 1024
    """All files in an archive together."""
    entries: int = 2_000
    """Files in an archive."""
    ratio: int = 200
    """Times by which a file in an archive may grow when it's unpacked."""
    nesting: int = 200
    """Tags within tags."""
    attributes: int = 200
    """Attributes of one tag in HTML."""
    entities: int = 10_000
    """Entities that a file may declare, other than those of HTML itself."""
    seconds: float = 20.0
    """Time that the machine works on one file."""

    def too_many_bytes(self, count: int) -> str:
        """The sentence for a file that is larger than `file_bytes`."""
        return f"It has {count:,} bytes; at most {self.file_bytes:,} are read (FICUS_MAX_FILE_BYTES)."


class Clock:
    """Ends a reading that takes too long. Asked between the stages of reading, each of which is bounded by size.

    It counts what the thread that reads has worked, so that a busy machine makes no file unreadable.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._seconds = limits.seconds
        self._end = time.thread_time() + limits.seconds

    def check(self) -> None:
        """Raises UnreadableError when the time is over."""
        if time.thread_time() > self._end:
            raise UnreadableError(
                self._name, 0, f"It takes longer than {self._seconds:g} seconds to read (FICUS_MAX_READ_SECONDS)."
            )
