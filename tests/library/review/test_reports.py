"""Readers' reports: they reach the moderators, enough of different members hide a story, and nobody counts twice."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, update

from bot.corpus.story import Fact, Rating, State
from bot.errors import AlreadyDecidedError, NotFoundError, NotShownError, RefusedError, TooManyError
from bot.library.actor import Actor
from bot.library.hiding import HIDDEN_BY_AUTHOR, set_hidden
from bot.library.library import Library
from bot.library.review.items import Item, ItemKind, ItemState, ReportKind
from bot.library.servers import Setting
from bot.library.tables import BlockRow, ReportRow
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
    card_of,
    held,
    history_of,
    rows,
    story,
)
from tests.library.stories import ANYBODY

MEMBERS = [Actor(70_000_000_000 + number, GUILD) for number in range(30)]


async def report(
    library: Library, actor: Actor, story_id: int, kind: ReportKind = ReportKind.RATING, words: str = ""
) -> None:
    await library.review.report(actor, story_id, kind, words, HERE)


async def is_shown(library: Library, story_id: int) -> bool:
    try:
        await library.card(story_id, HERE, ANYBODY)
    except NotShownError:
        return False
    return True


async def the_item(library: Library) -> Item:
    (item,) = (await library.review.waiting(MODERATOR, HERE)).items
    return item


async def look_back(library: Library, days: float) -> None:
    """Let all reports be that much older."""
    async with library._back.database.write() as connection:
        await connection.execute(update(ReportRow).values(at=datetime.now(UTC) - timedelta(days=days)))


async def test_a_report_waits_with_its_words_but_not_who_said_them(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    await report(library, MEMBERS[0], story_id, ReportKind.WARNING, "  There is a *flood* in it. ")
    await report(library, MEMBERS[1], story_id, ReportKind.OTHER, "It ends in the middle.")
    item = await the_item(library)
    assert (item.kind, item.title, item.opened_by) == (ItemKind.REPORT, "The Quay", 0)
    assert [(one.kind, one.words) for one in item.reports] == [
        (ReportKind.WARNING, "There is a *flood* in it."),
        (ReportKind.OTHER, "It ends in the middle."),
    ]
    assert not any(str(member.user_id) in repr(item) for member in MEMBERS)
    assert await is_shown(library, story_id)


async def test_three_members_hide_it_in_their_server_until_somebody_looks(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"), None)
    for member in MEMBERS[:2]:
        await report(library, member, story_id)
    assert await is_shown(library, story_id)
    await report(library, MEMBERS[2], story_id, ReportKind.BROKEN)
    assert not await is_shown(library, story_id)
    assert (await library.card(story_id, THERE, ANYBODY)).id == story_id
    assert [(event.action, event.user_id) for event in await history_of(library)][-1] == ("held after reports", 0)
    item = await the_item(library)
    decided = await library.review.dismiss_reports(MODERATOR, item.id, HERE)
    assert (decided.item.state, decided.item.decided_by) == (ItemState.DECLINED, MODERATOR.user_id)
    assert len(decided.item.reports) == 3
    assert await is_shown(library, story_id)
    assert (await library.review.waiting(MODERATOR, HERE)).total == 0


@pytest.mark.parametrize("number", [1, 5])
async def test_how_many_it_takes_is_a_setting(library: Library, number: int) -> None:
    await library.servers.set(MODERATOR, Setting.REPORTS_TO_HOLD, number)
    story_id = await add_one(library, story("The Quay"))
    for member in MEMBERS[: number - 1]:
        await report(library, member, story_id)
    assert await is_shown(library, story_id)
    await report(library, MEMBERS[number], story_id)
    assert not await is_shown(library, story_id)


async def test_nobody_counts_twice(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    await report(library, MEMBERS[0], story_id)
    for kind in (ReportKind.RATING, ReportKind.BROKEN):
        with pytest.raises(RefusedError, match="reported this story already"):
            await report(library, MEMBERS[0], story_id, kind)
    assert len((await the_item(library)).reports) == 1


async def test_after_a_moderator_looked_the_same_report_has_to_wait(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    await report(library, MEMBERS[0], story_id)
    await library.review.dismiss_reports(MODERATOR, (await the_item(library)).id, HERE)
    with pytest.raises(TooManyError, match=r"have looked at your report of this\. .* again in 7 days") as caught:
        await report(library, MEMBERS[0], story_id)
    assert timedelta(days=6.9) < caught.value.again_at - datetime.now(UTC) <= timedelta(days=7)
    await report(library, MEMBERS[0], story_id, ReportKind.BROKEN)
    await library.review.dismiss_reports(MODERATOR, (await the_item(library)).id, HERE)
    await look_back(library, 7.1)
    await report(library, MEMBERS[0], story_id)
    assert len((await the_item(library)).reports) == 1


async def test_dismissed_reports_count_no_more(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    for member in MEMBERS[:2]:
        await report(library, member, story_id)
    await library.review.dismiss_reports(MODERATOR, (await the_item(library)).id, HERE)
    for member in MEMBERS[2:4]:
        await report(library, member, story_id)
    assert await is_shown(library, story_id)
    assert len((await the_item(library)).reports) == 2


async def test_hidden_by_a_moderator_it_stays_hidden(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    for member in MEMBERS[:3]:
        await report(library, member, story_id)
    item = await the_item(library)
    decided = await library.review.hide_reported(MODERATOR, item.id, "they are right", HERE)
    assert (decided.item.state, decided.item.reason) == (ItemState.APPROVED, "they are right")
    assert not await is_shown(library, story_id)
    with pytest.raises(AlreadyDecidedError, match="the story was hidden") as caught:
        await library.review.dismiss_reports(OTHER_MODERATOR, item.id, HERE)
    assert caught.value.by == MODERATOR.user_id
    await library.moderating.show(OTHER_MODERATOR, story_id, "", HERE)
    assert await is_shown(library, story_id)


async def test_one_report_is_enough_for_a_moderator_to_hide_it(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    await report(library, MEMBERS[0], story_id)
    await library.review.hide_reported(MODERATOR, (await the_item(library)).id, "", HERE)
    assert not await is_shown(library, story_id)


async def test_rated_the_reports_still_wait(library: Library) -> None:
    """Whoever rates may not have seen that somebody also said it isn't permitted."""
    story_id = await add_one(library, story("The Quay"))
    for member in MEMBERS[:3]:
        await report(library, member, story_id)
    item = await the_item(library)
    await library.moderating.rate(MODERATOR, story_id, Rating.EXPLICIT, "", HERE)
    here = await library.review.item(MODERATOR, item.id, HERE)
    assert (here.state, here.concealed, here.title, here.reports) == (ItemState.OPEN, True, "", ())
    with pytest.raises(RefusedError, match="age-restricted channels"):
        await library.review.dismiss_reports(MODERATOR, item.id, HERE)
    await library.review.dismiss_reports(MODERATOR, item.id, RESTRICTED)
    assert (await library.card(story_id, RESTRICTED, ANYBODY)).id == story_id


async def test_commands_answer_reports_too(library: Library) -> None:
    hidden, shown, removed = await add(library, story("The Quay"), story("The Bridge"), story("The Lamp"))
    for story_id in (hidden, shown, removed):
        for member in MEMBERS[:3]:
            await report(library, member, story_id)
    items = {item.story_id: item.id for item in (await library.review.waiting(MODERATOR, HERE)).items}
    await library.moderating.hide(MODERATOR, hidden, "", HERE)
    await library.moderating.restore(MODERATOR, shown, "", HERE)
    await library.moderating.remove(MODERATOR, removed, "", HERE)
    states = {story_id: (await library.review.item(MODERATOR, items[story_id], HERE)).state for story_id in items}
    assert states == {hidden: ItemState.APPROVED, shown: ItemState.DECLINED, removed: ItemState.CLOSED}
    assert not any(row.open for row in await rows(library, ReportRow))
    await library.moderating.restore(MODERATOR, removed, "", HERE)
    assert [await is_shown(library, story_id) for story_id in (hidden, shown, removed)] == [False, True, True]


async def test_what_the_author_took_out_is_not_brought_back_by_dismissing(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"), None)
    await report(library, MEMBERS[0], story_id)
    async with library._back.database.write() as connection:
        await set_hidden(connection, MODERATOR, story_id, HIDDEN_BY_AUTHOR)
    item = await the_item(library)
    with pytest.raises(RefusedError, match="only its author"):
        await library.review.hide_reported(MODERATOR, item.id, "", HERE)
    await library.review.dismiss_reports(MODERATOR, item.id, HERE)
    assert not await is_shown(library, story_id)


async def test_only_what_is_seen_can_be_reported(library: Library) -> None:
    dark, held_id, foreign = (
        await add_one(library, story("The Cellar", rating=Fact(Rating.EXPLICIT))),
        await add_one(library, held()),
        await add_one(library, story("The Tower"), 2),
    )
    blocked = await add_one(library, story("The Quay"))
    async with library._back.database.write() as connection:
        await connection.execute(insert(BlockRow).values(user_id=MEMBER.user_id, kind="story", key=str(blocked)))
    for story_id in (dark, held_id, foreign, blocked, 0, -1, 999, 2**63, -(2**70)):
        with pytest.raises(NotShownError):
            await report(library, MEMBER, story_id)
    with pytest.raises(NotShownError):
        await library.review.report(Actor(20, None), blocked, ReportKind.RATING, "", HERE)
    assert await rows(library, ReportRow) == []


async def test_what_is_said_must_be_something_and_fit(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    with pytest.raises(RefusedError, match="Say in a few words what is wrong"):
        await report(library, MEMBER, story_id, ReportKind.OTHER, "  \n")
    with pytest.raises(RefusedError, match="1,001 characters; at most 1,000"):
        await report(library, MEMBER, story_id, ReportKind.BROKEN, "x" * 1001)
    await report(library, MEMBER, story_id, ReportKind.OTHER, "x" * 1000)


async def test_nobody_floods_the_queue(library: Library) -> None:
    ids = await add(library, *(story(f"Evening {number}") for number in range(21)))
    for story_id in ids[:20]:
        await report(library, MEMBER, story_id)
    with pytest.raises(TooManyError, match=r"made 20 reports within a day\. You can report it again in 24 hours"):
        await report(library, MEMBER, ids[20])
    await report(library, MEMBERS[0], ids[20])
    await look_back(library, 1.1)
    await report(library, MEMBERS[1], ids[20])
    assert (await library.review.waiting(MODERATOR, HERE)).total == 21


async def test_servers_keep_their_reports_apart(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"), None)
    for number in (1, 2):
        await report(library, MEMBERS[number], story_id)
        await library.review.report(Actor(200 + number, 2), story_id, ReportKind.RATING, "", THERE)
    assert await is_shown(library, story_id)
    mine = await the_item(library)
    assert len(mine.reports) == 2
    (theirs,) = (await library.review.waiting(STRANGER, THERE)).items
    with pytest.raises(NotFoundError):
        await library.review.dismiss_reports(MODERATOR, theirs.id, HERE)
    await library.review.dismiss_reports(STRANGER, theirs.id, THERE)
    assert (await the_item(library)).id == mine.id


async def test_reports_of_a_removed_corpus_story_close_elsewhere_too(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"), None)
    await library.review.report(Actor(200, 2), story_id, ReportKind.RATING, "", THERE)
    await library.moderating.remove(CURATOR, story_id, "", HERE)
    assert (await library.review.waiting(STRANGER, THERE)).total == 0
    assert card_of(library, story_id).state is State.REMOVED


async def test_many_at_once_make_one_item_and_hide_once(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    ended = await asyncio.gather(
        *(report(library, member, story_id) for member in MEMBERS[:8]),
        *(report(library, MEMBERS[0], story_id) for _ in range(3)),
        return_exceptions=True,
    )
    refused = [one for one in ended if isinstance(one, RefusedError | NotShownError)]
    counted = len(await rows(library, ReportRow))
    assert len(refused) == len(ended) - counted
    assert counted == 3
    assert len((await the_item(library)).reports) == 3
    actions = [event.action for event in await history_of(library)]
    assert actions.count("held after reports") == 1
