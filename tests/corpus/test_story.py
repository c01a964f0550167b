from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.story import Chapter


@given(
    st.text() | st.lists(st.sampled_from(["word", "_", "*", " ", "\n\n", "3", "é", "…", "\u2003", "木"])).map("".join)
)
def test_words_are_runs_that_hold_a_letter_or_digit(text: str) -> None:
    assert Chapter("", text).words == sum(any(map(str.isalnum, run)) for run in text.split())
