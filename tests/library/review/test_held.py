"""Held stories wait by themselves, are released once and with a rating, and barred ones never."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete

from bot.corpus.story import Rating, State
from bot.errors import AlreadyDecidedError, NotAllowedError, NotFoundError, NotShownError, RefusedError
from bot.library.library import Library
from bot.library.review.items import Item, ItemKind, ItemState
from bot.library.store import announce
from bot.library.tables import ReviewRow, StoryRow
from tests.library.moderation import (
    CURATOR,
    GUILD,
    HERE,
    MEMBER,
    MODERATOR,
    OTHER_MODERATOR,
    RESTRICTED,
    STRANGER,
    THERE,
    add,
    add_one,
    barred,
    card_of,
    held,
    history_of,
    rows,
    story,
)
from tests.library.stories import ANYBODY, Folder, settings_for

FORGED = (0, -1, 999, 2**63 - 1, 2**63, -(2**70))


@pytest.fixture
async def other_process(library: Library, address: str, folder: Folder) -> AsyncIterator[Library]:
    """A second library on the same database, as another process has it."""
    async with Library(settings_for(address, folder)) as opened:
        yield opened


async def waiting(library: Library) -> list[Item]:
    return list((await library.review.waiting(MODERATOR, RESTRICTED, 0, 50)).items)


async def test_held_stories_wait_oldest_first_with_the_reason(library: Library) -> None:
    ids = await add(library, held("The Ferry"), story("The Quay"), barred("The Well"))
    first, second = await waiting(library)
    assert [item.story_id for item in (first, second)] == [ids[0], ids[2]]
    assert (first.kind, first.title, first.opened_by) == (ItemKind.HELD, "The Ferry", 0)
    assert first.because == card_of(library, ids[0]).held_because != ""
    assert (first.releasable, second.releasable) == (True, False)
    again = await waiting(library)
    assert [item.id for item in again] == [first.id, second.id]


async def test_who_sees_the_queue(library: Library) -> None:
    await add_one(library, held())
    await add_one(library, held("The Corpus Ferry"), None)
    (item,) = await waiting(library)
    both = await library.review.waiting(CURATOR, RESTRICTED)
    assert [one.title for one in both.items] == ["The Ferry", "The Corpus Ferry"]
    assert (await library.review.waiting(STRANGER, THERE)).total == 1
    with pytest.raises(NotAllowedError):
        await library.review.waiting(MEMBER, HERE)
    with pytest.raises(NotAllowedError):
        await library.review.item(MEMBER, item.id, HERE)
    with pytest.raises(NotFoundError, match="doesn't wait for review here"):
        await library.review.item(STRANGER, item.id, THERE)
    for forged in FORGED:
        with pytest.raises(NotFoundError):
            await library.review.item(MODERATOR, forged, RESTRICTED)


async def test_in_an_open_channel_what_waits_has_no_name(library: Library) -> None:
    story_id = await add_one(library, held())
    found = await library.review.waiting(MODERATOR, HERE)
    (item,) = found.items
    assert (found.total, found.concealed) == (1, 1)
    assert (item.concealed, item.title, item.story, item.because) == (True, "", None, "")
    with pytest.raises(RefusedError, match="age-restricted channels"):
        await library.review.release(MODERATOR, item.id, Rating.EXPLICIT, HERE)
    assert card_of(library, story_id).state is State.HELD


async def test_the_queue_by_parts(library: Library) -> None:
    await add(library, *(held(f"Ferry {number}") for number in range(7)))
    parts = [await library.review.waiting(MODERATOR, RESTRICTED, first, 3) for first in (0, 3, 6, 99, -5)]
    assert [[item.title[-1] for item in part.items] for part in parts] == [
        ["0", "1", "2"],
        ["3", "4", "5"],
        ["6"],
        ["6"],
        ["0", "1", "2"],
    ]
    assert {part.total for part in parts} == {7}


async def test_released_with_a_rating(library: Library) -> None:
    story_id = await add_one(library, held())
    (item,) = await waiting(library)
    with pytest.raises(RefusedError, match="needs a rating"):
        await library.review.release(MODERATOR, item.id, Rating.NOT_RATED, RESTRICTED)
    decided = await library.review.release(MODERATOR, item.id, Rating.EXPLICIT, RESTRICTED)
    assert (decided.item.state, decided.item.decided_by) == (ItemState.APPROVED, MODERATOR.user_id)
    assert decided.card is not None
    assert (decided.card.rating.value, decided.card.state) == (Rating.EXPLICIT, State.LISTED)
    assert (await library.card(story_id, RESTRICTED, ANYBODY)).id == story_id
    assert await waiting(library) == []
    (event,) = await history_of(library)
    assert (event.id, event.action) == (decided.event_id, "released")
    assert event.after == {"rating": "Explicit", "state": "listed"}


async def test_a_barred_story_has_no_release(library: Library) -> None:
    story_id = await add_one(library, barred())
    (item,) = await waiting(library)
    for rating in Rating:
        with pytest.raises(RefusedError, match=r"A barred story has no release\. It is rated Mature and carries"):
            await library.review.release(MODERATOR, item.id, rating, RESTRICTED)
    assert card_of(library, story_id).state is State.BARRED
    kept = await library.review.keep_held(MODERATOR, item.id, "seen", RESTRICTED)
    assert kept.item.state is ItemState.DECLINED
    assert await waiting(library) == []


async def test_kept_back_it_waits_again_only_for_another_reason(library: Library, folder: Folder) -> None:
    folder.write("ferry.txt", "The Ferry", Rating="Not Rated", Tags="Smut")
    await library.load()
    (item,) = (await library.review.waiting(CURATOR, RESTRICTED)).items
    kept = await library.review.keep_held(CURATOR, item.id, "ask the author", RESTRICTED)
    assert (kept.item.state, kept.item.reason, kept.card) == (ItemState.DECLINED, "ask the author", kept.item.story)
    assert (await library.review.waiting(CURATOR, RESTRICTED)).total == 0
    folder.write("ferry.txt", "The Ferry", Rating="Not Rated", Tags="PWP")
    await library.load()
    (again,) = (await library.review.waiting(CURATOR, RESTRICTED)).items
    assert again.id != item.id
    assert "PWP" in again.because
    assert [(event.action, event.reason) for event in await history_of(library)] == [("kept back", "ask the author")]


async def test_a_story_of_the_corpus_is_for_its_homes_to_decide(library: Library) -> None:
    await add_one(library, held(), None)
    (item,) = (await library.review.waiting(CURATOR, RESTRICTED)).items
    for decide in (library.review.keep_held(MODERATOR, item.id, "", RESTRICTED),):
        with pytest.raises(NotAllowedError, match="comes with the operator's library"):
            await decide
    with pytest.raises(NotAllowedError, match="comes with the operator's library"):
        await library.review.release(MODERATOR, item.id, Rating.TEEN, RESTRICTED)
    (elsewhere,) = (await library.review.waiting(STRANGER, THERE)).items
    await library.review.release(CURATOR, item.id, Rating.TEEN, RESTRICTED)
    with pytest.raises(AlreadyDecidedError, match="it is no longer held"):
        await library.review.release(STRANGER, elsewhere.id, Rating.TEEN, THERE)
    assert (await library.review.waiting(STRANGER, THERE)).total == 0
    closed = await library.review.item(STRANGER, elsewhere.id, THERE)
    assert (closed.state, closed.reason, closed.decided_by) == (ItemState.CLOSED, "it is no longer held", 0)


async def test_a_server_that_is_no_home_any_more_waits_for_nothing_of_the_corpus(library: Library) -> None:
    await add_one(library, held(), None)
    await library.review.sync(GUILD, curator=True)
    await library.review.sync(GUILD, curator=False)
    (row,) = await rows(library, ReviewRow)
    assert (row.state, row.reason) == ("closed", "other servers look after the operator's library")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": State.WITHDRAWN.value}, "the story was withdrawn"),
        ({"state": State.REMOVED.value}, "the story was removed"),
        ({"state": State.LISTED.value}, "it is no longer held"),
        ({"gone": True}, "its file is no longer there"),
        (None, "the story is no longer there"),
    ],
)
async def test_what_has_vanished_waits_no_more(library: Library, change: dict[str, object] | None, reason: str) -> None:
    story_id = await add_one(library, held())
    (item,) = await waiting(library)
    async with library._back.database.write() as connection:
        about = StoryRow.id == story_id
        gone = StoryRow.__table__.update().values(change).where(about) if change else delete(StoryRow).where(about)
        await connection.execute(gone)
        await announce(connection, [story_id])
    with pytest.raises(AlreadyDecidedError, match=reason):
        await library.review.keep_held(MODERATOR, item.id, "", RESTRICTED)
    assert await waiting(library) == []
    assert (await library.review.item(MODERATOR, item.id, RESTRICTED)).reason == reason


async def test_rated_by_command_it_waits_no_more(library: Library) -> None:
    story_id = await add_one(library, held())
    (item,) = await waiting(library)
    await library.moderating.rate(OTHER_MODERATOR, story_id, Rating.MATURE, "", RESTRICTED)
    seen = await library.review.item(MODERATOR, item.id, RESTRICTED)
    assert (seen.state, seen.decided_by, seen.reason) == (ItemState.APPROVED, OTHER_MODERATOR.user_id, "rated Mature")
    with pytest.raises(AlreadyDecidedError, match="released") as caught:
        await library.review.release(MODERATOR, item.id, Rating.TEEN, RESTRICTED)
    assert (caught.value.by, caught.value.what) == (OTHER_MODERATOR.user_id, "released")


async def test_removed_by_command_it_waits_no_more_and_again_when_restored(library: Library) -> None:
    story_id = await add_one(library, held())
    (item,) = await waiting(library)
    await library.moderating.remove(OTHER_MODERATOR, story_id, "", RESTRICTED)
    seen = await library.review.item(MODERATOR, item.id, RESTRICTED)
    assert (seen.state, seen.reason) == (ItemState.CLOSED, "the story was removed")
    await library.moderating.restore(OTHER_MODERATOR, story_id, "", RESTRICTED)
    (again,) = await waiting(library)
    assert again.id != item.id


async def test_a_rating_that_bars_closes_the_item(library: Library) -> None:
    ferry = story("The Ferry", rating=held().rating, warnings=barred().warnings)
    story_id = await add_one(library, ferry)
    assert card_of(library, story_id).state is State.LISTED
    # Held as it was before its warning was known.
    async with library._back.database.write() as connection:
        values = {"state": State.HELD.value, "held_because": "It has no rating."}
        await connection.execute(StoryRow.__table__.update().values(values))
        await announce(connection, [story_id])
    (item,) = await waiting(library)
    decided = await library.review.release(MODERATOR, item.id, Rating.EXPLICIT, RESTRICTED)
    assert (decided.item.state, decided.item.reason) == (ItemState.CLOSED, "rated Explicit, which bars it")
    assert card_of(library, story_id).state is State.BARRED


async def test_two_moderators_at_once_make_one_decision(library: Library, other_process: Library) -> None:
    """In one process and in two, releasing and keeping back: the loser reads who was quicker, and how."""
    await add(library, *(held(f"Ferry {number}") for number in range(6)))
    for item in await waiting(library):
        ended = await asyncio.gather(
            library.review.release(MODERATOR, item.id, Rating.EXPLICIT, RESTRICTED),
            library.review.keep_held(OTHER_MODERATOR, item.id, "", RESTRICTED),
            other_process.review.release(OTHER_MODERATOR, item.id, Rating.MATURE, RESTRICTED),
            other_process.review.keep_held(MODERATOR, item.id, "", RESTRICTED),
            return_exceptions=True,
        )
        (won,) = [one for one in ended if not isinstance(one, BaseException)]
        lost = [one for one in ended if isinstance(one, AlreadyDecidedError)]
        assert len(lost) == 3
        assert {one.by for one in lost} == {won.item.decided_by}
        now = await library.review.item(MODERATOR, item.id, RESTRICTED)
        assert (now.state, now.decided_by) == (won.item.state, won.item.decided_by)
    events = await history_of(library)
    assert len(events) == 6


async def test_it_waits_through_a_restart(library: Library) -> None:
    await add_one(library, held())
    (item,) = await waiting(library)
    await library.close()
    await library.start()
    assert await waiting(library) == [item]
    await library.review.keep_held(MODERATOR, item.id, "", RESTRICTED)
    await library.close()
    await library.start()
    assert await waiting(library) == []


async def test_forged_numbers_decide_nothing(library: Library) -> None:
    await add_one(library, held())
    (item,) = await waiting(library)
    review = library.review

    def decisions(item_id: int):
        return (
            lambda actor, place: review.release(actor, item_id, Rating.TEEN, place),
            lambda actor, place: review.keep_held(actor, item_id, "", place),
            lambda actor, place: review.approve(actor, item_id, place),
            lambda actor, place: review.decline(actor, item_id, "no", place),
            lambda actor, place: review.dismiss_reports(actor, item_id, place),
            lambda actor, place: review.hide_reported(actor, item_id, "", place),
        )

    for decide in decisions(item.id):
        with pytest.raises(NotFoundError):
            await decide(STRANGER, THERE)
        with pytest.raises(NotAllowedError):
            await decide(MEMBER, RESTRICTED)
    for decide in decisions(item.id)[2:]:
        with pytest.raises(RefusedError, match="can't be decided about this"):
            await decide(MODERATOR, RESTRICTED)
    for forged in FORGED:
        for decide in decisions(forged):
            with pytest.raises(NotFoundError):
                await decide(MODERATOR, RESTRICTED)
    assert await waiting(library) == [item]
    with pytest.raises(NotShownError):
        await library.card(item.story_id or 0, RESTRICTED, ANYBODY)
