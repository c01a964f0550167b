"""What the dictionary answers: lines of a list, what was added or decided, and all that is known of a name."""

from dataclasses import dataclass

from bot.search.aliases import Alias, Ruling, Verdict
from bot.search.local_names import Spelling

SIGNS = {Verdict.ONE: "=", Verdict.TWO: "≠"}


def ruling_label(ruling: Ruling) -> str:
    """A decision in one line, by which it can be taken back: "Hawks = Keigo Takami"."""
    first, second = ruling.names
    return f"{first.text} {SIGNS[ruling.verdict]} {second.text}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list. `meaning` is empty where what it stands for may not be shown."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class AliasPage:
    """A page of the server's dictionary: aliases by name, then decisions. `hidden` decisions are not named here."""

    lines: tuple[Line, ...]
    first: int
    total: int
    hidden: int


@dataclass(frozen=True, slots=True)
class AddedAlias:
    """An alias that was added, or, if `doubts` says anything, that waits for a moderator to say that it's meant so."""

    alias: Alias
    meaning: str
    stories: int
    doubts: tuple[str, ...] = ()
    instead_of: str = ""
    """What it stood for before."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is taken for one here: the label, and every spelling with its stories."""

    label: str
    spellings: tuple[Spelling, ...]
    stories: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision made of two names: one person or two. `together` counts stories that list both names."""

    ruling: Ruling
    people: tuple[Person, ...]
    together: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """All that is known of a name here: who it is, by which aliases, and what was decided."""

    people: tuple[Person, ...]
    aliases: tuple[str, ...]
    decisions: tuple[str, ...]
