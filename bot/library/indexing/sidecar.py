"""The sidecar: the index of texts, which follows the database by its outbox."""

import asyncio

from sqlalchemy import func, select

from bot.library.catalogue import Catalogue
from bot.library.database import Database
from bot.library.indexing.texts import read_story_texts
from bot.library.tables import OutboxRow
from bot.search.engine.text import TextIndex

SEQ = "seq"


class Sidecar:
    """The index of texts in memory, built when it is first asked for."""

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self._database = database
        self._catalogue = catalogue
        self._texts = TextIndex()
        self._turn = asyncio.Lock()

    async def texts(self) -> TextIndex:
        """The index, with everything in it that the catalogue knows."""
        async with self._turn, self._database.read() as connection:
            last = (await connection.execute(select(func.max(OutboxRow.seq)))).scalar() or 0
            seq = self._texts.reached(SEQ)
            cards = self._catalogue.cards
            ids = set(cards)
            if seq is not None:
                changed = select(OutboxRow.story_id).where(OutboxRow.seq > seq, OutboxRow.seq <= last)
                ids = set((await connection.execute(changed)).scalars())
            if seq != last:
                await asyncio.to_thread(self._texts.drop, ids)
                async for texts in read_story_texts(connection, [cards[one] for one in sorted(ids) if one in cards]):
                    await asyncio.to_thread(self._texts.put, texts)
                await asyncio.to_thread(lambda: self._texts.commit(**{SEQ: last}))
        return self._texts

    async def close(self) -> None:
        """Let go of everything."""
        await asyncio.to_thread(self._texts.close)
