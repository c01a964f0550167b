"""What another process does in test_killed.py: build or follow, and be killed before or after a given call."""

import asyncio
import os
import signal
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.library.library import Library
from tests.library.indexing.kept import change_all_sorts
from tests.library.stories import Folder, settings_for


def build_and_die(address: str, folder: Path, where: str, *, after: bool) -> None:
    """Be killed while the first indexes are built; `where` is "module:Class.method"."""
    _die_at(where, after=after)
    asyncio.run(_start(address, folder))


def follow_and_die(address: str, folder: Path, where: str, *, after: bool) -> None:
    """Start with indexes that are whole, change all sorts of things, and be killed while the indexes follow."""

    async def follow() -> None:
        library = Library(settings_for(address, Folder(folder)))
        await library.start()
        _die_at(where, after=after)
        await change_all_sorts(library, Folder(folder))
        await library._back.sidecar.texts()
        await library.close()

    asyncio.run(follow())


async def _start(address: str, folder: Path) -> None:
    library = Library(settings_for(address, Folder(folder)))
    await library.start()
    await library._back.sidecar.texts()
    await library.close()


def _die_at(where: str, *, after: bool) -> None:
    module, _, path = where.partition(":")
    owner, _, name = path.partition(".")
    place = getattr(import_module(module), owner)
    function = place.__dict__[name]
    called = function.__func__ if isinstance(function, staticmethod) else function

    def dying(*args: Any, **kwargs: Any) -> Any:
        if after:
            called(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(place, name, staticmethod(dying) if isinstance(function, staticmethod) else dying)
