"""What to read next."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.story import Card, Fact, Rating, Status, values
from bot.recommend.recommender import Recommendation, Recommender, Wish
from bot.recommend.wish import Act
from bot.search.index import Kind
from tests.recommend.truth import untrue
from tests.search.cards import anything, card, index_of, open_only
from tests.support.examples import examples

LIBRARY = [
    card(1, "Clouds", ["Shikamaru Nara", "Temari"], tags=["slow days"], author="A", keywords=["ferry", "bread"]),
    card(
        2, "Wind", ["Nara Shikamaru", "Temari"], tags=["Slow Days", "letters"], author="B", keywords=["ferry", "bread"]
    ),
    card(3, "Shogi", ["Shikamaru", "Asuma Sarutobi"], tags=["grief"], author="C", rating=Rating.TEEN),
    card(4, "Lunch", ["Chouji Akimichi"], tags=["food"], author="D", status=Status.IN_PROGRESS, words=30_000),
    card(5, "Jump", ["Hinata Shoyo"], "Haikyuu!!", tags=["slow days"], author="E"),
    card(6, "Spike", ["Shouyou Hinata", "Tobio Kageyama"], "Haikyuu!!", tags=["letters"], author="F", words=700),
    card(7, "Owl", ["Harry Potter"], "Harry Potter", tags=["school"], author="G"),
    card(8, "Nothing In Common", [], "", author="H", rating=Rating.NOT_RATED, words=0, status=None),
    card(9, "Dunes", ["Temari", "Gaara"], relationships=["Temari & Gaara"], author="A", series="Sand"),
    card(10, "More Dunes", ["Gaara"], relationships=["Gaara & Temari"], author="I", series="Sand"),
]


def recommender_of(cards) -> Recommender:
    recommender = Recommender()
    recommender.apply(cards)
    recommender.prepare()
    return recommender


def numbers(found: list[Recommendation]) -> list[int]:
    return [one.card.id for one in found]


def key_of(kind: Kind, typed: str, cards=LIBRARY) -> str:
    key = index_of(cards).resolve(kind, typed, anything).key
    assert key
    return key


def test_the_story_that_shares_most_comes_first():
    found = recommender_of(LIBRARY).recommend(Wish(like=(1,)), anything)
    assert numbers(found)[0] == 2
    assert found[0].reasons[0] in {"shares Nara Shikamaru and Temari", "shares Temari and Nara Shikamaru"}
    assert found[0].score == max(one.score for one in found)


def test_names_are_one_in_every_spelling():
    found = {one.card.id: one for one in recommender_of(LIBRARY).recommend(Wish(like=(5,)), anything, limit=10)}
    assert "shares Shouyou Hinata" in found[6].reasons


def test_never_itself_nor_a_copy_of_it():
    copy = card(11, "clouds", ["Shikamaru Nara", "Temari"], author="a")
    found = recommender_of([*LIBRARY, copy]).recommend(Wish(like=(1,)), anything, limit=50)
    assert not {1, 11} & set(numbers(found))


def test_never_any_of_several_liked():
    found = recommender_of(LIBRARY).recommend(Wish(like=(1, 5, 7)), anything, limit=50)
    assert not {1, 5, 7} & set(numbers(found))


def test_several_liked_are_all_heard():
    found = {one.card.id: one for one in recommender_of(LIBRARY).recommend(Wish(like=(1, 5)), anything, limit=4)}
    assert {2, 6} <= set(found)
    assert found[2].reasons[0] == "closest to “Clouds”"
    assert found[6].reasons[0] == "closest to “Jump”"


def test_liking_the_same_story_twice_is_liking_it():
    recommender = recommender_of(LIBRARY)
    assert recommender.recommend(Wish(like=(1, 1)), anything) == recommender.recommend(Wish(like=(1,)), anything)


def test_a_story_that_shares_nothing_telling_is_no_recommendation():
    """Half a library shares its length, rating and warnings."""
    found = recommender_of(
        [
            card(1, "A", ["Temari"], warnings=["Storms"]),
            card(2, "B", ["Harry"], "Harry Potter", author="Z", warnings=["Storms"]),
        ]
    ).recommend(Wish(like=(1,)), anything)
    assert found == []


def test_an_unrated_story_is_not_like_another_for_that():
    cards = [card(n, f"Story {n}", ["Temari"], rating=Rating.NOT_RATED, author=f"{n}") for n in (1, 2)]
    assert not any(
        "rated" in reason
        for one in recommender_of(cards).recommend(Wish(like=(1,)), anything)
        for reason in one.reasons
    )


def test_with_a_character():
    found = recommender_of(LIBRARY).recommend(Wish(character_keys=(key_of(Kind.CHARACTER, "Shikamaru"),)), anything)
    assert set(numbers(found)) == {1, 2, 3}
    assert {one.card.id: one.reasons[0] for one in found} == {
        1: "has Shikamaru Nara",
        2: "has Nara Shikamaru",
        3: "has Shikamaru",
    }
    assert found[0].reasons[1].startswith("a complete short story: ")


def test_with_several_characters():
    keys = (key_of(Kind.CHARACTER, "Shikamaru"), key_of(Kind.CHARACTER, "Temari"))
    assert set(numbers(recommender_of(LIBRARY).recommend(Wish(character_keys=keys), anything))) == {1, 2}


def test_with_a_fandom():
    wish = Wish(fandom_key=key_of(Kind.FANDOM, "haikyu"))
    found = recommender_of(LIBRARY).recommend(wish, anything)
    assert set(numbers(found)) == {5, 6}
    assert {one.reasons[0] for one in found} == {"set in Haikyuu!!"}


def test_like_a_story_but_with_a_character():
    wish = Wish(like=(2,), character_keys=(key_of(Kind.CHARACTER, "Asuma"),))
    assert numbers(recommender_of(LIBRARY).recommend(wish, anything)) == [3]


def test_a_character_that_no_story_has():
    assert recommender_of(LIBRARY).recommend(Wish(character_keys=("quillon",)), anything) == []


def test_something_to_start_with_is_finished_and_short():
    found = recommender_of(LIBRARY).recommend(Wish(), anything, limit=3)
    for one in found:
        assert one.card.status == Fact(Status.COMPLETE)
        assert one.card.words < 5_000
        assert one.reasons[0].startswith("a complete")
    assert len({values(one.card.fandoms) for one in found}) == 3, "from different fandoms"


def test_the_reason_to_start_with_a_story_in_full():
    one = recommender_of([LIBRARY[0]]).recommend(Wish(), anything)[0]
    assert one.reasons == ("a complete short story to start with: General, 2,000 words, Naruto",)
    one = recommender_of([replace(LIBRARY[0], words=1)]).recommend(Wish(), anything)[0]
    assert one.reasons == ("a complete very short story to start with: General, 1 word, Naruto",)
    one = recommender_of([LIBRARY[7]]).recommend(Wish(), anything)[0]
    assert one.reasons == ("a story to start with: Not Rated",)


def test_no_more_than_asked_for():
    recommender = recommender_of(LIBRARY)
    for limit in range(12):
        assert len(recommender.recommend(Wish(), anything, limit=limit)) == min(limit, len(LIBRARY))


def test_an_empty_library():
    recommender = Recommender()
    assert recommender.recommend(Wish(), anything) == []
    assert recommender.recommend(Wish(like=(1,), character_keys=("x",), fandom_key="y"), anything) == []


def test_what_was_seen_comes_only_after_all_else():
    recommender = recommender_of(LIBRARY)
    everything = numbers(recommender.recommend(Wish(), anything, limit=50))
    seen = frozenset(everything[:4])
    again = numbers(recommender.recommend(Wish(), anything, seen=seen, limit=50))
    assert set(again[:-4]).isdisjoint(seen)
    assert set(again[-4:]) == seen


def test_drawing_again_and_again_repeats_nothing_until_all_were_seen():
    recommender = recommender_of(LIBRARY)
    seen: set[int] = set()
    for _ in range(len(LIBRARY)):
        found = recommender.recommend(Wish(), anything, seen=seen, limit=1)
        assert not seen & set(numbers(found))
        seen.update(numbers(found))
    assert seen == {one.id for one in LIBRARY}


def test_a_list_is_varied():
    """Not five stories of one series by one author, although they come nearest."""
    series = [card(n, f"Part {n}", ["Temari"], series="Sand", author="A", tags=["dunes"]) for n in range(1, 10)]
    others = [card(n, f"Other {n}", ["Temari"], author=f"Author {n}", tags=["dunes"]) for n in range(10, 13)]
    found = recommender_of([*series, *others]).recommend(Wish(like=(1,)), anything, limit=5)
    assert Counter(values(one.card.authors)[0] for one in found)["A"] <= 3
    assert len(found) == 5


def test_an_author_with_many_stories_fills_no_list():
    cards = [card(n, f"Story {n}", ["Temari"], author="A" if n < 20 else f"Author {n}") for n in range(1, 30)]
    for wish in (Wish(), Wish(like=(25,)), Wish(fandom_key="naruto")):
        found = recommender_of(cards).recommend(wish, anything, limit=10)
        assert len(found) == 10
        assert sum(one.card.byline == "A" for one in found) <= 3


def test_ties_are_drawn():
    cards = [card(n, f"Story {n}", author=f"Author {n}") for n in range(1, 40)]
    recommender = recommender_of(cards)
    draws = {tuple(numbers(recommender.recommend(Wish(), anything, rng=Random(seed)))) for seed in range(8)}
    assert len(draws) > 1
    once = recommender.recommend(Wish(), anything, rng=Random(3))
    assert once == recommender.recommend(Wish(), anything, rng=Random(3))


def test_the_gate_is_asked():
    hidden = replace(LIBRARY[1], rating=Fact(Rating.MATURE))
    recommender = recommender_of([LIBRARY[0], hidden, *LIBRARY[2:]])
    for wish in (Wish(), Wish(like=(1,)), Wish(character_keys=(key_of(Kind.CHARACTER, "Temari"),))):
        assert not {2, 8} & set(numbers(recommender.recommend(wish, open_only, limit=50)))


def test_a_liked_story_that_is_hidden_is_not_named():
    hidden = replace(LIBRARY[0], rating=Fact(Rating.MATURE), title=Fact("Forbidden Orchard"))
    found = recommender_of([hidden, *LIBRARY[1:]]).recommend(Wish(like=(1, 5)), open_only, limit=50)
    assert not any("Orchard" in reason for one in found for reason in one.reasons)


def test_added_changed_and_dropped():
    recommender = recommender_of(LIBRARY[:2])
    assert numbers(recommender.recommend(Wish(like=(1,)), anything)) == [2]
    recommender.apply([LIBRARY[2]], [2])
    assert numbers(recommender.recommend(Wish(like=(1,)), anything)) == [3]
    recommender.apply([card(3, "Changed", ["Gaara"], "Elsewhere", author="C")])
    assert recommender.recommend(Wish(like=(1,)), anything) == []


WORDS = [
    "Temari",
    "Gaara",
    "Nara Shikamaru",
    "Shikamaru Nara",
    "Shikamaru",
    "Yuki",
    "Yuuki",
    'Ed "Al" Oak',
    "A | Gaara",
]
TAGS = ["slow days", "Slow Days!", "letters", "grief"]
PAIRS = ["Temari/Gaara", "Gaara/Temari", "Temari & Gaara", "/", "Yuki"]
FANDOMS = ["Naruto", "NARUTO (Anime)", "ナルト | Naruto", "Haikyuu!!", "Haikyū"]


def some(texts: list[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(texts), max_size=most)


CARDS = st.lists(
    st.builds(
        card,
        number=st.just(0),
        title=st.sampled_from(["Rain", "rain!", "Snow", "Storm", "Wind"]),
        characters=some(WORDS, 3),
        fandom=some(FANDOMS),
        author=some(["A", "B", "a"]),
        rating=st.sampled_from(list(Rating)),
        status=st.sampled_from([None, *Status]),
        tags=some(TAGS),
        relationships=some(PAIRS),
        warnings=some(["Storms", "No Archive Warnings Apply", "Choose Not To Use Archive Warnings", "None", "n/a"]),
        series=st.sampled_from(["", "Sand", "sand"]),
        words=st.sampled_from([0, 1, 999, 1_000, 4_999, 30_000, 200_000]),
        keywords=some(["ferry", "bread", "rope"], 3),
    ),
    min_size=1,
    max_size=8,
).map(lambda cards: [replace(one, id=number) for number, one in enumerate(cards, 1)])


@settings(max_examples=examples(300), deadline=None)
@given(cards=CARDS, like=st.sets(st.integers(1, 8), max_size=3), data=st.data())
def test_every_reason_is_true_of_the_story(cards: list[Card], like: set[int], data: st.DataObject):
    recommender = recommender_of(cards)
    by_id = {one.id: one for one in cards}
    liked = [by_id[number] for number in sorted(like) if number in by_id]
    index = index_of(cards)
    offered = index.suggest(Kind.CHARACTER, "", anything)
    name = data.draw(st.sampled_from([suggestion.label for suggestion in offered] or [""]))
    key = index.resolve(Kind.CHARACTER, name, anything).key
    moods = tuple(data.draw(st.lists(st.sampled_from([*TAGS, "ferry", "rain", "nothing"]), max_size=2)))
    for wish in (
        Wish(like=tuple(like)),
        Wish(like=tuple(like), character_keys=(key,) if key else ()),
        Wish(like=tuple(like), moods=moods),
        Wish(),
    ):
        found = recommender.recommend(wish, anything, limit=20)
        assert len(set(numbers(found))) == len(found)
        assert not set(numbers(found)) & set(wish.like)
        for one in found:
            assert one.card is by_id[one.card.id]
            assert one.reasons
            assert not [reason for reason in one.reasons if untrue(reason, one.card, liked if wish.like else [])]


@pytest.mark.parametrize(
    "reason",
    [
        "has Quillon",
        "shares Temari and Quillon",
        "shares Gaara",
        "set in Haikyuu!!",
        "also tagged “letters”",
        "also by B",
        "both dwell on rope",
        "also rated Teen",
        "also under 1,000 words",
        "same series, Sand",
        "closest to “Rain”",
        "a complete long story: General, 2,000 words",
        "an unfinished short story: General, 2,000 words",
        "a complete short story to start with: General, 2,000 words, Haikyuu!!",
        "most people like it",
        "as you wished: “storms”",
    ],
)
def test_the_second_reading_sees_what_is_untrue(reason):
    assert untrue(reason, LIBRARY[0], [LIBRARY[1]])


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_loading_does_not_matter(seed):
    shuffled = list(LIBRARY)
    Random(seed).shuffle(shuffled)
    for wish in (Wish(), Wish(like=(1,)), Wish(like=(1, 9))):
        expected = recommender_of(LIBRARY).recommend(wish, anything)
        assert recommender_of(shuffled).recommend(wish, anything) == expected


def test_a_readers_taste_is_known_at_once_and_forgotten_at_once():
    recommender = recommender_of(LIBRARY)
    recommender.note(7, {1: Act.LIKED, 3: Act.DROPPED})
    mine = recommender.recommend(Wish(readers=(7,)), anything, limit=50)
    assert numbers(mine)[0] == 2
    assert not {1, 3} & set(numbers(mine)), "nothing that the reader has an act for"
    recommender.note(7, {})
    assert not recommender.popularity()
    assert recommender.recommend(Wish(readers=(7,)), anything) == recommender_of(LIBRARY).recommend(Wish(), anything)
