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


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom the library knows: the name as it has it, and the fandoms whose stories list them."""

    name: str
    fandoms: frozenset[str] = frozenset()


KnownNames = Callable[[str], Sequence[Known]]
"""Given a name in any spelling, whole or a part of it, all whom the library knows by that."""

MOSTLY = 0.5
"""Share of a text's people that a library must know for its names to be those of the text's fandom."""
CLOSE = 0.5
"""Share of the votes for the likeliest fandom from which another one is the text's too: it may be a crossover."""

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
    """The lines with a capital for each word that the library knows as one person's name."""
    times = Counter(word for line in lines for word in _WORD.findall(line))
    names = {
        word for word, count in times.items() if count >= LEAST_SMALL and len({one.name for one in known(word)}) == 1
    }
    return [_WORD.sub(lambda word: word[0].capitalize() if word[0] in names else word[0], line) for line in lines]


@dataclass(frozen=True, slots=True)
class Library:
    """What the library knows. `parts` are the words of all names in the text, bare; `home` are the text's fandoms.

    Names of other fandoms are those of other people, whatever they look like: whom a text only speaks of isn't in it.
    """

    known: KnownNames
    parts: AbstractSet[str]
    home: AbstractSet[str]

    @classmethod
    def of(cls, known: KnownNames, parts: AbstractSet[str], people: Iterable[Person]) -> "Library":
        """The library for a text in which these people were found without it: they vote for the fandom."""
        votes = Counter[str]()
        for person in people:
            bearers = known(person.bare)
            for bearer in bearers:
                votes.update(dict.fromkeys(bearer.fandoms, 1 / len(bearers)))
        most = max(votes.values(), default=0)
        return cls(known, parts, frozenset(fandom for fandom, count in votes.items() if count >= CLOSE * most))

    def knows(self, name: str) -> bool:
        """Whether it is the name of one person of the text's fandom."""
        return self._one(name) is not None

    def fits(self, people: Sequence[Person]) -> bool:
        """Whether it knows most of the people: a few names of any text are by chance those of somebody elsewhere."""
        return sum(self._label(person) is not None for person in people) >= MOSTLY * len(people)

    def names(self, people: Sequence[Person]) -> Iterator[tuple[Person, str | None]]:
        """The people with the library's names for them, if it has any."""
        labels = [self._label(person) for person in people]
        for person, label in zip(people, labels, strict=True):
            # "Miss Yamanaka" may be anybody of that name, unless the one whom the library knows is there.
            same = None if label else self._one(person.bare)
            yield person, label or (same if same in labels else None)

    def full_names(self, people: Sequence[Person]) -> Iterator[tuple[Person, str | None]]:
        """The same where the library knows no more of a name than the text says."""
        for person, label in self.names(people):
            yield person, label if label and len(label.split()) <= len(person.bare.split()) else None

    def _one(self, name: str) -> str | None:
        """The only one of the text's fandom who goes by the name; None for several, who are never taken for one."""
        names = {one.name for one in self.known(name) if not one.fandoms or not one.fandoms.isdisjoint(self.home)}
        return names.pop() if len(names) == 1 else None

    def _label(self, person: Person) -> str | None:
        """The library's name. An everyday name alone is anybody's: Mary isn't Mary Lennox without a Lennox."""
        name = person.shown if gender_of(person.title) else person.bare
        label = self._one(person.shown) or self._one(name)
        if label and bare_part(name) in word_set("everyday", "names"):
            others = {bare_part(part) for part in label.split()} - {bare_part(name)}
            return None if others and others.isdisjoint(self.parts) else label
        return label


def unnamed(people: Iterable[Person]) -> Iterator[tuple[Person, None]]:
    """The people, for a library that knows nobody."""
    return ((person, None) for person in people)
