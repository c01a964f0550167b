"""Tombstones: what keeps a withdrawn story out, at rest in the database and as a line of the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.actor import Actor
from bot.library.authors.identity import Identity
from bot.library.authors.ledger import Line
from bot.library.database import in_chunks
from bot.library.tables import LARGEST_ID, TombstoneRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """A story that was withdrawn. A lifted one keeps nothing out.

    Without a server an author's holds everywhere, a moderator's for the operator's corpus: no moderator has a say in
    another server's own stories.
    """

    token: str
    guild_id: int | None
    story_id: int | None
    identity: Identity
    by_author: bool
    user_id: int
    at: datetime
    lifted_at: datetime | None = None

    def holds_in(self, guild_id: int | None) -> bool:
        """Whether it keeps its story out of a server; None is the operator's corpus."""
        return self.guild_id == guild_id or (self.guild_id is None and self.by_author)


def new_tombstone(
    actor: Actor, guild_id: int | None, story_id: int, identity: Identity, *, by_author: bool
) -> Tombstone:
    """A tombstone for a story that the actor withdraws now."""
    return Tombstone(
        token=token_hex(16),
        guild_id=guild_id,
        story_id=story_id,
        identity=identity,
        by_author=by_author,
        user_id=actor.user_id,
        at=datetime.now(UTC),
    )


async def add_tombstones(connection: AsyncConnection, tombstones: Iterable[Tombstone]) -> None:
    """Store new tombstones."""
    rows = [_row(tombstone) for tombstone in tombstones]
    if rows:
        await connection.execute(insert(TombstoneRow), rows)


async def read_tombstones(connection: AsyncConnection, *, lifted: bool = False) -> list[Tombstone]:
    """Those that keep something out, oldest first; with `lifted` also all others."""
    chosen = select(TombstoneRow).order_by(TombstoneRow.id)
    rows = await connection.execute(chosen if lifted else chosen.where(TombstoneRow.lifted_at.is_(None)))
    return [
        Tombstone(
            token=row.token,
            guild_id=row.guild_id,
            story_id=row.story_id,
            identity=Identity(
                source=row.source_key, title=row.title_key, authors=frozenset(row.author_keys), sketch=tuple(row.sketch)
            ),
            by_author=row.by_author,
            user_id=row.user_id,
            at=row.at,
            lifted_at=row.lifted_at,
        )
        for row in rows
    ]


async def lift_tombstones(connection: AsyncConnection, lifted: Mapping[str, datetime]) -> None:
    """Note when tombstones were lifted, by token."""
    for token, at in lifted.items():
        await connection.execute(update(TombstoneRow).where(TombstoneRow.token == token).values(lifted_at=at))


async def name_story(connection: AsyncConnection, tokens: Iterable[str], story_id: int) -> None:
    """Note which story tombstones from the ledger turned out to stand for."""
    for some in in_chunks([*tokens]):
        named = update(TombstoneRow).where(TombstoneRow.token.in_(some), TombstoneRow.story_id.is_(None))
        await connection.execute(named.values(story_id=story_id))


def _row(tombstone: Tombstone) -> dict[str, Any]:
    identity = tombstone.identity
    return {
        "token": tombstone.token,
        "guild_id": tombstone.guild_id,
        "story_id": tombstone.story_id,
        "source_key": identity.source,
        "title_key": identity.title,
        "author_keys": sorted(identity.authors),
        "sketch": list(identity.sketch),
        "by_author": tombstone.by_author,
        "user_id": tombstone.user_id,
        "at": tombstone.at,
        "lifted_at": tombstone.lifted_at,
    }


def withdrawn_line(tombstone: Tombstone) -> Line:
    """The ledger's line for a tombstone: who withdrew it isn't in it."""
    identity = tombstone.identity
    return {
        "withdrawn": tombstone.token,
        "at": tombstone.at.isoformat(),
        "server": tombstone.guild_id,
        "by_author": tombstone.by_author,
        "source": identity.source,
        "title": identity.title,
        "authors": sorted(identity.authors),
        "sketch": list(identity.sketch),
    }


def lifted_line(token: str, at: datetime) -> Line:
    """The ledger's line for one that was lifted."""
    return {"lifted": token, "at": at.isoformat()}


def read_lines(lines: Iterable[Line]) -> dict[str, Tombstone]:
    """The tombstones that a ledger tells of, by token. Lines of other kinds, and broken ones, tell of none."""
    found: dict[str, Tombstone] = {}
    for line in lines:
        try:
            if token := line.get("withdrawn"):
                found.setdefault(token, _from_line(token, line))
            elif (token := line.get("lifted")) in found:
                found[token] = replace(found[token], lifted_at=moment_of(line))
        except (KeyError, TypeError, ValueError):
            continue
    return found


def _from_line(token: object, line: Line) -> Tombstone:
    server, sketch = line["server"], tuple(sorted({int(number) for number in line["sketch"]}))
    if not isinstance(token, str) or any(not 0 <= number <= LARGEST_ID for number in (server or 0, *sketch)):
        raise ValueError
    return Tombstone(
        token=token,
        guild_id=server,
        story_id=None,
        identity=Identity(
            source=str(line["source"]),
            title=str(line["title"]),
            authors=frozenset(str(author) for author in line["authors"] if author),
            sketch=sketch,
        ),
        by_author=bool(line["by_author"]),
        user_id=0,
        at=moment_of(line),
    )


def moment_of(line: Line) -> datetime:
    """When a line was written. Raises ValueError, also for a moment without a time zone."""
    moment = datetime.fromisoformat(line["at"])
    if moment.tzinfo is None:
        raise ValueError
    return moment
