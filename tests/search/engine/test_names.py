import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.engine.entries import Entry
from bot.search.engine.forms import NAMES
from bot.search.engine.keys import KeyIndex

PEOPLE = [
    Entry(1, ("Shikamaru Nara", "Nara Shikamaru", "Shika"), popularity=900),
    Entry(2, ("Akimichi Chouji",)),
    Entry(3, ("Kyouko Mogami",)),
    Entry(4, ("Kyoko Kirigiri",)),
    Entry(5, ("Yuki Sohma",)),
    Entry(6, ("Yuuki Cross",)),
    Entry(7, ("Sai",)),
    Entry(8, ("Saitama",)),
    Entry(9, ("Kakashi Hatake", "Kakashi-sensei")),
    Entry(10, ("Rock Lee",)),
    Entry(11, ("Tsuchida Shinji",)),
    Entry(12, ("さくら", "Haruno Sakura")),
]


@pytest.fixture(scope="module")
def people() -> KeyIndex:
    return KeyIndex.build(PEOPLE, forms=NAMES)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Nara Shikamaru", 1),
        ("shika", 1),
        ("Shikamaru-san", 1),
        ("nara shikmaru", 1),
        ("nara shi", 1),
        ("Choji Akimichi", 2),
        ("Chōji", 2),
        ("akimiti tyouzi", 2),
        ("mogami kyoko", 3),
        ("kyouko kirigiri", 4),
        ("yuki cross", 6),
        ("yuuki sohma", 5),
        ("sai", 7),
        ("kakashi sensei", 9),
        ("lee", 10),
        ("tutida sinzi", 11),
        ("shinji tsutida", 11),
        ("sakura", 12),
    ],
)
def test_one_person_under_many_spellings(people, typed, first):
    assert [near.id for near in people.suggest(typed)][:1] == [first]


@pytest.mark.parametrize(("typed", "how"), [("shikamaru nara", "name"), ("shika", "alias")])
def test_says_which_kind_of_name_was_found(people, typed, how):
    assert people.suggest(typed)[0].how == how


def test_short_names_are_not_guessed(people):
    assert [near.id for near in people.suggest("sau")] == []
    assert 7 not in {near.id for near in people.suggest("saim")}
    assert people.suggest("sa")[0].id == 7


@given(st.permutations(["shikamaru", "nara"]), st.sampled_from(["", "-kun", "-sensei"]))
def test_neither_order_nor_honorific_matters(parts, honorific):
    assert INDEX.suggest(" ".join(parts) + honorific)[0].id == 1


INDEX = KeyIndex.build(PEOPLE, forms=NAMES)
