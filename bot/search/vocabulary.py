"""Known words, and which of them a typed word may stand for."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

_SHORT = 4
_LONG = 8


def typos_allowed(word: str) -> int:
    """None in words of up to 3 letters, one up to 7, two in longer ones; swapped neighbours are one."""
    if len(word) < _SHORT:
        return 0
    return 1 if len(word) < _LONG else 2


class Vocabulary:
    """Words in alphabetical order."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))

    def beginning_with(self, prefix: str) -> list[str]:
        """All words that begin with it, itself among them if it's known."""
        first = bisect_left(self._words, prefix)
        last = bisect_left(self._words, prefix + "\U0010ffff")
        return self._words[first:last]

    def with_typos(self, typed: Sequence[str]) -> dict[str, dict[str, int]]:
        """For each typed word the known ones within the typos that its length allows, with their number."""
        near: dict[str, dict[str, int]] = {word: {} for word in typed}
        long = [word for word in near if typos_allowed(word)]
        if long and self._words:
            distances = cdist(long, self._words, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
            for row, word in enumerate(long):
                for column in np.flatnonzero(distances[row] <= typos_allowed(word)).tolist():
                    near[word][self._words[column]] = int(distances[row, column])
        return near
