"""/taste: what is known of a reader, and what may be done with it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.asker import asker_of
from bot.ui.base import Panel, Way, deliver
from bot.ui.taste.known import taste_panel


class Taste(commands.Cog):
    """Seeing, choosing and forgetting."""

    @app_commands.command()
    async def taste(self, interaction: discord.Interaction) -> None:
        """What is known of you: history on or off, lists for several, forget me. Only you see it."""
        await deliver(interaction, _answer(interaction), Way.PRIVATE)


async def _answer(interaction: discord.Interaction) -> Panel:
    return await taste_panel(await asker_of(interaction))


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Taste())
