"""The order of what is found: likeness first, then a little for what is liked and what is new."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.corpus.story import Fact
from bot.search.query.terms import Sort
from bot.search.weights import POPULARITY, RECENCY, in_order
from tests.search.cards import Desk, card

TODAY = date(2024, 6, 1)


def test_weights_are_little():
    """Together less than the least difference that a reader can see: a typo in a word of a title of three."""
    assert POPULARITY + RECENCY < 0.06


def test_what_fits_clearly_better_comes_first_however_liked_the_other_is():
    desk = Desk([card(1, "The Lantern Keeper"), card(2, "The Lanterns", updated=TODAY), card(3, "A", tags=["lantern"])])
    desk.index.popularity = {2: 1e6, 3: 1e9}
    assert desk.hits("the lantern keeper")[0] == 1
    assert desk.hits("the lanterns") == [2, 1]


def test_among_those_that_fit_alike_the_best_liked_comes_first():
    desk = Desk([card(n, "Rain", author=f"A{n}") for n in range(1, 5)])
    assert desk.hits("rain") == [4, 3, 2, 1], "taken in last, first"
    desk.index.popularity = {1: 3, 2: 200}
    assert desk.hits("rain") == [2, 1, 4, 3]


def test_new_stories_come_a_little_earlier():
    desk = Desk(
        [card(1, "Rain", updated=TODAY), card(2, "Rain", updated=TODAY - timedelta(3_000)), card(3, "Rain", author="B")]
    )
    assert desk.hits("rain") == [1, 2, 3]


def test_popularity_of_what_is_not_found_changes_nothing():
    """Not even by how much more it is liked: what may not be shown has no say."""
    desk = Desk([card(1, "Rain"), card(2, "Rain", author="B"), card(3, "Snow")])
    desk.index.popularity = {1: 5}
    before = [(hit.card.id, hit.score) for hit in desk.find("rain").hits]
    desk.index.popularity = {1: 5, 3: 1e9}
    assert [(hit.card.id, hit.score) for hit in desk.find("rain").hits] == before


@pytest.mark.parametrize("liked", [float("inf"), -1.0, 0.0])
def test_odd_numbers_are_no_error(liked):
    desk = Desk([card(1, "Rain"), card(2, "Rain", author="B")])
    desk.index.popularity = {1: liked}
    assert set(desk.hits("rain")) == {1, 2}


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("best", [1, 3, 2]),
        ("newest", [1, 3, 2]),
        ("updated", [1, 3, 2]),
        ("longest", [2, 3, 1]),
        ("shortest", [1, 3, 2]),
    ],
)
def test_orders_that_are_asked_for(sort, numbers):
    cards = [
        card(1, "Rain", words=100, updated=TODAY),
        card(2, "Rainy Days", words=900),
        card(3, "Rain", author="B", words=500, updated=TODAY - timedelta(10)),
    ]
    desk = Desk(cards)
    assert desk.hits("rain", sort=sort) == numbers
    assert desk.hits(f"rain sort:{sort}") == desk.hits("rain", sort=sort)


def test_newest_is_by_publication_and_updated_by_the_last_change():
    first = replace(card(1, "A", updated=TODAY), published=Fact(TODAY - timedelta(100)))
    second = card(2, "B", updated=TODAY - timedelta(5))
    scored = {1: (0.0, ""), 2: (0.0, "")}
    assert [one.id for one in in_order([first, second], scored, Sort.NEWEST, {})] == [2, 1]
    assert [one.id for one in in_order([first, second], scored, Sort.UPDATED, {})] == [1, 2]
