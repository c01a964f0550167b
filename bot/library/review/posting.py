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
    here = ReviewRow.guild_id == place.guild_id
    rows = await read_items(connection, here, ReviewRow.state == ItemState.OPEN.value)
    fresh = [row for row in rows if row.message_id is None or row.channel_id != place.channel_id]
    posted = [row for row in rows if row not in fresh]
    room = HELD_POSTED - sum(row.kind == ItemKind.HELD.value for row in posted)
    held = [row for row in fresh if row.kind == ItemKind.HELD.value][: max(room, 0)]
    stale = [row for row in posted if row.shown != face_of(row, restricted=place.restricted, concealed=False)]
    stale += await read_items(connection, here, *_outdated(place))
    chosen = {row.id: row for row in (*stale, *held, *(row for row in fresh if row.kind != ItemKind.HELD.value))}
    return [chosen[item_id] for item_id in sorted(chosen)][:AT_ONCE]


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
