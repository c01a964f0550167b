"""Phrases in a small language of words, found in a text in one pass over its words.

A pattern is words apart by spaces:

    made|make      one of these words              ...     up to GAP words of the same sentence
    caress~        any word that begins so         !in|on  not followed by one of these (takes no word)
    {hand}         a group of words                <the|a  (first) not preceded by one of these
    ?very|so       one of these words or none      $       end of a clause: a stop, or a word that opens another clause
    @              a name                          @'s     anybody's: a word with 's at its end
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.corpus.words import word_list

T = TypeVar("T")

GAP = 5
"""Most words that `...` skips."""
STEM = 3
"""Letters that a word with ~ must at least begin with when it opens a pattern."""
REACH = 4
"""Words before a phrase within which a negation belongs to it."""

_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_TOKEN = re.compile(rf"(?:(?<=[^\W_] )|(?<=, ))({_WORD})|{_WORD}|[.,;:!?…—]")
_STOPS = frozenset(".!?…")
_BREAKS = _STOPS | {";", ":", "—"}
_NAME, _SOMEBODYS = "@", "@'s"
_PHRASES = word_list("phrases")
_CLAUSE_ENDS = _BREAKS | {","} | set(_PHRASES["clause_ends"].split())
_NEGATIONS = frozenset(_PHRASES["negations"].split())
_CONTRACTIONS = frozenset(_PHRASES["contractions"].split())


class Name(str):
    """A word that stands capitalised inside a sentence; in lower case, as all words."""

    __slots__ = ()


def words_of(text: str) -> list[str]:
    """Words and stops in lower case, with straight apostrophes; names are `Name`."""
    inside: dict[str, str] = {}
    elsewhere: dict[str, str] = {}
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        seen = elsewhere if match[1] is None else inside
        word = seen.get(token)
        if word is None:
            word = token.lower().replace("’", "'")
            if seen is inside and _is_name(token):
                word = Name(word)
            seen[token] = word
        words.append(word)
    return words


def _is_name(token: str) -> bool:
    return token[0].isupper() and not token.isupper() and not token.startswith(("I'", "I’"))


def is_denied(words: Sequence[str], start: int) -> bool:
    """Whether a negation stands shortly before word number `start`, in the same sentence."""
    for word in reversed(words[max(0, start - REACH) : start]):
        if word in _STOPS:
            return False
        if is_negation(word):
            return True
    return False


def is_negation(word: str) -> bool:
    """Whether the word says no."""
    return word in _NEGATIONS or word.endswith("n't")


def _is_somebodys(word: str) -> bool:
    return word.endswith("'s") and word not in _CONTRACTIONS


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern."""

    kind: str
    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()

    def fits(self, word: str) -> bool:
        """Whether the word may stand here."""
        return (
            word in self.words
            or (bool(self.stems) and word.startswith(self.stems))
            or (_NAME in self.words and isinstance(word, Name))
            or (_SOMEBODYS in self.words and _is_somebodys(word))
        )


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A pattern found from word number `start` to `end` (exclusive)."""

    start: int
    end: int
    payload: T


class PhraseFinder(Generic[T]):
    """Many patterns, each with something that it stands for, looked for at once."""

    def __init__(self, patterns: Iterable[tuple[str, T]], groups: Mapping[str, str] | None = None) -> None:
        self._by_word: dict[str, list[tuple[tuple[Element, ...], T]]] = defaultdict(list)
        self._by_stem: dict[str, list[tuple[tuple[Element, ...], T]]] = defaultdict(list)
        known = {**_PHRASES["groups"], **(groups or {})}
        for pattern, payload in patterns:
            self._add(tuple(_element(part, known) for part in pattern.split()), payload)

    def _add(self, elements: tuple[Element, ...], payload: T) -> None:
        first = next(element for element in elements if element.kind == "word")
        for word in first.words:
            self._by_word[word].append((elements, payload))
        for stem in {stem[:STEM] for stem in first.stems}:
            self._by_stem[stem].append((elements, payload))

    def find(self, words: Sequence[str]) -> Iterator[Hit[T]]:
        """Every pattern that begins at each word, in the order of the words."""
        known: dict[str, list[tuple[tuple[Element, ...], T]]] = {}
        for start, word in enumerate(words):
            patterns = known.get(word)
            if patterns is None:
                patterns = known[word] = self._opened_by(word)
            if isinstance(word, Name):
                patterns = [*patterns, *self._by_word.get(_NAME, ())]
            for elements, payload in patterns:
                if (end := _match(elements, words, start)) is not None:
                    yield Hit(start, end, payload)

    def _opened_by(self, word: str) -> list[tuple[tuple[Element, ...], T]]:
        somebodys = self._by_word.get(_SOMEBODYS, ()) if _is_somebodys(word) else ()
        return [*self._by_word.get(word, ()), *self._by_stem.get(word[:STEM], ()), *somebodys]


def _element(part: str, groups: Mapping[str, str]) -> Element:
    if part in {"...", "$"}:
        return Element(part)
    kind = part[0] if part[0] in "!<?" else "word"
    body = part.lstrip("!<?")
    choices = [word for choice in body.split("|") for word in _expand(choice, groups)]
    return Element(
        kind,
        frozenset(choice for choice in choices if not choice.endswith("~")),
        tuple(choice[:-1] for choice in choices if choice.endswith("~")),
    )


def _expand(choice: str, groups: Mapping[str, str]) -> list[str]:
    return groups[choice[1:-1]].split() if choice.startswith("{") else [choice]


def _match(elements: Sequence[Element], words: Sequence[str], at: int) -> int | None:
    """Where a match of all `elements` from word `at` ends, or None."""
    if not elements:
        return at
    element, rest = elements[0], elements[1:]
    if element.kind == "...":
        return _match_after_gap(rest, words, at)
    word = words[at] if at < len(words) else "."
    if element.kind in {"word", "?"}:
        end = _match(rest, words, at + 1) if element.fits(word) else None
        return _match(rest, words, at) if end is None and element.kind == "?" else end
    if element.kind == "$":
        fits = word in _CLAUSE_ENDS
    elif element.kind == "!":
        fits = not element.fits(word)
    else:
        fits = not (at and element.fits(words[at - 1]))
    return _match(rest, words, at) if fits else None


def _match_after_gap(rest: Sequence[Element], words: Sequence[str], at: int) -> int | None:
    for start in range(at, min(at + GAP + 1, len(words))):
        if (end := _match(rest, words, start)) is not None:
            return end
        if words[start] in _BREAKS:
            return None
    return None
