"""Claims at rest: who says to be an author in a server, and who was believed. Joins the caller's transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import choice
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card, values
from bot.errors import AlreadyDecidedError, NotAllowedError, NotFoundError, RefusedError
from bot.library.actor import Actor
from bot.library.authors.identity import NOBODY, name_keys
from bot.library.authors.nouns import Claim, ClaimState
from bot.library.cards import known
from bot.library.history import Action, record
from bot.library.labels import label_key
from bot.library.rights import require_moderator
from bot.library.tables import LARGEST_ID, ClaimRow

LONGEST_NAME = 100
LONGEST_LINK = 300

MOST_WAITING = 5
"""Claims of one member that may wait in a server at a time."""

CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that are taken for another one."""

OWN_CLAIM = "This is your own claim, so another moderator decides."
OWN_WORD = "Nobody can vouch for themselves. Use /author claim, and another moderator decides."
UNKNOWN_CLAIM = "There is no such claim here any more. /review list shows what waits."


async def open_claim(connection: AsyncConnection, actor: Actor, name: str, link: str) -> tuple[Claim, bool]:
    """A claim that waits, and whether it's new: claiming a name again gives the claim that there is.

    Raises RefusedError for a name or link that can't be, or when too many wait.
    """
    name, link = checked_name(name), checked_link(link)
    mine = await claims_of(connection, actor)
    for claim in mine:
        if label_key(claim.name) == label_key(name) and (claim.state is ClaimState.CONFIRMED or claim.link == link):
            return claim, False
    if sum(claim.state is ClaimState.WAITING for claim in mine) >= MOST_WAITING:
        raise RefusedError(
            f"{MOST_WAITING} claims of yours wait for the moderators already. Wait for them, or drop one in /author "
            "stories."
        )
    claim = await _add(connection, actor, actor.user_id, name, link, state=ClaimState.WAITING)
    await record(connection, actor, Action.CLAIM, after={"author": name})
    return claim, True


async def vouch_for(connection: AsyncConnection, actor: Actor, user_id: int, name: str) -> Claim:
    """A confirmed claim by a moderator's word. Raises NotAllowedError, RefusedError."""
    require_moderator(actor)
    if user_id == actor.user_id:
        raise NotAllowedError(OWN_WORD)
    name = checked_name(name)
    theirs = await claims_of(connection, Actor(user_id, actor.guild_id))
    same = [claim for claim in theirs if label_key(claim.name) == label_key(name)]
    for claim in same:
        if claim.state is ClaimState.CONFIRMED:
            return claim
    for claim in same:
        return await decide_claim(connection, actor, claim.id, confirmed=True)
    claim = await _add(connection, actor, user_id, name, "", state=ClaimState.CONFIRMED)
    await record(connection, actor, Action.CONFIRM_CLAIM, after={"author": name, "member": user_id})
    return claim


async def decide_claim(connection: AsyncConnection, actor: Actor, claim_id: int, *, confirmed: bool) -> Claim:
    """Confirm or refuse a claim that waits in the actor's server.

    Raises NotAllowedError, NotFoundError, AlreadyDecidedError.
    """
    require_moderator(actor)
    row = await _row(connection, actor, claim_id)
    if row.user_id == actor.user_id:
        raise NotAllowedError(OWN_CLAIM)
    if row.state != ClaimState.WAITING.value:
        raise AlreadyDecidedError(row.state, row.decided_by or 0)
    state = ClaimState.CONFIRMED if confirmed else ClaimState.REFUSED
    decided = update(ClaimRow).where(ClaimRow.id == claim_id).values(state=state.value, decided_by=actor.user_id)
    await connection.execute(decided)
    action = Action.CONFIRM_CLAIM if confirmed else Action.REFUSE_CLAIM
    await record(connection, actor, action, after={"author": row.name, "member": row.user_id})
    return await read_claim(connection, actor, claim_id)


async def drop_claim(connection: AsyncConnection, actor: Actor, claim_id: int) -> None:
    """Forget a claim: one's own; or a moderator takes a confirmation back. Raises NotAllowedError, NotFoundError."""
    row = await _row(connection, actor, claim_id)
    if row.user_id != actor.user_id:
        require_moderator(actor)
        await record(connection, actor, Action.REFUSE_CLAIM, after={"author": row.name, "member": row.user_id})
    await connection.execute(delete(ClaimRow).where(ClaimRow.id == claim_id))


async def read_claim(connection: AsyncConnection, actor: Actor, claim_id: int) -> Claim:
    """A claim of the actor's server. Raises NotFoundError."""
    return _claim(await _row(connection, actor, claim_id))


async def claims_of(connection: AsyncConnection, actor: Actor) -> list[Claim]:
    """The member's claims in the server that are confirmed or wait, oldest first."""
    theirs = (ClaimRow.guild_id == actor.guild_id, ClaimRow.user_id == actor.user_id)
    chosen = select(ClaimRow).where(*theirs, ClaimRow.state != ClaimState.REFUSED.value).order_by(ClaimRow.id)
    return [_claim(row) for row in await connection.execute(chosen)]


async def others_of(connection: AsyncConnection, actor: Actor, name: str) -> int:
    """How many other members of the server are confirmed under this name."""
    same = (ClaimRow.guild_id == actor.guild_id, ClaimRow.key == label_key(name), ClaimRow.user_id != actor.user_id)
    chosen = select(ClaimRow.user_id).where(*same, ClaimRow.state == ClaimState.CONFIRMED.value).distinct()
    return len((await connection.execute(chosen)).all())


async def claims_to(connection: AsyncConnection, actor: Actor, names: Sequence[str]) -> list[Claim]:
    """The claims of the server's members to one of these names that are confirmed or wait, oldest first."""
    same = (ClaimRow.guild_id == actor.guild_id, ClaimRow.key.in_(name_keys(names)))
    chosen = select(ClaimRow).where(*same, ClaimRow.state != ClaimState.REFUSED.value).order_by(ClaimRow.id)
    return [_claim(row) for row in await connection.execute(chosen)]


async def confirmed_keys(connection: AsyncConnection, actor: Actor) -> frozenset[str]:
    """The folded names under which the member is a confirmed author in the server."""
    claims = await claims_of(connection, actor)
    return frozenset(label_key(claim.name) for claim in claims if claim.state is ClaimState.CONFIRMED)


def is_by(card: Card, keys: frozenset[str]) -> bool:
    """Whether somebody with these folded names is among the story's authors."""
    return not keys.isdisjoint(name_keys(values(card.authors)))


def checked_name(name: str) -> str:
    """A name that one author can go by. Raises RefusedError."""
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise RefusedError(f"A name has at most {LONGEST_NAME} characters. Write it as it stands on the stories.")
    if label_key(name) in NOBODY:
        raise RefusedError("That isn't a name that only one author has. Write the name that stands on the stories.")
    return name


def checked_link(link: str) -> str:
    """A web address, or nothing. Raises RefusedError."""
    link = link.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        well = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        well = False
    if not well or len(link) > LONGEST_LINK or len(link.split()) > 1:
        raise RefusedError(
            f"That isn't the address of a profile. It begins with https://, has no spaces and at most {LONGEST_LINK} "
            "characters."
        )
    return link


async def _add(
    connection: AsyncConnection, actor: Actor, user_id: int, name: str, link: str, *, state: ClaimState
) -> Claim:
    row = {
        "guild_id": actor.guild_id,
        "user_id": user_id,
        "name": name,
        "key": label_key(name),
        "link": link,
        "code": new_code(),
        "state": state.value,
        "decided_by": actor.user_id if state is ClaimState.CONFIRMED else None,
        "at": datetime.now(UTC),
    }
    claim_id = (await connection.execute(insert(ClaimRow).values(row).returning(ClaimRow.id))).scalar_one()
    return await read_claim(connection, actor, claim_id)


def new_code() -> str:
    """A code to put into a profile: nobody guesses it, and no profile has it by chance."""
    return "ficus-" + "-".join("".join(choice(CODE_LETTERS) for _ in range(4)) for _ in range(3))


async def _row(connection: AsyncConnection, actor: Actor, claim_id: int) -> Row[Any]:
    if actor.guild_id is not None and 0 < claim_id <= LARGEST_ID:
        here = (ClaimRow.id == claim_id, ClaimRow.guild_id == actor.guild_id)
        if row := (await connection.execute(select(ClaimRow).where(*here))).first():
            return row
    raise NotFoundError(UNKNOWN_CLAIM)


def _claim(row: Row[Any]) -> Claim:
    state = known(ClaimState, row.state, ClaimState.REFUSED)
    return Claim(row.id, row.user_id, row.name, row.link, row.code, state, row.at)
