"""Working titles: from the file's name when it tells something, otherwise from the first words."""

import pytest

from bot.corpus.header.titles import title_from_name, title_from_text
from bot.corpus.story import Origin
from tests.support.story_files import TEXT, read, told


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("lee_rest_oneshot.txt", "Lee Rest"),
        ("forty-one_moves_FINAL.txt", "Forty-One Moves"),
        ("the-empty-chair.txt", "The Empty Chair"),
        ("The Third Copy.md", "The Third Copy"),
        ("A Play for Small Puppets.txt", "A Play for Small Puppets"),
        ("rain over konoha.txt", "Rain over Konoha"),
        ("RainOverKonoha.txt", "Rain Over Konoha"),
        ("RAIN_OVER_KONOHA.txt", "Rain over Konoha"),
        ("2009-03-14_rain_over_konoha_v2.txt", "Rain over Konoha"),
        ("naruto/long/rain-over-konoha.txt", "Rain over Konoha"),
        ("rain_over_konoha (1).txt", "Rain over Konoha"),
        ("Naruto - Rain.txt", "Naruto - Rain"),
        ("été_à_suna.txt", "Été à Suna"),
    ],
)
def test_names_that_tell(name, title):
    assert title_from_name(name)[0] == title


@pytest.mark.parametrize(
    "name",
    [
        *("untitled3.txt", "story.txt", "ch1.txt", "IMG_2031.txt", "fic (2).txt", "New Text Document.txt", "doc1.txt"),
        *("chapter_12.txt", "12345.txt", "3f2a9c71b04de8.txt", "fanfic final final.txt", "naruto fic.txt", "x.txt"),
        *("Untitled document(3).txt", "story_part_2.txt", "my fic.txt", "draft.txt", "temp.txt", "2004-05-06.txt"),
    ],
)
def test_names_that_tell_nothing(name):
    assert title_from_name(name) == ("", "")
    story = read(TEXT, name)
    assert (story.title.value, story.title.origin) == ("The ferry was late…", Origin.GUESSED)


@pytest.mark.parametrize(
    ("name", "title", "author"),
    [
        ("Rain Over Konoha - quay_walker.txt", "Rain Over Konoha", "quay_walker"),
        ("Rain_Over_Konoha_by_quaywalker.txt", "Rain Over Konoha", "quaywalker"),
    ],
)
def test_an_author_in_the_name(name, title, author):
    story = read(TEXT, name)
    assert (story.title.value, told(story, "authors")) == (title, [author])
    assert story.authors[0].origin is Origin.GUESSED


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("It rained. Nobody minded.", "It rained"),
        ('"Late again," said Temari, and shut the book on her finger.', "Late again"),
        ("The ferry was late, and nobody on the quay would say so.", "The ferry was late…"),
        ("One two three four five six seven eight nine ten", "One two three four five six seven eight…"),
        ("Konoha in the rain\n\nIt fell.", "Konoha in the rain"),
        ("W" * 200, f"{'W' * 60}…"),
    ],
)
def test_first_words(text, title):
    assert title_from_text(text) == title


def test_a_lone_line_on_top_is_a_title_that_the_file_name_makes_sure():
    for name, origin in (("the_late_ferry.txt", Origin.STATED), ("fic.txt", Origin.GUESSED)):
        story = read(f"The Late Ferry\n\n{TEXT}", name)
        assert (story.title.value, story.title.origin) == ("The Late Ferry", origin)
        assert story.chapters[0].text == TEXT


@pytest.mark.parametrize(
    "line", ["Konoha, late in May", "Dear Temari,", "Monday, 7 o'clock", "It was late", "He said: come."]
)
def test_a_first_line_that_is_no_title(line):
    assert read(f"{line}\n\n{TEXT}").chapters[0].text.startswith(line)
