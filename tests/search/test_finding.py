"""Which stories fit a request, why, and what the filters did."""

from datetime import date

import pytest

from bot.corpus.story import Rating, Status
from bot.search.index import Length
from tests.search.cards import Desk, card

LIBRARY = [
    card(1, "Clouds Over Konoha", ["Shikamaru Nara", "Ino Yamanaka"], tags=["missing-nin"], words=800),
    card(2, "The Lantern Keeper", ["Shikamaru Nara", "Temari"], rating=Rating.TEEN, words=12_000),
    card(3, "Paper Boats", ["Chouji Akimichi", "Nara Shikamaru"], status=Status.IN_PROGRESS, words=1_000),
    card(4, "Green Days", ["Rock Lee"], summary="A training accident, and what it taught Sai.", words=5_000),
    card(5, "Ink and Silence", ["Sai", "Sasuke Uchiha"], status=None, words=150_000),
    card(6, "The Sailor", ["Temari"], summary="She said that she would sail.", words=4_999),
    card(7, "Set & Spike", ["Hinata Shoyo"], "Haikyuu!!", author="Iris Lowe", series="Net Games", words=999),
    card(8, "Owl Post", ["Harry Potter"], "Harry Potter", author="Iris Lowe", relationships=["Harry & Hedwig"]),
    card(9, "Konoha Rain", ["Konohamaru"], rating=Rating.TEEN, words=99_999),
]
DESK = Desk(LIBRARY)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("Clouds Over Konoha", [1]),
        ("cluods konoha", [1]),
        ("lanter", [2]),
        ("pap", [3]),
        ("boats", [3]),
        ("missing nin", [1]),
        ("missing-nin", [1]),
        ("net games", [7]),
        ("hedwig", [8]),
        ("training accident", [4]),
        ("zzzz", []),
        ("the", [6, 2]),
        ("shikamaru temari", [2]),
        ("temari shikamaru nara", [2]),
        ("haikyu", [7]),
        ("set and spike iris lowe", [7]),
    ],
)
def test_query(query, numbers):
    assert DESK.hits(query) == numbers


@pytest.mark.parametrize(
    ("query", "number", "why"),
    [
        ("the lantern keeper", 2, "title"),
        ("missing-nin", 1, "tag missing-nin"),
        ("Sasuke", 5, "character Sasuke Uchiha"),
        ("uchiha sasuke", 5, "character Sasuke Uchiha"),
        ("haikyuu", 7, "fandom Haikyuu!!"),
        ("hedwig", 8, "relationship Harry & Hedwig"),
        ("iris lowe", 7, "author Iris Lowe"),
        ("net games", 7, "series Net Games"),
        ("training", 4, "summary"),
        ("lowe spike", 7, "title and author Iris Lowe"),
        ("net games iris lowe spike zzz", 7, "author Iris Lowe and series Net Games and title"),
    ],
)
def test_every_hit_says_why(query, number, why):
    assert {hit.card.id: hit.why for hit in DESK.find(query).hits}[number] == why


def test_a_short_name_finds_no_longer_words():
    """Neither The Sailor, nor what she said."""
    assert DESK.hits("sai") == [5, 4]
    assert DESK.hits("ino") == [1]
    assert DESK.hits("lee") == [4]


def test_a_word_that_some_story_has_is_no_typo():
    desk = Desk([card(1, "A", ["Alice"]), card(2, "B", tags=["Slice of Life"]), card(3, "Alices", author="X")])
    assert set(desk.hits("alice")) == {1, 3}
    assert set(desk.hits("alise")) == {1, 3}
    assert desk.hits("slicce of life") == [2]


def test_stories_about_somebody_come_before_stories_that_mention_them():
    desk = Desk([card(1, "A", summary="Temari sighs."), card(2, "B", ["Temari"]), card(3, "Temari")])
    assert desk.hits("temari") == [3, 2, 1]


def test_among_equals_the_newest_comes_first():
    desk = Desk(
        [
            card(1, "Rain", author="A", updated=date(2020, 1, 1)),
            card(2, "Rain", author="B", updated=date(2022, 1, 1)),
            card(3, "Rain", author="C"),
            card(4, "Rain", author="D"),
        ]
    )
    assert desk.hits("rain") == [2, 1, 4, 3]
    assert desk.hits() == [2, 1, 4, 3]


def test_without_wishes_everything_fits():
    found = DESK.find()
    assert len(found.hits) == len(LIBRARY)
    assert found.removed == ()
    assert found.nearest == ()
    assert {hit.why for hit in found.hits} == {""}


@pytest.mark.parametrize(
    ("wishes", "numbers"),
    [
        ({"characters": ("Shikamaru",)}, {1, 2, 3}),
        ({"characters": ("Nara Shikamaru", "Temari")}, {2}),
        ({"characters": ("Temari", "Shikamaru", "temari")}, {2}),
        ({"characters": ("Temari", "Sai")}, set()),
        ({"characters": ("Shikamaru", "Quillon")}, set()),
        ({"fandom": "haikyu"}, {7}),
        ({"rating": Rating.TEEN}, {2, 9}),
        ({"rating": Rating.EXPLICIT}, set()),
        ({"complete": True}, {1, 2, 4, 6, 7, 8, 9}),
        ({"complete": False}, {3}),
        ({"length": Length.DRABBLE}, {1, 7}),
        ({"length": Length.SHORT}, {3, 6, 8}),
        ({"length": Length.MEDIUM}, {2, 4}),
        ({"length": Length.LONG}, {9}),
        ({"length": Length.EPIC}, {5}),
        ({"characters": ("temari",), "fandom": "naruto", "rating": Rating.TEEN, "complete": True}, {2}),
    ],
)
def test_filters(wishes, numbers):
    assert set(DESK.hits(**wishes)) == numbers


def test_each_filter_says_how_many_it_left_out():
    found = DESK.find(
        characters=("Shikamaru", "Ino"), fandom="Naruto", rating=Rating.TEEN, complete=True, length=Length.DRABBLE
    )
    assert found.hits == ()
    assert found.removed == (
        ("character Shikamaru Nara", 6),
        ("character Ino Yamanaka", 2),
        ("fandom Naruto", 0),
        ("rating Teen", 1),
        ("complete", 0),
        ("length under 1,000 words", 0),
    )


def test_filters_count_only_what_the_query_fits():
    found = DESK.find("konoha", rating=Rating.TEEN)
    assert [hit.card.id for hit in found.hits] == [9]
    assert found.removed == (("rating Teen", 1),)


def test_how_names_were_taken_is_told_in_their_order():
    found = DESK.find(characters=("nara", "quillon"), fandom="narto")
    assert [resolution.typed for resolution in found.understood] == ["nara", "quillon", "narto"]
    assert found.understood[0].names == ("Shikamaru Nara",)
    assert found.understood[1].names == ()
    assert found.understood[2].names == ("Naruto",)


def test_a_tie_stands_for_all_who_fit():
    desk = Desk([card(1, "A", ["Shikamaru Nara"]), card(2, "B", ["Shikaku Nara"]), card(3, "C", ["Temari"])])
    found = desk.find(characters=("Nara",))
    assert {hit.card.id for hit in found.hits} == {1, 2}
    assert found.removed == (("character Shikaku Nara or Shikamaru Nara", 1),)


def test_titles_that_came_close_are_named_when_nothing_fits():
    assert DESK.find("cloud ova koala").nearest[0] == "Clouds Over Konoha"
    assert DESK.find("Clouds Over Konoha").nearest == ()


def test_what_came_close_passes_the_filters():
    """Each title that came close finds something, asked for in place of the query."""
    found = DESK.find("clouds of konoha", rating=Rating.TEEN)
    assert found.hits == ()
    assert found.removed == (("rating Teen", 1),)
    for title in found.nearest:
        assert DESK.hits(title, rating=Rating.TEEN)
    assert "Clouds Over Konoha" not in found.nearest


@pytest.mark.parametrize(
    "query",
    [
        "a" * 4_000,
        "clouds " * 600,
        "(" * 4_000,
        ".*" * 2_000,
        '" OR "" = "',
        "title:clouds AND NOT x",
        "NEAR(a b)",
        "*",
        "'; DROP TABLE stories; --",
        "\\",
        "\x00",
        "[a-z]+$",
        "\u202e\u200b",
        "🦊",
        "é" * 4_000,
    ],
)
def test_any_query_is_only_text(query):
    found = DESK.find(query, characters=(query,), fandom=query)
    assert {hit.card.id for hit in found.hits} <= {1}


def test_special_characters_in_a_title_are_found_as_they_stand():
    titles = ["C++ (and other horrors)", "50% Off!", "A_B*C", "What? (Why?)", '"Quoted"', "O'Neil & Sons", "[REDACTED]"]
    desk = Desk([card(number, title) for number, title in enumerate(titles, 1)])
    for number, title in enumerate(titles, 1):
        assert desk.hits(title)[0] == number


def test_one_letter():
    desk = Desk([card(1, "X"), card(2, "Xenon"), card(3, "The X Within"), card(4, "Axe")])
    assert desk.hits("x")[0] == 1
    assert 4 not in desk.hits("x")
    assert desk.hits("q") == []
