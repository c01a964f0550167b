"""Characters or fandoms by name: suggestions while typing, and what a finished name means."""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

import numpy as np

from bot.search.entities import Entity, Shown, distinct_labels
from bot.search.fandoms import fandom_scopes, fandom_spellings
from bot.search.index import Kind, Resolution, Suggestion
from bot.search.labels import cut_label
from bot.search.lookup import Lookup
from bot.search.matching import Matcher
from bot.search.normalise import initials, name_hint, name_parts, romanise

ScopeLabel = Callable[[Entity, Shown], str]

_NEAR = 0.6
_NEAREST = 5
_POOL = 100
_POPULARITY = 0.1
_MOST_PARTS = 3


def _no_scope(_entity: Entity, _shown: Shown) -> str:
    return "another"


class Naming:
    """All entities of one kind."""

    def __init__(self, kind: Kind, entities: Sequence[Entity], scope_label: ScopeLabel = _no_scope) -> None:
        self._kind = kind
        self._entities = sorted(entities, key=lambda entity: (-len(entity.card_ids), entity.key))
        self._scope_label = scope_label
        self._lookup = Lookup(self._entities, abbreviated=kind is Kind.FANDOM)
        self._matcher = Matcher([list(_keys(entity, kind)) for entity in self._entities])

    def suggest(self, typed: str, shown: Shown, limit: int) -> list[Suggestion]:
        """Best first, by likeness and a little by the number of stories."""
        pool = self._likely(typed, shown) if typed.strip() else self._most_told(shown, limit)
        chosen = [entity for entity, _ in pool[:limit]]
        return [
            Suggestion(self._kind, cut_label(label), stories=stories)
            for label, (_, stories) in zip(self.labels(chosen, shown), pool, strict=False)
        ]

    def resolve(self, typed: str, shown: Shown) -> Resolution:
        """One label and its key when clear, several on a tie, else what came close."""
        found = self.meant(typed, shown)
        if found:
            return Resolution(typed, tuple(self.labels(found, shown)), found[0].key if len(found) == 1 else "")
        near = [entity for entity, _ in self._likely(typed, shown)[:_NEAREST]]
        return Resolution(typed, nearest=tuple(self.labels(near, shown)))

    def meant(self, typed: str, shown: Shown, worst: float = math.inf) -> list[Entity]:
        """The entities that a finished name fits best, in shown stories."""
        hint = name_hint(typed) if self._kind is Kind.CHARACTER else ""
        scopes = fandom_scopes(hint) if hint else frozenset[str]()
        parts = self._parts(typed)
        found = self._lookup.find(parts, lambda entity: any(map(shown, entity.card_ids)), scopes, worst)
        if found or worst < math.inf:
            return found
        near = (self._entities[n] for n in self._matcher.by_edits(" ".join(parts)))
        return [entity for entity in near if any(map(shown, entity.card_ids))]

    def labels(self, entities: Sequence[Entity], shown: Shown) -> list[str]:
        """A label for each, told apart where they would be the same."""
        return distinct_labels(entities, shown, lambda entity: self._scope_label(entity, shown))

    def _parts(self, typed: str) -> Sequence[str]:
        return name_parts(typed) if self._kind is Kind.CHARACTER else fandom_spellings(typed)[0].split()

    def _most_told(self, shown: Shown, limit: int) -> list[tuple[Entity, int]]:
        """Those with the most shown stories. Entities come by all stories, so that the rest can't catch up."""
        best: list[tuple[Entity, int]] = []
        for entity in self._entities:
            if len(best) >= limit and len(entity.card_ids) < best[limit - 1][1]:
                break
            stories = len(entity.shown_ids(shown))
            if stories:
                best.append((entity, stories))
                best.sort(key=lambda pair: -pair[1])
        return best

    def _likely(self, typed: str, shown: Shown) -> list[tuple[Entity, int]]:
        """Those near to what is typed, with their shown stories, best first."""
        scores = self._matcher.score(" ".join(self._parts(typed)))
        near = [int(n) for n in np.argsort(-scores, kind="stable")[: 4 * _POOL] if scores[n] >= _NEAR]
        counted = [(n, len(self._entities[n].shown_ids(shown))) for n in near]
        pool = [(n, stories) for n, stories in counted if stories][:_POOL]
        most = math.log1p(max((stories for _, stories in pool), default=1))
        pool.sort(key=lambda pair: -(scores[pair[0]] + _POPULARITY * math.log1p(pair[1]) / most))
        return [(self._entities[n], stories) for n, stories in pool]


def _keys(entity: Entity, kind: Kind) -> Iterator[str]:
    """Every spelling in every order, as given and romanised; for fandoms as given, and abbreviated."""
    for spelling in entity.spellings:
        if kind is Kind.FANDOM:
            yield " ".join(spelling)
            yield initials(" ".join(spelling)) or spelling[0]
            continue
        orders = permutations(spelling) if len(spelling) <= _MOST_PARTS else (spelling,)
        for order in orders:
            yield " ".join(order)
            yield " ".join(map(romanise, order))
