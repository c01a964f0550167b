"""Titles as people type them."""

import pytest

from bot.search.index import Kind
from tests.search.cards import Desk, card

LIBRARY = [
    card(1, "Clouds Over Konoha", author="Idris Hale"),
    card(2, "The Lantern Keeper", author="Mirela Voss"),
    card(3, "Paper Boats"),
    card(4, "Lunch Break"),
    card(5, "Set & Spike"),
    card(6, "Café Élan's 7 Nights"),
    card(7, "雨の夜"),
    card(8, "Дождь над городом"),
    card(9, "Rock & Roll 101"),
    card(10, "!!!"),
    card(11, "1984 (and a half)"),
    card(12, "It's Not What You Think: A Very Long Story About a Ferry That Never Left Its Mooring"),
    card(13, "Home", author="Idris Hale"),
    card(14, "Home", author="Mirela Voss"),
    card(15, "Homecoming"),
    card(16, "شجرة قديمة"),
    card(17, "Ferry Tales", author="Quillon Marsh"),
]
DESK = Desk(LIBRARY)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Clouds Over Konoha", 1),
        ("clouds over konoha", 1),
        ("CLOUDS", 1),
        ("cluods over konoha", 1),
        ("clouds ovr konoha", 1),
        ("Konoha clouds over", 1),
        ("clouds konoha", 1),
        ("cloudsover konoha", 1),
        ("the lantern keeper", 2),
        ("Lantern Keeper", 2),
        ("A Lantern Keeper", 2),
        ("the lantern", 2),
        ("latnern keepr", 2),
        ("The Lantern Keeper by Mirela Voss", 2),
        ("paper-boats", 3),
        ("'Paper Boats'", 3),
        ('"paper boats"', 3),
        ("paper* OR boats", 3),
        ("lunhc brake", 4),
        ("set and spike", 5),
        ("Set & Spike", 5),
        ("cafe elans 7 nights", 6),
        ("Cafe Elan’s 7 nights", 6),
        ("7 nights", 6),
        ("雨の夜", 7),
        ("雨", 7),
        ("дождь над городом", 8),
        ("дожь над городом", 8),
        ("rock and roll 101", 9),
        ("!!!", 10),
        ("1984", 11),
        ("its not what you think", 12),
        ("Home by Idris Hale", 13),
        ("home by mirela voss", 14),
        ("شجرة قديمة", 16),
        ("tales marsh", 17),
    ],
)
def test_one_story_is_meant(typed, number):
    resolution = DESK.resolve(Kind.TITLE, typed)
    assert resolution.story_id == number
    assert len(resolution.names) == 1


def test_equal_titles_are_told_apart_by_author():
    resolution = DESK.resolve(Kind.TITLE, "home")
    assert set(resolution.names) == {"Home by Idris Hale", "Home by Mirela Voss"}
    assert resolution.story_id is None
    assert {DESK.title(name) for name in resolution.names} == {13, 14}


def test_copies_of_one_story_are_no_tie():
    desk = Desk([card(1, "Home"), card(2, "Home")])
    assert desk.title("home") == 1


@pytest.mark.parametrize("typed", ["", "  ", "zzzzzz", "NOT", "\\", "%_%", "NEAR(a b)", "^", "🦊", "\x00"])
def test_no_story_is_meant(typed):
    resolution = DESK.resolve(Kind.TITLE, typed)
    assert resolution.names == ()
    assert resolution.story_id is None


def test_titles_that_came_close_are_named():
    assert DESK.resolve(Kind.TITLE, "the ferry leaves").nearest
    assert DESK.resolve(Kind.TITLE, "zzzzzz").nearest == ()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("clo", "Clouds Over Konoha"),
        ("lan", "The Lantern Keeper"),
        ("the lan", "The Lantern Keeper"),
        ("lantrn", "The Lantern Keeper"),
        ("keeper l", "The Lantern Keeper"),
        ("ro", "Rock & Roll 101"),
        ("rock &", "Rock & Roll 101"),
        ("caf", "Café Élan's 7 Nights"),
        ("homec", "Homecoming"),
        ("雨の", "雨の夜"),
        ("дож", "Дождь над городом"),
        ("19", "1984 (and a half)"),
        ("quillon", "Ferry Tales"),
        ("!!", "!!!"),
    ],
)
def test_half_typed(typed, first):
    assert DESK.labels(Kind.TITLE, typed)[0] == first


@pytest.mark.parametrize("typed", ["a" * 4_000, "home " * 800, "(" * 4_000, "\u0301" * 4_000, "雨" * 4_000])
def test_a_pasted_page(typed):
    assert DESK.resolve(Kind.TITLE, typed).typed == typed
    assert len(DESK.suggest(Kind.TITLE, typed)) <= 25


def test_a_title_of_punctuation_alone_matches_only_itself():
    desk = Desk([card(1, "!!!"), card(2, "???"), card(3, "...")])
    assert desk.title("???") == 2
    assert desk.title("!?!") is None
