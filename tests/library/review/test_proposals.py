"""Members propose, moderators decide: once, never about their own, and the proposer hears of it if they want."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from bot.corpus.story import Rating, State
from bot.errors import (
    AlreadyDecidedError,
    ClosedDraftError,
    NotAllowedError,
    NotFoundError,
    NotReadyError,
    RefusedError,
    TooManyError,
)
from bot.library.actor import Actor
from bot.library.adding.answers import Consent, DraftState, Purpose
from bot.library.library import Library
from bot.library.place import Place
from bot.library.review.items import Item, ItemKind, ItemState
from bot.library.servers import Setting
from bot.library.tables import DraftRow, ReviewRow, StoryRow
from tests.library.adding.senders import story_file
from tests.library.moderation import (
    GUILD,
    HERE,
    MEMBER,
    MODERATOR,
    OTHER_MODERATOR,
    RESTRICTED,
    STRANGER,
    THERE,
    card_of,
    history_of,
    rows,
)
from tests.library.stories import ANYBODY, Folder, listed, settings_for

ANOTHER = Actor(21, GUILD)


@pytest.fixture
async def other_process(library: Library, address: str, folder: Folder) -> AsyncIterator[Library]:
    """A second library on the same database, as another process has it."""
    async with Library(settings_for(address, folder)) as opened:
        yield opened


async def draft(
    library: Library, actor: Actor = MEMBER, title: str = "The Lamp Road", place: Place = HERE, **facts: str
) -> int:
    """A proposal about to be sent."""
    tell = bool(facts.pop("tell", ""))
    data = story_file(title, **facts)
    preview = await library.adding.read(actor, "lamp.txt", data, place, purpose=Purpose.PROPOSE, tell=tell)
    await library.adding.permit(actor, preview.draft_id, Consent.OWN, "", place)
    return preview.draft_id


async def propose(library: Library, actor: Actor = MEMBER, title: str = "The Lamp Road", **facts: str) -> Item:
    return await library.review.propose(actor, await draft(library, actor, title, **facts), HERE)


async def age(library: Library, hours: float) -> None:
    """Let all that was proposed be that much older."""
    async with library._back.database.write() as connection:
        older = datetime.now(UTC) - timedelta(hours=hours)
        await connection.execute(update(ReviewRow).values(opened_at=older))


async def state_of(library: Library, draft_id: int) -> str:
    return {row.id: row.state for row in await rows(library, DraftRow)}[draft_id]


async def test_proposed_approved_and_listed(library: Library) -> None:
    item = await propose(library)
    assert (item.kind, item.state, item.title, item.opened_by) == (
        ItemKind.PROPOSAL,
        ItemState.OPEN,
        "The Lamp Road",
        MEMBER.user_id,
    )
    assert listed(library) == {}
    waiting = await library.review.waiting(MODERATOR, HERE)
    assert [one.id for one in waiting.items] == [item.id]
    decided = await library.review.approve(MODERATOR, item.id, HERE)
    assert decided.card is not None
    assert (decided.card.title.value, decided.card.guild_id) == ("The Lamp Road", GUILD)
    assert (decided.item.state, decided.item.decided_by) == (ItemState.APPROVED, MODERATOR.user_id)
    assert (await library.story("The Lamp Road", HERE, ANYBODY)).id == decided.card.id
    assert (await library.review.waiting(MODERATOR, HERE)).total == 0
    actions = [(event.action, event.user_id) for event in await history_of(library)]
    assert actions == [("proposed", MEMBER.user_id), ("added", 7), ("approved", 7)]


async def test_nobody_decides_about_their_own(library: Library) -> None:
    """Neither as a member nor as a moderator."""
    for proposer in (MEMBER, MODERATOR):
        item = await propose(library, proposer, f"The Road of {proposer.user_id}")
        for decide in (
            library.review.approve(proposer, item.id, HERE),
            library.review.decline(proposer, item.id, "no", HERE),
        ):
            with pytest.raises(NotAllowedError, match=r"for moderators|another moderator decides"):
                await decide
    assert listed(library) == {}


async def test_declined_with_a_reason_that_the_proposer_reads(library: Library) -> None:
    draft_id = await draft(library)
    assert await library.review.outcome(MEMBER, draft_id) is None
    item = await library.review.propose(MEMBER, draft_id, HERE)
    with pytest.raises(RefusedError, match="Say in a few words why"):
        await library.review.decline(MODERATOR, item.id, " \n", HERE)
    decided = await library.review.decline(MODERATOR, item.id, " It has no ending. ", HERE)
    assert (decided.item.state, decided.item.reason) == (ItemState.DECLINED, "It has no ending.")
    assert await state_of(library, draft_id) == DraftState.DECLINED.value
    told = await library.review.outcome(MEMBER, draft_id)
    assert told is not None
    assert (told.state, told.reason, told.title, told.decided_by) == (
        ItemState.DECLINED,
        "It has no ending.",
        "The Lamp Road",
        None,
    )
    for other in (ANOTHER, Actor(MEMBER.user_id, 2)):
        assert await library.review.outcome(other, draft_id) is None
    for forged in (0, -1, 2**63, -(2**70)):
        assert await library.review.outcome(MEMBER, forged) is None
    assert listed(library) == {}


async def test_how_many_a_day(library: Library) -> None:
    first = await propose(library, title="Road 1")
    await library.review.decline(MODERATOR, first.id, "no", HERE)
    await age(library, 20)
    assert await library.review.left(MEMBER) == 2
    for number in (2, 3):
        await propose(library, title=f"Road {number}")
    fourth = await draft(library, title="Road 4")
    with pytest.raises(TooManyError, match=r"3 stories within a day, .* The next one is possible in 4 hours") as caught:
        await library.review.propose(MEMBER, fourth, HERE)
    assert timedelta(hours=3.9) < caught.value.again_at - datetime.now(UTC) <= timedelta(hours=4)
    assert await state_of(library, fourth) == DraftState.OPEN.value
    with pytest.raises(TooManyError, match="3 stories within a day"):
        await library.review.left(MEMBER)
    assert await library.review.left(ANOTHER) == 3
    await propose(library, ANOTHER, "Road 5")
    await age(library, 24.1)
    assert (await library.review.propose(MEMBER, fourth, HERE)).title == "Road 4"


async def test_the_limit_is_a_setting_and_holds_against_pressing_at_once(library: Library) -> None:
    await library.servers.set(MODERATOR, Setting.PROPOSALS_A_DAY, 2)
    drafts = [await draft(library, title=f"Road {number}") for number in range(5)]
    ended = await asyncio.gather(
        *(library.review.propose(MEMBER, draft_id, HERE) for draft_id in drafts), return_exceptions=True
    )
    assert [type(one) for one in ended].count(Item) == 2
    assert [type(one) for one in ended].count(TooManyError) == 3
    await library.servers.set(MODERATOR, Setting.PROPOSALS_A_DAY, 0)
    with pytest.raises(RefusedError, match="takes no proposals at present"):
        await library.review.propose(ANOTHER, await draft(library, ANOTHER), HERE)


async def test_what_is_not_ready_or_not_theirs_is_not_sent(library: Library) -> None:
    preview = await library.adding.read(MEMBER, "x.txt", story_file(), HERE, purpose=Purpose.PROPOSE)
    with pytest.raises(NotReadyError):
        await library.review.propose(MEMBER, preview.draft_id, HERE)
    draft_id = await draft(library)
    for other, place in ((ANOTHER, HERE), (MODERATOR, HERE), (STRANGER, THERE), (Actor(MEMBER.user_id, 2), THERE)):
        with pytest.raises(ClosedDraftError):
            await library.review.propose(other, draft_id, place)
    for forged in (0, -1, 999, 2**63, -(2**70)):
        with pytest.raises(ClosedDraftError):
            await library.review.propose(MEMBER, forged, HERE)
    added = await library.adding.read(MODERATOR, "x.txt", story_file(), HERE)
    with pytest.raises(RefusedError, match="wasn't begun as a proposal"):
        await library.review.propose(MODERATOR, added.draft_id, HERE)
    await library.review.propose(MEMBER, draft_id, HERE)
    with pytest.raises(RefusedError, match="waits for the moderators already"):
        await library.review.propose(MEMBER, draft_id, HERE)
    assert len(await rows(library, ReviewRow)) == 1


async def test_sent_twice_at_once_it_waits_once(library: Library, other_process: Library) -> None:
    draft_id = await draft(library)
    ended = await asyncio.gather(
        *(one.review.propose(MEMBER, draft_id, HERE) for one in (library, other_process, library, other_process)),
        return_exceptions=True,
    )
    assert [type(one) for one in ended].count(Item) == 1
    assert len(await rows(library, ReviewRow)) == 1


async def test_two_moderators_at_once_make_one_decision(library: Library, other_process: Library) -> None:
    for number in range(4):
        item = await propose(library, Actor(900 + number, GUILD), f"Road {number}")
        ended = await asyncio.gather(
            library.review.approve(MODERATOR, item.id, HERE),
            other_process.review.approve(OTHER_MODERATOR, item.id, HERE),
            library.review.decline(OTHER_MODERATOR, item.id, "no", HERE),
            other_process.review.decline(MODERATOR, item.id, "no", HERE),
            return_exceptions=True,
        )
        (won,) = [one for one in ended if not isinstance(one, BaseException)]
        lost = [one for one in ended if isinstance(one, AlreadyDecidedError)]
        assert len(lost) == 3
        assert {(one.by, one.what) for one in lost} == {(won.item.decided_by, won.item.state.value)}
        added = [row for row in await rows(library, StoryRow) if row.title == f"Road {number}"]
        assert len(added) == (won.item.state is ItemState.APPROVED)


async def test_a_proposal_that_was_taken_back_waits_no_more(library: Library) -> None:
    item = await propose(library, tell="yes")
    await library.adding.discard(MEMBER, item.draft_id or 0)
    with pytest.raises(AlreadyDecidedError, match="the proposer has taken it back") as caught:
        await library.review.approve(MODERATOR, item.id, HERE)
    assert caught.value.by == 0
    assert (await library.review.waiting(MODERATOR, HERE)).total == 0
    closed = await library.review.item(MODERATOR, item.id, HERE)
    assert (closed.state, closed.reason) == (ItemState.CLOSED, "the proposer has taken it back")
    assert await library.review.to_tell(GUILD) == []


async def test_a_draft_that_vanished_closes_its_item(library: Library) -> None:
    item = await propose(library)
    async with library._back.database.write() as connection:
        await connection.execute(delete(DraftRow))
    assert (await library.review.waiting(MODERATOR, HERE)).total == 0
    assert (await library.review.item(MODERATOR, item.id, HERE)).reason == "the draft is gone"


async def test_restricted_proposals_have_no_name_in_open_channels(library: Library) -> None:
    draft_id = await draft(library, title="The Cellar", place=RESTRICTED, Rating="Explicit")
    item = await library.review.propose(MEMBER, draft_id, RESTRICTED)
    assert item.title == "The Cellar"
    here = await library.review.waiting(MODERATOR, HERE)
    assert (here.items[0].concealed, here.items[0].title, here.concealed) == (True, "", 1)
    told = await library.review.outcome(MEMBER, draft_id)
    assert told is not None
    assert (told.concealed, told.title) == (True, "")
    with pytest.raises(NotReadyError, match="age-restricted"):
        await library.review.approve(MODERATOR, item.id, HERE)
    decided = await library.review.approve(MODERATOR, item.id, RESTRICTED)
    assert decided.card is not None
    assert decided.card.rating.value is Rating.EXPLICIT


async def test_moderators_mend_before_they_approve(library: Library) -> None:
    item = await propose(library)
    await library.adding.change(MODERATOR, item.draft_id or 0, {"title": "The Long Lamp Road"}, HERE)
    (posted,) = await library.review.to_post(Place(GUILD, 500))
    assert posted.title == "The Long Lamp Road"
    await library.review.posted(posted, 500, 1)
    assert await library.review.to_post(Place(GUILD, 500)) == []
    await library.adding.change(MODERATOR, item.draft_id or 0, {"rating": "Mature"}, HERE)
    (posted,) = await library.review.to_post(Place(GUILD, 500))
    assert (posted.concealed, posted.title) == (True, "")


async def test_the_proposer_hears_of_it_once_if_they_want(library: Library, other_process: Library) -> None:
    quiet = await propose(library, title="Quiet Road")
    eager = await propose(library, title="Eager Road", tell="yes")
    still = await propose(library, title="Open Road", tell="yes")
    for item in (quiet, eager):
        await library.review.decline(MODERATOR, item.id, "no", HERE)
    (telling,) = await library.review.to_tell(GUILD)
    assert (telling.id, telling.opened_by, telling.title, telling.decided_by) == (
        eager.id,
        MEMBER.user_id,
        "Eager Road",
        None,
    )
    assert await library.review.to_tell(2) == []
    taken = await asyncio.gather(*(one.review.told(eager.id) for one in (library, other_process, library)))
    assert sorted(taken) == [False, False, True]
    assert await library.review.to_tell(GUILD) == []
    for item_id in (quiet.id, still.id, 0, 2**63):
        assert not await library.review.told(item_id)


async def test_it_all_waits_through_a_restart(library: Library) -> None:
    item = await propose(library, tell="yes")
    await library.close()
    await library.start()
    await library.review.approve(MODERATOR, item.id, HERE)
    await library.close()
    await library.start()
    with pytest.raises(AlreadyDecidedError) as caught:
        await library.review.decline(OTHER_MODERATOR, item.id, "no", HERE)
    assert (caught.value.by, caught.value.what) == (MODERATOR.user_id, "approved")
    (telling,) = await library.review.to_tell(GUILD)
    assert telling.story is not None
    assert card_of(library, telling.story.id).state is State.LISTED


async def test_another_servers_proposals_do_not_exist(library: Library) -> None:
    item = await propose(library)
    for decide in (
        library.review.approve(STRANGER, item.id, THERE),
        library.review.decline(STRANGER, item.id, "no", THERE),
    ):
        with pytest.raises(NotFoundError):
            await decide
    for decide in (
        library.review.dismiss_reports(MODERATOR, item.id, HERE),
        library.review.keep_held(MODERATOR, item.id, "", HERE),
    ):
        with pytest.raises(RefusedError, match="can't be decided about this"):
            await decide
