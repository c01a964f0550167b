"""Readers' reports: what is wrong with a story. Enough of different members hide it until a moderator has looked."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotShownError, RefusedError, TooManyError
from bot.library.actor import OPERATOR, Actor
from bot.library.blocks import read_blocks
from bot.library.cards import read_card
from bot.library.gate import may_show
from bot.library.hiding import HIDDEN_BY_REPORTS, hidden_why, set_hidden
from bot.library.history import Action, record
from bot.library.place import Form, Place, Reader
from bot.library.review.items import ItemKind, ItemState, ReportKind
from bot.library.review.queue import open_item
from bot.library.servers import read_settings
from bot.library.tables import LARGEST_ID, ReportRow, ReviewRow
from bot.library.wording import how_long

LONGEST_WORDS = 1_000

AGAIN_AFTER = timedelta(days=7)
"""A report of the same kind by the same member, once a moderator has looked."""

A_DAY = 20
"""Reports that one member can make within a day: more than any reader needs, too few to flood a queue."""


async def keep_report(
    connection: AsyncConnection, actor: Actor, story_id: int, kind: ReportKind, words: str, *, place: Place
) -> None:
    """Keep a member's report of a story that they may see there, and hide the story if there are enough.

    Raises NotShownError, RefusedError, TooManyError.
    """
    words = _checked(kind, words)
    guild_id = await _seen_in(connection, actor, story_id, place)
    await _check_again(connection, actor, story_id, kind)
    await _wait(connection, guild_id, story_id)
    values = {"guild_id": guild_id, "story_id": story_id, "user_id": actor.user_id, "kind": kind.value}
    values |= {"words": words, "open": True, "at": datetime.now(UTC)}
    await connection.execute(insert(ReportRow).values(values))
    await record(connection, actor, Action.REPORT, story_id, after={"report": kind.value})
    await _hide_if_enough(connection, guild_id, story_id)


def _checked(kind: ReportKind, words: str) -> str:
    words = words.strip()
    if kind is ReportKind.OTHER and not words:
        raise RefusedError("Say in a few words what is wrong, so that moderators know what to look for.")
    if len(words) > LONGEST_WORDS:
        raise RefusedError(f"That has {len(words):,} characters; at most {LONGEST_WORDS:,} are kept. Shorten it.")
    return words


async def _seen_in(connection: AsyncConnection, actor: Actor, story_id: int, place: Place) -> int:
    """The server in which the member sees the story. Raises NotShownError."""
    card = await read_card(connection, story_id) if 0 < story_id <= LARGEST_ID else None
    reader = Reader(actor.user_id, await read_blocks(connection, actor.user_id))
    if card is None or actor.guild_id is None or not may_show(card, place, reader, Form.CARD):
        raise NotShownError
    return actor.guild_id


async def _check_again(connection: AsyncConnection, actor: Actor, story_id: int, kind: ReportKind) -> None:
    now = datetime.now(UTC)
    theirs = select(ReportRow).where(ReportRow.user_id == actor.user_id, ReportRow.guild_id == actor.guild_id)
    of_story = (await connection.execute(theirs.where(ReportRow.story_id == story_id).order_by(ReportRow.id))).all()
    if any(row.open for row in of_story):
        raise RefusedError("You have reported this story already, and the moderators will look at it.")
    same = [row.at for row in of_story if row.kind == kind.value and row.at > now - AGAIN_AFTER]
    if same:
        raise _not_yet("The moderators have looked at your report of this", same[-1] + AGAIN_AFTER)
    today = theirs.where(ReportRow.at > now - timedelta(days=1)).order_by(ReportRow.at.desc()).limit(A_DAY)
    made = (await connection.execute(today)).all()
    if len(made) >= A_DAY:
        raise _not_yet(f"You have made {A_DAY} reports within a day", made[-1].at + timedelta(days=1))


def _not_yet(why: str, again_at: datetime) -> TooManyError:
    wait = how_long(again_at - datetime.now(UTC))
    return TooManyError(f"{why}. You can report it again in {wait}; if it's urgent, tell a moderator.", again_at)


async def _wait(connection: AsyncConnection, guild_id: int, story_id: int) -> None:
    """One item for all open reports of a story."""
    about = (ReviewRow.guild_id == guild_id, ReviewRow.story_id == story_id, ReviewRow.kind == ItemKind.REPORT.value)
    waits = select(ReviewRow.id).where(*about, ReviewRow.state == ItemState.OPEN.value)
    if (await connection.execute(waits)).first() is None:
        await open_item(connection, guild_id, ItemKind.REPORT, story_id=story_id, because="Readers report this story.")


async def _hide_if_enough(connection: AsyncConnection, guild_id: int, story_id: int) -> None:
    members = select(func.count(ReportRow.user_id.distinct()))
    about = members.where(ReportRow.guild_id == guild_id, ReportRow.story_id == story_id, ReportRow.open)
    count = (await connection.execute(about)).scalar_one()
    ficus = Actor(OPERATOR.user_id, guild_id)
    enough = count >= (await read_settings(connection, guild_id)).reports_to_hold
    if enough and await hidden_why(connection, ficus, story_id) is None:
        await set_hidden(connection, ficus, story_id, HIDDEN_BY_REPORTS)
        await record(connection, ficus, Action.HOLD, story_id, after={"reports": count})
