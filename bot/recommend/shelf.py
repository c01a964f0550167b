"""All stories with their features as they stand now, one part of which may change at a time."""

from collections.abc import Iterable, Mapping

import numpy as np

from bot.corpus.story import Card
from bot.recommend.arrays import Numbers
from bot.recommend.features import Feature, features_of
from bot.recommend.naming import Labels, names_of
from bot.recommend.stacks import Stacks
from bot.search.fandoms import scopes_of

_SMALL = 5_000
"""Stories up to which all names are told apart anew whenever anything changes: it takes under a second."""
_FEW = 0.01
"""A larger share of the library than this, changed at once, has all names told apart anew."""
_NEIGHBOURS = 2_000


class Shelf:
    """Feeds on cards; gives out Stacks, which never change. Not for several threads at once."""

    def __init__(self) -> None:
        self._cards: dict[int, Card] = {}
        self._own: dict[int, Labels] = {}
        self._labels: dict[int, Labels] = {}
        self._numbers: dict[Feature, int] = {}
        self._rows: dict[int, Numbers] = {}
        self._changed: set[int] = set()
        self._stacks: Stacks | None = None

    def apply(self, put: Iterable[tuple[Card, Labels]], drop: Iterable[int]) -> None:
        """Add or replace cards, each with its `features_of`; forget those dropped."""
        for card_id in drop:
            if self._cards.pop(card_id, None) is not None:
                del self._own[card_id]
                self._labels.pop(card_id, None)
                self._rows.pop(card_id, None)
                self._changed.add(card_id)
        for card, own in put:
            self._cards[card.id] = card
            self._own[card.id] = own
            self._changed.add(card.id)
        if self._changed:
            self._stacks = None

    def stacks(self) -> Stacks:
        """Everything as it stands, told apart and weighed."""
        if self._stacks is None:
            self._settle()
            ids = sorted(self._cards)
            self._stacks = Stacks(
                [self._cards[n] for n in ids],
                [self._labels[n] for n in ids],
                [self._rows[n] for n in ids],
                self._numbers,
            )
        return self._stacks

    def _settle(self) -> None:
        """Tell the names of what changed apart: among all stories, or in a large library among those nearby."""
        changed, self._changed = self._changed, set()
        if len(self._cards) <= _SMALL or len(changed) > _FEW * len(self._cards):
            asked = self._cards.values()
            names = names_of(asked)
        else:
            asked = [self._cards[n] for n in changed if n in self._cards]
            names = names_of(self._nearby(asked))
        for card in asked:
            labels = {**names.get(card.id, {}), **self._own[card.id]}
            if card.id in changed or labels.keys() != self._labels.get(card.id, {}).keys():
                self._rows[card.id] = self._row(labels)
            self._labels[card.id] = labels

    def _nearby(self, cards: Iterable[Card]) -> list[Card]:
        """The cards with some of their fandoms' others."""
        near = {card.id: card for card in cards}
        scopes = frozenset[str]().union(*map(scopes_of, near.values()))
        others = (card for card in reversed(self._cards.values()) if scopes & scopes_of(card))
        for card, _ in zip(others, range(_NEIGHBOURS), strict=False):
            near.setdefault(card.id, card)
        return list(near.values())

    def _row(self, labels: Mapping[Feature, str]) -> Numbers:
        numbers = self._numbers
        return np.array([numbers.setdefault(feature, len(numbers)) for feature in labels], dtype=np.int32)


def prepared(cards: Iterable[Card]) -> list[tuple[Card, Labels]]:
    """Cards with their features, ready for `Shelf.apply`."""
    return [(card, features_of(card)) for card in cards]
