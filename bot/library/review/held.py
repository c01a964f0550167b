"""Held stories wait by themselves, and what is settled waits no more. Joins the caller's transaction."""

from collections import defaultdict
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, exists, false, insert, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.actor import OPERATOR
from bot.library.review.items import ItemKind, ItemState
from bot.library.review.queue import settle
from bot.library.review.rows import UNDECIDED, nothing_to_decide, read_items, settled_where
from bot.library.tables import ReviewRow, StoryRow


async def is_behind(connection: AsyncConnection, guild_id: int, *, home: bool) -> bool:
    """Whether `catch_up` has anything to do."""
    some = select(StoryRow.id).where(*_unseen(guild_id, home=home)).limit(1)
    return bool((await connection.execute(some)).first() or await _settled(connection, guild_id, home=home))


async def catch_up(connection: AsyncConnection, guild_id: int, *, home: bool) -> None:
    """Let each held story wait that the server looks after (`home`: the corpus too), and close what is settled."""
    for reason, ids in (await _settled(connection, guild_id, home=home)).items():
        await settle(connection, OPERATOR, ItemState.CLOSED, reason, ReviewRow.id.in_(ids))
    values = {
        ReviewRow.guild_id: literal(guild_id),
        ReviewRow.kind: literal(ItemKind.HELD.value),
        ReviewRow.state: literal(ItemState.OPEN.value),
        ReviewRow.story_id: StoryRow.id,
        ReviewRow.because: StoryRow.held_because,
        ReviewRow.opened_by: literal(OPERATOR.user_id),
        ReviewRow.opened_at: literal(datetime.now(UTC), ReviewRow.opened_at.type),
        ReviewRow.reason: literal(""),
        ReviewRow.shown: literal(""),
        ReviewRow.tell: false(),
    }
    waiting = select(*values.values()).where(*_unseen(guild_id, home=home)).order_by(StoryRow.id)
    await connection.execute(insert(ReviewRow).from_select(list(values), waiting))


def _unseen(guild_id: int, *, home: bool) -> tuple[ColumnElement[bool], ...]:
    """Held stories of which the server's moderators don't know, or only for another reason than the one now."""
    kept_back = and_(ReviewRow.state == ItemState.DECLINED.value, ReviewRow.because == StoryRow.held_because)
    known = exists().where(
        ReviewRow.guild_id == guild_id,
        ReviewRow.kind == ItemKind.HELD.value,
        ReviewRow.story_id == StoryRow.id,
        or_(ReviewRow.state == ItemState.OPEN.value, kept_back),
    )
    corpus = StoryRow.guild_id.is_(None) if home else false()
    theirs = or_(StoryRow.guild_id == guild_id, corpus)
    return theirs, StoryRow.state.in_(UNDECIDED), StoryRow.gone.is_(False), ~known


async def _settled(connection: AsyncConnection, guild_id: int, *, home: bool) -> dict[str, list[int]]:
    """Open items that need no decision any more, by reason."""
    found: dict[str, list[int]] = defaultdict(list)
    still = (ReviewRow.guild_id == guild_id, ReviewRow.state == ItemState.OPEN.value)
    for row in await read_items(connection, *still, settled_where(home=home)):
        found[nothing_to_decide(row, home=home)].append(row.id)
    return found
