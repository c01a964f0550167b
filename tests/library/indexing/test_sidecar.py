"""The indexes beside the database: kept, followed, and mended whatever happens to their folder."""

import asyncio
import json
import os
import random
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import structlog
from sqlalchemy import delete

from bot.errors import IndexBuildingError
from bot.library.indexing import outbox, sidecar
from bot.library.indexing.generation import Generation
from bot.library.indexing.home import POINTER, index_path
from bot.library.indexing.outbox import prune_outbox
from bot.library.library import Library
from bot.library.tables import OutboxRow
from bot.search.engine.keys import KeyIndex
from bot.search.engine.text import TextIndex
from bot.search.index import Kind
from tests.library.indexing.kept import (
    built_from_nothing,
    change_all_sorts,
    generation_of,
    held,
    home_of,
    set_state,
    write_first,
)
from tests.library.stories import ANYBODY, RESTRICTED, Folder, listed, prose, settings_for

Logged = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidecar, "FIRST_RETRY", 0.05)
    monkeypatch.setattr(sidecar, "LAST_RETRY", 0.1)
    monkeypatch.setattr(sidecar, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(sidecar, "GATHER_SECONDS", 0.01)


@pytest.fixture
def logged() -> Iterator[Logged]:
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture
async def open_library(address: str, folder: Folder) -> AsyncIterator[Library]:
    """A library with four stories."""
    write_first(folder)
    async with Library(settings_for(address, folder)) as opened:
        yield opened


async def text_titles(library: Library, typed: str) -> set[str]:
    return {hit.card.title.value for hit in (await library.search_text(typed, RESTRICTED, ANYBODY)).hits}


def titles(library: Library, typed: str) -> list[str]:
    return [one.label for one in library.suggest(Kind.TITLE, typed, RESTRICTED, ANYBODY)]


async def settle(library: Library) -> None:
    """Until the indexes have followed, and mended what they can."""
    beside = library._back.sidecar
    for _ in range(200):
        beside.wake()
        if beside._task is not None:
            await asyncio.wait([beside._task])
        if beside._keeper._generation and beside._keeper.seq >= library._back.catalogue.seq and not beside._trouble:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the indexes never settled")


async def check_whole(library: Library, tmp_path: Path) -> None:
    assert held(generation_of(library)) == await built_from_nothing(library, tmp_path / "from-nothing")


async def test_it_follows_all_sorts_of_changes(open_library: Library, folder: Folder, tmp_path: Path) -> None:
    before = generation_of(open_library)
    await change_all_sorts(open_library, folder)
    assert await text_titles(open_library, "orchards") == {"The Quay", "Evening Again"}
    assert generation_of(open_library) is before, "it followed, and was not built anew"
    assert await text_titles(open_library, "bridges") == await text_titles(open_library, "darkness") == set()
    assert "The Night Mill" in titles(open_library, "night mill")
    await settle(open_library)
    await check_whole(open_library, tmp_path)


async def test_it_is_taken_up_again_at_the_next_start(
    address: str, folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_first(folder)
    async with Library(settings_for(address, folder)) as library:
        name = generation_of(library).folder.name

    def never(*_: object) -> None:
        raise AssertionError("built anew")

    monkeypatch.setattr(Generation, "start", never)
    folder.write("night.txt", "Night", prose("night", 4))
    async with Library(settings_for(address, folder)) as library:
        assert await text_titles(library, "night") == {"Night"}
        assert generation_of(library).folder.name == name
        monkeypatch.undo()
        await check_whole(library, tmp_path)


async def test_new_stories_are_found_within_a_second(open_library: Library, folder: Folder) -> None:
    folder.write("night.txt", "Quite Another Night", prose("owls", 4))
    await open_library.load()
    started = time.monotonic()
    assert titles(open_library, "another nigt")[0] == "Quite Another Night"
    assert await text_titles(open_library, "owls") == {"Quite Another Night"}
    assert time.monotonic() - started < 1


async def test_many_changes_are_built_anew(
    open_library: Library, folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.indexing.keeper.MANY", 2)
    before = generation_of(open_library)
    await change_all_sorts(open_library, folder)
    await settle(open_library)
    assert generation_of(open_library) is not before
    assert not before.folder.exists()
    await check_whole(open_library, tmp_path)


class TestAnotherMake:
    @pytest.mark.parametrize("key", ["code", "tantivy", "layout", "database"])
    async def test_it_is_built_anew(
        self, address: str, folder: Folder, tmp_path: Path, logged: Logged, key: str
    ) -> None:
        write_first(folder)
        async with Library(settings_for(address, folder)) as library:
            pointer = home_of(library) / POINTER
            name = generation_of(library).folder.name
        written = json.loads(pointer.read_text("utf-8"))
        written["stamp"][key] = "another"
        pointer.write_text(json.dumps(written), "utf-8")
        async with Library(settings_for(address, folder)) as library:
            await settle(library)
            assert generation_of(library).folder.name != name
            assert not (home_of(library) / name).exists()
            await check_whole(library, tmp_path)
        assert any("built anew" in line["event"] for line in logged)

    async def test_the_old_one_serves_meanwhile(
        self, address: str, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_first(folder)
        async with Library(settings_for(address, folder)) as library:
            pointer = home_of(library) / POINTER
        pointer.write_text(pointer.read_text("utf-8").replace('"code": "', '"code": "x'), "utf-8")
        monkeypatch.setattr(sidecar, "START_SECONDS", 0.0)
        monkeypatch.setattr(sidecar, "TEXT_SECONDS", 0.0)
        finish, gate = Generation.finish, Event()

        def slowly(self: Generation, seq: int, story: int) -> None:
            gate.wait(20)
            finish(self, seq, story)

        monkeypatch.setattr(Generation, "finish", slowly)
        async with Library(settings_for(address, folder)) as library:
            library._back.sidecar.wake()
            while library._back.sidecar._keeper.texts is None:  # noqa: ASYNC110 - there is no event to wait for
                await asyncio.sleep(0.01)
            assert library._back.sidecar._keeper._generation is None
            assert await text_titles(library, "millstones") == {"The Mill"}
            assert titles(library, "the mil")[0] == "The Mill"
            gate.set()
            await settle(library)
            assert generation_of(library).texts is library._back.sidecar._keeper.texts


class TestTheFolder:
    async def test_deleted_while_it_runs(
        self, open_library: Library, folder: Folder, tmp_path: Path, logged: Logged
    ) -> None:
        root = home_of(open_library)
        shutil.rmtree(root)
        assert titles(open_library, "the quay")[0] == "The Quay"
        await settle(open_library)
        assert generation_of(open_library).folder.is_dir()
        assert home_of(open_library) == root
        folder.write("night.txt", "Night", prose("night", 4))
        await open_library.load()
        assert await text_titles(open_library, "night") == {"Night"}
        await check_whole(open_library, tmp_path)
        assert [line["event"] for line in logged] == [
            "The folder of the search index is not as it was left; it is built anew"
        ]

    async def test_its_pointer_alone_deleted(self, open_library: Library, tmp_path: Path) -> None:
        (home_of(open_library) / POINTER).unlink()
        await settle(open_library)
        assert (home_of(open_library) / POINTER).is_file()
        await check_whole(open_library, tmp_path)

    async def test_deleted_while_stopped(self, address: str, folder: Folder, tmp_path: Path) -> None:
        write_first(folder)
        async with Library(settings_for(address, folder)) as library:
            root = home_of(library)
        shutil.rmtree(root)
        async with Library(settings_for(address, folder)) as library:
            assert await text_titles(library, "millstones") == {"The Mill"}
            await check_whole(library, tmp_path)

    async def test_no_folder_can_be_made(self, address: str, folder: Folder, tmp_path: Path, logged: Logged) -> None:
        write_first(folder)
        (tmp_path / "file").write_bytes(b"")
        async with Library(settings_for(address, folder, index=tmp_path / "file" / "index")) as library:
            root = home_of(library)
            assert await text_titles(library, "millstones") == {"The Mill"}
            assert titles(library, "the mill")[0] == "The Mill"
            folder.write("night.txt", "Night", prose("night", 4))
            await library.load()
            assert await text_titles(library, "night") == {"Night"}
            assert root.is_dir()
        assert not root.exists()
        assert [line["event"] for line in logged if "temporary folder" in line["event"]] == [
            "The folder of the search index can't be used; one in a temporary folder serves until the next start"
        ]

    async def test_two_on_one_folder(self, address: str, folder: Folder, tmp_path: Path, logged: Logged) -> None:
        write_first(folder)
        settings = settings_for(address, folder)
        async with Library(settings) as first, Library(settings) as second:
            assert home_of(first) == index_path(settings) != home_of(second)
            folder.write("night.txt", "Night", prose("night", 4))
            await first.load()
            for one in (first, second):
                assert await text_titles(one, "night") == {"Night"}
                await check_whole(one, tmp_path / str(id(one)))
        said = [line for line in logged if line.get("reason") == "another process works in it"]
        assert len(said) == 1
        async with Library(settings) as again:
            assert home_of(again) == index_path(settings)


DAMAGES = {
    "garbage": lambda content: random.Random(1).randbytes(len(content)),
    "garbage at its beginning": lambda content: (
        random.Random(2).randbytes(len(content) // 3) + content[len(content) // 3 :]
    ),
    "cut in half": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
}


@pytest.mark.parametrize(
    "damage", [pytest.param(name, marks=() if name == "garbage" else pytest.mark.slow) for name in DAMAGES]
)
async def test_any_damaged_file(address: str, folder: Folder, tmp_path: Path, damage: str) -> None:
    """Each file in turn; the library starts, and finds what there is."""
    write_first(folder)
    settings = settings_for(address, folder)
    root = index_path(settings)
    async with Library(settings) as library:
        whole = await built_from_nothing(library, tmp_path / "from-nothing")
    names = sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file() and path.stat().st_size)
    kinds = {(path.parent.name, path.suffix or path.name): path for path in names}
    assert len(kinds) > 10
    shutil.copytree(root, tmp_path / "whole")
    for path in kinds.values():
        shutil.rmtree(root)
        shutil.copytree(tmp_path / "whole", root)
        (root / path).write_bytes(DAMAGES[damage]((root / path).read_bytes()))
        async with Library(settings) as library:
            assert await text_titles(library, "millstones") == {"The Mill"}, path
            assert titles(library, "the mil")[0] == "The Mill", path
            await settle(library)
            assert held(generation_of(library)) == whole, path


class TestAFullDisk:
    @pytest.mark.parametrize("where", [(KeyIndex, "apply"), (TextIndex, "put"), (TextIndex, "commit")])
    async def test_while_following(
        self, open_library: Library, folder: Folder, tmp_path: Path, logged: Logged, where: tuple[type, str]
    ) -> None:
        """Titles are found all the same, texts as far as they were known; and everything once there is room."""
        full = OSError(28, os.strerror(28))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(*where, lambda *_, **__: (_ for _ in ()).throw(full))
            folder.write("night.txt", "Night", prose("night", 4))
            await open_library.load()
            assert titles(open_library, "night")[0] == "Night"
            assert await text_titles(open_library, "millstones") == {"The Mill"}
            assert await text_titles(open_library, "night") == set()
            await asyncio.sleep(0.2)
            open_library._back.sidecar.wake()
            assert await text_titles(open_library, "millstones") == {"The Mill"}
        await settle(open_library)
        assert await text_titles(open_library, "night") == {"Night"}
        await check_whole(open_library, tmp_path)
        assert [line["event"] for line in logged] == ["The search index can't be brought up to date; trying again"]

    async def test_while_building(
        self, address: str, folder: Folder, logged: Logged, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The folder's disk is full: one in a temporary folder serves."""
        write_first(folder)
        settings = settings_for(address, folder)
        start = Generation.start

        def where_there_is_room(path: Path, entries: Any) -> Generation:
            if index_path(settings) in path.parents:
                raise OSError(28, os.strerror(28))
            return start(path, entries)

        monkeypatch.setattr(Generation, "start", where_there_is_room)
        async with Library(settings) as library:
            await settle(library)
            assert home_of(library) != index_path(settings)
            assert await text_titles(library, "millstones") == {"The Mill"}
        assert len([line for line in logged if "temporary folder" in line["event"]]) == 1
        assert not list(index_path(settings).glob("generation-*"))

    async def test_no_room_anywhere(self, address: str, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        write_first(folder)

        def full(*_: object) -> Generation:
            raise OSError(28, os.strerror(28))

        with monkeypatch.context() as patch:
            patch.setattr(Generation, "start", full)
            async with Library(settings_for(address, folder)) as library:
                assert titles(library, "the mil")[0] == "The Mill"
                with pytest.raises(IndexBuildingError, match="still being read in"):
                    await text_titles(library, "millstones")
                patch.undo()
                await settle(library)
                assert await text_titles(library, "millstones") == {"The Mill"}


async def test_an_index_that_panics_is_built_anew(
    open_library: Library, tmp_path: Path, logged: Logged, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = generation_of(open_library)

    def damaged(*_: object, **__: object) -> None:
        raise ValueError("failed to fill whole buffer")

    monkeypatch.setattr(before.titles, "suggest", damaged)
    monkeypatch.setattr(before.texts, "_every", damaged)
    assert titles(open_library, "the mil")[0] == "The Mill"
    with pytest.raises(IndexBuildingError):
        await text_titles(open_library, "millstones")
    await settle(open_library)
    assert generation_of(open_library) is not before
    assert await text_titles(open_library, "millstones") == {"The Mill"}
    assert titles(open_library, "the mil")[0] == "The Mill"
    await check_whole(open_library, tmp_path)
    assert [line["event"] for line in logged] == ["The search index is damaged; it is built anew"]


class TestTheOutbox:
    async def test_it_is_pruned_and_whoever_is_too_far_behind_starts_anew(
        self, open_library: Library, address: str, folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(outbox, "KEPT", 2)
        async with Library(settings_for(address, folder)) as other:
            before = generation_of(other)
            for state in ("removed", "listed", "removed", "listed", "held"):
                await set_state(open_library, "The Mill", state)
            async with open_library._back.database.write() as connection:
                await prune_outbox(connection)
            for library in (open_library, other):
                assert await text_titles(library, "millstones") == set()
                await settle(library)
                await check_whole(library, tmp_path / str(id(library)))
            assert generation_of(other) is not before

    async def test_another_history_is_noticed(
        self, address: str, folder: Folder, tmp_path: Path, logged: Logged
    ) -> None:
        """A backup was restored, and other changes came under the numbers that the index knows."""
        write_first(folder)
        settings = settings_for(address, folder)
        async with Library(settings) as library:
            name = generation_of(library).folder.name
            seq = library._back.catalogue.seq
            async with library._back.database.write() as connection:
                await connection.execute(delete(OutboxRow).where(OutboxRow.seq == seq))
                row = {"seq": seq, "story_id": min(listed(library).values())}
                await connection.execute(OutboxRow.__table__.insert().values(row))
        async with Library(settings) as library:
            await settle(library)
            assert generation_of(library).folder.name != name
            await check_whole(library, tmp_path)
        assert any("too far behind" in line["event"] for line in logged)


async def test_closed_at_any_moment(address: str, folder: Folder) -> None:
    write_first(folder)
    for steps in range(0, 40, 4):
        folder.write("night.txt", f"Night {steps}", prose(f"night {steps}", 4))
        library = Library(settings_for(address, folder))
        await library.start()
        await set_state(library, "The Mill", "removed" if steps % 8 else "listed")
        await library._back.catch_up()
        await asyncio.sleep(steps * 0.004)
        await library.close()
    async with Library(settings_for(address, folder)) as library:
        assert await text_titles(library, "night") == {"Night 36"}
        assert (
            titles(
                library,
                "night 36",
            )[0]
            == "Night 36"
        )
