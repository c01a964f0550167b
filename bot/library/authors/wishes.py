"""Standing wishes at rest: what authors want done with their stories, those that come later included.

Wishes are compared by hashed names and profiles (bot.library.authors.identity). Joins the caller's write transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.sources import author_key
from bot.corpus.story import Permission
from bot.errors import NotAllowedError, RefusedError
from bot.library.actor import Actor
from bot.library.authors.claims import checked_link, checked_name, claims_of, confirmed_keys
from bot.library.authors.identity import hashed
from bot.library.authors.ledger import Ledger, Line
from bot.library.authors.letting_back import look_again
from bot.library.authors.nouns import StandingWish, Wish
from bot.library.authors.stored import IS_WITHDRAWN, Stored, read_stored
from bot.library.authors.wards import KeptWish
from bot.library.authors.withdrawing import write_ledger
from bot.library.cards import known
from bot.library.database import in_chunks
from bot.library.history import Action, record
from bot.library.labels import label_key
from bot.library.store import announce
from bot.library.tables import FileRow, StoryRow, WishRow

NOT_THEIR_NAME = (
    "You can state wishes for names that a moderator has confirmed as yours: see /author claim. A moderator can also "
    "state one for an author."
)
AUTHORS_OWN = "The author has stated this wish themselves, so only they can change it."
WHOSE = "Say whose wish it is: the name that stands on the stories, or the address of a profile."
LINK_OF_NOBODY = "That address isn't somebody's profile on a site that Ficus knows. Give the author's name instead."
NO_WISH = "No such wish is kept here."


@dataclass(frozen=True, slots=True)
class Wisher:
    """Whose wish it is; without a server it holds everywhere."""

    name: str
    link: str
    guild_id: int | None

    @property
    def key(self) -> str:
        """The hashed name, or ""."""
        return hashed(label_key(self.name))

    @property
    def profile(self) -> str:
        """The hashed profile, or ""."""
        return hashed(author_key(self.link))


async def wisher_of(connection: AsyncConnection, actor: Actor, name: str, link: str) -> Wisher:
    """Whose wish the actor may state: their own as a confirmed author, or as a moderator an author's.

    Raises NotAllowedError, RefusedError.
    """
    link = checked_link(link)
    own = await confirmed_keys(connection, actor)
    if not name.strip() and not link:
        raise RefusedError(WHOSE)
    name = checked_name(name) if name.strip() else ""
    is_author = bool(name) and label_key(name) in own
    if not is_author and not actor.moderator:
        raise NotAllowedError(NOT_THEIR_NAME)
    if not name and not author_key(link):
        raise RefusedError(LINK_OF_NOBODY)
    everywhere = actor.home if is_author else actor.curator
    return Wisher(name, link, None if everywhere else actor.guild_id)


async def keep_wish(
    connection: AsyncConnection, ledger: Ledger, actor: Actor, wisher: Wisher, wish: Wish | None
) -> list[Stored]:
    """Keep a wish in the place of the one before, or take it back. Gives the author's stories that it concerns.

    Raises RefusedError when there is none to take back, and NotAllowedError when it's not the actor's to change.
    """
    before = await _before(connection, actor, wisher)
    if wish is None and not before:
        raise RefusedError(NO_WISH)
    now = datetime.now(UTC)
    await connection.execute(delete(WishRow).where(*_same(wisher)))
    if wish is not None:
        await add_wish(connection, wisher, wish, actor.user_id, now)
    there = await stories_by(connection, wisher, shared=wish is Wish.NEVER)
    if Wish.CARDS in before and wish is not Wish.CARDS:
        await _read_again(connection, [story.id for story in there])
    if Wish.CARDS is wish:
        await show_cards_only(connection, there)
    if Wish.NEVER in before and wish is not Wish.NEVER:
        await look_again(connection)
    told = {"author": wisher.name or wisher.link}
    after = told | {"wish": wish.value if wish else ""}
    await record(connection, actor, Action.WISH, before={"wish": ", ".join(before)}, after=after)
    await write_ledger(ledger, [wish_line(wisher.guild_id, wisher.key, wisher.profile, wish, now)])
    return there


async def _before(connection: AsyncConnection, actor: Actor, wisher: Wisher) -> list[Wish]:
    rows = (await connection.execute(select(WishRow).where(*_same(wisher)))).all()
    for row in rows:
        if row.user_id != actor.user_id and label_key(wisher.name) not in await confirmed_keys(connection, actor):
            theirs = await confirmed_keys(connection, Actor(row.user_id, actor.guild_id))
            if wisher.name and label_key(wisher.name) in theirs:
                raise NotAllowedError(AUTHORS_OWN)
    return [known(Wish, row.wish, Wish.NEVER) for row in rows]


def _same(wisher: Wisher) -> tuple[ColumnElement[bool], ...]:
    """One wish for each name; without a name, one for each profile."""
    here = WishRow.guild_id.is_not_distinct_from(wisher.guild_id)
    if wisher.key:
        return here, WishRow.key == wisher.key
    return here, WishRow.key == "", WishRow.link_key == wisher.profile


async def add_wish(connection: AsyncConnection, wisher: Wisher, wish: Wish, user_id: int, at: datetime) -> None:
    """Store a wish."""
    row = {
        "guild_id": wisher.guild_id,
        "name": wisher.name or wisher.link,
        "key": wisher.key,
        "link_key": wisher.profile,
        "wish": wish.value,
        "user_id": user_id,
        "at": at,
    }
    await connection.execute(insert(WishRow).values(row))


async def stories_by(connection: AsyncConnection, wisher: Wisher, *, shared: bool = False) -> list[Stored]:
    """The stories by that author that a wish of theirs is about, without those that are withdrawn. `shared`: also those
    of the operator's corpus that the wish, being for one server, can only hide there.
    """
    wish = KeptWish(Wish.ASK, wisher.guild_id, wisher.key, wisher.profile)
    return await stories_of(connection, wish, shared=shared)


async def stories_of(connection: AsyncConnection, wish: KeptWish, *, shared: bool = False) -> list[Stored]:
    """The same for a wish as it's compared."""
    there = ~IS_WITHDRAWN
    if wish.guild_id is not None:
        own = StoryRow.guild_id == wish.guild_id
        there &= own | StoryRow.guild_id.is_(None) if shared else own
    return [story for story in await read_stored(connection, there) if wish.meets(story.identity)]


async def show_cards_only(connection: AsyncConnection, stories: Sequence[Stored]) -> None:
    """Share no more than the cards of these stories."""
    ids = [story.id for story in stories]
    for some in in_chunks(ids):
        values = {"permission": Permission.CARD.value, "digest": "", "changed_at": datetime.now(UTC)}
        await connection.execute(update(StoryRow).where(StoryRow.id.in_(some)).values(**values))
    await announce(connection, ids)


async def _read_again(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Of the operator's corpus the files say how much may be shown, when they are read the next time."""
    for some in in_chunks(ids):
        await connection.execute(update(FileRow).where(FileRow.story_id.in_(some)).values(stamp=""))


async def read_standing(connection: AsyncConnection, actor: Actor) -> tuple[StandingWish, ...]:
    """The wishes that the actor stated or, as a moderator, looks after; oldest first."""
    names = [claim.name for claim in await claims_of(connection, actor)]
    theirs = WishRow.key.in_([hashed(label_key(name)) for name in names]) | (WishRow.user_id == actor.user_id)
    if actor.moderator:
        theirs |= WishRow.guild_id == actor.guild_id
    if actor.curator:
        theirs |= WishRow.guild_id.is_(None)
    here = or_(WishRow.guild_id.is_(None), WishRow.guild_id == actor.guild_id)
    rows = await connection.execute(select(WishRow).where(theirs, here).order_by(WishRow.id))
    return tuple(
        StandingWish(row.id, row.name, known(Wish, row.wish, Wish.NEVER), row.guild_id is None, row.at) for row in rows
    )


def wish_line(guild_id: int | None, key: str, profile: str, wish: Wish | None, at: datetime) -> Line:
    """The ledger's line for a wish, or for one that was taken back."""
    return {
        "wish": wish.value if wish else None,
        "at": at.isoformat(),
        "server": guild_id,
        "name": key,
        "profile": profile,
    }
