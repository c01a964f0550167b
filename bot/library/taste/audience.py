"""Whose taste a list draws on. Nobody but the reader who asks counts without their own word for it."""

from dataclasses import dataclass, replace

from bot.errors import RefusedError
from bot.library.answers import Audience, RecommendWish
from bot.library.blocks import read_blocks
from bot.library.database import Database
from bot.library.place import BlockList, Place, Reader
from bot.library.taste.following import Following
from bot.library.taste.settings import sharers

NOBODY_AGREED = (
    "Nobody here has agreed yet to be counted in lists for several. Everybody can agree for themselves with /taste: "
    "“Count me in”. Nobody is named, and what somebody likes is never shown."
)

NOT_AGREED = (
    "A list for the two of you needs their word: they can agree with /taste, “Count me in”, and take it back there."
)

NOTHING_KNOWN = (
    "Nothing is known of your taste yet. Press Like on a story's card, or put stories on your /shelf; "
    "or say what to start from: /recommend like, character or mood."
)

NOTHING_KNOWN_OF_US = (
    "Nobody who is counted in has liked a story yet. Press Like on stories' cards, or put some on your /shelf."
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The readers whose taste counts, in words too; `reader` is who asks, with what holds for all of a pair."""

    readers: tuple[int, ...]
    words: str
    reader: Reader


async def counted(
    database: Database, following: Following, asked: RecommendWish, place: Place, reader: Reader
) -> Counted:
    """Who counts for a wish. Raises RefusedError when nobody can, with what to do."""
    match asked.audience:
        case Audience.ME:
            if reader.id is None or not following.has_acts(reader.id):
                raise RefusedError(NOTHING_KNOWN)
            return Counted((reader.id,), "for you", reader)
        case Audience.US:
            return await _us(database, following, asked.among, place, reader)
        case Audience.PAIR:
            return await _pair(database, following, asked.other, place, reader)
        case Audience.IF_KNOWN if reader.id is not None and following.has_acts(reader.id) and not asked.starts_from:
            return Counted((reader.id,), "for you", reader)
        case _:
            return Counted((), "", reader)


async def _us(database: Database, following: Following, among: frozenset[int], place: Place, reader: Reader) -> Counted:
    others = (await agreed(database, place) & among) - {reader.id}
    if not others:
        raise RefusedError(NOBODY_AGREED)
    readers = (*filter(None, (reader.id,)), *sorted(others))
    if not any(map(following.has_acts, readers)):
        raise RefusedError(NOTHING_KNOWN_OF_US)
    several = "1 other reader" if len(others) == 1 else f"{len(others)} other readers"
    return Counted(readers, f"for you and {several} who agreed to it", reader)


async def _pair(database: Database, following: Following, other: int | None, place: Place, reader: Reader) -> Counted:
    """What either of the two has blocked, neither sees."""
    if other is None or other == reader.id or reader.id is None:
        raise RefusedError("Name another member for a list for the two of you; for yourself, leave it out.")
    if other not in await agreed(database, place):
        raise RefusedError(NOT_AGREED)
    if not (following.has_acts(reader.id) or following.has_acts(other)):
        raise RefusedError(NOTHING_KNOWN_OF_US)
    async with database.read() as connection:
        blocks = await read_blocks(connection, other)
    both = replace(reader, blocks=_union(reader.blocks, blocks))
    return Counted((reader.id, other), "for the two of you", both)


async def agreed(database: Database, place: Place) -> frozenset[int]:
    """The members of the place's server who agreed to be counted in lists for several."""
    if place.guild_id is None:
        return frozenset()
    async with database.read() as connection:
        return await sharers(connection, place.guild_id)


def _union(one: BlockList, other: BlockList) -> BlockList:
    return BlockList(one.tags | other.tags, one.authors | other.authors, one.stories | other.stories)
