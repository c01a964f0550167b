"""What a finished name means: who fits it, and how badly, part by part."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz.distance import OSA

from bot.search.entities import Entity
from bot.search.normalise import initials, romanise
from bot.search.words import typos_allowed

EXACT, SPELLING, BEGINNING, TYPO, MISSING = 0.0, 0.3, 1.0, 1.5, 0.3
"""Costs of a part: as stated, as romanised otherwise, half typed, a typo each; and of a part left out."""
LEFT_OUT = 0.2
"""Cost of giving one part of a longer name: less than MARGIN, since such a name fits several people equally well."""
MARGIN = 0.25
"""Two that cost about the same are a tie, for the reader to decide."""

_Costs = dict[int, float]


class Lookup:
    """Finds entities by the parts of their names."""

    def __init__(self, entities: Sequence[Entity], *, abbreviated: bool = False) -> None:
        self._entities = entities
        self._parts: dict[str, set[int]] = defaultdict(set)
        self._romanised: dict[str, set[str]] = defaultdict(set)
        self._initials: dict[str, set[int]] = defaultdict(set)
        for number, entity in enumerate(entities):
            for spelling in entity.spellings:
                for part in spelling:
                    self._parts[part].add(number)
                    self._romanised[romanise(part)].add(part)
                if abbreviated:
                    self._initials[initials(" ".join(spelling))].add(number)

    def find(
        self,
        parts: Sequence[str],
        wanted: Callable[[Entity], bool],
        hint: frozenset[str] = frozenset(),
        worst: float = math.inf,
    ) -> list[Entity]:
        """The best that fit, several on a tie. A fandom given as a hint decides between those that fit."""
        costs = {n: cost for n, cost in self._costs(parts).items() if cost <= worst and wanted(self._entities[n])}
        hinted = {n: cost for n, cost in costs.items() if hint & self._entities[n].scopes}
        costs = hinted or costs
        most = min(costs.values(), default=0.0) + (0.0 if hinted else MARGIN)
        best = [n for n, cost in costs.items() if cost <= most]
        return [self._entities[n] for n in sorted(best, key=lambda n: (costs[n], -len(self._entities[n].card_ids), n))]

    def _costs(self, parts: Sequence[str]) -> _Costs:
        """What each entity costs that has all the parts."""
        each = [self._part_costs(part) for part in dict.fromkeys(parts)]
        if not each:
            return {}
        fitting = set(each[0]).intersection(*each[1:])
        costs = {n: sum(part[n] for part in each) + self._left_out(n, parts) for n in fitting}
        for number in self._initials.get("".join(parts), ()) if len(parts) == 1 else ():
            costs[number] = min(SPELLING, costs.get(number, SPELLING))
        return costs

    def _left_out(self, number: int, parts: Sequence[str]) -> float:
        """Zero if some spelling of the name has as many parts, given in any order."""
        lengths = {len(spelling) for spelling in self._entities[number].spellings if set(parts) & set(spelling)}
        longest = max((len(spelling) for spelling in self._entities[number].spellings), default=0)
        if len(parts) == 1:
            return LEFT_OUT if longest > 1 else 0.0
        return 0.0 if not lengths or len(parts) in lengths else MISSING

    def _part_costs(self, part: str) -> _Costs:
        """The cheapest way in which each entity has the part."""
        costs: _Costs = {}
        for known, cost in self._similar(part):
            for number in self._parts[known]:
                costs[number] = min(cost, costs.get(number, cost))
        return costs

    def _similar(self, part: str) -> Iterable[tuple[str, float]]:
        if part in self._parts:
            yield part, EXACT
        for known in self._romanised.get(romanise(part), ()):
            yield known, SPELLING
        typos = typos_allowed(part)
        for known in self._parts:
            if len(part) > 1 and known.startswith(part):
                yield known, BEGINNING
            elif typos and typos_allowed(known) and abs(len(known) - len(part)) <= typos:
                distance = OSA.distance(part, known, score_cutoff=typos)
                if distance <= typos:
                    yield known, TYPO * distance
