"""What is known of stories from readers, also of those that came after the last fit."""

from dataclasses import replace

import numpy as np
import pytest

from bot.corpus.story import State
from bot.recommend.arrays import sparse_diagonal
from bot.recommend.ease import Ease
from bot.recommend.fitting import Fitted, fit
from bot.recommend.knowledge import Knowledge, Places
from bot.recommend.recommender import Recommender
from bot.recommend.weights import EASE_DAMPING, EASE_GROWTH, EASE_SIDE
from bot.recommend.wish import Act, Wish
from tests.recommend.test_readers import CARDS, COUNT, crowd, library
from tests.search.cards import anything, card

LIKED = {2: 1.0, 7: 1.0, 11: 0.5}


def test_a_story_that_came_later_is_foretold_as_if_it_had_been_learned():
    """By the regression on all others that its facts alone would have given it."""
    recommender = library(crowd())
    snapshot = recommender.snapshot()
    stacks = recommender._shelf.stacks()
    columns = recommender._readers.at([one.id for one in CARDS])
    late = COUNT - 1
    order = np.delete(np.arange(COUNT), late)
    likes, facts = snapshot.likes[:, columns][:, order], snapshot.content[columns]
    facts = facts @ sparse_diagonal(snapshot.facts)
    learned = Ease(likes, facts[order]).learned()
    fitted = Fitted(frozenset(snapshot.readers), learned, (1, 1, 1, 1), (1, 1, 1, 1), 0.2)
    places = Places(np.arange(COUNT))
    seen = Knowledge(recommender._readers.crowd(), stacks, places, fitted)._foretold(
        learned, np.ones(COUNT, np.float32), np.array(list(LIKED)), np.array(list(LIKED.values()), np.float32)
    )
    x = np.zeros(COUNT - 1)
    x[list(LIKED)] = list(LIKED.values())
    counts = np.asarray(likes.sum(axis=0)).ravel()
    shared = facts.toarray()
    alike = shared[order] @ shared[order].T
    np.fill_diagonal(alike, 1)
    gram = (likes.T @ likes).toarray() + EASE_SIDE * alike
    gram += EASE_DAMPING * counts[counts > 0].mean() ** EASE_GROWTH * np.eye(COUNT - 1)
    expected = x @ np.linalg.solve(gram, EASE_SIDE * shared[order] @ shared[late]) / len(LIKED) ** 0.5
    assert seen[late] == pytest.approx(expected, rel=1e-3)
    assert expected > 0.001


def test_a_new_story_stands_beside_those_that_were_learned():
    """Made like one that others like, it comes nearly as high at once, not only as a first look."""
    recommender = library(crowd(), fit=True)
    twin = card(
        99, "Another", ["Person 1"], "Fandom 1", author="New", tags=["tag 0", "trope 2"], rating=CARDS[15].rating.value
    )
    recommender.apply([twin])
    assert twin.characters[0].value == CARDS[15].characters[0].value
    found = recommender.recommend(Wish(like=(1, 11)), anything, limit=COUNT, varied=False)
    given = next(one.contributions for one in found if one.card.id == 99)
    assert given["ease"] > 0


def test_stories_shown_nowhere_are_not_learned_from():
    held = replace(card(50, "Held", ["Person 1"], "Fandom 1", author="X", tags=["tag 1"]), state=State.HELD)
    plain = library(crowd())
    other = Recommender()
    other.apply([*CARDS, held])
    for reader, acts in crowd():
        other.note(reader, acts | {50: Act.LIKED})
    one, two = fit(plain.snapshot()), fit(other.snapshot())
    held_column = other._readers.columns[50]
    assert two.ease.weight_of_facts[held_column] == 0
    assert not two.ease.weights[[held_column]].nnz
    mine, theirs = (each._readers.at([story.id for story in CARDS]) for each in (plain, other))
    first = one.ease.weights.toarray()[np.ix_(mine, mine)]
    assert first == pytest.approx(two.ease.weights.toarray()[np.ix_(theirs, theirs)], abs=1e-5)
