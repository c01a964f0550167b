"""The outbox, as those read it who follow it: which stories have changed since a number."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.tables import OutboxRow, StoryRow

KEPT = 100_000
"""Rows that stay when the outbox is pruned. Whoever is further behind starts anew."""


async def last_seq(connection: AsyncConnection) -> int:
    """The number of the last change; 0 when there was none."""
    return (await connection.execute(select(func.max(OutboxRow.seq)))).scalar() or 0


async def changed_between(connection: AsyncConnection, after: int, last: int) -> list[int] | None:
    """The ids of stories that changed after one number and up to another; None when that is no longer known."""
    oldest = (await connection.execute(select(func.min(OutboxRow.seq)))).scalar() or 0
    if oldest > after + 1 or last < after:
        return None
    chosen = select(OutboxRow.story_id).where(OutboxRow.seq > after, OutboxRow.seq <= last).distinct()
    return sorted((await connection.execute(chosen)).scalars())


async def story_at(connection: AsyncConnection, seq: int) -> int:
    """Which story the change of that number was about; 0 when nobody knows. Tells one history from another."""
    return (await connection.execute(select(OutboxRow.story_id).where(OutboxRow.seq == seq))).scalar() or 0


async def identity_of(connection: AsyncConnection) -> str:
    """What tells this database from others: its first story, and when that came in."""
    chosen: Sequence[object] | None = (
        await connection.execute(select(StoryRow.id, StoryRow.added_at).order_by(StoryRow.id).limit(1))
    ).first()
    return " ".join(map(str, chosen)) if chosen else "empty"


async def prune_outbox(connection: AsyncConnection) -> None:
    """Forget changes that everybody has long followed; the last ones stay."""
    last = await last_seq(connection)
    await connection.execute(delete(OutboxRow).where(OutboxRow.seq <= last - KEPT))
