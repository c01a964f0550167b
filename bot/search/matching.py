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

from bot.search.engine.entries import BY_WORDS, Entry, Visible, shows_all
from bot.search.engine.keys import KeyIndex
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


LARGE = 5_000
"""Keys from which on going through all of them takes longer than asking the engine."""
_NEAREST = 300
_BY_WORDS = 0.9
"""Worth of a hit that needs the owner's other words, beside one by its keys."""


class Matcher:
    """Owners, each with its folded keys; an owner's score is that of its best key.

    `words` of the owners, with weights from 0 to 1, are what a query may hold in any order; by default the keys' words.
    Few keys are all gone through. Of many the engine finds those that come near, and the others score nothing.
    """

    def __init__(
        self, keys: Sequence[Iterable[str]], words: Sequence[Mapping[str, float]] | None = None, *, large: int = LARGE
    ) -> None:
        owned = [list(dict.fromkeys(each)) for each in keys]
        many = sum(map(len, owned)) >= large
        self._held: _Near | _Scan = _Near(owned, words) if many else _Scan(owned, words)

    def score(self, typed: str, shown: Visible = shows_all) -> Scores:
        """From 0 to about 1.04 for each owner. `typed` is folded; below 4 letters only beginnings of words count.

        Owners that are not `shown` may score nothing, so that among many there's room for those that are.
        """
        return self._held.score(typed.strip(), shown)

    def by_edits(self, typed: str) -> dict[int, int]:
        """Owners with the typos in their nearest key of several words, if those are as few as its length allows."""
        typed = typed[:MAX_TYPED]
        most = typos_allowed(typed)
        return self._held.by_edits(typed, most) if most else {}


class _Near:
    """Owners by the engine, in memory."""

    def __init__(self, keys: Sequence[Sequence[str]], words: Sequence[Mapping[str, float]] | None) -> None:
        self._keys = keys
        every = words or [dict[str, float]() for _ in keys]
        self._index = KeyIndex.build(
            Entry(owner, _once_in_any_order(owned), tuple(set(held).difference(*map(str.split, owned))))
            for owner, (owned, held) in enumerate(zip(keys, every, strict=True))
        )

    def score(self, typed: str, shown: Visible) -> Scores:
        scores = np.zeros(len(self._keys), np.float32)
        found = self._index.suggest(typed, _NEAREST, shown=shown)
        for near in found:
            scores[near.id] = near.score * (_BY_WORDS if near.how == BY_WORDS else 1)
        if len(typed) < _SHORT and found:
            pairs = [(key, near.id) for near in found for key in self._keys[near.id]]
            scores[:] = 0
            starts = _WordStarts([key for key, _ in pairs]).score(typed)
            np.maximum.at(scores, [owner for _, owner in pairs], starts)
        return scores

    def by_edits(self, typed: str, most: int) -> dict[int, int]:
        owners = [near.id for near in self._index.suggest(typed, _NEAREST)]
        return _fewest_edits(typed, most, [(key, owner) for owner in owners for key in self._keys[owner]])


def _once_in_any_order(keys: Iterable[str]) -> tuple[str, ...]:
    """The first of keys that are the same words: the engine minds no order."""
    return tuple({_in_order(key): key for key in reversed(list(keys))}.values())[::-1]


class _Scan:
    """Owners by going through all keys."""

    def __init__(self, keys: Sequence[Sequence[str]], words: Sequence[Mapping[str, float]] | None = None) -> None:
        pairs = [(key[:MAX_TYPED], owner) for owner, owned in enumerate(keys) for key in owned]
        self._pairs = pairs
        self._keys = [key for key, _ in pairs]
        in_order: dict[str, int] = {}
        self._place = np.array([in_order.setdefault(_in_order(key), len(in_order)) for key in self._keys], np.int32)
        """Where the words of each key, in alphabetical order, stand among `_in_order`."""
        self._in_order = list(in_order)
        self._starts = _WordStarts(self._keys)
        self._owners = np.array([owner for _, owner in pairs], np.int32)
        self._count = len(keys)
        self._words = WordIndex(words or [{word: 1.0 for key in owned for word in key.split()} for owned in keys])

    def score(self, typed: str, _: Visible) -> Scores:
        best = np.zeros(self._count, np.float32)
        if self._keys and typed:
            short = len(typed) < _SHORT
            np.maximum.at(best, self._owners, self._starts.score(typed) if short else self._similarities(typed))
            if not short:
                best = np.maximum(best, _WORDS * self._words.cover(typed.split()).scores)
        return best

    def by_edits(self, typed: str, most: int) -> dict[int, int]:
        return _fewest_edits(typed, most, self._pairs)

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


def _fewest_edits(typed: str, most: int, pairs: Sequence[tuple[str, int]]) -> dict[int, int]:
    """Owners with the typos in their nearest key of several words, if those are no more than `most`."""
    if not pairs:
        return {}
    edits = cdist([typed], [key for key, _ in pairs], scorer=OSA.distance, score_cutoff=most, dtype=np.uint16)[0]
    near = [n for n in np.flatnonzero(edits <= most).tolist() if " " in pairs[n][0]]
    near.sort(key=lambda n: int(edits[n]), reverse=True)
    return {pairs[n][1]: int(edits[n]) for n in near}


def _ratios(typed: str, keys: Sequence[str]) -> Scores:
    return cdist([typed], keys, scorer=fuzz.ratio, dtype=np.float32)[0] / 100


def _in_order(text: str) -> str:
    return " ".join(sorted(text.split()))
