"""/story show: everything that is known of one story."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui import suggestions
from bot.ui.again import Wishes, given
from bot.ui.asker import asker_of
from bot.ui.base import Panel, deliver, private_if
from bot.ui.cards import story_panel


class Showing(commands.Cog):
    """Looking a story up."""

    @app_commands.command()
    @app_commands.describe(title="The story's title", private="Show the answer only to you")
    @app_commands.autocomplete(title=suggestions.titles)
    async def show(self, interaction: discord.Interaction, title: str, private: bool = False) -> None:
        """Show the card of a story: what is known of it, its warnings, its source."""
        await deliver(interaction, _answer(interaction, given(title=title)), private_if(private))


async def _answer(interaction: discord.Interaction, wishes: Wishes) -> Panel:
    return await story_panel(await asker_of(interaction), wishes)
