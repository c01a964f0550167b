"""Characters or fandoms by name: suggestions while typing, and what a finished name means."""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, permutations

import numpy as np

from bot.search.aliases import Name, Ruling
from bot.search.entities import Entity, Shown
from bot.search.fandoms import fandom_scopes, fandom_spellings
from bot.search.index import Kind, Resolution, Suggestion
from bot.search.labels import MAX_LABEL, cut_label
from bot.search.lookup import NO_FANDOM, Lookup
from bot.search.matching import Matcher
from bot.search.normalise import fold, initials, name_hint, name_spellings, romanise
from bot.search.rulings import Ruled

ScopeLabel = Callable[[Entity, Shown], str]
Rulings = tuple[Ruling, ...]

_NEAR = 0.6
_NEAREST = 5
_POOL = 100
_POPULARITY = 0.1
_MOST_PARTS = 3
_LONGEST_NAME = 60
"""Characters of a name in a label that also names the fandom."""
_SERVERS_KEPT = 64
"""Servers with rulings whose entities are kept; those of others are made anew."""


class Naming:
    """All entities of one kind. `scope_label` tells those of one name apart; without it no two have one name.

    `rulings`, wherever they are taken, are those of the server that asks: the entities are shared by all.
    """

    def __init__(self, kind: Kind, entities: Sequence[Entity], scope_label: ScopeLabel | None = None) -> None:
        self._kind = kind
        self._entities = sorted(entities, key=lambda entity: (-len(entity.card_ids), entity.key))
        self._scope_label = scope_label
        self._lookup = Lookup(self._entities, of_fandoms=kind is Kind.FANDOM)
        self._matcher = Matcher([list(_keys(entity, kind)) for entity in self._entities])
        self._ruled: dict[int, tuple[Rulings, Ruled]] = {}
        """By the identity of a server's rulings, which are held here, so that no others can have it."""

    def suggest(self, typed: str, shown: Shown, limit: int, rulings: Rulings = ()) -> list[Suggestion]:
        """Best first, by likeness and a little by the number of stories."""
        pool = self._likely(typed, shown) if typed.strip() else self._most_told(shown, limit)
        if rulings:
            pool = self._as_ruled(pool, self._parts(typed), shown, rulings)
            pool = pool if typed.strip() else sorted(pool, key=lambda pair: -pair[1])
        chosen = [entity for entity, _ in pool[:limit]]
        return [
            Suggestion(self._kind, label, stories=stories)
            for label, (_, stories) in zip(self.labels(chosen, shown), pool, strict=False)
        ]

    def resolve(self, typed: str, shown: Shown, rulings: Rulings = ()) -> Resolution:
        """One label and its key when clear, several on a tie, else what came close."""
        found = self.meant(typed, shown, rulings=rulings)
        if found:
            key = found[0].key if len(found) == 1 and not found[0].made_of else ""
            return Resolution(typed, tuple(self.labels(found, shown)), key)
        return Resolution(typed, nearest=tuple(self.near_labels(typed, shown, rulings)))

    def near_labels(self, typed: str, shown: Shown, rulings: Rulings = ()) -> list[str]:
        """Who comes close to a name that nobody has."""
        near = self._likely(typed, shown)[:_NEAREST]
        near = near or [(entity, 0) for entity in self._lookup.with_some_part(self._parts(typed), shown)[:_NEAREST]]
        if rulings:
            near = self._as_ruled(near, self._parts(typed), shown, rulings)
        return self.labels([entity for entity, _ in near], shown)

    def meant(self, typed: str, shown: Shown, worst: float = math.inf, rulings: Rulings = ()) -> list[Entity]:
        """The entities that a finished name fits best, in shown stories; without limits also those it fits loosely."""
        hint = name_hint(typed) if self._kind is Kind.CHARACTER else ""
        scopes = fandom_scopes(hint) if hint else frozenset[str]()
        parts = self._parts(typed)
        found = self._lookup.find(parts, shown, scopes, worst)
        if not found and worst == math.inf:
            found = self._by_edits(parts, shown) or self._lookup.find_loosely(parts, shown, scopes)
        if rulings:
            found = [entity for entity, _ in self._as_ruled([(one, 0) for one in found], parts, shown, rulings)]
        return found

    def labels(self, entities: Sequence[Entity], shown: Shown) -> list[str]:
        """A label for each that `meant` takes for it alone: with the fandom where the name fits others too.

        Labels of characters have no commas, which stand between names where several can be given.
        """
        return [self._label(entity, shown) for entity in entities]

    def exactly(self, name: Name, rulings: Rulings = ()) -> Entity | None:
        """The one who has that very spelling, whether any story with it is shown or not."""
        return self._rule(rulings).find(name)

    def scope(self, entity: Entity, shown: Shown) -> str:
        """The fandom that tells an entity from others of its name; empty where no story gives one."""
        label = self._scope_label(entity, shown) if self._scope_label else ""
        return "" if label == NO_FANDOM else label

    def _rule(self, rulings: Rulings) -> Ruled:
        """What rulings make of the entities; worked out once for each server as long as nothing changes."""
        known = self._ruled.get(id(rulings))
        if known is None:
            while len(self._ruled) >= _SERVERS_KEPT:
                self._ruled.pop(next(iter(self._ruled), 0), None)
            known = self._ruled[id(rulings)] = (rulings, Ruled(rulings, self._lookup.holders))
        return known[1]

    def _as_ruled(
        self, pool: Sequence[tuple[Entity, int]], parts: Sequence[str], shown: Shown, rulings: Rulings
    ) -> list[tuple[Entity, int]]:
        """Those who stand for the found ones, with their shown stories; of two who were one, whom the parts fit."""
        ruled, found = self._rule(rulings), dict[str, tuple[Entity, int]]()
        for entity, _ in pool:
            pieces = ruled.of(entity)
            fitting = Lookup(pieces).find(parts, shown) if len(pieces) > 1 else ()
            for piece in fitting or pieces:
                stories = len(piece.shown_ids(shown))
                if stories:
                    found[piece.key] = (piece, stories)
        return list(found.values())

    def _label(self, entity: Entity, shown: Shown) -> str:
        label = entity.label(shown)
        if self._scope_label is None:
            return cut_label(label)
        label = _without_commas(label)
        if not self._lookup.shares_name(entity, self._parts(label), shown):
            return cut_label(label)
        scope = _without_commas(self._scope_label(entity, shown))
        return f"{cut_label(label, _LONGEST_NAME)} ({cut_label(scope, MAX_LABEL - _LONGEST_NAME - 3)})"

    def _by_edits(self, parts: Sequence[str], shown: Shown) -> list[Entity]:
        """Those whose whole name is the fewest typos away."""
        typed = " ".join(parts)
        near = [(self._entities[n], edits) for n, edits in self._matcher.by_edits(typed).items()]
        near = [(entity, edits) for entity, edits in near if self._is_seen_by_edits(entity, typed, edits, shown)]
        fewest = min((edits for _, edits in near), default=0)
        return [entity for entity, edits in near if edits == fewest]

    def _is_seen_by_edits(self, entity: Entity, typed: str, edits: int, shown: Shown) -> bool:
        seen = entity.seen(shown)
        return seen is entity or self._matcher_of(seen).by_edits(typed).get(0) == edits

    def _matcher_of(self, entity: Entity) -> Matcher:
        return Matcher([list(_keys(entity, self._kind))])

    def _parts(self, typed: str) -> Sequence[str]:
        if self._kind is Kind.FANDOM:
            return fandom_spellings(typed)[0].split()
        return next(iter(name_spellings(typed)), ())

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
        key = " ".join(self._parts(typed))
        scores = self._matcher.score(key, lambda n: self._entities[n].is_shown(shown))
        count = int(np.count_nonzero(scores >= _NEAR))
        near: list[int] = np.argsort(-scores, kind="stable")[:count].tolist()
        shown_near = (n for n in near if self._entities[n].is_shown(shown))
        seen = ((n, self._seen_score(n, key, float(scores[n]), shown)) for n in shown_near)
        pool = dict(islice(((n, score) for n, score in seen if score >= _NEAR), _POOL))
        stories = {n: len(self._entities[n].shown_ids(shown)) for n in pool}
        most = math.log1p(max(stories.values(), default=1))
        best = sorted(pool, key=lambda n: -(pool[n] + _POPULARITY * math.log1p(stories[n]) / most))
        return [(self._entities[n], stories[n]) for n in best]

    def _seen_score(self, number: int, key: str, score: float, shown: Shown) -> float:
        """How near an entity comes by the spellings of shown stories."""
        entity = self._entities[number]
        seen = entity.seen(shown)
        return score if seen is entity else float(self._matcher_of(seen).score(key)[0])


def _without_commas(text: str) -> str:
    bare = " ".join(text.replace(",", " ").split())
    return bare if fold(bare) == fold(text) else text


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
