"""/excerpt: a passage to read."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui import suggestions
from bot.ui.again import Wishes, given
from bot.ui.asker import asker_of
from bot.ui.base import Panel, deliver, private_if
from bot.ui.excerpts import excerpt_panel


class Excerpt(commands.Cog):
    """Reading a passage."""

    @app_commands.command()
    @app_commands.describe(
        story="A passage of this story",
        character="A passage of a story with this character",
        fandom="A passage of a story of this fandom",
        private="Show the answer only to you",
    )
    @app_commands.autocomplete(story=suggestions.titles, character=suggestions.character, fandom=suggestions.fandoms)
    async def excerpt(
        self,
        interaction: discord.Interaction,
        *,
        story: str = "",
        character: str = "",
        fandom: str = "",
        private: bool = False,
    ) -> None:
        """Read a random passage, of any story or of the one you name."""
        wishes = given(story=story, character=character, fandom=fandom)
        await deliver(interaction, _answer(interaction, wishes), private_if(private))


async def _answer(interaction: discord.Interaction, wishes: Wishes) -> Panel:
    return await excerpt_panel(await asker_of(interaction), wishes)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Excerpt())
