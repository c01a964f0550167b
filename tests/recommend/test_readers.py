"""What readers do changes what others are shown, and leaves nothing behind when they are forgotten."""

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.story import Rating
from bot.recommend import fitting
from bot.recommend.recommender import Recommender
from bot.recommend.wish import Act, Recommendation, Wish
from tests.search.cards import anything, card, open_only

COUNT = 24
CARDS = [
    card(
        n,
        f"Story {n}",
        [f"Person {n % 5}"],
        f"Fandom {n % 3}",
        author=f"Author {n}",
        tags=[f"tag {n % 4}", f"trope {n % 7}"],
        rating=Rating.MATURE if n % 6 == 0 else Rating.GENERAL,
    )
    for n in range(1, COUNT + 1)
]
READERS = range(1, 7)
ACTS = st.dictionaries(st.integers(1, COUNT), st.sampled_from(Act), max_size=8)


def told(found: list[Recommendation]) -> list[tuple]:
    return [(one.card.id, one.score, one.reasons, one.new_here) for one in found]


def library(acts=(), *, fit=False) -> Recommender:
    recommender = Recommender()
    recommender.apply(CARDS)
    for reader, done in acts:
        recommender.note(reader, done)
    if fit:
        assert recommender.adopt(fitting.fit(recommender.snapshot()))
    return recommender


def everything(recommender: Recommender) -> list:
    wishes = [Wish(), Wish(like=(1, 8)), Wish(readers=(1,)), Wish(readers=(1, 2)), Wish(like=(3,), gems=True)]
    lists = [told(recommender.recommend(wish, anything, limit=8, rng=Random(1))) for wish in wishes]
    return [lists, dict(recommender.popularity())]


def crowd(readers: int = 30) -> list[tuple[int, dict[int, Act]]]:
    """Readers of two tastes."""
    draw = Random(3)
    halves = (range(1, 13), range(13, COUNT + 1))
    return [(n, dict.fromkeys(draw.sample(halves[n % 2], 6), Act.LIKED)) for n in range(100, 100 + readers)]


@settings(max_examples=60, deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(READERS), ACTS), max_size=6), gone=ACTS.filter(bool), fit=st.booleans())
def test_a_forgotten_reader_leaves_what_was_before(acts, gone, fit):
    kept = [(reader, done) for reader, done in acts if reader != 7]
    recommender = library([*kept, (7, gone)])
    if fit:
        recommender.adopt(fitting.fit(recommender.snapshot()))
        if not set(gone.values()) & {Act.LIKED, Act.READ}:
            return
    recommender.recommend(Wish(readers=(7,)), anything)
    recommender.note(7, {})
    assert everything(recommender) == everything(library(kept))


@settings(max_examples=40, deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(READERS), ACTS), max_size=8), asked=st.sampled_from(READERS))
def test_bit_by_bit_is_as_all_at_once(acts, asked):
    bit_by_bit = Recommender()
    for one in CARDS:
        bit_by_bit.apply([one])
        if acts:
            bit_by_bit.note(*acts[one.id % len(acts)])
            bit_by_bit.recommend(Wish(readers=(asked,)), anything)
    for reader, done in acts:
        bit_by_bit.note(reader, done)
    assert everything(bit_by_bit) == everything(library(acts))


def test_a_like_changes_the_next_list():
    recommender = library(crowd())
    before = told(recommender.recommend(Wish(readers=(1,)), anything))
    recommender.note(1, {14: Act.LIKED, 15: Act.LIKED})
    after = recommender.recommend(Wish(readers=(1,)), anything)
    assert told(after) != before
    assert all(one.card.id > 12 for one in after[:3]), "as those who like 14 and 15 do"


def test_a_new_story_is_recommended_at_once():
    recommender = library(crowd(), fit=True)
    recommender.note(1, {1: Act.LIKED, 8: Act.LIKED})
    new = card(99, "Brand New", ["Person 1"], "Fandom 1", author="New", tags=["tag 1", "trope 1", "tag 0"])
    recommender.apply([new])
    found = {one.card.id: one for one in recommender.recommend(Wish(readers=(1,)), anything, limit=5)}
    assert found[99].new_here
    assert "new here" in found[99].reasons


@pytest.mark.parametrize("fit", [False, True])
def test_reasons_and_scores_are_the_real_contributions(fit):
    recommender = library(crowd(), fit=fit)
    recommender.note(1, {1: Act.LIKED, 8: Act.READ, 3: Act.DROPPED})
    bent = recommender.recommend(Wish(readers=(1,)), anything)[0].shared[0][0]
    for wish in (Wish(readers=(1,)), Wish(like=(5,)), Wish(readers=(1,), more=(bent,), gems=True), Wish()):
        found = recommender.recommend(wish, anything, limit=12)
        assert len(found) == 12
        for one in found:
            assert one.score == pytest.approx(sum(one.contributions.values()), abs=1e-3)
            stacks = recommender._shelf.stacks()
            assert dict(one.shared).items() <= stacks.labels[stacks.slot[one.card.id]].items()


def test_readers_are_a_reason_only_when_three_others_agree():
    common = {20: Act.LIKED, 1: Act.LIKED}
    for others in range(5):
        recommender = library([(100 + n, common) for n in range(others)])
        recommender.note(1, {1: Act.LIKED, 20: Act.LIKED} if others == 2 else {1: Act.LIKED})
        found = recommender.recommend(Wish(like=(1,)), anything, limit=COUNT)
        spoken = [one.card.id for one in found if any("readers who liked" in reason for reason in one.reasons)]
        agree = others + (others == 2)
        assert spoken == ([20] if agree >= 3 else [])


def test_what_the_gate_hides_has_no_part_in_a_list():
    """Neither as what a taste is made of, nor in numbers, reasons or labels."""
    hidden = [one.id for one in CARDS if not open_only(one)]
    with_hidden = library([*crowd(), (1, {1: Act.LIKED, **dict.fromkeys(hidden, Act.LIKED)})])
    without = library([*crowd(), (1, {1: Act.LIKED})])
    for wish in (Wish(readers=(1,)), Wish(readers=(1,), surprise=True), Wish(readers=(1,), gems=True)):
        found = with_hidden.recommend(wish, open_only, limit=COUNT)
        assert told(found) == told(without.recommend(wish, open_only, limit=COUNT))
        titles = [f"“Story {n}”" for n in hidden]
        assert not [reason for one in found for reason in one.reasons for title in titles if title in reason]


def test_hidden_stories_without_readers_leave_no_trace():
    """How rare a fact is, is counted among what is shown wherever the story is."""
    hidden = [
        card(n, f"Hidden {n}", ["Person 1"], "Fandom 1", author="X", tags=["tag 1"], rating=Rating.EXPLICIT)
        for n in range(200, 240)
    ]
    plain, more = library(crowd()), library(crowd())
    more.apply(hidden)
    for wish in (Wish(like=(1,)), Wish(readers=(101,)), Wish()):
        assert {one[:3] for one in told(plain.recommend(wish, open_only, limit=COUNT))} == {
            one[:3] for one in told(more.recommend(wish, open_only, limit=COUNT))
        }


@settings(max_examples=40, deadline=None)
@given(acts=ACTS, shown=st.sets(st.integers(1, COUNT)), limit=st.integers(0, 12))
def test_a_readers_list_is_full_if_there_are_stories_enough(acts, shown, limit):
    recommender = library([*crowd(6), (1, acts)])
    found = recommender.recommend(Wish(readers=(1,)), lambda one: one.id in shown, limit=limit)
    assert len(found) == min(limit, len(shown - acts.keys()))
    assert {one.card.id for one in found} <= shown - acts.keys()


def test_dropped_counts_against():
    recommender = library()
    recommender.note(1, {1: Act.LIKED})
    before = {one.card.id: one.score for one in recommender.recommend(Wish(readers=(1,)), anything, limit=COUNT)}
    recommender.note(1, {1: Act.LIKED, 6: Act.DROPPED})
    after = {one.card.id: one.score for one in recommender.recommend(Wish(readers=(1,)), anything, limit=COUNT)}
    assert after[11] < before[11], "the same person as in 6 and 1"


def test_surprise_looks_elsewhere():
    found = library().recommend(Wish(like=(1,), surprise=True), anything, limit=5)
    assert all(one.card.fandoms != CARDS[0].fandoms for one in found)


def test_a_wish_that_is_met_is_a_reason():
    recommender = library()
    wish = Wish(like=(1,), moods=("Trope 3", "no such mood"))
    found = recommender.recommend(wish, anything, limit=COUNT)
    for one in found:
        has = "trope 3" in [tag.value for tag in one.card.tags]
        assert ("as you wished: “trope 3”" in one.reasons) is has
    assert found[0].reasons[0] == "as you wished: “trope 3”"
    (feature, label), *_ = found[0].shared
    more = recommender.recommend(Wish(like=(1,), more=(feature,)), anything, limit=3)
    assert all(one.reasons[0].startswith(f"as you wished: “{label}”") for one in more)


def test_more_and_less_of():
    recommender = library()
    feature, label = recommender.recommend(Wish(like=(1,)), anything)[0].shared[0]
    assert label
    less = recommender.recommend(Wish(like=(1,), less=(feature,)), anything, limit=3)
    assert feature not in {shared for one in less for shared, _ in one.shared}


async def test_fitting_in_a_process_does_not_block_the_loop():
    recommender = library(crowd(60))
    pauses: list[float] = []

    async def heartbeat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            pauses.append(time.perf_counter() - before)

    beating = asyncio.create_task(heartbeat())
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        assert await fitting.refit(recommender, executor)
    beating.cancel()
    assert len(pauses) > 10
    assert max(pauses) < 1.0


def test_nobody_is_brought_back_by_a_fit_that_was_under_way():
    recommender = library(crowd())
    fitted = fitting.fit(recommender.snapshot())
    recommender.note(100, {})
    assert not recommender.adopt(fitted)
    assert everything(recommender) == everything(library(crowd()[1:]))
