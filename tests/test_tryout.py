"""`ficus try`: the real bot in a local Discord. (What the page shows is tried in a browser, in tests/browser.)"""

import asyncio
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot import tryout
from bot.errors import OperatorError
from bot.library.library import Library
from bot.settings import Settings
from tests.conftest import Ficus

STORY = (
    "Title: The Cloud Ledger\nAuthor: paperlamp\nRating: General\n\n" + "It rained on the ledger, and he let it. " * 40
)


@pytest.fixture
def settings(tmp_path: Path, nowhere: Path) -> Settings:
    corpus = tmp_path / "stories"
    corpus.mkdir()
    (corpus / "clouds.txt").write_text(STORY, "utf-8")
    return Settings.load(corpus=corpus, database_url=f"sqlite:///{tmp_path}/try.sqlite3")


async def test_the_page_is_served_and_cancelling_ends_everything(settings: Settings) -> None:
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with Library(settings) as library:
        serving = asyncio.create_task(tryout.serve(settings, library, port=0, opened=address.set_result))
        url = urlsplit(await asyncio.wait_for(address, 30))
        async with aiohttp.ClientSession() as session, session.get(f"http://{url.netloc}/") as page:
            assert page.status == 200
            assert "html" in page.content_type
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.ClientConnectionError):
                await session.get(f"http://{url.netloc}/")


async def test_a_taken_port_is_one_sentence(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with Library(settings) as library:
            with pytest.raises(OperatorError, match=rf"Port {port} can't be used.*--port 0"):
                await tryout.serve(settings, library, port=port, opened=lambda _: None)


def test_a_library_that_nobody_named_is_gone_afterwards() -> None:
    with tryout.library_url(None) as url:
        folder = Path(url.removeprefix("sqlite+aiosqlite:///")).parent
        assert folder.is_dir()
    assert not folder.exists()


def test_a_library_that_was_named_stays(tmp_path: Path) -> None:
    named = f"sqlite:///{tmp_path}/mine.sqlite3"
    with tryout.library_url(named) as url:
        assert url == named


def test_without_the_extra_it_says_how_to_get_it(
    ficus: Ficus, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "simcord", None)
    ended = ficus("try", "--corpus", settings.corpus)
    assert ended.code == 1
    assert 'pip install "ficus[try]"' in ended.err
    assert "Traceback" not in ended.err
