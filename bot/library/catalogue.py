"""The catalogue: all cards in memory with the indexes over them, following the database by its outbox."""

import asyncio
from collections.abc import Iterable

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.people.recognising import Known
from bot.corpus.story import Card
from bot.library.aliases.dictionaries import Dictionaries
from bot.library.cards import read_cards
from bot.library.database import in_chunks
from bot.library.indexing.outbox import changed_between, last_seq
from bot.library.tables import StoryRow
from bot.recommend.recommender import Recommender
from bot.search.scan import ScanIndex

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

LARGE = 1000
"""Stories from which on recommendations take long enough to prepare that a change isn't to wait for it."""


class Catalogue:
    """Cards by id. Its content may lag behind the database by one `catch_up`, which every question begins with."""

    def __init__(self, index: ScanIndex, recommender: Recommender) -> None:
        self.index = index
        self.recommender = recommender
        self.dictionaries = Dictionaries()
        self.cards: dict[int, Card] = {}
        self._seq = 0
        self._turn = asyncio.Lock()
        self._recommending: asyncio.Task[None] | None = None
        self._behind = False

    @property
    def seq(self) -> int:
        """The number of the last change that has been taken in."""
        return self._seq

    def known_name(self, spelling: str) -> tuple[Known, ...]:
        """The stated characters who go by a name in any spelling, as the library has them."""
        return self.index.known_name(spelling)

    async def build(self, connection: AsyncConnection) -> None:
        """Take in every story there is. The connection's transaction must see one state of the database."""
        async with self._turn:
            self._seq = await last_seq(connection)
            async for cards in read_cards(connection):
                await self._apply(cards)
            await self._prepare()

    async def catch_up(self, connection: AsyncConnection) -> None:
        """Take in what has changed since the last time, each change exactly once."""
        if await last_seq(connection) <= self._seq:
            return
        async with self._turn:
            last = await last_seq(connection)
            if last <= self._seq:
                return
            changed = await changed_between(connection, self._seq, last)
            if changed is None:
                there = (await connection.execute(select(StoryRow.id))).scalars()
                changed = sorted({*there, *self.cards})
            await self._take_in(connection, changed)
            self._seq = last
            await self._prepare()

    async def _take_in(self, connection: AsyncConnection, ids: list[int]) -> None:
        for some in in_chunks(ids):
            cards = [card async for chunk in read_cards(connection, StoryRow.id.in_(some)) for card in chunk]
            await self._apply(cards, set(some) - {card.id for card in cards})

    async def _apply(self, put: list[Card], drop: Iterable[int] = ()) -> None:
        dropped = list(drop)
        self.cards.update((card.id, card) for card in put)
        for story_id in dropped:
            self.cards.pop(story_id, None)
        await asyncio.to_thread(self.index.apply, put, dropped)
        await asyncio.to_thread(self.recommender.apply, put, dropped)

    async def _prepare(self) -> None:
        """Build the indexes anew now and in a thread, not when the next question comes on the event loop.

        In a large library nobody waits for recommendations but those who ask for them.
        """
        await asyncio.to_thread(self.index.prepare)
        self._behind = True
        if self._recommending is None or self._recommending.done():
            self._recommending = asyncio.create_task(self._prepare_recommending())
        if len(self.cards) < LARGE:
            await self.prepared()

    async def _prepare_recommending(self) -> None:
        """What recommendations need, then what stories are about; again when anything changed meanwhile."""
        while self._behind:
            self._behind = False
            await asyncio.to_thread(self.recommender.prepare)
            try:
                await asyncio.to_thread(self.recommender.encode)
            except Exception as error:  # noqa: BLE001 - without it recommendations work on, by facts alone
                log.warning("The embedding model couldn't read all stories", reason=repr(error))

    async def prepared(self) -> None:
        """Until recommendations know all stories, also what the embedding model makes of them."""
        if self._recommending is not None:
            await asyncio.shield(self._recommending)

    async def close(self) -> None:
        """Give up what is under way."""
        self.recommender.stop()
        if self._recommending is not None:
            await asyncio.wait({self._recommending})
