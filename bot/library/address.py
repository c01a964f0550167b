"""Database addresses: which driver one stands for, and how it's told without its password."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import DatabaseError

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def parse_url(address: str) -> URL:
    """The address with its asynchronous driver. Raises DatabaseError when no driver of ours can use it."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise DatabaseError(
            "The address in FICUS_DATABASE_URL can't be understood. It looks like sqlite:///data/ficus.sqlite3 or "
            "postgresql://user:password@host/name; in a password, @ is written %40 and / is written %2F."
        ) from None
    driver = DRIVERS.get(url.drivername)
    if driver is None:
        raise DatabaseError(
            f'FICUS_DATABASE_URL begins with "{url.drivername}", which Ficus can\'t use. It keeps stories in SQLite '
            "(sqlite:///data/ficus.sqlite3) or PostgreSQL (postgresql://user:password@host/name)."
        )
    url = url.set(drivername=driver)
    return _sqlite(url) if is_sqlite(url) else _postgres(url)


def is_sqlite(url: URL) -> bool:
    """Whether the stories are in an SQLite file, not on a PostgreSQL server."""
    return url.get_backend_name() == "sqlite"


def told(url: URL) -> str:
    """Where the database is, without user and password."""
    if is_sqlite(url):
        return url.database or ""
    return f"{url.database or 'postgres'} on {url.host or url.query.get('host') or 'this machine'}"


def _sqlite(url: URL) -> URL:
    if not url.database or ":memory:" in url.database or url.database.startswith("file:"):
        raise DatabaseError(
            "A database in memory would be forgotten at the end. Name a file in FICUS_DATABASE_URL, such as "
            "sqlite:///data/ficus.sqlite3."
        )
    if url.query:
        raise DatabaseError(
            "FICUS_DATABASE_URL names an SQLite file, whose address ends with the file's name: leave out the question "
            "mark and what follows."
        )
    return url


def _postgres(url: URL) -> URL:
    """Providers hand out addresses for libpq, which calls asyncpg's `ssl` `sslmode`."""
    mode = url.query.get("sslmode")
    return url if mode is None else url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
