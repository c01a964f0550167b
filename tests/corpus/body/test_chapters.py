"""Chapters: split where the file says so, titled as it says, and nowhere else."""

import pytest

from bot.corpus.story import SCENE_BREAK
from tests.support.story_files import PROSE, TEXT, notes_of, read, text_of

HEADER = "Title: The Late Ferry\nAuthor: quaywalker\nRating: G\n\n"


def titles(story):
    return [chapter.title for chapter in story.chapters]


def parts(*headings):
    return "\n\n".join(f"{heading}\n\n{TEXT}" for heading in headings)


HEADINGS = [
    ("Chapter 1", "Chapter 2"),
    ("CHAPTER ONE", "CHAPTER TWO"),
    ("Chapter One: Fog", "Chapter Two: Tea"),
    ("Chapter 1 - Fog", "Chapter 2 - Tea"),
    ("Chapter 1. Fog", "Chapter 2. Tea"),
    ("Chapter 1 Fog", "Chapter 2 Tea"),
    ("Chapter the First", "Chapter the Second"),
    ("The First Chapter", "The Second Chapter"),
    ("Ch. 1", "Ch. 2"),
    ("Ch 1: Fog", "Ch 2: Tea"),
    ("chapter 1", "chapter 2"),
    ("Chapther 1", "Chpater 2"),
    ("Chapter 1 of 2", "Chapter 2 of 2"),
    ("Chapter I", "Chapter II"),
    ("Part 1", "Part 2"),
    ("Part One: Fog", "Part Two: Tea"),
    ("Part I", "Part II"),
    ("Kapitel 1: Nebel", "Kapitel 2: Tee"),
    ("Chapitre 1", "Chapitre 2"),
    ("Chapitre premier", "Chapitre deux"),
    ("I.", "II."),
    ("I", "II"),
    ("I. Fog", "II. Tea"),
    ("1.", "2."),
    ("1", "2"),
    ("1)", "2)"),
    ("1. Fog", "2. Tea"),
    ("1. fog", "2. tea"),
    ("One", "Two"),
    ("- 1 -", "- 2 -"),
    ("Prologue", "Chapter 1"),
    ("Prologue", "Epilogue"),
    ("Chapter 1", "Interlude"),
    ("Day One", "Day Two"),
    ("Act I", "Act II"),
    ("The First Day", "The Second Day"),
    ("~Chapter 1~", "~Chapter 2~"),
    ("*** Chapter 1 ***", "*** Chapter 2 ***"),
    ("~*~ Chapter 1: Fog ~*~", "~*~ Chapter 2: Tea ~*~"),
    ("**Chapter 1**", "**Chapter 2**"),
    ("_Chapter 1: Fog_", "_Chapter 2: Tea_"),
    ("[Chapter 1]", "[Chapter 2]"),
    ("== Chapter 1 ==", "== Chapter 2 =="),
    ("xX Chapter 1: Fog Xx", "xX Chapter 2: Tea Xx"),
    ("# Fog", "# Tea"),
    ("## Chapter 1: Fog", "## Chapter 2: Tea"),
    ("Fog\n===", "Tea\n==="),
    ("Chapter 1\n---------", "Chapter 2\n---------"),
]
WITH_TITLE = [
    ("The Late Ferry - Chapter 1: Fog", "The Late Ferry - Chapter 2: Tea"),
    ("The Late Ferry, Part 1", "The Late Ferry, Part 2"),
    ("The Late Ferry (1/2)", "The Late Ferry (2/2)"),
]


@pytest.mark.parametrize(
    ("header", "headings"),
    [(HEADER, headings) for headings in [*HEADINGS, *WITH_TITLE]] + [("", headings) for headings in HEADINGS],
)
def test_headings(header, headings):
    story = read(header + parts(*headings))
    assert [chapter.text for chapter in story.chapters] == [TEXT, TEXT]
    for title, heading in zip(titles(story), headings, strict=True):
        words = title.casefold().replace(":", "").split()
        assert title
        assert all(word.strip(".") in heading.casefold() or word == "part" for word in words)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Chapter 3\nThe Bell", "Chapter 3: The Bell"),
        ("Chapter 3\n\n~ The Bell ~", "Chapter 3: The Bell"),
        ("CHAPTER THREE\n\nTHE BELL", "CHAPTER THREE: THE BELL"),
        ("Chapter 3 (The Bell)", "Chapter 3 (The Bell)"),
        ("Chapter 3: “The Bell”", "Chapter 3: “The Bell”"),
        ("Chapter 3: *The Bell*", "Chapter 3: The Bell"),
        ("Part II\n\nChapter 3: The Bell", "Part II: Chapter 3: The Bell"),
    ],
)
def test_titles(heading, title):
    assert titles(read(f"{HEADER}Chapter 1\n\n{TEXT}\n\n{heading}\n\n{TEXT}"))[1] == title


def test_names_below_bare_headings():
    story = read(f"{HEADER}Chapter I\n\nFog\n\n{TEXT}\n\nChapter II\n\nTea\n\n{TEXT}")
    assert titles(story) == ["Chapter I: Fog", "Chapter II: Tea"]


def test_text_above_the_first_chapter_is_a_chapter_when_it_is_long():
    story = read(f"{HEADER}{TEXT}\n\n{TEXT}\n\n{TEXT}\n\n{parts('Chapter 1', 'Chapter 2')}")
    assert titles(story) == ["", "Chapter 1", "Chapter 2"]


def test_thanks_above_the_first_chapter_are_a_note():
    story = read(f"{HEADER}Thanks to Mika, who counted the gulls.\n\n{parts('Chapter 1', 'Chapter 2')}")
    assert titles(story) == ["Chapter 1", "Chapter 2"]
    assert "counted the gulls" in notes_of(story)


def test_a_count_of_five_and_one():
    story = read(HEADER + parts("1.", "2.", "3.", "4.", "5.", "+1."))
    assert len(story.chapters) == 6


def test_a_table_of_contents_is_a_note():
    contents = "Table of Contents\n\nChapter 1: Fog\nChapter 2: Tea"
    story = read(f"{HEADER}{contents}\n\n{parts('Chapter 1: Fog', 'Chapter 2: Tea')}")
    assert titles(story) == ["Chapter 1: Fog", "Chapter 2: Tea"]
    assert "Contents" in notes_of(story)


def test_a_table_of_contents_without_a_title():
    names = ("Chapter 1: Fog", "Chapter 2: Tea", "Chapter 3: Bell")
    story = read(HEADER + "\n\n".join(names) + "\n\n" + parts(*names))
    assert titles(story) == list(names)


def test_a_header_above_each_chapter():
    def part(number):
        return f"The Late Ferry\nby quaywalker\n\nChapter {number}\n\nDisclaimer: still not mine.\n\n{TEXT}\n\n"

    story = read(part(1) + part(2) + part(3))
    assert story.title.value == "The Late Ferry"
    assert [chapter.text for chapter in story.chapters] == [TEXT] * 3


def test_posts_of_one_story_one_after_the_other():
    def post(number):
        return f"Title: The Late Ferry\nAuthor: quaywalker\nChapter: {number}/3\nRating: T\n\n{TEXT}\n\n"

    story = read(post(1) + post(2) + post(3))
    assert [chapter.text for chapter in story.chapters] == [TEXT] * 3
    assert titles(story)[1:] == ["Part 2", "Part 3"]


def test_labels_below_the_first_heading():
    story = read(f"Chapter 1\n\nTitle: The Late Ferry\nAuthor: quaywalker\nRating: T\n\n{TEXT}\n\nChapter 2\n\n{TEXT}")
    assert (story.title.value, titles(story)) == ("The Late Ferry", ["Chapter 1", "Chapter 2"])


def test_a_title_above_the_chapter_of_a_single_file():
    story = read(f"The Late Ferry\nChapter 4: The Bell\n\n{TEXT}", "ch4.txt")
    assert (story.title.value, titles(story)) == ("The Late Ferry", ["Chapter 4: The Bell"])


def test_a_chapter_that_is_only_a_note_is_none():
    story = read(f"{parts('Chapter 1', 'Chapter 2')}\n\nChapter 3: Author's Note\n\nA/N: I am on hiatus, sorry!")
    assert titles(story) == ["Chapter 1", "Chapter 2"]
    assert "hiatus" in notes_of(story)


@pytest.mark.parametrize(
    "line",
    [
        "Part of him wanted to leave.",
        "Chapter one was over before he knew it, and the lamp with it.",
        "Day after day it was the same.",
        "One was late. The other never came.",
        "1999 was a bad year for ferries.",
        "I was late, too.",
        "Rule one: never feed the gulls.",
        "THEN THE BELL RANG!",
        "(1) a lamp, (2) a rope",
        "Epilogues bored him; he never read them.",
    ],
)
def test_what_is_no_heading(line):
    story = read(f"{HEADER}{TEXT}\n\n{line}\n\n{TEXT}\n\n{line}\n\n{TEXT}")
    assert titles(story) == [""]
    assert text_of(story).count(line) == 2


def test_a_list_in_the_text_is_no_chapters():
    rules = "1. Feed no gulls.\n\n2. Ring no bells.\n\n3. Ask no questions."
    story = read(f"{HEADER}{TEXT}\n\n{rules}\n\n{TEXT}")
    assert titles(story) == [""]
    assert rules in text_of(story)


def test_days_inside_chapters_are_captions():
    body = f"Day 1\n\n{PROSE[1]}\n\nDay 2\n\n{PROSE[3]}"
    story = read(f"{HEADER}Chapter 1\n\n{body}\n\nChapter 2\n\n{body}")
    assert titles(story) == ["Chapter 1", "Chapter 2"]
    assert story.chapters[0].text == body


def test_captions_in_capitals_below_other_text_are_no_chapters():
    story = read(f"{HEADER}{TEXT}\n\nMONDAY\n\n{TEXT}\n\nTUESDAY\n\n{TEXT}\n\nWEDNESDAY\n\n{TEXT}")
    assert titles(story) == [""]


def test_titles_in_capitals_are_chapters_when_they_recur():
    long = f"{TEXT}\n\n{TEXT}\n\n{TEXT}"
    story = read(f"{HEADER}THE FOG\n\n{long}\n\nTHE TEA\n\n{long}\n\nTHE BELL\n\n{long}")
    assert titles(story) == ["THE FOG", "THE TEA", "THE BELL"]


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "* * *",
            "***",
            "*",
            "---",
            "--",
            "-",
            "~",
            "~~~",
            "~*~",
            "-x-",
            "xXx",
            "oOo",
            "o0o",
            "oOoOoOo",
            "XxXxX",
            "+++",
        ),
        *("#", "###", "=====", "_____", "•", "• • •", "§", "<><><>", "^^^^", ":::", ".:.", "-o-", "~x~x~", "*~*~*~*"),
        *("[line break]", "(scene break)", "~ scene break ~", "LINE BREAK", "--- page break ---", "<hr>", "* * * * *"),
        *("- - -", "…*…", "❖", "☆", "————", ". . ."),
    ],
)
def test_scene_breaks(mark):
    story = read(f"{HEADER}{PROSE[0]}\n\n{mark}\n\n{PROSE[1]}\n\n{mark}\n\n{PROSE[2]}")
    assert text_of(story) == f"\n\n{SCENE_BREAK}\n\n".join(PROSE[:3])


@pytest.mark.parametrize("silence", ["...", "…", '"..."', "?", "!!!", "“…”", "?!", "XX", "100", "x", "Oo"])
def test_what_is_no_scene_break(silence):
    assert text_of(read(f"{HEADER}{PROSE[0]}\n\n{silence}\n\n{PROSE[1]}")) == f"{PROSE[0]}\n\n{silence}\n\n{PROSE[1]}"


def test_a_gap_that_is_wider_than_all_others_is_a_scene_break():
    story = read(f"{HEADER}{TEXT}\n\n\n\n\n{TEXT}")
    assert text_of(story) == f"{TEXT}\n\n{SCENE_BREAK}\n\n{TEXT}"


@pytest.mark.parametrize("heading", ["Prelude", "The Beginning", "Prolouge"])
def test_prose_above_the_first_chapter_stays_text_under_any_heading(heading):
    prose = '"Are you there?" asked Ino, and the rain answered for him.\n\nNobody laughed. The kettle was on.'
    story = read(f"Title: The Late Ferry\nAuthor: quaywalker\n\n{heading}\n\n{prose}\n\nChapter 1\n\n{TEXT}\n")
    assert "Are you there?" in story.chapters[0].text
    assert not story.notes
