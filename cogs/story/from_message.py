"""Add as story: what a message holds, from its menu."""

import discord
from discord import app_commands

from bot.checks import moderator, visible_to
from bot.library.adding.answers import Purpose
from bot.settings import Settings
from bot.ui.adding.arriving import Sent, arrived_panel
from bot.ui.adding.forms import AddForm
from bot.ui.adding.uploads import Upload
from bot.ui.asker import asker_of
from bot.ui.base import Panel, Way, deliver
from bot.ui.text import is_address

NAME = "Add as story"


def add_as_story(settings: Settings) -> app_commands.ContextMenu:
    """The entry in messages' menus. Made anew for each bot, since who is shown it is the operator's choice."""

    @app_commands.context_menu(name=NAME)
    @moderator()
    async def menu(interaction: discord.Interaction, message: discord.Message) -> None:
        uploads = [Upload.of(attachment) for attachment in _attachments(message)]
        if not uploads and is_address(message.content):
            # A bare link has no title: that is still to be typed.
            await interaction.response.send_modal(AddForm(Purpose.ADD, message.content.strip()))
            return
        pasted = "" if uploads else message.content
        await deliver(interaction, _arrived(interaction, Sent(Purpose.ADD, uploads, pasted)), Way.PRIVATE)

    menu.default_permissions = visible_to(settings)
    return menu


def _attachments(message: discord.Message) -> list[discord.Attachment]:
    """Those of the message, or of the message that it forwards."""
    forwarded = [attachment for snapshot in message.message_snapshots for attachment in snapshot.attachments]
    return message.attachments or forwarded


async def _arrived(interaction: discord.Interaction, sent: Sent) -> Panel:
    return await arrived_panel(interaction.client, await asker_of(interaction), sent)
