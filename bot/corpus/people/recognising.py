"""People of a text as the library knows them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.corpus.formats.limits import in_time
from bot.corpus.people.name_words import gender_of, word_set
from bot.corpus.people.persons import Person
from bot.corpus.people.sightings import bare_part

KnownNames = Callable[[str], str | None]
"""Given a name in any spelling, the name as the library knows it, or None."""

MOSTLY = 0.5
"""Share of a text's people that a library must know for its names to be those of the text's fandom."""


FEW_CAPITALS = 0.01
"""Share of words with a capital below which a text is written small throughout."""
LEAST_SMALL = 3
"""Times that a name must occur to be looked for there."""

_WORD = re.compile(r"[^\W\d_]+")


def is_written_small(lines: Iterable[str]) -> bool:
    """Whether the text does without capitals."""
    capitals = words = 0
    for line in in_time(lines):
        found = _WORD.findall(line)
        words += len(found)
        capitals += sum(word[0].isupper() for word in found)
    return capitals <= FEW_CAPITALS * words


def with_capitals(lines: Sequence[str], known: KnownNames) -> list[str]:
    """The lines with a capital for each word that the library knows as a name."""
    times = Counter(word for line in lines for word in _WORD.findall(line))
    names = {word for word, count in times.items() if count >= LEAST_SMALL and known(word)}
    return [_WORD.sub(lambda word: word[0].capitalize() if word[0] in names else word[0], line) for line in lines]


@dataclass(frozen=True, slots=True)
class Library:
    """What the library knows. `parts` are the words of all names in the text, bare."""

    known: KnownNames
    parts: AbstractSet[str]

    def fits(self, people: Sequence[Person]) -> bool:
        """Whether it knows most of the people: a few names of any text are by chance those of somebody elsewhere."""
        return sum(self._label(person) is not None for person in people) >= MOSTLY * len(people)

    def names(self, people: Sequence[Person]) -> Iterator[tuple[Person, str | None]]:
        """The people with the library's names for them, if it has any."""
        labels = [self._label(person) for person in people]
        for person, label in zip(people, labels, strict=True):
            # "Miss Yamanaka" may be anybody of that name, unless the one whom the library knows is there.
            same = None if label else self.known(person.bare)
            yield person, label or (same if same in labels else None)

    def full_names(self, people: Sequence[Person]) -> Iterator[tuple[Person, str | None]]:
        """The same where the library knows no more of a name than the text says."""
        for person, label in self.names(people):
            yield person, label if label and len(label.split()) <= len(person.bare.split()) else None

    def _label(self, person: Person) -> str | None:
        """The library's name. An everyday name alone is anybody's: Mary isn't Mary Lennox without a Lennox."""
        name = person.shown if gender_of(person.title) else person.bare
        label = self.known(person.shown) or self.known(name)
        if label and bare_part(name) in word_set("everyday", "names"):
            others = {bare_part(part) for part in label.split()} - {bare_part(name)}
            return None if others and others.isdisjoint(self.parts) else label
        return label


def unnamed(people: Iterable[Person]) -> Iterator[tuple[Person, None]]:
    """The people, for a library that knows nobody."""
    return ((person, None) for person in people)
