"""Block lists: what each reader never wants to see."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.place import BlockList
from bot.library.tables import BlockRow


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
