"""The real bot, started the production way, against the loopback Discord."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
import yarl

from bot import running
from bot.library.library import Library
from bot.settings import Settings
from tests.wire.server import LoopbackDiscord
from tests.wire.world import World

TOKEN = "MTAw.loopback.token"

STORIES = {
    "clouds.txt": (
        "Title: The Cloud Ledger\nAuthor: paperlamp\nFandom: Naruto\nRating: General\nCharacters: Shikamaru Nara\n"
        "Source: https://example.org/works/1\n\n"
    ),
    "lantern.txt": "Title: Lantern Hours\nAuthor: paperlamp\nFandom: Naruto\nCharacters: Temari\n\n",
    "ember.txt": "Title: Ember Season\nAuthor: otherhand\nFandom: Naruto\nRating: Explicit\nCharacters: Kankuro\n\n",
}
PARAGRAPH = (
    "The ledger lay open on the desk, and nobody had written in it since the spring. Rain came over the ridge again, "
    "and the old clerk put his cup down on the corner of the page to keep it from turning. "
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A general, an unrated and an explicit story; all of the text is harmless."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, header in STORIES.items():
        body = "\n\n".join(PARAGRAPH + f"That was day {day} of the {name.split('.')[0]} season." for day in range(60))
        (folder / name).write_text(header + body, "utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path, corpus: Path) -> Settings:
    return Settings.load(
        token=TOKEN, corpus=corpus, database_url=f"sqlite+aiosqlite:///{tmp_path}/wire.sqlite3", moderator_roles=()
    )


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def loopback(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    """Discord on loopback, and discord.py pointed at it. What it refused fails the test."""
    server = LoopbackDiscord(world, TOKEN)
    await server.start()
    monkeypatch.setattr(discord.http.Route, "BASE", server.base)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway.url))
    yield server
    await server.stop()
    assert server.refused == []


@pytest.fixture
async def wire(loopback: LoopbackDiscord, settings: Settings) -> AsyncIterator[LoopbackDiscord]:
    """Discord with the bot connected, as `ficus run` connects it."""
    async with Library(settings) as library:
        serving = asyncio.create_task(running.serve(settings, library))
        async with asyncio.timeout(20):
            await loopback.gateway.identified.wait()
        yield loopback
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
