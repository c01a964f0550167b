"""Which documents hold the words of a query: an inverted index that forgives typos and half-typed words."""

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.vocabulary import Vocabulary, typos_allowed

Scores = NDArray[np.float32]

MAX_WORDS = 24
"""Words of a query that count; a pasted page is not searched for word by word."""
_PREFIX = 0.92
_TYPO = (1.0, 0.86, 0.74)


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
        self._vocabulary = Vocabulary(postings)
        self._postings = {
            word: (np.array(numbers, np.int32), np.array(weights, np.float32))
            for word, (numbers, weights) in postings.items()
        }

    def holders(self, word: str) -> Iterable[int]:
        """The positions of the documents that hold the word."""
        posting = self._postings.get(word)
        return posting[0].tolist() if posting else ()

    def cover(
        self, query: Iterable[str], *, unfinished: bool = True, certain: AbstractSet[str] = frozenset()
    ) -> Coverage:
        """Score all documents. The last word is half typed when `unfinished`; `certain` words hold no typos."""
        words = list(dict.fromkeys(query))[:MAX_WORDS]
        scores = np.zeros(self._count, np.float32)
        taken_for = self._similar_words(words, certain, unfinished=unfinished)
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

    def _similar_words(
        self, words: Sequence[str], certain: AbstractSet[str], *, unfinished: bool
    ) -> dict[str, dict[str, float]]:
        """The vocabulary's words that each query word may stand for, with their similarity."""
        similar: dict[str, dict[str, float]] = {}
        near = self._vocabulary.with_typos([word for word in words if word not in certain])
        for word in words:
            similar[word] = {known: _TYPO[typos] for known, typos in near.get(word, {}).items()}
            if (unfinished and word == words[-1]) or typos_allowed(word):
                similar[word] |= dict.fromkeys(self._vocabulary.beginning_with(word), _PREFIX)
            if word in self._postings:
                similar[word][word] = 1.0
        return similar
