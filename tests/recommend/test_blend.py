"""The blend: what it is fitted to, and what holds it back."""

import numpy as np
import pytest

from bot.recommend.blend import VIEWS, Case, Parts, choose_weights, unit, views, weighed
from bot.recommend.weights import BLENDS, BLENDS_SEED, blend_for

STORIES, READERS = 50, 300


def cases(readers: int, truth: np.ndarray, seed: int = 0) -> list[Case]:
    """Readers who like what `truth` makes likely, one story each."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(readers):
        seen = (3 * draw.random((STORIES, len(VIEWS)))).astype(np.float32)
        chances = np.exp(seen @ truth)
        liked = np.zeros(STORIES, np.bool_)
        liked[draw.choice(STORIES, p=chances / chances.sum())] = True
        found.append(Case(seen, liked, np.arange(STORIES)))
    return found


def test_weights_that_readers_follow_are_found():
    truth = np.array([1.0, 0.5, 2.0, -0.5])
    found = choose_weights(cases(3_000, truth), np.zeros(4, np.float32), 3_000)
    assert np.allclose(found, truth, atol=0.15)


def test_a_handful_of_readers_hardly_moves_what_is_known_from_elsewhere():
    start = blend_for(5)
    few = choose_weights(cases(5, np.array([0.0, 0.0, 0.0, 2.0])), start, 5)
    many = choose_weights(cases(READERS, np.array([0.0, 0.0, 0.0, 2.0])), start, READERS)
    assert np.abs(few - start).max() < np.abs(many - start).max()
    assert abs(many[3] - 2) < 0.3 < abs(few[3] - 2)


def test_without_anything_to_learn_from_it_stays():
    start = blend_for(50)
    assert choose_weights([], start, 50).tolist() == start.tolist()
    nobody = [Case(np.ones((3, 4), np.float32), np.zeros(3, np.bool_), np.arange(3))]
    assert choose_weights(nobody, start, 50).tolist() == start.tolist()


def test_cases_of_different_sizes():
    one, other = cases(2, np.ones(4))
    shorter = Case(one.views[:7], np.arange(7) == 3, np.arange(7))
    found = choose_weights([shorter, other], blend_for(2), 2)
    assert np.isfinite(found).all()


@pytest.mark.parametrize("readers", [0, 7, 20, 300, 10**6])
def test_the_start_lies_between_the_known_sizes(readers):
    for blends in (BLENDS, BLENDS_SEED):
        columns = np.array(list(blends.values()))
        assert (blend_for(readers, blends) >= columns.min(axis=0) - 1e-6).all()
        assert (blend_for(readers, blends) <= columns.max(axis=0) + 1e-6).all()


def test_unit_weights():
    assert unit(np.array([1, -1, 2, 0], np.float32)).tolist() == [0.25, -0.25, 0.5, 0]
    assert unit(np.zeros(4, np.float32)).tolist() == [0, 0, 0, 0]


def test_nothing_adds_nothing_and_less_than_nothing_neither():
    parts = Parts(*(np.array([0, -1, 1], np.float32) for _ in VIEWS))
    assert (views(parts)[:2] == 0).all()
    assert (views(parts)[2] > 0).all()


def test_the_sum_is_the_weighted_sum_of_all_views():
    content, walk, ease, counts = np.random.default_rng(3).random((4, 50)).astype(np.float32)
    content[::3] = walk[::4] = ease[::5] = 0
    seen = views(Parts(content, walk, ease, counts))
    weights = np.linspace(0, 1, len(VIEWS), dtype=np.float32)
    assert weighed(seen, weights) == pytest.approx(seen @ weights, rel=1e-5)
    assert not weighed(views(Parts(*np.zeros((4, 50), np.float32))), weights).any()
