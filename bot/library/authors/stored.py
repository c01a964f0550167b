"""Stories in the library by what they are known by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import State
from bot.library.authors.identity import Identity, identify
from bot.library.database import in_chunks
from bot.library.fingerprints import Sketch
from bot.library.labels import Label
from bot.library.tables import FingerprintRow, LabelRow, StoryRow

IS_WITHDRAWN = StoryRow.state == State.WITHDRAWN.value


@dataclass(frozen=True, slots=True)
class Stored:
    """A story in the library, the server that it belongs to, and what it's known by."""

    id: int
    guild_id: int | None
    identity: Identity


async def read_stored(
    connection: AsyncConnection, where: ColumnElement[bool], numbers: Collection[int] = ()
) -> list[Stored]:
    """The stories that meet the condition; with the sketches of those alone that share one of these numbers."""
    authors: dict[int, list[str]] = {}
    by = select(LabelRow.story_id, LabelRow.name).where(LabelRow.kind == Label.AUTHOR.value)
    for story_id, name in await connection.execute(by):
        authors.setdefault(story_id, []).append(name)
    sketches = await _sketches_with(connection, list(numbers))
    chosen = select(StoryRow.id, StoryRow.guild_id, StoryRow.title, StoryRow.source)
    return [
        Stored(story_id, guild_id, identify(title, authors.get(story_id, ()), link or "", sketches.get(story_id, ())))
        for story_id, guild_id, title, link in await connection.execute(chosen.where(where).order_by(StoryRow.id))
    ]


async def _sketches_with(connection: AsyncConnection, numbers: Sequence[int]) -> dict[int, Sketch]:
    having: set[int] = set()
    for some in in_chunks(numbers):
        chosen = select(FingerprintRow.story_id).where(FingerprintRow.hash.in_(some)).distinct()
        having |= set((await connection.execute(chosen)).scalars())
    found: dict[int, list[int]] = {}
    for some in in_chunks(sorted(having)):
        chosen = select(FingerprintRow.story_id, FingerprintRow.hash).where(FingerprintRow.story_id.in_(some))
        for story_id, number in await connection.execute(chosen.order_by(FingerprintRow.hash)):
            found.setdefault(story_id, []).append(number)
    return {story_id: tuple(sketch) for story_id, sketch in found.items()}
