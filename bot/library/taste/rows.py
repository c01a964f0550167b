"""What readers said, as it is stored. All of it joins the caller's transaction."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.database import in_chunks
from bot.library.tables import ActRow, BlockRow, KeptRow, ReaderRow, RecommendedRow, SharingRow
from bot.library.taste.kinds import LISTS, OPINIONS, Said

OF_A_READER = (ActRow, SharingRow, RecommendedRow, BlockRow, ReaderRow)
"""Every table that holds something of a reader's taste, under their id."""

KNOWN = frozenset(said.value for said in Said)


async def stamp(connection: AsyncConnection, user_id: int) -> None:
    """Tell the other processes that the reader's acts are others now; the first time also that there is a reader."""
    value = await _next_stamp(connection)
    known = update(ReaderRow).where(ReaderRow.user_id == user_id).values(stamp=value)
    if not (await connection.execute(known)).rowcount:
        new = insert(ReaderRow).values(user_id=user_id, stamp=value, history=False, visited_at=None)
        await connection.execute(new)


async def stamp_readers_of(connection: AsyncConnection, story_ids: Sequence[int]) -> None:
    """The same for all who said something of these stories, which are about to lose it."""
    readers = select(ActRow.user_id).where(ActRow.story_id.in_(story_ids))
    value = await _next_stamp(connection)
    await connection.execute(update(ReaderRow).where(ReaderRow.user_id.in_(readers)).values(stamp=value))


async def _next_stamp(connection: AsyncConnection) -> int:
    """Greater than any before, also than those of readers who were forgotten: the clock alone may stand still."""
    highest = (await connection.execute(select(func.max(ReaderRow.stamp)))).scalar() or 0
    return max(time.time_ns(), highest + 1)


async def stamps(connection: AsyncConnection, since: int = -1) -> dict[int, int]:
    """The readers whose newest change has a greater stamp than `since`, each with it."""
    chosen = select(ReaderRow.user_id, ReaderRow.stamp).where(ReaderRow.stamp > since)
    return {row.user_id: row.stamp for row in await connection.execute(chosen)}


async def newest(connection: AsyncConnection) -> tuple[int, int]:
    """Readers there are, and the newest stamp: equal only if nothing has changed since."""
    row = (await connection.execute(select(func.count(), func.max(ReaderRow.stamp)).select_from(ReaderRow))).one()
    return row[0], row[1] or 0


async def acts_of(connection: AsyncConnection, user_ids: Sequence[int]) -> dict[int, dict[int, set[Said]]]:
    """What these readers said: reader, story, everything said of it."""
    found: dict[int, dict[int, set[Said]]] = {user_id: defaultdict(set) for user_id in user_ids}
    for some in in_chunks(user_ids):
        chosen = select(ActRow.user_id, ActRow.story_id, ActRow.kind).where(ActRow.user_id.in_(some))
        for row in await connection.execute(chosen):
            if row.kind in KNOWN:
                found[row.user_id][row.story_id].add(Said(row.kind))
    return found


async def said_of(connection: AsyncConnection, user_id: int, story_id: int) -> set[Said]:
    """What a reader says of one story."""
    chosen = select(ActRow.kind).where(ActRow.user_id == user_id, ActRow.story_id == story_id)
    return {Said(kind) for kind in (await connection.execute(chosen)).scalars() if kind in KNOWN}


async def say(
    connection: AsyncConnection, user_id: int, story_id: int, said: Said, *, opened: bool = False
) -> Said | None:
    """Note it, in place of what it can't stand beside, which is given back."""
    before = await said_of(connection, user_id, story_id)
    rivals = {*(LISTS if said in LISTS else OPINIONS)} & before
    await unsay(connection, user_id, story_id, {*rivals, said})
    row = {"user_id": user_id, "story_id": story_id, "kind": said.value, "opened": opened, "at": datetime.now(UTC)}
    await connection.execute(insert(ActRow).values(row))
    return next(iter(rivals - {said}), None)


async def unsay(connection: AsyncConnection, user_id: int, story_id: int, what: Iterable[Said]) -> bool:
    """Take back what a reader said of a story. Gives whether any of it was said."""
    kinds = [said.value for said in what]
    chosen = (ActRow.user_id == user_id, ActRow.story_id == story_id, ActRow.kind.in_(kinds))
    return (await connection.execute(delete(ActRow).where(*chosen))).rowcount > 0


async def forget_opened(connection: AsyncConnection, user_id: int) -> int:
    """Delete what reading history noted. Gives how much it was."""
    return (await connection.execute(delete(ActRow).where(ActRow.user_id == user_id, ActRow.opened.is_(True)))).rowcount


async def forget_reader(connection: AsyncConnection, user_id: int) -> None:
    """Delete every row of the reader's taste, and others' lists for two that name them."""
    for table in OF_A_READER:
        await connection.execute(delete(table).where(table.user_id == user_id))
    await connection.execute(delete(KeptRow).where(KeptRow.request["with"].as_string() == str(user_id)))
