"""What people wrote, in the lines of cards and lists: cut, escaped, and within its room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.pages.markup import escape
from bot.corpus.story import Card, Fact, Origin
from bot.library.answers import TextPiece
from bot.ui.text import (
    byline,
    chapter_name,
    chapter_words,
    counted,
    cut,
    link,
    listed,
    shown,
    source,
    title_line,
    told_apart,
    warnings,
)
from tests.support.discord_markdown import read

NASTY = st.text(st.sampled_from("ab *_~`|<>@#[]()\\:-.1\n\t\u200b\u202e👩‍👩‍👧é") | st.characters(), max_size=300)


def card(**facts) -> Card:
    return Card(id=1, **{"title": Fact("The Lantern Keeper"), **facts})


@given(NASTY, st.integers(20, 200))
def test_cut_text_is_one_line_within_its_room(text: str, limit: int):
    line = cut(text, limit)
    assert len(line) <= limit
    assert "\n" not in line
    assert line == " ".join(text.split()) or line.endswith("…")


@given(NASTY, st.integers(20, 200))
def test_shown_text_fits_with_its_escapes_and_is_all_there_when_it_fits(text: str, limit: int):
    line = shown(text, limit)
    assert len(line) <= limit
    assert "\n" not in line
    whole = escape(" ".join(text.split()))
    assert line == whole or (line.endswith("…") and len(whole) > limit)


@given(st.lists(NASTY.filter(str.strip), max_size=60), st.integers(60, 400))
def test_lists_keep_to_their_room_and_count_what_they_leave_out(names: list[str], room: int):
    line = listed(names, room)
    assert len(line) <= room + len(" and 60 more")
    assert "\n" not in line


def test_lists_say_how_many_more_there_are():
    names = [f"Warning number {n}" for n in range(1, 41)]
    assert listed(names, 60) == "Warning number 1, Warning number 2 and 38 more"
    assert listed(names[:2], 60) == "Warning number 1, Warning number 2"
    assert listed([], 60) == ""
    assert listed(["one", "two"], 60, apart="; ") == "one; two"


def test_numbers_are_counted_in_words():
    assert [counted(n, "story") for n in (0, 1, 2, 3400)] == ["0 stories", "1 story", "2 stories", "3,400 stories"]
    assert counted(1, "page") == "1 page"
    assert counted(2, "page") == "2 pages"


def test_what_is_guessed_or_found_is_said_to_be():
    assert title_line(card(title=Fact("day one", Origin.GUESSED))) == "day one (working title)"
    assert title_line(card()) == "The Lantern Keeper"
    facts = (Fact("Temari"), Fact("Gaara", Origin.FOUND), Fact("Kankuro", Origin.FOUND))
    assert told_apart(facts, 100) == "Temari; Gaara, Kankuro (found in the text)"
    assert byline(card(authors=(Fact("M. Voss", Origin.GUESSED),))) == "by M. Voss (guessed)"
    assert byline(card()) == "by unknown author"
    assert warnings(card(), 100) == "none stated"


@pytest.mark.parametrize(
    ("number", "title", "said"),
    [
        (2, "", "Chapter 2"),
        (2, "The Bridge", "Chapter 2: The Bridge"),
        (2, "Chapter 2: The Bridge", "Chapter 2: The Bridge"),
        (2, "Chapter One", "Chapter One"),
        (1, "Prologue", "Prologue"),
        (3, "Part II", "Part II"),
        (3, "III.", "Chapter III"),
        (3, "7", "Chapter 7"),
        (3, "III. Rain", "III. Rain"),
        (3, "3. Rain", "3. Rain"),
        (3, "Partings", "Chapter 3: Partings"),
        (3, "I'm Home", "Chapter 3: I'm Home"),
        (3, "Iris", "Chapter 3: Iris"),
    ],
)
def test_a_chapter_is_numbered_once(number: int, title: str, said: str):
    assert chapter_name(number, title) == said


def test_a_story_of_one_nameless_chapter_says_nothing_of_chapters():
    assert chapter_words(TextPiece(card(), "", 1, "", 1)) == ""
    assert chapter_words(TextPiece(card(), "", 1, "Rain", 1)) == "Rain"
    assert chapter_words(TextPiece(card(), "", 2, "*Rain*", 3)) == r"Chapter 2\: \*Rain\*"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a forum that is gone",
        "javascript:alert(1)",
        "https://stories.example/" + "x" * 600,
        "https://stories.example/a b",
        "https://stories.example/ä",
        "https://localhost",
        "https://[broken",
        "ftp://stories.example/1",
    ],
)
def test_what_discord_would_refuse_is_no_link(address: str):
    assert link(card(source=Fact(address))) is None


def test_a_source_is_named_even_where_it_can_be_no_link():
    assert source(card()) == "not stated"
    assert source(card(source=Fact("https://stories.example/works/41"))) == "stories.example"
    assert source(card(source=Fact("https://stories.example/" + "x" * 600))) == "stories.example"
    assert source(card(source=Fact("printed, in *my* zine"))) == r"printed, in \*my\* zine"
    assert link(card(source=Fact(" https://stories.example/works/41 "))) == "https://stories.example/works/41"


@given(NASTY)
def test_shown_text_is_text_to_discord_also_within_our_own_marks(text: str):
    line = shown(text, 200)
    if line:
        assert {styles for _, styles in read(line)} == {frozenset()}
        assert {styles for _, styles in read(f"**{line}**")} == {frozenset({"bold"})}
