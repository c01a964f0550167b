"""Migrations make the tables that the code speaks of, on both databases, up and down, and travel with the package."""

import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.library.database import Database
from bot.library.migrating import MIGRATIONS, alembic_config, migrate
from bot.library.tables import Base

ROOT = Path(__file__).parents[2]


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return compare_metadata(context, Base.metadata)


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version", "sqlite_sequence"}


def revisions(connection: Connection) -> list[str]:
    return [script.revision for script in ScriptDirectory.from_config(alembic_config(connection)).walk_revisions()]


@pytest.fixture
async def fresh(new_address: str) -> AsyncIterator[Database]:
    """A migrated database whose tables may be altered."""
    opened = Database(new_address)
    await opened.open()
    yield opened
    await opened.close()


async def test_a_fresh_migration_equals_the_tables(fresh: Database) -> None:
    async with fresh.write() as connection:
        assert await connection.run_sync(tables) == set(Base.metadata.tables)
        assert await connection.run_sync(differences) == []


async def test_a_difference_would_be_noticed(fresh: Database) -> None:
    async with fresh.write() as connection:
        await connection.exec_driver_sql("ALTER TABLE story ADD COLUMN surplus INTEGER")
        assert await connection.run_sync(differences) != []


async def test_ids_are_never_given_twice(database: Database) -> None:
    """Old buttons carry ids: the newest one must not be given again when its row is deleted."""
    insert = "INSERT INTO outbox (story_id) VALUES (1) RETURNING seq"
    async with database.write() as connection:
        first = (await connection.exec_driver_sql(insert)).scalar_one()
        await connection.exec_driver_sql("DELETE FROM outbox")
        assert (await connection.exec_driver_sql(insert)).scalar_one() > first


async def test_up_from_every_revision_and_down_again(fresh: Database) -> None:
    def through(connection: Connection) -> None:
        for revision in ["base", *reversed(revisions(connection))]:
            command.downgrade(alembic_config(connection), "base")
            assert tables(connection) == set()
            command.upgrade(alembic_config(connection), revision)
            migrate(connection)
            assert differences(connection) == []

    async with fresh.write() as connection:
        await connection.run_sync(through)


async def test_a_migration_that_fails_leaves_the_database_as_it_was(
    new_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCutError(Exception):
        pass

    def fail_at_the_end(connection: Connection) -> None:
        migrate(connection)
        raise PowerCutError

    with monkeypatch.context() as broken:
        broken.setattr("bot.library.database.migrate", fail_at_the_end)
        unlucky = Database(new_address)
        with pytest.raises(PowerCutError):
            await unlucky.open()
        await unlucky.close()
    database = Database(new_address)
    await database.open()
    async with database.read() as connection:
        assert await connection.run_sync(tables) == set(Base.metadata.tables)
    await database.close()


@pytest.mark.slow
def test_the_wheel_holds_the_migrations(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("ficus-*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    needed = {path.relative_to(ROOT).as_posix() for path in MIGRATIONS.rglob("*.py")}
    assert len(needed) >= 4
    assert needed <= packed
