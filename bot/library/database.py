"""The database: engines for reading and writing, opened and migrated, SQLite and PostgreSQL behind one URL."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import TypeVar

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import DatabaseError
from bot.library.migrating import NewerSchemaError, migrate

READERS = 4
"""Connections that read at the same time."""

CONNECT_SECONDS = 10
"""How long a server may take to answer at all."""

WRITER_LOCK = 0x46494355
"""PostgreSQL's advisory lock that makes writers take turns, as SQLite does; the number is "FICU" in ASCII."""

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}

T = TypeVar("T")

PRAGMAS = (
    "journal_mode=wal",
    "synchronous=normal",
    "busy_timeout=5000",
    "foreign_keys=on",
    "temp_store=memory",
    "mmap_size=268435456",
    "cache_size=-65536",
)


def parse_url(address: str) -> URL:
    """The address with its asynchronous driver. Raises DatabaseError when no driver of ours can use it."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise DatabaseError(
            "The database address can't be understood. It looks like sqlite:///data/ficus.sqlite3 or "
            "postgresql://user:password@host/name."
        ) from None
    driver = DRIVERS.get(url.drivername)
    if driver is None:
        raise DatabaseError(f'Ficus keeps its stories in SQLite or PostgreSQL, not in "{url.drivername}".')
    if driver.startswith("sqlite") and _is_in_memory(url):
        raise DatabaseError(
            "A database in memory would be forgotten at the end. Name a file, such as sqlite:///data/ficus.sqlite3."
        )
    return url.set(drivername=driver)


def _is_in_memory(url: URL) -> bool:
    return not url.database or ":memory:" in url.database or url.database.startswith("file:")


class Database:
    """Connections to one database. `read` sees a consistent state; `write` takes turns and commits at its end."""

    def __init__(self, address: str) -> None:
        self.url = parse_url(address)
        self._reading: AsyncEngine | None = None
        self._writing: AsyncEngine | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether the stories are in an SQLite file, not on a PostgreSQL server."""
        return self.url.get_backend_name() == "sqlite"

    async def open(self) -> None:
        """Connect and migrate. Raises DatabaseError with a sentence that holds no password."""
        try:
            await self._open()
        except NewerSchemaError as error:
            await self.close()
            raise DatabaseError(
                f"The database {self} was made by a newer Ficus (revision {error.revision}). Update Ficus to open it."
            ) from None
        except (DBAPIError, OSError, TimeoutError) as error:
            await self.close()
            raise DatabaseError(f"The database {self} can't be opened: {reason(error)}.") from error

    async def _open(self) -> None:
        if self.is_sqlite:
            folder = Path(self.url.database or "").parent
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            self._writing = _sqlite_engine(self.url, size=1, begin="BEGIN IMMEDIATE")
            self._reading = _sqlite_engine(self.url, size=READERS, begin="BEGIN", query_only=True)
        else:
            self._writing = self._reading = create_async_engine(
                self.url, pool_size=READERS + 1, pool_pre_ping=True, connect_args={"timeout": CONNECT_SECONDS}
            )
        async with self.write() as connection:
            await connection.run_sync(migrate)

    async def close(self) -> None:
        """Let go of all connections. May be called at any time, also twice."""
        reading, writing = self._reading, self._writing
        self._reading = self._writing = None
        if writing is not None and self.is_sqlite:
            await _optimize(writing)
        for engine in {reading, writing} - {None}:
            if engine is not None:
                await engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction that only reads."""
        async with _opened(self._reading).connect() as connection, connection.begin():
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction that may write; it holds the turn from its first moment, so what it reads stays true."""
        async with _opened(self._writing).connect() as connection, connection.begin():
            if not self.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
            yield connection

    def __str__(self) -> str:
        """Where the database is, without user and password."""
        if self.is_sqlite:
            return self.url.database or ""
        return f"{self.url.database or 'postgres'} on {self.url.host or 'this machine'}"


def in_chunks(values: Sequence[T], size: int = 1000) -> Iterator[Sequence[T]]:
    """Values in lists that fit a statement: databases limit how many one may carry."""
    for first in range(0, len(values), size):
        yield values[first : first + size]


def _opened(engine: AsyncEngine | None) -> AsyncEngine:
    if engine is None:
        raise DatabaseError("The database is closed.")
    return engine


def _sqlite_engine(url: URL, *, size: int, begin: str, query_only: bool = False) -> AsyncEngine:
    """The driver opens no transactions by itself: SQLAlchemy's begin event says which kind."""
    engine = create_async_engine(url, pool_size=size, max_overflow=0, connect_args={"isolation_level": None})

    def prepare(connection: SqliteConnection, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in (*PRAGMAS, f"query_only={int(query_only)}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", start)
    return engine


async def _optimize(engine: AsyncEngine) -> None:
    """Let SQLite note what its query planner should know; a database that never opened has nothing to note."""
    with suppress(DBAPIError):
        async with engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA optimize")


def reason(error: Exception) -> str:
    """The driver's own words on one line."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    words = " ".join(str(cause).split()) or type(cause).__name__
    return words.rsplit(">: ", 1)[-1].rstrip(".")
