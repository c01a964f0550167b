"""The library in numbers."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import State
from bot.library.answers import Status
from bot.library.cards import known
from bot.library.reports import last_load
from bot.library.review.items import ItemKind, ItemState
from bot.library.tables import HiddenRow, ReviewRow, StoryRow


async def read_status(connection: AsyncConnection, guild_id: int | None) -> Status:
    """Counts of the corpus and the server's own stories, and what waits. Those that are gone are counted apart."""
    chosen = (
        select(StoryRow.state, StoryRow.rating, StoryRow.gone, func.count())
        .where(or_(StoryRow.guild_id.is_(None), StoryRow.guild_id == guild_id))
        .group_by(StoryRow.state, StoryRow.rating, StoryRow.gone)
    )
    by_state = dict.fromkeys(State, 0)
    by_rating: dict[str, int] = {}
    vanished = 0
    for state, rating, gone, count in await connection.execute(chosen):
        if gone:
            vanished += count
            continue
        by_state[known(State, state, State.HELD)] += count
        by_rating[rating] = by_rating.get(rating, 0) + count
    waiting, since = await _waiting(connection, guild_id)
    return Status(
        by_state=by_state,
        gone=vanished,
        hidden=await _hidden(connection, guild_id),
        waiting=waiting,
        waiting_since=since,
        by_rating=by_rating,
        last_load=await last_load(connection),
    )


async def _hidden(connection: AsyncConnection, guild_id: int | None) -> int:
    chosen = select(func.count()).select_from(HiddenRow).where(HiddenRow.guild_id == guild_id)
    return (await connection.execute(chosen)).scalar_one()


async def _waiting(connection: AsyncConnection, guild_id: int | None) -> tuple[dict[str, int], datetime | None]:
    """How many items of each kind wait, and since when the oldest does."""
    still = (ReviewRow.guild_id == guild_id, ReviewRow.state == ItemState.OPEN.value)
    counted = select(ReviewRow.kind, func.count(), func.min(ReviewRow.opened_at)).where(*still).group_by(ReviewRow.kind)
    rows = (await connection.execute(counted)).all()
    counts = {kind.value: 0 for kind in ItemKind} | {kind: count for kind, count, _ in rows}
    return {kind: count for kind, count in counts.items() if count}, min((since for *_, since in rows), default=None)
