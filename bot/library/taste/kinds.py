"""What a reader can say of a story, and what the taste door answers with."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from bot.corpus.story import Card
from bot.library.blocks import Blocked


class Said(StrEnum):
    """What a reader said of a story; the values are the rows' `kind`, and parts of buttons."""

    LIKED = "liked"
    TO_READ = "toread"
    READING = "reading"
    FINISHED = "finished"
    DROPPED = "dropped"
    NOT_FOR_ME = "notforme"


LISTS = (Said.TO_READ, Said.READING, Said.FINISHED, Said.DROPPED)
"""A story is on at most one of these lists."""

OPINIONS = (Said.LIKED, Said.NOT_FOR_ME)
"""And of these a reader has at most one; it goes with any list."""

SHELF = (Said.LIKED, *LISTS)
"""What a shelf shows."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of a press: what is said of the story now; `on` is false when the press took something back."""

    card: Card
    said: Said
    on: bool
    instead_of: Said | None = None
    """What was said before, and is no longer, because the two can't both be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A story on a reader's shelf: since when, and all that the reader says of it."""

    card: Card
    at: datetime
    says: frozenset[Said]
    opened: bool = False
    """It's there because the reader opened it, with history switched on."""


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """One page of a list of the shelf. `counts` has all lists, and only what may be shown here."""

    said: Said
    entries: tuple[Entry, ...]
    first: int
    size: int
    counts: dict[Said, int] = field(default_factory=dict[Said, int])
    elsewhere: int = 0
    """Stories of this list that are not shown here."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something that a reader never wants to see. `label` is None for a story that isn't shown here anyway."""

    kind: Blocked
    key: str
    label: str | None

    @property
    def token(self) -> str:
        """Stands for it where there's little room; the same for the same thing."""
        return sha256(f"{self.kind.value}:{self.key}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is kept of a reader. Counts of `shelf` cover all stories, also those that are not shown here."""

    shelf: dict[Said, int] = field(default_factory=dict[Said, int])
    opened: int = 0
    """Of those being read, what history noted."""
    history: bool = False
    shares_here: bool = False
    shares: int = 0
    """Servers whose lists for several count the reader in."""
    blocks: int = 0
    recommended: int = 0
    """The latest recommendations, kept so that they don't repeat."""
    visited_at: datetime | None = None

    @property
    def is_anything(self) -> bool:
        """Whether anything at all is kept."""
        kept = (*self.shelf.values(), self.history, self.shares, self.blocks, self.recommended, self.visited_at)
        return any(kept)
