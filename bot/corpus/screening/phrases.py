"""Phrases in a small language of words, found in a text in time that grows with its words, without regular expressions.

A pattern is words apart by spaces:

    made|make      one of these words              ...     up to GAP words of the same clause
    caress~        any word that begins so         !in|on  not followed by one of these (takes no word)
    {hand}         a group of words                <the|a  not preceded by one of these (takes no word)
    ?very|so       one of these words or none      $       end of a clause: a stop, or a word that opens another clause
    @              a name                          @'s     anybody's: a word with 's at its end
    a & b          both, with a gap, in any order
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Generic, TypeVar

from bot.corpus.formats.limits import in_time
from bot.corpus.words import word_list

T = TypeVar("T")

GAP = 5
"""Most words that `...` skips."""
STEM = 3
"""Letters that a word with ~ must at least begin with."""
REACH = 4
"""Words before a phrase within which a negation belongs to it."""
CROWD, STRETCH = 4, 60
"""Times that the same word is looked at in a stretch of words, which bounds the time that a hostile text takes."""

_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_TOKEN = re.compile(rf"(?:(?<=[^\W_] )|(?<=, ))({_WORD})|{_WORD}|[.,;:!?…—]")
_STOPS = frozenset(".!?…")
_BREAKS = _STOPS | {";", ":", "—"}
_NAME, _SOMEBODYS = "@", "@'s"
_PHRASES = word_list("phrases")
_CLAUSE_ENDS = _BREAKS | {","} | set(_PHRASES["clause_ends"].split())
_NEGATIONS = frozenset(_PHRASES["negations"].split())
_CONTRACTIONS = frozenset(_PHRASES["contractions"].split())
_MODALS = frozenset(_PHRASES["modals"].split())
_COMMON = frozenset(_PHRASES["common"].split()) | {_NAME, _SOMEBODYS}


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
        if is_negation(word) and word not in _MODALS:
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
        words = self.words
        return (
            word in words
            or (bool(self.stems) and word.startswith(self.stems))
            or (_NAME in words and isinstance(word, Name))
            or (_SOMEBODYS in words and _is_somebodys(word))
        )

    @property
    def commonness(self) -> int:
        """Roughly how often a text has a word that fits."""
        return 200 * len(self.words & _COMMON) + len(self.words) + 3 * len(self.stems)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A pattern found from word number `start` to `end` (exclusive)."""

    start: int
    end: int
    payload: T


@dataclass(frozen=True, slots=True)
class Pattern(Generic[T]):
    """A pattern and what it stands for.

    It is looked for where a word fits its rarest element, the anchor; it begins `least` to `most` words before that.
    """

    elements: tuple[Element, ...]
    payload: T
    anchor: Element
    least: int
    most: int

    @classmethod
    def of(cls, elements: tuple[Element, ...], payload: T) -> "Pattern[T]":
        """The pattern with the anchor that it costs least to look for."""
        words = (index for index, element in enumerate(elements) if element.kind == "word")
        place = min(words, key=lambda index: elements[index].commonness)
        if not elements[place].words.isdisjoint({_NAME, _SOMEBODYS}):
            raise ValueError("A pattern needs a place for words of its own, not only for anybody's name.")
        before = elements[:place]
        least = sum(element.kind == "word" for element in before)
        most = least + sum(GAP if element.kind == "..." else element.kind == "?" for element in before)
        return cls(elements, payload, elements[place], least, most)

    def hits(self, words: Sequence[str], anchor: int) -> Iterator[Hit[T]]:
        """Each match in which the anchor may be word number `anchor`."""
        first = self.elements[0]
        for start in range(max(0, anchor - self.most), anchor - self.least + 1):
            if first.kind == "word" and start != anchor and not first.fits(words[start]):
                continue
            if (end := _match(self.elements, 0, words, start)) is not None:
                yield Hit(start, end, self.payload)


class PhraseFinder(Generic[T]):
    """Many patterns, each with something that it stands for, looked for at once."""

    def __init__(self, patterns: Iterable[tuple[str, T]], groups: Mapping[str, str] | None = None) -> None:
        self._by_word: dict[str, list[Pattern[T]]] = defaultdict(list)
        self._by_stem: dict[str, list[Pattern[T]]] = defaultdict(list)
        known = {**_PHRASES["groups"], **(groups or {})}
        for pattern, payload in patterns:
            for order in permutations(pattern.split(" & ")):
                elements = tuple(_element(part, known) for part in " ... ".join(order).split())
                self._add(Pattern[T].of(elements, payload))

    def _add(self, pattern: Pattern[T]) -> None:
        for word in pattern.anchor.words:
            self._by_word[word].append(pattern)
        for stem in {stem[:STEM] for stem in pattern.anchor.stems}:
            self._by_stem[stem].append(pattern)

    def find(self, words: Sequence[str]) -> list[Hit[T]]:
        """All matches, in the order in which they begin; the same may be there twice, and of a CROWD not all."""
        anchors = {word: patterns for word in set(words) if (patterns := self._anchored_at(word))}
        recent = {word: deque[int]((-STRETCH,), maxlen=CROWD) for word in anchors}
        hits: list[Hit[T]] = []
        for place, word in in_time(enumerate(words)):
            if word not in anchors or recent[word][0] > place - STRETCH:
                continue
            recent[word].append(place)
            for pattern in anchors[word]:
                hits.extend(pattern.hits(words, place))
        hits.sort(key=lambda hit: hit.start)
        return hits

    def _anchored_at(self, word: str) -> list[Pattern[T]]:
        found = (*self._by_word.get(word, ()), *self._by_stem.get(word[:STEM], ()))
        return [pattern for pattern in found if pattern.anchor.fits(word)]


def _element(part: str, groups: Mapping[str, str]) -> Element:
    if part in {"...", "$"}:
        return Element(part)
    kind = part[0] if part[0] in "!<?" and len(part) > 1 else "word"
    body = part if kind == "word" else part[1:]
    choices = [word for choice in body.split("|") for word in _expand(choice, groups)]
    return Element(
        kind,
        frozenset(choice for choice in choices if not choice.endswith("~")),
        tuple(choice[:-1] for choice in choices if choice.endswith("~")),
    )


def _expand(choice: str, groups: Mapping[str, str]) -> list[str]:
    return groups[choice[1:-1]].split() if choice.startswith("{") else [choice]


def _match(elements: Sequence[Element], index: int, words: Sequence[str], at: int) -> int | None:
    """Where a match of the elements from `index` on, from word `at` on, ends; or None."""
    while index < len(elements):
        element = elements[index]
        index += 1
        if element.kind == "...":
            return _match_after_gap(elements, index, words, at)
        word = words[at] if at < len(words) else "."
        if element.kind == "word":
            if not element.fits(word):
                return None
            at += 1
        elif element.kind == "?":
            if element.fits(word) and (end := _match(elements, index, words, at + 1)) is not None:
                return end
        elif not _allows(element, words, at, word):
            return None
    return at


def _allows(element: Element, words: Sequence[str], at: int, word: str) -> bool:
    """Whether an element that takes no word is content with what stands around place `at`."""
    if element.kind == "$":
        return word in _CLAUSE_ENDS
    if element.kind == "!":
        return not element.fits(word)
    return not (at and element.fits(words[at - 1]))


def _match_after_gap(elements: Sequence[Element], index: int, words: Sequence[str], at: int) -> int | None:
    for start in range(at, min(at + GAP + 1, len(words))):
        if (end := _match(elements, index, words, start)) is not None:
            return end
        if words[start] in _BREAKS:
            return None
    return None
