import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.pages.sentences import has_sentence_ends, sentences
from tests.support.examples import examples


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        '"Stop!" he said.',
        "“Stop!” he said.",
        "'Wow!' he said.",
        "“Where to?” asked Ino.",
        "“Where to?” Ino asked.",
        "“Run!” Shikamaru Nara shouted.",
        '"Never!" She said.',
        "— Stop! — he said.",
        "Mr. Oak met Dr. Fern and Mrs. J. R. R. Willow on St. Elm Street.",
        "Bring fruit, e.g. Apples.",
        "Well... maybe.",
        "Well… maybe.",
        "But... I don't know.",
        "He paid 3.50 for it.",
        "Look at example.org for more.",
        "Oh! he thought.",
        "She (finally!) sat down.",
        "1. Water the tree.",
        "Yahoo!, he cried.",
        "「行こう！」と彼は言った。",
    ],
)
def test_one_sentence(sentence):
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "expected",
    [
        ["He left.", "She stayed."],
        ["“Stop!”", "The cart rolled on."],
        ["He sat (at last.)", "It rained."],
        ["*He sat.*", "It rained."],
        ["He waited...", "Then it rained."],
        ["Really?!", "Really."],
        ["It was I.", "Nobody else came."],
        ["He said no.", "Then he left."],
        ["“Go.", "Now.”", "“Why?”"],
        ["He stopped.", "“Who is there?” he asked.", "Nobody spoke."],
        ["It cost 50.", "He paid."],
        ["यह पेड़ है।", "वह बैठा।"],
        ["هل جاء؟", "نعم."],
        ["¿Quién?", "¡Yo!"],
        ["Он ушёл.", "Она осталась."],
    ],
)
def test_several_sentences(expected):
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["木が揺れた。", "猫が寝た！？", "「行く。」", "誰もいない。"],
        ["他走了。", "她留下了。"],
    ],
)
def test_scripts_without_spaces(expected):
    assert split("".join(expected)) == expected


def test_a_line_break_alone_ends_nothing():
    assert split("The tree is old\nand green.\nIt stands.") == ["The tree is old\nand green.", "It stands."]


def test_only_the_slice_is_read():
    text = "One. Two. Three."
    assert [text[start:end] for start, end in sentences(text, 5, 9)] == ["Two."]


def test_text_without_marks_has_no_sentence_ends():
    assert not has_sentence_ends("a tree, a cat")
    assert has_sentence_ends("A tree.")


@settings(deadline=None, max_examples=examples(200))
@given(st.text(alphabet="aB1.!?…。」'\"”* \n-", max_size=60))
def test_sentences_leave_out_nothing_but_white_space(text):
    assert "".join("".join(split(text)).split()) == "".join(text.split())


UNITS = ["...", '"', "!?", "' \" ", "J.", "said "]
SLOW_UNITS = ["a. ", ". \n", "Mr. "]


@pytest.mark.parametrize("unit", [*UNITS, *(pytest.param(unit, marks=pytest.mark.slow) for unit in SLOW_UNITS)])
def test_time_is_linear(unit):
    text = unit * (600_000 // len(unit))
    began = time.perf_counter()
    split(text)
    assert time.perf_counter() - began < 8
