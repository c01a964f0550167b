"""Who asks, and where: what the gate needs to know, read off an interaction."""

from dataclasses import dataclass
from typing import Protocol, cast

import discord

from bot.library.actor import Actor
from bot.library.library import Library
from bot.library.place import Place, Reader

RESTRICTED_LEVELS = frozenset({discord.NSFWLevel.age_restricted, discord.NSFWLevel.explicit})
"""Levels at which Discord shows a whole server to adults only."""


class Serving(Protocol):
    """What the user interface needs of the bot."""

    library: Library


@dataclass(frozen=True, slots=True)
class Asker:
    """The library, and the place and the reader that it answers for."""

    library: Library
    place: Place
    reader: Reader

    @property
    def owner(self) -> int:
        """The member whom the buttons of an answer belong to."""
        return self.reader.id or 0


async def asker_of(interaction: discord.Interaction) -> Asker:
    """Everything that a question to the library needs."""
    return Asker(library_of(interaction.client), place_of(interaction), await reader_of(interaction))


def actor_of(interaction: discord.Interaction) -> Actor:
    """The member as somebody who does something, with what they are in this server."""
    moderator, home = is_moderator(interaction), is_home(interaction)
    return Actor(interaction.user.id, interaction.guild_id, moderator, curator=moderator and home, home=home)


def is_moderator(interaction: discord.Interaction) -> bool:
    """Whether the member has Manage Server here, or a role whose members are moderators."""
    roles = library_of(interaction.client).settings.moderator_roles
    member = interaction.user
    by_role = isinstance(member, discord.Member) and any(role.id in roles for role in member.roles)
    return interaction.permissions.manage_guild or by_role


def is_home(interaction: discord.Interaction) -> bool:
    """Whether the operator's corpus is looked after here: a home that is named, or else the bot's only server."""
    homes = library_of(interaction.client).settings.home_guild_ids
    return interaction.guild_id in homes if homes else len(interaction.client.guilds) == 1


def library_of(bot: discord.Client) -> Library:
    """The library that a bot serves."""
    return cast("Serving", bot).library


def place_of(interaction: discord.Interaction) -> Place:
    """The channel in which an answer would be seen."""
    restricted = is_restricted(interaction.guild, interaction.channel)
    return Place(interaction.guild_id, interaction.channel_id, restricted=restricted)


async def reader_of(interaction: discord.Interaction) -> Reader:
    """The member who asks, with their block list."""
    return await library_of(interaction.client).reader(interaction.user.id)


def is_restricted(guild: discord.Guild | None, channel: object) -> bool:
    """Whether a channel is known to be age-restricted: itself, for a thread its parent, or the whole server.

    A channel or parent that isn't known, for example one not cached, counts as not restricted.
    """
    if guild is not None and guild.nsfw_level in RESTRICTED_LEVELS:
        return True
    return isinstance(channel, discord.abc.GuildChannel | discord.Thread) and _says_nsfw(channel)


def _says_nsfw(channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    ask = getattr(channel, "is_nsfw", None)
    return bool(ask is not None and ask())
