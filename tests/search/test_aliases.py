"""A server's nicknames and ship names: what they stand for, wherever a name is typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.story import Rating
from bot.search.aliases import Alias, Dictionary, Name, Sense
from bot.search.index import Kind
from tests.search.cards import Desk, anything, card, index_of, open_only
from tests.support.examples import examples

NARUTO, ALCHEMIST = "Naruto", "Fullmetal Alchemist"
LIBRARY = [
    card(1, "Clouds", ["Shikamaru Nara", "Nara Shikaku", "Ino Yamanaka"]),
    card(2, "The Lantern Keeper", ["Shikamaru Nara", "Temari"], tags=["missing-nin"]),
    card(3, "Paper Boats", ["Chōji Akimichi", "Nara Shikamaru"], summary="Rain over the lake."),
    card(4, "Sand", ["Temari", "Gaara"]),
    card(5, "Steel", ["Edward Elric", "Winry Rockbell"], ALCHEMIST),
    card(6, "A Shore of Salt", ["Temari Quillon"], "Veldt", rating=Rating.MATURE),
]


def ship(text: str, *names: str, fandom: str = NARUTO) -> Alias:
    return Alias(text, Sense.RELATIONSHIP, tuple(Name(name, fandom) for name in names))


def nick(text: str, name: str, fandom: str = NARUTO) -> Alias:
    return Alias(text, Sense.CHARACTER, (Name(name, fandom),))


SHIKATEMA = ship("ShikaTema", "Shikamaru Nara", "Temari")
DICTIONARY = Dictionary(
    [
        SHIKATEMA,
        nick("Shika", "Shikamaru Nara"),
        nick("Ed", "Edward Elric", ALCHEMIST),
        Alias("FMA", Sense.FANDOM, (Name(ALCHEMIST),)),
        nick("Ghost", "Temari Quillon", "Veldt"),
        ship("Dust", "Temari", "Temari Quillon"),
        nick("Nobody", "Oona Quist"),
    ]
)
DESK = Desk(LIBRARY, open_only, DICTIONARY)
ELSEWHERE = Desk(LIBRARY, open_only)


@pytest.mark.parametrize("typed", ["ShikaTema", "shikatema", "Shika-Tema", "shika tema", "SHIKA TEMA!"])
def test_a_ship_name_means_both(typed):
    assert DESK.names(typed) == {"Shikamaru Nara / Temari"}
    assert DESK.hits(characters=(typed,)) == [2]
    assert DESK.hits(typed) == [2]


def test_each_of_two_leaves_out_its_own():
    found = DESK.find(characters=("ShikaTema",))
    assert found.removed == (("character Shikamaru Nara", 2), ("character Temari", 2))
    assert [one.names for one in found.understood] == [("Shikamaru Nara / Temari",)]


def test_a_nickname_means_its_bearer_where_the_beginning_of_a_name_would_be_a_tie():
    assert ELSEWHERE.names("Shika") == {"Shikamaru Nara", "Nara Shikaku"}
    assert DESK.names("Shika") == {"Shikamaru Nara"}
    assert DESK.resolve(Kind.CHARACTER, "shika").key == ELSEWHERE.resolve(Kind.CHARACTER, "Shikamaru Nara").key
    assert set(DESK.hits(characters=("shika", "temari"))) == {2}


def test_an_abbreviation_of_a_fandom():
    assert DESK.names("fma", Kind.FANDOM) == {ALCHEMIST}
    assert DESK.hits(fandom="FMA") == [5]
    assert DESK.hits("fma") == [5]
    assert DESK.names("fma") == set(), "it's nobody's name"


@pytest.mark.parametrize("typed", ["shikatma", "ShikaTemma", "hsikatema"])
def test_a_misspelt_alias_is_taken_where_nothing_else_fits(typed):
    assert DESK.names(typed) == {"Shikamaru Nara / Temari"}


@pytest.mark.parametrize("typed", ["Ex", "Edd", "fmb"])
def test_a_short_alias_forgives_no_typo(typed):
    assert "Edward Elric" not in DESK.names(typed)
    assert DESK.names(typed, Kind.FANDOM) == set()


@pytest.mark.parametrize(
    "typed", ["Shikamaru / Temari", "temari/shikamaru nara", "Shikamaru & Temari", "Temari x Shika"]
)
def test_two_names_with_a_slash_between_them_are_both_meant(typed):
    assert DESK.hits(characters=(typed,)) == [2]


def test_one_name_of_a_pair_that_is_nobodys_means_nobody():
    assert DESK.names("Temari / Oona Quist") == set()


def test_suggestions_say_what_an_alias_stands_for():
    first, *others = DESK.suggest(Kind.CHARACTER, "shik")
    assert (first.label, first.value, first.stories) == ("Shika: Shikamaru Nara", "Shika", 3)
    assert [one.label for one in others[:2]] == ["ShikaTema: Shikamaru Nara / Temari", "Shikamaru Nara"]
    assert others[0].stories == 1
    assert DESK.names(others[0].label) == {"Shikamaru Nara / Temari"}, "also as it's offered"
    assert DESK.labels(Kind.FANDOM, "fm") == [f"FMA: {ALCHEMIST}"]
    assert not [label for label in DESK.labels(Kind.CHARACTER) if ":" in label], "nobody typed an alias"


def test_a_title_with_a_colon_is_no_suggestion_of_an_alias():
    desk = Desk(
        [card(9, "A", ["Ahsoka"], "Star Wars: Rebels"), *LIBRARY], anything, Dictionary([nick("Star Wars", "Gaara")])
    )
    assert desk.names("Star Wars: Rebels", Kind.FANDOM) == {"Star Wars: Rebels"}
    assert desk.names("Star Wars: Rebels") == set()


def test_a_ship_name_is_offered_as_a_pairing_too():
    assert DESK.labels(Kind.RELATIONSHIP, "shikat") == ["ShikaTema: Shikamaru Nara / Temari"]
    assert DESK.labels(Kind.RELATIONSHIP, "shika")[0] == "ShikaTema: Shikamaru Nara / Temari", "Shika is no pairing"
    assert DESK.labels(Kind.AUTHOR, "shik") == []


def test_an_alias_among_other_words():
    assert DESK.hits("shikatema missing-nin")[0] == 2
    why = DESK.find("shikatema missing-nin").hits[0].why
    assert why == "alias ShikaTema: Shikamaru Nara / Temari and tag missing-nin"
    assert 3 in DESK.hits("shika rain lake")
    assert DESK.find("shika tema").hits[0].why == "alias ShikaTema: Shikamaru Nara / Temari"


def test_a_title_beats_an_alias_among_its_words():
    desk = Desk([*LIBRARY, card(9, "Shika and the Steel Door", ["Oren"])], anything, DICTIONARY)
    assert desk.hits("shika and the steel door")[0] == 9


@pytest.mark.parametrize("typed", ["Ghost", "ghost", "Dust", "Nobody", "ghots", "gho"])
def test_an_alias_of_whom_only_hidden_stories_name_gives_nothing_and_names_nobody(typed):
    answers = [
        DESK.resolve(Kind.CHARACTER, typed),
        DESK.suggest(Kind.CHARACTER, typed),
        DESK.find(typed),
        DESK.find(characters=(typed,)),
    ]
    others = [
        ELSEWHERE.resolve(Kind.CHARACTER, typed),
        ELSEWHERE.suggest(Kind.CHARACTER, typed),
        ELSEWHERE.find(typed),
        ELSEWHERE.find(characters=(typed,)),
    ]
    assert answers == others, "as if there were no such alias"


def test_where_its_story_may_be_shown_the_same_alias_works():
    desk = Desk(LIBRARY, anything, DICTIONARY)
    assert desk.names("Ghost") == {"Temari Quillon"}
    assert desk.hits("ghost") == [6]


def test_what_an_alias_means_may_become_a_tie():
    """Then the reader is asked, as for any name."""
    desk = Desk(
        [card(1, "A", ["Lee"]), card(2, "B", ["Lee"], "Veldt")], anything, Dictionary([nick("Green", "Lee", "")])
    )
    assert desk.names("green") == {"Lee (Naruto)", "Lee (Veldt)"}


WORDS = st.sampled_from(["Shika", "tema", "Temari", "Rain", "Ed", "Elric", "fma", "Nara", "x", "/", "2"])
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
ALIASES = st.builds(
    lambda text, sense, means: Alias(text, sense, tuple(map(Name, means))),
    TEXTS,
    st.sampled_from(list(Sense)),
    st.lists(TEXTS, min_size=1, max_size=2),
)
INDEX = index_of(LIBRARY)


def everything(typed: str, dictionary: Dictionary) -> list[object]:
    desk = Desk([], open_only, dictionary)
    desk.index = INDEX
    answers: list[object] = [desk.find(typed), desk.find(characters=(typed,), fandom=typed)]
    for kind in (Kind.CHARACTER, Kind.FANDOM):
        answers += [desk.resolve(kind, typed), desk.suggest(kind, typed)]
    return answers


@settings(max_examples=examples(200), deadline=None)
@given(own=st.lists(ALIASES, max_size=5), typed=TEXTS)
def test_a_servers_dictionary_changes_no_other_servers_answers(own, typed):
    before = everything(typed, Dictionary())
    mine = everything(typed, Dictionary(own))
    assert everything(typed, Dictionary()) == before
    assert "Quillon" not in repr(mine).replace(typed, "")
