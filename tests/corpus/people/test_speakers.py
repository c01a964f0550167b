import pytest

from bot.corpus.people.speakers import called_by, take_speakers


@pytest.mark.parametrize(
    "form",
    [
        "{}: well?",
        "{} (softly): well?",
        "{} [nods]: well?",
        "[07:02] {}: well?",
        "07:02 - {}: well?",
        "(7:02 pm) {}: well?",
        "[07:02:59] <{}> well?",
        "<{}> well?",
    ],
)
def test_speakers_stand_before_their_lines(form: str) -> None:
    dialogue = take_speakers([form.format(name) for name in ["Ino", "Sai", "Ino", "Sai", "Ino", "Sai"]])
    assert dialogue.speakers == {"Ino": 3, "Sai": 3}
    assert set(dialogue.lines) == {"well?"}


def test_speakers_stand_above_their_lines_in_capitals() -> None:
    dialogue = take_speakers(
        ["INO", "Well?", "SAI", "No.", "INO", "Why?", "SAI (O.S.)", "No.", "INO", "Hm.", "SAI", "No."]
    )
    assert dialogue.speakers == {"INO": 3, "SAI": 3}
    assert dialogue.lines == ["Well?", "No.", "Why?", "No.", "Hm.", "No."]


def test_stage_directions_do_not_end_a_dialogue() -> None:
    lines = ["INO: Well?", "(She waits.)", "SAI: No.", "INO: Why?", "SAI: No.", "(He waits.)", "INO: Hm.", "SAI: No."]
    assert take_speakers(lines).speakers == {"INO": 3, "SAI": 3}


def test_names_may_have_several_words_and_small_letters() -> None:
    lines = [
        "tin man: hi",
        "[07:02] Tin Man: hi",
        "lion: hello",
        "[07:03] Tin Man: so",
        "lion: so",
        "[07:04] Tin Man: yes",
    ]
    assert take_speakers([*lines, "lion: yes"]).speakers == {"Tin Man": 3, "lion": 3}


@pytest.mark.parametrize(
    "line",
    [
        "Note: this is long.",
        "Rank: B",
        "He knew what she wanted: nothing.",
        "The list of everything that he had ever lost: hope.",
        "http://example.org/a:b",
        "10:41 was late",
    ],
)
def test_labels_and_prose_are_no_speakers(line: str) -> None:
    dialogue = take_speakers([line, "Ino: Well?"] * 5)
    assert not dialogue.speakers
    assert dialogue.lines == [line, "Ino: Well?"] * 5


def test_one_who_speaks_twice_is_no_speaker() -> None:
    assert not take_speakers(["Ino: Well?", "Sai: No.", "Ino: Why?", "Sai: No."]).speakers


def test_one_who_speaks_twice_and_is_named_between_is_a_speaker() -> None:
    lines = ["INO", "Well?", "SAI", "No.", "INO", "Why?", "SAI", "No.", "UNIT NINE", "Yes.", "INO", "Hm.", "SAI", "No."]
    lines += ["UNIT NINE", "Yes."]
    assert take_speakers(lines).speakers == {"INO": 3, "SAI": 3}
    assert take_speakers([*lines, "Unit Nine rolls away."]).speakers == {"INO": 3, "SAI": 3, "UNIT NINE": 2}


def test_labels_in_small_letters_are_speakers_only_in_a_chat() -> None:
    chat = [
        "kit_kat: hi",
        "lark: hi",
        "Ino: who",
        "kit_kat: me",
        "lark: no",
        "Ino: me",
        "kit_kat: ok",
        "lark: ok",
        "Ino: no",
    ]
    assert take_speakers(chat).speakers == {"kit_kat": 3, "lark": 3, "Ino": 3}
    assert take_speakers([*chat, *["It rained."] * 12]).speakers == {"Ino": 3}


def test_a_list_in_small_letters_is_no_chat() -> None:
    recipe = ["butter: 100 g", "flour: 200 g", "butter: 50 g", "flour: a bit", "butter: 2 g", "flour: 1 g"]
    assert not take_speakers(recipe).speakers
    assert take_speakers([f"[07:02] {line}" for line in recipe]).speakers == {"butter": 3, "flour": 3}


@pytest.mark.parametrize(
    ("handle", "name"), [("kit_kat", "Kit"), ("doomlark", "Lark"), ("Lark", "Lark"), ("xxkitxx", ""), ("larder", "")]
)
def test_a_handle_may_hold_a_name(handle: str, name: str) -> None:
    assert called_by(handle, {"kit": "Kit", "lark": "Lark", "er": "Er"}) == name


def test_lines_far_apart_are_no_dialogue() -> None:
    assert not take_speakers(["Ino: Well?", *["It rained."] * 9, "Sai: No.", *["It rained."] * 9] * 5).speakers
