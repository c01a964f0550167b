"""Withdrawing in a process that is killed at any step, and while another process serves."""

import asyncio
import multiprocessing
import signal
import time
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

import pytest

from bot.corpus.story import State
from bot.errors import NotShownError
from bot.library.library import Library
from bot.library.place import Reader
from tests.library.authors.dying import serve_and_follow, withdraw_and_die
from tests.library.authors.world import HERE, ONA, confirm, everything_kept, ledger_of, story
from tests.library.moderation import add
from tests.library.stories import Folder, settings_for

QUAY = story("The Quay")
IN = "bot.library.authors"

POINTS = {
    f"before {IN}.withdrawing:add_tombstones": False,
    f"before {IN}.withdrawing:take_out": False,
    f"after {IN}.withdrawing:take_out": False,
    f"before {IN}.withdrawing:record": False,
    f"before {IN}.ledger:Ledger.append": False,
    f"after {IN}.ledger:Ledger.append": True,
    f"after {IN}.withdrawing:write_ledger": True,
    f"before {IN}.authors:Backroom.catch_up": True,
    "": True,
}
"""Where the process is killed, and whether the story is withdrawn when the next one starts: from the moment on that the
ledger has it. Acknowledged is only the last one.
"""


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that have imported everything before they are started."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.library.authors.dying"])
    return context


async def begin(address: str, folder: Folder) -> None:
    async with Library(settings_for(address, folder)) as library:
        await add(library, QUAY, story("The Bridge"))
        await confirm(library)


def _said(pipe: Connection) -> str | None:
    try:
        return pipe.recv()
    except EOFError:
        return None


@pytest.mark.parametrize(("where", "out"), POINTS.items())
def test_killed_on_the_way(address: str, folder: Folder, processes: ForkServerContext, where: str, out: bool) -> None:
    asyncio.run(begin(address, folder))
    here, there = processes.Pipe()
    process = processes.Process(target=withdraw_and_die, args=(address, folder.path, where, there))
    process.start()
    there.close()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert _said(here) == ("withdrawn" if where == "" else None)

    async def start_again() -> None:
        async with Library(settings_for(address, folder)) as library:
            cards = library._back.catalogue.cards
            assert [cards[number].state is State.WITHDRAWN for number in (1, 2)] == [out, False]
            kept = await everything_kept(library)
            assert ("TheQuay number1" in kept) is not out
            if not out:
                assert ledger_of(library) == ""
                await library.authors.withdraw(ONA, 1, "", HERE)
            assert cards[1].state is State.WITHDRAWN
            assert ledger_of(library).count("\n") == 1

    asyncio.run(start_again())


def test_cut_off_while_the_ledger_was_written(address: str, folder: Folder) -> None:
    """A line that never got to its end was never acknowledged; those before and after it count."""

    async def go() -> None:
        settings = settings_for(address, folder)
        assert settings.ledger is not None
        await begin(address, folder)
        async with Library(settings) as library:
            await library.authors.withdraw(ONA, 1, "", HERE)
        whole = settings.ledger.read_bytes()
        settings.ledger.write_bytes(whole + whole[: len(whole) // 2])
        async with Library(settings) as library:
            await library.authors.withdraw(ONA, 2, "", HERE)
            assert settings.ledger.read_bytes().count(b"\n") == 3
        async with Library(settings) as library:
            states = [library._back.catalogue.cards[number].state for number in (1, 2)]
            assert states == [State.WITHDRAWN, State.WITHDRAWN]

    asyncio.run(go())


def test_another_process_forgets_it_within_five_seconds(
    address: str, folder: Folder, processes: ForkServerContext
) -> None:
    asyncio.run(begin(address, folder))
    here, there = processes.Pipe()
    process = processes.Process(target=serve_and_follow, args=(address, folder.path, there))
    process.start()
    there.close()
    try:
        assert here.recv() == "ready"
        here.send("look")
        assert here.recv() == (["The Bridge", "The Quay"], True)
        asyncio.run(_withdraw(address, folder))
        withdrawn = time.monotonic()
        here.send("look")
        offered, readable = here.recv()
        assert not readable, "the text is refused at once"
        while "The Quay" in offered:
            assert time.monotonic() - withdrawn < 5
            time.sleep(0.2)
            here.send("look")
            offered, _ = here.recv()
        assert offered == ["The Bridge"]
    finally:
        here.send("stop")
        process.join()


async def _withdraw(address: str, folder: Folder) -> None:
    async with Library(settings_for(address, folder)) as library:
        await library.authors.withdraw(ONA, 1, "", HERE)
        with pytest.raises(NotShownError):
            await library.page(1, 1, HERE, Reader())
