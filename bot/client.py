"""The Discord client: what it is allowed to see, and how it starts and stops."""

import discord
import structlog
from discord import app_commands
from discord.ext import commands, tasks

from bot.library.library import FOLLOW_SECONDS, Library
from bot.settings import Settings
from bot.syncing import sync
from bot.tree import FicusTree
from bot.ui import presses
from bot.ui.posting import Poster

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

EXTENSIONS = (
    "cogs.search",
    "cogs.excerpt",
    "cogs.recommend",
    "cogs.shelf",
    "cogs.taste",
    "cogs.block",
    "cogs.story",
    "cogs.propose",
    "cogs.author",
    "cogs.alias",
    "cogs.review",
    "cogs.history",
    "cogs.settings",
    "cogs.library",
    "cogs.help",
)

DESCRIPTION = "Finds, recommends and reads out stories for a fandom server."


class Ficus(commands.Bot):
    """The bot. It holds one thing of ours: the library."""

    def __init__(self, library: Library) -> None:
        # Ficus has no voice, so nobody needs to read that its libraries are missing.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            description=DESCRIPTION,
            intents=discord.Intents(guilds=True),
            tree_cls=FicusTree,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.library = library
        self._poster = Poster(self, library)

    async def setup_hook(self) -> None:
        """Open the library and make ready for commands and buttons. What fails here ends the process."""
        await self.library.start()
        for extension in EXTENSIONS:
            await self.load_extension(extension)
        self.add_dynamic_items(*presses.ALL)
        sent = await sync(self.tree, self.library.settings.test_guild_id)
        log.info("Commands sent to Discord" if sent else "Discord knows the commands already")
        self._poster.start()
        self._follow.start()

    @tasks.loop(seconds=FOLLOW_SECONDS)
    async def _follow(self) -> None:
        """What another process has written is known here too: a withdrawn story, a setting."""
        try:
            await self.library.take_in()
        except Exception as error:  # noqa: BLE001 - it's tried again in a moment
            log.warning("What other processes wrote can't be read", reason=repr(error))

    async def on_ready(self) -> None:
        """Say so."""
        log.info("Ready", name=str(self.user), servers=len(self.guilds))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer forms; discord.py has answered commands and buttons by then, and remembers no form of ours."""
        if interaction.type is discord.InteractionType.modal_submit:
            await presses.answer_form(interaction)

    async def close(self) -> None:
        """Leave Discord, then close the library."""
        try:
            self._follow.cancel()
            await self._poster.stop()
            await super().close()
        finally:
            await self.library.close()


def create_bot(settings: Settings, *, library: Library | None = None) -> Ficus:
    """An unstarted bot, made without side effects; it starts and closes the library itself, if need be."""
    return Ficus(library or Library(settings))
