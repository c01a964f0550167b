"""/history: who did what."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import moderator, visible_to
from bot.ui import suggestions
from bot.ui.asker import asker_of, library_of
from bot.ui.base import Panel, Way, deliver
from bot.ui.history import history_panel


class History(commands.Cog):
    """Looking at what was done."""

    def __init__(self, bot: commands.Bot) -> None:
        self.history.default_permissions = visible_to(library_of(bot).settings)

    @app_commands.command()
    @app_commands.describe(story="Only what was done to this story")
    @app_commands.autocomplete(story=suggestions.looked_after)
    @moderator()
    async def history(self, interaction: discord.Interaction, *, story: str = "") -> None:
        """Who did what in this server, when and why."""
        await deliver(interaction, _history(interaction, story), Way.PRIVATE)


async def _history(interaction: discord.Interaction, story: str) -> Panel:
    asker = await asker_of(interaction)
    card = await asker.library.moderating.find(asker.actor, story, asker.place) if story.strip() else None
    return await history_panel(asker, card.id if card else 0)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(History(bot))
