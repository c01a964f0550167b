"""A ranking bent to a wish: more of this, less of that, a mood, other fandoms, gems."""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from bot.recommend.arrays import Flags, Floats
from bot.recommend.features import Feature, Field
from bot.recommend.reasons import wished_reasons
from bot.recommend.stacks import Stacks
from bot.recommend.weights import BENT_ELSEWHERE, BENT_GEM, BENT_LESS, BENT_MOOD, BENT_MORE
from bot.recommend.wish import Wish
from bot.search.normalise import fold

_MOODS = (Field.TAG, Field.KEYWORD, Field.WORD)
_GEM = 5
"""The most readers a gem has."""


class Bending:
    """What a wish adds to each slot's score, by what it is for."""

    def __init__(self, stacks: Stacks, wish: Wish, liked: Sequence[int], counts: Floats, touched: Floats) -> None:
        """`counts` are the readers who like a slot's story, `touched` those with any act for it."""
        self._stacks = stacks
        self.parts: dict[str, Floats] = {}
        self._add("more of", wish.more, BENT_MORE)
        self._add("less of", wish.less, -BENT_LESS)
        moods = [[Feature(field, fold(mood)) for field in _MOODS] for mood in wish.moods]
        for features in moods:
            has = np.zeros(len(stacks.cards), np.bool_)
            for feature in features:
                has |= self._having(feature)
            self._put("mood", has * np.float32(BENT_MOOD))
        self._wished = (*wish.more, *chain.from_iterable(moods))
        if wish.surprise:
            fandoms = {feature for slot in liked for feature in stacks.labels[slot] if feature.field is Field.FANDOM}
            same = np.zeros(len(stacks.cards), np.bool_)
            for feature in fandoms:
                same |= self._having(feature)
            self._put("elsewhere", same * np.float32(-BENT_ELSEWHERE))
        if wish.gems:
            few = (counts >= 1) & (touched <= _GEM)
            self._put("gem", np.where(few, BENT_GEM * counts / np.maximum(touched, 1), 0).astype(np.float32))

    def bent(self, scores: Floats) -> Floats:
        """The scores with all that the wish adds."""
        return sum(self.parts.values(), scores)

    def at(self, slot: int) -> dict[str, float]:
        """What the wish adds to one slot's score."""
        return {name: float(part[slot]) for name, part in self.parts.items() if part[slot]}

    def reasons(self, slot: int) -> tuple[str, ...]:
        """What a slot's story has of what was wished for."""
        return wished_reasons(self._wished, self._stacks.labels[slot])

    def _add(self, name: str, features: Sequence[Feature], worth: float) -> None:
        for feature in features:
            self._put(name, self._having(feature) * np.float32(worth))

    def _put(self, name: str, part: Floats) -> None:
        self.parts[name] = self.parts[name] + part if name in self.parts else part

    def _having(self, feature: Feature) -> Flags:
        has = np.zeros(len(self._stacks.cards), np.bool_)
        has[self._stacks.having((feature,))] = True
        return has
