"""Wards: what keeps a story out, or how much of it may be shown, because its author said so.

Asked wherever a story comes in: by uploads, by loads of the corpus folder, and at start after a backup was restored.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Permission, State
from bot.library.prepare import Prepared


@dataclass(frozen=True, slots=True)
class Warded:
    """What authors' words mean for a story that is about to come in.

    `state` is WITHDRAWN when it's kept out, HELD when a moderator must look first, None when nothing stands against it.
    `cap` is the most that may be shown of it. `asks`: the author wants to be asked, so it waits for their consent.
    `sentence` says to whoever adds it what stands against it and what to do; "" if nothing does.
    """

    state: State | None = None
    cap: Permission | None = None
    asks: bool = False
    sentence: str = ""


class Wards:
    """All tombstones that were not lifted, and all wishes, in memory."""

    def judge(self, prepared: Prepared, guild_id: int | None) -> Warded:
        """What stands against this story there; `guild_id` None is the operator's corpus. Fast, and touches nothing."""
        raise NotImplementedError


async def read_wards(connection: AsyncConnection) -> Wards:
    """The wards as they stand in this transaction. Ask once for many stories."""
    raise NotImplementedError
