"""What variety may cost is what readers let it."""

import numpy as np
import pytest

from bot.recommend.choosing import Candidate, choose
from bot.recommend.variety import Pool, _hits, choose_spread, price
from bot.recommend.weights import POOL, SPREAD, SPREADS
from tests.search.cards import card

SIZE = POOL + 1


def pool(liked: range, kinds: np.ndarray) -> Pool:
    """Scores that fall evenly; stories of a kind are wholly alike."""
    scores = np.linspace(5, 1, SIZE, dtype=np.float32)
    return Pool(scores, np.isin(np.arange(SIZE), liked), (kinds[:, None] == kinds[None, :]).astype(np.float32))


ONE_KIND_FIRST = (np.arange(SIZE) >= 10) * (1 + np.arange(SIZE))
"""The first ten are of a kind, no others are."""


def test_readers_of_one_kind_get_as_little_variety_as_there_is():
    assert choose_spread([pool(range(10), ONE_KIND_FIRST)] * 200) == SPREADS[0]


def test_readers_who_like_what_is_further_down_get_all_there_is():
    assert choose_spread([pool(range(10, 20), ONE_KIND_FIRST)] * 200) == SPREADS[-1]


def test_where_it_costs_nothing_there_is_all_of_it():
    assert choose_spread([pool(range(10), np.arange(SIZE))] * 200) == SPREADS[-1]


def test_a_handful_of_readers_is_no_answer():
    assert choose_spread([pool(range(10), ONE_KIND_FIRST)] * 20) == SPREAD
    assert choose_spread([]) == SPREAD


def test_a_pool_of_few():
    few = Pool(np.array([2.0, 1.0], np.float32), np.array([True, True]), np.ones((2, 2), np.float32))
    assert choose_spread([few] * 200) == SPREADS[-1]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_counted_is_what_a_list_would_have(seed):
    """The same ten as `choose` picks of the same scores and likenesses."""
    draw = np.random.default_rng(seed)
    alike = draw.random((SIZE, SIZE)).astype(np.float32)
    alike = np.maximum(alike, alike.T)
    scores = np.sort(draw.random(SIZE).astype(np.float32))[::-1] * 4
    liked = draw.random(SIZE) < 0.3
    cards = [card(n, f"Story {n}", [], "", author=f"Author {n}") for n in range(SIZE)]
    picked = choose(
        [Candidate(one, float(score)) for one, score in zip(cards, scores, strict=True)],
        10,
        lambda one, others: [float(alike[one.id, other.id]) for other in others],
        price=price(scores[:POOL], 0.4),
    )
    assert _hits(Pool(scores, liked, alike), 0.4) == sum(bool(liked[one.card.id]) for one in picked)


def test_the_price():
    assert price([5.0, 3.0, 1.0], 0.5) == 2
    assert price([], 0.5) == 0
