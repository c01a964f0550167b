"""Pieces of texts: cut around what was looked for, within bounds, marks where the words are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.engine.phrases import parse_text_query
from bot.search.engine.snippets import cut_snippet
from tests.support.examples import examples

FILLER = "Nobody on the lane could say when the second bakery had opened, only that it was better. "


def shown(text: str, typed: str, length: int = 120) -> tuple[str, list[str]]:
    snippet = cut_snippet(text, parse_text_query(typed).phrases, length)
    return text[snippet.start : snippet.end], [text[start:end] for start, end in snippet.marks]


def test_around_the_words() -> None:
    text = FILLER * 30 + "The ferryman lit his lamps at dusk. " + FILLER * 30
    piece, marks = shown(text, "lamp ferryman")
    assert "The ferryman lit his lamps at dusk." in piece
    assert marks == ["ferryman", "lamps"]
    assert not piece[0].isspace()
    assert piece[-1] in ".," or piece.split()[-1] in FILLER.split()


def test_where_most_of_them_stand() -> None:
    text = "lamps " + FILLER * 10 + "dusk " + FILLER * 10 + "lamps at dusk " + FILLER * 10
    assert shown(text, "lamps dusk")[1] == ["lamps", "dusk"]


def test_phrases_only_where_they_are_whole() -> None:
    text = "missing " + FILLER * 5 + "the nin was missing; a missing nin, " + FILLER
    assert shown(text, '"missing nin"')[1] == ["missing nin"]


def test_accents_hyphens_and_scripts_without_spaces() -> None:
    assert shown("Un café, missing-nins; 彼は港まで走った。", "cafe missing-nin 走った")[1] == [
        "café",
        "missing-nins",
        "走った",
    ]


def test_nothing_held_gives_the_beginning() -> None:
    piece, marks = shown(FILLER * 5, "zebra")
    assert FILLER.startswith(piece.rstrip()) or piece.startswith(FILLER)
    assert marks == []


def test_a_phrase_longer_than_the_piece() -> None:
    piece, marks = shown(FILLER * 3, f'"{FILLER}"', 40)
    assert len(piece) <= 40
    assert marks == []


@pytest.mark.parametrize("length", [20, 60, 240])
@given(
    text=st.text(max_size=600) | st.text(alphabet="ab é\u0301走\n👩\u200d", max_size=600), typed=st.text(max_size=20)
)
@settings(max_examples=examples(100), deadline=None)
def test_within_bounds(length: int, text: str, typed: str) -> None:
    for query in (typed, text[:5], text[-9:]):
        snippet = cut_snippet(text, parse_text_query(query).phrases, length)
        assert 0 <= snippet.start <= snippet.end <= len(text)
        assert snippet.end - snippet.start <= length
        edge = snippet.start
        for start, end in snippet.marks:
            assert edge <= start < end <= snippet.end
            edge = end
