"""Excerpts: a story first, then a passage of it; nothing twice in a channel until there is nothing else."""

import asyncio
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from bot.corpus.story import Rating
from bot.errors import NotFoundError, NothingEligibleError, NotShownError, TextNotSharedError
from bot.library.answers import ExcerptWish
from bot.library.library import Library
from bot.library.place import Place, Reader
from tests.library.stories import ANYBODY, OPEN, RESTRICTED, Folder, prose, settings_for, text_of

ANYTHING = ExcerptWish()
OTHER_CHANNEL = replace(OPEN, channel_id=99)
NO_CHANNEL = Place()


@pytest.fixture
async def harbor(library: Library, folder: Folder) -> Library:
    """A long story, a short one, one for an age-restricted channel, and one that only has a card."""
    folder.write("long.txt", "The Long Way", prose("the way", 14), Fandom="Roads", Characters="Hana Mori, Odo Lind")
    folder.write("short.txt", "The Quay", prose("the quay", 3), Fandom="The Quiet Harbor")
    folder.write("night.txt", "The Night", prose("the night", 3), Rating="Mature", Fandom="The Quiet Harbor")
    folder.write("locked.txt", "The Locked House", Characters="Ben Adler", Fandom="Roads")
    folder.put("corpus.toml", '[file."locked.txt"]\npermission = "card only"\n')
    await library.load()
    return library


async def passages(library: Library, wish: ExcerptWish = ANYTHING, place: Place = OPEN, times: int = 1) -> list[int]:
    return [(await library.excerpt(wish, place, ANYBODY)).passage_id for _ in range(times)]


async def how_many(library: Library, wish: ExcerptWish = ANYTHING, place: Place = OPEN) -> int:
    """Passages that a channel of its own is shown before one comes again."""
    seen: list[int] = []
    while len(set(seen)) == len(seen):
        seen += await passages(library, wish, replace(place, channel_id=(place.channel_id or 0) + 12345))
    return len(set(seen))


async def test_none_twice_until_all_were_shown_and_then_again(harbor: Library) -> None:
    everything = await how_many(harbor)
    assert everything > 5
    drawn = await passages(harbor, times=3 * everything)
    rounds = [drawn[start : start + everything] for start in range(0, len(drawn), everything)]
    assert {len(set(one)) for one in rounds} == {everything}
    assert len(set(map(tuple, rounds))) > 1, "in another order, at least once"


async def test_what_was_last_does_not_come_first_again(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay", prose("lamps", 4))
    await library.load()
    drawn = await passages(library, times=15)
    assert len(set(drawn)) >= 2
    assert all(one != following for one, following in pairwise(drawn))


async def test_a_single_passage_comes_every_time(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay", prose("lamps", 1))
    await library.load()
    assert len(set(await passages(library, times=4))) == 1


async def test_channels_do_not_know_of_each_other(harbor: Library) -> None:
    everything = await how_many(harbor)
    here = await passages(harbor, times=everything)
    there = await passages(harbor, place=OTHER_CHANNEL, times=everything)
    assert set(here) == set(there)
    assert len(set(here)) == everything


async def test_stories_are_as_likely_as_each_other_however_long(harbor: Library) -> None:
    """Without a channel nothing is noted, so each draw is a first one: 60 of two stories."""
    titles = Counter([(await harbor.excerpt(ANYTHING, NO_CHANNEL, ANYBODY)).card.title.value for _ in range(60)])
    assert set(titles) == {"The Long Way", "The Quay"}
    assert min(titles.values()) > 10


async def test_a_seed_gives_the_same_draws(harbor: Library) -> None:
    async def draw(seed: int) -> list[int]:
        rng = Random(seed)
        return [(await harbor.excerpt(ANYTHING, NO_CHANNEL, ANYBODY, rng=rng)).passage_id for _ in range(12)]

    assert await draw(1) == await draw(1)
    assert await draw(1) != await draw(2)


async def test_by_story(harbor: Library) -> None:
    for typed in ("The Quay", "the quay", "The Qay"):
        assert (await harbor.excerpt(ExcerptWish(story=typed), OPEN, ANYBODY)).card.title.value == "The Quay"
    number = (await harbor.story("The Long Way", OPEN, ANYBODY)).id
    assert (await harbor.excerpt(ExcerptWish(story=f"#{number}"), OPEN, ANYBODY)).card.title.value == "The Long Way"


async def test_by_character_and_fandom(harbor: Library) -> None:
    for wish in (
        ExcerptWish(character="Mori Hana"),
        ExcerptWish(fandom="roads"),
        ExcerptWish(character="Hana Mori", fandom="Roads"),
    ):
        drawn = [await harbor.excerpt(wish, OPEN, ANYBODY) for _ in range(4)]
        assert {one.card.title.value for one in drawn} == {"The Long Way"}


async def test_a_wish_runs_out_by_itself(harbor: Library) -> None:
    """When the quay's passages are used up they come again, and the other stories' are still to come."""
    wish = ExcerptWish(story="The Quay")
    few = await how_many(harbor, wish)
    drawn = await passages(harbor, wish, times=2 * few)
    assert len(set(drawn)) == few
    others = await passages(harbor, ExcerptWish(story="The Long Way"), times=3)
    again = await passages(harbor, wish, times=few)
    assert set(again) == set(drawn)
    rest = await how_many(harbor) - few - len(others)
    fresh = await passages(harbor, times=rest)
    assert set(fresh).isdisjoint(others)


async def test_only_what_may_be_shown_here(harbor: Library) -> None:
    here, there = await how_many(harbor), await how_many(harbor, place=RESTRICTED)
    titles = {(await harbor.excerpt(ANYTHING, OPEN, ANYBODY)).card.title.value for _ in range(here)}
    assert titles == {"The Long Way", "The Quay"}
    titles = {(await harbor.excerpt(ANYTHING, RESTRICTED, ANYBODY)).card.title.value for _ in range(there)}
    assert titles == {"The Long Way", "The Quay", "The Night"}


async def test_nothing_fits_and_what_left_out_how_many(harbor: Library) -> None:
    with pytest.raises(NothingEligibleError) as caught:
        await harbor.excerpt(ExcerptWish(character="Ben Adler"), OPEN, ANYBODY)
    assert caught.value.sentence.startswith("No excerpt fits. Of 3 stories here: character Ben Adler leaves out 2 and ")
    assert caught.value.removed[-1] == ("text that isn't shared", 1)
    assert sum(count for _, count in caught.value.removed) == 3
    with pytest.raises(NothingEligibleError):
        await harbor.excerpt(ExcerptWish(story="The Quay", character="Hana Mori"), OPEN, ANYBODY)
    with pytest.raises(TextNotSharedError):
        await harbor.excerpt(ExcerptWish(story="The Locked House"), OPEN, ANYBODY)
    with pytest.raises(NotFoundError):
        await harbor.excerpt(ExcerptWish(story="Nothing Like It"), OPEN, ANYBODY)


async def test_an_empty_library(library: Library) -> None:
    with pytest.raises(NothingEligibleError, match="There are no stories that can be shown here yet"):
        await library.excerpt(ANYTHING, OPEN, ANYBODY)


async def test_draws_at_once_are_different(harbor: Library) -> None:
    drawn = await asyncio.gather(*(harbor.excerpt(ANYTHING, OPEN, ANYBODY) for _ in range(5)))
    assert len({one.passage_id for one in drawn}) == 5


async def test_two_libraries_share_what_a_channel_has_seen(harbor: Library, address: str, folder: Folder) -> None:
    everything = await how_many(harbor)
    async with Library(settings_for(address, folder)) as other:
        drawn = [await (harbor, other)[turn % 2].excerpt(ANYTHING, OPEN, ANYBODY) for turn in range(everything)]
    assert len({one.passage_id for one in drawn}) == everything


async def test_the_page_is_where_the_passage_begins(harbor: Library) -> None:
    for _ in range(await how_many(harbor)):
        one = await harbor.excerpt(ANYTHING, OPEN, ANYBODY)
        assert one.page is not None
        page = await harbor.page(one.card.id, one.page, OPEN, ANYBODY)
        assert " ".join(one.plain.split())[:60] in " ".join(page.markdown.split())
        assert (one.chapter, one.chapter_title) == (page.chapter, page.chapter_title)


async def test_a_passage_by_its_id(harbor: Library) -> None:
    drawn = await harbor.excerpt(ANYTHING, OPEN, ANYBODY)
    assert await harbor.passage(drawn.passage_id, OTHER_CHANNEL, ANYBODY) == drawn
    with pytest.raises(NotShownError):
        await harbor.passage(10**9, OPEN, ANYBODY)
    (secret,) = await passages(harbor, ExcerptWish(story="The Night"), RESTRICTED)
    assert (await harbor.passage(secret, RESTRICTED, ANYBODY)).card.rating.value is Rating.MATURE
    with pytest.raises(NotShownError):
        await harbor.passage(secret, OPEN, ANYBODY)


async def test_excerpts_only_have_no_page_to_read_on(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    folder.put("corpus.toml", '[all]\npermission = "excerpts only"\n')
    await library.load()
    drawn = await library.excerpt(ANYTHING, OPEN, ANYBODY)
    assert drawn.page is None
    with pytest.raises(TextNotSharedError, match="shares excerpts"):
        await library.page(drawn.card.id, 1, OPEN, ANYBODY)
    with pytest.raises(TextNotSharedError, match="shares excerpts"):
        await library.contents(drawn.card.id, OPEN, ANYBODY)
    folder.put("corpus.toml", '[all]\npermission = "card only"\n')
    await library.load()
    with pytest.raises(TextNotSharedError, match="isn't shared here"):
        await library.passage(drawn.passage_id, OPEN, ANYBODY)
    with pytest.raises(TextNotSharedError, match="isn't shared here"):
        await library.page(drawn.card.id, 1, OPEN, ANYBODY)
    assert (await library.card(drawn.card.id, OPEN, Reader())).title.value == "The Quay"


async def test_passages_that_are_gone_make_room_for_new_ones(library: Library, folder: Folder) -> None:
    """A rewritten story has passages to show again, also in a channel that had seen all the old ones."""
    folder.write("quay.txt", "The Quay", prose("lamps", 8))
    await library.load()
    old = set(await passages(library, times=await how_many(library)))
    folder.write("quay.txt", "The Quay", prose("oars", 8))
    await library.load()
    new = await passages(library, times=await how_many(library))
    assert len(set(new)) == len(new)
    assert old.isdisjoint(new)


async def test_excerpts_together_are_the_text(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay", prose("lamps", 9))
    await library.load()
    drawn = [await library.excerpt(ANYTHING, OPEN, ANYBODY) for _ in range(await how_many(library))]
    text = " ".join((await text_of(library, drawn[0].card.id)).split())
    assert all(" ".join(one.plain.split()) in text for one in drawn)
    assert sum(len(" ".join(one.plain.split())) + 1 for one in drawn) == len(text) + 1
