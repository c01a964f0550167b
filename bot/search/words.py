"""Which documents hold the words of a query: an inverted index that forgives typos and half-typed words."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

Scores = NDArray[np.float32]

MAX_WORDS = 24
"""Words of a query that count; a pasted page is not searched for word by word."""
_SHORT = 4
_LONG = 8
_PREFIX = 0.92
_TYPO = (1.0, 0.86, 0.74)


def typos_allowed(word: str) -> int:
    """None in words of up to 3 letters, one up to 7, two in longer ones; swapped neighbours are one."""
    if len(word) < _SHORT:
        return 0
    return 1 if len(word) < _LONG else 2


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a query each document holds, from 0 to 1, and which of its words each query word was taken for."""

    scores: Scores
    taken_for: Mapping[str, Mapping[str, float]]


class WordIndex:
    """Documents are mappings of word to weight (0 to 1); they are known by their position."""

    def __init__(self, documents: Sequence[Mapping[str, float]]) -> None:
        self._count = len(documents)
        postings: dict[str, tuple[list[int], list[float]]] = {}
        for number, document in enumerate(documents):
            for word, weight in document.items():
                numbers, weights = postings.setdefault(word, ([], []))
                numbers.append(number)
                weights.append(weight)
        self._words = sorted(postings)
        self._postings = {
            word: (np.array(numbers, np.int32), np.array(weights, np.float32))
            for word, (numbers, weights) in postings.items()
        }

    def has(self, word: str) -> bool:
        """Whether any document holds the word."""
        return word in self._postings

    def cover(self, query: Iterable[str], *, unfinished: bool = True) -> Coverage:
        """Score all documents. The last word is taken as half typed when `unfinished`."""
        words = list(dict.fromkeys(query))[:MAX_WORDS]
        scores = np.zeros(self._count, np.float32)
        taken_for = self._similar_words(words, unfinished=unfinished)
        total = 0.0
        for word in words:
            weight = self._rarity(word)
            total += weight
            scores += weight * self._best(taken_for[word])
        return Coverage(scores / total if total else scores, taken_for)

    def _rarity(self, word: str) -> float:
        posting = self._postings.get(word)
        return 0.3 + math.log1p(self._count / (1 + (len(posting[0]) if posting else 0)))

    def _best(self, similar: Mapping[str, float]) -> Scores:
        """For each document the best similarity of a word that it holds."""
        best = np.zeros(self._count, np.float32)
        for word, similarity in similar.items():
            numbers, weights = self._postings[word]
            best[numbers] = np.maximum(best[numbers], similarity * weights)
        return best

    def _similar_words(self, words: Sequence[str], *, unfinished: bool) -> dict[str, dict[str, float]]:
        """The vocabulary's words that each query word may stand for, with their similarity."""
        similar: dict[str, dict[str, float]] = {word: {} for word in words}
        self._add_typos(similar)
        for word in words:
            last = unfinished and word == words[-1]
            if last or len(word) >= _SHORT:
                similar[word] |= dict.fromkeys(self._beginning_with(word), _PREFIX)
            if word in self._postings:
                similar[word][word] = 1.0
        return similar

    def _add_typos(self, similar: dict[str, dict[str, float]]) -> None:
        long = [word for word in similar if len(word) >= _SHORT]
        if not long or not self._words:
            return
        distances = cdist(long, self._words, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        for row, word in enumerate(long):
            for column in np.flatnonzero(distances[row] <= typos_allowed(word)):
                similar[word][self._words[column]] = _TYPO[distances[row, column]]

    def _beginning_with(self, prefix: str) -> list[str]:
        first = bisect_left(self._words, prefix)
        last = bisect_left(self._words, prefix + "\U0010ffff")
        return self._words[first:last]
