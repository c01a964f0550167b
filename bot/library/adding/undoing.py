"""Undoing: what was there before a change is there again, as long as nothing else has changed since."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card, State
from bot.errors import NotUndoneError
from bot.library.actor import Actor
from bot.library.adding.answers import DraftState, Purpose
from bot.library.amending import UNDONE_FOR, in_short, under_wards
from bot.library.authors.wards import read_wards
from bot.library.cards import read_card
from bot.library.hiding import HIDDEN, undo_hiding
from bot.library.history import Action, record
from bot.library.rights import require_care, require_moderator
from bot.library.snapshots import Snapshot, put_back, unpack_snapshot
from bot.library.store import announce
from bot.library.tables import LARGEST_ID, DraftRow, HistoryRow, StoryRow, UndoRow

CHANGES_NOTHING = frozenset(
    {Action.HIDE, Action.SHOW, Action.REPORT, Action.DISMISS, Action.HOLD, Action.APPROVE, Action.DECLINE, Action.UNDO}
)
"""What is noted of a story without changing it."""

NO_SUCH = (
    "That can't be undone here: there is no such change, or it can't be taken back. /story history has the changes."
)
TOO_LATE = "That can't be undone any more: it was done more than 24 hours ago. /story edit and /story remove are there."
DONE = "That was undone already."
BARRED = "That can't be undone: the story is barred now, and nothing lifts that."
SINCE = "That can't be undone any more: the story has changed since{}. /story edit changes it again."


async def undo_event(connection: AsyncConnection, actor: Actor, event_id: int) -> Card | None:
    """Take the change back. Joins the caller's write transaction. Raises as Adding.undo does."""
    require_moderator(actor)
    event, kept = await _find(connection, actor, event_id)
    card = await read_card(connection, kept.story_id)
    if card is None:
        raise NotUndoneError(DONE)
    if kept.snapshot is not None and HIDDEN in kept.snapshot:
        await undo_hiding(connection, actor, card.id, kept.snapshot, kept.after)
    else:
        require_care(actor, card)
        await _check(connection, card, event, kept)
        await _take_back(connection, card, kept)
    await connection.execute(delete(UndoRow).where(UndoRow.history_id == event_id))
    await _reopen(connection, event_id)
    told = {"action": event.action, "event": event_id}
    await record(connection, actor, Action.UNDO, card.id, before=event.after, after=event.before | told)
    return await read_card(connection, card.id)


async def _take_back(connection: AsyncConnection, card: Card, kept: Row[Any]) -> None:
    if kept.snapshot is None:
        await connection.execute(delete(StoryRow).where(StoryRow.id == card.id))
        await announce(connection, [card.id])
    else:
        await _put_back(connection, card, unpack_snapshot(kept.snapshot))


async def _find(connection: AsyncConnection, actor: Actor, event_id: int) -> tuple[Row[Any], Row[Any]]:
    """The line of the history, and what was kept to undo it."""
    event = kept = None
    if 0 < event_id <= LARGEST_ID:
        event = (await connection.execute(select(HistoryRow).where(HistoryRow.id == event_id))).first()
        kept = (await connection.execute(select(UndoRow).where(UndoRow.history_id == event_id))).first()
    if event is None or event.guild_id != actor.guild_id:
        raise NotUndoneError(NO_SUCH)
    if kept is not None and kept.until > datetime.now(UTC):
        return event, kept
    raise NotUndoneError(await _why_not(connection, event))


async def _why_not(connection: AsyncConnection, event: Row[Any]) -> str:
    later = (HistoryRow.story_id == event.story_id, HistoryRow.id > event.id, HistoryRow.action == Action.UNDO.value)
    undone = (await connection.execute(select(HistoryRow.after).where(*later))).scalars()
    if any(after.get("event") == event.id for after in undone):
        return DONE
    return TOO_LATE if event.at <= datetime.now(UTC) - UNDONE_FOR else NO_SUCH


async def _check(connection: AsyncConnection, card: Card, event: Row[Any], kept: Row[Any]) -> None:
    """Raises NotUndoneError when the story is no longer what the change made of it."""
    if card.state is State.BARRED:
        raise NotUndoneError(BARRED)
    if await in_short(connection, card.id) == kept.after:
        return
    later = select(HistoryRow.action).where(HistoryRow.story_id == card.id, HistoryRow.id > event.id)
    actions = (await connection.execute(later.order_by(HistoryRow.id.desc()))).scalars().all()
    last = next((action for action in actions if action not in CHANGES_NOTHING), None)
    raise NotUndoneError(SINCE.format(f": somebody {last} it" if last else ""))


async def _put_back(connection: AsyncConnection, card: Card, snapshot: Snapshot) -> None:
    """What it was, but for what its author has said since."""
    wards = await read_wards(connection)
    warded = wards.judge(snapshot.prepared, card.guild_id, story_id=card.id, arriving=False)
    story = under_wards(snapshot.story, warded, vouched=snapshot.amendment.vouched)
    await put_back(connection, card.id, replace(snapshot, prepared=replace(snapshot.prepared, story=story)))


async def _reopen(connection: AsyncConnection, event_id: int) -> None:
    """What somebody uploaded is a draft again; what was reviewed, or edited, has had its turn."""
    about = update(DraftRow).where(DraftRow.event_id == event_id)
    now = datetime.now(UTC)
    await connection.execute(about.values(state=DraftState.DISCARDED.value, changed_at=now))
    added = about.where(DraftRow.purpose == Purpose.ADD.value)
    await connection.execute(added.values(state=DraftState.OPEN.value, event_id=None))
