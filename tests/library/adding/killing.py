"""Killing a process that adds stories, brings them up to date and undoes that, at random moments; and what must hold
afterwards: nothing that was acknowledged is lost, and no story is there in part.
"""

import asyncio
import multiprocessing
import signal
import time
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from random import Random

from sqlalchemy import func, select

from bot.corpus.reader import read_story
from bot.corpus.story import Chapter
from bot.library.adding.answers import Added, DraftState
from bot.library.library import Library
from bot.library.prepare import prepare
from bot.library.snapshots import take_snapshot
from bot.library.tables import ConsentRow, DraftRow, HistoryRow, StoryRow
from tests.library.adding.senders import MODERATOR, chapters, story_file, upload
from tests.library.stories import OPEN, Folder, settings_for, text_of

GONE, FIRST, SECOND = 0, 1, 2
"""What a story may be: not there, as it was added, or as it was brought up to date."""


def version(number: int, which: int) -> bytes:
    """A story's file, in its first or second version."""
    seeds = (10 * number + 1, 10 * number + 2, 10 * number + 2 + which)
    return story_file(f"Evening {number}", chapters(*seeds), Author=f"Writer {number}")


def add_until_killed(address: str, folder: Folder, first: int, pipe: Connection) -> None:
    """Add stories from number `first` on, and say before and after each step what it is about to make of which."""
    asyncio.run(_add_until_killed(address, folder, first, pipe))


async def _add_until_killed(address: str, folder: Folder, first: int, pipe: Connection) -> None:
    async with Library(settings_for(address, folder)) as library:
        pipe.send(("ready", 0, 0))
        for number in count(first):
            added = await _step(library, pipe, number, FIRST)
            if number % 2:
                changed = await _step(library, pipe, number, SECOND)
                if number % 4 == 1:
                    await _undo(library, pipe, number, changed, FIRST)
            elif number % 4 == 0:
                await _undo(library, pipe, number, added, GONE)


async def _step(library: Library, pipe: Connection, number: int, which: int) -> Added:
    pipe.send(("start", number, which))
    preview = await upload(library, version(number, which))
    added = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    pipe.send(("done", number, which))
    return added


async def _undo(library: Library, pipe: Connection, number: int, added: Added, which: int) -> None:
    pipe.send(("start", number, which))
    await library.adding.undo(MODERATOR, added.event_id)
    pipe.send(("done", number, which))


@dataclass
class Tally:
    """What came of the kills. `lost` and `partial` must be empty."""

    kills: int = 0
    before_ready: int = 0
    acknowledged: int = 0
    under_way: int = 0
    """Kills during a step; of these, those whose step was stored although it couldn't be acknowledged any more:"""
    stored_unsaid: int = 0
    lost: list[str] = field(default_factory=list[str])
    partial: list[str] = field(default_factory=list[str])
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills in {self.seconds:.0f} s ({self.before_ready} before the library was open, "
            f"{self.under_way} during a step, {self.stored_unsaid} of these after its commit)\n"
            f"acknowledged additions, updates and undos: {self.acknowledged}; lost: {len(self.lost)}\n"
            f"partial stories seen: {len(self.partial)}"
        )


class Killer:
    """Kills one process after the other, and looks at what each has left. `library` is open on the same database."""

    def __init__(self, library: Library, address: str, folder: Folder, seed: int = 0) -> None:
        self._library = library
        self._how = (address, folder)
        self._rng = Random(seed)
        self._context = processes()
        self._may_be: dict[int, set[int]] = {}
        self._begun: dict[int, int] = {}
        self._next = 1
        self._step_seconds = 0.05
        self.tally = Tally()

    async def run(self, kills: int) -> Tally:
        """Kill so often, and check after each kill; at the end check everything."""
        started = time.monotonic()
        for _ in range(kills):
            touched = await asyncio.to_thread(self._kill_one)
            await self._check(touched)
        await self._check(list(self._may_be))
        self.tally.seconds = time.monotonic() - started
        return self.tally

    def _kill_one(self) -> list[int]:
        """Let a process work until it has acknowledged a few steps, and kill it at a random moment of the next. Gives
        the numbers that it was at.
        """
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=add_until_killed, args=(*self._how, self._next, theirs))
        process.start()
        theirs.close()
        said = _Said()
        wait = self._rng.randint(-1, 3)
        said.listen(ours, until=wait)
        time.sleep(self._rng.uniform(0.0, 0.3 if wait < 0 else 1.2) * self._step_seconds)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL, "it ended by itself"
        said.listen(ours)
        if wait > 0:
            self._step_seconds = said.seconds / wait
        return self._take_in(said)

    def _take_in(self, said: "_Said") -> list[int]:
        for what, number, which in said.messages:
            if what == "start":
                self._may_be.setdefault(number, {GONE}).add(which)
                self._begun[number] = which
            elif what == "done":
                self._may_be[number] = {which}
        self.tally.kills += 1
        self.tally.before_ready += not said.messages
        self.tally.acknowledged += said.done
        self.tally.under_way += bool(said.messages) and said.messages[-1][0] == "start"
        touched = {number for _, number, _ in said.messages if number}
        self._next = max([self._next, *(number + 1 for number in touched)])
        return sorted(touched)

    async def _check(self, numbers: list[int]) -> None:
        await self._library._back.catch_up()
        cards = self._library._back.catalogue.cards.values()
        by_title: dict[str, list[int]] = {}
        for card in cards:
            by_title.setdefault(card.title.value, []).append(card.id)
        for number in numbers:
            ids = by_title.get(f"Evening {number}", [])
            which = GONE if not ids else await self._which(number, ids)
            if which is None:
                self.tally.partial.append(f"Evening {number}")
            elif which not in self._may_be[number]:
                self.tally.lost.append(f"Evening {number}: {which}, not {self._may_be[number]}")
            else:
                self.tally.stored_unsaid += len(self._may_be[number]) > 1 and which == self._begun[number]
                self._may_be[number] = {which}
        await self._check_drafts()

    async def _which(self, number: int, ids: list[int]) -> int | None:
        """Which version of the story is there, whole; None for a part of one, or two of them."""
        if len(ids) > 1:
            return None
        async with self._library._back.database.read() as connection:
            _, snapshot = await take_snapshot(connection, ids[0])
            consents = select(func.count()).where(ConsentRow.story_id == ids[0])
            said = (await connection.execute(consents)).scalar_one()
        served = await text_of(self._library, ids[0])
        again = prepare(snapshot.story)
        if again != snapshot.prepared or len(snapshot.passage_ids) != len(again.passages) or not said or not served:
            return None
        versions = {which: texts(number, which) for which in (FIRST, SECOND)}
        return next((which for which, text in versions.items() if text == snapshot.story.chapters), None)

    async def _check_drafts(self) -> None:
        """A draft that is done has its line in the history; a story has a draft that is done."""
        async with self._library._back.database.read() as connection:
            done = select(func.count()).select_from(DraftRow).where(DraftRow.state == DraftState.DONE.value)
            known = done.join(HistoryRow, HistoryRow.id == DraftRow.event_id)
            stories = select(func.count()).select_from(StoryRow)
            counted = [(await connection.execute(chosen)).scalar_one() for chosen in (done, known, stories)]
        if counted[0] != counted[1] or counted[0] < counted[2]:
            self.tally.partial.append(f"{counted} drafts done, in the history, and stories")


def texts(number: int, which: int) -> tuple[Chapter, ...]:
    """The chapters that a version has once it's read."""
    return read_story("story.txt", version(number, which)).chapters


@dataclass
class _Said:
    """What a process has said so far, and the seconds between its first and its last acknowledgement."""

    messages: list[tuple[str, int, int]] = field(default_factory=list[tuple[str, int, int]])
    done: int = 0
    seconds: float = 0.0

    def listen(self, pipe: Connection, until: int | None = None) -> None:
        """Until that many steps are acknowledged (0: until it's ready, less: not at all); None: to the end."""
        started = time.monotonic()
        try:
            while until is None or (until >= 0 and (not self.messages or self.done < until)):
                message = pipe.recv()
                started = started if self.messages else time.monotonic()
                self.messages.append(message)
                self.done += message[0] == "done"
                self.seconds = time.monotonic() - started
        except (EOFError, OSError):
            return


def processes() -> ForkServerContext:
    """Processes that have imported everything before they are started."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.library.adding.killing", "tests.library.adding.warm"])
    return context
