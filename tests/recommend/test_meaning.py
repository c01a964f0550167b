"""Stories about the same things in other words: found with an embedding model, and without one as before."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.corpus.story import Card, Fact, Rating, State
from bot.recommend.arrays import Floats
from bot.recommend.embedding import Encode, load_encoder, unit
from bot.recommend.meaning import BATCH, Meanings, Memory, sentence_of
from bot.recommend.recommender import Recommender, Wish
from bot.recommend.wish import Act
from tests.recommend.models import static_model
from tests.search.cards import anything, card, open_only

ABOUT = "both seem to be about much the same things"
SEA = card(1, "Ocean", ["Ana"], "One", author="A", summary="A sailor and the tide.", tags=["waves", "salt"])
SHORE = card(2, "Shore", ["Bo"], "Two", author="B", summary="The lighthouse, the harbour.", keywords=["ship"])
BREAD = card(3, "Bread", ["Cy"], "Three", author="C", summary="An oven, flour, dough.")
SKY = card(4, "Moon", ["Di"], "Four", author="D", summary="Telescope and comet.")
CAKE = card(5, "Cake", ["Ed"], "Five", author="E", summary="Butter for a crust.", tags=["recipe"])
MUTE = card(6, "Quillon", ["Fe"], "Six", author="F", summary="Nobody knows these.")
LIBRARY = [SEA, SHORE, BREAD, SKY, CAKE, MUTE]


@pytest.fixture(scope="session")
def encode(tmp_path_factory: pytest.TempPathFactory) -> Encode:
    return load_encoder(static_model(tmp_path_factory.mktemp("models") / "tiny")).encode


def recommender_of(cards: Sequence[Card], encode: Encode | None) -> Recommender:
    recommender = Recommender(encode)
    recommender.apply(cards)
    recommender.prepare()
    recommender.encode()
    return recommender


class Counting:
    """A model that remembers what it was asked to read."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Floats:
        self.texts += texts
        return self._encode(texts)


def test_what_a_model_reads():
    one = card(1, " Tides. ", ["Ana"], summary="She left.", tags=["sea", "slow"], keywords=["ferry", "salt"])
    assert sentence_of(one) == "Tides. She left. ferry, salt"
    assert sentence_of(replace(one, summary=None)) == "Tides. sea, slow. ferry, salt"
    assert sentence_of(card(2, "Tides", ["Ana"], author="Zed")) == "", "a title alone says too little"


def test_names_are_not_what_a_story_is_about():
    summary = "Mori Hana's boat, Odo’s oar and the sea at Roads. An odo is no Odo, a hana is."
    named = card(1, "Hana and Odo", ["Hana Mori", "Odo of Lind"], "Roads", summary=summary)
    assert " ".join(sentence_of(named).split()) == "and . boat, oar and the sea at . An odo is no , a hana is"


def test_near_in_meaning_without_a_word_in_common(encode: Encode):
    found = recommender_of(LIBRARY, encode).recommend(Wish(like=(1,)), anything)
    assert [(one.card.id, one.reasons) for one in found] == [(2, (ABOUT,))]
    assert recommender_of(LIBRARY, None).recommend(Wish(like=(1,)), anything) == []


def test_the_liked_story_that_it_is_near_to_is_named(encode: Encode):
    recommender = recommender_of(LIBRARY, encode)
    recommender.note(7, {1: Act.LIKED, 3: Act.LIKED})
    found = {one.card.id: one.reasons for one in recommender.recommend(Wish(readers=(7,)), anything, limit=2)}
    assert found == {2: ("you liked “Ocean”", ABOUT, "new here"), 5: ("you liked “Bread”", ABOUT, "new here")}


def test_the_stronger_reason_comes_first_and_is_of_the_same_story(encode: Encode):
    same = card(7, "Sea", ["Ana"], "One", author="A", summary="A sailor and the tide.", tags=["waves"])
    other = card(8, "Harbour", ["Zed"], "One", author="Z", summary="The lighthouse, the shore.")
    found = {
        one.card.id: one.reasons
        for one in recommender_of([*LIBRARY, same, other], encode).recommend(Wish(like=(1, 3)), anything, limit=9)
    }
    assert found[7][0] == "closest to “Ocean”"
    assert found[7][1].startswith(("shares", "also"))
    assert found[7][-1] == ABOUT
    assert found[8][:3] == ("closest to “Ocean”", ABOUT, "also One")


def test_contributions_are_the_score_and_tell_meaning_apart(encode: Encode):
    recommender = recommender_of(LIBRARY, encode)
    for reader in range(100, 110):
        recommender.note(reader, {1: Act.LIKED, 3: Act.LIKED, 4: Act.LIKED})
    recommender.note(7, {1: Act.LIKED, 5: Act.DROPPED})
    for wish in (Wish(like=(1,)), Wish(readers=(7,)), Wish(like=(1, 4), readers=(7,))):
        for one in recommender.recommend(wish, anything, limit=9):
            assert one.score == pytest.approx(sum(one.contributions.values()), abs=1e-3)
            assert ("meaning" in one.contributions) >= (ABOUT in one.reasons)
    (near,) = recommender.recommend(Wish(like=(1,)), lambda one: one.id in {1, 2})
    assert near.contributions["meaning"] > near.contributions["content"] >= 0


def test_reasons_are_recomputed_from_the_vectors(encode: Encode):
    """Told of exactly those stories whose texts the model puts near the one that is liked."""
    recommender = recommender_of(LIBRARY, encode)
    raw = encode([sentence_of(one) for one in LIBRARY])
    centred = raw - raw.sum(axis=0) / (5 + 5)
    centred[5] = 0
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    cosines = (centred / np.where(norms, norms, 1)) @ (centred / np.where(norms, norms, 1)).T
    for at, liked in enumerate(LIBRARY):
        found = recommender.recommend(Wish(like=(liked.id,)), anything, limit=9)
        told = {one.card.id for one in found if ABOUT in one.reasons}
        assert told == {one.id for to, one in enumerate(LIBRARY) if to != at and cosines[at, to] >= 0.5}


def test_a_hidden_liked_story_is_not_named_and_pulls_nothing(encode: Encode):
    hidden = replace(SEA, rating=Fact(Rating.EXPLICIT), title=Fact("Forbidden Ocean"))
    recommender = recommender_of([hidden, *LIBRARY[1:]], encode)
    recommender.note(7, {1: Act.LIKED, 3: Act.LIKED})
    found = recommender.recommend(Wish(readers=(7,)), open_only, limit=9)
    assert not any("Ocean" in reason for one in found for reason in one.reasons)
    assert [one.card.id for one in found if ABOUT in one.reasons] == [5]


@pytest.mark.parametrize(
    "hide", [{"state": State.HELD}, {"rating": Fact(Rating.EXPLICIT)}, {"guild_id": 9}, {"gone": True}]
)
def test_a_hidden_story_leaves_no_trace(encode: Encode, hide: dict[str, object]):
    """Nor in what all stories have in common."""
    secret = [replace(card(20 + n, f"Secret {n}", summary="wave tide oven moon"), **hide) for n in range(30)]

    def gate(one: Card) -> bool:
        return one.id < 20

    alone, among = recommender_of(LIBRARY, encode), recommender_of([*LIBRARY, *secret], encode)
    for liked in range(1, 7):
        one, other = (library.recommend(Wish(like=(liked,)), gate, limit=9) for library in (alone, among))
        assert [(it.card.id, it.reasons) for it in one] == [(it.card.id, it.reasons) for it in other]
        assert [it.score for it in one] == pytest.approx([it.score for it in other], abs=1e-4)


def test_only_what_is_new_or_says_something_else_is_read(encode: Encode):
    model = Counting(encode)
    recommender = recommender_of(LIBRARY, model)
    assert sorted(model.texts) == sorted(map(sentence_of, LIBRARY))
    model.texts.clear()
    changed = replace(BREAD, summary=Fact("A ship, the harbour, a wave."), title=Fact("Salt"))
    recommender.apply([replace(SEA, words=9, rating=Fact(Rating.TEEN)), changed], [4])
    recommender.encode()
    assert model.texts == [sentence_of(changed)]
    found = recommender.recommend(Wish(like=(1,)), anything)
    assert {one.card.id for one in found} == {2, 3}
    recommender.apply([SKY])
    recommender.encode()
    assert model.texts[1:] == [sentence_of(SKY)], "it had been forgotten"
    recommender.apply([replace(SHORE, summary=None, keywords=())])
    recommender.encode()
    assert len(model.texts) == 2
    assert {one.card.id for one in recommender.recommend(Wish(like=(1,)), anything)} == {3}, "it says too little now"


def test_before_it_is_read_a_story_is_found_by_its_facts(encode: Encode):
    recommender = Recommender(encode)
    recommender.apply([*LIBRARY, card(9, "Second", ["Ana"], "One", author="Z")])
    assert [one.card.id for one in recommender.recommend(Wish(like=(1,)), anything)] == [9]
    recommender.encode()
    assert {one.card.id for one in recommender.recommend(Wish(like=(1,)), anything)} == {2, 9}


def test_questions_are_answered_while_the_model_reads(encode: Encode):
    started, go_on = threading.Event(), threading.Event()

    def slow(texts: Sequence[str]) -> Floats:
        started.set()
        assert go_on.wait(20)
        return encode(texts)

    recommender = Recommender(slow)
    recommender.apply(LIBRARY)
    reading = threading.Thread(target=recommender.encode)
    reading.start()
    assert started.wait(20)
    assert recommender.recommend(Wish(like=(1,)), anything) == []
    recommender.apply([replace(SHORE, summary=Fact("An oven."), title=Fact("Cake"), keywords=())])
    go_on.set()
    reading.join(20)
    found = recommender.recommend(Wish(like=(3,)), anything)
    assert {one.card.id for one in found} == {2, 5}, "what was changed meanwhile is read as it is now"


def test_reading_can_be_stopped(encode: Encode):
    model = Counting(encode)
    memory = Memory(lambda texts: (memory.stop(), model(texts))[1])
    memory.apply((card(n, f"Story {n}", summary="Sea.") for n in range(3 * BATCH)), ())
    memory.encode()
    assert len(model.texts) == BATCH
    memory.encode()
    assert len(model.texts) == BATCH


def test_off_is_as_before(encode: Encode):
    """And a model that knows no word changes nothing either."""
    off, mute = recommender_of(LIBRARY, None), recommender_of(LIBRARY, lambda texts: np.zeros((len(texts), 8), "f4"))
    for recommender in (off, mute):
        recommender.note(7, {1: Act.LIKED, 3: Act.TO_READ})
    for wish in (Wish(), Wish(like=(1,)), Wish(readers=(7,)), Wish(like=(2, 4), surprise=True)):
        one, other = (it.recommend(wish, anything, limit=9) for it in (off, mute))
        assert one == other
        assert not any("meaning" in it.contributions or ABOUT in it.reasons for it in one)


def test_a_language_that_the_model_hardly_knows_is_no_theme(encode: Encode):
    """To it all texts of that language are the same."""

    def strange(texts: Sequence[str]) -> Floats:
        away = np.zeros(8, np.float32)
        away[7] = 3
        return unit(encode(texts) + away * np.array([["ы" in text] for text in texts]))

    russian = [replace(one, id=20 + one.id, title=Fact(f"{one.title.value} ы")) for one in LIBRARY * 3]
    russian = [replace(one, id=20 + n, authors=(Fact(f"И{n}"),)) for n, one in enumerate(russian)]
    russian = [replace(one, fandoms=(Fact(f"М{one.id}"),), characters=(), tags=(), keywords=()) for one in russian]
    for language, told in ((None, True), (Fact("Russian"), False)):
        cards = [*LIBRARY, *(replace(one, language=language) for one in russian)]
        recommender = recommender_of(cards, strange)
        found = recommender.recommend(Wish(like=(20,)), lambda one: one.id in {20, 23}, limit=9)
        assert any(ABOUT in one.reasons for one in found) is told


def test_a_model_that_puts_all_texts_together_finds_what_stands_out():
    """Many give any two texts a cosine of 0.7 and more."""
    rng = np.random.default_rng(1)
    own = rng.standard_normal((60, 32)) / 32**0.5
    own[1] = own[0] + 0.4 * rng.standard_normal(32) / 32**0.5
    vectors = (own + 2 * np.eye(32)[0]).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert (vectors @ vectors[0]).min() > 0.5
    every = np.ones(60, np.bool_)
    nearness = Meanings(vectors, [(every, every)]).nearness({0: 1.0})
    assert nearness[0] == pytest.approx(1, abs=1e-4)
    assert nearness[1] > 0.5
    assert np.count_nonzero(nearness > 0.5) == 2
