"""Proposals: members' drafts before the moderators, so many a day, and how their proposers hear of the outcome."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ClosedDraftError, NotReadyError, RefusedError, TooManyError
from bot.library.actor import Actor
from bot.library.adding.answers import DraftState, Preview, Purpose
from bot.library.history import Action, record
from bot.library.review.items import ItemKind, ItemState
from bot.library.review.queue import open_item
from bot.library.servers import read_settings
from bot.library.tables import LARGEST_ID, DraftRow, ReviewRow
from bot.library.wording import how_long

DAY = timedelta(days=1)

ANSWERED = (ItemState.APPROVED.value, ItemState.DECLINED.value)


def check_ready(preview: Preview) -> None:
    """Raises NotReadyError with what is to be done first, RefusedError for what isn't a proposal."""
    if preview.purpose is not Purpose.PROPOSE:
        raise RefusedError("This wasn't begun as a proposal: confirm it, or begin again with /propose.")
    if preview.state is DraftState.WAITING:
        raise RefusedError("This waits for the moderators already.")
    if preview.obstacles:
        raise NotReadyError(preview.obstacles)


async def submit(connection: AsyncConnection, actor: Actor, draft_id: int) -> int:
    """Let a member's open draft wait for the moderators; gives the item's number.

    Raises TooManyError or RefusedError when the member has no proposal left: the draft stays as it is.
    """
    if actor.guild_id is None:
        raise RefusedError("Stories are proposed in a server.")
    await count_left(connection, actor.user_id, actor.guild_id)
    theirs = (DraftRow.id == draft_id, DraftRow.user_id == actor.user_id, DraftRow.guild_id == actor.guild_id)
    still_open = (DraftRow.state == DraftState.OPEN.value, DraftRow.purpose == Purpose.PROPOSE.value)
    waits = {"state": DraftState.WAITING.value, "changed_at": datetime.now(UTC)}
    sent = update(DraftRow).where(*theirs, *still_open).values(waits).returning(DraftRow.tell)
    tell = (await connection.execute(sent)).scalar()
    if tell is None:
        raise ClosedDraftError("This draft has been sent already, or is no longer there.")
    item_id = await open_item(
        connection, actor.guild_id, ItemKind.PROPOSAL, opened_by=actor.user_id, draft_id=draft_id, tell=tell
    )
    await record(connection, actor, Action.PROPOSE, after={"item": item_id})
    return item_id


async def count_left(connection: AsyncConnection, user_id: int, guild_id: int) -> int:
    """How many stories a member may propose now: one at least. Raises TooManyError, RefusedError when there's none."""
    most = (await read_settings(connection, guild_id)).proposals_a_day
    if not most:
        raise RefusedError("This server takes no proposals at present. What you have begun is kept for a week.")
    theirs = (ReviewRow.guild_id == guild_id, ReviewRow.opened_by == user_id)
    recent = (ReviewRow.kind == ItemKind.PROPOSAL.value, ReviewRow.opened_at > datetime.now(UTC) - DAY)
    newest = select(ReviewRow.opened_at).where(*theirs, *recent).order_by(ReviewRow.opened_at.desc()).limit(most)
    sent = (await connection.execute(newest)).scalars().all()
    if len(sent) >= most:
        raise _too_many(most, sent[-1] + DAY)
    return most - len(sent)


def _too_many(most: int, again_at: datetime) -> TooManyError:
    stories = "a story" if most == 1 else f"{most} stories"
    return TooManyError(
        f"You have proposed {stories} within a day, which is as many as this server takes from one member. "
        f"The next one is possible in {how_long(again_at - datetime.now(UTC))}; what you have begun is kept.",
        again_at,
    )


def to_tell(guild_id: int) -> tuple[ColumnElement[bool], ...]:
    """Conditions on items whose outcome somebody wants to hear, and hasn't heard."""
    return ReviewRow.guild_id == guild_id, ReviewRow.tell.is_(True), ReviewRow.state.in_(ANSWERED)


async def take_telling(connection: AsyncConnection, item_id: int) -> bool:
    """Take it on oneself to tell; nobody else does then."""
    if not 0 < item_id <= LARGEST_ID:
        return False
    wanted = (ReviewRow.id == item_id, ReviewRow.tell, ReviewRow.state.in_(ANSWERED))
    taken = update(ReviewRow).where(*wanted).values(tell=False).returning(ReviewRow.id)
    return (await connection.execute(taken)).first() is not None
