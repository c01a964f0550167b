"""Killed between any two steps: afterwards the indexes hold just what ones hold that are built from nothing."""

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from bot.library.indexing.home import index_path
from bot.library.library import Library
from tests.library.indexing.dying import build_and_die, follow_and_die
from tests.library.indexing.kept import built_from_nothing, generation_of, held, home_of, write_first
from tests.library.stories import Folder, settings_for

GENERATION = "bot.library.indexing.generation:Generation"
HOME = "bot.library.indexing.home:Home"
STORE = "bot.search.engine.store:Store"
POSTINGS = "bot.search.engine.postings:Postings"
TEXTS = "bot.search.engine.text:TextIndex"


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that have imported everything before they are started."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.library.indexing.dying"])
    return context


Death = tuple[Callable[..., None], str, bool]
"""Building or following, the call, and whether after it."""


def points(die: Callable[..., None], *places: str, fast: tuple[tuple[str, bool], ...]) -> list[object]:
    """Before and after each call; a few of them run with the fast tests."""
    return [
        pytest.param(
            (die, place, after),
            id=f"{'after' if after else 'before'} {place.partition(':')[2]}",
            marks=() if (place, after) in fast else pytest.mark.slow,
        )
        for place in places
        for after in (False, True)
    ]


BUILDING = points(
    build_and_die,
    f"{GENERATION}.start",
    f"{GENERATION}.put_texts",
    f"{GENERATION}.finish",
    f"{HOME}.adopt",
    f"{HOME}.clear",
    f"{STORE}.seal",
    fast=((f"{GENERATION}.finish", True),),
)
FOLLOWING = points(
    follow_and_die,
    f"{GENERATION}.change_titles",
    f"{GENERATION}.drop_texts",
    f"{GENERATION}.put_texts",
    f"{GENERATION}.finish",
    f"{STORE}.log",
    f"{STORE}.log_done",
    f"{POSTINGS}.write",
    f"{TEXTS}.commit",
    fast=((f"{GENERATION}.drop_texts", False), (f"{STORE}.log", True), (f"{TEXTS}.commit", True)),
)


@pytest.mark.parametrize("death", [*BUILDING, *FOLLOWING])
def test_killed(address: str, folder: Folder, processes: ForkServerContext, tmp_path: Path, death: Death) -> None:
    write_first(folder)
    die, where, after = death
    process = processes.Process(target=die, args=(address, folder.path, where), kwargs={"after": after})
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL

    async def start_again() -> None:
        settings = settings_for(address, folder)
        async with Library(settings) as library:
            await library._back.sidecar.texts()
            assert home_of(library) == index_path(settings), "the lock of a dead process is nobody's"
            generation = generation_of(library)
            assert generation.seq == library._back.catalogue.seq
            assert held(generation) == await built_from_nothing(library, tmp_path / "other")
            assert [one.name for one in home_of(library).glob("generation-*")] == [generation.folder.name]

    asyncio.run(start_again())
