"""A look at a database that changes nothing in it: can it be opened, and are its tables this version's?"""

import os
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import DatabaseError
from bot.library.database import CONNECT_SECONDS, Database
from bot.library.migrating import alembic_config
from bot.library.troubles import AT_OPENING, reason


async def examine_database(address: str) -> str:
    """How the tables stand, in words. Raises DatabaseError when the database can't be used."""
    database = Database(address)
    if database.is_sqlite and not (file := Path(database.url.database or "")).exists():
        _examine_folder(file)
        return f"{database} will be made at the first start"
    seconds = {} if database.is_sqlite else {"timeout": CONNECT_SECONDS}
    engine = create_async_engine(database.url, connect_args=seconds)
    try:
        async with engine.connect() as connection:
            return f"{database} can be opened; {await connection.run_sync(_examine_tables)}"
    except AT_OPENING as error:
        raise DatabaseError(f"The database {database} can't be opened: {reason(error)}.") from error
    finally:
        await engine.dispose()


def _examine_folder(file: Path) -> None:
    folder = next(above for above in file.absolute().parents if above.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise DatabaseError(f"The database {file} can't be made: {folder} is not a folder that Ficus may write to.")


def _examine_tables(connection: Connection) -> str:
    current = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(alembic_config(connection))
    head = scripts.get_current_head()
    if current == head:
        return "its tables are up to date"
    if current is None:
        return "it has no tables yet, which the first start makes"
    if current in {script.revision for script in scripts.walk_revisions()}:
        return f"its tables are of an older version ({current}), which the next start brings up to date ({head})"
    raise DatabaseError(
        f"It was made by a newer Ficus: its tables are of version {current}, this Ficus knows {head}. Update Ficus."
    )
