"""Withdrawing a story, and taking that back. Joins the caller's write transaction.

The ledger is written last, before the transaction is committed: whenever the process is killed, either nothing has
happened, or the ledger knows, and the next start completes it (bot.library.authors.recalling).
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card, State
from bot.errors import NotAllowedError
from bot.library.actor import Actor
from bot.library.authors.identity import Identity, Match, identity_of
from bot.library.authors.ledger import Ledger, Line
from bot.library.authors.letting_back import look_again
from bot.library.authors.nouns import HIDDEN_BY_AUTHOR
from bot.library.authors.taking_out import TakenOut, take_out
from bot.library.authors.tombstones import (
    Tombstone,
    add_tombstones,
    lift_tombstones,
    lifted_line,
    new_tombstone,
    read_tombstones,
    withdrawn_line,
)
from bot.library.authors.wards import Wards
from bot.library.fingerprints import read_sketch
from bot.library.history import Action, record
from bot.library.tables import FileRow

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

NOT_THEIRS_TO_LIFT = (
    "Only who withdrew it can let it come back: its author what the author withdrew, a moderator what a moderator did."
)


async def withdraw(
    connection: AsyncConnection, ledger: Ledger, actor: Actor, card: Card, *, reason: str, by_author: bool
) -> TakenOut:
    """Take a story out, and all that are the same one. What is out already by an equal word isn't taken out twice."""
    standing = await tombstones_of(connection, card)
    identity = await _identity(connection, card, standing)
    new = [
        new_tombstone(actor, scope, card.id, identity, by_author=by_author)
        for scope in _scopes(actor, card, by_author=by_author)
        if not any(one.holds_in(scope) and one.by_author >= by_author for one in standing)
    ]
    await add_tombstones(connection, new)
    taken = await take_out(connection, [*standing, *new])
    if new:
        now = {"state": State.WITHDRAWN.value} if card.id in taken.withdrawn else {"hidden": HIDDEN_BY_AUTHOR}
        before = {"state": card.state.value}
        await record(connection, actor, Action.WITHDRAW, card.id, before=before, after=now, reason=reason)
        await _tell_operator(connection, actor, card, by_author=by_author)
    await write_ledger(ledger, map(withdrawn_line, new))
    return taken


def _scopes(actor: Actor, card: Card, *, by_author: bool) -> list[int | None]:
    """Where it's kept out. An author's word holds everywhere if their server is a home, and else in their server; a
    moderator's in their server, and in the operator's corpus if the story comes from there.
    """
    if by_author:
        return [None if actor.home else actor.guild_id]
    return [None, actor.guild_id] if card.guild_id is None else [actor.guild_id]


async def tombstones_of(connection: AsyncConnection, card: Card) -> list[Tombstone]:
    """The tombstones that stand for a story, whatever servers they hold in."""
    wards = Wards(await read_tombstones(connection))
    identity = identity_of(card, await read_sketch(connection, card.id))
    return [one for match, one in wards.matches(identity, card.id) if match is Match.SAME]


async def _identity(connection: AsyncConnection, card: Card, standing: Sequence[Tombstone]) -> Identity:
    """What the story is known by; once its words are deleted, as the tombstone before has it."""
    if card.state is State.WITHDRAWN and standing:
        return standing[0].identity
    return identity_of(card, await read_sketch(connection, card.id))


async def _tell_operator(connection: AsyncConnection, actor: Actor, card: Card, *, by_author: bool) -> None:
    """What comes from the operator's folder is the operator's to take out of it."""
    if card.guild_id is not None:
        return
    file = (await connection.execute(select(FileRow.path).where(FileRow.story_id == card.id))).scalar()
    told = {"story": card.id, "file": file, "server": actor.guild_id, "by": "author" if by_author else "moderator"}
    log.warning("A story of the corpus folder was withdrawn", **told)


async def lift(connection: AsyncConnection, ledger: Ledger, actor: Actor, card: Card, *, is_author: bool) -> bool:
    """Lift what is the actor's to lift. Gives whether the story may come back, or is out by somebody else's word too.

    Raises NotAllowedError when nothing of it is theirs.
    """
    standing = [one for one in await tombstones_of(connection, card) if _concerns(actor, card, one)]
    theirs = [one for one in standing if (is_author if one.by_author else _looks_after(actor, card))]
    if not theirs:
        raise NotAllowedError(NOT_THEIRS_TO_LIFT)
    now = datetime.now(UTC)
    await lift_tombstones(connection, {one.token: now for one in theirs})
    await look_again(connection)
    await record(connection, actor, Action.LIFT, card.id)
    await write_ledger(ledger, [lifted_line(one.token, now) for one in theirs])
    return len(theirs) == len(standing)


def _concerns(actor: Actor, card: Card, tombstone: Tombstone) -> bool:
    """Whether it's for the actor's server to lift: one of its own, or one that holds everywhere if the story is its own
    or the server a home.
    """
    if tombstone.guild_id is None:
        return actor.home or (card.guild_id is not None and card.guild_id == actor.guild_id)
    return tombstone.guild_id == actor.guild_id


def _looks_after(actor: Actor, card: Card) -> bool:
    return actor.moderator if card.guild_id is not None else actor.curator


async def write_ledger(ledger: Ledger, lines: Iterable[Line]) -> None:
    """Get lines to the disk. When that fails, the database alone knows for now, and the operator must hear of it: every
    start tries again.
    """
    try:
        await asyncio.to_thread(ledger.append, list(lines))
    except OSError:
        log.exception("The ledger can't be written: a restored backup would bring back what was withdrawn")
