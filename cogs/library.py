"""/library: what moderators need to know of the library."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import moderator, visible_to
from bot.ui.asker import actor_of, library_of
from bot.ui.base import Panel, Way, deliver
from bot.ui.status import status_panel


class LibraryCog(commands.GroupCog, group_name="library", group_description="The library, for moderators"):
    """Looking after the library."""

    def __init__(self, bot: commands.Bot) -> None:
        super().__init__()
        if self.app_command is not None:
            self.app_command.default_permissions = visible_to(library_of(bot).settings)

    @app_commands.command()
    @moderator()
    async def status(self, interaction: discord.Interaction) -> None:
        """What the library holds, and what the last load of the corpus folder ran into."""
        await deliver(interaction, _status(interaction), Way.PRIVATE)


async def _status(interaction: discord.Interaction) -> Panel:
    library, actor = library_of(interaction.client), actor_of(interaction)
    if actor.guild_id is not None:
        await library.review.sync(actor.guild_id, curator=actor.home)
    return status_panel(await library.status(actor.guild_id))


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(LibraryCog(bot))
