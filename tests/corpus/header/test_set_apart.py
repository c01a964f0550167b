"""Facts that a format sets apart are taken over as they stand."""

from bot.corpus.header.facts import gather
from bot.corpus.marks.entries import set_apart
from bot.corpus.marks.labels import Field


def test_items_are_neither_split_nor_tidied() -> None:
    tags = ("Hurt and Comfort", "夜 | Night", "it's fine; really", "Rain...", "None")
    assert gather([set_apart(Field.TAGS, "additional tags", *tags)]).tags == list(tags)


def test_a_title_may_look_like_anything() -> None:
    for title in ("None", "-dash-", "Kettle by crow_and_co", "Part 1/2", "“Quoted”"):
        assert gather([set_apart(Field.TITLE, "title", title)]).title == title


def test_no_warning_is_no_warning_but_that_an_author_chose_not_to_warn_is_told() -> None:
    said = ("Choose Not To Use Archive Warnings", "No Archive Warnings Apply", "Major Character Death")
    assert gather([set_apart(Field.WARNINGS, "archive warnings", *said)]).warnings == [said[0], said[2]]


def test_pairings_stay_and_name_their_people() -> None:
    found = gather([set_apart(Field.PAIRING, "relationships", "Wren/Ash", "Wren & Old Hob", "Minor Pairings")])
    assert found.relationships == ["Wren/Ash", "Wren & Old Hob", "Minor Pairings"]
    assert found.paired == ["Wren", "Ash", "Wren", "Old Hob"]


def test_several_series_are_all_kept() -> None:
    series = ("Part 2 of Lights, Camera", "Part 1 of Tides")
    assert gather([set_apart(Field.SERIES, "series", *series)]).series == "Part 2 of Lights, Camera; Part 1 of Tides"
