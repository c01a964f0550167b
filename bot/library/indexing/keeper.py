"""The keeper: one step at a time from whatever is on the disk to indexes that hold what the catalogue holds."""

import asyncio
import shutil
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import ParamSpec, TypeVar

import structlog

from bot.corpus.story import Card
from bot.errors import IndexUnusableError
from bot.library.catalogue import Catalogue
from bot.library.database import Database
from bot.library.indexing.generation import Generation
from bot.library.indexing.home import Home
from bot.library.indexing.lock import FolderTakenError
from bot.library.indexing.outbox import changed_between, identity_of, last_seq, story_at
from bot.library.indexing.stamp import DATABASE, stamp_for
from bot.library.indexing.texts import read_story_texts
from bot.search.engine.text import TextIndex
from bot.search.title_keys import entries_of

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MANY = 500
"""Changes from which on building anew may be quicker than following."""
_SHARE = 5
"""It is when one story in so many has changed."""
_CHUNK = 2000
"""Stories whose texts are read in one transaction."""
_DAY = 24 * 3600.0

P = ParamSpec("P")
R = TypeVar("R")


class Keeper:
    """Files are touched in a thread of its own. `step` raises IndexUnusableError, OSError, ValueError, DatabaseError;
    after each of them `recover`, and another step mends what can be mended.
    """

    def __init__(self, database: Database, catalogue: Catalogue, root: Path) -> None:
        self._database = database
        self._catalogue = catalogue
        self._root = root
        self._thread = ThreadPoolExecutor(1, "search-index")
        self._home: Home | None = None
        self._generation: Generation | None = None
        """What is written to; None when it must be opened or built."""
        self.texts: TextIndex | None = None
        """What is asked: of the present generation, or of one before while there is trouble with it."""
        self.seq = -1
        """The number of the last change that can be found."""
        self.distrusted = False
        """Set it when an answer was wrong: the next step builds anew."""
        self._elsewhere = False
        self._building = False
        self._likes: Mapping[int, float] = {}
        self._built_at = 0.0

    async def step(self) -> None:
        """Bring the indexes to where the catalogue is now."""
        home = await self._at_home()
        if self._generation is None and not self.distrusted:
            await self._open(home)
        if self._generation is None or self.distrusted:
            await self._build(home)
        while self._generation is not None and self._generation.seq < self._catalogue.seq:
            if not await self._follow(self._generation):
                await self._build(home)
        if self._generation is not None and self._is_old(self._generation):
            await self._build(home)

    async def recover(self, error: Exception) -> None:
        """Let go of files that can't be used any more. A folder in which nothing can be built is left for another."""
        generation, self._generation = self._generation, None
        if generation is not None:
            await self._do(generation.close)
        if self._building and self._home is not None and not self._home.temporary:
            log.warning(
                "The search index can't be built in its folder; one in a temporary folder serves until the next start",
                folder=str(self._root),
                reason=str(error),
            )
            await self._leave()
            self._elsewhere = True
        self._building = False

    async def close(self) -> None:
        """Let go of everything. Waits for what is being done in the thread."""
        await asyncio.to_thread(self._thread.shutdown)
        generation, self._generation = self._generation, None
        if generation is not None:
            await asyncio.to_thread(generation.close)
        home, self._home = self._home, None
        if home is not None:
            await asyncio.to_thread(home.close)

    async def _at_home(self) -> Home:
        """The folder; a new one if somebody has deleted it."""
        if self._home is not None and not await self._do(self._home.is_whole):
            log.warning(
                "The folder of the search index is not as it was left; it is built anew", folder=str(self._root)
            )
            await self._leave()
        if self._home is None:
            self._home = await self._do(self._move_in)
            if not self._home.temporary:
                self._elsewhere = False
        return self._home

    def _move_in(self) -> Home:
        if self._elsewhere:
            return Home.elsewhere()
        try:
            return Home(self._root)
        except FolderTakenError:
            reason = "another process works in it"
        except OSError as error:
            reason = error.strerror or type(error).__name__
        self._elsewhere = True
        log.warning(
            "The folder of the search index can't be used; one in a temporary folder serves until the next start",
            folder=str(self._root),
            reason=reason,
        )
        return Home.elsewhere()

    async def _leave(self) -> None:
        generation, self._generation = self._generation, None
        home, self._home = self._home, None
        if generation is not None:
            await self._do(generation.close)
        if home is not None:
            await self._do(home.close)

    async def _open(self, home: Home) -> None:
        """Take up what is on the disk, if it can be followed from there. Of another make it only serves meanwhile."""
        found = await self._do(home.current)
        if found is None:
            return
        folder, stamp = found
        cards = dict(self._catalogue.cards)
        async with self._database.read() as connection:
            wanted = stamp_for(await identity_of(connection))
            if stamp.get(DATABASE) != wanted[DATABASE]:
                log.info("The search index is of another database; it is built anew", folder=str(folder))
                return
            try:
                generation = await self._do(Generation.open, folder)
            except IndexUnusableError as error:
                log.warning("The search index can't be used; it is built anew", folder=str(folder), reason=str(error))
                return
            last = await last_seq(connection)
            changed = await changed_between(connection, generation.seq, last)
            if changed is None or await story_at(connection, generation.seq) not in {0, generation.story}:
                log.info("The search index is too far behind; it is built anew", folder=str(folder))
                await self._do(generation.close)
                return
        for story_id in changed:
            cards.pop(story_id, None)
        await self._serve(generation, cards)
        if stamp == wanted:
            self._generation = generation
        else:
            log.info("The search index is of another version; it is built anew", folder=str(folder))
            await self._do(generation.close)

    async def _build(self, home: Home) -> None:
        """All anew, in a new folder, while what is there serves; then one step puts it in its place."""
        self._building = True
        seq, cards, likes = self._catalogue.seq, dict(self._catalogue.cards), self._catalogue.index.popularity
        folder = await self._do(home.new)
        try:
            generation = await self._do(lambda: Generation.start(folder, entries_of(cards.values(), likes)))
            stories = iter(cards.values())
            while chunk := list(islice(stories, _CHUNK)):
                await self._put_texts(generation, chunk)
            async with self._database.read() as connection:
                story, stamp = await story_at(connection, seq), stamp_for(await identity_of(connection))
            await self._do(generation.finish, seq, story)
            await self._do(home.adopt, folder, stamp)
        except BaseException:
            self._thread.submit(shutil.rmtree, folder, ignore_errors=True)
            raise
        before, self._generation = self._generation, generation
        self._building = self.distrusted = False
        self._likes, self._built_at = likes, time.monotonic()
        await self._serve(generation, cards)
        if before is not None:
            await self._do(before.close)
        await self._do(home.clear, folder)

    async def _follow(self, generation: Generation) -> bool:
        """Take in what has changed. False when building anew is better."""
        seq = self._catalogue.seq
        async with self._database.read() as connection:
            changed = await changed_between(connection, generation.seq, seq)
            story = await story_at(connection, seq)
        if changed is None or len(changed) > max(MANY, len(self._catalogue.cards) // _SHARE):
            return False
        known = self._catalogue.cards
        cards = [known[story_id] for story_id in changed if story_id in known]
        entries = entries_of(cards, self._likes)
        await self._do(generation.change_titles, entries, set(changed) - {card.id for card in cards})
        await self._do(generation.drop_texts, changed)
        await self._put_texts(generation, cards)
        await self._do(generation.finish, seq, story)
        self._catalogue.index.titles_told(cards)
        self.seq = generation.seq
        return True

    async def _put_texts(self, generation: Generation, cards: list[Card]) -> None:
        async with self._database.read() as connection:
            async for texts in read_story_texts(connection, cards):
                await self._do(generation.put_texts, texts)

    async def _serve(self, generation: Generation, cards: Mapping[int, Card]) -> None:
        """Answer from it from now on; titles of these cards, as they are, it knows."""
        await self._do(self._catalogue.index.use_titles, generation.titles, cards)
        self.texts, self.seq = generation.texts, generation.seq

    def _is_old(self, generation: Generation) -> bool:
        """Whether a new one would be quicker, or would know better what readers like."""
        if generation.has_grown:
            return True
        return time.monotonic() - self._built_at > _DAY and self._likes != self._catalogue.index.popularity

    async def _do(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """In the thread; when this is cancelled, what was begun there is still ended."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: function(*args, **kwargs))
