"""Which items are to be posted in a server's review channel, or have a message that shows what is no longer so."""

from sqlalchemy import ColumnElement, and_, not_, or_, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import OPEN_RATINGS, State
from bot.library.place import Place
from bot.library.review.items import Item, ItemKind, ItemState
from bot.library.review.rows import ItemRow, face_of, read_items
from bot.library.tables import ReviewRow, StoryRow

HELD_POSTED = 20
"""Held stories that stand open in the channel at once: a first load can hold hundreds. /review list has them all."""

AT_ONCE = 20


async def read_unposted(connection: AsyncConnection, place: Place) -> list[ItemRow]:
    """The next items to be posted or brought up to date there, oldest first."""
    here, is_open = ReviewRow.guild_id == place.guild_id, ReviewRow.state == ItemState.OPEN.value
    is_held, there = ReviewRow.kind == ItemKind.HELD.value, ReviewRow.channel_id == place.channel_id
    posted = await read_items(connection, here, is_open, there)
    room = max(0, HELD_POSTED - sum(row.kind == ItemKind.HELD.value for row in posted))
    fresh = (here, is_open, or_(ReviewRow.channel_id.is_(None), not_(there)))
    rows = [
        *(row for row in posted if row.shown != face_of(row, restricted=place.restricted, concealed=False)),
        *await read_items(connection, here, *_outdated(place), limit=AT_ONCE),
        *await read_items(connection, *fresh, not_(is_held), limit=AT_ONCE),
        *await read_items(connection, *fresh, is_held, limit=room),
    ]
    return sorted(rows, key=lambda row: row.id)[:AT_ONCE]


def _outdated(place: Place) -> tuple[ColumnElement[bool], ...]:
    """Decided items whose message asks still, or names a story that mustn't be named there any more."""
    asks = ReviewRow.shown.startswith(f"{ItemState.OPEN}/")
    seen = true() if place.restricted else StoryRow.rating.in_([rating.value for rating in OPEN_RATINGS])
    secret = or_(StoryRow.state == State.WITHDRAWN.value, not_(seen))
    names = and_(ReviewRow.shown.endswith("/shown"), secret)
    return ReviewRow.state != ItemState.OPEN.value, ReviewRow.message_id.is_not(None), or_(asks, names)


async def keep_posted(connection: AsyncConnection, item: Item, channel_id: int | None, message_id: int | None) -> None:
    """Remember where an item's message is, and that it shows `item`."""
    where = {"channel_id": channel_id, "message_id": message_id, "shown": item.face}
    await connection.execute(update(ReviewRow).where(ReviewRow.id == item.id).values(where))
