"""Lines and paragraphs: hard-wrapped lines are rejoined, deliberate line ends stay."""

import textwrap

import pytest

from bot.corpus.story import Span, Style
from tests.support.story_files import PROSE, TEXT, read, text_of

HEADER = "Title: The Late Ferry\nAuthor: quaywalker\nRating: G\n\n"
LONG = """\
The keeper of the lamp had been told to write down every boat that passed, and so he did, in a round hand, with the \
hour, the weather, and what he thought of the way in which she was handled.

"You have put down the same boat twice," said Temari. She had read all of the book by then, because there was nothing \
else to read, and because it was the sort of rain that makes one fair.

"She came back," said the keeper. "They do, you know. It is the one thing about them that I can rely on, and if you \
had sat here for thirty years then you would want to write it down each time, too."

She thought it over. Out in the dark, past the place where the light turned round, something answered the bell."""


def wrapped(text, width, *, indent="", gap="\n\n"):
    return gap.join(
        textwrap.fill(paragraph, width, initial_indent=indent, break_on_hyphens=False, break_long_words=False)
        for paragraph in text.split("\n\n")
    )


@pytest.mark.parametrize("width", [60, 65, 70, 72, 76, 78, 80, 100])
def test_hard_wrapped_lines_are_rejoined(width):
    assert text_of(read(HEADER + wrapped(LONG, width))) == LONG


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_lines_with_indented_paragraphs_and_no_empty_lines(width):
    assert text_of(read(HEADER + wrapped(LONG, width, indent="     ", gap="\n"))) == LONG


def test_wrapped_lines_that_are_all_indented():
    lines = "\n".join(f"   {line}" if line else "" for line in wrapped(LONG, 70).split("\n"))
    assert text_of(read(HEADER + lines)) == LONG


def test_one_line_a_paragraph_and_no_empty_lines():
    assert text_of(read(HEADER + LONG.replace("\n\n", "\n"))) == LONG


def test_two_empty_lines_between_paragraphs():
    assert text_of(read(HEADER + LONG.replace("\n\n", "\n\n\n"))) == LONG


def test_an_empty_line_after_every_wrapped_line():
    doubled = (
        wrapped(LONG, 70).replace("\n\n", "\n\n\n\n").replace("\n", "\n\n").replace("\n\n\n\n\n\n\n\n", "\n\n\n\n")
    )
    assert text_of(read(HEADER + doubled)).replace("\n\n", " ").split() == LONG.split()


POEM = "The bell is in the water,\nthe water in the bell,\nand what the one has taught her\nthe other will not tell."
KEPT = {
    "a poem": POEM,
    "two verses": f"{POEM}\n\n{POEM}",
    "a letter": "Dear Temari,\n\nIt is late again.\n\nYours,\nShikamaru",
    "an address": "Nara Shikamaru\nThird House by the River\nKonoha",
    "a script": "TEMARI: It is late.\nSHIKAMARU: It is always late.\nTEMARI: You could have said so.",
    "a log": "[07:02] Temari: it's late\n[07:03] Shikamaru: it's always late\n[07:03] Temari: lol",
    "a list": "- a lamp\n- a rope\n- eleven gulls",
    "a song in italics": "The bell is in the water,\nthe water in the bell",
    "a sign": "NO GULLS\nBEYOND THIS POINT",
}


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
@pytest.mark.parametrize("width", [0, 72])
def test_lines_that_are_meant_stay(lines, width):
    around = wrapped(LONG, width) if width else LONG
    story = read(f"{HEADER}{around}\n\n{lines}\n\n{around}")
    assert text_of(story) == f"{LONG}\n\n{lines}\n\n{LONG}"


def test_speech_line_by_line_is_a_paragraph_each():
    talk = '"Late," said Temari.\n"Always," said Shikamaru.\n"Always," she agreed.'
    assert text_of(read(f"{HEADER}{LONG}\n\n{talk}\n\n{LONG}")).count("\n\n" + '"Always,"') == 2


def test_a_very_long_line_is_a_story():
    line = "The ferry was late. " * 15_000
    story = read(line)
    assert len(story.chapters[0].text) == len(line) - 1


def test_emphasis_is_kept_as_spans_and_lone_stars_stay():
    story = read(f"{HEADER}{PROSE[0]}\n\nIt was *very* late, and __nobody__ said so. 2 * 3 * 4 stars, *.\n\n{TEXT}")
    text = story.chapters[0].text
    assert "It was very late, and nobody said so. 2 * 3 * 4 stars, *." in text
    styled = {text[span.start : span.end]: span.style for span in story.chapters[0].spans}
    assert styled == {"very": Style.ITALIC, "nobody": Style.BOLD}


def test_tags_and_entities_that_were_pasted_along():
    story = read(f"{HEADER}{PROSE[0]}\n\nIt was <i>very</i> late&mdash;so they <b>waited</b>.<br>\n\n{TEXT}")
    text = story.chapters[0].text
    assert "It was very late—so they waited." in text
    assert {text[span.start : span.end] for span in story.chapters[0].spans} == {"very", "waited"}


def test_marks_of_forums_and_web_pages():
    story = read(f"[center]{PROSE[0]}[/center]\n\n[i]Late[/i] it was.\n\n[center]***[/center]\n\n<p>{PROSE[1]}</p>")
    assert story.chapters[0].text == f"{PROSE[0]}\n\nLate it was.\n\n* * *\n\n{PROSE[1]}"
    assert [(span.style, span.end - span.start) for span in story.chapters[0].spans] == [(Style.ITALIC, 4)]


def test_markdown_blocks():
    sign = "> a sign:\n> no gulls"
    story = read(f"# The Late Ferry\n\n{PROSE[0]}\n\n{sign}\n\n### A caption\n\n[The bell](http://x.example) rang.")
    text = story.chapters[0].text
    assert text == f"{PROSE[0]}\n\na sign:\nno gulls\n\nA caption\n\nThe bell rang."
    assert {(text[s.start : s.end], s.style) for s in story.chapters[0].spans} == {
        ("a sign:\nno gulls", Style.QUOTE),
        ("A caption", Style.HEADING),
    }


def test_spans_lie_where_their_words_are_after_notes_are_taken_out():
    story = read(f"{PROSE[0]}\n\n(A/N: hello!) It was *very* late.\n\n*Nobody* came.")
    text, spans = story.chapters[0].text, story.chapters[0].spans
    assert [text[span.start : span.end] for span in spans] == ["very", "Nobody"]
    assert all(isinstance(span, Span) for span in spans)
