"""The queue: putting something before a server's moderators, and taking it off. Joins the caller's transaction."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import AlreadyDecidedError, NotAllowedError, NotFoundError, RefusedError
from bot.library.actor import Actor
from bot.library.review.items import ItemKind, ItemState
from bot.library.review.rows import ItemRow, nothing_to_decide, read_items
from bot.library.rights import require_moderator
from bot.library.tables import LARGEST_ID, ReportRow, ReviewRow

OWN = {
    ItemKind.PROPOSAL.value: "You have proposed this story yourself, so another moderator decides.",
    ItemKind.CLAIM.value: "This is your own claim, so another moderator decides.",
}

WORDS = {
    (ItemKind.HELD, ItemState.APPROVED): "released",
    (ItemKind.HELD, ItemState.DECLINED): "kept back",
    (ItemKind.REPORT, ItemState.APPROVED): "the story was hidden",
    (ItemKind.REPORT, ItemState.DECLINED): "the reports were dismissed",
    (ItemKind.CLAIM, ItemState.APPROVED): "confirmed",
    (ItemKind.CLAIM, ItemState.DECLINED): "refused",
}
"""What was decided, where it's called other than its state."""


async def open_item(
    connection: AsyncConnection,
    guild_id: int,
    kind: ItemKind,
    *,
    opened_by: int = 0,
    because: str = "",
    story_id: int | None = None,
    draft_id: int | None = None,
    claim_id: int | None = None,
    tell: bool = False,
) -> int:
    """Let something wait for the moderators; gives the item's number. `tell`: who opened it wants to hear of it."""
    values = {
        "guild_id": guild_id,
        "kind": kind.value,
        "state": ItemState.OPEN.value,
        "story_id": story_id,
        "draft_id": draft_id,
        "claim_id": claim_id,
        "because": because,
        "opened_by": opened_by,
        "opened_at": datetime.now(UTC),
        "reason": "",
        "shown": "",
        "tell": tell,
    }
    return (await connection.execute(insert(ReviewRow).values(values).returning(ReviewRow.id))).scalar_one()


async def find_item(connection: AsyncConnection, guild_id: int | None, item_id: int) -> ItemRow:
    """An item of that server. Raises NotFoundError, also for another server's: it doesn't exist as far as they know."""
    if guild_id is not None and 0 < item_id <= LARGEST_ID:
        for row in await read_items(connection, ReviewRow.id == item_id, ReviewRow.guild_id == guild_id):
            return row
    raise NotFoundError("This doesn't wait for review here. /review list shows what does.")


async def take(connection: AsyncConnection, actor: Actor, item_id: int, *kinds: ItemKind) -> ItemRow:
    """An open item that the actor may decide. In a write transaction nobody else decides it before it ends.

    Raises NotAllowedError, NotFoundError, RefusedError for one of another kind, AlreadyDecidedError.
    """
    require_moderator(actor)
    row = await find_item(connection, actor.guild_id, item_id)
    if row.kind not in {kind.value for kind in kinds}:
        raise RefusedError("That can't be decided about this. /review list shows what can.")
    still_open(row)
    if because := nothing_to_decide(row):
        raise AlreadyDecidedError(because, 0)
    if row.kind in OWN and row.opened_by == actor.user_id:
        raise NotAllowedError(OWN[row.kind])
    return row


def still_open(row: ItemRow) -> None:
    """Raises AlreadyDecidedError, with who was quicker and what they decided."""
    if row.state != ItemState.OPEN.value:
        what = row.reason if row.state == ItemState.CLOSED.value else WORDS.get((row.kind, row.state)) or row.state
        raise AlreadyDecidedError(what, row.decided_by or 0)


async def settle(
    connection: AsyncConnection,
    actor: Actor,
    state: ItemState,
    reason: str,
    *where: ColumnElement[bool],
    **also: object,
) -> None:
    """Decide the open items that meet the conditions; `also` are further columns to be set."""
    values = {"state": state.value, "decided_by": actor.user_id, "decided_at": datetime.now(UTC), "reason": reason}
    await connection.execute(
        update(ReviewRow).where(ReviewRow.state == ItemState.OPEN.value, *where).values(values | also)
    )


async def settle_story(
    connection: AsyncConnection, actor: Actor, story_id: int, kind: ItemKind, state: ItemState, *, reason: str = ""
) -> None:
    """Decide what waits about a story in the actor's server, if anything does; its reports are answered by that."""
    here = (ReviewRow.guild_id == actor.guild_id, ReviewRow.story_id == story_id, ReviewRow.kind == kind.value)
    await settle(connection, actor, state, reason, *here)
    if kind is ItemKind.REPORT:
        about = (ReportRow.guild_id == actor.guild_id, ReportRow.story_id == story_id)
        await connection.execute(update(ReportRow).where(*about).values(open=False))
