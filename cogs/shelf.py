"""/shelf: a reader's lists."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.library.taste.kinds import SHELF, Said
from bot.ui.asker import asker_of
from bot.ui.base import Panel, Way, deliver
from bot.ui.taste.shelf import NAMES, shelf_panel


class Shelf(commands.Cog):
    """Keeping lists."""

    @app_commands.command()
    @app_commands.rename(said="list")
    @app_commands.describe(said="Which of your lists")
    @app_commands.choices(said=[Choice(name=NAMES[said], value=said.value) for said in SHELF])
    async def shelf(self, interaction: discord.Interaction, said: str = Said.TO_READ.value) -> None:
        """Your lists: what you want to read, are reading, have finished, dropped, or liked. Only you see them."""
        await deliver(interaction, _answer(interaction, Said(said)), Way.PRIVATE)


async def _answer(interaction: discord.Interaction, said: Said) -> Panel:
    return await shelf_panel(await asker_of(interaction), said)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Shelf())
