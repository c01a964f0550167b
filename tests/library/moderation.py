"""For tests of moderating and review: who acts, and stories of every standing."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.corpus.screening.verdict import screen
from bot.corpus.story import Card, Chapter, Fact, Permission, Rating, Story
from bot.library.actor import Actor
from bot.library.history import Event, read_history
from bot.library.library import Library
from bot.library.place import Place
from bot.library.prepare import prepare
from bot.library.store import add_stories
from bot.library.tables import Base
from tests.library.stories import prose

GUILD = 1
MODERATOR = Actor(7, GUILD, moderator=True)
OTHER_MODERATOR = Actor(8, GUILD, moderator=True)
CURATOR = Actor(9, GUILD, moderator=True, curator=True, home=True)
MEMBER = Actor(20, GUILD)
STRANGER = Actor(30, 2, moderator=True, curator=True, home=True)
"""A moderator of another server."""

HERE = Place(GUILD, 11)
RESTRICTED = Place(GUILD, 10, restricted=True)
THERE = Place(2, 12)


def story(title: str, **changes: Any) -> Story:
    """A story in the state that screening gives it."""
    facts: dict[str, Any] = {
        "title": Fact(title),
        "authors": (Fact("Ona Bright"),),
        "rating": Fact(Rating.GENERAL),
        "permission": Permission.FULL,
        "chapters": (Chapter("One", prose(title, 4)),),
    }
    told = Story(**(facts | changes))
    verdict = screen(told)
    return replace(told, state=verdict.state, held_because=verdict.held_because)


def held(title: str = "The Ferry") -> Story:
    return story(title, rating=Fact(Rating.NOT_RATED), tags=(Fact("Smut"),))


def barred(title: str = "The Well") -> Story:
    return story(title, rating=Fact(Rating.MATURE), warnings=(Fact("Underage"),))


async def add(library: Library, *stories: Story, guild_id: int | None = GUILD) -> list[int]:
    """Store stories, of the server or (None) of the operator's corpus."""
    async with library._back.database.write() as connection:
        ids = await add_stories(connection, [prepare(one) for one in stories], guild_id)
    await library._back.catch_up()
    return ids


async def add_one(library: Library, one: Story, guild_id: int | None = GUILD) -> int:
    (story_id,) = await add(library, one, guild_id=guild_id)
    return story_id


def card_of(library: Library, story_id: int) -> Card:
    """The card as the library has it in memory, whatever the gate says."""
    return library._back.catalogue.cards[story_id]


async def history_of(library: Library, guild_id: int = GUILD) -> list[Event]:
    """What was done in a server, oldest first."""
    async with library._back.database.read() as connection:
        return (await read_history(connection, guild_id, limit=1000))[::-1]


async def rows(library: Library, table: type[Base]) -> list[Any]:
    async with library._back.database.read() as connection:
        return list(await connection.execute(select(table)))
