"""Phrases in a small language of words, found in a text in one pass over its words, without regular expressions.

A pattern is words apart by spaces:

    made|make      one of these words              ...     up to GAP words of the same sentence
    caress~        any word that begins so         !in|on  not followed by one of these (takes no word)
    {hand}         a group of words                <the|a  (first) not preceded by one of these
                                                   $       end of a clause: a stop, or a word that opens another clause
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

GAP = 5
"""Most words that `...` skips."""
STEM = 3
"""Letters that a word with ~ must at least begin with when it opens a pattern."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,;:!?…—]")
_STOPS = frozenset(".!?…")
_CLAUSE_ENDS = _STOPS | frozenset(
    # fmt: off
    [
        ",",
        ";",
        ":",
        "—",
        "and",
        "but",
        "or",
        "that",
        "again",
        "before",
        "after",
        "last",
        "once",
        "twice",
        "for",
        "because",
        "when",
        "while",
        "if",
        "until",
        "till",
        "so",
        "then",
        "though",
        "since",
        "yet",
        "already",
        "first",
        "anyway",
        "too",
        "now",
        "tonight",
        "yesterday",
        "right",
        "there",
        "here",
        "the",
        "as",
        "he",
        "she",
        "i",
        "they",
        "we",
        "it",
    ]
    # fmt: on
)


def words_of(text: str) -> list[str]:
    """Words and stops in lower case, with straight apostrophes."""
    return [token.lower().replace("’", "'") for token in _TOKEN.findall(text)]


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern."""

    kind: str
    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()

    def fits(self, word: str) -> bool:
        """Whether the word may stand here."""
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


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
        for pattern, payload in patterns:
            self._add(tuple(_element(part, groups or {}) for part in pattern.split()), payload)

    def _add(self, elements: tuple[Element, ...], payload: T) -> None:
        first = next(element for element in elements if element.kind == "word")
        for word in first.words:
            self._by_word[word].append((elements, payload))
        for stem in {stem[:STEM] for stem in first.stems}:
            self._by_stem[stem].append((elements, payload))

    def find(self, words: Sequence[str]) -> Iterator[Hit[T]]:
        """Every pattern that begins at each word, in the order of the words."""
        by_word, by_stem = self._by_word, self._by_stem
        for start, word in enumerate(words):
            for elements, payload in (*by_word.get(word, ()), *by_stem.get(word[:STEM], ())):
                if (end := _match(elements, words, start)) is not None:
                    yield Hit(start, end, payload)


def _element(part: str, groups: Mapping[str, str]) -> Element:
    if part in {"...", "$"}:
        return Element(part)
    kind = part[0] if part[0] in "!<" else "word"
    body = part.lstrip("!<")
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
    word = words[at] if at < len(words) else "."
    match element.kind:
        case "word":
            return _match(rest, words, at + 1) if element.fits(word) else None
        case "!":
            return None if element.fits(word) else _match(rest, words, at)
        case "<":
            return None if at and element.fits(words[at - 1]) else _match(rest, words, at)
        case "$":
            return _match(rest, words, at) if word in _CLAUSE_ENDS else None
        case _:
            return _match_after_gap(rest, words, at)


def _match_after_gap(rest: Sequence[Element], words: Sequence[str], at: int) -> int | None:
    for start in range(at, min(at + GAP + 1, len(words))):
        if (end := _match(rest, words, start)) is not None:
            return end
        if words[start] in _STOPS:
            return None
    return None
