"""Libraries and databases to test on, each test on SQLite and on PostgreSQL."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy.engine import URL

from bot.library.database import Database
from bot.library.library import Library
from bot.library.tables import Base
from tests.library.stories import Folder, settings_for
from tests.support.databases import (
    KINDS,
    NoPostgresError,
    empty_postgres,
    new_postgres,
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


@pytest.fixture(
    scope="session",
    params=[pytest.param(kind, marks=[pytest.mark.slow] if kind == "postgresql" else []) for kind in KINDS],
)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on."""
    if request.param == "postgresql":
        found = request.getfixturevalue("server")
        if isinstance(found, NoPostgresError):
            no_postgres(found)
    return request.param


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def migrated(
    kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    """The address of a database with all tables, which tests copy or empty."""
    if kind == "sqlite":
        address = sqlite_address(tmp_path_factory.mktemp("migrated"))
        await _migrate(address)
        yield address
        return
    async with new_postgres(request.getfixturevalue("server")) as address:
        await _migrate(address)
        yield address


async def _migrate(address: str) -> None:
    database = Database(address)
    await database.open()
    await database.close()


@pytest.fixture
async def new_address(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database that has no tables yet."""
    if kind == "sqlite":
        yield sqlite_address(tmp_path)
        return
    async with new_postgres(request.getfixturevalue("server")) as address:
        yield address


@pytest.fixture
async def address(kind: str, migrated: str, tmp_path: Path) -> str:
    """The address of an empty database."""
    if kind == "sqlite":
        here = sqlite_address(tmp_path)
        shutil.copy(migrated.removeprefix("sqlite:///"), here.removeprefix("sqlite:///"))
        return here
    await empty_postgres(migrated, Base.metadata.tables)
    return migrated


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
