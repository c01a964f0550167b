"""The poster: keeps review channels and history channels up to date, and tells proposers what became of their stories.

What is to be posted stands in the database, so that a restart neither loses nor doubles anything. A channel that can't
be written to is left alone for a while; what goes wrong in one server never keeps another one waiting.
"""

import asyncio
from collections.abc import Awaitable, Callable

import discord
import structlog
from discord.ext import tasks

from bot.library.actor import Actor
from bot.library.library import Library
from bot.library.place import Place
from bot.library.review.items import Item, ItemState
from bot.ui.asker import is_home_server, is_restricted
from bot.ui.base import Panel, notice
from bot.ui.history import fitting
from bot.ui.review.opening import open_panel
from bot.ui.review.outcomes import outcome_text
from bot.ui.server_settings import Channel

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

SECONDS = 3.0
"""Between two looks at what is to be posted."""

PAUSE = 20
"""Looks that are left out after something failed in a server: about a minute."""


class Poster:
    """Runs beside the client, from `start` to `stop`."""

    def __init__(self, client: discord.Client, library: Library) -> None:
        self._client = client
        self._library = library
        self._pauses: dict[tuple[int, str], int] = {}

    def start(self) -> None:
        """Begin as soon as Discord has told which servers there are."""
        self._look.start()

    async def stop(self) -> None:
        """End at once; what isn't posted yet is posted after the next start."""
        task = self._look.get_task()
        self._look.cancel()
        if task is not None:
            await asyncio.gather(task, return_exceptions=True)

    @tasks.loop(seconds=SECONDS)
    async def _look(self) -> None:
        for guild in list(self._client.guilds):
            for job in (self._post_items, self._post_history, self._tell_outcomes):
                await self._do(job, guild)

    @_look.before_loop
    async def _wait_for_servers(self) -> None:
        await self._client.wait_until_ready()

    async def _do(self, job: Callable[[discord.Guild], Awaitable[None]], guild: discord.Guild) -> None:
        """One job for one server. A failure is logged, and the job rests for a while; the others go on."""
        key = (guild.id, job.__name__)
        if self._pauses.get(key, 0) > 0:
            self._pauses[key] -= 1
            return
        try:
            await job(guild)
        except Exception as error:  # noqa: BLE001 - whatever it is, it's tried again
            self._pauses[key] = PAUSE
            log.warning("Posting failed; it's tried again", job=key[1].strip("_"), server=guild.id, reason=repr(error))

    async def _post_items(self, guild: discord.Guild) -> None:
        channel_id = self._library.servers.get(guild.id).review_channel
        if channel_id is None:
            return
        await self._library.review.sync(guild.id, curator=is_home_server(self._client, guild.id))
        channel = _channel(guild, channel_id)
        for item in await self._library.review.to_post(_place(channel)):
            await self._post_item(channel, item)

    async def _post_item(self, channel: Channel, item: Item) -> None:
        """Post an item, or bring its message up to date where that stands."""
        if item.message_id is None or item.channel_id is None:
            await self._send_item(channel, item)
        elif item.channel_id == channel.id:
            await self._edit_item(channel, item, item.message_id)
        else:
            await self._leave_channel(channel, item, item.channel_id, item.message_id)

    async def _send_item(self, channel: Channel, item: Item) -> None:
        # Discord takes a message once: if the process ends before it's noted, the next one gets the same message again.
        nonce = f"review-{item.id}-{channel.id % 1_000_000}"
        message = await channel.send(view=await self._panel(channel, item), nonce=nonce)
        await self._library.review.posted(item, channel.id, message.id)

    async def _edit_item(self, channel: Channel, item: Item, message_id: int) -> None:
        try:
            await _edit(channel, message_id, await self._panel(channel, item))
        except discord.NotFound:
            await self._library.review.lost(item)
        else:
            await self._library.review.posted(item, channel.id, message_id)

    async def _leave_channel(self, channel: Channel, item: Item, old_id: int, message_id: int) -> None:
        """The review channel is another one now: what still waits moves there, what is decided is told where it was."""
        old = channel.guild.get_channel_or_thread(old_id)
        if not isinstance(old, Channel):
            await self._library.review.lost(item)
        elif item.state is ItemState.OPEN:
            await _edit_if_there(old, message_id, notice(f"This waits in <#{channel.id}> now."))
            await self._send_item(channel, item)
        else:
            await self._edit_item(old, await self._seen(old, item), message_id)

    async def _seen(self, channel: Channel, item: Item) -> Item:
        """The item as it may be seen in another channel."""
        return await self._library.review.item(_actor(channel.guild), item.id, _place(channel))

    async def _panel(self, channel: Channel, item: Item) -> Panel:
        return await open_panel(self._library, _actor(channel.guild), item, _place(channel))

    async def _post_history(self, guild: discord.Guild) -> None:
        channel_id = self._library.servers.get(guild.id).history_channel
        if channel_id is None:
            return
        channel = _channel(guild, channel_id)
        entries = await self._library.moderating.history_to_post(_place(channel))
        while entries:
            lines = fitting(entries)
            last = entries[len(lines) - 1].event.id
            await channel.send(view=notice("\n".join(lines)), nonce=f"history-{last}")
            await self._library.moderating.history_posted(guild.id, last)
            entries = entries[len(lines) :]

    async def _tell_outcomes(self, guild: discord.Guild) -> None:
        for item in await self._library.review.to_tell(guild.id):
            if await self._library.review.told(item.id):
                await self._tell(guild, item)

    async def _tell(self, guild: discord.Guild, item: Item) -> None:
        """Write to a proposer. Whoever takes no messages, or has left Discord, isn't written to again."""
        try:
            proposer = await self._client.fetch_user(item.opened_by)
            await proposer.send(view=notice(outcome_text(item, guild.name)), nonce=f"outcome-{item.id}")
        except (discord.Forbidden, discord.NotFound) as error:
            log.info("A proposer couldn't be told", item=item.id, server=guild.id, reason=str(error))


def _channel(guild: discord.Guild, channel_id: int) -> Channel:
    """A channel to post in. Raises LookupError when it's gone or hidden from Ficus."""
    channel = guild.get_channel_or_thread(channel_id)
    if isinstance(channel, Channel):
        return channel
    raise LookupError(f"Channel {channel_id} is gone, or Ficus can't see it")


def _place(channel: Channel) -> Place:
    return Place(channel.guild.id, channel.id, restricted=is_restricted(channel.guild, channel))


def _actor(guild: discord.Guild) -> Actor:
    """Ficus, looking at what moderators of the server see."""
    return Actor(0, guild.id, moderator=True)


async def _edit(channel: Channel, message_id: int, panel: Panel) -> None:
    # The bot's own rule that nobody is pinged holds for new messages only.
    silent = discord.AllowedMentions.none()
    await channel.get_partial_message(message_id).edit(view=panel, allowed_mentions=silent)


async def _edit_if_there(channel: Channel, message_id: int, panel: Panel) -> None:
    try:
        await _edit(channel, message_id, panel)
    except (discord.NotFound, discord.Forbidden) as error:
        log.info("An old message stays as it was", channel=channel.id, message=message_id, reason=str(error))
