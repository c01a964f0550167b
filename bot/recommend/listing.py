"""From scores to a list: the gate first, then variety, first looks for new stories, and the reasons."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import islice, tee
from math import ceil
from random import Random

import numpy as np

from bot.corpus.story import Card
from bot.recommend.arrays import Floats, Ints
from bot.recommend.bending import Bending
from bot.recommend.choosing import Candidate, Likeness, Work, choose, same_work
from bot.recommend.ranking import FromNothing, Ranking
from bot.recommend.stacks import Stacks
from bot.recommend.starting import alike_at_a_glance
from bot.recommend.variety import price
from bot.recommend.weights import MOST_OF_A_FANDOM, NEW_HERE_EVERY, POOL
from bot.recommend.wish import Recommendation
from bot.search.index import Allowed

_CHUNK = 512
_MOST_SHARED = 5
_FOR_SPREAD = 5 * POOL
"""Candidates among which other fandoms are looked for before one fills the list."""
_DIGITS = 5
_LEAST = 10.0**-_DIGITS


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
        spread: float,
    ) -> None:
        """`among` are the only slots that may be shown, `left_out` never are; `fill` makes the list full by any means.

        `touched` has the readers with any act for each slot's story; `spread` is what variety may cost.
        """
        self._stacks = stacks
        self._ranking = ranking
        self._bending = bending
        self._allowed = allowed
        self._left_out = left_out
        self._liked = liked
        self._touched = touched
        self._fill = fill
        self._spread = spread
        self._among = among
        self._stories = len(stacks.cards) if among is None else len(among)
        self._scores = bending.bent(ranking.scores)
        self._likeness = _at_a_glance if isinstance(ranking, FromNothing) else _by_facts(stacks)
        self._gate: dict[int, bool] = {}
        self._fitting: dict[int, bool] = {}

    def answer(self, seen: AbstractSet[int], limit: int, rng: Random, *, varied: bool) -> list[Recommendation]:
        """The list."""
        order = _Order(self._scores, self._among, rng)
        if not varied:
            plain = islice((slot for slot in order if self._is_shown(slot) and self._fits(slot)), limit)
            return [self._told(self._candidate(slot)) for slot in plain]
        chosen: list[Candidate] = []
        for repeated in (False, True):
            for fits in (True, False) if self._fill else (True,):
                offered = self._offered(order, seen, repeated=repeated, fits=fits)
                chosen = self._choose(offered, limit, chosen, self._price(order))
        return [self._told(one) for one in self._with_new(order, seen, chosen)]

    def is_thorough(self, found: Sequence[Recommendation], limit: int) -> bool:
        """Whether a closer look at all stories can't make the list longer or better."""
        return len(found) == limit and all(self._ranking.is_scored(self._stacks.slot[one.card.id]) for one in found)

    def _with_new(self, order: "_Order", seen: AbstractSet[int], chosen: list[Candidate]) -> list[Candidate]:
        """The list with a fair share of stories that nobody has an act for, in place of the last of the others."""
        share = int(len(chosen) / NEW_HERE_EVERY + order.chance)
        missing = share - sum(self._is_new(one.card) for one in chosen)
        if missing <= 0 or not self._is_touched or self._touched.all():
            return chosen
        others = [one for one in chosen if not self._is_new(one.card)]
        dropped = others[-missing:]
        kept = [one for one in chosen if one not in dropped]
        offered = self._offered(order, seen, repeated=False, fits=True)
        new = (one for one in offered if self._is_new(one.card))
        more = self._choose(new, len(chosen), kept, self._price(order))
        return [*more, *dropped[: len(chosen) - len(more)]]

    def _choose(
        self, offered: Iterable[Candidate], limit: int, chosen: list[Candidate], price: float | None
    ) -> list[Candidate]:
        """More to `chosen`; no fandom takes most of the list if the taste has several, unless there's nothing else."""
        if len(chosen) >= limit:
            return chosen
        without = self._liked_works
        if self._has_several_fandoms and limit > 1:
            offered, again = tee(offered)
            first, most = islice(again, _FOR_SPREAD), ceil(limit * MOST_OF_A_FANDOM)
            chosen = choose(first, limit, self._likeness, chosen, without, price=price, most_of_a_fandom=most)
        return choose(offered, limit, self._likeness, chosen, without, price=price)

    def _price(self, order: "_Order") -> float | None:
        """Of a likeness, by how far the best scores lie apart; None for a ranking of few stories."""
        if isinstance(self._ranking, FromNothing) or self._stories < 2 * POOL:
            return None
        best = self._scores[list(islice(order, POOL + 1))]
        return price(best, self._spread)

    @cached_property
    def _liked_works(self) -> set[Work]:
        return {same_work(self._stacks.cards[slot]) for slot in self._liked}

    @cached_property
    def _has_several_fandoms(self) -> bool:
        """Whether the taste has."""
        features = self._stacks.features_of(self._liked)
        return len(np.unique(features[self._stacks.fandoms[features]])) > 1

    @cached_property
    def _is_touched(self) -> bool:
        """Whether anybody has any act for any story."""
        return bool(self._touched.any())

    def _offered(self, order: "_Order", seen: AbstractSet[int], *, repeated: bool, fits: bool) -> Iterator[Candidate]:
        for slot in order:
            card = self._stacks.cards[slot]
            if (card.id in seen) is repeated and self._is_shown(slot) and self._fits(slot) is fits:
                yield self._candidate(slot)

    def _candidate(self, slot: int) -> Candidate:
        return Candidate(self._stacks.cards[slot], round(float(self._scores[slot]), _DIGITS))

    def _is_shown(self, slot: int) -> bool:
        """The gate, asked once about each story that comes near the list."""
        shown = self._gate.get(slot)
        if shown is None:
            shown = self._gate[slot] = slot not in self._left_out and self._allowed(self._stacks.cards[slot])
        return shown

    def _fits(self, slot: int) -> bool:
        fits = self._fitting.get(slot)
        if fits is None:
            fits = self._fitting[slot] = self._ranking.fits(slot)
        return fits

    def _is_new(self, card: Card) -> bool:
        return not self._touched[self._stacks.slot[card.id]]

    def _told(self, one: Candidate) -> Recommendation:
        slot = self._stacks.slot[one.card.id]
        new_here = self._is_touched and self._is_new(one.card)
        reasons = (*self._bending.reasons(slot), *self._ranking.reasons(slot))
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
    """Slots from the highest score down, ties by lot; the first are found without sorting the rest."""

    def __init__(self, scores: Floats, among: Ints | None, rng: Random) -> None:
        self._scores = scores
        self._among = among
        self._rng = np.random.default_rng(rng.getrandbits(63))
        self.chance = rng.random()

    def __iter__(self) -> Iterator[int]:
        yield from self._first
        yield from self._rest

    @cached_property
    def _first(self) -> list[int]:
        """The best, if there are many."""
        slots = np.flatnonzero(self._scores >= _LEAST) if self._among is None else self._among
        return self._best(slots, _CHUNK)

    @cached_property
    def _rest(self) -> list[int]:
        slots = np.arange(len(self._scores)) if self._among is None else self._among
        return self._best(np.setdiff1d(slots, self._first), len(slots))

    def _best(self, slots: Ints, most: int) -> list[int]:
        """In order; a lot is worth less than the last digit of a score."""
        worth = np.round(self._scores[slots].astype(np.float64), _DIGITS) + _LEAST / 2 * self._rng.random(len(slots))
        if len(slots) > most:
            best = np.argpartition(-worth, most)[:most]
            slots, worth = slots[best], worth[best]
        return slots[np.argsort(-worth)].tolist()


def _by_facts(stacks: Stacks) -> Likeness:
    """By all that cards say."""

    def likeness(one: Card, others: Sequence[Card]) -> list[float]:
        return stacks.likeness_to(stacks.slot[one.id], [stacks.slot[other.id] for other in others]).tolist()

    return likeness


def _at_a_glance(one: Card, others: Sequence[Card]) -> list[float]:
    return [alike_at_a_glance(one, other) for other in others]
