"""Recommendations: never the story itself, no repeats in a channel while there are others, then the longest ago."""

import asyncio
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from bot.errors import NotFoundError, NothingEligibleError
from bot.library.answers import RecommendWish
from bot.library.library import Library
from bot.library.place import Place
from tests.library.stories import ANYBODY, OPEN, RESTRICTED, Folder

NOTHING = RecommendWish()
STORIES = 12


@pytest.fixture
async def shelf(library: Library, folder: Folder) -> Library:
    """Twelve stories by as many authors, the even ones with Hana Mori; and one for an age-restricted channel."""
    for number in range(STORIES):
        people = "Hana Mori" if number % 2 == 0 else "Odo Lind"
        folder.write(
            f"{number:02}.txt",
            f"Evening {number}",
            Author=f"Author {number}",
            Characters=people,
            Fandom="Roads",
            Tags=f"tag {number % 4}",
        )
    folder.write("night.txt", "The Night", Rating="Explicit", Characters="Hana Mori", Fandom="Roads")
    await library.load()
    return library


async def titles(library: Library, wish: RecommendWish, limit: int = 5, place: Place = OPEN) -> list[str]:
    found = await library.recommend(wish, place, ANYBODY, limit)
    return [one.card.title.value for one in found.items]


async def test_no_repeats_while_there_are_others(shelf: Library) -> None:
    first, second = await titles(shelf, NOTHING), await titles(shelf, NOTHING)
    assert len({*first, *second}) == 10
    third = await shelf.recommend(NOTHING, OPEN, ANYBODY)
    new = [one.card.title.value for one in third.items]
    assert set(new[:2]).isdisjoint([*first, *second])
    assert third.repeats
    assert set(new[2:]) <= {*first, *second}


async def test_what_was_longest_ago_comes_again_first(shelf: Library) -> None:
    """Over many rounds every story has its turn, none far more often than another."""
    shown = [title for _ in range(16) for title in await titles(shelf, NOTHING, 3)]
    times = Counter(shown)
    assert len(times) == STORIES
    assert max(times.values()) - min(times.values()) <= 3
    for start in range(len(shown) - 6):
        assert len(set(shown[start : start + 6])) == 6


async def test_one_wish_running_out_leaves_the_others_alone(shelf: Library) -> None:
    rest = await titles(shelf, RecommendWish(character="Odo Lind"), 3)
    for _ in range(4):
        await titles(shelf, RecommendWish(character="Hana Mori"), 3)
    again = await shelf.recommend(RecommendWish(character="Odo Lind"), OPEN, ANYBODY, 3)
    assert not again.repeats
    assert {one.card.title.value for one in again.items}.isdisjoint(rest)


async def test_never_the_story_itself(shelf: Library) -> None:
    for _ in range(4):
        found = await shelf.recommend(RecommendWish(like=("Evening 3",)), OPEN, ANYBODY, 10)
        assert "Evening 3" not in [one.card.title.value for one in found.items]
        assert found.basis == 'stories like "Evening 3"'
        assert found.understood[0].names == ("Evening 3",)
        assert all(one.reasons for one in found.items)


async def test_by_character_and_fandom(shelf: Library) -> None:
    found = await shelf.recommend(RecommendWish(character="mori hana", fandom="Roads"), OPEN, ANYBODY, 10)
    assert {one.card.title.value for one in found.items} == {f"Evening {number}" for number in range(0, STORIES, 2)}
    assert found.basis == 'with the character "Hana Mori", in the fandom "Roads"'


async def test_a_character_and_a_fandom_of_one_name(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay", Characters="Naruto", Fandom="Naruto (Series)")
    folder.write("b.txt", "The Bridge", Characters="Naruto", Fandom="Naruto (Series)")
    await library.load()
    name = "Naruto"
    found = await library.recommend(RecommendWish(character=name, fandom=name), OPEN, ANYBODY)
    assert found.basis == 'with the character "Naruto", in the fandom "Naruto (Series)"'


async def test_something_to_start_with(shelf: Library) -> None:
    found = await shelf.recommend(NOTHING, OPEN, ANYBODY, 3)
    assert found.basis == "something to start with"
    assert len(found.items) == 3


async def test_without_a_channel_nothing_is_noted(shelf: Library) -> None:
    place = Place()
    first = await shelf.recommend(NOTHING, place, ANYBODY, rng=Random(1))
    again = await shelf.recommend(NOTHING, place, ANYBODY, rng=Random(1))
    assert first == again
    assert not again.repeats


async def test_channels_do_not_know_of_each_other(shelf: Library) -> None:
    await titles(shelf, NOTHING, STORIES)
    found = await shelf.recommend(NOTHING, replace(OPEN, channel_id=99), ANYBODY, STORIES)
    assert not found.repeats


async def test_asked_for_at_once(shelf: Library) -> None:
    both = await asyncio.gather(titles(shelf, NOTHING), titles(shelf, NOTHING))
    assert len({title for found in both for title in found}) == 10


async def test_only_what_may_be_shown_here(shelf: Library) -> None:
    assert "The Night" not in await titles(shelf, NOTHING, 50)
    assert "The Night" in await titles(shelf, NOTHING, 50, RESTRICTED)


async def test_nothing_to_recommend(library: Library, folder: Folder) -> None:
    with pytest.raises(NothingEligibleError, match="no stories that can be shown here"):
        await library.recommend(NOTHING, OPEN, ANYBODY)
    folder.write("a.txt", "The Quay")
    await library.load()
    with pytest.raises(NothingEligibleError, match="There is nothing else to recommend") as caught:
        await library.recommend(RecommendWish(like=("The Quay",)), OPEN, ANYBODY)
    assert caught.value.removed == (("leaving out what it starts from", 1),)
    with pytest.raises(NotFoundError):
        await library.recommend(RecommendWish(like=("Nothing Like It",)), OPEN, ANYBODY)


async def test_it_outlives_a_restart(shelf: Library) -> None:
    first = await titles(shelf, NOTHING)
    await shelf.close()
    await shelf.start()
    assert set(first).isdisjoint(await titles(shelf, NOTHING))
