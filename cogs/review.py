"""/review: what waits for the moderators."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import moderator, visible_to
from bot.ui.asker import asker_of, library_of
from bot.ui.base import Panel, Way, deliver
from bot.ui.review.waiting import waiting_panel


class ReviewCog(commands.GroupCog, group_name="review", group_description="What waits for moderators"):
    """Looking at what waits."""

    def __init__(self, bot: commands.Bot) -> None:
        super().__init__()
        if self.app_command is not None:
            self.app_command.default_permissions = visible_to(library_of(bot).settings)

    @app_commands.command(name="list")
    @moderator()
    async def waiting(self, interaction: discord.Interaction) -> None:
        """Proposals, held stories, reports and claims that wait, and since when."""
        await deliver(interaction, _waiting(interaction), Way.PRIVATE)


async def _waiting(interaction: discord.Interaction) -> Panel:
    return await waiting_panel(await asker_of(interaction))


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(ReviewCog(bot))
