"""A member who is known to be an author, in the tests."""

from typing import Any

from tests.support.seen import Seen
from tests.support.simulated import Server

NAME, TITLE = "Mirela Voss", "The Lantern Keeper"


async def seat(server: Server, member: Any = None, name: str = NAME) -> None:
    """A moderator vouches for a member."""
    await server.ask("author vouch", by=server.moderator, member=member or server.ann, name=name)


async def own(server: Server, title: str = TITLE, *, by: Any = None) -> Seen:
    """What the author of a story is shown of it."""
    mine = await server.ask("author stories", by=by)
    titles = [line for line in mine.text.split("\n") if line.startswith("**") and " by " in line]
    place = next(number for number, line in enumerate(titles) if title in line)
    return await server.press(mine, "Open", place, by=by)
