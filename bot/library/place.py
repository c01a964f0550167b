"""Where something would be shown, and to whom."""

from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    """How much of a story is about to be shown."""

    CARD = "card"
    EXCERPT = "excerpt"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a server. `restricted` is true only if it is known to be age-restricted.

    The command line is a place without server and channel: it sees the operator's corpus alone.
    """

    guild_id: int | None = None
    channel_id: int | None = None
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class BlockList:
    """What a reader never wants to see. Tags and authors are compared by bot.search.normalise.fold."""

    tags: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    stories: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """The member who asks; `id` is None on the command line."""

    id: int | None = None
    blocks: BlockList = field(default_factory=BlockList)
