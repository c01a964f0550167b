"""Items as they may be seen in a place: ratings above Teen have no title, story, reason or word in an open one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.changes import apply_changes
from bot.corpus.story import OPEN_RATINGS, Card, Fact, Facts, Story
from bot.library.cards import known, read_cards
from bot.library.gate import may_look_after
from bot.library.packing import LISTS, SINGLE, Packed, pack, unpack
from bot.library.place import Place
from bot.library.review.items import Item, ItemKind, ItemState, Report, ReportKind
from bot.library.review.rows import ItemRow, face_of
from bot.library.tables import ClaimRow, DraftRow, ReportRow, StoryRow

NO_TEXT: Packed = pack(Story(title=Fact("")))
"""A packed story whose facts are put in by name."""


async def see(connection: AsyncConnection, rows: Sequence[ItemRow], place: Place) -> list[Item]:
    """The items of these rows as moderators may see them there."""
    sight = await _look(connection, rows) if rows else NOTHING
    return [_item(row, sight, place) for row in rows]


async def count_concealed(connection: AsyncConnection, rows: Sequence[ItemRow], place: Place) -> int:
    """How many of these open items may not be named there."""
    if place.restricted:
        return 0
    anywhere = {rating.value for rating in OPEN_RATINGS}
    drafts = await read_draft_facts(connection, [row.draft_id for row in rows if row.draft_id is not None])
    stories = sum(row.story_id is not None and row.story_rating not in anywhere for row in rows)
    return stories + sum(not draft.rating.value.is_open for draft in drafts.values())


def as_told(item: Item) -> Item:
    """The same for the member who asked: which moderator decided isn't told."""
    return replace(item, decided_by=None)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What items hang on, by id."""

    cards: Mapping[int, Card]
    drafts: Mapping[int, Story]
    claims: Mapping[int, Row[Any]]
    reports: Mapping[tuple[int, int], Sequence[Row[Any]]]
    """By server and story."""

    def facts(self, row: ItemRow) -> Facts | None:
        """The item's story, or else its draft."""
        return self.cards.get(row.story_id) or self.drafts.get(row.draft_id)

    def reports_of(self, row: ItemRow) -> tuple[Report, ...]:
        """What was reported while the item was open."""
        if row.kind != ItemKind.REPORT.value:
            return ()
        until = row.decided_at or datetime.max.replace(tzinfo=UTC)
        about = self.reports.get((row.guild_id, row.story_id), ())
        return tuple(
            Report(known(ReportKind, report.kind, ReportKind.OTHER), report.words, report.at)
            for report in about
            if row.opened_at <= report.at <= until
        )


NOTHING = _Sight({}, {}, {}, {})


async def _look(connection: AsyncConnection, rows: Sequence[ItemRow]) -> _Sight:
    stories = {row.story_id for row in rows if row.story_id is not None}
    cards = [card async for some in read_cards(connection, StoryRow.id.in_(stories)) for card in some]
    drafts = {row.draft_id for row in rows if row.draft_id is not None and row.story_id is None}
    claims = await _claims(connection, [row.claim_id for row in rows if row.claim_id is not None])
    facts = await read_draft_facts(connection, drafts)
    return _Sight({card.id: card for card in cards}, facts, claims, await _reports(connection, rows))


async def read_draft_facts(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Story]:
    """Drafts as changed so far, without their texts, which can be long."""
    if not ids:
        return {}
    fields = [DraftRow.story[field].label(field) for field in (*SINGLE, *LISTS)]
    chosen = select(DraftRow.id, DraftRow.changes, *fields).where(DraftRow.id.in_(ids))
    return {row.id: _draft(row) for row in await connection.execute(chosen)}


def _draft(row: Row[Any]) -> Story:
    facts = {field: getattr(row, field) for field in (*SINGLE, *LISTS)}
    return apply_changes(unpack(NO_TEXT | facts), row.changes)


async def _claims(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, Row[Any]]:
    if not ids:
        return {}
    return {row.id: row for row in await connection.execute(select(ClaimRow).where(ClaimRow.id.in_(ids)))}


async def _reports(connection: AsyncConnection, rows: Sequence[ItemRow]) -> dict[tuple[int, int], list[Row[Any]]]:
    reported = [row for row in rows if row.kind == ItemKind.REPORT.value]
    if not reported:
        return {}
    about = {row.story_id for row in reported}, {row.guild_id for row in reported}
    chosen = select(ReportRow).where(ReportRow.story_id.in_(about[0]), ReportRow.guild_id.in_(about[1]))
    found: dict[tuple[int, int], list[Row[Any]]] = defaultdict(list)
    for report in await connection.execute(chosen.order_by(ReportRow.id)):
        found[report.guild_id, report.story_id].append(report)
    return found


def _item(row: ItemRow, sight: _Sight, place: Place) -> Item:
    facts = sight.facts(row)
    concealed = facts is not None and not _may_see(facts, place)
    shown = replace(_bare(row), face=face_of(row, restricted=place.restricted, concealed=concealed))
    if concealed:
        # Why an item closed itself are words of Ficus, which name nothing.
        return replace(shown, concealed=True, reason=row.reason if row.state == ItemState.CLOSED.value else "")
    card = facts if isinstance(facts, Card) else None
    claim = sight.claims.get(row.claim_id)
    title = facts.title.value if facts is not None else claim.name if claim is not None else ""
    return replace(
        shown,
        title=title,
        link=claim.link if claim is not None else "",
        code=claim.code if claim is not None else "",
        story=card,
        because=_because(row, card),
        reports=sight.reports_of(row),
        reason=row.reason,
    )


def _may_see(facts: Facts, place: Place) -> bool:
    if isinstance(facts, Card):
        return may_look_after(facts, place)
    return place.restricted or facts.rating.value.is_open


def _because(row: ItemRow, card: Card | None) -> str:
    """Why a story is held may change with its text, as long as nobody has decided."""
    still = row.kind == ItemKind.HELD.value and row.state == ItemState.OPEN.value
    return card.held_because if still and card is not None else row.because


def _bare(row: ItemRow) -> Item:
    return Item(
        id=row.id,
        guild_id=row.guild_id,
        kind=ItemKind(row.kind),
        state=ItemState(row.state),
        story_id=row.story_id,
        draft_id=row.draft_id,
        claim_id=row.claim_id,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        channel_id=row.channel_id,
        message_id=row.message_id,
        shown=row.shown,
    )
