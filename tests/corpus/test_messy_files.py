"""Story files as they lie on people's disks, each beside what a careful person reads in it.

tests/corpus/messy holds the files, invented for this purpose in many hands and forms, and an expectation for each
(tests/support/expectations.py says what one may hold)."""

import json
from pathlib import Path

import pytest

from bot.corpus.formats.plain.decoding import decode
from bot.corpus.reader import read_story
from tests.support.expectations import differences, plain

FOLDER = Path(__file__).parent / "messy"
FILES = sorted((FOLDER / "files").iterdir())


def expectation(file: Path) -> dict[str, object]:
    return json.loads((FOLDER / "expected" / f"{file.name}.json").read_text("utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_is_read_as_a_person_reads_it(file: Path) -> None:
    story = read_story(file.name, file.read_bytes())
    assert differences(story, expectation(file)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_prose_starts_where_the_first_chapter_does(file: Path) -> None:
    data = file.read_bytes()
    story = read_story(file.name, data)
    decoded = decode(data).text[story.prose_start :]
    first = plain(story.chapters[0].text).split()[0].lstrip(">|# ")
    assert plain(decoded[:200]).lstrip(">|# ").startswith(first[:1])
