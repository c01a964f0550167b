"""/story edit, rate, hide, remove, restore, history: looking after a story that is there."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.checks import moderator
from bot.corpus.story import Rating
from bot.ui import care, suggestions
from bot.ui.again import Wishes, given
from bot.ui.asker import asker_of
from bot.ui.base import Panel, Way, deliver

TITLE = "The story's title"
REASON = "Why; it stands in the history"


class Caring(commands.Cog):
    """What moderators do to a story that is there."""

    @app_commands.command()
    @app_commands.describe(title=TITLE)
    @app_commands.autocomplete(title=suggestions.looked_after)
    @moderator()
    async def edit(self, interaction: discord.Interaction, *, title: str) -> None:
        """For moderators: change what is known of a story."""
        await _answer(interaction, "edit", given(title=title))

    @app_commands.command()
    @app_commands.describe(title=TITLE, rating="What it's rated; your word lets a held story be shown", reason=REASON)
    @app_commands.autocomplete(title=suggestions.looked_after)
    @app_commands.choices(rating=[Choice(name=rating.value, value=rating.value) for rating in Rating])
    @moderator()
    async def rate(self, interaction: discord.Interaction, *, title: str, rating: str, reason: str = "") -> None:
        """For moderators: rate a story that you have looked at."""
        await _answer(interaction, "rate", given(title=title, rating=rating, reason=reason))

    @app_commands.command()
    @app_commands.describe(title=TITLE, reason=REASON)
    @app_commands.autocomplete(title=suggestions.looked_after)
    @moderator()
    async def hide(self, interaction: discord.Interaction, *, title: str, reason: str = "") -> None:
        """For moderators: show a story no longer in this server."""
        await _answer(interaction, "hide", given(title=title, reason=reason))

    @app_commands.command()
    @app_commands.describe(title=TITLE, reason=REASON)
    @app_commands.autocomplete(title=suggestions.looked_after)
    @moderator()
    async def remove(self, interaction: discord.Interaction, *, title: str, reason: str = "") -> None:
        """For moderators: take a story out of the library."""
        await _answer(interaction, "remove", given(title=title, reason=reason))

    @app_commands.command()
    @app_commands.describe(title=TITLE, reason=REASON)
    @app_commands.autocomplete(title=suggestions.looked_after)
    @moderator()
    async def restore(self, interaction: discord.Interaction, *, title: str, reason: str = "") -> None:
        """For moderators: show a story again that was hidden or removed."""
        await _answer(interaction, "restore", given(title=title, reason=reason))

    @app_commands.command()
    @app_commands.describe(title=TITLE)
    @app_commands.autocomplete(title=suggestions.looked_after)
    @moderator()
    async def history(self, interaction: discord.Interaction, *, title: str) -> None:
        """For moderators: who did what to a story, when and why."""
        await _answer(interaction, "past", given(title=title))


async def _answer(interaction: discord.Interaction, kind: str, wishes: Wishes) -> None:
    async def coming() -> Panel:
        return await care.PANELS[kind](await asker_of(interaction), wishes, 0)

    await deliver(interaction, coming(), Way.PRIVATE)
