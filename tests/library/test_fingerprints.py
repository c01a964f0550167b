"""Fingerprints: a text is known again after small edits, and others aren't taken for it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.story import Chapter, Fact, Story
from bot.library.database import Database
from bot.library.fingerprints import KEPT, SAME_TEXT, Sketch, find_sharing, read_sketch, similarity, sketch_of
from bot.library.prepare import prepare
from bot.library.store import add_stories, update_story

WORDS = [f"{first}{last}" for first in ("ba", "ro", "li", "mu", "te", "ska") for last in ("n", "rk", "sh", "ter", "lo")]


def text_of(seed: int, words: int) -> str:
    rng = Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(words))


def sketch(*texts: str) -> Sketch:
    return sketch_of([Chapter("", text) for text in texts])


@given(st.lists(st.text(max_size=300), max_size=4))
def test_a_sketch_is_few_numbers_that_any_database_holds(texts: list[str]) -> None:
    found = sketch(*texts)
    assert len(found) <= KEPT
    assert list(found) == sorted(set(found))
    assert all(0 <= number < 2**63 for number in found)
    assert similarity(found, found) == (1.0 if found else 0.0)


@given(st.integers(0, 10**6), st.integers(400, 3_000), st.integers(1, 12))
def test_small_edits_stay_similar(seed: int, length: int, edits: int) -> None:
    """One word in fifty, at most, is another one."""
    words = text_of(seed, length).split()
    rng = Random(seed + 1)
    for _ in range(min(edits, length // 50)):
        words[rng.randrange(length)] = "otherwise"
    assert similarity(sketch(text_of(seed, length)), sketch(" ".join(words))) > SAME_TEXT


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(50, 3_000))
def test_other_texts_of_the_same_words_are_others(one: int, other: int, length: int) -> None:
    found = similarity(sketch(text_of(one, length)), sketch(text_of(other, length)))
    assert found == 1.0 if one == other else found < SAME_TEXT / 2


@pytest.mark.parametrize(
    "again",
    [
        lambda text: text.upper(),
        lambda text: text.replace(" ", "\n\n"),
        lambda text: text.replace(" ", ", “") + "…",
        lambda text: text.replace("a", "á"),
        lambda text: text.replace("ba", "b’a"),
    ],
)
def test_looks_are_not_words(again: object) -> None:
    text = text_of(1, 300)
    assert callable(again)
    assert sketch(again(text)) == sketch(text)


def test_chapters_cut_elsewhere_are_the_same_text() -> None:
    words = text_of(2, 400).split()
    assert sketch(" ".join(words[:150]), " ".join(words[150:])) == sketch(" ".join(words))


def test_a_text_without_spaces_is_known_by_its_characters() -> None:
    text = "".join(chr(0x4E00 + number * 37 % 2_000) for number in range(900))
    assert similarity(sketch(text), sketch(text[:450] + "漢" + text[450:])) > 0.8


def test_the_numbers_never_change() -> None:
    """They are compared with those of years ago."""
    assert sketch("The bell rang for noon.") == (5543112971924542441, 5646566854696400633)


async def test_sketches_are_kept_with_stories(database: Database) -> None:
    stories = [Story(title=Fact(str(seed)), chapters=(Chapter("", text_of(seed, 500)),)) for seed in range(3)]
    prepared = [prepare(story) for story in stories]
    async with database.write() as connection:
        ids = await add_stories(connection, prepared)
        assert await read_sketch(connection, ids[0]) == prepared[0].sketch
        assert await find_sharing(connection, prepared[1].sketch) == {ids[1]: prepared[1].sketch}
        await update_story(connection, ids[1], prepared[2])
        assert await find_sharing(connection, prepared[1].sketch) == {}
        assert set(await find_sharing(connection, prepared[2].sketch, KEPT)) == {ids[1], ids[2]}
        assert await find_sharing(connection, ()) == {}
