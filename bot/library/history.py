"""The record of who did what, when and why. Written in the same transaction as what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.actor import Actor
from bot.library.tables import HistoryRow


class Action(StrEnum):
    """What somebody did; the values are the rows' `action`."""

    ADD = "added"
    UPDATE = "updated"
    EDIT = "edited"
    RATE = "rated"
    HIDE = "hid"
    SHOW = "showed again"
    REMOVE = "removed"
    RESTORE = "restored"
    UNDO = "undid"
    WITHDRAW = "withdrew"
    LIFT = "let a withdrawn story come back"
    PROPOSE = "proposed"
    APPROVE = "approved"
    DECLINE = "declined"
    RELEASE = "released"
    KEEP = "kept back"
    REPORT = "reported"
    DISMISS = "closed the reports"
    HOLD = "held after reports"
    CLAIM = "claimed to be an author"
    CONFIRM_CLAIM = "confirmed an author"
    REFUSE_CLAIM = "refused a claim"
    WISH = "stated an author's wish"
    PERMIT = "changed the permission"
    SETTINGS = "changed the settings"
    ALIAS = "added an alias"
    UNALIAS = "removed an alias"
    JOIN = "said that two names are one person"
    SPLIT = "said that two names are two people"
    UNRULE = "took back a decision on names"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the record."""

    id: int
    guild_id: int | None
    user_id: int
    action: str
    story_id: int | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str
    at: datetime


async def record(
    connection: AsyncConnection,
    actor: Actor,
    action: Action,
    story_id: int | None = None,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> int:
    """Write one line; `before` and `after` are plain JSON and hold no story text. Gives its number."""
    values = {
        "guild_id": actor.guild_id,
        "user_id": actor.user_id,
        "action": action.value,
        "story_id": story_id,
        "before": dict(before or {}),
        "after": dict(after or {}),
        "reason": reason,
        "at": datetime.now(UTC),
    }
    return (await connection.execute(insert(HistoryRow).values(values).returning(HistoryRow.id))).scalar_one()


async def read_history(
    connection: AsyncConnection,
    guild_id: int,
    story_id: int | None = None,
    *,
    before: int | None = None,
    limit: int = 10,
) -> list[Event]:
    """What was done in a server, perhaps to one story only; newest first, older than the event `before`."""
    chosen = select(HistoryRow).where(HistoryRow.guild_id == guild_id)
    if story_id is not None:
        chosen = chosen.where(HistoryRow.story_id == story_id)
    if before is not None:
        chosen = chosen.where(HistoryRow.id < before)
    rows = await connection.execute(chosen.order_by(HistoryRow.id.desc()).limit(limit))
    return [Event(*row) for row in rows]
