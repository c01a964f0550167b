"""What single header values mean."""

from datetime import date

import pytest

from bot.corpus.header.dates import read_date
from bot.corpus.header.lists import is_nothing, read_list
from bot.corpus.header.ratings import read_rating
from bot.corpus.header.values import read_count, read_language, read_permission
from bot.corpus.marks.numbers import read_number
from bot.corpus.story import Permission, Rating

RATINGS = {
    Rating.GENERAL: [
        *("G", "K", "K+", "PG", "Fiction K+", "General", "General Audiences", "all ages", "Everyone", "FRC", "FR7"),
        *("P6", "Livre", "verde", "tous publics", "k plus is too much, K", "G for now", "Rated: G"),
    ],
    Rating.TEEN: [
        *(
            "T",
            "t",
            "PG-13",
            "PG13",
            "pg 13",
            "Teen",
            "Teen And Up Audiences",
            "FRT",
            "FR13",
            "FR15",
            "12+",
            "13",
            "P12",
        ),
        *(
            "T for swearing",
            "T (for shouting)",
            "Teen - some violence",
            "Fiction T",
            "PG-13 (just to be safe)",
            "ab 12",
        ),
    ],
    Rating.MATURE: ["M", "R", "Mature", "FRM", "FR16", "15+", "16", "M for violence", "R (language)", "P16", "ab 16"],
    Rating.EXPLICIT: ["NC-17", "NC17", "nc 17", "MA", "Explicit", "FR18", "FRAO", "18+", "adults only", "E", "P18"],
    Rating.NOT_RATED: ["Not Rated", "unrated", "NR"],
}


@pytest.mark.parametrize(
    ("said", "rating"), [(said, rating) for rating, all_said in RATINGS.items() for said in all_said]
)
def test_rating(said, rating):
    assert read_rating(said) is rating


@pytest.mark.parametrize("said", ["T/M", "T or M", "PG-13 to R", "T (later M)", "K+, M", "T, M later"])
def test_of_two_ratings_the_stricter(said):
    assert read_rating(said) is Rating.MATURE


@pytest.mark.parametrize("said", ["seaworthy", "suggestive tea", "42", "five stars", "!!!", ""])
def test_no_rating(said):
    assert read_rating(said) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2015-03-08", date(2015, 3, 8)),
        ("8 March 2015", date(2015, 3, 8)),
        ("March 8th, 2015", date(2015, 3, 8)),
        ("Mar 8, 2015", date(2015, 3, 8)),
        ("8. März 2015", date(2015, 3, 8)),
        ("25/12/2009", date(2009, 12, 25)),
        ("12/25/09", date(2009, 12, 25)),
        ("6 Jun 98", None),
        ("4/4/1999", date(1999, 4, 4)),
        ("3/9/2014", None),
        ("2015-13-40", None),
        ("Sat, 6 Jun 1998 21:40:07 -0500", date(1998, 6, 6)),
        ("yesterday", None),
    ],
)
def test_date(said, expected):
    assert read_date(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"), [("12,345", 12345), ("about 3k", 3000), ("1.5k", 1500), ("7", 7), ("3/10", 3), ("many", None)]
)
def test_count(said, expected):
    assert read_count(said) == expected


@pytest.mark.parametrize(
    "said", ["none", "None.", "n/a", "N/A", "---", "???", "none yet, sorry", "not yet decided", ""]
)
def test_nothing(said):
    assert is_nothing(said)


@pytest.mark.parametrize("said", ["nobody's fool", "None of the Above", "no spoilers past chapter 3", "N. A. Hawk"])
def test_something(said):
    assert not is_nothing(said)


def test_brackets_hold_a_list_together():
    assert read_list("Oribe (OC, a clerk; tired), Shino and Kiba.") == ["Oribe (OC, a clerk; tired)", "Shino", "Kiba"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Deutsch", "German"),
        ("en", "English"),
        ("EN-US", "English"),
        ("français", "French"),
        ("klingon", "Klingon"),
        ("Old Norse", "Old Norse"),
    ],
)
def test_language(said, expected):
    assert read_language(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("full text", Permission.FULL),
        ("Excerpts only.", Permission.EXCERPTS),
        ("link only", Permission.CARD),
        ("ask me on a Tuesday", Permission.CARD),
    ],
)
def test_permission(said, expected):
    assert read_permission(said) is expected


@pytest.mark.parametrize(
    ("written", "value"),
    [("12", 12), ("twelve", 12), ("Twenty-One", 21), ("XIV", 14), ("iv", 4), ("zweites", 2), ("3rd", 3), ("last", 0)],
)
def test_number(written, value):
    assert read_number(written).value == value


@pytest.mark.parametrize("written", ["", "ones", "I'm", "oneself", "1a", "Vixen"])
def test_no_number(written):
    assert read_number(written) is None
