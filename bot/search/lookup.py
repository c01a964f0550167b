"""What a finished name means: who fits it, and how badly, part by part."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.search.entities import Entity, Shown
from bot.search.epithets import RANKS, VARIANTS, is_variant_of
from bot.search.fandoms import fandom_scopes, fits_scope
from bot.search.normalise import initials, romanise
from bot.search.vocabulary import Vocabulary, typos_allowed

EXACT, SPELLING, BEGINNING, TYPO, MISSING = 0.0, 0.3, 1.0, 1.5, 0.3
"""Costs of a part: as stated, as romanised otherwise, half typed, a typo each; and of a part left out."""
LEFT_OUT = 0.2
"""Cost of giving one part of a longer name: less than MARGIN, since such a name fits several people equally well."""
MARGIN = 0.25
"""Two that cost about the same are a tie, for the reader to decide."""
NO_FANDOM = "no fandom given"
"""Stands in parentheses after a character whom no story places in a fandom."""

_MOST_PARTS = 30
"""Parts of a name that anybody has; more is a pasted page."""
_SHORTEST = 3
"""Letters of a part that may stand for a name of which more was typed: Lee, but not J."""
_Costs = dict[int, float]
Hint = frozenset[str]
"""What may tell people of one name apart: names of a fandom, or words of them, folded."""


class Lookup:
    """Finds entities by the parts of their names.

    Fandoms go by their initials too, and one whose whole name is given is meant: Naruto, not also Naruto Shippuden.
    Parts are those of all spellings; who is found by one that only hidden stories have, is looked at again without it.
    """

    def __init__(self, entities: Sequence[Entity], *, of_fandoms: bool = False) -> None:
        self._entities = entities
        self._of_fandoms = of_fandoms
        self._parts: dict[str, set[int]] = defaultdict(set)
        self._romanised: dict[str, set[str]] = defaultdict(set)
        self._initials: dict[str, set[int]] = defaultdict(set)
        for number, entity in enumerate(entities):
            for spelling in entity.spellings:
                for part in spelling:
                    self._parts[part].add(number)
                    self._romanised[romanise(part)].add(part)
                if of_fandoms:
                    self._initials[initials(" ".join(spelling))].add(number)
        self._vocabulary = Vocabulary(self._parts)

    def find(
        self, parts: Sequence[str], shown: Shown, hint: Hint = frozenset(), worst: float = math.inf
    ) -> list[Entity]:
        """The best that fit, several on a tie. A fandom given as a hint decides between those that fit."""
        costs = {n: cost for n, cost in self._seen_costs(parts, shown).items() if cost <= worst}
        return self._best(costs, shown, hint)

    def find_loosely(self, parts: Sequence[str], shown: Shown, hint: Hint) -> list[Entity]:
        """For a name that nobody has in full: who has it without a title, else who is known by one of its parts alone.

        "Professor Snape" and "Harry Potter" are found where stories say Severus Snape and Harry.
        """
        plain = [part for part in parts if part not in RANKS | VARIANTS]
        found = self.find(plain, shown, hint) if len(plain) < len(parts) else []
        if found or len(parts) == 1:
            return found
        costs: _Costs = {}
        matched: set[str] = set()
        for part in (part for part in parts if len(part) >= _SHORTEST):
            worst = SPELLING if len(part) > _SHORTEST else EXACT
            for number, cost in self._seen_costs([part], shown).items():
                spellings = self._entities[number].seen(shown).spellings
                if cost <= worst and all(len(spelling) == 1 for spelling in spellings):
                    costs[number] = min(cost, costs.get(number, cost))
                    matched.add(part)
        return self._best(costs, shown, hint or frozenset(parts) - matched)

    def with_some_part(self, parts: Sequence[str], shown: Shown) -> list[Entity]:
        """Those who have one of the parts, in any romanisation: for asking whether they were meant."""
        known = {known for part in parts[:_MOST_PARTS] for known in self._romanised.get(romanise(part), ())}
        numbers = sorted(set[int]().union(*(self._parts[part] for part in known)))
        near = (self._entities[n] for n in numbers)
        return [one for one in near if any(not known.isdisjoint(spelling) for spelling in one.seen(shown).spellings)]

    def shares_name(self, entity: Entity, parts: Sequence[str], shown: Shown) -> bool:
        """Whether somebody else goes by just these parts, or has this one part in a name."""
        each = [self._parts.get(part, set[int]()) for part in parts]
        others = [self._entities[number] for number in set(each[0]).intersection(*each)] if each else []
        seen = [other.seen(shown) for other in others if other.key not in entity.origins]
        if len(set(parts)) > 1:
            return any(_in_one_order(parts) in other.spellings_in_order for other in seen)
        return any(not set(parts).isdisjoint(spelling) for other in seen for spelling in other.spellings)

    def holders(self, parts: Iterable[str]) -> list[Entity]:
        """Those who have a spelling of just these parts, in any order."""
        wanted = sorted(set(parts))
        each = [self._parts.get(part, set[int]()) for part in wanted]
        numbers = set(each[0]).intersection(*each[1:]) if each else set[int]()
        near = (self._entities[number] for number in sorted(numbers))
        return [entity for entity in near if any(sorted(spelling) == wanted for spelling in entity.spellings)]

    def _best(self, costs: _Costs, shown: Shown, hint: Hint) -> list[Entity]:
        costs = {n: cost for n, cost in costs.items() if self._entities[n].is_shown(shown)}
        hinted = self._hinted(costs, shown, hint)
        costs = hinted or costs
        lowest = min(costs.values(), default=0.0)
        margin = 0.0 if hinted or (self._of_fandoms and lowest == EXACT) else MARGIN
        best = {n for n, cost in costs.items() if cost <= lowest + margin}
        if not hinted and 0 < lowest <= LEFT_OUT:
            best |= self._same_family(best, costs, shown)
        stories = {n: len(self._entities[n].shown_ids(shown)) for n in best}
        return [self._entities[n] for n in sorted(best, key=lambda n: (costs[n], -stories[n], self._entities[n].key))]

    def _hinted(self, costs: _Costs, shown: Shown, hint: Hint) -> _Costs:
        if not hint:
            return {}
        scopes = {n: self._entities[n].scopes(shown) or fandom_scopes(NO_FANDOM) for n in costs}
        exactly = {n: cost for n, cost in costs.items() if hint & scopes[n]}
        return exactly or {n: cost for n, cost in costs.items() if any(fits_scope(hint, one) for one in scopes[n])}

    def _same_family(self, best: Iterable[int], costs: _Costs, shown: Shown) -> set[int]:
        """Those whom one part names too, in the other romanisation: Hyuuga Hinata and Hyuga Neji, of one fandom."""
        scopes = frozenset[str]().union(*(self._entities[n].scopes(shown) for n in best))
        near = (n for n, cost in costs.items() if cost <= LEFT_OUT + SPELLING)
        return {n for n in near if scopes & self._entities[n].scopes(shown)}

    def costs(self, parts: Sequence[str]) -> _Costs:
        """What each entity costs that has all the parts, by its number, whether it may be shown or not."""
        each = list(self._part_costs(parts).values())
        if not each:
            return {}
        costs: _Costs = {}
        for number in set(each[0]).intersection(*each[1:]):
            cost = sum(part[number] for part in each)
            costs[number] = cost + self._left_out(number, parts, exact=cost <= SPELLING * len(each))
        for number in self._initials.get("".join(parts), ()) if len(parts) == 1 else ():
            costs[number] = min(SPELLING, costs.get(number, SPELLING))
        return costs

    def _seen_costs(self, parts: Sequence[str], shown: Shown) -> _Costs:
        """The same, by the spellings of shown stories."""
        costs = self.costs(parts)
        for number in list(costs):
            entity = self._entities[number]
            seen = entity.seen(shown)
            if seen is entity:
                continue
            cost = Lookup((seen,), of_fandoms=self._of_fandoms).costs(parts).get(0)
            if cost is None:
                del costs[number]
            else:
                costs[number] = cost
        return costs

    def _left_out(self, number: int, parts: Sequence[str], *, exact: bool) -> float:
        """Zero if some spelling of the name is just these parts, in any order; with typos, if it has as many."""
        entity = self._entities[number]
        if _in_one_order(parts) in entity.spellings_in_order:
            return 0.0
        lengths = {len(set(spelling)) for spelling in entity.spellings}
        if len(set(parts)) == 1:
            if all(is_variant_of(spelling, parts[0]) for spelling in entity.spellings):
                return MISSING
            return LEFT_OUT if max(lengths) > 1 else 0.0
        return MISSING if exact or len(set(parts)) not in lengths else 0.0

    def _part_costs(self, parts: Sequence[str]) -> dict[str, _Costs]:
        """For each part the cheapest way in which each entity has it; none for more parts than a name has."""
        costs: dict[str, _Costs] = {}
        few = parts if len(set(parts)) <= _MOST_PARTS else ()
        for part, near in self._vocabulary.with_typos(few).items():
            similar = {known: TYPO * typos for known, typos in near.items() if typos_allowed(known)}
            similar |= dict.fromkeys(self._vocabulary.beginning_with(part) if len(part) > 1 else (), BEGINNING)
            similar |= dict.fromkeys(self._romanised.get(romanise(part), ()), SPELLING)
            if part in self._parts:
                similar[part] = EXACT
            costs[part] = {}
            for known, cost in similar.items():
                for number in self._parts[known]:
                    costs[part][number] = min(cost, costs[part].get(number, cost))
        return costs


def _in_one_order(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(romanise, parts)))
