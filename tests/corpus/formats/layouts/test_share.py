"""The share snippet, in the forms in which people paste it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.formats.layouts.share import read_share
from bot.corpus.header.facts import gather
from bot.corpus.reader import read_card
from bot.corpus.story import Permission, State, values
from bot.errors import UnreadableError
from tests.support.layout_samples import FOLDER

PLAIN = (FOLDER / "ao3-share-tide.txt").read_text("utf-8")
HTML = (FOLDER / "ao3-share-night.html").read_text("utf-8")


def test_a_card_has_no_text_and_may_show_none() -> None:
    story = read_card("snippet", PLAIN)
    assert story.chapters == ()
    assert story.permission is Permission.CARD
    assert story.state is State.LISTED
    assert ("top", "441 words, says the archive.") in [(note.where, note.text) for note in story.notes]


def test_words_around_the_snippet_are_left_out_and_told() -> None:
    story = read_card("snippet", f"You have to read this!!\n\n{PLAIN}")
    assert story.title.value == "The Tide Clerk: Ledgers & Lanterns"
    assert [problem.message for problem in story.problems] == [
        "This isn't part of the snippet, and was left out: You have to read this!!"
    ]


def test_the_work_is_where_its_own_link_leads() -> None:
    sequel = PLAIN.replace("one lantern", "one lantern, see https://archiveofourown.org/works/77 before")
    assert read_card("snippet", sequel).source == read_card("snippet", PLAIN).source
    assert read_card("snippet", sequel.rpartition("\nhttps://")[0]).source is None


@pytest.mark.parametrize("around", ["```html\n{}\n```", "`{}`", "  {}  ", "<div>{}</div>", "{}<br />"])
def test_html_in_wrappings(around: str) -> None:
    story = read_card("snippet", around.format(HTML))
    assert values(story.warnings) == ("Creator Chose Not To Use Archive Warnings", "Major Character Death")
    assert story.source is not None
    assert story.source.value == "https://archiveofourown.org/works/9000003"


def test_tumblrs_first_line_is_one_link() -> None:
    text = "[Night Bus (1,234 words) by a_cat [AO3]](https://archiveofourown.org/works/9)\nChapters: 1/1\nFandom: Buses"
    found = gather(document.entries) if (document := read_share(text)) else None
    assert found is not None
    assert (found.title, found.authors, found.fandoms) == ("Night Bus", ["a_cat"], ["Buses"])
    assert found.source == "https://archiveofourown.org/works/9"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A message about something else (12 words) by somebody",
        "Title: The Hat\nAuthor: Wren\nRating: Teen\n\nIt started with a hat.",
        "Chapters: 1/1\nFandom: Buses\nRating: Teen And Up Audiences",
        "<p>It started with a hat.</p>",
        "x" * 50_000,
    ],
)
def test_other_texts_are_no_snippets(text: str) -> None:
    assert read_share(text) is None
    with pytest.raises(UnreadableError, match="isn't a share snippet"):
        read_card("snippet", text)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_line_may_be_a_title(title: str) -> None:
    text = f"{title} (1 word) by wren\nChapters: 1/?\nFandom: Hats\n{title}"
    document = read_share(text)
    assert document is None or gather(document.entries).title
