from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import IndexUnusableError
from bot.search.engine.texts import Texts

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=30).map(sorted)


@given(WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=3))
def test_what_begins_with_a_text_is_one_range(words, start):
    texts = Texts.build(words)
    first, last = texts.beginning_with(start)
    assert texts.of(np.arange(first, last)) == [word for word in words if word.startswith(start)]


@pytest.mark.parametrize("mapped", [True, False])
def test_files_hold_what_memory_held(tmp_path: Path, mapped: bool):
    words = ["", "a", "ab", "é", "進撃"]
    Texts.build(words, tmp_path / "words")
    texts = Texts.open(tmp_path / "words", mapped=mapped)
    assert [texts[n] for n in range(len(texts))] == words


def test_a_shorter_file_is_noticed(tmp_path: Path):
    Texts.build(["abc", "def"], tmp_path / "words")
    (tmp_path / "words.bin").write_bytes(b"abc")
    with pytest.raises(IndexUnusableError, match="other text"):
        Texts.open(tmp_path / "words")
