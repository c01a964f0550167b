"""/story withdraw: an author, or a moderator, takes a story out for good."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui import suggestions
from bot.ui.asker import asker_of
from bot.ui.authors.withdrawing import ask_panel, meant
from bot.ui.base import Panel, Way, deliver


class Withdrawing(commands.Cog):
    """Taking a story out."""

    @app_commands.command()
    @app_commands.describe(title="The story's title")
    @app_commands.autocomplete(title=suggestions.own_or_looked_after)
    async def withdraw(self, interaction: discord.Interaction, *, title: str) -> None:
        """For authors and moderators: take a story out for good; you're asked once more."""
        await deliver(interaction, _ask(interaction, title), Way.PRIVATE)


async def _ask(interaction: discord.Interaction, title: str) -> Panel:
    asker = await asker_of(interaction)
    return await ask_panel(asker, await meant(asker, title))
