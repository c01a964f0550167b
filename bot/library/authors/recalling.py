"""Recalling: at start, database and ledger are made to know the same. A backup that was restored forgets what was
withdrawn since, and a process may have been killed between the two.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.actor import OPERATOR
from bot.library.authors.ledger import Ledger, Line
from bot.library.authors.letting_back import look_again
from bot.library.authors.nouns import Wish
from bot.library.authors.taking_out import take_out
from bot.library.authors.tombstones import (
    Tombstone,
    add_tombstones,
    lift_tombstones,
    lifted_line,
    moment_of,
    read_lines,
    read_tombstones,
    withdrawn_line,
)
from bot.library.authors.wards import KeptWish
from bot.library.authors.wishes import show_cards_only, stories_of, wish_line
from bot.library.authors.withdrawing import write_ledger
from bot.library.cards import known
from bot.library.database import Database
from bot.library.history import Action, record
from bot.library.tables import LARGEST_ID, WishRow

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

Whose = tuple[int | None, str]
"""A wish's server, and the hashed name, or the hashed profile if there is no name."""

NAMELESS = "an author whose name only the ledger knows, hashed"


@dataclass(frozen=True, slots=True)
class Told:
    """A wish as it was stated last; None was taken back."""

    guild_id: int | None
    key: str
    profile: str
    wish: Wish | None
    at: datetime

    @property
    def whose(self) -> Whose:
        """There is one wish for each of these."""
        return self.guild_id, self.key or self.profile


async def recall(database: Database, ledger: Ledger) -> None:
    """Withdraw again what the ledger knows to be withdrawn and the database doesn't, before anything is served; then
    tell the ledger what it doesn't know. Raises SettingsError when the ledger can't be read.
    """
    lines = await asyncio.to_thread(ledger.read)
    tombstones, wishes = read_lines(lines), read_wish_lines(lines)
    if tombstones or wishes:
        async with database.write() as connection:
            await _recall_tombstones(connection, tombstones)
            await _recall_wishes(connection, wishes)
    async with database.read() as connection:
        missing = [*await _missing(connection, tombstones), *await _missing_wishes(connection, wishes)]
    await write_ledger(ledger, missing)


async def _recall_tombstones(connection: AsyncConnection, told: Mapping[str, Tombstone]) -> None:
    there = {one.token: one for one in await read_tombstones(connection, lifted=True)}
    new = [one for token, one in told.items() if token not in there]
    await add_tombstones(connection, new)
    taken = await take_out(connection, [one for one in new if one.lifted_at is None])
    for story_id in taken.withdrawn:
        await record(connection, OPERATOR, Action.WITHDRAW, story_id, reason="as the ledger says")
    lifted = {
        token: one.lifted_at
        for token, one in told.items()
        if one.lifted_at is not None and token in there and there[token].lifted_at is None
    }
    await lift_tombstones(connection, lifted)
    if lifted:
        await look_again(connection)
    if new or lifted:
        log.warning("The ledger knew what the database didn't", withdrawn=len(new), lifted=len(lifted))


async def _recall_wishes(connection: AsyncConnection, told: Mapping[Whose, Told]) -> None:
    there = await _wishes(connection)
    for whose, kept in told.items():
        if whose not in there or there[whose].at < kept.at:
            await _recall_wish(connection, kept)


async def _recall_wish(connection: AsyncConnection, kept: Told) -> None:
    same = (WishRow.guild_id.is_not_distinct_from(kept.guild_id), WishRow.key == kept.key)
    await connection.execute(delete(WishRow).where(*same, *([] if kept.key else [WishRow.link_key == kept.profile])))
    if kept.wish is None:
        return
    values = {"guild_id": kept.guild_id, "key": kept.key, "link_key": kept.profile, "wish": kept.wish.value}
    await connection.execute(insert(WishRow).values(**values, at=kept.at, name=NAMELESS, user_id=0))
    if kept.wish is Wish.CARDS:
        by = KeptWish(kept.wish, kept.guild_id, kept.key, kept.profile)
        await show_cards_only(connection, await stories_of(connection, by))


async def _wishes(connection: AsyncConnection) -> dict[Whose, Told]:
    kept = [
        Told(row.guild_id, row.key, row.link_key, known(Wish, row.wish, Wish.NEVER), row.at)
        for row in await connection.execute(select(WishRow))
    ]
    return {one.whose: one for one in kept}


async def _missing(connection: AsyncConnection, told: Mapping[str, Tombstone]) -> list[Line]:
    """Lines for what the database knows and the ledger doesn't: it was lost, named anew, or couldn't be written."""
    lines: list[Line] = []
    for one in await read_tombstones(connection, lifted=True):
        if one.token not in told:
            lines.append(withdrawn_line(one))
        if one.lifted_at is not None and (one.token not in told or told[one.token].lifted_at is None):
            lines.append(lifted_line(one.token, one.lifted_at))
    return lines


async def _missing_wishes(connection: AsyncConnection, told: Mapping[Whose, Told]) -> list[Line]:
    return [
        wish_line(kept.guild_id, kept.key, kept.profile, kept.wish, kept.at)
        for whose, kept in (await _wishes(connection)).items()
        if whose not in told or told[whose].at < kept.at
    ]


def read_wish_lines(lines: Iterable[Line]) -> dict[Whose, Told]:
    """What the ledger tells of wishes last, by whose they are. Broken lines tell nothing."""
    found: dict[Whose, Told] = {}
    for line in lines:
        try:
            if "wish" not in line:
                continue
            told = _told(line)
        except (KeyError, TypeError, ValueError):
            continue
        found[told.whose] = told
    return found


def _told(line: Line) -> Told:
    server, wish = line["server"], line["wish"]
    if server is not None and not 0 < server <= LARGEST_ID:
        raise ValueError
    kept = known(Wish, wish, Wish.NEVER) if wish is not None else None
    return Told(server, str(line["name"]), str(line["profile"]), kept, moment_of(line))
