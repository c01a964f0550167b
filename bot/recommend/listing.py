"""From scores to a list: the gate first, then variety, first looks for new stories, and the reasons."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain, islice
from math import ceil
from random import Random

import numpy as np

from bot.corpus.story import Card
from bot.recommend.arrays import Doubles, Floats, Ints
from bot.recommend.bending import Bending
from bot.recommend.choosing import Candidate, choose
from bot.recommend.features import Feature, Field
from bot.recommend.ranking import FromNothing, Ranking
from bot.recommend.stacks import Stacks
from bot.recommend.starting import alike_at_a_glance
from bot.recommend.weights import MOST_OF_A_FANDOM, NEW_HERE_EVERY, POOL, SPREAD
from bot.recommend.wish import Recommendation
from bot.search.index import Allowed

_CHUNK = 512
_MOST_SHARED = 5
_FOR_SPREAD = 5 * POOL
"""Candidates among which other fandoms are looked for before one fills the list."""
_DIGITS = 5


class Lister:
    """One question's scores, and the list that they make."""

    def __init__(
        self,
        stacks: Stacks,
        ranking: Ranking,
        bending: Bending,
        allowed: Allowed,
        *,
        among: Ints | None,
        left_out: AbstractSet[int],
        liked: Sequence[int],
        touched: Floats,
        fill: bool,
    ) -> None:
        """`among` are the only slots that may be shown, `left_out` never are; `fill` makes the list full by any means.

        `touched` has the readers with any act for each slot's story.
        """
        self._stacks = stacks
        self._ranking = ranking
        self._bending = bending
        self._allowed = allowed
        self._left_out = left_out
        self._liked = liked
        self._touched = touched
        self._fill = fill
        self._slots = np.arange(len(stacks.cards)) if among is None else among
        self._scores = np.round(bending.bent(ranking.scores)[self._slots].astype(np.float64), _DIGITS)
        self._likeness = alike_at_a_glance if isinstance(ranking, FromNothing) else _Likeness(stacks)
        self._gate: dict[int, bool] = {}
        self._fitting: dict[int, bool] = {}

    def answer(self, seen: AbstractSet[int], limit: int, rng: Random, *, varied: bool) -> list[Recommendation]:
        """The list."""
        order = _Order(self._scores, rng)
        if not varied:
            plain = islice((place for place in order if self._is_shown(place) and self._fits(place)), limit)
            return [self._told(self._candidate(place)) for place in plain]
        chosen: list[Candidate] = []
        for repeated in (False, True):
            for fits in (True, False) if self._fill else (True,):
                offered = self._offered(order, seen, repeated=repeated, fits=fits)
                chosen = self._choose(offered, limit, chosen)
        return [self._told(one) for one in self._with_new(order, seen, chosen)]

    def _with_new(self, order: "_Order", seen: AbstractSet[int], chosen: list[Candidate]) -> list[Candidate]:
        """The list with a fair share of stories that nobody has an act for, in place of the last of the others."""
        share = int(len(chosen) / NEW_HERE_EVERY + order.chance)
        missing = share - sum(self._is_new(one.card) for one in chosen)
        if missing <= 0 or not self._touched.any():
            return chosen
        others = [one for one in chosen if not self._is_new(one.card)]
        dropped = others[-missing:]
        kept = [one for one in chosen if one not in dropped]
        offered = self._offered(order, seen, repeated=False, fits=True)
        more = self._choose((one for one in offered if self._is_new(one.card)), len(chosen), kept)
        return [*more, *dropped[: len(chosen) - len(more)]]

    def _choose(self, offered: Iterable[Candidate], limit: int, chosen: list[Candidate]) -> list[Candidate]:
        """More to `chosen`; no fandom takes most of the list if the taste has several, unless there's nothing else."""
        if len(chosen) >= limit:
            return chosen
        if isinstance(self._likeness, _Likeness):
            offered = self._likeness.prepared(offered)
        most = None
        if len(self._fandoms) > 1 and limit > 1:
            most = ceil(limit * MOST_OF_A_FANDOM)
        without = [self._stacks.cards[slot] for slot in self._liked]
        if most is None:
            return choose(offered, limit, self._likeness, chosen, without, price=self._price)
        rest = iter(offered)
        first = list(islice(rest, _FOR_SPREAD))
        price = self._price
        found = choose(first, limit, self._likeness, chosen, without, price=price, most_of_a_fandom=most)
        if len(found) >= limit:
            return found
        return choose(chain(first, rest), limit, self._likeness, found, without, price=price)

    @cached_property
    def _price(self) -> float | None:
        """Of a likeness, by how far the best scores lie apart; None for a ranking of few stories."""
        if isinstance(self._ranking, FromNothing) or len(self._scores) < 2 * POOL:
            return None
        best = -np.partition(-self._scores, POOL)[: POOL + 1]
        return SPREAD * float(best.max() - best.min())

    @cached_property
    def _fandoms(self) -> set[Feature]:
        labels = (self._stacks.labels[slot] for slot in self._liked)
        return {feature for one in labels for feature in one if feature.field is Field.FANDOM}

    def _offered(self, order: "_Order", seen: AbstractSet[int], *, repeated: bool, fits: bool) -> Iterator[Candidate]:
        for place in order:
            card = self._stacks.cards[int(self._slots[place])]
            if (card.id in seen) is repeated and self._is_shown(place) and self._fits(place) is fits:
                yield self._candidate(place)

    def _candidate(self, place: int) -> Candidate:
        return Candidate(self._stacks.cards[int(self._slots[place])], float(self._scores[place]))

    def _is_shown(self, place: int) -> bool:
        """The gate, asked once about each story that comes near the list."""
        shown = self._gate.get(place)
        if shown is None:
            slot = int(self._slots[place])
            shown = slot not in self._left_out and self._allowed(self._stacks.cards[slot])
            self._gate[place] = shown
        return shown

    def _fits(self, place: int) -> bool:
        fits = self._fitting.get(place)
        if fits is None:
            fits = self._fitting[place] = self._ranking.fits(int(self._slots[place]))
        return fits

    def _is_new(self, card: Card) -> bool:
        return not self._touched[self._stacks.slot[card.id]]

    def _told(self, one: Candidate) -> Recommendation:
        slot = self._stacks.slot[one.card.id]
        new_here = bool(self._touched.any()) and self._is_new(one.card)
        reasons = self._ranking.reasons(slot)
        labels = self._stacks.labels[slot]
        worth = self._ranking.shared(slot)
        shared = sorted((feature for feature in worth if feature in labels), key=lambda one: (-worth[one], one))
        return Recommendation(
            one.card,
            one.score,
            (*reasons, "new here") if new_here else reasons,
            new_here,
            tuple((feature, labels[feature]) for feature in shared[:_MOST_SHARED]),
            {**self._ranking.contributions(slot), **self._bending.at(slot)},
        )


class _Order:
    """Places from the highest score down, ties by lot; the first are found without sorting the rest."""

    def __init__(self, scores: Doubles, rng: Random) -> None:
        self._scores = scores
        self._lots = np.random.default_rng(rng.getrandbits(63)).random(len(scores))
        self.chance = rng.random()

    def __iter__(self) -> Iterator[int]:
        yield from self._first
        if len(self._first) < len(self._scores):
            yield from self._rest

    @cached_property
    def _first(self) -> list[int]:
        if len(self._scores) <= _CHUNK:
            return self._sorted(np.arange(len(self._scores)))
        bound = -np.partition(-self._scores, _CHUNK)[_CHUNK]
        return self._sorted(np.flatnonzero(self._scores > bound))

    @cached_property
    def _rest(self) -> list[int]:
        return self._sorted(np.setdiff1d(np.arange(len(self._scores)), self._first))

    def _sorted(self, places: Ints) -> list[int]:
        return places[np.lexsort((self._lots[places], -self._scores[places]))].tolist()


class _Likeness:
    """How alike two stories are, from 0 to 1; worked out for many at once."""

    def __init__(self, stacks: Stacks) -> None:
        self._stacks = stacks
        self._rows: dict[int, dict[int, float]] = {}

    def __call__(self, one: Card, other: Card) -> float:
        """By all their facts."""
        pair = self._rows.get(other.id)
        if pair is None or one.id not in pair:
            self._compare(one, other)
        return self._rows[other.id][one.id]

    def _compare(self, one: Card, other: Card) -> None:
        """A pair."""
        likeness = self._stacks.likeness([self._stacks.slot[one.id], self._stacks.slot[other.id]])
        self._rows.setdefault(other.id, {})[one.id] = float(likeness[0, 1])

    def prepared(self, offered: Iterable[Candidate]) -> Iterator[Candidate]:
        """The same candidates; the first are compared with each other at once."""
        rest = iter(offered)
        first = list(islice(rest, 2 * POOL))
        if first:
            self._compare_all([one.card for one in first])
        yield from first
        yield from rest

    def _compare_all(self, cards: Sequence[Card]) -> None:
        matrix = self._stacks.likeness([self._stacks.slot[card.id] for card in cards]).tolist()
        ids = [card.id for card in cards]
        for one, row in zip(ids, matrix, strict=True):
            self._rows.setdefault(one, {}).update(zip(ids, row, strict=True))
