"""Letting back: what nobody's word keeps out any more. Joins the caller's write transaction.

A story of the operator's corpus comes back when its file is read the next time, which judges it anew. Of a server's own
story nothing is left: it can be added again.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import State
from bot.library.authors.nouns import HIDDEN_BY_AUTHOR
from bot.library.authors.stored import IS_WITHDRAWN, Stored, read_stored
from bot.library.authors.tombstones import read_tombstones
from bot.library.authors.wards import Wards, read_wishes
from bot.library.database import in_chunks
from bot.library.store import announce
from bot.library.tables import FileRow, HiddenRow, StoryRow

LOOK = "It was kept out by its author's or a moderator's word, which was taken back."


async def look_again(connection: AsyncConnection) -> None:
    """Let back every story that is out, or hidden, by nobody's word any more: no tombstone and no wish says so."""
    tombstones = await read_tombstones(connection)
    wards = Wards(tombstones, await read_wishes(connection))
    out = await read_stored(connection, IS_WITHDRAWN)
    free = [story for story in out if not wards.keeps_out(story.identity, story.guild_id, story.id)]
    await read_anew(connection, [story.id for story in free if story.guild_id is None])
    await _forget(connection, [story.id for story in free if story.guild_id is not None])
    await announce(connection, [story.id for story in free])
    hidden = StoryRow.id.in_(select(HiddenRow.story_id).where(HiddenRow.reason == HIDDEN_BY_AUTHOR))
    numbers = {number for one in tombstones for number in one.identity.sketch}
    await _show(connection, await read_stored(connection, hidden, numbers), wards)


async def read_anew(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Let the next load read these stories' files, whether they have changed or not; until then they aren't shown."""
    for some in in_chunks(ids):
        back = {"state": State.HELD.value, "gone": True, "changed_at": datetime.now(UTC)}
        await connection.execute(update(StoryRow).where(StoryRow.id.in_(some)).values(**back))
        await connection.execute(update(FileRow).where(FileRow.story_id.in_(some)).values(stamp=""))


async def _forget(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """What has a text yet was kept out because of a change, not withdrawn: moderators look at it."""
    for some in in_chunks(ids):
        theirs = StoryRow.id.in_(some)
        await connection.execute(delete(StoryRow).where(theirs, StoryRow.text_digest == ""))
        await connection.execute(update(StoryRow).where(theirs).values(state=State.HELD.value, held_because=LOOK))


async def _show(connection: AsyncConnection, stories: Sequence[Stored], wards: Wards) -> None:
    for story in stories:
        still = [guild_id for guild_id, by_author in wards.hidden_in(story.identity, story.id).items() if by_author]
        theirs = (HiddenRow.story_id == story.id, HiddenRow.reason == HIDDEN_BY_AUTHOR)
        await connection.execute(delete(HiddenRow).where(*theirs, HiddenRow.guild_id.not_in(still)))
    await announce(connection, [story.id for story in stories])
