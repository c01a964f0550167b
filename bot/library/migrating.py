"""Bringing a database's tables up to this version of Ficus."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerSchemaError(Exception):
    """The tables are of a revision that this version of Ficus does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, inside the connection's transaction. Raises NewerSchemaError."""
    config = alembic_config(connection)
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and not _knows(scripts, current):
        raise NewerSchemaError(current)
    command.upgrade(config, "head")


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration, which needs no file; migrations/env.py picks up the connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _knows(scripts: ScriptDirectory, revision: str) -> bool:
    try:
        scripts.get_revision(revision)
    except CommandError:
        return False
    return True
