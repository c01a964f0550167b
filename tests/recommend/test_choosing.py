"""From a ranking to a list."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.story import Card
from bot.recommend.choosing import MOST_OF_AN_AUTHOR, Candidate, choose, same_work
from tests.search.cards import card


def ranked(*cards: Card) -> list[Candidate]:
    return [Candidate(one, 100.0 - place) for place, one in enumerate(cards)]


def not_alike(_one: Card, others: Sequence[Card]) -> list[float]:
    return [0.0] * len(others)


def by_fandom(one: Card, others: Sequence[Card]) -> list[float]:
    return [float(one.fandoms == other.fandoms) for other in others]


def chosen(candidates: list[Candidate]) -> list[int]:
    return [candidate.card.id for candidate in candidates]


def test_the_best_come_first_when_nothing_is_alike():
    cards = [card(n, f"Story {n}", author=f"{n}") for n in range(8)]
    assert chosen(choose(ranked(*cards), 5, not_alike)) == [0, 1, 2, 3, 4]


def test_a_little_worse_but_different_comes_before_more_of_the_same():
    cards = [
        card(1, "A", (), "One", author="1"),
        card(2, "B", (), "One", author="2"),
        card(3, "C", (), "Two", author="3"),
    ]
    assert chosen(choose(ranked(*cards), 3, by_fandom)) == [1, 3, 2]


def test_what_is_far_worse_does_not():
    cards = [
        Candidate(card(1, "A", (), "One", author="1"), 10),
        Candidate(card(2, "B", (), "One", author="2"), 9),
        Candidate(card(3, "C", (), "Two", author="3"), 1),
    ]
    assert chosen(choose(cards, 3, by_fandom)) == [1, 2, 3]


def test_copies_of_a_work_come_once():
    cards = [card(1, "Home", author="Idris"), card(2, "home!", author="IDRIS"), card(3, "Home", author="Mirela")]
    assert chosen(choose(ranked(*cards), 3, not_alike)) == [1, 3]


def test_copies_of_what_it_starts_from_never():
    cards = [card(1, "Home", author="Idris"), card(2, "Away", author="Idris")]
    assert chosen(choose(ranked(*cards), 3, not_alike, without=[same_work(card(9, "HOME", author="idris"))])) == [2]


def test_one_author_has_at_most_three():
    cards = [card(n, f"Story {n}", author=("Idris", "Mirela") if n == 1 else "Idris") for n in range(6)]
    assert len(choose(ranked(*cards), 6, not_alike)) == MOST_OF_AN_AUTHOR


def test_unknown_authors_are_not_one_author():
    cards = [card(n, f"Story {n}", author="") for n in range(6)]
    assert len(choose(ranked(*cards), 6, not_alike)) == 6


def test_what_was_chosen_before_stays_and_counts():
    before = choose(ranked(card(1, "A", (), "One", author="1")), 1, by_fandom)
    more = ranked(card(2, "B", (), "One", author="2"), card(3, "C", (), "Two", author="3"), card(4, "a", author="1"))
    assert chosen(choose(more, 3, by_fandom, before)) == [1, 3, 2]


@pytest.mark.parametrize("limit", [0, 1, 7])
def test_nothing_to_choose_from(limit):
    assert choose([], limit, not_alike) == []


@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(["1", "2", "3", ""]), st.floats(0, 10)), max_size=30),
    st.integers(0, 12),
)
def test_any_ranking(stories, limit):
    candidates = [Candidate(card(n, title, author=author), score) for n, (title, author, score) in enumerate(stories)]
    candidates.sort(key=lambda candidate: -candidate.score)
    found = choose(candidates, limit, lambda one, others: [float(one.title == other.title) for other in others])
    works = [(one.card.title.value, one.card.byline) for one in found]
    assert len(found) <= limit
    assert len(set(works)) == len(works)
    if len(found) < limit:
        left = [one for one in candidates if (one.card.title.value, one.card.byline) not in works]
        assert all(sum(one.card.byline == other.card.byline for other in found) == MOST_OF_AN_AUTHOR for one in left)


def one_at_a_time(candidates: list[Candidate], limit: int, price: float, alike: dict[frozenset[int], float]) -> list:
    """Maximal marginal relevance, word for word: every candidate is compared with all chosen, every time."""
    found: list[Candidate] = []
    left = list(candidates)
    while left and len(found) < limit:

        def worth(one: Candidate) -> float:
            return one.score - price * max(
                (alike.get(frozenset((one.card.id, other.card.id)), 0.0) for other in found), default=0.0
            )

        best = max(left, key=worth)
        left.remove(best)
        found.append(best)
    return [one.card.id for one in found]


@given(
    st.lists(st.integers(0, 8), max_size=12),
    st.dictionaries(
        st.frozensets(st.integers(0, 11), min_size=2, max_size=2), st.sampled_from([0.25, 0.5, 1.0]), max_size=30
    ),
    st.sampled_from([0.0, 1.0, 4.0]),
    st.integers(0, 12),
)
def test_drawing_only_what_may_be_the_best_chooses_the_same(scores, alike, price, limit):
    candidates = [
        Candidate(card(n, f"Story {n}", author=f"{n}"), score) for n, score in enumerate(sorted(scores, reverse=True))
    ]

    def likeness(one: Card, others: Sequence[Card]) -> list[float]:
        return [alike.get(frozenset((one.id, other.id)), 0.0) for other in others]

    expected = one_at_a_time(candidates, limit, price, alike)
    assert chosen(choose(candidates, limit, likeness, price=price)) == expected


def test_only_as_many_are_drawn_as_may_be_the_best():
    drawn: list[int] = []

    def ranking():
        for candidate in ranked(*(card(n, f"Story {n}", author=f"{n}") for n in range(50))):
            drawn.append(candidate.card.id)
            yield candidate

    assert chosen(choose(ranking(), 5, not_alike, price=1.0)) == [0, 1, 2, 3, 4]
    assert len(drawn) < 10
