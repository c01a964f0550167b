"""`ficus try`: the real bot in a local, simulated Discord that opens in the browser. No token, no network."""

import importlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import discord

from bot.client import Ficus, create_bot
from bot.errors import OperatorError
from bot.library.library import Library
from bot.settings import Settings

TOPIC = "Type / to see the commands. Choose who you are at the top: a reader or a moderator."
SETTLE_SECONDS = 60.0
"""How long SimCord waits for one reaction of the bot: generous, for slow machines."""


@contextmanager
def library_url(database: str | None) -> Generator[str]:
    """The database to try things in: the one named, or else a fresh one that is gone afterwards."""
    if database:
        yield database
        return
    with TemporaryDirectory(prefix="ficus-try-", ignore_cleanup_errors=True) as folder:
        yield f"sqlite+aiosqlite:///{Path(folder).as_posix()}/try.sqlite3"


async def serve(settings: Settings, library: Library, *, port: int, opened: Callable[[str], None]) -> None:
    """Serve the bot in a preview page until the page ends the session or the task is cancelled.

    `library` is started; `opened` hears the page's address, which is the key to it. Raises OperatorError when the
    preview is not installed or the port is taken.
    """
    simcord = _simcord()
    bot = create_bot(settings, library=library)
    async with simcord.run(bot, check_errors=False, settle_timeout=SETTLE_SECONDS) as here:
        await _name(bot)
        guild = here.create_guild("The reading room")
        channel = guild.create_text_channel("stories", topic=TOPIC)
        moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
        reader = guild.add_member(here.create_user("Reader"))
        moderator = guild.add_member(here.create_user("Moderator"), roles=[moderators])
        try:
            async with here.preview(channel, viewers=[reader, moderator], layout="channel", port=port) as page:
                opened(page.url)
                await page.wait_closed()
        except simcord.SetupError as error:
            if not isinstance(error.__cause__, OSError):
                raise
            raise OperatorError(
                f"Port {port} can't be used ({error.__cause__.strerror}). Choose another one; --port 0 takes any."
            ) from None


async def _name(bot: Ficus) -> None:
    """SimCord calls every bot TestBot."""
    if bot.user is not None:
        await bot.user.edit(username="Ficus")


def _simcord() -> Any:  # noqa: ANN401 - an optional package: its types may not be there
    try:
        return importlib.import_module("simcord")
    except ImportError:
        raise OperatorError(
            'The local Discord is not installed. In a checkout: python -m pip install -e ".[try]"; '
            'otherwise: python -m pip install "ficus[try]"'
        ) from None
