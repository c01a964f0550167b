import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.language import guess_language

STORIES = tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", STORIES)
def test_a_language_is_recognised(language):
    assert guess_language(STORIES[language]) == language


@pytest.mark.parametrize("language", STORIES)
def test_a_few_words_give_no_guess_rather_than_a_wrong_one(language):
    words = STORIES[language].split()
    assert guess_language(" ".join(words[:4])) in {None, language}
    assert guess_language(" ".join(words[:12])) in {None, language}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "Ino!",
        "Die Hard",
        "No. No, no, no, no!",
        "Naruto Sasuke Sakura Kakashi " * 20,
        "lorem ipsum dolor sit amet " * 3,
        "1234567890 " * 200,
        "zxcv qwer asdf tyui " * 50,
    ],
)
def test_what_is_no_language_gets_no_guess(text):
    assert guess_language(text) is None


def test_two_languages_by_turns_get_no_guess():
    assert guess_language(" ".join([STORIES["French"], STORIES["Dutch"]] * 5)) is None


def test_foreign_words_in_a_story_change_nothing():
    assert guess_language(STORIES["English"] * 3 + STORIES["Japanese"]) == "English"
    assert guess_language("「心」 she wrote. " + STORIES["English"] * 2) == "English"


def test_the_middle_of_a_long_text_counts():
    assert guess_language(STORIES["English"] * 3 + STORIES["German"] * 400 + STORIES["English"] * 3) == "German"


def test_a_long_text_takes_no_longer():
    text = STORIES["English"] * 100_000
    start = time.perf_counter()
    assert guess_language(text) == "English"
    assert time.perf_counter() - start < 2


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text):
    assert guess_language(text) is None or guess_language(text).isalpha()
