"""All cards with their features at one moment, and how much each shared feature says; never changed afterwards."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.corpus.story import Card
from bot.recommend.features import TELLING, WEIGHTS, Feature, Field
from bot.search.entities import Entity
from bot.search.fandoms import gather_fandoms
from bot.search.names import gather_characters

_NORM = 0.35
"""0 favours stories with many facts, 1 those with few."""


class Shelf:
    """Likeness between stories: weight by kind of fact and rarity in the library, summed over what they share."""

    def __init__(self, cards: Mapping[int, Card], features: Mapping[int, Mapping[Feature, str]]) -> None:
        self.cards = dict(sorted(cards.items()))
        characters = _named(Field.CHARACTER, gather_characters(self.cards.values()))
        fandoms = _named(Field.FANDOM, gather_fandoms(self.cards.values()))
        self.labels = {n: {**characters.get(n, {}), **fandoms.get(n, {}), **features[n]} for n in self.cards}
        """Each card's features, as the card itself words them."""
        self._holders: dict[Feature, list[int]] = defaultdict(list)
        for card_id, labels in self.labels.items():
            for feature in labels:
                self._holders[feature].append(card_id)
        self._worth = {feature: _worth(feature, len(cards), len(found)) for feature, found in self._holders.items()}
        self._norms = {
            card_id: math.fsum(self._worth[feature] ** 2 for feature in labels) ** (_NORM / 2)
            for card_id, labels in self.labels.items()
        }

    def scores(self, card_id: int) -> tuple[dict[int, float], set[int]]:
        """How much each other card is like one, for all that share something; and which share something telling."""
        scores: dict[int, float] = defaultdict(float)
        telling: set[int] = set()
        for feature in self.labels[card_id]:
            worth, holders = self._worth[feature] ** 2, self._holders[feature]
            for holder in holders:
                scores[holder] += worth / self._norms[holder]
            if feature.field in TELLING:
                telling.update(holders)
        return scores, telling

    def shared(self, card_id: int, features: Iterable[Feature]) -> dict[Feature, float]:
        """What a card has of these features, with what each adds to the likeness."""
        labels, norm = self.labels[card_id], self._norms[card_id]
        return {feature: self._worth[feature] ** 2 / norm for feature in features if feature in labels}

    def likeness(self, one: int, other: int) -> float:
        """From 0 to 1: the cosine of two cards' features."""
        shared = math.fsum(self._worth[feature] ** 2 for feature in self.labels[one].keys() & self.labels[other].keys())
        return shared / (self._length(one) * self._length(other)) if shared else 0.0

    def _length(self, card_id: int) -> float:
        return self._norms[card_id] ** (1 / _NORM)


def _worth(feature: Feature, cards: int, count: int) -> float:
    return WEIGHTS[feature.field] * math.log1p(cards / count)


def _named(field: Field, entities: Iterable[Entity]) -> dict[int, dict[Feature, str]]:
    """Each card's characters or fandoms under the library-wide keys, as the card names them."""
    found: dict[int, dict[Feature, str]] = defaultdict(dict)
    for entity in entities:
        feature = Feature(field, entity.key)
        for mention in sorted(entity.mentions, key=lambda mention: len(mention.parts)):
            found[mention.card_id][feature] = mention.text
    return found
