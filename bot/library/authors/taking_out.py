"""Taking out: what tombstones do to the stories that are there. Joins the caller's write transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.authors.emptying import empty, forget_drafts
from bot.library.authors.identity import Match
from bot.library.authors.nouns import HIDDEN_BY_AUTHOR
from bot.library.authors.stored import IS_WITHDRAWN, read_stored
from bot.library.authors.tombstones import Tombstone, name_story
from bot.library.authors.wards import Wards
from bot.library.hiding import HIDDEN_BY_MODERATOR
from bot.library.store import announce
from bot.library.tables import HiddenRow


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Stories that are withdrawn now, and those that are hidden now, each with the servers that hide it."""

    withdrawn: tuple[int, ...]
    hidden: Mapping[int, tuple[int, ...]]


async def take_out(connection: AsyncConnection, tombstones: Sequence[Tombstone]) -> TakenOut:
    """Withdraw every story that these tombstones stand for, and delete its drafts. A story of the operator's corpus
    that was withdrawn in one server only is hidden there.
    """
    wards = Wards(tombstones)
    withdrawn: list[int] = []
    hidden: dict[int, tuple[int, ...]] = {}
    numbers = {number for one in tombstones for number in one.identity.sketch}
    for story in await read_stored(connection, ~IS_WITHDRAWN, numbers):
        same = [one for match, one in wards.matches(story.identity, story.id) if match is Match.SAME]
        if out := [one.token for one in same if one.holds_in(story.guild_id)]:
            withdrawn.append(story.id)
            await name_story(connection, out, story.id)
        elif story.guild_id is None and same:
            servers = wards.hidden_in(story.identity, story.id)
            hidden[story.id] = tuple(servers)
            await hide(connection, story.id, servers)
    await empty(connection, withdrawn)
    await forget_drafts(connection, wards.keeps_out)
    return TakenOut(tuple(withdrawn), hidden)


async def hide(connection: AsyncConnection, story_id: int, servers: Mapping[int, bool]) -> None:
    """Hide a story of the operator's corpus in these servers. Where its author says so (True), nobody else shows it
    again.
    """
    if not servers:
        return
    here = (HiddenRow.story_id == story_id, HiddenRow.guild_id.in_(servers))
    rows = await connection.execute(select(HiddenRow.guild_id, HiddenRow.reason).where(*here))
    reasons = {row.guild_id: row.reason for row in rows}
    for guild_id, by_author in servers.items():
        reason = HIDDEN_BY_AUTHOR if by_author else reasons.get(guild_id, HIDDEN_BY_MODERATOR)
        row = {"guild_id": guild_id, "story_id": story_id}
        await connection.execute(delete(HiddenRow).filter_by(**row))
        await connection.execute(insert(HiddenRow).values(**row, reason=reason, user_id=0, at=datetime.now(UTC)))
    await announce(connection, [story_id])
