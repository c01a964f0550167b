"""A server's own dictionary: nicknames and ship names, and who its moderators say is one person or two."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from bot.search.normalise import fold
from bot.search.vocabulary import typos_allowed

_LEAST = 2
"""Letters of an alias that words within a longer query can stand for."""


class Sense(StrEnum):
    """What an alias stands for."""

    CHARACTER = "character"
    RELATIONSHIP = "relationship"
    """Several characters, all of whom a story must have."""
    FANDOM = "fandom"
    TAG = "tag"


class Verdict(StrEnum):
    """What moderators decide about two names."""

    ONE = "one"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the library knows, with the fandom that tells it from others, if any story gives one."""

    text: str
    fandom: str = ""

    @property
    def typed(self) -> str:
        """As somebody would type it."""
        return f"{self.text} ({self.fandom})" if self.fandom else self.text


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name, as the moderators spell it, for what it means."""

    text: str
    sense: Sense
    means: tuple[Name, ...]

    @property
    def key(self) -> str:
        """What it's known by."""
        return alias_key(self.text)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Two names are one person, or two spellings are two people."""

    verdict: Verdict
    names: tuple[Name, Name]

    @property
    def key(self) -> str:
        """The pair in any order: a later verdict on it takes the earlier one's place."""
        return " = ".join(sorted(fold(name.typed) for name in self.names))


def alias_key(text: str) -> str:
    """Shika-Tema, shika tema and ShikaTema are one alias."""
    return fold(text).replace(" ", "")


class Dictionary:
    """What one server says about names. Never changed: another one takes its place."""

    def __init__(self, aliases: Iterable[Alias] = (), rulings: Iterable[Ruling] = ()) -> None:
        self.aliases = {alias.key: alias for alias in aliases}
        self.rulings = tuple(rulings)
        self._longest = max((len(fold(alias.text).split()) for alias in self.aliases.values()), default=0)

    def exactly(self, typed: str) -> Alias | None:
        """The alias of that name."""
        return self.aliases.get(alias_key(typed))

    def without(self, key: str) -> "Dictionary":
        """The same, less one alias."""
        return Dictionary((alias for known, alias in self.aliases.items() if known != key), self.rulings)

    def nearest(self, typed: str) -> list[Alias]:
        """Those that are as few typos away as the length of what's typed allows, the nearest first."""
        key = alias_key(typed)
        most = typos_allowed(key)
        edits = {known: OSA.distance(key, known, score_cutoff=most) for known in self.aliases} if most else {}
        near = sorted((number, known) for known, number in edits.items() if number <= most)
        return [self.aliases[known] for _, known in near]

    def beginning_with(self, typed: str) -> list[Alias]:
        """Those that begin with it, or that it may be a misspelling of, shortest first."""
        key = alias_key(typed)
        found = sorted(
            (known for known in self.aliases if known.startswith(key)), key=lambda known: (len(known), known)
        )
        near = [alias for alias in self.nearest(typed) if alias.key not in found]
        return [*(self.aliases[known] for known in found), *near]

    def within(self, folded: str) -> tuple[str, tuple[Alias, ...]]:
        """A query's words without those that are aliases, and these; the longest alias wins."""
        words, rest, found = folded.split(), list[str](), list[Alias]()
        while words:
            size = next((n for n in range(self._longest, 0, -1) if self._held(words[:n])), 0)
            if size:
                found.append(self.aliases["".join(words[:size])])
            else:
                rest.append(words[0])
            del words[: size or 1]
        return " ".join(rest), tuple(dict.fromkeys(found))

    def _held(self, words: list[str]) -> bool:
        key = "".join(words)
        return len(key) >= _LEAST and key in self.aliases


NO_DICTIONARY = Dictionary()
