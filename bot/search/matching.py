"""How near a typed text comes to names and titles: whole, half typed, with typos, with words dropped or swapped.

The blend follows a measured comparison of engines: the ratio of the whole, of the name cut to what is typed so far,
and of the words in alphabetical order, beside the share of the words that are held.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from bot.search.vocabulary import typos_allowed
from bot.search.words import Scores, WordIndex

MAX_TYPED = 128
"""Characters that are compared; the words beyond still count."""
_SHORT = 4
_BEGINS, _HAS = 1.0, 0.85
_CUT = 0.97
_SORTED = 0.96
_WORDS = 0.95
_WHOLE = 0.02


class Matcher:
    """Owners, each with its folded keys; an owner's score is that of its best key.

    `words` of the owners, with weights from 0 to 1, are what a query may hold in any order; by default the keys' words.
    """

    def __init__(self, keys: Sequence[Iterable[str]], words: Sequence[Mapping[str, float]] | None = None) -> None:
        pairs = [(key[:MAX_TYPED], owner) for owner, owned in enumerate(keys) for key in dict.fromkeys(owned)]
        self._keys = [key for key, _ in pairs]
        in_order: dict[str, int] = {}
        self._place = np.array([in_order.setdefault(_in_order(key), len(in_order)) for key in self._keys], np.int32)
        """Where the words of each key, in alphabetical order, stand among `_in_order`."""
        self._in_order = list(in_order)
        self._starts = _WordStarts(self._keys)
        self._owners = np.array([owner for _, owner in pairs], np.int32)
        self._count = len(keys)
        self._words = WordIndex(words or [{word: 1.0 for key in owned for word in key.split()} for owned in keys])

    def score(self, typed: str) -> Scores:
        """From 0 to about 1.02 for each owner. `typed` is folded; below 4 letters only beginnings of words count."""
        typed = typed.strip()
        best = np.zeros(self._count, np.float32)
        if self._keys and typed:
            short = len(typed) < _SHORT
            np.maximum.at(best, self._owners, self._starts.score(typed) if short else self._similarities(typed))
            if not short:
                best = np.maximum(best, _WORDS * self._words.cover(typed.split()).scores)
        return best

    def by_edits(self, typed: str) -> dict[int, int]:
        """Owners with the typos in their nearest key of several words, if those are as few as its length allows."""
        typed = typed[:MAX_TYPED]
        most = typos_allowed(typed)
        if not self._keys or not most:
            return {}
        edits = cdist([typed], self._keys, scorer=OSA.distance, score_cutoff=most, dtype=np.uint16)[0]
        near = [n for n in np.flatnonzero(edits <= most).tolist() if " " in self._keys[n]]
        near.sort(key=lambda n: int(edits[n]), reverse=True)
        return {int(self._owners[n]): int(edits[n]) for n in near}

    def _similarities(self, typed: str) -> Scores:
        typed = typed[:MAX_TYPED]
        whole = _ratios(typed, self._keys)
        cut = _ratios(typed, [key[: len(typed)] for key in self._keys])
        in_order = _ratios(_in_order(typed), self._in_order)[self._place]
        return np.maximum.reduce((whole, _CUT * cut, _SORTED * in_order)) + _WHOLE * whole


class _WordStarts:
    """Where words begin in keys, for what is too short to be held against anything else."""

    def __init__(self, keys: Sequence[str]) -> None:
        starts = sorted(
            (key[place : place + _SHORT], number, place == 0)
            for number, key in enumerate(keys)
            for place in (0, *(space + 1 for space, letter in enumerate(key) if letter == " "))
        )
        self._heads = [head for head, _, _ in starts]
        self._numbers = np.array([number for _, number, _ in starts], np.int32)
        self._first = np.array([first for _, _, first in starts], np.bool_)
        self._lengths = np.array([max(1, len(key)) for key in keys], np.float32)

    def score(self, typed: str) -> Scores:
        """Keys that begin with it before keys with a later word that does; the shorter the better."""
        scores = np.zeros(len(self._lengths), np.float32)
        found = slice(bisect_left(self._heads, typed), bisect_left(self._heads, typed + "\U0010ffff"))
        numbers = self._numbers[found]
        worth = np.where(self._first[found], _BEGINS, _HAS) * (0.9 + 0.1 * len(typed) / self._lengths[numbers])
        np.maximum.at(scores, numbers, worth)
        return scores


def _ratios(typed: str, keys: Sequence[str]) -> Scores:
    return cdist([typed], keys, scorer=fuzz.ratio, dtype=np.float32)[0] / 100


def _in_order(text: str) -> str:
    return " ".join(sorted(text.split()))
