"""The database: engines for reading and writing, opened and migrated, SQLite and PostgreSQL behind one URL."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import TypeVar

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import DatabaseError
from bot.library.address import is_sqlite, parse_url, told
from bot.library.migrating import NewerSchemaError, migrate
from bot.library.troubles import AT_OPENING, IN_USE, is_trouble, reason

READERS = 4
"""Connections that read at the same time."""

CONNECT_SECONDS = 10
"""How long a server may take to answer at all."""

WRITER_LOCK = 0x46494355
"""PostgreSQL's advisory lock that makes writers take turns, as SQLite does; the number is "FICU" in ASCII."""

PRAGMAS = (
    "busy_timeout=5000",
    "journal_mode=wal",
    "synchronous=normal",
    "foreign_keys=on",
    "temp_store=memory",
    "mmap_size=268435456",
    "cache_size=-65536",
)

T = TypeVar("T")


class Database:
    """Connections to one database. `read` sees one state of it; `write` takes turns and commits at its end."""

    def __init__(self, address: str) -> None:
        self.url = parse_url(address)
        self.is_sqlite = is_sqlite(self.url)
        self._reading: AsyncEngine | None = None
        self._writing: AsyncEngine | None = None

    async def open(self) -> None:
        """Connect and migrate. Raises DatabaseError with a sentence that holds no password."""
        try:
            await self._open()
        except NewerSchemaError as error:
            await self.close()
            raise DatabaseError(
                f"The database {self} was made by a newer Ficus (revision {error.revision}). Update Ficus to open it."
            ) from None
        except AT_OPENING as error:
            await self.close()
            needed = (
                "a file that Ficus may create and write"
                if self.is_sqlite
                else "a server that runs, and a user and a database that it knows"
            )
            raise DatabaseError(
                f"The database {self} can't be opened: {reason(error)}. FICUS_DATABASE_URL must name {needed}."
            ) from error

    async def _open(self) -> None:
        if self.is_sqlite:
            folder = Path(self.url.database or "").parent
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            self._writing = _sqlite_engine(self.url, size=1, begin="BEGIN IMMEDIATE")
            self._reading = _sqlite_engine(self.url, size=READERS, begin="BEGIN", query_only=True)
        else:
            self._writing = create_async_engine(
                self.url, pool_size=READERS + 1, pool_pre_ping=True, connect_args={"timeout": CONNECT_SECONDS}
            )
            self._reading = self._writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        async with self._turn() as connection:
            await connection.run_sync(migrate)
            # One that may only be read is found out now, not at somebody's first request.
            await connection.exec_driver_sql("DELETE FROM alembic_version WHERE version_num IS NULL")

    async def close(self) -> None:
        """Let go of all connections. May be called at any time, also twice."""
        reading, writing = self._reading, self._writing
        self._reading = self._writing = None
        if writing is not None and self.is_sqlite:
            await _optimize(writing)
        # With PostgreSQL both draw on one pool.
        for engine in (reading, writing) if self.is_sqlite else (writing,):
            if engine is not None:
                await engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction that only reads, from one state of the database. Raises DatabaseError if it's out of reach."""
        async with self._in_words(), _opened(self._reading).connect() as connection, connection.begin():
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction that may write; it holds the turn from its first moment, so what it reads stays true.

        Raises DatabaseError if the database is out of reach or full.
        """
        async with self._in_words(), self._turn() as connection:
            yield connection

    @asynccontextmanager
    async def _turn(self) -> AsyncGenerator[AsyncConnection]:
        async with _opened(self._writing).connect() as connection, connection.begin():
            if not self.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
            yield connection

    @asynccontextmanager
    async def _in_words(self) -> AsyncGenerator[None]:
        try:
            yield
        except IN_USE as error:
            if not is_trouble(error):
                raise
            raise DatabaseError(f"The database {self} can't be used: {reason(error)}.") from error

    def __str__(self) -> str:
        """Where the database is, without user and password."""
        return told(self.url)


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

    def let_go(connection: DBAPIConnection, _record: object, _error: object) -> None:
        """Of the turn, when its holder is cancelled: closing alone waits for cursors that its traceback still holds."""
        with suppress(Exception):
            connection.rollback()

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "invalidate", let_go)
    event.listen(engine.sync_engine, "begin", start)
    return engine


async def _optimize(engine: AsyncEngine) -> None:
    """Let SQLite note what its query planner should know; a database that never opened has nothing to note."""
    with suppress(DBAPIError, OSError):
        async with engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA optimize")
