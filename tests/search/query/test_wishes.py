"""What filters of the query box find in a library, what they leave out, and what is said of it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.story import Rating, Status
from bot.search.aliases import Alias, Dictionary, Name, Sense
from bot.search.index import Found, Length, Request
from tests.search.cards import Desk, anything, card
from tests.search.query.test_parsing import PIECES
from tests.support.examples import examples

LIBRARY = [
    card(
        1,
        "Clouds Over Konoha",
        ["Shikamaru Nara", "Ino Yamanaka"],
        tags=["missing-nin", "Light Angst"],
        relationships=["Shikamaru Nara/Ino Yamanaka"],
        words=800,
        updated=date(2020, 5, 1),
    ),
    card(
        2,
        "The Lantern Keeper",
        ["Shikamaru Nara", "Temari"],
        tags=["Slow Burn", "fluff"],
        relationships=["Shikamaru Nara/Temari"],
        warnings=["Major Character Death"],
        rating=Rating.TEEN,
        words=12_000,
        updated=date(2021, 5, 1),
    ),
    card(
        3,
        "Paper Boats",
        ["Chouji Akimichi", "Nara Shikamaru"],
        author="Iris Lowe",
        relationships=["Nara Shikamaru & Chouji Akimichi"],
        status=Status.IN_PROGRESS,
        words=1_000,
    ),
    card(4, "Naruto: Shippuden Days", ["Hana Mori"], tags=["angst"], author="Ona Bright", series="Days", words=5_000),
    card(5, "Re:Zero Hours", ["Hana Sato"], "The Quiet Harbor", status=None, words=150_000, warnings=["None"]),
    card(6, "Trick or Treat", ["Temari"], author="Iris Lowell", summary="She was a missing nin once.", words=4_999),
]
DESK = Desk(LIBRARY)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("character:shikmaru", {1, 2, 3}),
        ("character:temari,shikamaru", {2}),
        ("-character:temari", {1, 3, 4, 5}),
        ("character:temari or character:ino", {1, 2, 6}),
        ('character:"akimichi choji"', {3}),
        ("fandom:harbor", {5}),
        ("-fandom:naruto", {5}),
        ("ship:temari/shikamaru", {2}),
        ("ship:shikamaru/temari", {2}),
        ('ship:"Nara Shikamaru x Temari"', {2}),
        ("pairing:temari", {2}),
        ("ship:shikamaru", {1, 2, 3}),
        ("ship:chouji&shikamaru", {3}),
        ("ship:choji/shikamaru", {3}),
        ("-ship:shikamaru/temari", {1, 3, 4, 5, 6}),
        ("tag:angst", {1, 4}),
        ("tag:angts", {4}),
        ('tag:"slow burn"', {2}),
        ("tag:slowburn", {2}),
        ("tag:slow-burn,fluff", {2}),
        ("tag:fluff|angst", {1, 2, 4}),
        ("tag:fluff tag:angst", set()),
        ("-tag:angst", {2, 3, 5, 6}),
        ("by:iris", {3, 6}),
        ('by:"iris lowe"', {3}),
        ('by:"lowe iris"', {3}),
        ("by:lowel", {3, 6}),
        ("author:ona,iris", {3, 4, 6}),
        ("-by:iris", {1, 2, 4, 5}),
        ("title:lanten", {2}),
        ("title:naruto", {4}),
        ("-title:naruto", {1, 2, 3, 5, 6}),
        ("series:days", {4}),
        ("warning:death", {2}),
        ("-warning:death", {1, 3, 4, 5, 6}),
        ("warning:none", {1, 3, 4, 5, 6}),
        ("rating:teen", {2}),
        ("rating:general,teen", {1, 2, 3, 4, 5, 6}),
        ("-rating:general", {2}),
        ("complete:yes", {1, 2, 4, 6}),
        ("-complete:yes", {3, 5}),
        ("status:wip", {3}),
        ("words:<1000", {1}),
        ("words:1k-5k", {3, 4, 6}),
        ("length:epic", {5}),
        ("updated:2020", {1}),
        ("updated:>2020", {2}),
        ("published:2020", set()),
        ('"missing nin"', {1, 6}),
        ('"nin missing"', set()),
        ('"missing nin" temari', {6}),
        ("-temari", {1, 3, 4, 5}),
        ("-angst", {2, 3, 5, 6}),
        ("-angs", {1, 2, 3, 4, 5, 6}),
        ("-death", {1, 3, 4, 5, 6}),
        ("-clouds", {2, 3, 4, 5, 6}),
        ("-nin", {2, 3, 4, 5, 6}),
        ('-"nara shikamaru"', {4, 5, 6}),
        ("shikamaru -angst", {2, 3}),
        ("clouds | boats", {1, 3}),
        ("Naruto: Shippuden", {4}),
        ("Re:Zero", {5}),
        ("trick or treat", {6}),
        ("shikamaru rating:blue", {1, 2, 3}),
        ("raiting:teen shikamaru", {1, 2, 3}),
    ],
)
def test_what_is_found(query, numbers):
    assert set(DESK.hits(query)) == numbers


@pytest.mark.parametrize(
    ("wishes", "numbers"),
    [
        ({"pairing": "temari/shikamaru"}, {2}),
        ({"author": "iris lowe"}, {3}),
        ({"tags": ("slow burn", "fluff")}, {2}),
        ({"without": ("angst", "Temari")}, {3, 5}),
        ({"without": ("Nara Shikamaru",)}, {4, 5, 6}),
        ({"unwarned": True, "rating": Rating.TEEN}, set()),
        ({"words": "<5k"}, {1, 3, 6}),
        ({"words": "1k-5k", "query": "shikamaru"}, {3}),
        ({"query": "-angst", "characters": ("Shikamaru",)}, {2, 3}),
        ({"text": "-angst"}, {1, 4}),
        ({"text": "Clouds Over Konoha", "words": "<900"}, {1}),
    ],
)
def test_options_say_the_same(wishes, numbers):
    assert set(DESK.hits(**wishes)) == numbers


def test_what_the_query_leaves_out_is_counted_as_by_any_filter():
    found = DESK.find("shikamaru -angst words:<5000")
    assert found.removed == (("not angst", 1), ("under 5,000 words", 1))
    assert found.left_out == (("not angst", 1),)


@pytest.mark.parametrize(
    ("query", "reading"),
    [
        ("shikamaru temari", ()),
        ("character:shikmaru -angst words:<5000", ("with Shikamaru Nara", "not angst", "under 5,000 words")),
        ("clouds rating:<=teen", ('"clouds"', "rated General or Teen")),
        ("clouds | boats", ('"clouds" or "boats"',)),
        ("by:iris complete:no sort:longest", ("by Iris Lowe or Iris Lowell", "in progress", "longest first")),
        ('-ship:temari "missing nin"', ("not relationship Shikamaru Nara/Temari", 'the phrase "missing nin"')),
        ("warning:none lang:fr", ("no warnings stated", "in French")),
    ],
)
def test_how_it_was_understood(query, reading):
    assert DESK.find(query).reading == reading


def test_plain_options_need_no_reading():
    assert DESK.find(characters=("temari",), fandom="naruto", rating=Rating.TEEN, length=Length.MEDIUM).reading == ()
    assert DESK.find(tags=("fluff",)).reading == ("tag fluff",)


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        ("words:<1000 words:>5000", "No story can be both: under 1,000 words and over 5,000 words."),
        ("updated:<2019 updated:>2020", "No story can be both"),
        ("rating:teen rating:general", "No story can be all of this: rating Teen and General."),
        ("rating:<=teen -rating:general,teen", "No story can be all of this"),
        ("complete:yes complete:no", "No story can be all of this: status complete and in progress."),
        ("tag:fluff -tag:fluff", '"fluff" is both asked for and left out'),
        ("character:temari -temari", '"temari" is both asked for and left out'),
        ("temari -temari", '"temari" is both searched for and left out.'),
        ("-angst -temari", "There is only what to leave out in it: these are all other stories."),
        ("shikamaru -angts", 'Nothing here has "angts" as a tag, character, pairing or warning or in its title.'),
        ("shikamaru -angts", "Did you mean angst"),
        ("|", "There is nothing to search for in it: these are all stories."),
        ("tag:zzzz", 'No tag here is called "zzzz".'),
        ("tag:flufy-things", "Did you mean fluff?"),
        ("character:hana", '"hana" could be Hana Mori or Hana Sato: stories with any of them count.'),
        ("by:gandalf", 'No author here is called "gandalf".'),
    ],
)
def test_what_is_odd_is_said(query, remark):
    assert any(remark in said for said in DESK.find(query).remarks), DESK.find(query).remarks


def test_options_that_contradict_the_query_are_told():
    assert (
        "No story can be all of this: rating Teen and General."
        in DESK.find("rating:general", rating=Rating.TEEN).remarks
    )
    found = DESK.find("words:>5000", length=Length.DRABBLE)
    assert any(remark.startswith("No story can be both") for remark in found.remarks)
    assert DESK.find(words="many").remarks[0].startswith('The option words was left out: "many" is no number')
    assert DESK.find("sort:longest", sort="shortest").remarks == (
        "The option sort says shortest, the query says longest; the option counts.",
    )


def test_a_tie_is_asked_about():
    found = DESK.find("character:hana words:<9000")
    assert {way.label: way.query for way in found.instead} == {
        "Hana Mori": 'character:"Hana Mori" words:<9000',
        "Hana Sato": 'character:"Hana Sato" words:<9000',
    }
    assert DESK.hits(found.instead[0].query) == [4]


def test_a_misspelt_word_to_leave_out_leaves_out_nothing_but_is_asked_about():
    found = DESK.find("shikamaru -angts")
    assert {hit.card.id for hit in found.hits} == {1, 2, 3}
    assert [(way.label, way.query) for way in found.instead] == [("angst", 'shikamaru -"angst"')]
    for known in ("-angst", "-death", "-clouds", "-temari", "-ino", '-"nara shikamaru"'):
        assert not any("Nothing here" in remark for remark in DESK.find(f"x {known}").remarks), known


def test_warnings_are_found_by_filters_not_by_words():
    assert DESK.hits("major character death") == []
    assert DESK.hits("warning:death") == [2]


def test_every_filter_that_left_something_out_can_be_done_without():
    found = DESK.find("shikamaru tag:angst by:iris", rating=Rating.TEEN, tags=("fluff",))
    assert found.hits == ()
    ways = {way.label: (way.query, way.option) for way in found.less}
    assert ways["Without tag"] == (None, "tag")
    assert ways["Without tag:angst"] == ("shikamaru by:iris", "")
    for query in ("by:iris words:>90k tag:x", 'x -"a b" tag:fluff,angst rating:teen or rating:general'):
        for way in DESK.find(query).less:
            assert way.query is not None
            assert len(way.query) < len(query)


@pytest.mark.parametrize(
    ("query", "number", "why"),
    [
        ("tag:angst", 1, "tag Light Angst"),
        ("ship:temari", 2, "relationship Shikamaru Nara/Temari"),
        ("by:iris tag:fluff|angst", 3, None),
        ("by:iris", 3, "author Iris Lowe"),
        ('"missing nin"', 1, "tag missing-nin"),
        ('"missing nin"', 6, "summary"),
        ("title:lantern", 2, "title"),
        ("warning:death", 2, "warning Major Character Death"),
        ("character:hana", 5, "character Hana Sato"),
        ("character:temari fandom:naruto", 2, "character Temari and fandom Naruto"),
        ("shikamaru -angst", 2, "character Shikamaru Nara"),
        ("words:<1000", 1, ""),
    ],
)
def test_every_hit_says_why(query, number, why):
    assert {hit.card.id: hit.why for hit in DESK.find(query).hits}.get(number) == why


def test_phrases_are_found_in_titles_first():
    desk = Desk([card(1, "A", summary="Green tea at noon."), card(2, "B", tags=["green tea"]), card(3, "Green Tea")])
    assert desk.hits('"green tea"') == [3, 2, 1]
    assert desk.hits('"green teas"') == []


def test_a_title_with_quotation_marks_is_found_as_a_whole():
    desk = Desk([card(1, "The Storm of the Heroes"), card(2, '"Heroes" of the Storm'), card(3, "Heroes")])
    assert desk.hits('"Heroes" of the Storm') == [2, 1]
    assert desk.find('"Heroes" of the Storm').hits[0].why == "title"


def test_ship_names_and_nicknames_of_the_server_count():
    words = Dictionary(
        [
            Alias("ShikaTema", Sense.RELATIONSHIP, (Name("Shikamaru Nara"), Name("Temari"))),
            Alias("Lazy", Sense.CHARACTER, (Name("Shikamaru Nara"),)),
            Alias("sweet", Sense.TAG, (Name("fluff"),)),
        ]
    )

    def hits(query: str) -> set[int]:
        return {hit.card.id for hit in DESK.index.find(Request(query=query), anything, words).hits}

    assert hits("ship:shikatema") == {2}
    assert hits("character:shikatema") == {2}
    assert hits("character:lazy") == {1, 2, 3}
    assert hits("shikatema -fluff") == set()
    assert hits("-shikatema") == {1, 3, 4, 5, 6}
    assert hits("tag:sweet") == {2}
    assert hits("-sweet") == {1, 3, 4, 5, 6}


@settings(max_examples=examples(200), deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=8).map(" ".join)), st.text(max_size=10))
def test_any_text_is_answered(query, option):
    found = DESK.find(query, words=option, sort=option, pairing=option, author=option, tags=(option,))
    assert isinstance(found, Found)
    assert len(found.hits) + sum(count for _, count in found.removed) <= len(LIBRARY)
    for way in (*found.instead, *found.less):
        assert isinstance(DESK.find(way.query or ""), Found)
