"""/story add, bulk, drafts, undo: stories come in, and go again."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.checks import moderator
from bot.library.adding.answers import Consent, Purpose
from bot.library.answers import Progress
from bot.ui.adding.bulk import bulk_panel, deliver_with_progress
from bot.ui.adding.forms import OFFERED, AddForm
from bot.ui.adding.listing import drafts_panel, undo_panel
from bot.ui.adding.uploads import Upload
from bot.ui.asker import asker_of
from bot.ui.base import Panel, Way, deliver


class Adding(commands.Cog):
    """How moderators bring stories in."""

    @app_commands.command()
    @moderator()
    async def add(self, interaction: discord.Interaction) -> None:
        """For moderators: add a story from a file, a pasted text or a link."""
        await interaction.response.send_modal(AddForm(Purpose.ADD))

    @app_commands.command()
    @app_commands.describe(
        file="A ZIP of story files",
        permission="Why its stories may be shown here; it's taken to be so for each of them",
        proof="A link or words; needed when the authors said yes",
    )
    @app_commands.choices(permission=[Choice(name=why.value.capitalize(), value=why.value) for why in OFFERED])
    @moderator()
    async def bulk(
        self, interaction: discord.Interaction, *, file: discord.Attachment, permission: str, proof: str = ""
    ) -> None:
        """For moderators: add all stories of a ZIP."""

        async def work(progress: Progress) -> Panel:
            return await bulk_panel(interaction, Upload.of(file), Consent(permission), proof, progress)

        await deliver_with_progress(interaction, work)

    @app_commands.command()
    async def drafts(self, interaction: discord.Interaction) -> None:
        """Your stories that you haven't confirmed, sent or saved yet."""

        async def coming() -> Panel:
            return await drafts_panel(await asker_of(interaction))

        await deliver(interaction, coming(), Way.PRIVATE)

    @app_commands.command()
    @moderator()
    async def undo(self, interaction: discord.Interaction) -> None:
        """For moderators: take back what you did in the last 24 hours."""

        async def coming() -> Panel:
            return await undo_panel(await asker_of(interaction))

        await deliver(interaction, coming(), Way.PRIVATE)
