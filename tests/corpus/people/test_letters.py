import pytest

from bot.corpus.people.letters import take_letters


@pytest.mark.parametrize(
    "head", ["Dear Ino,", "Dearest Ino,", "My dear Ino!", "My own dear Ino:", "dear Ino", "DEAR Ino;"]
)
def test_a_head_names_whom_a_letter_goes_to(head: str) -> None:
    letters = take_letters([head, "I am well."])
    assert (letters.greeted, letters.lines) == ({"Ino": 1}, ["I am well."])


def test_a_letter_may_begin_on_the_line_of_its_head() -> None:
    letters = take_letters(["Dear Mr. Thorne, I am well."])
    assert (letters.greeted, letters.lines) == ({"Mr. Thorne": 1}, ["I am well."])


@pytest.mark.parametrize(
    "closing", ["Yours,", "Your brother,", "Ever your loving cousin,", "Lots of love", "Sincerely,"]
)
@pytest.mark.parametrize("name", ["Ino", "– Ino", "Ino."])
def test_a_name_below_a_closing_signs(closing: str, name: str) -> None:
    letters = take_letters(["I am well.", closing, name, "It was cold."])
    assert letters.signed == {"Ino": 1}
    assert letters.lines == ["I am well.", closing, "It was cold."]


@pytest.mark.parametrize(
    "lines",
    [
        ["Dear me, it is late."],
        ["Dear Ino was late."],
        ["My dear, Ino is late."],
        ["It was late.", "Ino"],
        ["Yours was the best of all the pies in the whole of the town", "Ino"],
        ["Yours,", "the cat"],
    ],
)
def test_prose_is_no_letter(lines: list[str]) -> None:
    letters = take_letters(lines)
    assert not letters.greeted
    assert not letters.signed
    assert letters.lines == lines


def test_letters_are_counted() -> None:
    letters = take_letters(["Dear Ino,", "No.", "Yours,", "Sai", "Dear Ino,", "Yes.", "Yours,", "Sai"])
    assert (letters.greeted, letters.signed) == ({"Ino": 2}, {"Sai": 2})
