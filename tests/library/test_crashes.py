"""Loads that end before their time, and loads at the same time: never half a story, none twice, none lost."""

import asyncio
import multiprocessing
import signal
from multiprocessing.context import ForkServerContext
from typing import Any

import pytest

from bot.errors import DatabaseError
from bot.library.answers import ExcerptWish
from bot.library.library import Library
from bot.library.loader import Loader
from bot.search.index import Kind, Request
from tests.library.crashing import load_and_die, load_and_tell, note_and_die
from tests.library.stories import ANYBODY, OPEN, Folder, counts, listed, prose, settings_for, text_of

FILES = 8


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that have imported everything before they are started."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.library.crashing"])
    return context


def write_stories(folder: Folder) -> dict[str, str]:
    """Stories by title, each with a sentence that only the end of its text has."""
    ends = {f"Evening {number}": f"So ended evening {number}." for number in range(FILES)}
    for number, (title, end) in enumerate(ends.items()):
        people = {"Characters": ""} if number % 3 == 0 else {}
        folder.write(f"{number:02}.txt", title, f"{prose(title, 12)}\n\n{end}", **people)
    return ends


async def check_whole(library: Library, ends: dict[str, str]) -> None:
    """Every story that is there is there once and to its end; and the index knows the same ones."""
    there = listed(library)
    for title, story_id in there.items():
        text = await text_of(library, story_id)
        assert text.startswith(f"This is what was told of {title} on evening 1.")
        assert text.endswith(ends[title])
    assert {one.label for one in library.suggest(Kind.TITLE, "", OPEN, ANYBODY)} == set(there)


POINTS = [
    ("progress", 7),
    ("bot.library.loading:write_files", 2),
    pytest.param("bot.library.loader:write_load", 1, marks=pytest.mark.slow),
    pytest.param("progress", 1, marks=pytest.mark.slow),
    pytest.param("bot.library.loading:add_stories", 2, marks=pytest.mark.slow),
    pytest.param("bot.library.loading:replace_problems", 3, marks=pytest.mark.slow),
    pytest.param("bot.library.loader:finish", 1, marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("where", "call"), POINTS)
def test_killed_midway(address: str, folder: Folder, processes: ForkServerContext, where: str, call: int) -> None:
    ends = write_stories(folder)
    process = processes.Process(target=load_and_die, args=(address, folder.path, where, call))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL

    async def start_again() -> None:
        async with Library(settings_for(address, folder)) as library:
            report = await library.start()
            assert report.new + report.unchanged == FILES
            assert report.unreadable == ()
            assert set(listed(library)) == set(ends)
            await check_whole(library, ends)
            assert counts(await library.load()) == {"unchanged": FILES}

    asyncio.run(start_again())


@pytest.mark.parametrize("call", [2, pytest.param(1, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_killed_while_files_change_places(
    address: str, folder: Folder, processes: ForkServerContext, call: int
) -> None:
    """Between two batches a story may have no file of its own: it's found again by its text."""
    ends = write_stories(folder)

    async def load() -> dict[str, int]:
        async with Library(settings_for(address, folder)) as library:
            await check_whole(library, ends)
            return listed(library)

    before = asyncio.run(load())
    for number in reversed(range(FILES)):
        (folder.path / f"{number:02}.txt").rename(folder.path / f"{number + 1:02}.txt")
    process = processes.Process(
        target=load_and_die, args=(address, folder.path, "bot.library.loading:write_files", call)
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert asyncio.run(load()) == before


def test_what_was_acknowledged_survives(address: str, folder: Folder, processes: ForkServerContext) -> None:
    folder.write("quay.txt", "The Quay", prose("lamps", 6))
    here, there = processes.Pipe()
    process = processes.Process(target=note_and_die, args=(address, folder.path, there))
    process.start()
    there.close()
    number, passage_id = here.recv()
    process.join()

    async def look() -> None:
        async with Library(settings_for(address, folder)) as library:
            assert await library.kept("search", number) == {"query": "lamps"}
            assert (await library.passage(passage_id, OPEN, ANYBODY)).card.title.value == "The Quay"
            assert (await library.excerpt(ExcerptWish(), OPEN, ANYBODY)).passage_id != passage_id

    asyncio.run(look())


@pytest.mark.parametrize("batch", [1, pytest.param(4, marks=pytest.mark.slow)])
def test_two_processes_load_at_once(address: str, folder: Folder, processes: ForkServerContext, batch: int) -> None:
    """Each story is new to one of them only."""
    ends = write_stories(folder)
    pipes = [processes.Pipe() for _ in range(2)]
    running = [processes.Process(target=load_and_tell, args=(address, folder.path, batch, there)) for _, there in pipes]
    for process, (_, there) in zip(running, pipes, strict=True):
        process.start()
        there.close()
    for here, _ in pipes:
        assert here.recv() == "ready"
    for here, _ in pipes:
        here.send("go")
    reports = [here.recv() for here, _ in pipes]
    for process in running:
        process.join()
        assert process.exitcode == 0
    assert sum(report.get("new", 0) for report in reports) == FILES
    assert all(report.get("new", 0) + report.get("unchanged", 0) == FILES for report in reports)

    async def look() -> None:
        async with Library(settings_for(address, folder)) as library:
            assert set(listed(library)) == set(ends)
            await check_whole(library, ends)

    asyncio.run(look())


async def test_two_libraries_load_while_the_folder_changes(
    library: Library, address: str, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.loader.BATCH_FILES", 2)
    ends = write_stories(folder)
    async with Library(settings_for(address, folder)) as other:
        for number in range(FILES):
            (folder.path / f"{number:02}.txt").rename(folder.path / f"{(number + 1) % FILES:02}-moved.txt")
        await asyncio.gather(library.load(), other.load())
        (folder.path / "03-moved.txt").unlink()
        await asyncio.gather(library.load(), other.load())
        for one in (library, other):
            await one.search(Request(), OPEN, ANYBODY)
            assert len(listed(one)) == FILES - 1
            await check_whole(one, ends)
        assert (await library.status(None)).gone == 1
        assert listed(library) == listed(other)


async def test_a_file_that_another_process_sees_come_back(
    library: Library, address: str, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One finds the file gone; before it has said so, the file is back, and another has listed it again."""
    text = folder.write("quay.txt", "The Quay").read_bytes()
    folder.write("bridge.txt", "The Bridge")
    await library.load()
    before = listed(library)
    (folder.path / "quay.txt").unlink()
    async with Library(settings_for(address, folder)) as other:
        read = Loader._read

        async def read_and_be_overtaken(self: Loader, *how: Any) -> None:
            await read(self, *how)
            monkeypatch.setattr(Loader, "_read", read)
            folder.put("quay.txt", text)
            await other.load()

        monkeypatch.setattr(Loader, "_read", read_and_be_overtaken)
        report = await library.load()
        assert report.gone == 0
        assert listed(library) == listed(other) == before


@pytest.mark.parametrize(
    "call", [6, pytest.param(1, marks=pytest.mark.slow), pytest.param(FILES, marks=pytest.mark.slow)]
)
async def test_cancelled_midway(library: Library, folder: Folder, call: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.library.loader.BATCH_FILES", 2)
    ends = write_stories(folder)
    task: asyncio.Task[Any]

    def cancel_in_time(done: int, _total: int, _name: str) -> None:
        if done == call:
            task.cancel()

    task = asyncio.create_task(library.load(cancel_in_time))
    with pytest.raises(asyncio.CancelledError):
        await task
    await library.search(Request(), OPEN, ANYBODY)
    await check_whole(library, ends)
    report = await library.load()
    assert report.new + report.unchanged == FILES
    assert set(listed(library)) == set(ends)
    await check_whole(library, ends)


async def test_cancelled_at_any_moment(library: Library, folder: Folder) -> None:
    for steps in range(1, 60, 5):
        folder.write("quay.txt", f"The Quay, {steps}")
        task = asyncio.create_task(library.load())
        for _ in range(steps):
            await asyncio.sleep(0.001)
        task.cancel()
        await asyncio.wait([task])
    await library.load()
    assert set(listed(library)) == {f"The Quay, {steps}"}
    assert counts(await library.load()) == {"unchanged": 1}


async def test_a_start_that_was_cancelled(address: str, folder: Folder) -> None:
    ends = write_stories(folder)
    library = Library(settings_for(address, folder))
    task: asyncio.Task[Any]
    task = asyncio.create_task(library.start(lambda done, total, name: task.cancel() if done == 5 else None))
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(DatabaseError, match="closed"):
        await library.status(1)
    report = await library.start()
    assert report.new + report.unchanged == FILES
    await check_whole(library, ends)
    await library.close()
