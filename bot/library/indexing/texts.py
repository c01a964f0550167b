"""Texts on their way into the index of texts: those of which at least excerpts may be shown somewhere."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card
from bot.library.database import in_chunks
from bot.library.gate import SHARED
from bot.library.place import Form
from bot.library.tables import ChapterRow
from bot.search.engine.text import StoryText
from bot.search.scopes import UNSERVED, scope_of

BATCH_WORDS = 200_000
"""Words that are read at once: some megabytes, and a few hundred milliseconds of work for the index."""


def is_quoted_somewhere(card: Card) -> bool:
    """Whether any place may show text of the story. The rest is in no index of texts."""
    return scope_of(card) != UNSERVED and card.permission in SHARED[Form.EXCERPT]


async def read_story_texts(connection: AsyncConnection, cards: Sequence[Card]) -> AsyncIterator[list[StoryText]]:
    """The texts of those that may be quoted somewhere, in batches."""
    batch: list[Card] = []
    words = 0
    for card in filter(is_quoted_somewhere, cards):
        batch.append(card)
        words += card.words
        if words >= BATCH_WORDS:
            yield await _read(connection, batch)
            batch, words = [], 0
    if batch:
        yield await _read(connection, batch)


async def _read(connection: AsyncConnection, cards: Sequence[Card]) -> list[StoryText]:
    chosen = select(ChapterRow.story_id, ChapterRow.number, ChapterRow.text)
    chapters: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for some in in_chunks([card.id for card in cards]):
        for story_id, number, text in await connection.execute(chosen.where(ChapterRow.story_id.in_(some))):
            chapters[story_id].append((number, text))
    return [StoryText(card.id, scope_of(card), chapters[card.id]) for card in cards]
