"""Who asks, and where: what the gate needs to know, read off an interaction."""

from dataclasses import dataclass
from typing import Protocol, cast

import discord

from bot.library.actor import Actor
from bot.library.library import Library
from bot.library.place import Place, Reader
from bot.ui.company import Company, company_of, everybody

RESTRICTED_LEVELS = frozenset({discord.NSFWLevel.age_restricted, discord.NSFWLevel.explicit})
"""Levels at which Discord shows a whole server to adults only."""


class Serving(Protocol):
    """What the user interface needs of the bot."""

    library: Library


@dataclass(frozen=True, slots=True)
class Asker:
    """The library, and the place and the reader that it answers for; `actor` is the same member as one who acts.

    `private`: nobody else will see the answer. `company` says who of some members sees the place.
    """

    library: Library
    place: Place
    reader: Reader
    actor: Actor
    private: bool = False
    company: Company = everybody

    @property
    def owner(self) -> int:
        """The member whom the buttons of an answer belong to."""
        return self.reader.id or 0


async def asker_of(interaction: discord.Interaction) -> Asker:
    """Everything that a question to the library needs."""
    library, reader = library_of(interaction.client), await reader_of(interaction)
    company = company_of(interaction.guild, interaction.channel)
    return Asker(library, place_of(interaction), reader, actor_of(interaction), company=company)


def actor_of(interaction: discord.Interaction) -> Actor:
    """The member as somebody who does something, with what they are in this server."""
    manager, home = interaction.permissions.manage_guild, is_home(interaction)
    moderator = manager or _has_role(interaction, moderator_roles(interaction))
    return Actor(
        interaction.user.id, interaction.guild_id, moderator, curator=moderator and home, manager=manager, home=home
    )


def moderator_roles(interaction: discord.Interaction) -> frozenset[int]:
    """The roles whose members are moderators in this server: the operator's, and the one that the server has set."""
    library = library_of(interaction.client)
    own = library.servers.get(interaction.guild_id).moderator_role
    return frozenset({*library.settings.moderator_roles, *([own] if own else [])})


def _has_role(interaction: discord.Interaction, roles: frozenset[int]) -> bool:
    member = interaction.user
    return isinstance(member, discord.Member) and any(role.id in roles for role in member.roles)


def is_home(interaction: discord.Interaction) -> bool:
    """Whether the operator's corpus is looked after here."""
    return is_home_server(interaction.client, interaction.guild_id)


def is_home_server(client: discord.Client, guild_id: int | None) -> bool:
    """Whether a server looks after the operator's corpus: a home that is named, or else the bot's only server."""
    homes = library_of(client).settings.home_guild_ids
    return guild_id in homes if homes else len(client.guilds) == 1


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
