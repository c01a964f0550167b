"""What stories carry besides people and fandoms: tags, authors, pairings, series, languages, warnings, by name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from bot.corpus.story import Card, Fact, Origin
from bot.search.entities import Entity, Mention, Shown
from bot.search.index import Kind, Resolution, Suggestion
from bot.search.labels import cut_label
from bot.search.matching import Matcher
from bot.search.normalise import fold, romanise
from bot.search.vocabulary import Vocabulary

CARRIED = (Kind.TAG, Kind.AUTHOR, Kind.RELATIONSHIP, Kind.SERIES, Kind.LANGUAGE, Kind.WARNING)

_ONE_ALONE = frozenset({Kind.AUTHOR, Kind.SERIES, Kind.LANGUAGE})
"""A whole name of these is meant alone: Ann is not also Ann Leigh. The tag angst is part of light angst."""
_FITS = 0.8
_NEAR = 0.6
_MARGIN = 0.04
_SHORTEST = 4
"""Letters below which nothing is a typo."""
_NEAREST = 5
_STARTS, _HAS = 1.0, 0.9
_POOL = 100
_MOST_WORDS = 12


class Carried:
    """All names of one kind. Whatever is asked, only those count that a story has which may be shown."""

    def __init__(self, kind: Kind, cards: Iterable[Card]) -> None:
        self._kind = kind
        mentions: dict[str, list[Mention]] = defaultdict(list)
        for card in cards:
            for fact in _facts(card, kind):
                key = fold(fact.value)
                if key:
                    stated = fact.origin is Origin.STATED
                    mentions[key].append(Mention(card.id, fact.value.strip(), tuple(key.split()), stated))
        # By name: an order by their stories would tell of those that may not be shown.
        self._entities = [Entity(key, tuple(mentions[key])) for key in sorted(mentions)]
        self._by_stories = sorted(self._entities, key=lambda entity: -len(entity.card_ids))
        self._words: dict[str, list[int]] = defaultdict(list)
        for number, entity in enumerate(self._entities):
            for word in set(entity.key.split()):
                self._words[word].append(number)
        self._vocabulary = Vocabulary(self._words)
        # No words for the matcher: it weighs them by how rare they are, also in stories that may not be shown.
        self._matcher = Matcher([[entity.key] for entity in self._entities], [{} for _ in self._entities])

    def with_some_word(self, words: Iterable[str], shown: Shown) -> list[Entity]:
        """Those that have any of these romanised words."""
        numbers = set[int]().union(*(self._romanised.get(word, ()) for word in words))
        return [entity for entity in (self._entities[n] for n in sorted(numbers)) if entity.is_shown(shown)]

    @cached_property
    def _romanised(self) -> dict[str, list[int]]:
        romanised: dict[str, list[int]] = defaultdict(list)
        for word, numbers in self._words.items():
            romanised[romanise(word)] += numbers
        return romanised

    def meant(self, typed: str, shown: Shown) -> list[Entity]:
        """What a finished name stands for: that hold its words, else that come nearest to it."""
        folded = fold(typed)
        found = self._holding(folded, shown)
        exact = [entity for entity in found if entity.key == folded]
        if exact and self._kind in _ONE_ALONE:
            return exact
        return exact + [entity for entity in found if entity.key != folded] if found else self._like(folded, shown)

    def resolve(self, typed: str, shown: Shown) -> Resolution:
        """The labels that a finished name stands for, or those that came close."""
        found = self.meant(typed, shown)
        if found:
            return Resolution(typed, tuple(entity.label(shown) for entity in found), kind=self._kind)
        return Resolution(typed, nearest=tuple(self.nearest(typed, shown)), kind=self._kind)

    def nearest(self, typed: str, shown: Shown) -> list[str]:
        """Labels that come close, or that have one of the words."""
        near = [entity for entity, _ in self._scored(fold(typed), shown, _NEAR)]
        near = near or sorted(self._by_words(fold(typed), shown, some=True), key=lambda entity: entity.key)
        return [cut_label(entity.label(shown)) for entity in near[:_NEAREST]]

    def suggest(self, typed: str, shown: Shown, limit: int) -> list[Suggestion]:
        """While typing: those that begin so, that have a word which begins so, that come near; more stories first."""
        folded = fold(typed) if typed.strip() else ""
        pool = self._likely(folded, shown) if folded else [(entity, 1.0) for entity in self._most_told(shown, limit)]
        rated = [(entity, score, len(entity.shown_ids(shown))) for entity, score in pool]
        rated.sort(key=lambda one: (-round(one[1], 2), -one[2], one[0].key))
        return [
            Suggestion(self._kind, cut_label(entity.label(shown)), stories=stories)
            for entity, _, stories in rated[:limit]
        ]

    def _holding(self, folded: str, shown: Shown) -> list[Entity]:
        """Those with the words side by side; if there are none, those with the words in any order."""
        words = folded.split()
        numbers = set(self._words.get(words[0], ())) if words else set[int]()
        for word in words[1:]:
            numbers &= set(self._words.get(word, ()))
        having = [self._entities[number] for number in sorted(numbers)]
        having = [entity for entity in having if entity.is_shown(shown)]
        together = [entity for entity in having if f" {folded} " in f" {entity.key} "]
        return together or having

    def _like(self, folded: str, shown: Shown) -> list[Entity]:
        if len(folded) < _SHORTEST:
            return []
        near = self._scored(folded, shown, _FITS)
        return [entity for entity, score in near if score >= near[0][1] - _MARGIN] or self._by_words(folded, shown)

    def _by_words(self, folded: str, shown: Shown, *, some: bool = False) -> list[Entity]:
        """Those that have every typed word, or some, though half typed or with typos."""
        words = folded.split()[:_MOST_WORDS]
        found: list[set[int]] = []
        for word, typos in self._vocabulary.with_typos(words).items():
            begun = self._vocabulary.beginning_with(word) if len(word) >= _SHORTEST else []
            found.append({number for known in (word, *typos, *begun) for number in self._words.get(known, ())})
        if not found:
            return []
        numbers = set[int]().union(*found) if some else found[0].intersection(*found[1:])
        return [entity for entity in (self._entities[n] for n in sorted(numbers)) if entity.is_shown(shown)]

    def _scored(self, folded: str, shown: Shown, least: float) -> list[tuple[Entity, float]]:
        if len(folded) < _SHORTEST:
            return []
        scores = self._matcher.score(folded)
        near: list[int] = np.argsort(-scores, kind="stable")[: int(np.count_nonzero(scores >= least))].tolist()
        scored: list[tuple[Entity, float]] = []
        for number in near:
            if self._entities[number].is_shown(shown):
                scored.append((self._entities[number], float(scores[number])))
            if len(scored) == _POOL:
                break
        # By likeness, then by name: how many stories have it, those may know that can't be shown.
        return sorted(scored, key=lambda pair: (-pair[1], pair[0].key))

    def _likely(self, folded: str, shown: Shown) -> list[tuple[Entity, float]]:
        best: dict[str, tuple[Entity, float]] = {
            one.key: (one, score) for one, score in self._scored(folded, shown, _NEAR)
        }
        for entity in self._entities:
            starts, has = entity.key.startswith(folded), f" {folded}" in entity.key
            if (starts or has) and entity.is_shown(shown):
                best[entity.key] = (entity, _STARTS + 0.1 if starts else _HAS + 0.1)
        return list(best.values())

    def _most_told(self, shown: Shown, limit: int) -> list[Entity]:
        """Those with the most shown stories. They come by all stories, so that the rest can't catch up."""
        most: list[tuple[int, Entity]] = []
        for entity in self._by_stories:
            if len(most) >= limit and len(entity.card_ids) < most[limit - 1][0]:
                break
            if stories := len(entity.shown_ids(shown)):
                most.append((stories, entity))
                most.sort(key=lambda pair: (-pair[0], pair[1].key))
        return [entity for _, entity in most]


def _facts(card: Card, kind: Kind) -> Sequence[Fact[str]]:
    single = {Kind.SERIES: card.series, Kind.LANGUAGE: card.language}.get(kind)
    if single is not None:
        return (single,)
    several = {Kind.TAG: card.tags, Kind.AUTHOR: card.authors, Kind.RELATIONSHIP: card.relationships}
    return (several | {Kind.WARNING: card.warnings}).get(kind, ())
