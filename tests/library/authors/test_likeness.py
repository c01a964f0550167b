"""Likeness of texts by their sketches: the same one with changes is known, another one isn't."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.story import Chapter
from bot.library.authors.identity import Match, compare_texts
from bot.library.authors.likeness import likeness
from bot.library.fingerprints import Sketch, sketch_of

SKETCHES = st.lists(st.integers(0, 2**63 - 1), max_size=64, unique=True).map(lambda numbers: tuple(sorted(numbers)))
SHARED = [f"common{number}" for number in range(60)]


def words(count: int, seed: int) -> list[str]:
    """Made-up prose in which one word in three is a common one."""
    draw = random.Random(seed)
    return [draw.choice(SHARED) if draw.random() < 0.33 else f"w{draw.randrange(3000)}" for _ in range(count)]


def sketch(text: list[str]) -> Sketch:
    return sketch_of([Chapter("", " ".join(text))])


def rewritten(text: list[str], share: float, seed: int) -> list[str]:
    """With so many of its sentences, of 14 words, written anew."""
    draw = random.Random(seed)
    parts = [text[start : start + 14] for start in range(0, len(text), 14)]
    return [
        word
        for number, part in enumerate(parts)
        for word in (words(len(part), seed * 1000 + number) if draw.random() < share else part)
    ]


@pytest.mark.parametrize("count", [150, 1000, 10000])
def test_the_same_text_with_changes(count: int) -> None:
    text = words(count, 1)
    for changed in (
        text,
        rewritten(text, 0.1, 2),
        text[: count // 2],
        text[count // 2 :],
        [*text, *words(count // 4, 3)],
        [*text, *words(count, 4)],
    ):
        assert compare_texts(sketch(text), sketch(changed)) is Match.SAME
        assert compare_texts(sketch(changed), sketch(text)) is Match.SAME


@pytest.mark.parametrize("count", [150, 1000, 10000])
def test_other_texts(count: int) -> None:
    sketches = [sketch(words(count, seed)) for seed in range(20)]
    found = {compare_texts(one, other) for one in sketches for other in sketches if one is not other}
    assert found == {Match.NONE}


def test_grown_to_many_times_its_length_somebody_looks() -> None:
    """That is for source, author and title to settle; the text alone tells a person."""
    found = [
        compare_texts(sketch(words(2000, seed)), sketch([*words(2000, seed), *words(14_000, seed + 100)]))
        for seed in range(12)
    ]
    assert found.count(Match.NONE) <= 2


def test_a_text_of_a_few_words_is_no_fingerprint() -> None:
    placeholder = sketch(["Coming", "soon", "to", "a", "library", "near", "you"])
    assert compare_texts(placeholder, placeholder) is Match.NONE
    assert compare_texts((), ()) is Match.NONE
    assert compare_texts((), placeholder) is Match.NONE


@given(SKETCHES, SKETCHES)
def test_symmetric_and_within_bounds(one: Sketch, other: Sketch) -> None:
    found = likeness(one, other)
    assert found == likeness(other, one)
    assert 0 <= found.resemblance <= found.part <= 1


@given(SKETCHES)
def test_everything_is_like_itself(one: Sketch) -> None:
    found = likeness(one, one)
    assert (found.resemblance, found.part) == ((1, 1) if one else (0, 0))
