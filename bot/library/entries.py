"""The history as moderators may read it in a place, and what of it is still to be posted in a server's channel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card
from bot.library.actor import Actor
from bot.library.cards import read_cards
from bot.library.gate import may_look_after
from bot.library.history import Action, Event, read_history
from bot.library.place import Place
from bot.library.servers import POSTED
from bot.library.tables import HistoryRow, ServerSettingRow, StoryRow, UndoRow

POSTED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history as it may be seen in a place.

    `story` is the story it is about; None where it may not be shown or is no longer there, and then the event is
    without what was before, after, and why.
    """

    event: Event
    story: Card | None = None


async def read_entries(
    connection: AsyncConnection,
    place: Place,
    guild_id: int,
    story_id: int | None = None,
    *,
    before: int | None = None,
    limit: int = 10,
) -> list[Entry]:
    """What was done in a server, perhaps to one story only; newest first, older than the event `before`."""
    return await _entries(
        connection, await read_history(connection, guild_id, story_id, before=before, limit=limit), place
    )


async def read_unposted(connection: AsyncConnection, place: Place) -> list[Entry]:
    """What comes after the last event that was posted, oldest first; readers' reports are nobody's to see there."""
    since = select(ServerSettingRow.value).filter_by(guild_id=place.guild_id, key=POSTED)
    last = (await connection.execute(since)).scalar()
    later = (
        select(HistoryRow)
        .where(HistoryRow.guild_id == place.guild_id, HistoryRow.id > int(last or 0))
        .where(HistoryRow.action != Action.REPORT.value)
        .order_by(HistoryRow.id)
        .limit(POSTED_AT_ONCE)
    )
    return await _entries(connection, [Event(*row) for row in await connection.execute(later)], place)


async def read_undoable(connection: AsyncConnection, place: Place, actor: Actor, limit: int) -> list[Entry]:
    """What the actor did in their server and can still take back, newest first."""
    own = (
        select(HistoryRow)
        .join(UndoRow, UndoRow.history_id == HistoryRow.id)
        .where(HistoryRow.guild_id == actor.guild_id, HistoryRow.user_id == actor.user_id)
        .where(UndoRow.until > datetime.now(UTC))
        .order_by(HistoryRow.id.desc())
        .limit(limit)
    )
    return await _entries(connection, [Event(*row) for row in await connection.execute(own)], place)


async def _entries(connection: AsyncConnection, events: Sequence[Event], place: Place) -> list[Entry]:
    about = {event.story_id for event in events if event.story_id is not None}
    cards = {card.id: card async for some in read_cards(connection, StoryRow.id.in_(about)) for card in some}
    return [_entry(event, cards.get(event.story_id or 0), place) for event in events]


def _entry(event: Event, card: Card | None, place: Place) -> Entry:
    if event.story_id is None:
        return Entry(event)
    if card is None or not may_look_after(card, place):
        return Entry(replace(event, before={}, after={}, reason=""))
    return Entry(event, card)
