"""What a character's name, as somebody types it, is taken for."""

import time

import pytest

from bot.search.index import Kind
from tests.search.cards import Desk, card

LIBRARY = [
    card(1, "Clouds", ["Shikamaru Nara", "Nara Shikaku", "Ino Yamanaka"]),
    card(2, "The Lantern Keeper", ["Shikamaru Nara", "Temari"]),
    card(3, "Paper Boats", ["Chōji Akimichi", "Nara Shikamaru", "Inoichi Yamanaka"]),
    card(4, "Lunch Break", ["Chouji Akimichi", "Ino"]),
    card(5, "Green Days", ["Rock Lee", "Might Guy"]),
    card(6, "Ink and Silence", ["Sai", "Sasuke Uchiha"]),
    card(7, "Red Eyes", ["Uchiha Sasuke", "Itachi Uchiha"]),
    card(8, "Jump!", ["Shouyou Hinata", "Tobio Kageyama"], "Haikyuu!!"),
    card(9, "Set & Spike", ["Hinata Shoyo"], "Haikyuu!!"),
    card(10, "White Eyes", ["Hinata Hyuuga"]),
    card(11, "Owl Post", ["Harry", "Hermione Granger"], "Harry Potter - J. K. Rowling"),
    card(12, "For Hire", ["Harry", "Murphy"], "Dresden Files - Jim Butcher"),
    card(13, "Seven Nights", ["Renée O'Hara"], "Original Work"),
    card(14, "雨の夜", ["チョウジ", "春野 サクラ"], "ナルト | Naruto"),
    card(15, "Long Road", ["Lee Everett"], "The Walking Dead"),
]
DESK = Desk(LIBRARY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Shikamaru Nara", "Shikamaru Nara"),
        ("Nara Shikamaru", "Shikamaru Nara"),
        ("nara, shikamaru", "Shikamaru Nara"),
        ("SHIKAMARU", "Shikamaru Nara"),
        ("Shikamaru-kun", "Shikamaru Nara"),
        ("shikamru", "Shikamaru Nara"),
        ("shikamaur", "Shikamaru Nara"),
        ("Shikamarru Nara", "Shikamaru Nara"),
        ("shkamaru nra", "Shikamaru Nara"),
        ("Choji", "Chouji Akimichi"),
        ("Chouji", "Chouji Akimichi"),
        ("Chōji", "Chouji Akimichi"),
        ("Akimichi Chōji", "Chouji Akimichi"),
        ("Akimichi Choji", "Chouji Akimichi"),
        ("akimichi", "Chouji Akimichi"),
        ("チョウジ", "チョウジ"),
        ("サクラ", "春野 サクラ"),
        ("Shoyo Hinata", "Hinata Shoyo"),
        ("Shouyou Hinata", "Hinata Shoyo"),
        ("Hinata Shōyō", "Hinata Shoyo"),
        ("shouyou", "Hinata Shoyo"),
        ("Uchiha Sasuke", "Sasuke Uchiha"),
        ("Sasuke Uchiha", "Sasuke Uchiha"),
        ("Saskue", "Sasuke Uchiha"),
        ("sasuk", "Sasuke Uchiha"),
        ("Sasuke Uciha", "Sasuke Uchiha"),
        ("Rock Lee", "Rock Lee"),
        ("Lee, Rock", "Rock Lee"),
        ("Rok Lee", "Rock Lee"),
        ("Renee", "Renée O'Hara"),
        ("RENÉE OHARA", "Renée O'Hara"),
        ("O’Hara", "Renée O'Hara"),
        ("ohara renee", "Renée O'Hara"),
        ("Hermoine Granger", "Hermione Granger"),
        ("hermione", "Hermione Granger"),
        ("kageyama tobio", "Tobio Kageyama"),
    ],
)
def test_one_is_meant(typed, meant):
    resolution = DESK.resolve(Kind.CHARACTER, typed)
    assert resolution.names == (meant,)
    assert resolution.key
    assert resolution.typed == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Ino", "Ino Yamanaka"), ("Inoichi", "Inoichi Yamanaka"), ("Sai", "Sai"), ("sai-kun", "Sai")],
)
def test_a_short_name_is_not_swallowed_by_a_longer_one(typed, meant):
    assert DESK.names(typed) == {meant}


@pytest.mark.parametrize("typed", ["Sao", "Iro", "Say"])
def test_a_short_name_forgives_no_typo(typed):
    """One letter of three changes who is meant."""
    assert DESK.names(typed) == set()


@pytest.mark.parametrize(
    ("typed", "several"),
    [
        ("Nara", {"Shikamaru Nara", "Nara Shikaku"}),
        ("Shika", {"Shikamaru Nara", "Nara Shikaku"}),
        ("Uchiha", {"Sasuke Uchiha", "Itachi Uchiha"}),
        ("Hinata", {"Hinata Shoyo", "Hinata Hyuuga"}),
        ("Lee", {"Rock Lee", "Lee Everett"}),
        ("Harry", {"Harry (Harry Potter)", "Harry (Dresden Files)"}),
    ],
)
def test_a_tie_is_for_the_reader_to_decide(typed, several):
    resolution = DESK.resolve(Kind.CHARACTER, typed)
    assert set(resolution.names) == several
    assert resolution.key == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Harry (Dresden Files)", "Harry (Dresden Files)"),
        ("Harry (Dresden Files - Jim Butcher)", "Harry (Dresden Files)"),
        ("Harry (Dresden)", "Harry (Dresden Files)"),
        ("harry (harry potter)", "Harry (Harry Potter)"),
        ("Hinata (Haikyuu!!)", "Hinata Shoyo"),
        ("Lee (The Walking Dead)", "Lee Everett"),
    ],
)
def test_a_fandom_in_parentheses_decides(typed, meant):
    assert DESK.names(typed) == {meant}


@pytest.mark.parametrize("typed", ["", "   ", "x", "%", "*", '"', "Quillon", "Potter Quillon", "()", "🦊"])
def test_nobody_goes_by_that_name(typed):
    resolution = DESK.resolve(Kind.CHARACTER, typed)
    assert resolution.names == ()
    assert resolution.key == ""


def test_what_came_close_is_named():
    assert "Shikamaru Nara" in DESK.resolve(Kind.CHARACTER, "Shikamoru Sarutobi").nearest
    assert DESK.resolve(Kind.CHARACTER, "Qqqqqqqq").nearest == ()


def test_both_spellings_in_one_story_are_two_people():
    """Yuki and Yuuki stand side by side in its list, so they can't be one."""
    desk = Desk([card(1, "Snow", ["Yuki Mori", "Yuuki Mori"]), card(2, "More Snow", ["Yuki Mori"])])
    assert desk.names("Yuki Mori") == {"Yuki Mori"}
    assert desk.names("Yuuki Mori") == {"Yuuki Mori"}


def test_a_first_name_joins_its_only_full_name_in_the_fandom():
    desk = Desk(
        [card(1, "A", ["Ino"]), card(2, "B", ["Ino Yamanaka"]), card(3, "C", ["Ino"], "Somewhere Else Entirely")]
    )
    stories = {suggestion.label: suggestion.stories for suggestion in desk.suggest(Kind.CHARACTER, "ino")}
    assert stories == {"Ino Yamanaka": 2, "Ino (Somewhere Else Entirely)": 1}


def test_a_first_name_means_the_one_whom_far_more_stories_have():
    """One story with another Ino doesn't take the name from her."""
    often = [card(n, f"Story {n}", ["Ino Yamanaka"]) for n in range(5)]
    once = [card(10, "X", ["Ino"]), card(11, "Y", ["Ino Quill"])]
    assert {s.label: s.stories for s in Desk([*often, *once]).suggest(Kind.CHARACTER)} == {
        "Ino Yamanaka": 6,
        "Ino Quill": 1,
    }
    assert len(Desk([*often[:4], *once]).suggest(Kind.CHARACTER)) == 3


def test_the_name_is_shown_as_most_stories_write_it_in_full():
    desk = Desk(
        [card(n, f"Story {n}", [name]) for n, name in enumerate(["Sasuke", "Uchiha Sasuke", "Sasuke Uchiha"] * 2)]
        + [card(9, "Last", ["Sasuke Uchiha"])]
    )
    assert desk.labels(Kind.CHARACTER) == ["Sasuke Uchiha"]


def test_a_stated_name_is_shown_before_one_found_in_a_text():
    desk = Desk([card(n, f"Story {n}", found=["Temarie Nara"]) for n in range(3)] + [card(9, "Last", ["Temari"])])
    assert desk.names("Temari") == {"Temari"}


@pytest.mark.parametrize("typed", ["a" * 4_000, "Shikamaru " * 400, "(" * 4_000, "é" * 4_000, "チョウジ" * 1_000])
def test_a_pasted_page_is_a_name_like_any_other(typed):
    assert len(DESK.resolve(Kind.CHARACTER, typed).names) <= 1
    assert len(DESK.suggest(Kind.CHARACTER, typed)) <= 25


def test_a_page_of_words_takes_no_longer_than_a_name():
    words = [f"{first}{middle}{last}" for first in "bdfgk" for middle in ("ira", "olo", "une") for last in "dlmnrst"]
    desk = Desk([card(n, f"Story {n}", [f"{word} Oak"]) for n, word in enumerate(words)])
    started = time.perf_counter()
    assert desk.names(" ".join(words * 20)) == set()
    assert desk.hits(characters=(" ".join(words),)) == []
    assert time.perf_counter() - started < 1


def test_names_without_letters_are_names():
    desk = Desk([card(1, "Stars", ["***", "2B", "9S", "No. 21"], "Machines")])
    assert desk.names("2b") == {"2B"}
    assert desk.names("9s") == {"9S"}
    assert desk.names("no 21") == {"No. 21"}
    assert desk.names("***") == {"***"}


@pytest.mark.parametrize("typed", ["Hyuuga", "Hyuga", "Hyūga"])
def test_one_family_in_two_romanisations_is_one_family(typed):
    desk = Desk([card(1, "A", ["Hinata Hyuuga"]), card(2, "B", ["Neji Hyuga"]), card(3, "C", ["Hyuga Jin"], "Else")])
    assert desk.names(typed) >= {"Hinata Hyuuga", "Neji Hyuga"}


def test_another_name_after_a_bar_is_the_same_person():
    desk = Desk(
        [
            card(1, "A", ["Takami Keigo | Hawks"], "Hero Academia"),
            card(2, "B", ["Keigo Takami"], "Hero Academia"),
            card(3, "C", ["Hawks"], "Hero Academia"),
        ]
    )
    for typed in ("Hawks", "Keigo Takami", "takami keigo", "hawk", "Takami Keigo | Hawks"):
        resolution = desk.resolve(Kind.CHARACTER, typed)
        assert len(resolution.names) == 1
        assert {hit.card.id for hit in desk.find(characters=(typed,)).hits} == {1, 2, 3}


def test_bars_between_people_make_nobody_of_two():
    desk = Desk([card(1, "A", ["Sasuke Uchiha | Sakura Haruno"]), card(2, "B", ["Sasuke Uchiha", "Sakura Haruno"])])
    assert desk.names("Sasuke") == {"Sasuke Uchiha"}
    assert desk.names("Sakura") == {"Sakura Haruno"}
    assert desk.hits(characters=("Sasuke", "Sakura")) == [2, 1]


@pytest.mark.parametrize("typed", ["Scotty", "Montgomery Scott", "Scotty Scott", 'Montgomery "Scotty" Scott'])
def test_a_nickname_in_quotation_marks_is_a_name(typed):
    desk = Desk([card(1, "A", ['Montgomery "Scotty" Scott'], "Ships"), card(2, "B", ["Montgomery Scott"], "Ships")])
    assert {hit.card.id for hit in desk.find(characters=(typed,)).hits} == {1, 2}


def test_a_remark_in_parentheses_is_no_fandom():
    desk = Desk([card(1, "A", ["Temari (mentioned)"]), card(2, "B", ["Temari"]), card(3, "C", ["Temari (past)"])])
    assert desk.suggest(Kind.CHARACTER)[0].stories == 3


def test_words_of_a_fandom_in_parentheses_are_that_fandom():
    desk = Desk(
        [
            card(1, "A", ["Narim (SG-1)"], "Stargate SG-1"),
            card(2, "B", ["Narim"], "Stargate SG-1"),
            card(3, "C", ["Narim (SG-1)"], ("Stargate SG-1", "Star Trek")),
            card(4, "D", ["Narim"], "Star Trek"),
        ]
    )
    assert {s.label: s.stories for s in desk.suggest(Kind.CHARACTER, "narim")} == {
        "Narim (Stargate SG-1)": 3,
        "Narim (Star Trek)": 1,
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Dr. Everett", "Lee Everett"),
        ("Professor Granger", "Hermione Granger"),
        ("Captain Uchiha Sasuke", "Sasuke Uchiha"),
        ("Harry Potter", "Harry (Harry Potter)"),
        ("Harry Dresden", "Harry (Dresden Files)"),
        ("Karrin Murphy", "Murphy"),
        ("Temari Nara", "Temari"),
    ],
)
def test_more_of_a_name_than_the_stories_give(typed, meant):
    assert DESK.names(typed) == {meant}


def test_somebody_of_the_same_first_name_is_not_meant():
    assert DESK.names("Ino Sarutobi") == set()
    assert "Ino Yamanaka" in DESK.resolve(Kind.CHARACTER, "Ino Sarutobi").nearest


def test_a_mirror_of_somebody_is_somebody_else():
    desk = Desk(
        [card(1, "A", ["Spock"], "Trek"), card(2, "B", ["Mirror Spock", "Lady Q"], "Trek"), card(3, "C", ["Q"], "Trek")]
    )
    assert desk.hits(characters=("Spock",)) == [1]
    assert desk.hits(characters=("mirror spock",)) == [2]
    assert desk.hits(characters=("Q",)) == [3]
    assert desk.names("lady") == {"Lady Q"}


def test_a_rank_makes_nobody_else():
    desk = Desk([card(1, "A", ["Jabara"], "Trek"), card(2, "B", ["Nurse Jabara"], "Trek")])
    assert set(desk.hits(characters=("Jabara",))) == set(desk.hits(characters=("nurse jabara",))) == {1, 2}


def test_a_name_that_only_sounds_alike_stays_apart_where_it_is_the_usual_one():
    desk = Desk([card(n, f"Story {n}", ["Eris"]) for n in range(3)] + [card(9, "Z", ["Kira Eeris"])])
    assert set(desk.hits(characters=("Eris",))) == {0, 1, 2}
    assert desk.hits(characters=("Kira Eeris",)) == [9]


def test_one_cast_in_two_spellings_of_the_fandom():
    desk = Desk([card(1, "A", ["Ishka"], "Star Trek: Two"), card(2, "B", ["Ishka"], "StarTrek: Two")])
    assert desk.suggest(Kind.CHARACTER)[0].stories == 2


def test_an_initial_is_nobody():
    desk = Desk([card(1, "A", ["J", "Lee"])])
    assert desk.names("J. Worthington") == set()
    assert desk.names("J") == {"J"}
    assert desk.names("Lee Worthington") == {"Lee"}


def test_chan_is_a_family_name_too():
    desk = Desk([card(1, "A", ["Aster Chan", "Naruto-chan", "Kakashi Sensei"])])
    assert desk.names("chan") == {"Aster Chan"}
    assert desk.names("aster chan") == {"Aster Chan"}
    assert desk.names("Naruto") == {"Naruto-chan"}
    assert desk.names("kakashi") == {"Kakashi Sensei"}


def test_names_apart_by_commas_are_offered_without_commas():
    """Several names can be given, apart by commas."""
    desk = Desk([card(1, "A", ["Oak, Robert, Jr."]), card(2, "B", ["Rowan"], "Soap, Stars"), card(3, "C", ["Rowan"])])
    labels = desk.labels(Kind.CHARACTER)
    assert set(labels) == {"Oak Robert Jr.", "Rowan (Soap Stars)", "Rowan (Naruto)"}
    for label in labels:
        assert desk.names(label) == {label}
