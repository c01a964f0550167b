"""The sidecar: the indexes beside the database, kept up to date while the library serves, whatever happens to them."""

import asyncio
import time
from pathlib import Path

import structlog

from bot.errors import DatabaseError, IndexBuildingError, IndexUnusableError
from bot.library.catalogue import Catalogue
from bot.library.database import Database
from bot.library.indexing.keeper import Keeper
from bot.search.engine.text import TextIndex

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

START_SECONDS = 2.0
"""How long a start waits for the indexes; larger ones are finished while the library serves."""
TEXT_SECONDS = 10.0
"""How long a search in texts waits for them."""
GATHER_SECONDS = 0.1
"""How long changes are gathered, so that many become one commit."""
LOOK_SECONDS = 30.0
"""How often the folder is looked at when nothing changes."""
FIRST_RETRY, LAST_RETRY = 1.0, 60.0
"""How long to wait after the first failure, and at most; it doubles each time."""

TROUBLES = (IndexUnusableError, DatabaseError, OSError, ValueError)


class Sidecar:
    """Follows the catalogue. Questions are answered from the last whole indexes, also while others are built.

    Nothing runs between two changes: whoever catches up with the database calls `wake`, which also looks after the
    folder from time to time.
    """

    def __init__(self, database: Database, catalogue: Catalogue, root: Path) -> None:
        self._catalogue = catalogue
        self._keeper = Keeper(database, catalogue, root)
        self._trouble = ""
        self._wait = 0.0
        self._not_before = 0.0
        self._looked = 0.0
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    async def start(self) -> None:
        """Begin to follow. Waits a little for the first step, so that a small library is whole at once."""
        await self._reach(self._catalogue.seq, START_SECONDS)

    def wake(self) -> None:
        """There may be changes to follow, or it's time to look at the folder, or to try again."""
        now = time.monotonic()
        if (damage := self._catalogue.index.damage) is not None and not self._keeper.distrusted:
            self.distrust(damage)
            return
        behind = self._keeper.seq < self._catalogue.seq or self._keeper.distrusted or bool(self._trouble)
        if now >= self._not_before and (behind or now - self._looked > LOOK_SECONDS):
            self._begin(GATHER_SECONDS)

    def distrust(self, error: Exception) -> None:
        """An answer couldn't be given: the indexes are built anew."""
        if not self._keeper.distrusted:
            log.warning("The search index is damaged; it is built anew", reason=str(error))
        self._keeper.distrusted = True
        self.wake()

    async def texts(self) -> TextIndex:
        """The index of texts, with everything that the catalogue knows; when that takes too long, as it is.

        Raises IndexBuildingError when there is none yet.
        """
        await self._reach(self._catalogue.seq, TEXT_SECONDS)
        if self._keeper.texts is None:
            raise IndexBuildingError
        return self._keeper.texts

    async def close(self) -> None:
        """Stop, and let go of the folder. Waits for what is being done in a thread."""
        self._closed = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self._keeper.close()

    async def _reach(self, seq: int, seconds: float) -> None:
        """Wait until the indexes have got there, or so long; while there is trouble, not at all."""
        until = time.monotonic() + seconds
        while self._keeper.seq < seq and (left := until - time.monotonic()) > 0:
            if time.monotonic() >= self._not_before:
                self._begin()
            if self._closed or self._task is None or self._task.done():
                return
            await asyncio.wait([self._task], timeout=left)

    def _begin(self, delay: float = 0.0) -> None:
        if not self._closed and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._step(delay))

    async def _step(self, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        self._looked = time.monotonic()
        try:
            await self._keeper.step()
        except TROUBLES as error:
            self._wait = min(LAST_RETRY, self._wait * 2) or FIRST_RETRY
            self._not_before = time.monotonic() + self._wait
            if str(error) != self._trouble:
                log.warning("The search index can't be brought up to date; trying again", reason=str(error))
            self._trouble = str(error)
            if not isinstance(error, DatabaseError):
                await self._keeper.recover(error)
        else:
            self._trouble, self._wait, self._not_before = "", 0.0, 0.0
