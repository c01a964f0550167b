"""Who of some members can see a channel. Ficus has no list of members, so it asks Discord about each."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import discord
import structlog

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MOST_ASKED = 50
"""Members about whom Discord is asked for one answer."""

AT_ONCE = 5

Company = Callable[[Collection[int]], Awaitable[frozenset[int]]]
"""Gives those of some members, by id, who can see a channel."""


async def everybody(user_ids: Collection[int]) -> frozenset[int]:
    """For where there is no channel."""
    return frozenset(user_ids)


def company_of(guild: discord.Guild | None, channel: object) -> Company:
    """The company of a channel or thread. Who can't be looked up, or has left the server, isn't in it."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def sees(user_id: int) -> bool:
        if guild is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return False
        async with turns:
            try:
                member = guild.get_member(user_id) or await guild.fetch_member(user_id)
            except discord.NotFound:
                return False
            except discord.HTTPException as error:
                log.warning("A member can't be looked up", reason=str(error))
                return False
        return channel.permissions_for(member).view_channel

    async def company(user_ids: Collection[int]) -> frozenset[int]:
        asked = sorted(user_ids)[:MOST_ASKED]
        seen = await asyncio.gather(*map(sees, asked))
        return frozenset(user_id for user_id, is_there in zip(asked, seen, strict=True) if is_there)

    return company
