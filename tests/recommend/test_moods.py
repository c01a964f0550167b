"""Moods in readers' words: what is understood, what is turned around by "no", and what is said to be unknown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.story import Card, Fact, Permission, Rating, Status
from bot.recommend.moods import MOST_MOODS, Mood, _vocabulary, parse

CARD = Card(id=1, title=Fact("The Quay"), rating=Fact(Rating.GENERAL), words=900, permission=Permission.FULL)


def passes(mood: Mood, card: Card) -> bool:
    return all(one.keeps(card) for one in mood.filters)


def tagged(*tags: str, **changes: object) -> Card:
    return replace(CARD, tags=tuple(map(Fact, tags)), **changes)


def test_the_words_of_the_issue():
    mood = parse("fluffy, short, no angst")
    assert mood.understood == ("fluff", "short", "no angst")
    assert mood.unknown == ()
    assert mood.wanted[0] == "fluff"
    assert passes(mood, tagged("Fluff"))
    assert not passes(mood, tagged("Fluff", "Light Angst"))
    assert not passes(mood, tagged("Fluff", words=9_000))


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("fluffy short no angst", ("fluff", "short", "no angst")),
        ("something funny and sweet please", ("humor", "fluff")),
        ("no angst or death, happy ending", ("no angst", "no death", "happy ending")),
        ("not sad but romantic", ("no angst", "romance")),
        ("Hurt/Comfort", ("hurt/comfort",)),
        ("SLOW-BURN; enemies to lovers", ("slow burn", "enemies to lovers")),
        ("very long", ("epic",)),
        ("no romance", ("gen",)),
        ("without major character death", ("no death",)),
        ("I want a cozy mystery", ("slice of life", "mystery")),
    ],
)
def test_what_is_understood(typed: str, understood: tuple[str, ...]):
    mood = parse(typed)
    assert (mood.understood, mood.unknown) == (understood, ())


def test_what_means_nothing_is_named():
    mood = parse("fluffy, grobnik, no zib")
    assert mood.understood == ("fluff",)
    assert mood.unknown == ("grobnik", "zib")


def test_any_tag_of_the_library_can_be_asked_for():
    mood = parse("missing-nin, no sand siblings", {"missing nin", "sand siblings"}.__contains__)
    assert mood.understood == ("missing nin", "no sand siblings")
    assert mood.wanted == ("missing nin",)
    assert not passes(mood, tagged("Sand Siblings"))
    assert passes(mood, tagged("Missing-nin"))


def test_no_counts_tags_and_warnings_as_whole_words_and_not_their_denial():
    mood = parse("no death")
    assert not passes(mood, replace(CARD, warnings=(Fact("Major Character Death"),)))
    assert not passes(mood, tagged("Canonical Character Death"))
    assert passes(mood, tagged("No Character Death"))
    assert passes(parse("no blood"), tagged("Bloodline Limits"))


@pytest.mark.parametrize(
    ("typed", "fits", "does_not"),
    [
        ("complete", {"status": Fact(Status.COMPLETE)}, {"status": None}),
        ("no wips", {"status": Fact(Status.COMPLETE)}, {"status": None}),
        ("wip", {"status": Fact(Status.IN_PROGRESS)}, {"status": Fact(Status.COMPLETE)}),
        ("short or long", {"words": 30_000}, {"words": 9_000}),
        ("gen", {"relationships": (Fact("A & B"),)}, {"relationships": (Fact("A/B"),)}),
        ("pairing", {"relationships": (Fact("A/B"),)}, {"relationships": ()}),
        ("sfw", {"rating": Fact(Rating.GENERAL)}, {"rating": Fact(Rating.MATURE)}),
        ("no smut", {"rating": Fact(Rating.TEEN)}, {"rating": Fact(Rating.EXPLICIT)}),
    ],
)
def test_facts_leave_others_out(typed: str, fits: dict[str, object], does_not: dict[str, object]):
    mood = parse(typed)
    assert mood.unknown == ()
    assert passes(mood, replace(CARD, **fits))
    assert not passes(mood, replace(CARD, **does_not))


def test_nothing_asks_for_nothing():
    assert parse("") == parse(" , ;") == parse("please, a story") == Mood()


def test_every_word_of_the_list_is_understood_and_no_word_means_two_things():
    assert all(parse(said).unknown == () for said in _vocabulary())
    assert all(parse(said).understood for said in _vocabulary())


@given(st.text(max_size=200))
def test_any_text_can_be_read(typed: str):
    mood = parse(typed)
    assert len(mood.understood) + len(mood.unknown) <= MOST_MOODS
    passes(mood, CARD)


@given(st.sampled_from(sorted(_vocabulary())))
def test_no_turns_every_word_around(said: str):
    mood = parse(f"no {said}")
    assert len(mood.filters) == 1 or said.startswith("no ")
    assert mood.wanted == ()
