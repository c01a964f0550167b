"""A server with a review channel: what waits there, how it got there, and time that goes by."""

from typing import Any

import simcord
from simcord.results import ResponseMessage

from bot.ui.posting import PAUSE, SECONDS
from tests.support.seen import Seen, look
from tests.support.sent_stories import story_file
from tests.support.simulated import Server

HELD = "Held Harbor"
BARRED = "Barred Harbor"
SECRET = "smut"
"""A tag that announces what the text of these stories, which is harmless, hasn't got."""

RATING = {"consent": ["my own work"]}


async def review_channel(server: Server, *, restricted: bool = True) -> Any:
    """The channel that moderators have set."""
    channel = server.guild.create_text_channel("review")
    restrict(server, channel, restricted)
    await server.ask("settings", by=server.moderator, review_channel=channel)
    return channel


def restrict(server: Server, channel: Any, restricted: bool = True) -> None:
    """Mark a channel as age-restricted, as far as discord.py knows: SimCord has no such thing."""
    server.bot.get_channel(channel.id).nsfw = restricted


async def look_around(server: Server, times: int = 1) -> None:
    """Let the poster look at what is to be posted."""
    await server.env.advance_time(SECONDS * times)
    server.judge()


async def after_a_pause(server: Server) -> None:
    """Let it forget that something failed."""
    await look_around(server, PAUSE + 1)


def posted(server: Server, channel: Any) -> list[Seen]:
    """The messages of a channel that everybody there sees, oldest first."""
    messages = server.env.backend.messages.get(channel.id, {})
    seen = [look(ResponseMessage(server.env, messages[number])) for number in sorted(messages)]
    return [message for message in seen if not message.private]


def told(server: Server, member: Any) -> list[str]:
    """What the bot has written to a member directly."""
    return [seen.text for seen in posted(server, member.user.dm_channel)]


async def load_held(server: Server, *, barred: bool = False) -> None:
    """A story without rating whose tag announces something; or one that can never be shown."""
    title, rating, tag = (BARRED, "Explicit", "underage") if barred else (HELD, "", SECRET)
    file = server.bot.library.settings.corpus / f"{title}.txt"
    file.write_bytes(story_file(title, Rating=rating, Tags=tag))
    await server.bot.library.load()


async def draft(server: Server, data: bytes = b"", *, by: Any = None, tell: bool = False) -> Seen:
    """The preview of a member's proposal, ready to be sent."""
    who = by or server.ann
    form = await who.slash(server.channel, "propose")
    preview = await server.send(form, by=who, files=[("weir.txt", data or story_file())], tell=tell)
    return await server.fill(preview, "Rating and permission", by=who, **RATING)


async def propose(server: Server, data: bytes = b"", *, by: Any = None, tell: bool = False) -> Seen:
    """What a member sees once their proposal is sent."""
    who = by or server.ann
    return await server.press(await draft(server, data, by=who, tell=tell), "Send for review", by=who)


def second_moderator(server: Server) -> Any:
    """Another member with Manage Server."""
    role = server.guild.roles["Moderators"]
    return server.guild.add_member(server.env.create_user("max"), roles=[role])


def closed_messages(env: simcord.Env) -> None:
    """From now on nobody takes direct messages."""
    env.inject_error("POST", "/channels/*/messages", status=403, code=50007, times=None)
