"""Shelves: a reader's lists, as far as their stories may be shown here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.desk import Desk
from bot.library.tables import ActRow
from bot.library.taste.kinds import SHELF, Entry, Said, ShelfPage
from bot.library.taste.rows import KNOWN


@dataclass(frozen=True, slots=True)
class _Line:
    story_id: int
    said: Said
    opened: bool
    at: datetime


async def read_shelf(
    connection: AsyncConnection, desk: Desk, said: Said, *, user_id: int, first: int, size: int
) -> ShelfPage:
    """One page of a list, the newest first. A page past the end is the last one that has something."""
    lines = await _lines(connection, user_id)
    listed = [line for line in lines if line.said is said]
    says: dict[int, set[Said]] = {}
    for line in lines:
        says.setdefault(line.story_id, set()).add(line.said)
    shown = [(card, line) for line in listed if (card := desk.card(line.story_id)) is not None]
    first = min(first, max(0, (len(shown) - 1) // size * size))
    entries = [
        Entry(card, line.at, frozenset(says[card.id]), line.opened) for card, line in shown[first : first + size]
    ]
    return ShelfPage(said, tuple(entries), first, size, _counts(desk, says), len(listed) - len(shown))


def _counts(desk: Desk, says: Mapping[int, set[Said]]) -> dict[Said, int]:
    counts: dict[Said, int] = dict.fromkeys(SHELF, 0)
    for story_id, of_story in says.items():
        if desk.card(story_id) is not None:
            for said in of_story & counts.keys():
                counts[said] += 1
    return counts


async def _lines(connection: AsyncConnection, user_id: int) -> list[_Line]:
    chosen = select(ActRow.story_id, ActRow.kind, ActRow.opened, ActRow.at).where(ActRow.user_id == user_id)
    rows = await connection.execute(chosen.order_by(ActRow.at.desc(), ActRow.story_id.desc()))
    return [_Line(row.story_id, Said(row.kind), row.opened, row.at) for row in rows if row.kind in KNOWN]
