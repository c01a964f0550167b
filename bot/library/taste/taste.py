"""Taste: the door to what readers say of stories, keep on their shelf, and let be used. Each reader sees their own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.corpus.story import Card
from bot.errors import NotShownError, RefusedError
from bot.library.answers import Audience, RecommendWish
from bot.library.backroom import Backroom
from bot.library.blocks import MOST_BLOCKS, Blocked, add_block, count_blocks, read_labels, remove_block
from bot.library.labels import label_key
from bot.library.place import Place, Reader
from bot.library.taste.audience import Counted, agreed, counted
from bot.library.taste.fitting import Fitting
from bot.library.taste.following import Following
from bot.library.taste.kinds import LISTS, Block, Known, Noted, Said, ShelfPage
from bot.library.taste.rows import forget_opened, forget_reader, said_of, say, stamp, unsay
from bot.library.taste.settings import (
    keeps_history,
    last_visit,
    note_visit,
    read_known,
    read_rows,
    set_history,
    set_sharing,
)
from bot.library.taste.shelves import read_shelf

TOO_MANY_BLOCKS = (
    f"Your block list holds {MOST_BLOCKS} entries, which is all it can. Take one off with /block remove first."
)

NOTHING_TO_BLOCK = "Say what you never want to see: a story, an author or a tag."

LONGEST_LABEL = 100

NEW_FOR = timedelta(days=30)
"""What counts as new to somebody who was never here before."""


class Taste:
    """What readers said and chose. What is said of a story is known to recommendations at once."""

    def __init__(self, back: Backroom) -> None:
        self._back = back
        self._following = Following(back)
        self._fitting = Fitting(back)

    async def start(self) -> None:
        """Take in what all readers said; called once the catalogue stands."""
        self._following, self._fitting = Following(self._back), Fitting(self._back)
        await self.refresh()

    async def close(self) -> None:
        """Give up what is under way."""
        await self._fitting.close()

    async def refresh(self) -> None:
        """Take in what was said since, by whatever process."""
        if await self._following.catch_up():
            self._fitting.changed()

    def learn(self) -> None:
        """Learn from all readers, in a process of its own, if it's time to. Returns at once."""
        self._fitting.begin(self._following.readers)

    def is_known(self, reader: Reader) -> bool:
        """Whether the reader has said anything that recommendations can start from. From memory."""
        return reader.id is not None and self._following.has_acts(reader.id)

    def counts(self, asked: RecommendWish, reader: Reader) -> bool:
        """Whether anybody's taste counts for a wish. From memory: a list drawn from it shall be seen by few."""
        own = asked.audience is Audience.IF_KNOWN and not asked.starts_from and self.is_known(reader)
        return own or asked.audience in {Audience.ME, Audience.US, Audience.PAIR}

    async def counted(self, asked: RecommendWish, place: Place, reader: Reader) -> Counted:
        """Whose taste counts for a wish. Raises RefusedError when nobody's can, with what to do."""
        return await counted(self._back.database, self._following, asked, place, reader)

    async def agreed(self, place: Place) -> frozenset[int]:
        """Who agreed to be counted in lists for several of the place's server. Not for showing."""
        return await agreed(self._back.database, place)

    def stories_of(self, who: Counted) -> frozenset[int]:
        """The stories that the readers who count said something of. From memory; not for showing."""
        return self._following.stories_of(who.readers)

    async def since(self, reader: Reader) -> datetime:
        """When the reader last asked for what is new, or said something of a story, or else some weeks ago; and that
        they have asked now.
        """
        user_id = _id_of(reader)
        async with self._back.database.write() as connection:
            before = await last_visit(connection, user_id)
            await note_visit(connection, user_id)
        await self.refresh()
        return before or datetime.now(UTC) - NEW_FOR

    async def say(self, story_id: int, said: Said, place: Place, reader: Reader) -> Noted:
        """Say something of a story; said already, it's taken back. Raises NotShownError, RefusedError."""
        user_id, card = _id_of(reader), await self._card(story_id, place, reader)
        async with self._back.database.write() as connection:
            on = said not in await said_of(connection, user_id, story_id)
            before = await say(connection, user_id, story_id, said) if on else None
            if not on:
                await unsay(connection, user_id, story_id, [said])
            await stamp(connection, user_id)
        await self.refresh()
        return Noted(card, said, on, before)

    async def move(self, story_id: int, said: Said | None, place: Place, reader: Reader) -> None:
        """Put a story on one of the lists, or on none. Raises NotShownError, RefusedError."""
        user_id, _ = _id_of(reader), await self._card(story_id, place, reader)
        async with self._back.database.write() as connection:
            await unsay(connection, user_id, story_id, LISTS)
            if said is not None:
                await say(connection, user_id, story_id, said)
            await stamp(connection, user_id)
        await self.refresh()

    async def open(self, story_id: int, place: Place, reader: Reader) -> None:
        """The reader has opened a story: with history switched on, and on no list yet, it's being read."""
        if reader.id is None or not self._following.is_reader(reader.id):
            return
        if self._back.at(place, reader).card(story_id) is None:
            return
        async with self._back.database.write() as connection:
            if not await keeps_history(connection, reader.id):
                return
            if set(LISTS) & await said_of(connection, reader.id, story_id):
                return
            await say(connection, reader.id, story_id, Said.READING, opened=True)
            await stamp(connection, reader.id)
        await self.refresh()

    async def shelf(self, said: Said, place: Place, reader: Reader, first: int = 0, size: int = 5) -> ShelfPage:
        """One page of a list of the reader's shelf: only stories that may be shown here."""
        desk = await self._back.desk(place, reader)
        async with self._back.database.read() as connection:
            return await read_shelf(connection, desk, said, user_id=_id_of(reader), first=first, size=size)

    async def known(self, place: Place, reader: Reader) -> Known:
        """All that is kept of the reader."""
        async with self._back.database.read() as connection:
            return await read_known(connection, _id_of(reader), place.guild_id)

    async def everything(self, place: Place, reader: Reader) -> dict[str, list[dict[str, Any]]]:
        """Every row that is kept of the reader, by table; stories have their titles where they may be shown here."""
        desk = self._back.at(place, Reader(reader.id))
        async with self._back.database.read() as connection:
            rows = await read_rows(connection, _id_of(reader))
        for row in (row for table in rows.values() for row in table):
            card = desk.card(row["story_id"]) if "story_id" in row else None
            if card is not None:
                row["title"] = card.title.value
        return rows

    async def keep_history(self, reader: Reader, *, on: bool) -> int:
        """Let opened stories count as being read, or no longer: then what was noted so is deleted; gives how much."""
        user_id, forgotten = _id_of(reader), 0
        async with self._back.database.write() as connection:
            await set_history(connection, user_id, on=on)
            if not on:
                forgotten = await forget_opened(connection, user_id)
        await self.refresh()
        return forgotten

    async def share(self, place: Place, reader: Reader, *, on: bool) -> None:
        """Agree that lists for several of this server count the reader in, or no longer. Raises RefusedError."""
        if place.guild_id is None:
            raise RefusedError("Lists for several are a server's: agree there.")
        async with self._back.database.write() as connection:
            await set_sharing(connection, _id_of(reader), place.guild_id, on=on)

    async def forget(self, reader: Reader) -> None:
        """Delete everything that is kept of the reader's taste, and their part in what recommendations learned."""
        async with self._back.database.write() as connection:
            await forget_reader(connection, _id_of(reader))
        await self.refresh()

    async def block(self, kind: Blocked, name: str, place: Place, reader: Reader) -> Block:
        """Never show this again: a story by "#12" or title, an author or a tag by name.

        Raises NotFoundError and AmbiguousError for a story, RefusedError.
        """
        user_id, key, label = _id_of(reader), label_key(name), " ".join(name.split())[:LONGEST_LABEL]
        if kind is Blocked.STORY:
            desk = await self._back.desk(place, reader)
            card, _ = await desk.story(name)
            key, label = str(card.id), card.title.value
        if not key:
            raise RefusedError(NOTHING_TO_BLOCK)
        async with self._back.database.write() as connection:
            if await count_blocks(connection, user_id) >= MOST_BLOCKS:
                raise RefusedError(TOO_MANY_BLOCKS)
            # A story's title may change, and may not be shown everywhere, so it isn't kept with the block.
            await add_block(connection, user_id, kind, key, "" if kind is Blocked.STORY else label)
        return Block(kind, key, label)

    async def toggle(self, block: Block, place: Place, reader: Reader) -> tuple[Block, bool]:
        """Block something, or take it off the list if it's on it; gives whether it's on it now, and its name here.

        Raises NotShownError for a story that may not be shown here, RefusedError.
        """
        if await self.unblock(block.kind, block.key, reader):
            return self._as_here(block, place, reader), False
        named = self._as_here(block, place, reader)
        if named.label is None:
            raise NotShownError
        name = f"#{block.key}" if block.kind is Blocked.STORY else named.label
        return await self.block(block.kind, name, place, reader), True

    async def unblock(self, kind: Blocked, key: str, reader: Reader) -> bool:
        """Take something off the block list. Gives whether it was on it."""
        async with self._back.database.write() as connection:
            return await remove_block(connection, _id_of(reader), kind, key)

    async def blocks(self, place: Place, reader: Reader) -> list[Block]:
        """The reader's block list; stories by title only where they may be shown but for the block."""
        async with self._back.database.read() as connection:
            rows = await read_labels(connection, _id_of(reader))
        return [self._as_here(Block(*row), place, reader) for row in rows]

    def _as_here(self, block: Block, place: Place, reader: Reader) -> Block:
        """A story under its title, if it may be shown here but for the block."""
        if block.kind is not Blocked.STORY:
            return block
        without = self._back.at(place, Reader(reader.id))
        card = without.card(int(block.key)) if block.key.isdecimal() else None
        return replace(block, label=card.title.value if card is not None else None)

    async def _card(self, story_id: int, place: Place, reader: Reader) -> Card:
        desk = await self._back.desk(place, reader)
        card = desk.card(story_id)
        if card is None:
            raise NotShownError
        return card


def _id_of(reader: Reader) -> int:
    if reader.id is None:
        raise RefusedError("Only a member of a server has a taste to keep.")
    return reader.id
