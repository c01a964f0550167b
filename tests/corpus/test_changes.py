"""Changes to a story: taken as stated, never against what bars it; what can't be used is said, or left out."""

from dataclasses import replace
from typing import Any

import pytest

from bot.corpus.changes import apply_changes, check_changes
from bot.corpus.overrides_fields import MistakeError
from bot.corpus.screening.verdict import Vouched, screen
from bot.corpus.story import Chapter, Fact, Origin, Permission, Rating, State, Status, Story, values

STORY = Story(
    title=Fact("Lamps", Origin.GUESSED),
    authors=(Fact("Ona Bright"),),
    tags=(Fact("lamps"),),
    warnings=(Fact("Mild Peril"),),
    language=Fact("English", Origin.GUESSED),
    permission=Permission.FULL,
    chapters=(Chapter("", "The ringer had a train to catch."),),
)
BARRED = replace(STORY, tags=(Fact("Underage"),), rating=Fact(Rating.EXPLICIT), summary=Fact("A story."))


def test_what_is_stated_counts_and_the_rest_stays() -> None:
    changed = apply_changes(STORY, {"title": "The Lamps", "rating": "PG-13", "tags": ["a", "b"], "status": "wip"})
    assert changed.title == Fact("The Lamps")
    assert changed.rating == Fact(Rating.TEEN)
    assert values(changed.tags) == ("a", "b")
    assert changed.status == Fact(Status.IN_PROGRESS)
    assert replace(changed, title=STORY.title, rating=STORY.rating, tags=STORY.tags, status=None) == STORY


def test_none_clears_a_field() -> None:
    changed = apply_changes(STORY, {"language": None, "tags": None, "authors": None})
    assert (changed.language, changed.tags, changed.authors) == (None, (), ())


def test_additions_take_nothing_away() -> None:
    changed = apply_changes(STORY, {"add_warnings": ["Character Death", "Mild Peril"], "add_tags": ["fog"]})
    assert values(changed.warnings) == ("Mild Peril", "Character Death")
    assert values(changed.tags) == ("lamps", "fog")
    replaced = apply_changes(STORY, {"warnings": [], "add_warnings": ["Character Death"]})
    assert values(replaced.warnings) == ("Character Death",)


@pytest.mark.parametrize(
    ("stated", "cap", "left"),
    [
        ("full text", "card only", Permission.CARD),
        ("full text", "excerpts only", Permission.EXCERPTS),
        ("card only", "full text", Permission.CARD),
        ("full text", "something new", Permission.CARD),
        ("full text", None, Permission.FULL),
    ],
)
def test_an_authors_cap_holds_whatever_else_allows(stated: str, cap: str | None, left: Permission) -> None:
    assert apply_changes(STORY, {"permission": stated, "cap": cap}).permission is left


@pytest.mark.parametrize(
    "changes",
    [
        {"tags": []},
        {"tags": None, "rating": "General"},
        {"rating": "General", "summary": "Nothing.", "title": "Harmless"},
        {"warnings": None, "relationships": None, "tags": ["fluff"], "rating": "Teen"},
    ],
)
def test_a_bar_is_never_lifted(changes: dict[str, Any]) -> None:
    changed = apply_changes(BARRED, changes)
    assert screen(changed, Vouched.ALONE).state is State.BARRED
    assert any("can't take back what bars a story" in problem.message for problem in changed.problems)


def test_what_this_version_does_not_know_is_left_out() -> None:
    assert apply_changes(STORY, {"rating": "Nineteen", "state": "listed", "mood": 3, "tags": {"a": 1}}) == STORY


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rating": "Nineteen"}, "rating: 'Nineteen' is not one of"),
        ({"title": None}, "title: must not be empty"),
        ({"state": "listed"}, "state: is not a field that can be changed"),
        ({"cap": "somewhat"}, "cap: 'somewhat' is not one of"),
        ({"add_tags": [1]}, "add_tags: must be a list of texts"),
    ],
)
def test_mistakes_are_told_by_field(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(MistakeError) as error:
        check_changes(changes)
    assert str(error.value).startswith(said)


def test_what_can_be_used_is_no_mistake() -> None:
    check_changes({"rating": "M", "series": None, "cap": None, "add_warnings": ["x"], "permission": "full text"})
