"""Leafing through a story's passages in their order, as its author may: to pick a favourite."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card
from bot.library.answers import Excerpt
from bot.library.tables import PassageRow
from bot.library.texts import passage_text


@dataclass(frozen=True, slots=True)
class Leaf:
    """A passage and its place among the story's; `number` counts from 1."""

    passage: Excerpt
    number: int
    passages: int


async def read_leaf(connection: AsyncConnection, card: Card, number: int) -> Leaf | None:
    """The passage with that number, or the nearest one; None when the story has none."""
    total = (await connection.execute(select(func.count()).where(PassageRow.story_id == card.id))).scalar_one()
    if not total:
        return None
    number = min(max(number, 1), total)
    in_order = select(PassageRow).where(PassageRow.story_id == card.id).order_by(PassageRow.chapter, PassageRow.start)
    passage = (await connection.execute(in_order.offset(number - 1).limit(1))).one()
    return Leaf(await passage_text(connection, card, passage, page=None), number, total)
