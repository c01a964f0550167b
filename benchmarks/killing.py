"""Kills a process that adds stories, brings them up to date and undoes that, at random moments, and says what is lost.

    python -m benchmarks.killing --kills 300
    python -m benchmarks.killing --kills 300 --postgresql

PostgreSQL is found as the tests find it: see CONTRIBUTING.md.
"""

import argparse
import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from bot.library.library import Library
from tests.library.adding.killing import Killer, Tally
from tests.library.stories import Folder, settings_for
from tests.support.databases import new_postgres, postgres_server, sqlite_address


def main() -> None:
    """Run, and print the tally."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--postgresql", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ficus-killing-") as folder:
        print(asyncio.run(run(Path(folder), wanted.kills, wanted.seed, postgresql=wanted.postgresql)))


async def run(path: Path, kills: int, seed: int, *, postgresql: bool) -> Tally:
    """Kill so often over a database of its own."""
    (path / "corpus").mkdir()
    folder = Folder(path / "corpus")
    async with AsyncExitStack() as stack:
        address = sqlite_address(path)
        if postgresql:
            address = await stack.enter_async_context(new_postgres(stack.enter_context(postgres_server())))
        library = await stack.enter_async_context(Library(settings_for(address, folder)))
        return await Killer(library, address, folder, seed).run(kills)


if __name__ == "__main__":
    main()
