"""Shortening: at most so many characters, at the end of a sentence if there is one."""

from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.pages.shortening import shortened

TEXT = "The ferry left. Nobody had seen it go, for it was foggy! A bell rang"


def cut(most: int, start: int = 0) -> tuple[str, bool]:
    end, torn = shortened(TEXT, start, len(TEXT), most)
    return TEXT[start:end], torn


def test_whole_when_it_fits() -> None:
    assert cut(len(TEXT)) == (TEXT, False)


def test_at_the_last_sentence_that_fits() -> None:
    assert cut(60) == ("The ferry left. Nobody had seen it go, for it was foggy!", False)
    assert cut(30) == ("The ferry left.", False)
    assert cut(50, start=16) == ("Nobody had seen it go, for it was foggy!", False)


def test_at_a_word_or_a_whole_character_when_no_sentence_fits() -> None:
    assert cut(11) == ("The ferry", True)
    assert shortened("e\u0301" * 50, 0, 100, 20) == (18, True)
    assert shortened("x" * 100, 0, 100, 20) == (19, True)


@given(st.text("aé. !\n\u0301「」。", min_size=2, max_size=200), st.integers(2, 50))
def test_never_longer_and_never_nothing(text: str, most: int) -> None:
    end, torn = shortened(text, 0, len(text), most)
    assert 0 < end + torn <= max(most, 1)
    assert torn or end == len(text) or end <= most
