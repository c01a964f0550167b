"""What `ficus inspect` says of a story, to programs and to people."""

import json

from bot.corpus.inspection import as_dict, as_text, unreadable_as_dict
from bot.errors import UnreadableError
from tests.support.story_files import PROSE, TEXT, read

FILE = f"""Title: The Late Ferry
Author: quaywalker
Rating: seaworthy
Pairing: Shikamaru/Temari
Disclaimer: not mine.

Chapter 1: Fog

{TEXT}

Chapter 2

{PROSE[0]}

A/N: the bell is real. {"It rang and rang. " * 40}
"""


def test_json_of_a_story():
    story = read(FILE, "ferry.txt")
    seen = json.loads(json.dumps(as_dict("dir/ferry.txt", story)))
    assert seen["file"] == "dir/ferry.txt"
    assert seen["title"] == {"value": "The Late Ferry", "origin": "stated"}
    assert seen["rating"] == {"value": "Not Rated", "origin": "guessed"}
    assert seen["language"] == {"value": "English", "origin": "guessed"}
    assert seen["summary"] == seen["status"] == {"value": None, "origin": "guessed"}
    assert seen["authors"] == [{"value": "quaywalker", "origin": "stated"}]
    assert seen["relationships"] == [{"value": "Shikamaru/Temari", "origin": "stated"}]
    assert {"value": "Temari", "origin": "stated"} in seen["characters"]
    assert seen["fandoms"] == seen["warnings"] == seen["tags"] == []
    assert [(c["title"], c["words"]) for c in seen["chapters"]] == [("Chapter 1: Fog", 65), ("Chapter 2", 13)]
    assert seen["chapters"][0]["text"] == TEXT
    assert [note["where"] for note in seen["notes"]] == ["top", "top", "end"]
    assert seen["problems"][0]["line"] == 3
    assert (seen["state"], seen["held_because"], seen["permission"]) == ("listed", "", "full text")
    assert FILE[seen["prose_start"] :].startswith(PROSE[0])


def test_json_of_a_file_that_cannot_be_read_has_the_same_keys():
    seen = unreadable_as_dict("x.txt", UnreadableError("x.txt", 4, "There is no text in this file."))
    assert seen.keys() == as_dict("x.txt", read(FILE)).keys()
    assert seen["title"] == {"value": None, "origin": "guessed"}
    assert seen["chapters"] == seen["authors"] == seen["notes"] == []
    assert seen["problems"] == [{"line": 4, "message": "There is no text in this file."}]
    json.dumps(seen)


def test_text_for_people():
    seen = as_text("dir/ferry.txt", read(FILE))
    lines = seen.splitlines()
    assert lines[0] == "dir/ferry.txt"
    assert "Title          The Late Ferry (stated)" in lines
    assert "Rating         Not Rated (guessed)" in lines
    assert "Summary        unknown" in lines
    assert "Words          78 in 2 chapters" in lines
    assert "    1. Chapter 1: Fog, 65 words" in lines
    assert any(line.startswith("  [end] A/N: the bell is real.") for line in lines)
    assert f"  | {PROSE[0]}" in lines
    assert any(line.startswith("  line 3: The rating 'seaworthy'") for line in lines)
    assert max(map(len, lines)) <= 100


def test_people_are_told_which_names_were_found():
    seen = as_text("ferry.txt", read(f"{TEXT}\n\n" * 4))
    assert "(found)" in next(line for line in seen.splitlines() if line.startswith("Characters"))
