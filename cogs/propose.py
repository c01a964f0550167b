"""/propose: members send stories to the moderators."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.library.adding.answers import Purpose
from bot.ui.adding.forms import AddForm
from bot.ui.asker import actor_of, library_of


class Propose(commands.Cog):
    """Proposing stories."""

    @app_commands.command()
    async def propose(self, interaction: discord.Interaction) -> None:
        """Send a story to the moderators: a file, a pasted text or a link."""
        left = await library_of(interaction.client).review.left(actor_of(interaction))
        await interaction.response.send_modal(AddForm(Purpose.PROPOSE, left=left))


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Propose())
