"""Tags with too many attributes, found before a tree is made: libxml2 goes through all those before for each one."""

from typing import Any, cast

from lxml import etree

from bot.corpus.formats.limits import Limits
from bot.errors import UnreadableError

SHORT = 20_000
"""Bytes of a page that can't hold enough attributes to matter."""
CHUNK = 64 * 1024
LONGEST_TAG = 4 * 1024 * 1024
"""Bytes of a tag, pictures that are packed into an attribute included."""


class _TooManyError(Exception):
    """A tag has more attributes than are read."""


def refuse_attributes(name: str, data: bytes, limits: Limits) -> None:
    """Raises UnreadableError when a tag of the page has more attributes than the limit, or is too long for any."""
    if len(data) <= SHORT:
        return
    watch = _Watch(limits.attributes)
    # A target need not have a method for everything, whatever its type says.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, target=cast("Any", watch))
    try:
        for start in range(0, len(data), CHUNK):
            parser.feed(data[start : start + CHUNK])
            watch.waiting += CHUNK
            if watch.waiting > LONGEST_TAG:
                raise UnreadableError(name, 0, f"One of its tags is longer than {LONGEST_TAG:,} bytes.")
    except _TooManyError:
        message = f"One of its tags has more than {limits.attributes:,} attributes (FICUS_MAX_ATTRIBUTES)."
        raise UnreadableError(name, 0, message) from None


class _Watch:
    """Is told of each tag while a page is read, and keeps none of them."""

    def __init__(self, most: int) -> None:
        self.waiting = 0
        """Bytes read since anything was told."""
        self._most = most

    def start(self, _: str, attributes: dict[str, str]) -> None:
        """A tag begins."""
        self.waiting = 0
        if len(attributes) > self._most:
            raise _TooManyError

    def end(self, _: str) -> None:
        """A tag ends."""
        self.waiting = 0

    def data(self, _: str) -> None:
        """Text."""
        self.waiting = 0

    def comment(self, _: str) -> None:
        """A remark."""
        self.waiting = 0

    def close(self) -> None:
        """The page ends."""
