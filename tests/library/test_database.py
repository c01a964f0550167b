"""Opening databases: migrated whoever comes first, one state for a reader, turns for writers, troubles in words."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseError
from bot.library.database import Database
from bot.library.tables import NoteRow, OutboxRow

ROOT = Path(__file__).parents[2]
SECRET = "hunter2"

count = select(func.count()).select_from(OutboxRow)


async def test_a_reader_sees_one_state(database: Database) -> None:
    async with database.read() as reader:
        before = (await reader.execute(count)).scalar()
        async with database.write() as writer:
            await writer.execute(insert(OutboxRow), [{"story_id": 1}])
        assert (await reader.execute(count)).scalar() == before == 0
    async with database.read() as reader:
        assert (await reader.execute(count)).scalar() == 1


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises((DBAPIError, DatabaseError)):
        async with database.read() as reader:
            await reader.execute(insert(OutboxRow), [{"story_id": 1}])
    async with database.read() as reader:
        assert (await reader.execute(count)).scalar() == 0


async def test_writers_take_turns(database: Database) -> None:
    """Each reads, lets the others run, and writes one more: none is lost and none is refused."""
    async with database.write() as writer:
        await writer.execute(insert(OutboxRow), [{"seq": 1, "story_id": 0}])

    async def add_one() -> None:
        async with database.write() as writer:
            seen = (await writer.execute(select(OutboxRow.story_id))).scalar_one()
            await asyncio.sleep(0)
            await writer.execute(update(OutboxRow).values(story_id=seen + 1))

    await asyncio.gather(*(add_one() for _ in range(40)))
    async with database.read() as reader:
        assert (await reader.execute(select(OutboxRow.story_id))).scalar() == 40


async def test_what_fails_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as writer:
            await writer.execute(insert(OutboxRow), [{"story_id": 1}])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.read() as reader:
        assert (await reader.execute(count)).scalar() == 0


async def test_a_cancelled_writer_gives_its_turn_away(database: Database) -> None:
    """Wherever it is cancelled, and although its traceback is still held."""

    async def write() -> None:
        async with database.write() as writer:
            for _ in range(20):
                await writer.execute(insert(OutboxRow), [{"story_id": 1}])
                await writer.execute(select(OutboxRow.seq))

    ended: list[asyncio.Task[None]] = []
    for steps in range(0, 60, 3):
        ended.append(asyncio.create_task(write()))
        for _ in range(steps):
            await asyncio.sleep(0.0002)
        ended[-1].cancel()
        await asyncio.wait(ended)
        async with asyncio.timeout(3), database.write() as writer:
            await writer.execute(delete(OutboxRow))


async def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.write() as writer:
            await writer.execute(insert(NoteRow), [{"story_id": 7, "position": 0, "where": "top", "text": "x"}])


async def test_closing_twice_and_using_it_afterwards(new_address: str) -> None:
    database = Database(new_address)
    await database.close()
    await database.open()
    await database.close()
    await database.close()
    with pytest.raises(DatabaseError, match="closed"):
        async with database.read():
            pass
    await database.open()
    async with database.read() as reader:
        assert (await reader.execute(count)).scalar() == 0
    await database.close()


OPEN_IT = """
import asyncio, sys
from bot.library.database import Database

async def main():
    sys.stdin.readline()
    database = Database(sys.argv[1])
    await database.open()
    await database.close()

asyncio.run(main())
"""


async def test_processes_that_start_at_once(new_address: str) -> None:
    """All find a migrated database, whichever of them migrated it."""
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = (sys.executable, "-c", OPEN_IT, new_address)
    running = [await asyncio.create_subprocess_exec(*command, cwd=ROOT, **pipes) for _ in range(3)]
    ends = await asyncio.gather(*(process.communicate(b"go\n") for process in running))
    assert [process.returncode for process in running] == [0] * len(running), ends


async def test_a_database_of_a_newer_version(new_address: str) -> None:
    database = Database(new_address)
    await database.open()
    async with database.write() as writer:
        await writer.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer = Database(new_address)
    with pytest.raises(DatabaseError, match=r"newer Ficus \(revision 9999\)\. Update Ficus"):
        await newer.open()
    async with database.read() as reader:
        assert (await reader.execute(text("SELECT version_num FROM alembic_version"))).scalar() == "9999"
    await database.close()


async def refusal(address: str) -> str:
    """The sentence with which an address is refused."""
    with pytest.raises(DatabaseError) as caught:
        await Database(address).open()
    sentence = caught.value.sentence
    assert SECRET not in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("", "can't be understood"),
        ("nonsense", "can't be understood"),
        ("postgresql://ficus:hunter2@host:port/name", "can't be understood"),
        ("mysql://ficus:hunter2@host/name", '"mysql", which Ficus can\'t use'),
        ("postgresql+psycopg://ficus:hunter2@host/name", '"postgresql+psycopg", which Ficus can\'t use'),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("sqlite:///data/ficus.sqlite3?timeout=30", "leave out the question mark"),
    ],
)
async def test_addresses_that_mean_nothing(bad: str, said: str) -> None:
    assert said in await refusal(bad)


async def test_a_server_that_is_not_there() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    sentence = await refusal(f"postgresql://ficus:{SECRET}@127.0.0.1:{port}/stories")
    assert sentence.startswith("The database stories on 127.0.0.1 can't be opened: no server answers there.")


async def test_a_host_that_does_not_exist() -> None:
    sentence = await refusal(f"postgresql://ficus:{SECRET}@no.such.host.invalid/stories")
    assert "stories on no.such.host.invalid can't be opened: there is no machine of that name" in sentence


async def test_a_server_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.library.database.CONNECT_SECONDS", 0.2)

    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        port = deaf.getsockname()[1]
        assert "no answer in time" in await refusal(f"postgresql://ficus:{SECRET}@127.0.0.1:{port}/stories")


async def test_an_unknown_part_of_the_address(address: str) -> None:
    if not address.startswith("sqlite"):
        assert "nonsense" in await refusal(f"{address}&nonsense=1")


async def test_what_the_server_refuses(address: str) -> None:
    if address.startswith("sqlite"):
        return
    here = make_url(address)
    assert 'database "elsewhere" does not exist' in await refusal(
        here.set(database="elsewhere", password=SECRET).render_as_string(hide_password=False)
    )
    assert 'role "nobody" does not exist' in await refusal(
        here.set(username="nobody", password=SECRET).render_as_string(hide_password=False)
    )


async def test_sslmode_as_providers_write_it(address: str) -> None:
    if address.startswith("sqlite"):
        return
    database = Database(f"{address}&sslmode=prefer")
    await database.open()
    await database.close()


async def test_a_server_that_goes_away(database: Database, address: str) -> None:
    """Whoever is in the middle of something is told; who comes later is served by a new connection."""
    if address.startswith("sqlite"):
        return
    all_others = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )

    async def write() -> None:
        async with database.write() as writer:
            await writer.execute(insert(OutboxRow), [{"story_id": 1}])
            async with database.read() as other:
                await other.execute(all_others)
            await writer.execute(insert(OutboxRow), [{"story_id": 2}])

    with pytest.raises(DatabaseError, match=r"can't be used: "):
        await write()
    async with database.write() as writer:
        assert (await writer.execute(count)).scalar() == 0


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Dear diary, " * 200, "utf-8")
    assert "file is not a database" in await refusal(f"sqlite:///{tmp_path / 'notes.txt'}")
    assert (tmp_path / "notes.txt").read_text("utf-8") == "Dear diary, " * 200


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "can't be opened: not a directory" in await refusal(f"sqlite:///{tmp_path / 'file' / 'sub' / 'ficus.db'}")


async def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert "unable to open database file" in await refusal(f"sqlite:///{tmp_path}")


async def test_a_disk_that_is_full(database: Database, address: str) -> None:
    if not address.startswith("sqlite"):
        return

    async def fill() -> None:
        async with database.write() as writer:
            pages = (await writer.execute(text("PRAGMA page_count"))).scalar_one()
            await writer.execute(text(f"PRAGMA max_page_count = {pages}"))
            await writer.execute(insert(OutboxRow), [{"story_id": number} for number in range(50_000)])

    with pytest.raises(DatabaseError, match="can't be used: database or disk is full"):
        await fill()
    async with database.read() as reader:
        assert (await reader.execute(count)).scalar() == 0
