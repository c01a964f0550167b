"""Who is who in the library: which spellings are one person's, whatever order the stories come in."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.story import Card
from bot.search.entities import Entity
from bot.search.names import gather_characters
from bot.search.normalise import name_parts, romanise
from tests.search.cards import Desk, card
from tests.support.examples import examples


def people(cards: list[Card]) -> set[frozenset[tuple[int, str]]]:
    """Each person as the set of their mentions."""
    return {frozenset((mention.card_id, mention.text) for mention in one.mentions) for one in gather_characters(cards)}


def listing(*lists: list[str] | tuple[list[str], str | tuple[str, ...]]) -> list[Card]:
    """Cards with these characters, of Naruto unless a fandom is given."""
    given_fandom = [one if isinstance(one, tuple) else (one, "Naruto") for one in lists]
    return [card(n, f"Story {n}", names, fandom) for n, (names, fandom) in enumerate(given_fandom, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Choji Akimichi", "Akimichi Chouji"),
        ("Chōji Akimichi", "Chohji Akimichi"),
        ("Yuuki Shinji", "Yuki Sinzi"),
        ("Tsunade Senju", "Senju Tunade"),
        ("Chidori Mitsuba", "Tidori Mituba"),
        ("Jiraiya Sage", "Ziraiya Sage"),
        ("Kippei Hanno", "Kipei Hano"),
        ("Kakashi Hatake-sensei", "Hatake Kakashi"),
        ("Sakura Haruno-san", "sakura haruno"),
    ],
)
def test_spellings_of_one_fandom_are_one_person(one: str, other: str):
    assert len(people(listing([one], [other]))) == 1
    assert len(people(listing([one], ([other], "Naruto Shippuden")))) == 1, "fandoms that share their name"
    assert len(people(listing([one, other]))) == (1 if name_parts(one)[::-1] == name_parts(other) else 2) or (
        sorted(name_parts(one)) == sorted(name_parts(other))
    )


def test_other_spellings_in_another_fandom_are_somebody_else():
    cards = listing(["Choji Akimichi"], (["Chouji Akimichi"], "Cooking Kings"))
    assert len(people(cards)) == 2
    desk = Desk(cards)
    assert desk.names("Choji Akimichi") == {"Choji Akimichi"}
    assert desk.names("Chouji Akimichi") == {"Chouji Akimichi"}


def test_namesakes_of_two_fandoms_are_two_people_and_asked_about():
    cards = listing((["John Smith"], "Pocahontas"), (["Smith, John"], "Doctor Who"))
    desk = Desk(cards)
    assert len(people(cards)) == 2
    assert desk.names("john smith") == {"John Smith (Pocahontas)", "Smith John (Doctor Who)"}
    for label, story in (("John Smith (Pocahontas)", 1), ("John Smith (Doctor Who)", 2)):
        assert desk.hits(characters=(label,)) == [story]


@pytest.mark.parametrize(
    "fandoms",
    [
        ("Batman (Movies)", "Batman - All Media Types"),
        ("Naruto", "Boruto: Naruto Next Generations"),
        ("Star Trek: The Next Generation", "Star Trek: Deep Space Nine"),
        ("Naruto", ""),
    ],
)
def test_fandoms_that_may_share_a_cast(fandoms: tuple[str, str]):
    assert len(people(listing((["Odo Lind"], fandoms[0]), (["Lind Odo"], fandoms[1])))) == 1


def test_fandoms_that_a_story_puts_together_may_share_a_cast():
    apart = [(["Odo Lind"], "DCU"), (["Odo Lind"], "Batman")]
    assert len(people(listing(*apart))) == 2
    assert len(people(listing(*apart, (["Rue"], ("DCU", "Batman"))))) == 2, "Rue, and one Odo Lind"


def often(name: str, times: int = 5, fandom: str = "Naruto") -> list[tuple[list[str], str]]:
    return [([name], fandom)] * times


def test_a_misspelling_that_hardly_any_story_has_is_the_usual_one():
    desk = Desk(listing(*often("Shikamaru Nara"), ["Shikamru Nara"]))
    assert {one.label: one.stories for one in desk.suggest("character")} == {"Shikamaru Nara": 6}
    assert len(people(listing(*often("Kakashi"), ["Kakahsi"]))) == 1, "swapped neighbours are one typo"


@pytest.mark.parametrize(
    ("cards", "why"),
    [
        (listing(*often("Shikamaru Nara", 4), ["Shikamru Nara"]), "not rare enough"),
        (listing(*often("Shikamaru Nara"), ["Shikamru Nara"], ["Shikamru Nara"]), "not rare enough"),
        (listing(*often("Shikamaru Nara"), ["Shikamru Nara", "Shikamaru Nara"]), "a story lists both"),
        (listing(*often("Shikamaru Nara"), (["Shikamru Nara"], "Elsewhere")), "another fandom"),
        (listing(*often("Shikamaru Nara"), (["Shikamru Nara"], "")), "in no fandom"),
        (listing(*often("Shikamaru Nara"), ["Shikmru Nara"]), "two typos"),
        (listing(*often("Yuki Mori"), ["Yuri Mori"]), "too short to tell"),
        (listing(*often("Maria Voss"), ["Mario Voss"]), "another ending is another name"),
        (listing(*often("Akira Voss"), ["Ekira Voss"]), "another beginning too"),
        (listing(*often("Sakura Voss"), ["Sakuya Voss"], ["Sakuya Lind"]), "it's a name of somebody else too"),
        (listing(*often("Sakura Voss"), ["Sakura Vess"]), "too short to tell"),
    ],
)
def test_on_doubt_they_stay_apart(cards: list[Card], why: str):
    found = gather_characters(cards)
    assert len(found) >= 2, why


def test_a_misspelling_of_two_is_nobodys():
    cards = listing(*often("Marina Voss"), *often("Marisa Voss"), ["Marila Voss"])
    assert len(people(cards)) == 3


NAMES = st.sampled_from(
    [
        *("Yuki Mori", "Mori Yuki", "Yuuki Mori", "Yūki Mori", "Yuki", "Yuuki", "Mori"),
        *("Shikamaru Nara", "Shikamru Nara", "Nara Shikamaru", "Shikamaru", "Nara"),
        *("Keigo Takami | Hawks", "Hawks", "Keigo Takami", "Hawks | Yuki Mori", "Lady Hawks"),
    ]
)
FANDOMS = st.sampled_from(["Naruto", "Snow", "Naruto Shippuden", ("Naruto", "Snow"), "", "Veldt"])
LISTS = st.lists(st.tuples(st.lists(NAMES, min_size=1, max_size=4, unique=True), FANDOMS), min_size=1, max_size=14)


@settings(max_examples=examples(300), deadline=None)
@given(lists=LISTS, seed=st.integers(0, 1000))
def test_the_order_of_the_cards_says_nothing(lists, seed):
    cards = listing(*((names, fandom) for names, fandom in lists))
    shuffled = Random(seed).sample(cards, len(cards))
    assert people(shuffled) == people(cards)
    assert sorted(one.key for one in gather_characters(shuffled)) == sorted(one.key for one in gather_characters(cards))


def entries(one: Entity) -> dict[int, set[tuple[str, ...]]]:
    """The full names, as plain words in order, that each story gives a person."""
    found: dict[int, set[tuple[str, ...]]] = {}
    for mention in one.mentions:
        if len(mention.parts) > 1:
            found.setdefault(mention.card_id, set()).add(tuple(sorted(mention.parts)))
    return found


@settings(max_examples=examples(300), deadline=None)
@given(lists=LISTS)
def test_nobody_is_two_people_of_one_list(lists):
    """Two full names of one list are one person only in another order, or if an entry says that they are."""
    cards = listing(*((names, fandom) for names, fandom in lists))
    keys = [one.key for one in gather_characters(cards)]
    assert len(keys) == len(set(keys))
    for one in gather_characters(cards):
        for card_id, names in entries(one).items():
            listed = [fact.value for fact in cards[card_id - 1].characters]
            said = [value for value in listed if "|" in value]
            assert len(names) <= 1 + len(said), (one.key, names, listed)


@settings(max_examples=examples(200), deadline=None)
@given(lists=LISTS)
def test_nobody_is_lost(lists):
    cards = listing(*((names, fandom) for names, fandom in lists))
    named = {
        (one.id, romanise(" ".join(name_parts(fact.value.split("|")[0])))) for one in cards for fact in one.characters
    }
    held = {(m.card_id, romanise(" ".join(m.parts))) for one in gather_characters(cards) for m in one.mentions}
    assert named <= held


def many(number: int) -> list[Card]:
    """Synthetic cards: a few thousand people in a hundred fandoms, in several spellings, some misspelt."""
    random = Random(number)
    sounds = ("ka", "shi", "mo", "tsu", "ra", "chi", "no", "ryuu", "ha", "jo", "ne", "mi", "sou", "ta", "ke")
    names = [["".join(random.choices(sounds, k=random.randint(2, 4))) for _ in range(2)] for _ in range(4_000)]
    cards: list[Card] = []
    for n in range(number):
        fandom = random.randrange(100)
        cast = [names[(fandom * 40 + int(random.paretovariate(0.8))) % len(names)] for _ in range(random.randint(1, 8))]
        cards.append(card(n, f"Story {n}", [_spelt(one, random) for one in cast], f"Fandom {fandom}"))
    return cards


def _spelt(name: list[str], random: Random) -> str:
    way = random.random()
    if way < 0.1:
        return name[0]
    text = " ".join(reversed(name) if way < 0.3 else name)
    return text.replace("ou", "o") if way < 0.4 else text.replace("ra", "r", 1) if way < 0.42 else text


@pytest.mark.slow
def test_gathering_takes_time_in_proportion():
    """Twice as many cards take about twice as long: 20,000 within seconds."""
    seconds: list[float] = []
    for number in (10_000, 20_000):
        cards = many(number)
        started = time.perf_counter()
        gather_characters(cards)
        seconds.append(time.perf_counter() - started)
    assert seconds[1] < 4 * seconds[0]
    assert seconds[1] < 30
