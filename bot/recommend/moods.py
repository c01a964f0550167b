"""Moods in a reader's words ("fluffy, short, no angst"): what to look for, and what to leave out."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from bot.corpus.story import Card, Rating, Status, values
from bot.recommend.features import length_of
from bot.search.filters import Filter
from bot.search.index import Length
from bot.search.normalise import fold

MOST_MOODS = 12
"""Words of one wish that count."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that can be asked for: its name, and what tells that a story has it: tags, or a fact of its card."""

    name: str
    tags: tuple[str, ...] = ()
    lengths: frozenset[Length] = frozenset()
    complete: bool | None = None
    rating: Rating | None = None
    pairing: bool | None = None

    @property
    def is_fact(self) -> bool:
        """Whether a story's card says for certain if it's so: then others are left out, not only put behind."""
        return not self.tags


@dataclass(frozen=True, slots=True)
class Mood:
    """What a reader's words ask for.

    `wanted` are tags and telling words to look for (Wish.moods); `filters` leave stories out; `understood` and
    `unknown` are for the reader to read: what was taken for what, and the words that mean nothing here.
    """

    wanted: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    understood: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def parse(typed: str, is_tag: Callable[[str], bool] = lambda _: False) -> Mood:
    """Read a reader's words. `is_tag` says whether stories here have a tag with that folded name, so that any of them
    can be asked for too.
    """
    wanted: dict[str, None] = {}
    told: dict[str, None] = {}
    unknown: dict[str, None] = {}
    facts: list[Word] = []
    filters: list[Filter] = []
    found = [item for phrase in typed.replace("/", " ").replace(";", ",").split(",") for item in _items(phrase, is_tag)]
    for word, negated, said in found[:MOST_MOODS]:
        if word is None:
            unknown[said] = None
            continue
        told[f"no {word.name}" if negated else word.name] = None
        if negated:
            filters.append(Filter(f"no {word.name}", _lacks(word)))
        elif word.is_fact:
            facts.append(word)
        else:
            wanted |= dict.fromkeys(word.tags)
    return Mood(tuple(wanted), (*_facts(facts), *filters), tuple(told), tuple(unknown))


def _items(phrase: str, is_tag: Callable[[str], bool]) -> Iterator[tuple[Word | None, bool, str]]:
    """The words of one phrase with whether "no" stands before them; None for what means nothing."""
    tokens = fold(phrase).split() if any(map(str.isalnum, phrase)) else []
    negated, start = False, 0
    while start < len(tokens):
        word, size = _longest(tokens, start, is_tag)
        token = tokens[start]
        if word is not None:
            yield word, negated, " ".join(tokens[start : start + size])
        elif token in _words("not"):
            negated = True
        elif token in _words("but"):
            negated = False
        elif token not in _words("empty"):
            yield None, negated, token
        start += size


def _longest(tokens: list[str], start: int, is_tag: Callable[[str], bool]) -> tuple[Word | None, int]:
    """The word that the most tokens from `start` make, and how many they are."""
    for size in range(min(_longest_words(), len(tokens) - start), 0, -1):
        said = " ".join(tokens[start : start + size])
        if (word := _vocabulary().get(said)) is not None:
            return word, size
        if said not in _set_aside() and is_tag(said):
            return Word(said, (said,)), size
    return None, 1


def _facts(words: list[Word]) -> Iterator[Filter]:
    """What cards say for certain. Two lengths, or two ratings, are either of them; of other facts each must hold."""
    lengths, ratings = [one for one in words if one.lengths], [one for one in words if one.rating]
    for either in (lengths, ratings):
        if either:
            yield Filter(" or ".join(one.name for one in either), _any(either))
    for word in words:
        if not word.lengths and not word.rating:
            yield Filter(word.name, _has(word))


def _any(words: list[Word]) -> Callable[[Card], bool]:
    return lambda card: any(has_fact(word, card) for word in words)


def _has(word: Word) -> Callable[[Card], bool]:
    return lambda card: has_fact(word, card)


def _lacks(word: Word) -> Callable[[Card], bool]:
    if word.is_fact:
        # Unknown isn't "no": "no unfinished ones" leaves out a story that doesn't say that it's complete.
        opposite = _opposite(word)
        return _has(opposite) if opposite is not None else lambda card: not has_fact(word, card)
    return lambda card: (
        not any(_says(label, word.tags) for facts in (card.tags, card.warnings) for label in values(facts))
    )


def _opposite(word: Word) -> Word | None:
    if word.complete is not None:
        return Word(word.name, complete=not word.complete)
    if word.pairing is not None:
        return Word(word.name, pairing=not word.pairing)
    return None


def has_fact(word: Word, card: Card) -> bool:
    """Whether a card says what a word that is a fact asks for."""
    if word.lengths:
        return length_of(card) in word.lengths
    if word.rating is not None:
        return card.rating.value is word.rating
    if word.complete is not None:
        wanted = Status.COMPLETE if word.complete else Status.IN_PROGRESS
        return card.status is not None and card.status.value is wanted
    return has_pairing(card) is word.pairing


def has_pairing(card: Card) -> bool:
    """Whether a romance is stated: fans write it with a slash, and friendship with an ampersand."""
    return any("/" in label for label in values(card.relationships))


@lru_cache(maxsize=65_536)
def _says(label: str, tags: tuple[str, ...]) -> bool:
    """Whether a tag or warning holds one of the tags as whole words, and no "no" before it."""
    folded = f" {fold(label)} "
    found = (folded.find(f" {tag} ") for tag in tags)
    return any(place >= 0 and _words("not").isdisjoint(folded[:place].split()) for place in found)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("bot.recommend.words").joinpath("moods.toml").read_text("utf-8"))


@cache
def _words(purpose: str) -> frozenset[str]:
    """Words that ask for nothing by themselves: "not", "but" or "empty" ones."""
    return frozenset(_table()["little"][purpose].split())


@cache
def _set_aside() -> frozenset[str]:
    return _words("not") | _words("but") | _words("empty")


@cache
def _vocabulary() -> dict[str, Word]:
    """What readers type, folded, and what it means."""
    found: dict[str, Word] = {}
    for name, entry in _table().items():
        if name == "little":
            continue
        word = Word(
            name,
            tuple(fold(tag) for tag in entry.get("tags", "").split(",") if tag.strip()),
            frozenset(Length[length.upper()] for length in entry.get("length", ())),
            entry.get("complete"),
            Rating(entry["rating"]) if "rating" in entry else None,
            entry.get("pairing"),
        )
        for said in (name, *entry["words"].split(",")):
            found.setdefault(fold(said), word)
    return found


@cache
def _longest_words() -> int:
    return max(len(said.split()) for said in _vocabulary())
