"""`ficus run`: the bot on Discord, and what can keep it from getting there, each in one sentence."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import aiohttp
import discord

from bot.client import create_bot
from bot.errors import ConnectionRefusedByDiscordError, SettingsError
from bot.library.library import Library
from bot.settings import Settings

TOKEN_PARTS = 3


async def serve(settings: Settings, library: Library) -> None:
    """Serve on Discord until cancelled: by Ctrl-C, or by SIGTERM from a service manager. `library` is started.

    Raises OperatorError when something must be mended first.
    """
    token = check_token(settings)
    with _cancelled_by_sigterm(), _errors_in_words():
        async with create_bot(settings, library=library) as bot:
            await bot.start(token)


def check_token(settings: Settings) -> str:
    """The token, if it could be one. Raises SettingsError, whose sentence never holds the token."""
    token = settings.token.get_secret_value().strip()
    if not token:
        raise SettingsError(
            "FICUS_TOKEN is not set. Copy .env.example to .env and put your bot's token there, "
            "or try Ficus without one: ficus try"
        )
    parts = token.split(".")
    if len(parts) != TOKEN_PARTS or not all(parts) or any(map(str.isspace, token)):
        raise SettingsError(
            "FICUS_TOKEN doesn't look like a bot's token, which is three parts with dots between them. "
            "Copy it again from the Bot page of Discord's developer portal."
        )
    return token


@contextmanager
def _errors_in_words() -> Iterator[None]:
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
def _cancelled_by_sigterm() -> Iterator[None]:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    with suppress(NotImplementedError, RuntimeError):  # on Windows, or outside the main thread
        loop.add_signal_handler(signal.SIGTERM, lambda: task and task.cancel())
    try:
        yield
    finally:
        with suppress(NotImplementedError, RuntimeError):
            loop.remove_signal_handler(signal.SIGTERM)
