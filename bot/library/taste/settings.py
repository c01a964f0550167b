"""What readers chose about their taste: history, lists for several, and when they last asked for news."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.blocks import count_blocks
from bot.library.tables import ActRow, ReaderRow, RecommendedRow, SharingRow
from bot.library.taste.kinds import Known, Said
from bot.library.taste.rows import KNOWN, OF_A_READER, stamp


async def read_known(connection: AsyncConnection, user_id: int, guild_id: int | None) -> Known:
    """All that is kept of a reader."""
    reader = (await connection.execute(select(ReaderRow).where(ReaderRow.user_id == user_id))).one_or_none()
    acts = (await connection.execute(select(ActRow.kind, ActRow.opened).where(ActRow.user_id == user_id))).all()
    servers = (await connection.execute(select(SharingRow.guild_id).where(SharingRow.user_id == user_id))).scalars()
    shares = set(servers)
    shown = select(func.count()).where(RecommendedRow.user_id == user_id)
    return Known(
        shelf=dict(Counter(Said(act.kind) for act in acts if act.kind in KNOWN)),
        opened=sum(act.opened for act in acts),
        history=reader is not None and reader.history,
        shares_here=guild_id in shares,
        shares=len(shares),
        blocks=await count_blocks(connection, user_id),
        recommended=(await connection.execute(shown)).scalar_one(),
        visited_at=reader.visited_at if reader is not None else None,
    )


async def keeps_history(connection: AsyncConnection, user_id: int) -> bool:
    """Whether the reader lets opened stories count as being read."""
    chosen = select(ReaderRow.history).where(ReaderRow.user_id == user_id)
    return bool((await connection.execute(chosen)).scalar())


async def set_history(connection: AsyncConnection, user_id: int, *, on: bool) -> None:
    """Switch reading history on or off."""
    await stamp(connection, user_id)
    await connection.execute(update(ReaderRow).where(ReaderRow.user_id == user_id).values(history=on))


async def set_sharing(connection: AsyncConnection, user_id: int, guild_id: int, *, on: bool) -> None:
    """Agree to be counted in, in lists for several of a server; or no longer."""
    there = (SharingRow.user_id == user_id, SharingRow.guild_id == guild_id)
    await connection.execute(delete(SharingRow).where(*there))
    if on:
        row = {"user_id": user_id, "guild_id": guild_id, "at": datetime.now(UTC)}
        await connection.execute(insert(SharingRow).values(row))


async def sharers(connection: AsyncConnection, guild_id: int) -> frozenset[int]:
    """Who agreed in that server."""
    chosen = select(SharingRow.user_id).where(SharingRow.guild_id == guild_id)
    return frozenset((await connection.execute(chosen)).scalars())


async def last_visit(connection: AsyncConnection, user_id: int) -> datetime | None:
    """When the reader last asked for what is new, or else last said something of a story."""
    visited = (await connection.execute(select(ReaderRow.visited_at).where(ReaderRow.user_id == user_id))).scalar()
    if visited is not None:
        return visited
    said = select(func.max(ActRow.at)).where(ActRow.user_id == user_id, ActRow.opened.is_(False))
    return (await connection.execute(said)).scalar()


async def note_visit(connection: AsyncConnection, user_id: int) -> None:
    """Remember that the reader asked for what is new, now."""
    await stamp(connection, user_id)
    now = datetime.now(UTC)
    await connection.execute(update(ReaderRow).where(ReaderRow.user_id == user_id).values(visited_at=now))


async def read_rows(connection: AsyncConnection, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row that is kept of a reader's taste, by table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in OF_A_READER:
        rows = await connection.execute(select(table.__table__).where(table.user_id == user_id))
        found[table.__tablename__] = [dict(row) for row in rows.mappings()]
    return found
