"""The reader as a whole: nothing vanishes, nothing is read twice, and no file breaks it."""

import re
import time
from collections import Counter
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.formats.plain.decoding import decode
from bot.corpus.overrides import Overrides
from bot.corpus.people.recognising import Known
from bot.corpus.reader import read_story
from bot.corpus.story import Origin, Rating, State, Story, values
from bot.errors import UnreadableError
from tests.support.examples import examples
from tests.support.story_files import FIRST, TEXT, read, text_of, told

LABELS = [
    *("Title", "Author", "By", "Summary", "Fandom", "Rating", "Rated", "Characters", "Pairing", "Genre", "Warnings"),
    *("Status", "Words", "Chapters", "Language", "Source", "Published", "Updated", "Beta", "Disclaimer", "A/N", "Note"),
    *(
        "Discalimer",
        "Titre ",
        "Name",
        "Series",
        "Notes",
        "Spoilers",
        "Chapter",
        "Cookies",
        "Permission",
        "Key",
        "Stats",
    ),
]
LINES = [
    *("", "", "***", "---", "~*~", "=====", "# ", "> ", "Chapter 1", "Chapter 2", "Part One", "Prologue", "1.", "II."),
    *("The End", "TBC", "A/N", "Author's Notes", "Disclaimer", "Contents", "I don't own Naruto.", "Please review!"),
    *(
        "(A/N: ",
        ")",
        "by ",
        "On with the story!",
        "Enjoy!",
        "-- ",
        "From: a@b.example",
        "Subject: fic",
        "Rated T - a - b",
    ),
    *("Preface", "Summary", "Notes", "Afterword", "Work Text:", "---\n", "+++", "Key:", "Me: hello", "OMAKE", "* * *"),
]


def everything(story: Story) -> str:
    """All words that a story holds anywhere."""
    lists = (story.authors, story.fandoms, story.characters, story.relationships, story.tags, story.warnings)
    singles = (story.title, story.summary, story.language, story.series, story.source, story.rating)
    said = [value for facts in lists for fact in facts if fact.origin is Origin.STATED for value in [fact.value]]
    said += [str(fact.value) for fact in singles if fact]
    said += [note.text for note in story.notes] + [story.permission_proof]
    said += [text for chapter in story.chapters for text in (chapter.title, chapter.text)]
    return "\n".join(said)


def marked(text: str) -> Counter[str]:
    """The words made up for a test, and how often each occurs."""
    return Counter(re.findall(r"zq[a-j]+", text))


def made_up(number: int) -> str:
    """A word that is in no list."""
    return "zq" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


@st.composite
def soups(draw: st.DrawFn) -> str:
    """Lines in which labels, headings, rules and prose stand in no order at all, each with words of its own."""
    numbers = count()

    def words(most: int) -> str:
        return " ".join(made_up(next(numbers)) for _ in range(draw(st.integers(1, most))))

    def line() -> str:
        kind = draw(st.integers(0, 5))
        if kind == 0:
            return f"{draw(st.sampled_from(LABELS))}: {words(6)}"
        if kind == 1:
            return draw(st.sampled_from(LINES))
        if kind == 2:
            return f"{draw(st.sampled_from(LINES))}{words(4)}"
        if kind == 3:
            return f'"{words(12).capitalize()}," said {words(3)}.'
        return f"{words(25).capitalize()}{draw(st.sampled_from(['.', '', '!', ',', ':']))}"

    lines = [line() for _ in range(draw(st.integers(1, 40)))]
    return draw(st.sampled_from(["\n", "\n\n"])).join(lines)


@given(soups())
@settings(max_examples=examples(120), deadline=None)
def test_no_word_vanishes(text):
    try:
        story = read(text)
    except UnreadableError:
        return
    assert not marked(text.lower()) - marked(everything(story).lower())


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """A well-formed file, the words of its text by chapter, and those of its notes."""
    numbers = count()

    def paragraph(most: int) -> str:
        return " ".join(made_up(next(numbers)) for _ in range(draw(st.integers(3, most)))).capitalize() + "."

    def note() -> str:
        return f"A/N: {paragraph(12)}"

    header = ["Title: The Late Ferry", "Author: quaywalker", "Rating: G"]
    notes = [note() for _ in range(draw(st.integers(0, 1)))]
    parts = ["\n".join(header), *notes]
    chapters: list[str] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        body = "\n\n".join(paragraph(60) for _ in range(draw(st.integers(1, 6))))
        chapters.append(body)
        parts += [f"Chapter {number}", body]
        if draw(st.booleans()):
            notes.append(note())
            parts.append(notes[-1])
    return "\n\n".join(parts), chapters, notes


@given(files())
@settings(max_examples=examples(80), deadline=None)
def test_each_word_is_where_it_belongs_and_there_once(file):
    text, chapters, notes = file
    story = read(text)
    assert [chapter.text for chapter in story.chapters] == chapters
    assert marked("\n".join(note.text for note in story.notes).lower()) == marked("\n".join(notes).lower())
    assert max(marked(everything(story).lower()).values()) == 1


@given(files(), st.sampled_from(["\r\n", "\r"]))
@settings(max_examples=examples(60), deadline=None)
def test_line_ends_make_no_difference(file, end):
    plain, other = read(file[0]), read(file[0].replace("\n", end))
    assert other.chapters == plain.chapters
    assert (other.notes, other.title, other.authors) == (plain.notes, plain.title, plain.authors)


@given(files(), st.integers(60, 80))
@settings(max_examples=examples(60), deadline=None)
def test_wrapping_makes_no_difference(file, width):
    text, chapters, _ = file
    wrapped = "\n".join(_wrap(line, width) for line in text.split("\n"))
    if max(map(len, chapters)) > 6 * width:  # shorter texts don't show that they are wrapped
        assert [re.sub(r"\s+", " ", chapter.text) for chapter in read(wrapped).chapters] == [
            re.sub(r"\s+", " ", chapter) for chapter in chapters
        ]


def _wrap(line: str, width: int) -> str:
    lines = [""]
    for word in line.split(" "):
        if len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@given(soups())
@settings(max_examples=examples(100), deadline=None)
def test_prose_starts_where_the_first_chapter_does(text):
    try:
        story = read(text)
    except UnreadableError:
        return
    first = story.chapters[0].text.lstrip("* \n")[:1]
    assert (
        decode(text.encode()).text[story.prose_start :].lstrip("*_#> ~-=+\n")[:1] in {first, ""} or not first.isalnum()
    )


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Title: The Late Ferry\nRating: G\n\n",
        "Title: The Late Ferry\r\nRating: G\r\n\r\n",
        "A/N: hello\n\n***\n\n",
        "The Late Ferry\nby q\n\nChapter 1\n\n",
        "---\ntitle: The Late Ferry\n---\n\n",
        "\n\n   \n\t",
    ],
)
def test_prose_start_is_exact(above):
    assert read(above + TEXT).prose_start == len(above)


def test_prose_start_is_past_the_marks_of_emphasis():
    assert read(f"A/N: hi\n\n*{FIRST}*\n\n{TEXT}").prose_start == len("A/N: hi\n\n*")


@given(st.binary(max_size=600))
@settings(max_examples=examples(120), deadline=None)
def test_random_bytes_break_nothing(data):
    try:
        story = read_story("x.txt", data)
    except UnreadableError:
        return
    assert text_of(story)


@given(st.text(max_size=400))
@settings(max_examples=examples(120), deadline=None)
def test_random_text_breaks_nothing(text):
    try:
        story = read(text)
    except UnreadableError:
        return
    assert text_of(story)


def test_a_header_without_a_story():
    with pytest.raises(UnreadableError, match="no story under it"):
        read("Title: The Late Ferry\nAuthor: quaywalker\nRating: G\n")


def test_corpus_toml_is_applied():
    overrides, _ = Overrides.parse('[file."story.txt"]\nrating = "Teen"\ntitle = "The Later Ferry"')
    story = read_story("story.txt", TEXT.encode(), overrides=overrides)
    assert (story.rating.value, story.title.value) == (Rating.TEEN, "The Later Ferry")


def test_known_names_are_asked():
    known = {"Temari": [Known("Temari of the Sand")], "Shikamaru": [Known("Nara Shikamaru")]}
    text = "\n\n".join([TEXT] * 3)
    story = read_story("story.txt", text.encode(), known_names=lambda name: known.get(name, []))
    assert {"Temari of the Sand", "Nara Shikamaru"} <= set(values(story.characters))


def test_a_pairing_names_some_and_the_text_the_others():
    gulls = "\n\n".join(
        f"Temari shrugged at Gaara. Gaara said nothing. He was counting gulls, said Temari. {n}" for n in range(6)
    )
    story = read(f"Title: The Late Ferry\nPairing: Shikamaru/Temari\nRating: G\n\n{gulls}")
    assert told(story, "characters") == ["Shikamaru", "Temari", "Gaara"]
    assert [fact.origin for fact in story.characters] == [Origin.STATED, Origin.STATED, Origin.FOUND]


@pytest.mark.parametrize("rating", ["M (underage)", "NC-17, underage", "Mature! Warning: underage"])
def test_a_mark_behind_the_rating_bars(rating):
    assert read(f"Title: The Late Ferry\nRating: {rating}\n\n{TEXT}\n").state is State.BARRED


def test_screening_is_asked():
    warned = read(f"Title: The Late Ferry\nRating: Explicit\nWarnings: Underage\n\n{TEXT}")
    assert warned.state is State.BARRED
    assert warned.held_because
    assert read(TEXT).state is State.LISTED


MOST_SECONDS = 15  # on one busy core; each takes about one


BIG = {
    "a line of two million characters": "The ferry was late, and nobody on the quay would say so. " * 35_000,
    "200,000 empty lines": "\n" * 200_000 + TEXT,
    "10,000 labels": "Title: The Late Ferry\n" + "Rating: G\n" * 10_000 + f"\n{TEXT}",
    "30,000 rules": FIRST + "\n\n***" * 30_000 + f"\n\n{TEXT}",
    "500 headings": "\n\n".join(f"Chapter {number}\n\nIt was late." for number in range(500)),
    "30,000 open brackets": FIRST + " (A/N: " * 30_000,
    "stars": FIRST + " *" * 200_000 + "**_" * 100_000,
    "spaces": FIRST + " " * 500_000 + "x" + "\t" * 500_000 + "y",
    "colons": f"{FIRST}\n\n" + "a:" * 200_000,
    "dots": "Author " + "." * 300_000 + f"\n\n{TEXT}",
    "quotes": f"{FIRST}\n\n" + '"' * 300_000,
    "deep quoting": "> " * 100_000 + TEXT,
}


SLOW = frozenset(
    {"a line of two million characters", "200,000 empty lines", "10,000 labels", "30,000 open brackets", "30,000 rules"}
)


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=name, marks=[pytest.mark.slow] * (name in SLOW)) for name, text in BIG.items()],
)
def test_nothing_takes_long(text):
    began = time.perf_counter()
    assert text_of(read(text))
    assert time.perf_counter() - began < MOST_SECONDS
