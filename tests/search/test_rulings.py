"""What a server's moderators decide about names: two are one person, or two spellings are two people."""

import pytest

from bot.corpus.story import Rating
from bot.search.aliases import Dictionary, Name, Ruling, Verdict
from bot.search.index import Kind
from tests.search.cards import Desk, anything, card, open_only

LIBRARY = [
    card(1, "A", ["Keigo Takami", "Rumi"], "Hero Academia"),
    card(2, "B", ["Hawks"], "Hero Academia"),
    card(3, "C", ["Hawks", "Rumi"], "Hero Academia"),
    card(4, "D", ["Yuki Mori"], "Snow"),
    card(5, "E", ["Yuuki Mori"], "Snow"),
    card(6, "F", ["Mori Yuki", "Aki"], "Snow"),
    card(7, "G", ["Yuki"], "Snow"),
    card(10, "J", ["Yuki Mori"], "Snow"),
    card(8, "H", ["Oona Quist"], "Veldt", rating=Rating.MATURE),
    card(9, "I", ["Oona"], "Elsewhere"),
]


def one(first: str, second: str, fandom: str = "") -> Ruling:
    return Ruling(Verdict.ONE, (Name(first, fandom), Name(second, fandom)))


def two(first: str, second: str, fandom: str = "") -> Ruling:
    return Ruling(Verdict.TWO, (Name(first, fandom), Name(second, fandom)))


def desk_with(*rulings: Ruling, allowed=anything) -> Desk:
    return Desk(LIBRARY, allowed, Dictionary((), rulings))


def counted(desk: Desk, typed: str = "") -> dict[str, int]:
    return {suggestion.label: suggestion.stories for suggestion in desk.suggest(Kind.CHARACTER, typed)}


@pytest.mark.parametrize("typed", ["Hawks", "Keigo Takami", "keigo", "takami keigo", "hawk"])
def test_two_names_are_one_person(typed):
    desk = desk_with(one("Hawks", "Keigo Takami", "Hero Academia"))
    assert set(desk.hits(characters=(typed,))) == {1, 2, 3}
    assert desk.names(typed) == {"Keigo Takami"}
    assert counted(desk)["Keigo Takami"] == 3
    assert counted(desk, typed) == {"Keigo Takami": 3}
    resolution = desk.resolve(Kind.CHARACTER, typed)
    assert (resolution.key, resolution.among) == ("", {1, 2, 3}), "no key of the shared names says it"


def test_elsewhere_they_stay_two():
    desk = desk_with()
    assert set(desk.hits(characters=("Hawks",))) == {2, 3}
    assert desk.hits(characters=("Keigo",)) == [1]


def test_several_join_into_one():
    desk = desk_with(one("Hawks", "Keigo Takami"), one("Keigo Takami", "Rumi"))
    assert set(desk.hits(characters=("rumi",))) == set(desk.hits(characters=("hawks",))) == {1, 2, 3}


def test_two_spellings_are_two_people():
    assert set(desk_with().hits(characters=("Yuki Mori",))) == {4, 5, 6, 7, 10}
    desk = desk_with(two("Yuki Mori", "Yuuki Mori", "Snow"))
    assert set(desk.hits(characters=("Yuki Mori",))) == {4, 6, 7, 10}
    assert desk.hits(characters=("mori yuuki",)) == [5]
    assert desk.names("Yuuki") == desk.names("Mori") == {"Yuki Mori", "Yuuki Mori"}, "a tie is for the reader to decide"
    assert counted(desk, "mori") == {"Yuki Mori": 4, "Yuuki Mori": 1}
    for label in desk.labels(Kind.CHARACTER):
        assert desk.names(label) == {label}
    assert set(desk.hits("yuki mori")) >= {4, 6, 7, 10}


def test_what_was_split_can_be_joined_with_another():
    desk = desk_with(two("Yuki Mori", "Yuuki Mori"), one("Yuuki Mori", "Aki"))
    assert set(desk.hits(characters=("aki",))) == set(desk.hits(characters=("yuuki mori",))) == {5, 6}
    assert set(desk.hits(characters=("Yuki Mori",))) == {4, 6, 7, 10}


@pytest.mark.parametrize(
    "ruling",
    [
        one("Hawks", "Nobody Known"),
        one("Hawks", "Hawks"),
        one("Hawks", "Keigo Takami", "Snow"),
        two("Yuki Mori", "Mori Yuki"),
        two("Hawks", "Keigo Takami"),
        two("Yuki Mori", "Yuka Mori"),
    ],
    ids=lambda ruling: f"{ruling.verdict}: {ruling.key}",
)
def test_a_ruling_on_what_is_not_so_changes_nothing(ruling):
    assert counted(desk_with(ruling)) == counted(desk_with())


def test_the_hidden_half_of_a_person_stays_hidden():
    desk = desk_with(one("Oona Quist", "Oona"), allowed=open_only)
    assert counted(desk, "oona") == {"Oona": 1}
    assert desk.hits(characters=("oona",)) == [9]
    assert desk.names("Oona Quist") == desk_with(allowed=open_only).names("Oona Quist")
    assert desk_with(one("Oona Quist", "Oona")).names("oona") == {"Oona Quist"}
    assert "Quist" not in repr(desk.resolve(Kind.CHARACTER, "oona"))


def test_the_same_pair_is_ruled_on_once():
    assert one("Hawks", "Keigo Takami").key == two("keigo takami", "HAWKS").key
