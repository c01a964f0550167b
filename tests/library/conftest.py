"""Libraries and databases to test on. Whatever asks for `address` or `database` runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from bot.library.database import Database
from bot.library.library import Library
from tests.library.stories import Folder, settings_for
from tests.support.databases import (
    KINDS,
    NoPostgresError,
    empty_postgres,
    no_postgres,
    postgres_server,
    sqlite_address,
)


@pytest.fixture(scope="session")
def server() -> Iterator[URL | NoPostgresError]:
    """A PostgreSQL server, or why there is none."""
    try:
        with postgres_server() as address:
            yield address
    except NoPostgresError as error:
        yield error


@pytest.fixture(params=KINDS)
async def address(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield sqlite_address(tmp_path)
        return
    found = request.getfixturevalue("server")
    if isinstance(found, NoPostgresError):
        no_postgres(found)
    async with empty_postgres(found) as new:
        yield new


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    """An open database without stories."""
    opened = Database(address)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty corpus folder."""
    (tmp_path / "corpus").mkdir()
    return Folder(tmp_path / "corpus")


@pytest.fixture
async def library(address: str, folder: Folder) -> AsyncIterator[Library]:
    """A library of an empty folder: tests write files and load."""
    async with Library(settings_for(address, folder)) as opened:
        yield opened
