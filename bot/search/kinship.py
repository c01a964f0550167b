"""Fandoms that may share a cast: told of one story together, or the one's name part of the other's."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from bot.corpus.story import Card
from bot.search.fandoms import fandom_scopes, fandom_spellings
from bot.search.joining import Groups

_MOST = 8
"""Fandoms of a card that is one story's; more are a collection's, and say nothing."""
_MOST_COMPARED = 30

Scopes = frozenset[str]


class Kinship:
    """Which fandoms are the same, and which are kin, as the cards have them."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self._same = Groups()
        together: set[frozenset[str]] = set()
        spellings: dict[str, Scopes] = {}
        for card in cards:
            scopes: list[Scopes] = []
            for fandom in card.fandoms:
                if fandom.value not in spellings:
                    spellings[fandom.value] = fandom_scopes(fandom.value)
                    self._same.join(spellings[fandom.value])
                scopes.append(spellings[fandom.value])
            if 1 < len(scopes) <= _MOST:
                together.update(frozenset((min(one), min(other))) for one, other in combinations(scopes, 2))
        self._together = {frozenset(map(self._same.lead, pair)) for pair in together}
        self._words: dict[str, set[frozenset[str]]] = defaultdict(set)
        """The words of every whole name, subtitles too, of a fandom."""
        for name, scopes_of_it in spellings.items():
            if scopes_of_it:
                words = (frozenset(spelt.split()) for spelt in fandom_spellings(name))
                self._words[self._same.lead(min(scopes_of_it))].update(words)

    def agree(self, one: Scopes, other: Scopes) -> bool:
        """Whether somebody of the one may be somebody of the other. What is in no fandom may be in any."""
        if not one or not other or one & other:
            return True
        leads = [sorted(set(map(self._same.lead, scopes)))[:_MOST_COMPARED] for scopes in (one, other)]
        return any(self._kin(left, right) for left in leads[0] for right in leads[1])

    def casts(self, all_scopes: Sequence[Scopes]) -> list[list[int]]:
        """The positions of scopes that may be of one cast, directly or by way of others; those of no fandom go with the
        only cast, or by themselves if there are several.
        """
        groups = Groups()
        for scopes in all_scopes:
            groups.join(map(self._same.lead, scopes))
        leads = sorted({self._same.lead(min(scopes)) for scopes in all_scopes if scopes})[:_MOST_COMPARED]
        for one, other in combinations(leads, 2):
            if groups.lead(one) != groups.lead(other) and self._kin(one, other):
                groups.join((one, other))
        casts: dict[str, list[int]] = {}
        for position, scopes in enumerate(all_scopes):
            casts.setdefault(groups.lead(self._same.lead(min(scopes))) if scopes else "", []).append(position)
        nowhere = casts.pop("", [])
        if len(casts) == 1:
            next(iter(casts.values())).extend(nowhere)
        elif nowhere:
            casts[""] = nowhere
        return list(casts.values())

    def _kin(self, one: str, other: str) -> bool:
        """Also Boruto: Naruto Next Generations with Naruto."""
        if one == other or frozenset((one, other)) in self._together:
            return True
        names = [self._words.get(lead) or {frozenset(lead.split())} for lead in (one, other)]
        return any(left <= right or right <= left for left in names[0] for right in names[1])
