"""The real bot with a real library of our own stories, in SimCord's Discord."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import simcord

from bot.library.indexing import sidecar
from bot.library.library import Library
from bot.settings import Settings
from tests.support.own_stories import write_corpus
from tests.support.simulated import Discord, Server, server_in, settings_in, steady_bot


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpus and a database into which it was loaded once: loading again is quick."""
    folder = tmp_path_factory.mktemp("loaded")
    write_corpus(folder / "corpus")
    async with Library(settings_in(folder, folder / "corpus")) as library:
        report = await library.start()
        assert report.unreadable == ()
    return folder


@pytest.fixture(autouse=True)
def _indexed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """SimCord waits after each change until the indexes have followed, so no more changes come meanwhile."""
    monkeypatch.setattr(sidecar, "GATHER_SECONDS", 0.0)


@pytest.fixture
def settings(loaded: Path, tmp_path: Path) -> Settings:
    """Settings of a library that holds the corpus, for one test alone."""
    shutil.copytree(loaded, tmp_path / "here")
    return settings_in(tmp_path / "here", tmp_path / "here" / "corpus")


@pytest.fixture
async def env(settings: Settings) -> AsyncIterator[simcord.Env]:
    """A Discord in which the bot has started."""
    env = Discord(steady_bot(settings))
    await env.start()
    yield env
    await env.shutdown()


@pytest.fixture
async def server(env: simcord.Env) -> AsyncIterator[Server]:
    """A server that the bot is in."""
    server = server_in(env)
    yield server
    await server.bot.library.close()
    server.end()
