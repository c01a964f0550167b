"""What is to be posted in a review channel: each item once, brought up to date, never named where it mustn't be."""

import pytest
from sqlalchemy import update

from bot.corpus.story import Rating, State
from bot.library.actor import Actor
from bot.library.library import Library
from bot.library.place import Place
from bot.library.review.items import Item, ItemKind, ItemState, ReportKind
from bot.library.review.posting import HELD_POSTED
from bot.library.store import announce
from bot.library.tables import StoryRow
from tests.library.moderation import (
    GUILD,
    HERE,
    MODERATOR,
    RESTRICTED,
    STRANGER,
    THERE,
    add,
    add_one,
    held,
    story,
)

OPEN_CHANNEL = Place(GUILD, 500)
CHANNEL = Place(GUILD, 500, restricted=True)
ANOTHER = Place(GUILD, 501, restricted=True)


async def post(library: Library, place: Place = CHANNEL) -> list[Item]:
    """What the poster does: all that is to be posted there, noted as posted."""
    await library.review.sync(GUILD, curator=False)
    items = await library.review.to_post(place)
    for item in items:
        here = item.message_id is not None and item.channel_id == place.channel_id
        await library.review.posted(item, place.channel_id or 0, (item.message_id if here else None) or 1000 + item.id)
    return items


async def report(library: Library, user_id: int, story_id: int) -> None:
    await library.review.report(Actor(user_id, GUILD), story_id, ReportKind.BROKEN, "", HERE)


async def set_story(library: Library, story_id: int, **values: object) -> None:
    async with library._back.database.write() as connection:
        await connection.execute(update(StoryRow).where(StoryRow.id == story_id).values(values))
        await announce(connection, [story_id])
    await library._back.catch_up()


async def test_each_item_once(library: Library) -> None:
    await add_one(library, held())
    quay = await add_one(library, story("The Quay"))
    await report(library, 1, quay)
    ferry_item, quay_item = sorted(await post(library), key=lambda item: item.kind)
    assert (ferry_item.title, quay_item.title) == ("The Ferry", "The Quay")
    assert (ferry_item.message_id, ferry_item.shown) == (None, "")
    assert await post(library) == []
    await library.close()
    await library.start()
    assert await post(library) == []


async def test_one_that_was_sent_but_not_noted_comes_again_with_the_same_number(library: Library) -> None:
    await add_one(library, held())
    await library.review.sync(GUILD, curator=False)
    (first,) = await library.review.to_post(CHANNEL)
    await library.close()
    await library.start()
    (again,) = await library.review.to_post(CHANNEL)
    assert again == first


async def test_a_decision_and_each_report_bring_the_message_up_to_date(library: Library) -> None:
    quay = await add_one(library, story("The Quay"))
    await report(library, 1, quay)
    (item,) = await post(library)
    await report(library, 2, quay)
    (item,) = await post(library)
    assert (item.message_id, len(item.reports), item.state) == (1000 + item.id, 2, ItemState.OPEN)
    await library.review.dismiss_reports(MODERATOR, item.id, HERE)
    (item,) = await post(library)
    assert (item.message_id, item.state, item.decided_by) == (1000 + item.id, ItemState.DECLINED, MODERATOR.user_id)
    assert await post(library) == []


async def test_what_was_decided_before_it_was_posted_is_not_posted(library: Library) -> None:
    ferry = await add_one(library, held())
    (item,) = (await library.review.waiting(MODERATOR, RESTRICTED)).items
    await library.review.keep_held(MODERATOR, item.id, "", RESTRICTED)
    assert await post(library) == []
    assert item.story_id == ferry


async def test_an_open_channel_reads_that_something_waits_not_what(library: Library) -> None:
    await add_one(library, held())
    (item,) = await post(library, OPEN_CHANNEL)
    assert (item.concealed, item.title, item.because, item.story) == (True, "", "", None)
    assert await post(library, OPEN_CHANNEL) == []
    (item,) = await post(library, CHANNEL)
    assert (item.concealed, item.title) == (False, "The Ferry")


@pytest.mark.parametrize(
    "change", [{"rating": Rating.EXPLICIT.value}, {"state": State.WITHDRAWN.value}], ids=["darker", "withdrawn"]
)
@pytest.mark.parametrize("decided", [False, True])
async def test_a_title_that_must_go_goes_from_the_message(
    library: Library, change: dict[str, object], decided: bool
) -> None:
    quay = await add_one(library, story("The Quay"))
    await report(library, 1, quay)
    (item,) = await post(library, OPEN_CHANNEL)
    assert item.title == "The Quay"
    if decided:
        await library.review.dismiss_reports(MODERATOR, item.id, HERE)
        (item,) = await post(library, OPEN_CHANNEL)
        assert item.title == "The Quay"
    await set_story(library, quay, **change)
    (item,) = await post(library, OPEN_CHANNEL)
    assert (item.concealed, item.title, item.story, item.message_id) == (True, "", None, 1000 + item.id)
    assert await post(library, OPEN_CHANNEL) == []


async def test_another_review_channel_gets_what_still_waits(library: Library) -> None:
    first, second = await add(library, held("The Ferry"), held("The Raft"))
    await post(library)
    (item, _) = (await library.review.waiting(MODERATOR, RESTRICTED)).items
    await library.review.keep_held(MODERATOR, item.id, "", RESTRICTED)
    moved = await post(library, ANOTHER)
    assert [(one.story_id, one.state, one.channel_id) for one in moved] == [
        (first, ItemState.DECLINED, 500),
        (second, ItemState.OPEN, 500),
    ]
    assert await post(library, ANOTHER) == []


async def test_a_message_that_somebody_deleted_is_posted_again_while_it_waits(library: Library) -> None:
    ferry, quay = await add_one(library, held()), await add_one(library, story("The Quay"))
    await report(library, 1, quay)
    for item in await post(library):
        await library.review.lost(item)
    again = await post(library)
    assert {item.story_id for item in again} == {ferry, quay}
    for item in again:
        if item.kind is ItemKind.REPORT:
            await library.review.dismiss_reports(MODERATOR, item.id, HERE)
    (decided,) = await library.review.to_post(CHANNEL)
    await library.review.lost(decided)
    assert await post(library) == []


async def test_a_first_load_that_holds_hundreds_does_not_flood_the_channel(library: Library) -> None:
    await add(library, *(held(f"Ferry {number}") for number in range(HELD_POSTED + 15)))
    quay = await add_one(library, story("The Quay"))
    posted = await post(library)
    assert len(posted) == HELD_POSTED
    assert await post(library) == []
    await report(library, 1, quay)
    (reported,) = await post(library)
    assert reported.kind is ItemKind.REPORT
    for item in posted[:3]:
        await library.review.keep_held(MODERATOR, item.id, "", RESTRICTED)
    more = await post(library)
    assert [item.state for item in more] == [ItemState.DECLINED] * 3 + [ItemState.OPEN] * 3
    assert (await library.review.waiting(MODERATOR, RESTRICTED)).total == HELD_POSTED + 13


async def test_servers_do_not_see_each_others_items(library: Library) -> None:
    await add_one(library, held())
    await library.review.sync(GUILD, curator=False)
    await library.review.sync(2, curator=True)
    assert await library.review.to_post(THERE) == []
    assert (await library.review.waiting(STRANGER, THERE)).total == 0


async def test_the_story_is_listed_again_but_its_old_message_says_what_was_decided(library: Library) -> None:
    """A decided item's message isn't edited whenever its story changes."""
    ferry = await add_one(library, held())
    (item,) = await post(library)
    await library.review.release(MODERATOR, item.id, Rating.TEEN, RESTRICTED)
    assert [one.state for one in await post(library)] == [ItemState.APPROVED]
    await library.moderating.rate(MODERATOR, ferry, Rating.GENERAL, "", RESTRICTED)
    assert await post(library) == []
