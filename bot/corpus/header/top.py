"""How far the reading of a file's top has come."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.corpus.formats.lines import Line
from bot.corpus.header.labelling import Labels
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.entries import Entry, Rank, unlabelled
from bot.corpus.marks.folding import fold
from bot.corpus.marks.labels import Field

ESTABLISHED = 3
"""Labels that prose doesn't have, from which there can be no doubt that a header has been read."""
NEAR = 12
"""Lines within which a second label must follow one that stands below other text."""


@dataclass(slots=True)
class Top:
    """The labels of a file's first lines, and the entries made of them so far."""

    labels: Labels
    title: str = ""
    """A title that is known so far."""
    entries: list[Entry] = field(default_factory=list[Entry])
    heading: Line | None = None
    """The first chapter's heading, when labels stand below it."""

    @property
    def lines(self) -> Sequence[Line]:
        """The lines."""
        return self.labels.lines

    @property
    def is_established(self) -> bool:
        """Whether several labels that prose doesn't have were read."""
        strong = (entry for entry in self.entries if entry.rank is Rank.LABEL and not entry.label.is_weak)
        return sum(1 for _ in strong) >= ESTABLISHED

    def text(self, index: int) -> str:
        """The text of a line; "" past the end."""
        return self.labels.text(index)

    def has(self, wanted: Field) -> bool:
        """Whether an entry of that field was read."""
        return any(entry.field is wanted for entry in self.entries)

    def add(self, *entries: Entry) -> None:
        """Take entries in."""
        self.entries.extend(entries)
        for entry in entries:
            if entry.field is Field.TITLE and entry.rank >= Rank.LINE and not self.title:
                self.title = entry.value.strip()

    def note(self, start: int, end: int) -> None:
        """Keep lines as a note."""
        text = "\n".join(self.text(index) for index in range(start, end)).strip("\n")
        if text.strip("*-_=~# \n"):
            self.entries.append(unlabelled(Field.NOTE, text, self.lines[start].number))

    def skip(self, index: int) -> int:
        """The index of the first line from `index` on that is neither empty nor a rule."""
        while index < len(self.lines) and (not self.text(index) or is_break(self.text(index))):
            index += 1
        return index

    def contradicts(self, index: int) -> bool:
        """Whether the line is a label for another title or author than the header's: something in the story has it."""
        run = self.labels.runs.get(index, ())
        if not run or run[0].field not in {Field.TITLE, Field.AUTHOR} or (index and self.text(index - 1)):
            return False
        known = [entry for entry in self.entries if entry.field is run[0].field and entry.rank >= Rank.LINE]
        if not known or not any(entry.rank is Rank.LABEL for entry in self.entries):
            return False
        said = fold(run[0].value)
        return not any(said and (said in fold(entry.value) or fold(entry.value) in said) for entry in known)

    def blocks(self, start: int, end: int) -> list[str]:
        """The text between two lines, what no empty line parts joined; rules left out."""
        found: list[str] = []
        joined = False
        for line in self.lines[start:end]:
            if line.text and not is_break(line.text):
                if joined:
                    found[-1] += f" {line.text}"
                else:
                    found.append(line.text)
            joined = bool(line.text)
        return found
