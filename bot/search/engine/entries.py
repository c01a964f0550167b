"""What goes into an index of names or titles, and what comes out."""

from collections.abc import Callable
from dataclasses import dataclass

Visible = Callable[[int], bool]
"""Whether the entry with that id may be shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is known by name.

    `names` are raw spellings, the first the main one; all lead to this id. `words` may be mixed into a query (authors).
    `popularity` is a count (readers, likes), of which the logarithm counts. `scopes` are opaque terms; a query that
    names scopes meets only entries that have one of them, so an entry without any is met by none of those.
    """

    id: int
    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    popularity: float = 0.0
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """An entry that comes near: `matched` is the spelling that does, `how` says what it is ("title", "alias",
    "author words"). `score` compares only within one answer; 1 and above is as typed.
    """

    id: int
    score: float
    matched: str
    how: str


BY_WORDS = "author words"
"""How something is found that has what is typed only with its entry's words."""


@dataclass(frozen=True, slots=True)
class Key:
    """One folded spelling of an entry. `extra` are the entry's folded words; `number` says which of its names it is."""

    text: str
    extra: str
    raw: str
    owner: int
    worth: float
    scopes: frozenset[str]
    number: int


def shows_all(_: int) -> bool:
    """The gate that hides nothing."""
    return True
