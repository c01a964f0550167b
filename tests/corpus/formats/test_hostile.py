"""Files that mean harm get the sentence they must get, and the files beside them are read."""

import warnings

import pytest

from bot.corpus.formats.archives.archive import holds_stories, stories_in
from bot.corpus.formats.limits import Limits
from bot.corpus.reader import read_story
from bot.errors import UnreadableError
from tests.corpus.formats.hostile import HOSTILE, Hostile
from tests.support.story_files import text_of

LIMITS = Limits()


def marked(hostiles: tuple[Hostile, ...]) -> list:
    return [
        pytest.param(hostile, id=hostile.name, marks=[pytest.mark.slow] if hostile.slow else []) for hostile in hostiles
    ]


def made(hostile: Hostile) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile's, of names that stand in an archive twice
        return hostile.make()


@pytest.mark.parametrize("hostile", marked(tuple(one for one in HOSTILE if not one.members)))
def test_a_file(hostile: Hostile):
    data = made(hostile)
    if hostile.refused:
        with pytest.raises(UnreadableError) as refused:
            read_story("story", data)
        assert refused.value.message == hostile.refused
        return
    story = read_story("story", data)
    assert hostile.reads in text_of(story)
    assert hostile.notice in "\n".join(problem.message for problem in story.problems)
    assert "root:" not in text_of(story)


@pytest.mark.parametrize("hostile", marked(tuple(one for one in HOSTILE if one.members)))
def test_a_zip_of_stories(hostile: Hostile):
    data = made(hostile)
    assert holds_stories("stories.zip", data, LIMITS)
    got = {}
    for name, content in stories_in("stories.zip", data, LIMITS):
        got[name] = content.message if isinstance(content, UnreadableError) else ""
        if not got[name]:
            assert read_story(name, content).chapters
    assert got == hostile.members


def test_there_are_enough_of_them():
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE) >= 24
