"""Databases to test on: an SQLite file, and PostgreSQL.

PostgreSQL is the server of FICUS_TEST_POSTGRES (an address whose user may create databases), or else one that is
started for the test session in a temporary folder and thrown away. On a machine with neither, the tests that need it
skip and say so.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy.engine import URL, make_url

KINDS = ("sqlite", "postgresql")
SUPERUSER = "ficus"

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=16MB")
"""Nothing here has to outlive a power cut."""


class NoPostgresError(Exception):
    """There is no PostgreSQL to test on; says why."""


def sqlite_address(folder: Path) -> str:
    """An SQLite file that is not there yet."""
    return f"sqlite:///{(folder / 'ficus.sqlite3').as_posix()}"


@contextmanager
def postgres_server() -> Iterator[URL]:
    """An address on a server whose user may create databases. Raises NoPostgresError."""
    given = os.environ.get("FICUS_TEST_POSTGRES", "")
    if given:
        yield make_url(given)
        return
    programs = _programs()
    # A socket's path may have 107 characters, and pytest's own folders are closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="ficus-pg-"))
    try:
        with _running(programs, folder):
            yield URL.create("postgresql", username=SUPERUSER, database="postgres", query={"host": str(folder)})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def new_postgres(server: URL) -> AsyncIterator[str]:
    """The address of a new database without tables, which is dropped at the end."""
    name = f"ficus_test_{uuid4().hex}"
    await _administer(server, f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        await _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


async def empty_postgres(address: str, tables: Iterable[str]) -> None:
    """Empty these tables and count from 1 again: a tenth of the time that a new database takes."""
    await _administer(
        make_url(address),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
        f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE",
    )


def no_postgres(reason: object) -> None:
    """Skip a test for want of PostgreSQL."""
    pytest.skip(f"no PostgreSQL here: {reason}. Install it, or name a server in FICUS_TEST_POSTGRES")


async def _administer(server: URL, *statements: str) -> None:
    dsn = server.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn, timeout=10)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@cache
def _programs() -> Path:
    """The folder with initdb and pg_ctl, newest first where there are several."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    versions = {int(folder.parent.name): folder for folder in folders if folder.parent.name.isdecimal()}
    if not versions:
        raise NoPostgresError("initdb is not installed")
    return versions[max(versions)]


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[None]:
    user = _user(folder)
    data, log = folder / "data", folder / "log"

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(data), *arguments]
        done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoPostgresError(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")

    run("initdb", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = " ".join(f"-c {option}" for option in QUICK)
    start = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {options}"
    run("pg_ctl", "start", "--wait", "--log", str(log), "-o", start)
    try:
        yield
    finally:
        run("pg_ctl", "stop", "--wait", "--mode=immediate")


def _user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    try:
        shutil.chown(folder, "postgres", "postgres")
    except LookupError as error:
        raise NoPostgresError("root can't run it, and there is no user postgres") from error
    return "postgres"
