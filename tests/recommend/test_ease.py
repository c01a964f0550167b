"""EASE with facts, held against the definition worked out by plain means."""

import numpy as np
import pytest

from bot.recommend.arrays import sparse_places
from bot.recommend.ease import Ease, worth_learning
from bot.recommend.weights import EASE_KEPT, EASE_SIDE

READERS, STORIES, FEATURES, DAMPING = 40, 30, 12, 3.0


def sparse(dense: np.ndarray):
    rows, columns = np.nonzero(dense)
    return sparse_places(dense[rows, columns].astype(np.float32), rows, columns, dense.shape)


@pytest.fixture
def likes() -> np.ndarray:
    return (np.random.default_rng(0).random((READERS, STORIES)) < 0.3).astype(np.float64)


@pytest.fixture
def facts() -> np.ndarray:
    found = np.random.default_rng(1).random((STORIES, FEATURES)) * (
        np.random.default_rng(2).random((STORIES, FEATURES)) < 0.3
    )
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def by_definition(likes: np.ndarray, facts: np.ndarray) -> np.ndarray:
    """Each story's ridge regression on all others, solved one by one."""
    alike = facts @ facts.T
    np.fill_diagonal(alike, 1)
    gram = likes.T @ likes + EASE_SIDE * alike + DAMPING * np.eye(likes.shape[1])
    weights = np.zeros_like(gram)
    for story in range(len(gram)):
        others = np.delete(np.arange(len(gram)), story)
        weights[others, story] = np.linalg.solve(gram[np.ix_(others, others)], gram[others, story])
    return weights


def test_the_closed_form_is_a_regression_of_each_story_on_the_others(likes, facts):
    learned = Ease(sparse(likes), sparse(facts), DAMPING).learned()
    assert np.allclose(learned.weights.toarray(), by_definition(likes, facts), atol=1e-4)


def test_without_facts_it_is_plain_ease(likes):
    learned = Ease(sparse(likes), sparse(np.zeros((STORIES, FEATURES))), DAMPING).learned()
    assert np.allclose(learned.weights.toarray(), by_definition(likes, np.zeros((STORIES, 1))), atol=1e-4)


def test_without_readers_facts_foretell(facts):
    learned = Ease(sparse(np.zeros((0, STORIES))), sparse(facts), DAMPING).learned()
    assert np.allclose(learned.weights.toarray(), by_definition(np.zeros((1, STORIES)), facts), atol=1e-4)
    assert learned.weights.max() > 0.05


@pytest.mark.parametrize("reader", [0, 7, 21])
def test_a_reader_is_foretold_as_if_they_had_never_been_there(likes, facts, reader):
    everything = np.flatnonzero(likes[reader])
    kept = everything[: len(everything) // 2]
    ease = Ease(sparse(likes), sparse(facts), DAMPING)
    without = np.delete(likes, reader, axis=0)
    expected = by_definition(without, facts)[kept].sum(axis=0) / len(kept) ** 0.5
    others = np.setdiff1d(np.arange(STORIES), kept)
    assert np.allclose(ease.foretold(kept, everything)[others], expected[others], atol=1e-4)


def test_the_strongest_weights_are_kept(monkeypatch, likes, facts):
    monkeypatch.setattr("bot.recommend.ease.EASE_KEPT", 5)
    monkeypatch.setattr("bot.recommend.ease._BLOCK", 7)
    monkeypatch.setattr("bot.recommend.arrays._BLOCK", 4)
    weights = Ease(sparse(likes), sparse(facts), DAMPING).learned().weights.toarray()
    exact = by_definition(likes, facts)
    assert ((weights != 0).sum(axis=0) == 5).all()
    for story in range(STORIES):
        kept = np.flatnonzero(weights[:, story])
        assert np.allclose(weights[kept, story], exact[kept, story], atol=1e-4)
        assert np.abs(exact[kept, story]).min() >= np.sort(np.abs(exact[:, story]))[-5] - 1e-4


def test_a_library_of_one_story_or_none():
    for stories in (0, 1):
        learned = Ease(sparse(np.ones((2, stories))), sparse(np.zeros((stories, 1)))).learned()
        assert learned.weights.shape == (stories, stories)
        assert learned.weights.nnz == 0


def test_what_is_worth_learning(monkeypatch):
    counts = np.array([0, 5, 1, 0, 9, 0], np.float32)
    has_facts = np.array([True, True, False, False, True, True])
    assert worth_learning(counts, has_facts).tolist() == [0, 1, 2, 4, 5]
    monkeypatch.setattr("bot.recommend.ease.EASE_MOST_STORIES", 3)
    assert worth_learning(counts, has_facts).tolist() == [1, 2, 4]
    assert EASE_KEPT > 5
