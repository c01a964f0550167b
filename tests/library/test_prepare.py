"""Preparing a story again gives what preparing it at first would have given, whether its text has changed or not."""

from dataclasses import replace

import pytest

from bot.corpus.story import Chapter, Fact, Note, Problem, Rating, Story
from bot.library.prepare import prepare, prepare_again
from tests.library.stories import prose

STORY = Story(title=Fact("The Quay"), chapters=(Chapter("One", prose("the quay", 9)),))


@pytest.mark.parametrize(
    "changed",
    [
        STORY,
        replace(STORY, title=Fact("The Ferry"), rating=Fact(Rating.TEEN), characters=(Fact("Odo Lind"),)),
        replace(STORY, notes=(Note("top", "A note."),)),
        replace(STORY, chapters=(*STORY.chapters, Chapter("Two", prose("the ferry", 4)))),
        replace(STORY, chapters=()),
    ],
)
def test_again_is_as_at_first(changed: Story) -> None:
    assert prepare_again(changed, prepare(STORY)) == prepare(changed)


def test_what_is_not_stored_makes_no_difference() -> None:
    told = replace(STORY, problems=(Problem("Something.", 3),), prose_start=12)
    assert prepare(told).digest == prepare(STORY).digest
