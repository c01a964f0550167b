"""What other processes do in test_crashes.py: load a folder, and die at a given point."""

import asyncio
import os
import signal
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.library import loader
from bot.library.answers import ExcerptWish
from bot.library.library import Library
from tests.library.stories import ANYBODY, OPEN, Folder, counts, settings_for


def load_and_die(address: str, folder: Path, where: str, call: int) -> None:
    """Load, and be killed when the function `where` is called for that time: "module:name", or "progress"."""
    loader.BATCH_FILES = 3
    left = [call]

    def die_in_time(*_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    if where != "progress":
        module, _, name = where.partition(":")
        setattr(import_module(module), name, _after(die_in_time, getattr(import_module(module), name)))
    asyncio.run(_load(address, folder, die_in_time if where == "progress" else None))


def _after(first: Callable[..., None], function: Callable[..., Any]) -> Callable[..., Any]:
    def both(*args: Any, **kwargs: Any) -> Any:
        first()
        return function(*args, **kwargs)

    return both


async def _load(address: str, folder: Path, progress: Callable[[int, int, str], None] | None) -> None:
    library = Library(settings_for(address, Folder(folder)))
    await library.start(progress)
    await library.close()


def load_and_tell(address: str, folder: Path, batch: int, pipe: Connection) -> None:
    """Say that all is ready, wait for the word, load, and send the counts."""
    loader.BATCH_FILES = batch
    pipe.send("ready")
    pipe.recv()

    async def load() -> dict[str, int]:
        async with Library(settings_for(address, Folder(folder))) as library:
            return counts(await library.start())

    pipe.send(asyncio.run(load()))


def note_and_die(address: str, folder: Path, pipe: Connection) -> None:
    """Do what must not be forgotten, say that it's done, and be killed."""

    async def note() -> None:
        library = Library(settings_for(address, Folder(folder)))
        await library.start()
        kept = await library.keep("search", {"query": "lamps"})
        drawn = await library.excerpt(ExcerptWish(), OPEN, ANYBODY)
        pipe.send((kept, drawn.passage_id))
        os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(note())
