"""The library in numbers."""

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import State
from bot.library.answers import Status
from bot.library.cards import known
from bot.library.reports import last_load
from bot.library.tables import StoryRow


async def read_status(connection: AsyncConnection, guild_id: int | None) -> Status:
    """Counts of the corpus and the server's own stories. Those that are gone are counted apart."""
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
    return Status(by_state=by_state, gone=vanished, by_rating=by_rating, last_load=await last_load(connection))
