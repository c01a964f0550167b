"""Fitting: from time to time recommendations learn from all readers at once, in a process of their own."""

import asyncio
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

import structlog

from bot.library.backroom import Backroom
from bot.recommend.fitting import refit

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

FEWEST_READERS = 1
"""What stories share is learned together with what readers like, so it's worth it from the first reader on."""

PAUSE = 300.0
"""Seconds between two fits. What is said meanwhile counts at once; only what it has in common with others waits."""


class Fitting:
    """Learns anew when something was said since, one fit at a time, off the event loop."""

    def __init__(self, back: Backroom) -> None:
        self._back = back
        self._task: asyncio.Task[None] | None = None
        self._due = False
        self._fitted_at: float | None = None

    def changed(self) -> None:
        """Somebody said something: what was learned is no longer all there is."""
        self._due = True

    def begin(self, readers: int) -> None:
        """Begin a fit, if one is due and none is under way. Returns at once."""
        rested = self._fitted_at is None or time.monotonic() - self._fitted_at >= PAUSE
        running = self._task is not None and not self._task.done()
        if self._due and rested and not running and readers >= FEWEST_READERS:
            self._due = False
            self._task = asyncio.create_task(self._fit())

    async def _fit(self) -> None:
        """A process for one fit: it needs much memory for a short while. What fails is tried again after a pause."""
        started = time.monotonic()
        executor = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        try:
            await refit(self._back.catalogue.recommender, executor)
            log.info("Recommendations have learned from readers", seconds=round(time.monotonic() - started, 1))
        except Exception as error:  # noqa: BLE001 - without it recommendations work on as they did
            self._due = True
            log.warning("Recommendations couldn't learn from readers", reason=repr(error))
        finally:
            self._fitted_at = time.monotonic()
            executor.shutdown(wait=False, cancel_futures=True)

    async def wait(self) -> None:
        """Until the fit that is under way is done, if one is."""
        if self._task is not None:
            await self._task

    async def close(self) -> None:
        """Give up the fit that is under way, if one is."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})
