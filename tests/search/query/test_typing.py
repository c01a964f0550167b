"""What the end of a half-typed query asks to be completed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.index import Kind
from bot.search.query.typing import HalfTyped, is_words, value_at_end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by:", HalfTyped(Kind.AUTHOR, "by:", "")),
        ("clouds by:ir", HalfTyped(Kind.AUTHOR, "clouds by:", "ir")),
        ('x -tag:"slow b', HalfTyped(Kind.TAG, "x -tag:", "slow b")),
        ("tag:fluff,an", HalfTyped(Kind.TAG, "tag:fluff,", "an")),
        ("SHIP:te", HalfTyped(Kind.RELATIONSHIP, "SHIP:", "te")),
        ("tag:fluff ", None),
        ('tag:"slow burn"', None),
        ("naruto:sh", None),
        ("words:5", None),
        ("lantern", None),
        ("", None),
    ],
)
def test_values_of_filters(text, expected):
    assert value_at_end(text) == expected


@pytest.mark.parametrize("text", ["lantern", "Re:Zero", "trick or", "", '"a b'])
def test_only_words(text):
    assert is_words(text)


@pytest.mark.parametrize("text", ["by:", "x tag:fluff y", "-angst", "words<5"])
def test_more_than_words(text):
    assert not is_words(text)


@given(st.text(max_size=200))
def test_any_text_can_be_typed(text):
    value = value_at_end(text)
    assert value is None or text.startswith(value.before)
    is_words(text)
