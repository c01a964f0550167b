"""Fandoms under their many names."""

import pytest

from bot.search.fandoms import fandom_spellings, fandom_title
from bot.search.index import Kind
from tests.search.cards import Desk, card

LIBRARY = [
    card(1, "A", (), "Naruto"),
    card(2, "B", (), "NARUTO (Anime & Manga)"),
    card(3, "C", (), "ナルト | Naruto"),
    card(4, "D", (), "Haikyuu!!"),
    card(5, "E", (), "Haikyū!!"),
    card(6, "F", (), "Harry Potter - J. K. Rowling"),
    card(7, "G", (), "The Walking Dead (TV)"),
    card(8, "H", (), ("Star Trek: Deep Space Nine", "Star Trek: Voyager")),
    card(9, "I", (), "Original Work"),
    card(10, "J", (), "僕のヒーロー | Hero School"),
    card(11, "K", (), ("Naruto", "  ")),
]
DESK = Desk(LIBRARY)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("Naruto", {1, 2, 3, 11}),
        ("ナルト", {1, 2, 3, 11}),
        ("naruto anime", {1, 2, 3, 11}),
        ("Naruto (Anime)", {1, 2, 3, 11}),
        ("haikyu", {4, 5}),
        ("Haikyuu", {4, 5}),
        ("HAIKYŪ!!", {4, 5}),
        ("haikyuuu", {4, 5}),
        ("hp", {6}),
        ("Harry Potter", {6}),
        ("potter", {6}),
        ("harry poter", {6}),
        ("Harry Potter - J. K. Rowling", {6}),
        ("walking dead", {7}),
        ("twd", {7}),
        ("ds9", set()),
        ("deep space nine", {8}),
        ("voyager", {8}),
        ("original", {9}),
        ("僕のヒーロー", {10}),
        ("hero school", {10}),
        ("x", set()),
        ("", {*range(1, 12)}),
    ],
)
def test_stories_of_a_fandom(typed, numbers):
    assert set(DESK.hits(fandom=typed)) == numbers


def test_several_fit():
    assert DESK.names("star trek", Kind.FANDOM) == {"Star Trek: Deep Space Nine", "Star Trek: Voyager"}


def test_spaces_make_no_other_fandom():
    desk = Desk([card(1, "A", (), "Star Trek: Voyager"), card(2, "B", (), "StarTrek: Voyager")])
    assert len(desk.suggest(Kind.FANDOM)) == 1


def test_a_fandom_is_not_also_its_sequels():
    desk = Desk([card(1, "A", (), "Naruto"), card(2, "B", (), "Boruto: Naruto Next Generations")])
    assert desk.names("naruto", Kind.FANDOM) == {"Naruto"}
    assert desk.names("boruto", Kind.FANDOM) == {"Boruto: Naruto Next Generations"}


def test_the_most_told_come_first():
    assert DESK.labels(Kind.FANDOM)[0] == "Naruto"
    assert DESK.suggest(Kind.FANDOM)[0].stories == 4


@pytest.mark.parametrize("typed", ["n", "nar", "nart", "ナ"])
def test_half_typed(typed):
    assert DESK.labels(Kind.FANDOM, typed)[0] == "Naruto"


def test_close_ones_are_named():
    assert DESK.resolve(Kind.FANDOM, "Naturro").nearest == ("Naruto",)


def test_the_medium_is_no_part_of_the_name():
    assert fandom_spellings("Thor (Movies)") == ("thor",)
    assert fandom_spellings("Thor (Norse Tales)") == ("thor norse tales",)
    assert fandom_spellings("(Anime)") == ("anime",)
    assert fandom_spellings("AC/DC") == ("ac dc",)
    assert fandom_spellings("!!!") == ("!!!",)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Harry Potter - J. K. Rowling", "Harry Potter"),
        ("ナルト | Naruto (Anime & Manga)", "Naruto"),
        ("Thor (Norse Tales)", "Thor Norse Tales"),
        ("Star Trek: Voyager", "Star Trek: Voyager"),
        ("(TV)", "(TV)"),
    ],
)
def test_a_fandom_beside_a_name(name, title):
    assert fandom_title(name) == title


def test_words_that_only_look_japanese_keep_their_fandoms_apart():
    desk = Desk([card(1, "A", (), "Dragon"), card(2, "B", (), "Dragoon"), card(3, "C", (), ("Part I", "Part II"))])
    assert len(desk.suggest(Kind.FANDOM)) == 4
