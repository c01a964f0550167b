"""Hiding: what one server doesn't show, while others may. Joins the caller's write transaction.

Hiding and showing again write a line of history, which can be undone, and give its number. Whether the actor may is
asked before (bot.library.standing).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card
from bot.errors import NotUndoneError, RefusedError
from bot.library.actor import Actor
from bot.library.amending import UNDONE_FOR
from bot.library.authors.nouns import HIDDEN_BY_AUTHOR
from bot.library.history import Action, record
from bot.library.review.items import ItemKind, ItemState
from bot.library.review.queue import settle_story
from bot.library.store import announce
from bot.library.tables import HiddenRow, UndoRow

HIDDEN = "hidden"
"""The key of what can be undone here, by which `Adding.undo` knows it."""

HIDDEN_BY_MODERATOR = "moderator"
HIDDEN_BY_REPORTS = "reports"
"""Reasons (HiddenRow), besides HIDDEN_BY_AUTHOR. What was said is in the history."""

BY_AUTHOR = "Its author has taken this story out of this server, so only its author can bring it back."


async def hide(connection: AsyncConnection, actor: Actor, card: Card, reason: str) -> int:
    """Show the story no longer in the actor's server. What readers reported of it is answered by that."""
    why = await hidden_why(connection, actor, card.id)
    if why == HIDDEN_BY_MODERATOR:
        raise RefusedError("This story is hidden here already. /story restore shows it again.")
    if why == HIDDEN_BY_AUTHOR:
        raise RefusedError(f"It isn't shown here already. {BY_AUTHOR}")
    event_id = await _hidden(connection, actor, Action.HIDE, card, why, HIDDEN_BY_MODERATOR, reason=reason)
    await settle_story(connection, actor, card.id, ItemKind.REPORT, ItemState.APPROVED, reason=reason or "hidden here")
    return event_id


async def show(connection: AsyncConnection, actor: Actor, card: Card, reason: str) -> int:
    """Show the story in the actor's server again. Reports that hid it are dismissed by that."""
    why = await hidden_why(connection, actor, card.id)
    if why is None:
        raise RefusedError("This story isn't hidden in this server.")
    if why == HIDDEN_BY_AUTHOR:
        raise RefusedError(BY_AUTHOR)
    event_id = await _hidden(connection, actor, Action.SHOW, card, why, None, reason=reason)
    await settle_story(connection, actor, card.id, ItemKind.REPORT, ItemState.DECLINED, reason=reason or "shown again")
    return event_id


async def hidden_why(connection: AsyncConnection, actor: Actor, story_id: int) -> str | None:
    """Why the actor's server doesn't show a story; None when it isn't hidden."""
    chosen = select(HiddenRow.reason).where(HiddenRow.story_id == story_id, HiddenRow.guild_id == actor.guild_id)
    return (await connection.execute(chosen)).scalar()


async def set_hidden(connection: AsyncConnection, actor: Actor, story_id: int, why: str | None) -> None:
    """Hide a story in the actor's server for that reason, or (None) no longer. Announces it."""
    here = {"guild_id": actor.guild_id, "story_id": story_id}
    await connection.execute(delete(HiddenRow).filter_by(**here))
    if why is not None:
        values = here | {"reason": why, "user_id": actor.user_id, "at": datetime.now(UTC)}
        await connection.execute(insert(HiddenRow).values(values))
    await announce(connection, [story_id])


async def undo_hiding(
    connection: AsyncConnection, actor: Actor, story_id: int, snapshot: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Take back what `hide` or `show` did in the actor's server. Raises NotUndoneError when it was changed since."""
    if await hidden_why(connection, actor, story_id) != after[HIDDEN]:
        raise NotUndoneError(
            "This was changed again since, so it can't be undone. /story restore shows a hidden story."
        )
    await set_hidden(connection, actor, story_id, snapshot[HIDDEN])


async def _hidden(
    connection: AsyncConnection, actor: Actor, action: Action, card: Card, *why: str | None, reason: str
) -> int:
    """`why` it was hidden before, and is now."""
    before, after = why
    await set_hidden(connection, actor, card.id, after)
    told = {"before": {HIDDEN: before}, "after": {HIDDEN: after}}
    event_id = await record(connection, actor, action, card.id, **told, reason=reason)
    # A moderator has looked: what reports had hidden is not hidden for them again, where nobody would wait for it.
    undone = HIDDEN_BY_MODERATOR if after is None else None
    until = datetime.now(UTC) + UNDONE_FOR
    values = {"snapshot": {HIDDEN: undone}, "after": {HIDDEN: after}, "until": until}
    await connection.execute(insert(UndoRow).values(history_id=event_id, story_id=card.id, **values))
    return event_id
