"""How much of a file is taken in. Each limit is a setting (bot.settings), and the sentence that refuses names it."""

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from bot.errors import UnreadableError

T = TypeVar("T")

EVERY = 1_000
"""Steps of a long stage (lines, paragraphs, tags, words) between two looks at the clock, a few milliseconds apart."""


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
    lines: int = 500_000
    """Lines of a text, or tags of all its pages: each takes memory and time of its own, however short it is.

    Prose of `file_bytes` has fewer, even with short lines and an empty one below each."""
    seconds: float = 20.0
    """Time that the machine works on one file."""

    def too_many_bytes(self, count: int) -> str:
        """The sentence for a file that is larger than `file_bytes`."""
        return f"It has {count:,} bytes; at most {self.file_bytes:,} are read (FICUS_MAX_FILE_BYTES)."


class Clock:
    """Ends a reading that takes too long. Asked between the stages of reading, and inside them while it is `running`.

    It counts what the thread that reads has worked, so that a busy machine makes no file unreadable.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._lines = 0
        self._end = time.thread_time() + limits.seconds
        self._look = time.monotonic() + limits.seconds
        """No thread works for longer than has passed: until then there is nothing to ask, which would take its time."""

    def check(self) -> None:
        """Raises UnreadableError when the time is over."""
        now = time.monotonic()
        if now < self._look:
            return
        left = self._end - time.thread_time()
        self._look = now + left
        if left < 0:
            message = f"It takes longer than {self._limits.seconds:g} seconds to read (FICUS_MAX_READ_SECONDS)."
            raise UnreadableError(self._name, 0, message)

    def count(self, lines: int) -> None:
        """Take in lines of a text, or tags of a page. Raises UnreadableError when there are more than the limit."""
        self._lines += lines
        if self._lines > self._limits.lines:
            message = f"It has more than {self._limits.lines:,} lines or tags (FICUS_MAX_LINES)."
            raise UnreadableError(self._name, 0, message)

    @contextmanager
    def running(self) -> Generator[None]:
        """Have the loops that go `in_time` ask this clock, wherever in the reading they are."""
        before = _running.set(self)
        try:
            yield
        finally:
            _running.reset(before)


_running: ContextVar[Clock | None] = ContextVar("running", default=None)
"""The clock of the reading that this thread is at: what is deep inside it needn't be handed one."""


def check_time() -> None:
    """Raises UnreadableError when the time of the reading is over. Without a clock that runs, it never is."""
    if clock := _running.get():
        clock.check()


def count_in(lines: int) -> None:
    """Take in lines or tags of the file that is being read. Raises UnreadableError when they are too many."""
    if clock := _running.get():
        clock.count(lines)


def in_time(items: Iterable[T], every: int = EVERY) -> Iterator[T]:
    """The items, one by one, as long as there is time: looks at the clock that runs at each `every` of them."""
    clock = _running.get()
    left = every
    for item in items:
        left -= 1
        if not left:
            left = every
            if clock:
                clock.check()
        yield item
