"""Following: what readers say reaches recommendations and search at once, and from other processes within moments."""

import asyncio
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.backroom import Backroom
from bot.library.database import in_chunks
from bot.library.taste.kinds import Said
from bot.library.taste.rows import acts_of, newest, stamps
from bot.recommend.wish import Act, Acts

CHUNK = 200
"""Readers read at once: however many there are, memory holds the acts of so few twice."""

ACTS: Mapping[Said, Act] = {
    Said.LIKED: Act.LIKED,
    Said.NOT_FOR_ME: Act.DROPPED,
    Said.FINISHED: Act.READ,
    Said.READING: Act.READING,
    Said.TO_READ: Act.TO_READ,
    Said.DROPPED: Act.DROPPED,
}
"""What recommendations make of what was said; of several things said of one story the first here counts."""


class Following:
    """Who the readers are, as far as this process knows, and what they said. Follows the database by stamps."""

    def __init__(self, back: Backroom) -> None:
        self._back = back
        self._stamps: dict[int, int] = {}
        self._acts: dict[int, frozenset[int]] = {}
        self._newest: tuple[int, int] = (0, 0)
        self._turn = asyncio.Lock()

    @property
    def readers(self) -> int:
        """How many readers have said something of a story."""
        return len(self._acts)

    def is_reader(self, user_id: int) -> bool:
        """Whether anything is kept of them."""
        return user_id in self._stamps

    def has_acts(self, user_id: int) -> bool:
        """Whether they said anything of a story."""
        return bool(self._acts.get(user_id))

    def stories_of(self, user_ids: Collection[int]) -> frozenset[int]:
        """The stories of which any of these readers said something."""
        return frozenset(story_id for user_id in user_ids for story_id in self._acts.get(user_id, ()))

    async def catch_up(self) -> bool:
        """Take in what has changed since the last time; gives whether anything has."""
        async with self._turn, self._back.database.read() as connection:
            now = await newest(connection)
            if now == self._newest:
                return False
            await self._take_in(connection, now)
            self._newest = now
            return True

    async def _take_in(self, connection: AsyncConnection, now: tuple[int, int]) -> None:
        known = dict(self._stamps)
        count, highest = now
        if highest >= self._newest[1]:
            known |= await stamps(connection, since=self._newest[1])
        if highest < self._newest[1] or len(known) != count:
            # Somebody was forgotten: only the whole list tells who.
            known = await stamps(connection)
        await self._note({user_id: {} for user_id in self._stamps.keys() - known.keys()})
        changed = [user_id for user_id, stamp in known.items() if self._stamps.get(user_id) != stamp]
        for some in in_chunks(changed, CHUNK):
            said = await acts_of(connection, some)
            await self._note({user_id: _acts(stories) for user_id, stories in said.items()})
        self._stamps = known
        # Likes are one of the things by which search ranks.
        self._back.catalogue.index.popularity = await asyncio.to_thread(self._back.catalogue.recommender.popularity)

    async def _note(self, readers: Mapping[int, Acts]) -> None:
        await asyncio.to_thread(self._tell, readers)
        for user_id, acts in readers.items():
            if acts:
                self._acts[user_id] = frozenset(acts)
            else:
                self._acts.pop(user_id, None)

    def _tell(self, readers: Mapping[int, Acts]) -> None:
        for user_id, acts in readers.items():
            self._back.catalogue.recommender.note(user_id, acts)


def _acts(said: Mapping[int, AbstractSet[Said]]) -> Acts:
    return {story_id: strongest(says) for story_id, says in said.items()}


def strongest(says: AbstractSet[Said]) -> Act:
    """The one act that all that was said of a story comes to. Not for me outweighs having finished it."""
    return next(act for said, act in ACTS.items() if said in says)
