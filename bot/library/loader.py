"""Loading the corpus folder: what has changed there by content is read and stored, batch by batch."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.formats.limits import Limits
from bot.corpus.people.recognising import KnownNames
from bot.corpus.story import Problem
from bot.library.amendments import read_amendments
from bot.library.answers import FileProblem, LoadReport, Progress
from bot.library.database import Database
from bot.library.finishing import FolderProblems, finish
from bot.library.folder import OVERRIDES, Listing, list_folder
from bot.library.loading import Outcome, Outcomes, OvertakenError, store_readings
from bot.library.manifest import Manifest, read_manifest
from bot.library.packed import with_members
from bot.library.plan import Plan, Step, make_plan
from bot.library.reading import FileReader, Reading, Rules, digest_files, read_rules
from bot.library.reports import standing_problems, write_load

BATCH_FILES = 100
BATCH_BYTES = 4_000_000
"""A batch is stored when it has so many files or bytes: a load that is killed loses no more than that."""


class Loader:
    """Loads one folder into one database. Several processes may load the same one at the same time.

    `known_names` gives the names that the library knows; `learn` is awaited when more of them have been stored.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        limits: Limits,
        *,
        known_names: KnownNames,
        learn: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._folder = folder
        self._limits = limits
        self._known_names = known_names
        self._learn = learn

    async def load(self, progress: Progress | None = None) -> LoadReport:
        """Bring the database up to the folder. Raises CorpusError when there is no folder, and DatabaseError."""
        started = time.monotonic()
        outcomes: Outcomes = {}
        while True:
            try:
                return await self._attempt(progress, outcomes, started)
            except OvertakenError:
                continue

    async def _attempt(self, progress: Progress | None, outcomes: Outcomes, started: float) -> LoadReport:
        """Plan and carry out. `outcomes` holds those of the attempts before, in which others were quicker."""
        listing = await asyncio.to_thread(list_folder, self._folder)
        rules = await asyncio.to_thread(read_rules, self._folder)
        async with self._database.read() as connection:
            manifest, amendments = await read_manifest(connection), await read_amendments(connection)
        listing = await asyncio.to_thread(with_members, listing, manifest.files, self._limits)
        digested_ns = time.time_ns()
        files = await asyncio.to_thread(digest_files, listing.entries, manifest.files, self._limits)
        plan = make_plan(files, manifest.files, rules.stamp)
        reader = FileReader(rules, self._known_names, self._limits, amendments)
        outcomes.update((name, Outcome.UNCHANGED) for name in plan.names_of_same if name not in outcomes)
        storing = _Storing(self._database, plan, manifest, stamp=rules.stamp, progress=progress, outcomes=outcomes)
        await self._read(plan, reader, storing)
        async with self._database.write() as connection:
            ending = await finish(connection, plan, manifest, _folder_problems(listing, rules), digested_ns)
            outcomes.update(dict.fromkeys(ending.returned, Outcome.NEW))
            return await _report(connection, outcomes, ending.gone, time.monotonic() - started)

    async def _read(self, plan: Plan, reader: FileReader, storing: "_Storing") -> None:
        """Stories that state no characters come last: by then the names that others state are known."""
        waiting: list[Step] = []
        for step in plan.read:
            reading = await asyncio.to_thread(reader.read, step, may_wait=len(plan.read) > 1)
            if reading.waits:
                waiting.append(step)
            else:
                await storing.add(reading)
        await storing.flush()
        await self._learn()
        for step in waiting:
            await storing.add(await asyncio.to_thread(reader.read, step))
        await storing.flush()


async def _report(connection: AsyncConnection, outcomes: Outcomes, gone: int, seconds: float) -> LoadReport:
    counts = Counter(outcomes.values())
    unreadable, notices = await standing_problems(connection)
    report = LoadReport(
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        gone=gone,
        unchanged=counts[Outcome.UNCHANGED],
        renamed=counts[Outcome.RENAMED],
        unreadable=unreadable,
        notices=notices,
        finished=datetime.now(UTC),
        seconds=seconds,
    )
    await write_load(connection, report)
    return report


def _folder_problems(listing: Listing, rules: Rules) -> FolderProblems:
    unmatched = rules.overrides.unmatched([entry.name for entry in listing.entries])
    return FolderProblems(listing.problems, (*rules.problems, *map(_about_rules, unmatched)))


def _about_rules(problem: Problem) -> FileProblem:
    return FileProblem(OVERRIDES, problem.line, problem.message)


class _Storing:
    """Takes readings and stores them in batches."""

    def __init__(
        self,
        database: Database,
        plan: Plan,
        manifest: Manifest,
        *,
        stamp: str,
        progress: Progress | None,
        outcomes: Outcomes,
    ) -> None:
        self._database = database
        self._manifest = manifest
        self._stamp = stamp
        self._progress = progress
        self._outcomes = outcomes
        self._batch: list[Reading] = []
        self._bytes = 0
        self._done = len(plan.same) + len(plan.twins)
        self._total = self._done + len(plan.read)

    async def add(self, reading: Reading) -> None:
        """Take a reading; a full batch is stored."""
        self._batch.append(reading)
        self._bytes += reading.step.file.entry.size
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total, reading.name)
        if len(self._batch) >= BATCH_FILES or self._bytes >= BATCH_BYTES:
            await self.flush()

    async def flush(self) -> None:
        """Store what is left."""
        batch, self._batch, self._bytes = self._batch, [], 0
        if batch:
            self._outcomes |= await store_readings(self._database, batch, self._manifest, self._stamp)
