"""Names that the reading room recognises in a text."""

from dataclasses import replace

import pytest

from bot.corpus.story import Card, State
from bot.search.fandoms import scopes_of
from bot.search.scan import ScanIndex
from tests.search.cards import card, index_of

LIBRARY = [
    card(1, "A", ["Shikamaru Nara", "Sai", "Chōji Akimichi"]),
    card(2, "B", ["Nara Shikamaru", "Shikamaru Nara", "Shikaku Nara", "Takami Keigo | Hawks"]),
    card(3, "C", ["Rock Lee"]),
    card(4, "D", ["Lee Everett"], "The Walking Dead"),
    card(5, "E", found=["Quillon Marsh"]),
    card(6, "F", ["Ino"]),
]


def names(index: ScanIndex, spelling: str) -> list[str]:
    return [known.name for known in index.known_name(spelling)]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Shikamaru Nara", "Shikamaru Nara"),
        ("Nara Shikamaru", "Shikamaru Nara"),
        ("NARA SHIKAMARU", "Shikamaru Nara"),
        ("Shikamaru-kun", "Shikamaru Nara"),
        ("Shikamaru", "Shikamaru Nara"),
        ("Sikamaru", "Shikamaru Nara"),
        ("Chouji", "Chōji Akimichi"),
        ("Choji Akimichi", "Chōji Akimichi"),
        ("Sai", "Sai"),
        ("Ino", "Ino"),
        ("Hawks", "Takami Keigo"),
        ("Rock Lee", "Rock Lee"),
        ("Everett", "Lee Everett"),
    ],
)
def test_known(spelling, name):
    assert names(index_of(LIBRARY), spelling) == [name]


@pytest.mark.parametrize(
    ("spelling", "why"),
    [
        ("Lee", "two have it, and it's short"),
        ("Shikamru", "a text has no typos in a name that recurs"),
        ("Shika", "half a name"),
        ("Quillon Marsh", "found in a text, stated by nobody"),
        ("Shikamaru Sarutobi", "another one"),
        ("", "nothing"),
        ("...", "nothing"),
    ],
)
def test_unknown(spelling, why):
    assert names(index_of(LIBRARY), spelling) == [], why


def test_an_empty_library_knows_nobody():
    assert names(ScanIndex(), "Shikamaru") == []


def test_names_are_learnt_and_forgotten():
    index = index_of([card(1, "A", ["Temari"])])
    assert names(index, "temari") == ["Temari"]
    index.apply([card(2, "B", ["Kankuro"])], [1])
    assert names(index, "temari") == []
    assert names(index, "Kankurou") == ["Kankuro"]


@pytest.mark.parametrize(
    "change",
    [{"guild_id": 77}, {"state": State.BARRED}, {"state": State.WITHDRAWN}],
    ids=["server", "barred", "withdrawn"],
)
def test_names_come_from_the_corpus_alone(change: dict[str, object]):
    """What one server adds is no other's to see, and what was taken out stays out."""
    secret: Card = replace(card(1, "A", ["Quillon Marsh"]), **change)
    assert names(index_of([secret]), "Quillon") == []
    assert names(index_of([secret, card(2, "B", ["Quillon Marsh"])]), "Quillon") == ["Quillon Marsh"]


def test_a_held_story_states_names():
    assert names(index_of([replace(card(1, "A", ["Temari"]), state=State.HELD)]), "Temari") == ["Temari"]


def test_all_who_share_a_part_are_told_with_their_fandoms():
    found = index_of(LIBRARY).known_name("Nara")
    assert sorted(known.name for known in found) == ["Shikaku Nara", "Shikamaru Nara"]
    (everett,) = index_of(LIBRARY).known_name("Everett")
    assert everett.fandoms & scopes_of(LIBRARY[3])
    assert everett.fandoms.isdisjoint(scopes_of(LIBRARY[0]))
