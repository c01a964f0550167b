"""What a header says, one thing at a time."""

from dataclasses import dataclass
from enum import IntEnum

from bot.corpus.marks.labels import Field, Labelled


class Rank(IntEnum):
    """How surely a line without a label, or under a vague one, is what it is taken for; the higher counts."""

    LOOKS = 0
    """A line that merely looks like a title."""
    SUBJECT = 1
    """A mail's subject or sender."""
    LINE = 2
    """A line dressed as a title, or with an author under it."""
    VAGUE = 3
    """Under a label such as "Fic:"."""
    LABEL = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One label with its whole value. `line` counts from 1."""

    label: Labelled
    line: int
    rank: Rank = Rank.LABEL
    items: tuple[str, ...] = ()
    """The values one by one, where the format sets them apart: nothing is left to be split or tidied."""

    @property
    def field(self) -> Field:
        """What the label announces."""
        return self.label.field

    @property
    def value(self) -> str:
        """What it says."""
        return self.label.value


def unlabelled(field: Field, value: str, line: int, rank: Rank = Rank.LINE) -> Entry:
    """An entry for words that stand without a label."""
    return Entry(Labelled(field, "", value), line, rank)


def set_apart(field: Field, name: str, *items: str) -> Entry:
    """An entry whose values the format itself sets apart, under the label that it gives them."""
    return Entry(Labelled(field, name, ", ".join(items)), 0, items=items)
