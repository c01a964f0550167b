"""The queue: putting something before a server's moderators, and taking it off. Joins the caller's transaction."""

from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.review.items import ItemKind, ItemState
from bot.library.tables import ReviewRow


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
