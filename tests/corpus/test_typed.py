"""Fields in forms: what is shown there is read back as the same, and what people type is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.changes import apply_changes
from bot.corpus.overrides_fields import MistakeError
from bot.corpus.story import Fact, Story, values
from bot.corpus.typed import TYPED, read_typed, shown_field

STORY = Story(title=Fact("Lamps"))

names = (
    st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=60)
    .map(lambda text: " ".join(text.replace('"', "”").split()).strip(",; "))
    .filter(bool)
)


@given(st.lists(names, max_size=8, unique=True))
def test_a_list_that_is_shown_is_read_back(items: list[str]) -> None:
    story = apply_changes(STORY, {"tags": items})
    assert read_typed("tags", shown_field(story, "tags")) == list(values(story.tags))


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("", []),
        ("  ,; ,", []),
        ("a", ["a"]),
        ("a, b;c ,, d", ["a", "b", "c", "d"]),
        ("a, b\nc", ["a, b", "c"]),
        ("a\n\n b ,\n", ["a", "b"]),
        ('"Bright, Ona", Odo', ["Bright, Ona", "Odo"]),
        ("a, b\n", ["a", "b"]),
        ("same, same", ["same"]),
        ('the "old" lamp', ['the "old" lamp']),
    ],
)
def test_lists_stand_apart_by_commas_or_lines(typed: str, items: list[str]) -> None:
    assert read_typed("authors", typed) == items


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("title", "  The \n Lamp  ", "The Lamp"),
        ("summary", " One.\n\nTwo. ", "One.\n\nTwo."),
        ("rating", "nc-17", "nc-17"),
        ("status", "WIP", "WIP"),
        ("status", " ", None),
        ("source", "", None),
        ("source", "https://stories.example/1", "https://stories.example/1"),
    ],
)
def test_single_fields(field: str, typed: str, value: str | None) -> None:
    assert read_typed(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", " ", "must not be empty"),
        ("rating", "", "must not be empty"),
        ("rating", "PG-99", "'PG-99' is not one of"),
        ("source", "stories.example", "is not a web address"),
        ("title", "x" * 301, "at most 300"),
        ("tags", "x" * 201, "at most 200"),
        ("tags", "\n".join(map(str, range(101))), "at most 100"),
        ("permission", "full text", "is not a field"),
        ("state", "listed", "is not a field"),
    ],
)
def test_what_cannot_be_taken_is_said(field: str, typed: str, said: str) -> None:
    with pytest.raises(MistakeError, match=said):
        read_typed(field, typed)


def test_every_field_of_a_form_can_be_shown_empty() -> None:
    shown = {field: shown_field(STORY, field) for field in TYPED}
    assert {field: text for field, text in shown.items() if text} == {"title": "Lamps", "rating": "Not Rated"}
