"""Cards read back from the tables. What this version doesn't know is read as the strictest that there is."""

from collections import defaultdict
from collections.abc import AsyncIterator
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card, Fact, Origin, Permission, Rating, State, Status
from bot.library.labels import FIELDS
from bot.library.tables import HiddenRow, LabelRow, StoryRow

CHUNK = 200
"""Stories read at once: the event loop has a turn between two chunks."""

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

Labels = dict[str, tuple[Fact[str], ...]]


async def read_cards(connection: AsyncConnection, *where: ColumnElement[bool]) -> AsyncIterator[list[Card]]:
    """The cards of all stories, or of those that meet the conditions, in chunks by id. No gate."""
    after = 0
    while True:
        chosen = select(StoryRow).where(StoryRow.id > after, *where).order_by(StoryRow.id).limit(CHUNK)
        rows = (await connection.execute(chosen)).all()
        if rows:
            ids = [row.id for row in rows]
            labels, hidden = await _labels(connection, ids), await _hidden(connection, ids)
            yield [_card(row, labels[row.id], frozenset(hidden[row.id])) for row in rows]
            after = rows[-1].id
        if len(rows) < CHUNK:
            return


async def read_card(connection: AsyncConnection, story_id: int) -> Card | None:
    """The card of one story, or None. No gate."""
    async for cards in read_cards(connection, StoryRow.id == story_id):
        return cards[0]
    return None


async def _labels(connection: AsyncConnection, ids: list[int]) -> dict[int, Labels]:
    chosen = (
        select(LabelRow.story_id, LabelRow.kind, LabelRow.name, LabelRow.origin)
        .where(LabelRow.story_id.in_(ids))
        .order_by(LabelRow.story_id, LabelRow.kind, LabelRow.position)
    )
    found: dict[int, Labels] = defaultdict(dict)
    fields = {label.value: field for label, field in FIELDS.items()}
    for story_id, kind, name, origin in await connection.execute(chosen):
        field = fields[kind]
        found[story_id][field] = (*found[story_id].get(field, ()), Fact(name, known(Origin, origin, Origin.GUESSED)))
    return found


async def _hidden(connection: AsyncConnection, ids: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    chosen = select(HiddenRow.story_id, HiddenRow.guild_id).where(HiddenRow.story_id.in_(ids))
    for story_id, guild_id in await connection.execute(chosen):
        found[story_id].add(guild_id)
    return found


def _card(row: Row[Any], labels: Labels, hidden_in: frozenset[int]) -> Card:
    facts = _Facts(row)
    return Card(
        id=row.id,
        guild_id=row.guild_id,
        title=Fact(row.title, facts.origin("title")),
        summary=facts.text("summary"),
        rating=Fact(known(Rating, row.rating, Rating.NOT_RATED), facts.origin("rating")),
        language=facts.text("language"),
        status=facts.of("status", known(Status, row.status, None)),
        series=facts.text("series"),
        source=facts.text("source"),
        published=facts.of("published", row.published),
        updated=facts.of("updated", row.updated),
        permission=known(Permission, row.permission, Permission.CARD),
        permission_proof=row.permission_proof,
        state=known(State, row.state, State.HELD),
        held_because=row.held_because,
        words=row.words,
        chapters=row.chapters,
        pages=row.pages,
        revision=row.revision,
        gone=row.gone,
        hidden_in=hidden_in,
        excerpt_characters=row.excerpt_characters,
        favourite=row.favourite_id,
        keywords=tuple(row.keywords),
        **labels,
    )


class _Facts:
    """The fields of a row, each with its origin: a field that isn't named among the origins is stated."""

    def __init__(self, row: Row[Any]) -> None:
        self._row = row

    def origin(self, field: str) -> Origin:
        return known(Origin, self._row.origins.get(field, Origin.STATED), Origin.GUESSED)

    def text(self, field: str) -> Fact[str] | None:
        return self.of(field, getattr(self._row, field))

    def of(self, field: str, value: V | None) -> Fact[V] | None:
        return Fact(value, self.origin(field)) if value is not None else None


def known(kind: type[E], value: str | None, otherwise: V) -> E | V:
    """The member of an enumeration with that value, or `otherwise` when this version has none."""
    try:
        return kind(value)
    except ValueError:
        return otherwise
