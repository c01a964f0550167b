"""The dictionaries of all servers in memory, since every question about a name asks; and their rows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.actor import Actor
from bot.library.tables import AliasRow, RulingRow
from bot.search.aliases import NO_DICTIONARY, Alias, Dictionary, Name, Ruling, Sense, Verdict


class Dictionaries:
    """By server. Each is replaced as a whole, and only if it has changed: what is worked out for one can be kept."""

    def __init__(self) -> None:
        self._known: dict[int, Dictionary] = {}
        self._rows: dict[int, tuple[Any, ...]] = {}

    def of(self, guild_id: int | None) -> Dictionary:
        """A server's own; outside of servers there is none."""
        return NO_DICTIONARY if guild_id is None else self._known.get(guild_id, NO_DICTIONARY)

    async def refresh(self, connection: AsyncConnection) -> None:
        """Take in what was changed since, by whatever process."""
        rows: dict[int, list[Any]] = defaultdict(list)
        for table in (AliasRow, RulingRow):
            for row in await connection.execute(select(table).order_by(table.guild_id, table.key)):
                rows[row.guild_id].append(row)
        now = {guild_id: tuple(found) for guild_id, found in rows.items()}
        self._known = {
            guild_id: self._known[guild_id] if self._rows.get(guild_id) == found else _dictionary(found)
            for guild_id, found in now.items()
        }
        self._rows = now


def _dictionary(rows: Iterable[Any]) -> Dictionary:
    """What this version doesn't know counts as not there."""
    aliases: list[Alias] = []
    rulings: list[Ruling] = []
    for row in rows:
        if hasattr(row, "ruling"):
            if row.ruling in set(Verdict):
                first, second = map(_name, row.names)
                rulings.append(Ruling(Verdict(row.ruling), (first, second)))
        elif row.kind in set(Sense):
            aliases.append(Alias(row.name, Sense(row.kind), tuple(map(_name, row.means))))
    return Dictionary(aliases, rulings)


def _name(stored: dict[str, str]) -> Name:
    return Name(stored["text"], stored["fandom"])


def _stored(names: Iterable[Name]) -> list[dict[str, str]]:
    return [{"text": name.text, "fandom": name.fandom} for name in names]


async def write_alias(connection: AsyncConnection, actor: Actor, guild_id: int, alias: Alias) -> None:
    """Keep an alias, in place of one that is known by the same key."""
    await forget_alias(connection, guild_id, alias.key)
    values = {"key": alias.key, "name": alias.text, "kind": alias.sense.value, "means": _stored(alias.means)}
    await connection.execute(insert(AliasRow).values(**values, **_who(actor, guild_id)))


async def forget_alias(connection: AsyncConnection, guild_id: int, key: str) -> bool:
    """Whether it was there."""
    gone = delete(AliasRow).where(AliasRow.guild_id == guild_id, AliasRow.key == key)
    return (await connection.execute(gone)).rowcount > 0


async def write_ruling(connection: AsyncConnection, actor: Actor, guild_id: int, ruling: Ruling) -> None:
    """Keep a ruling, in place of one on the same names."""
    await forget_ruling(connection, guild_id, ruling.key)
    values = {"key": ruling.key, "ruling": ruling.verdict.value, "names": _stored(ruling.names)}
    await connection.execute(insert(RulingRow).values(**values, **_who(actor, guild_id)))


async def forget_ruling(connection: AsyncConnection, guild_id: int, key: str) -> bool:
    """Whether it was there."""
    gone = delete(RulingRow).where(RulingRow.guild_id == guild_id, RulingRow.key == key)
    return (await connection.execute(gone)).rowcount > 0


def _who(actor: Actor, guild_id: int) -> dict[str, Any]:
    return {"guild_id": guild_id, "user_id": actor.user_id, "at": datetime.now(UTC)}
