"""Snapshots: a stored story read back whole, as it was prepared, to be edited, or put back later."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.pages.cutting import Piece
from bot.corpus.story import Card, Chapter, Facts, Note, Story
from bot.errors import NotShownError
from bot.library.amendments import NONE, Amendment, pack_amendment, read_amendments, unpack_amendment, write_amendment
from bot.library.cards import read_card
from bot.library.fingerprints import read_sketch
from bot.library.packing import Packed, pack, unpack, unpack_spans
from bot.library.prepare import Passage, Prepared
from bot.library.store import put_back_story
from bot.library.tables import LARGEST_ID, ChapterRow, ConsentRow, NoteRow, PageRow, PassageRow, StoryRow

FACTS = tuple(field.name for field in fields(Facts))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A stored story: all that was prepared, with the ids of its passages in order, and what was stated about it since.

    `consent_id` is that of the newest consent; 0 for none.
    """

    prepared: Prepared
    passage_ids: tuple[int, ...]
    amendment: Amendment = NONE
    consent_id: int = 0

    @property
    def story(self) -> Story:
        """The story as it stands."""
        return self.prepared.story


async def take_snapshot(connection: AsyncConnection, story_id: int) -> tuple[Card, Snapshot]:
    """A stored story's card, and the story whole. No gate. Raises NotShownError when there is no such story."""
    card = await read_card(connection, story_id) if abs(story_id) <= LARGEST_ID else None
    if card is None:
        raise NotShownError
    passages = await _passages(connection, story_id)
    row = select(StoryRow.text_digest, StoryRow.digest).where(StoryRow.id == story_id)
    text_digest, digest = (await connection.execute(row)).one()
    prepared = Prepared(
        story=await _story(connection, card),
        passages=tuple(passages.values()),
        pages=await _pages(connection, story_id),
        keywords=card.keywords,
        text_digest=text_digest,
        digest=digest,
        sketch=await read_sketch(connection, story_id),
    )
    amendment = (await read_amendments(connection, [story_id])).get(story_id, NONE)
    newest = select(func.max(ConsentRow.id)).where(ConsentRow.story_id == story_id)
    consent_id = (await connection.execute(newest)).scalar() or 0
    return card, Snapshot(prepared, tuple(passages), amendment, consent_id)


async def put_back(connection: AsyncConnection, story_id: int, snapshot: Snapshot) -> None:
    """Make a story what it was: fields, text, passages under their ids, state, amendments and consents."""
    await put_back_story(connection, story_id, snapshot.prepared, snapshot.passage_ids)
    await write_amendment(connection, story_id, snapshot.amendment)
    later = (ConsentRow.story_id == story_id, ConsentRow.id > snapshot.consent_id)
    await connection.execute(delete(ConsentRow).where(*later))


def pack_snapshot(snapshot: Snapshot) -> Packed:
    """A snapshot as JSON."""
    prepared = snapshot.prepared
    return {
        "story": pack(prepared.story),
        "passages": [
            [passage_id, passage.piece.chapter, passage.piece.start, passage.piece.end, passage.digest]
            for passage_id, passage in zip(snapshot.passage_ids, prepared.passages, strict=True)
        ],
        "pages": [[piece.chapter, piece.start, piece.end] for piece in prepared.pages],
        "keywords": list(prepared.keywords),
        "digests": [prepared.text_digest, prepared.digest],
        "sketch": list(prepared.sketch),
        "amendment": pack_amendment(snapshot.amendment),
        "consent_id": snapshot.consent_id,
    }


def unpack_snapshot(packed: Mapping[str, Any]) -> Snapshot:
    """The snapshot that was packed."""
    text_digest, digest = packed["digests"]
    prepared = Prepared(
        story=unpack(packed["story"]),
        passages=tuple(Passage(Piece(*place), told) for _, *place, told in packed["passages"]),
        pages=tuple(Piece(*place) for place in packed["pages"]),
        keywords=tuple(packed["keywords"]),
        text_digest=text_digest,
        digest=digest,
        sketch=tuple(packed["sketch"]),
    )
    passage_ids = tuple(passage_id for passage_id, *_ in packed["passages"])
    return Snapshot(prepared, passage_ids, unpack_amendment(packed["amendment"]), packed["consent_id"])


async def _story(connection: AsyncConnection, card: Card) -> Story:
    chapters = select(ChapterRow).where(ChapterRow.story_id == card.id).order_by(ChapterRow.number)
    notes = select(NoteRow.where, NoteRow.text).where(NoteRow.story_id == card.id).order_by(NoteRow.position)
    return Story(
        **{name: getattr(card, name) for name in FACTS},
        chapters=tuple(
            Chapter(row.title, row.text, unpack_spans(row.spans)) for row in await connection.execute(chapters)
        ),
        notes=tuple(Note(*row) for row in await connection.execute(notes)),
    )


async def _passages(connection: AsyncConnection, story_id: int) -> dict[int, Passage]:
    """In the order of the text."""
    chosen = select(PassageRow).where(PassageRow.story_id == story_id).order_by(PassageRow.chapter, PassageRow.start)
    rows = await connection.execute(chosen)
    return {row.id: Passage(Piece(row.chapter, row.start, row.end), row.digest) for row in rows}


async def _pages(connection: AsyncConnection, story_id: int) -> tuple[Piece, ...]:
    chosen = select(PageRow.chapter, PageRow.start, PageRow.end).where(PageRow.story_id == story_id)
    return tuple(Piece(*row) for row in await connection.execute(chosen.order_by(PageRow.number)))
