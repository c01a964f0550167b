"""For tests of authors: who they are, and how stories come in."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bot.corpus.story import Chapter, Fact, Permission, Rating, Story
from bot.library.actor import Actor
from bot.library.authors.nouns import Claim
from bot.library.library import Library
from bot.library.place import Place
from bot.library.tables import Base

HOME, AWAY = 1, 2
ONA = Actor(20, HOME, home=True)
"""The author Ona Bright, in a home of the operator's corpus."""
ONA_AWAY = Actor(20, AWAY)
"""The same member in another server."""
MEMBER = Actor(21, HOME, home=True)
MODERATOR = Actor(7, HOME, moderator=True, curator=True, home=True)
OTHER_MODERATOR = Actor(8, HOME, moderator=True, curator=True, home=True)
AWAY_MODERATOR = Actor(9, AWAY, moderator=True)
HERE = Place(HOME, 11)
RESTRICTED = Place(HOME, 10, restricted=True)
THERE = Place(AWAY, 12)
PROFILE = "https://archiveofourown.org/users/ona"


def prose(topic: str, paragraphs: int = 12) -> str:
    """Text of which no four words are another topic's."""
    return "\n\n".join(
        " ".join(f"The {topic} number{number} went{step} past{topic}{step} at{number} noon." for step in range(6))
        for number in range(paragraphs)
    )


def story(title: str = "The Quay", **changes: Any) -> Story:
    facts: dict[str, Any] = {
        "title": Fact(title),
        "authors": (Fact("Ona Bright"),),
        "rating": Fact(Rating.GENERAL),
        "permission": Permission.FULL,
        "chapters": (Chapter("One", prose(title.replace(" ", "")[:12])),),
    }
    return Story(**(facts | changes))


async def confirm(library: Library, author: Actor = ONA, name: str = "Ona Bright") -> Claim:
    """Make a member an author by a moderator's word."""
    moderator = Actor(5, author.guild_id, moderator=True)
    return await library.authors.vouch(moderator, author.user_id, name)


async def rows(library: Library, table: type[Base]) -> Sequence[Any]:
    async with library._back.database.read() as connection:
        return (await connection.execute(select(table))).all()


async def everything_kept(library: Library) -> str:
    """Every value of every row of the database, in one text."""
    async with library._back.database.read() as connection:
        kept = [repr((await connection.execute(select(table))).all()) for table in Base.metadata.sorted_tables]
    return "\n".join(kept)


def ledger_of(library: Library) -> str:
    """The ledger as it is on disk."""
    path = library.settings.ledger
    assert path is not None
    return path.read_text() if path.exists() else ""


async def caught_up(library: Library, seconds: float = 5) -> None:
    """Let the library follow what other processes write for some time."""
    with_time = asyncio.wait_for(library.follow(), seconds)
    try:
        await with_time
    except TimeoutError:
        return
