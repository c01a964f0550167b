"""`ficus run`: the bot on Discord, and what can keep it from getting there, each in one sentence."""

import asyncio
import signal
from collections.abc import Generator
from contextlib import contextmanager, suppress

import aiohttp
import discord

from bot.client import create_bot
from bot.errors import ConnectionRefusedByDiscordError
from bot.library.library import Library
from bot.settings import Settings


async def serve(settings: Settings, library: Library) -> None:
    """Serve on Discord until cancelled: by Ctrl-C, or by SIGTERM from a service manager. `library` is started.

    Raises OperatorError when something must be mended first.
    """
    token = settings.require_token()
    with _cancelled_by_sigterm(), _errors_in_words():
        async with create_bot(settings, library=library) as bot:
            await bot.start(token)


@contextmanager
def _errors_in_words() -> Generator[None]:
    try:
        yield
    except discord.LoginFailure:
        raise ConnectionRefusedByDiscordError(
            "Discord refused the token in FICUS_TOKEN. Reset it on the Bot page of the developer portal and "
            "put the new one into .env."
        ) from None
    except discord.Forbidden as error:
        raise ConnectionRefusedByDiscordError(
            f"Discord doesn't let the bot do something it needs ({error.text or 'missing access'}). Invite it again "
            "with the scopes bot and applications.commands, and check FICUS_TEST_GUILD_ID."
        ) from None
    except discord.HTTPException as error:
        raise ConnectionRefusedByDiscordError(
            f"Discord answered with an error ({error.status}). It may be having trouble: try again in a few minutes."
        ) from None
    except (discord.GatewayNotFound, discord.ConnectionClosed, aiohttp.ClientConnectionError):
        raise ConnectionRefusedByDiscordError(
            "Discord can't be reached. Check this machine's connection, then try again."
        ) from None


@contextmanager
def _cancelled_by_sigterm() -> Generator[None]:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    with suppress(NotImplementedError, RuntimeError):  # on Windows, or outside the main thread
        loop.add_signal_handler(signal.SIGTERM, lambda: task and task.cancel())
    try:
        yield
    finally:
        with suppress(NotImplementedError, RuntimeError):
            loop.remove_signal_handler(signal.SIGTERM)
