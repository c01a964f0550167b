"""The nearest of very many stories: by a few lists the same as by comparing all."""

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.story import Card
from bot.recommend import listing
from bot.recommend import stacks as stacks_module
from bot.recommend.arrays import sparse_places
from bot.recommend.nearest import Effort, Rows, candidates
from bot.recommend.recommender import Recommender
from bot.recommend.wish import Recommendation, Wish
from bot.search.index import Allowed
from tests.search.cards import anything, card
from tests.support.examples import examples

EVERYTHING = Effort(terms=1_000, entries=1_000_000, kept=1_000_000)

weights = st.floats(0.125, 4, width=32)


@st.composite
def matrices(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Stories by features, where most weights are 0, and a profile of features."""
    stories, features = draw(st.integers(1, 12)), draw(st.integers(1, 8))
    places = st.tuples(st.integers(0, stories - 1), st.integers(0, features - 1))
    matrix = np.zeros((stories, features), np.float32)
    for place, weight in draw(st.dictionaries(places, weights, max_size=40)).items():
        matrix[place] = weight
    profile = np.zeros(features, np.float32)
    for place, weight in draw(st.dictionaries(st.integers(0, features - 1), weights, min_size=1)).items():
        profile[place] = weight
    return matrix, profile


def sparse(matrix: np.ndarray):
    rows, columns = np.nonzero(matrix)
    return sparse_places(matrix[rows, columns], rows, columns, matrix.shape)


def candidates_of(matrix: np.ndarray, profile: np.ndarray, effort: Effort) -> list[int]:
    features = np.flatnonzero(profile).astype(np.int32)
    return candidates(Rows(sparse(matrix).tocsc()), features, profile[features], effort).tolist()


@given(matrices())
@settings(max_examples=examples(100))
def test_with_enough_effort_they_are_all_that_share_anything(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    matrix, profile = drawn
    assert candidates_of(matrix, profile, EVERYTHING) == np.flatnonzero(matrix @ profile).tolist()


@given(matrices(), st.integers(1, 6))
@settings(max_examples=examples(100))
def test_the_best_are_kept(drawn: tuple[np.ndarray, np.ndarray], kept: int) -> None:
    """None left out is better than any that is kept, where all lists are read."""
    matrix, profile = drawn
    products = matrix @ profile
    found = candidates_of(matrix, profile, EVERYTHING._replace(kept=kept))
    left_out = np.setdiff1d(np.arange(len(matrix)), found)
    assert len(found) >= min(1, np.count_nonzero(products))
    if len(found) and len(left_out):
        assert products[left_out].max() <= products[found].min() * (1 + 1e-5)


@given(matrices(), st.data())
@settings(max_examples=examples(100))
def test_products_of_rows(drawn: tuple[np.ndarray, np.ndarray], data: st.DataObject) -> None:
    matrix, profile = drawn
    rows = np.array(data.draw(st.lists(st.integers(0, len(matrix) - 1), max_size=6)), np.int64)
    assert Rows(sparse(matrix)).times(rows, profile) == pytest.approx(matrix[rows] @ profile, rel=1e-5)


def test_the_longest_lists_are_left_out_first():
    matrix = np.array([[1, 0, 1], [1, 1, 0], [1, 0, 0], [1, 0, 0]], np.float32)
    profile = np.ones(3, np.float32)
    assert candidates_of(matrix, profile, EVERYTHING._replace(entries=2)) == [0, 1]


def test_what_everything_shares_is_better_than_nothing():
    matrix, profile = np.ones((4, 1), np.float32), np.ones(1, np.float32)
    assert candidates_of(matrix, profile, EVERYTHING._replace(entries=2)) == [0, 1, 2, 3]


def test_only_the_strongest_features_count():
    matrix = np.eye(3, dtype=np.float32)
    assert candidates_of(matrix, np.array([1, 3, 2], np.float32), EVERYTHING._replace(terms=2)) == [1, 2]


NAMES = ["Temari", "Gaara", "Shikamaru Nara", "Asuma Sarutobi", "Chouji Akimichi"]
TAGS = ["slow days", "letters", "grief", "food", "sand"]
libraries = st.lists(
    st.tuples(
        st.sets(st.sampled_from(NAMES), max_size=3), st.sets(st.sampled_from(TAGS), max_size=3), st.sampled_from("ABC")
    ),
    min_size=2,
    max_size=30,
)


def cards_of(drawn: Iterable[tuple[set[str], set[str], str]]) -> list[Card]:
    return [
        card(number, f"Story {number}", sorted(names), tags=sorted(tags), author=author)
        for number, (names, tags, author) in enumerate(drawn)
    ]


def lists_of(cards: list[Card], wish: Wish, allowed: Allowed, effort: Effort) -> list[list[Recommendation]]:
    """As in a large library with so much effort, and as in a small one."""
    recommender = Recommender()
    recommender.apply(cards)
    found = []
    for most in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stacks_module, "_LARGE", most)
            patch.setattr(stacks_module, "_FOR_A_LIST", effort)
            found.append(recommender.recommend(wish, allowed))
    return found


def assert_same(few: list[Recommendation], every: list[Recommendation]) -> None:
    assert [one.card.id for one in few] == [one.card.id for one in every]
    assert [one.score for one in few] == pytest.approx([one.score for one in every], abs=2e-5)
    assert [one.reasons for one in few] == [one.reasons for one in every]


@given(libraries, st.data())
@settings(max_examples=examples(50), deadline=None)
def test_a_list_from_candidates_is_the_list_from_all(drawn: list, data: st.DataObject) -> None:
    """While the lists together are short enough to be read whole."""
    cards = cards_of(drawn)
    liked = data.draw(st.sets(st.integers(0, len(cards) - 1), min_size=1, max_size=4))
    assert_same(*lists_of(cards, Wish(like=tuple(liked)), anything, EVERYTHING))


@given(libraries, st.sets(st.integers(0, 29)))
@settings(max_examples=examples(50), deadline=None)
def test_what_the_gate_hides_takes_no_place_among_the_candidates(drawn: list, hidden: set[int]) -> None:
    """When the candidates that are shown don't fill the list, all stories are compared."""
    few, every = lists_of(cards_of(drawn), Wish(like=(0,)), lambda one: one.id not in hidden, Effort(2, 4, 2))
    assert len(few) == len(every)
    if len(every) < 5:
        assert_same(few, every)


@given(libraries, st.sampled_from([{"moods": ("letters",)}, {"surprise": True}, {"character_keys": ("temari",)}]))
@settings(max_examples=examples(50), deadline=None)
def test_a_wish_for_other_stories_than_the_nearest_looks_at_all(drawn: list, asked: dict) -> None:
    assert_same(*lists_of(cards_of(drawn), Wish(like=(0,), **asked), anything, Effort(1, 1, 1)))


@given(libraries)
@settings(max_examples=examples(50), deadline=None)
def test_the_most_similar_are_those_with_the_highest_cosines(drawn: list) -> None:
    cards = cards_of(drawn)
    recommender = Recommender()
    recommender.apply(cards)
    stacks = recommender._shelf.stacks()
    features, values = stacks.row(0)
    dense = np.zeros(len(stacks.features), np.float32)
    dense[features] = values
    products = stacks.matrix @ dense
    found = recommender.similar(0, 5)
    assert 0 not in found
    best = sorted((products[number] for number in range(1, len(cards))), reverse=True)[: len(found)]
    assert [products[number] for number in found] == pytest.approx(best, rel=1e-5)


@given(libraries, st.integers(1, 5))
@settings(max_examples=examples(50), deadline=None)
def test_a_ranking_has_all_that_fit_once_and_in_order_however_few_are_sorted_first(drawn: list, chunk: int) -> None:
    cards = cards_of(drawn)
    recommender = Recommender()
    recommender.apply(cards)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "_CHUNK", chunk)
        found = recommender.recommend(Wish(like=(0,)), anything, limit=len(cards), varied=False)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    expected = recommender.recommend(Wish(like=(0,)), anything, limit=len(cards), varied=False)
    assert sorted(one.card.id for one in found) == sorted(one.card.id for one in expected)
    assert sorted(scores) == sorted(one.score for one in expected)
