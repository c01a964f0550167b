"""The words that a story dwells on."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.keywords import COMMON, LIMIT, keywords
from bot.corpus.story import Chapter, Fact, Story


def story(*texts: str, characters=(), fandoms=(), authors=(), relationships=()) -> Story:
    return Story(
        title=Fact("A Title"),
        chapters=tuple(Chapter("", text) for text in texts),
        characters=tuple(map(Fact, characters)),
        fandoms=tuple(map(Fact, fandoms)),
        authors=tuple(map(Fact, authors)),
        relationships=tuple(map(Fact, relationships)),
    )


FERRY = "The ferry left at noon. No ferry came back, and the ferry bell rang. A lantern hung there; the lantern burned."


def test_what_is_told_most_often_comes_first():
    assert keywords(story(FERRY)) == ("ferry", "lantern")


def test_all_chapters_count():
    assert keywords(story("A ferry.", "A ferry and a lantern.", "That lantern again, the lantern.")) == (
        "lantern",
        "ferry",
    )


def test_words_said_once_and_words_of_every_story_tell_nothing():
    assert (
        keywords(story("She said that she would look back, and she said that she would look back again. Harbour."))
        == ()
    )


def test_common_words_are_lower_case_and_long_enough_to_matter():
    assert all(word == word.lower() for word in COMMON)


@pytest.mark.parametrize(
    "named",
    [
        {"characters": ["Lantern Keeper"]},
        {"relationships": ["Ferry & Lantern"]},
        {"fandoms": ["The Lantern"]},
        {"authors": ["lantern"]},
    ],
)
def test_stated_names_are_left_out(named):
    assert "lantern" not in keywords(story(FERRY, **named))


def test_words_that_mostly_stand_with_a_capital_are_names():
    text = "Mirela sat. Then Mirela rose, and mirela, so they say, sang. Rope lay there. The rope was wet. More rope."
    assert keywords(story(text)) == ("rope",)


def test_a_capital_at_the_start_of_sentences_makes_no_name():
    assert keywords(story("Bread. Warm bread. Bread again, and bread.")) == ("bread",)


def test_possessives_and_apostrophes_count_with_their_word():
    assert keywords(story("The ferry's bell. The ferry’s rope. The ferry.")) == ("ferry",)


def test_contractions_tell_nothing():
    assert keywords(
        story("She'd sing. She’d sing, they'd hum, they'd hum at one o'clock, o'clock. A harp, a harp.")
    ) == ("harp", "sing")


def test_words_of_any_alphabet():
    assert keywords(story("паром плыл, паром стоял. Большой паром.")) == ("паром",)


def test_never_more_than_the_limit_and_always_the_same():
    words = [f"{first}{second}{third}ard" for first in "bcdfg" for second in "aeiou" for third in "lmnr"]
    text = " ".join(f"{word} " * (2 + place % 5) for place, word in enumerate(words))
    found = keywords(story(text))
    assert len(found) == LIMIT
    assert keywords(story(text)) == found
    times = [text.split().count(word) for word in found]
    assert times == sorted(times, reverse=True)


def test_ties_stand_in_alphabetical_order():
    assert keywords(story("rope bread rope bread wind wind")) == ("bread", "rope", "wind")


def test_in_a_long_story_twice_is_not_dwelling():
    text = " ".join(["The rope lay there."] * 3 + ["A lantern hung there."] * 2)
    assert keywords(story(text)) == ("rope", "lantern")
    assert keywords(story(text + " It was as it was." * 300)) == ("rope",)


@pytest.mark.parametrize(("language", "found"), [("English", ("ferry", "lantern")), ("French", ())])
def test_in_a_language_whose_common_words_are_unknown_nothing_is_telling(language, found):
    assert keywords(replace(story(FERRY), language=Fact(language))) == found


def test_no_text_no_words():
    assert keywords(story()) == ()
    assert keywords(story("")) == ()
    assert keywords(story("... !!! 12345 12345 🦊")) == ()


@given(st.text())
def test_any_text(text):
    found = keywords(story(text, text))
    assert len(found) <= LIMIT
    assert len(set(found)) == len(found)
    assert all(word == word.lower() and word not in COMMON for word in found)


@pytest.mark.parametrize("text", ["a" * 300_000, "a'" * 150_000, "e\u0301" * 150_000, "rope " * 60_000])
def test_time_grows_with_the_length_alone(text):
    started = time.perf_counter()
    keywords(story(text))
    assert time.perf_counter() - started < 3
