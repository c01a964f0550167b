"""Who may use which commands."""

from collections.abc import Callable
from typing import TypeVar

import discord
from discord import app_commands

from bot.errors import NotAllowedError
from bot.settings import Settings
from bot.ui.asker import actor_of, moderator_roles

T = TypeVar("T")

MANAGE_SERVER = discord.Permissions(manage_guild=True)


def visible_to(settings: Settings) -> discord.Permissions | None:
    """What Discord shall ask for before it lists a moderation command.

    Discord knows nothing of the operator's roles: where there are any, everybody sees it, and our check decides.
    """
    return None if settings.moderator_roles else MANAGE_SERVER


def moderator() -> Callable[[T], T]:
    """Only members with Manage Server, or with one of the moderators' roles. Others read what they need."""

    def predicate(interaction: discord.Interaction) -> bool:
        if actor_of(interaction).moderator:
            return True
        roles = " or one of this bot's moderator roles" if moderator_roles(interaction) else ""
        refusal = NotAllowedError(f"This command is for moderators: it needs the permission Manage Server{roles}.")
        raise app_commands.CheckFailure from refusal

    return app_commands.check(predicate)
