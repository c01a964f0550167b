"""What other processes do in test_dying.py: withdraw a story and be killed, or serve while it's withdrawn."""

import asyncio
import os
import signal
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.errors import NotShownError
from bot.library.library import Library
from bot.library.place import Reader
from bot.search.index import Kind
from tests.library.authors.world import HERE, ONA
from tests.library.stories import Folder, settings_for


def withdraw_and_die(address: str, folder: Path, where: str, pipe: Connection) -> None:
    """Withdraw story 1, and be killed before or after the function `where` ("before module:name"); say so if it was
    acknowledged.
    """

    async def withdraw() -> None:
        library = Library(settings_for(address, Folder(folder)))
        await library.start()
        if where:
            _make_deadly(where)
        await library.authors.withdraw(ONA, 1, "", HERE)
        pipe.send("withdrawn")
        os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(withdraw())


def _make_deadly(where: str) -> None:
    when, _, path = where.partition(" ")
    module, _, name = path.partition(":")
    owner, _, name = name.rpartition(".")
    holder = getattr(import_module(module), owner) if owner else import_module(module)
    setattr(holder, name, _deadly(getattr(holder, name), before=when == "before"))


def _deadly(function: Callable[..., Any], *, before: bool) -> Callable[..., Any]:
    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def called(*args: Any, **kwargs: Any) -> Any:
        if before:
            die()
        found = function(*args, **kwargs)
        if not asyncio.iscoroutine(found):
            die()
        return after(found)

    async def after(found: Any) -> None:
        await found
        die()

    return called


def serve_and_follow(address: str, folder: Path, pipe: Connection) -> None:
    """Serve, following what others write; tell what is there whenever asked, until told to stop."""

    async def serve() -> None:
        async with Library(settings_for(address, Folder(folder))) as library:
            following = asyncio.create_task(library.follow())
            pipe.send("ready")
            while await asyncio.to_thread(pipe.recv) != "stop":
                pipe.send(await _there(library))
            following.cancel()

    asyncio.run(serve())


async def _there(library: Library) -> tuple[list[str], bool]:
    """What autocomplete offers, from memory, and whether story 1 can be read."""
    offered = [one.label for one in library.suggest(Kind.TITLE, "", HERE, Reader())]
    try:
        await library.page(1, 1, HERE, Reader())
    except NotShownError:
        return offered, False
    return offered, True
