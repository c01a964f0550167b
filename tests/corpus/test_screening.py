import tomllib
from pathlib import Path

import pytest

from bot.corpus.screening import screen
from bot.corpus.story import Chapter, Fact, State, Story

SETS = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in (Path(__file__).parent / "screening_sets").iterdir()
}


def passages(name: str) -> list[object]:
    return [pytest.param(text, id=f"{key}: {text[:40]}") for key, found in SETS.items() for text in found[name]]


def unrated(text: str, **facts: object) -> Story:
    return Story(title=Fact("A Story"), chapters=(Chapter("", text),), **facts)


@pytest.mark.parametrize("text", passages("listed"))
def test_unrated_and_harmless(text):
    assert screen(unrated(text)).state is State.LISTED
