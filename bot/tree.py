"""The command tree: refuses what comes from outside servers, and is the one path that every error takes."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.errors import ReaderError
from bot.ui.base import notice
from bot.ui.errors import answer_error

if TYPE_CHECKING:
    from bot.client import Ficus


class FicusTree(app_commands.CommandTree["Ficus"]):
    """Slash commands of a bot that lives in servers."""

    async def interaction_check(self, interaction: discord.Interaction["Ficus"], /) -> bool:
        """Whether the interaction comes from a server; elsewhere it's answered here."""
        if interaction.guild_id is not None:
            return True
        if interaction.type is not discord.InteractionType.autocomplete:
            await interaction.response.send_message(view=notice("Ficus works in servers only."), ephemeral=True)
        return False

    async def refuse(self, interaction: discord.Interaction, error: ReaderError) -> None:
        """Tell a member what can't be done for them."""
        await answer_error(interaction, error)

    async def on_error(self, interaction: discord.Interaction, error: Exception, /) -> None:
        """Answer a failure of a command; buttons and forms bring theirs here too."""
        await answer_error(interaction, error)
