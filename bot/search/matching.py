"""How near a typed text comes to names and titles: whole, half typed, with typos, with words dropped or swapped.

The blend follows a measured comparison of engines: the ratio of the whole, of the name cut to what is typed so far,
and of the words in alphabetical order, beside the share of the words that are held.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from bot.search.words import Scores, WordIndex, typos_allowed

MAX_TYPED = 200
"""Characters that are compared; the words beyond still count."""
_SHORT = 4
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
        self._sorted = [_in_order(key) for key in self._keys]
        self._owners = np.array([owner for _, owner in pairs], np.int32)
        self._count = len(keys)
        self._words = WordIndex(words or [{word: 1.0 for key in owned for word in key.split()} for owned in keys])

    def score(self, typed: str) -> Scores:
        """From 0 to about 1.02 for each owner. `typed` is folded; below 4 letters only beginnings of words count."""
        typed = typed.strip()
        best = np.zeros(self._count, np.float32)
        if self._keys and typed:
            short = len(typed) < _SHORT
            np.maximum.at(best, self._owners, self._beginnings(typed) if short else self._similarities(typed))
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

    def _beginnings(self, typed: str) -> Scores:
        """Names that begin with it before names with a later word that does; the shorter the better."""
        inside = " " + typed
        return np.fromiter(
            (
                (1.0 if key.startswith(typed) else 0.85 if inside in key else 0.0)
                * (0.9 + 0.1 * len(typed) / (len(key) or 1))
                for key in self._keys
            ),
            np.float32,
            len(self._keys),
        )

    def _similarities(self, typed: str) -> Scores:
        typed = typed[:MAX_TYPED]
        whole = _ratios(typed, self._keys)
        cut = _ratios(typed, [key[: len(typed)] for key in self._keys])
        in_order = _ratios(_in_order(typed), self._sorted)
        return np.maximum.reduce((whole, _CUT * cut, _SORTED * in_order)) + _WHOLE * whole


def _ratios(typed: str, keys: Sequence[str]) -> Scores:
    return cdist([typed], keys, scorer=fuzz.ratio, dtype=np.float32)[0] / 100


def _in_order(text: str) -> str:
    return " ".join(sorted(text.split()))
