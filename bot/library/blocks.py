"""Block lists: what each reader never wants to see."""

from enum import StrEnum

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.place import BlockList
from bot.library.tables import BlockRow

MOST_BLOCKS = 200
"""Of one reader: every card that is shown is compared with all of them."""


class Blocked(StrEnum):
    """What a block is of; the values are the rows' `kind`."""

    TAG = "tag"
    AUTHOR = "author"
    STORY = "story"


async def read_blocks(connection: AsyncConnection, user_id: int) -> BlockList:
    """The member's block list, empty if there is none."""
    rows = (await connection.execute(select(BlockRow.kind, BlockRow.key).where(BlockRow.user_id == user_id))).all()
    keys = {kind: frozenset(row.key for row in rows if row.kind == kind.value) for kind in Blocked}
    return BlockList(
        tags=keys[Blocked.TAG],
        authors=keys[Blocked.AUTHOR],
        stories=frozenset(int(key) for key in keys[Blocked.STORY] if key.isdecimal()),
    )


async def read_labels(connection: AsyncConnection, user_id: int) -> list[tuple[Blocked, str, str]]:
    """Every block with its key and the words in which it was made, in order of kind and key."""
    chosen = select(BlockRow.kind, BlockRow.key, BlockRow.label).where(BlockRow.user_id == user_id)
    rows = (await connection.execute(chosen.order_by(BlockRow.kind, BlockRow.key))).all()
    known = {kind.value for kind in Blocked}
    return [(Blocked(row.kind), row.key, row.label or row.key) for row in rows if row.kind in known]


async def count_blocks(connection: AsyncConnection, user_id: int) -> int:
    """How many blocks the member has."""
    return (await connection.execute(select(func.count()).where(BlockRow.user_id == user_id))).scalar_one()


async def add_block(connection: AsyncConnection, user_id: int, kind: Blocked, key: str, label: str) -> bool:
    """Gives whether it wasn't there before."""
    if (await connection.execute(select(BlockRow.key).where(*_is(user_id, kind, key)))).first() is not None:
        return False
    await connection.execute(insert(BlockRow).values(user_id=user_id, kind=kind.value, key=key, label=label))
    return True


async def remove_block(connection: AsyncConnection, user_id: int, kind: Blocked, key: str) -> bool:
    """Gives whether it was there."""
    return (await connection.execute(delete(BlockRow).where(*_is(user_id, kind, key)))).rowcount > 0


def _is(user_id: int, kind: Blocked, key: str) -> tuple[ColumnElement[bool], ...]:
    return BlockRow.user_id == user_id, BlockRow.kind == kind.value, BlockRow.key == key
