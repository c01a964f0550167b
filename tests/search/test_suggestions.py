"""Lines of autocomplete."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.search.index import Kind
from bot.search.labels import cut_label
from tests.search.cards import Desk, anything, card, index_of
from tests.support.examples import examples

LIMIT = 25
LONGEST = 100

MANY = [
    card(
        number,
        f"Story of the {word} {'very ' * (number % 30)}long road",
        [f"{word} Oakley", f"Rowan {word}", "Rowan"],
        f"Fandom of {word}",
        author=f"Author {number}",
    )
    for number, word in enumerate(
        [f"{first}{middle}{last}" for first in "BDFGK" for middle in ("ira", "olo", "une") for last in "dlmn"], 1
    )
]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("typed", ["", " ", "s", "ro", "rowan", "story of the", "fandom of b", "bira", "very " * 900])
def test_no_more_and_no_longer_than_discord_takes(kind, typed):
    found = Desk(MANY).suggest(kind, typed)
    assert len(found) <= LIMIT
    assert all(0 < len(suggestion.label) <= LONGEST for suggestion in found)
    assert len({suggestion.label for suggestion in found}) == len(found)
    assert all((suggestion.story_id is not None) == (kind is Kind.TITLE) for suggestion in found)
    assert all(suggestion.kind is kind for suggestion in found)


@pytest.mark.parametrize("kind", list(Kind))
def test_fewer_are_the_first_of_more(kind):
    desk = Desk(MANY)
    assert desk.suggest(kind, "", 3) == desk.suggest(kind, "")[:3]
    assert desk.suggest(kind, "bi", 3) == desk.suggest(kind, "bi")[:3]


def test_with_nothing_typed_the_most_told_names_and_the_newest_titles():
    desk = Desk(
        [
            card(1, "Old", ["Temari", "Ino"], updated=date(2019, 5, 1)),
            card(2, "New", ["Temari"], updated=date(2024, 5, 1)),
            card(3, "Undated", ["Temari", "Ino", "Sai"], "Haikyuu!!"),
        ]
    )
    assert desk.labels(Kind.TITLE) == ["New", "Old", "Undated"]
    assert [(s.label, s.stories) for s in desk.suggest(Kind.CHARACTER)][:2] == [
        ("Temari (Naruto)", 2),
        ("Ino (Haikyuu!!)", 1),
    ]
    assert desk.labels(Kind.FANDOM) == ["Naruto", "Haikyuu!!"]


def test_an_empty_library_suggests_nothing():
    desk = Desk([])
    for kind in Kind:
        assert desk.suggest(kind) == []
        assert desk.suggest(kind, "temari") == []
        assert desk.resolve(kind, "temari").names == ()
    assert desk.find("temari", characters=("temari",)).hits == ()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("s", "Shikamaru Nara"),
        ("shi", "Shikamaru Nara"),
        ("shik", "Shikamaru Nara"),
        ("nara", "Shikamaru Nara"),
        ("nara s", "Shikamaru Nara"),
        ("shimakaru", "Shikamaru Nara"),
        ("shikmaru n", "Shikamaru Nara"),
        ("sai", "Sai"),
        ("sas", "Sasuke Uchiha"),
        ("uchiha s", "Sasuke Uchiha"),
        ("chouji", "Chōji Akimichi"),
        ("chooji", "Chōji Akimichi"),
        ("akimichi cho", "Chōji Akimichi"),
        ("ino", "Ino Yamanaka"),
        ("inoi", "Inoichi Yamanaka"),
        ("lee", "Rock Lee"),
    ],
)
def test_half_typed_names(typed, first):
    desk = Desk(
        [
            card(1, "A", ["Shikamaru Nara", "Sai", "Ino Yamanaka", "Chōji Akimichi"]),
            card(2, "B", ["Shikamaru Nara", "Sasuke Uchiha", "Inoichi Yamanaka"]),
            card(3, "C", ["Shikaku Nara", "Rock Lee", "Sakura Haruno", "Leeroy Finch"]),
        ]
    )
    assert desk.labels(Kind.CHARACTER, typed)[0] == first


def test_equal_titles_name_their_authors():
    desk = Desk([card(1, "Home", author="Idris"), card(2, "home!", author="Mirela"), card(3, "Home", author="")])
    assert set(desk.labels(Kind.TITLE, "home")) == {"Home by Idris", "home! by Mirela", "Home by unknown author"}


def test_long_labels_are_cut_between_words():
    assert cut_label("a" * 150) == "a" * 99 + "…"
    assert cut_label("word " * 30) == ("word " * 19).rstrip() + "…"
    assert cut_label(" two\nlines ") == "two lines"
    assert cut_label("\n") == "(untitled)"


def test_the_order_does_not_depend_on_the_order_of_loading():
    for kind in Kind:
        for typed in ("", "ro", "story", "bira"):
            expected = index_of(MANY).suggest(kind, typed, anything)
            assert index_of(reversed(MANY)).suggest(kind, typed, anything) == expected


NAMES = st.one_of(
    st.lists(
        st.sampled_from(["Lee", "Rock", "Ino", "Inoichi", "Yuki", "Yuuki", "Nara", "É", "B"]),
        min_size=1,
        max_size=3,
        unique=True,
    ).map(" ".join),
    st.text(st.characters(exclude_characters="()|"), min_size=1, max_size=12).filter(
        lambda text: any(map(str.isalnum, text))
    ),
    st.sampled_from(["Lee (Veldt)", "Lee (mentioned)", "A | Lee", 'Rock "Ino" Lee', "Oak, Lee", "x" * 130, "Ino-chan"]),
)
FANDOMS = st.sampled_from(
    ["", "Veldt", "Veldt: Part Two", "Haikyuu!!", "Haikyū", "A, B & C", "V (TV)", "W " * 70, "(x)"]
)


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.tuples(st.lists(NAMES, max_size=4), FANDOMS), max_size=6))
@example([(["Lee"], ""), (["Lee"], "Veldt"), (["Rock Lee"], "Veldt"), (["Ino Lee"], "Veldt")])
@example([(["Yuki Nara", "Yuuki Nara"], "Veldt"), (["Yuki"], "Veldt")])
def test_every_name_offered_is_understood(stories):
    """Whoever picks a line of autocomplete gets just what it stands for."""
    desk = Desk([card(n, f"Story {n}", names, fandom) for n, (names, fandom) in enumerate(stories, 1)])
    for kind, option in ((Kind.CHARACTER, "characters"), (Kind.FANDOM, "fandom")):
        offered = desk.suggest(kind, limit=100)
        assert len({suggestion.label for suggestion in offered}) == len(offered)
        for suggestion in offered:
            resolution = desk.resolve(kind, suggestion.label)
            assert resolution.names == (suggestion.label,)
            assert resolution.key
            wish = (suggestion.label,) if kind is Kind.CHARACTER else suggestion.label
            assert len(desk.hits(**{option: wish})) == suggestion.stories


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.text(max_size=140), min_size=1, max_size=8), st.text(max_size=40))
def test_titles_of_any_characters(titles, typed):
    desk = Desk([card(n, title) for n, title in enumerate(titles, 1)])
    found = desk.suggest(Kind.TITLE, typed)
    assert all(0 < len(suggestion.label) <= LONGEST for suggestion in found)
    for number, title in enumerate(titles, 1):
        resolution = desk.resolve(Kind.TITLE, title)
        if title.strip():
            assert number == resolution.story_id or resolution.names
