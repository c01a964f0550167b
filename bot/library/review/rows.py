"""Items as rows of the database, together with what decides whether they still wait and what their messages show."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import State
from bot.library.adding.answers import DraftState
from bot.library.authors.nouns import ClaimState
from bot.library.prepare import digest_of
from bot.library.review.items import ItemKind, ItemState
from bot.library.tables import ClaimRow, DraftRow, ReportRow, ReviewRow, StoryRow

ItemRow = Row[Any]

UNDECIDED = frozenset({State.HELD.value, State.BARRED.value})
"""States of a story that moderators are to look at."""

TAKEN_OUT = frozenset({State.WITHDRAWN.value, State.REMOVED.value})

_open_reports = (
    select(func.count())
    .where(ReportRow.guild_id == ReviewRow.guild_id, ReportRow.story_id == ReviewRow.story_id, ReportRow.open)
    .scalar_subquery()
)

_COLUMNS: tuple[Any, ...] = (
    ReviewRow,
    StoryRow.guild_id.label("story_guild"),
    StoryRow.state.label("story_state"),
    StoryRow.rating.label("story_rating"),
    StoryRow.gone.label("story_gone"),
    StoryRow.changed_at.label("story_changed"),
    DraftRow.state.label("draft_state"),
    DraftRow.changed_at.label("draft_changed"),
    ClaimRow.state.label("claim_state"),
    _open_reports.label("open_reports"),
)

_ITEMS = (
    select(*_COLUMNS)
    .outerjoin(StoryRow, StoryRow.id == ReviewRow.story_id)
    .outerjoin(DraftRow, DraftRow.id == ReviewRow.draft_id)
    .outerjoin(ClaimRow, ClaimRow.id == ReviewRow.claim_id)
    .order_by(ReviewRow.id)
)


async def read_items(
    connection: AsyncConnection, *where: ColumnElement[bool], limit: int | None = None
) -> Sequence[ItemRow]:
    """The items that meet the conditions, oldest first."""
    found: Sequence[Any] = (await connection.execute(_ITEMS.where(*where).limit(limit))).all()
    return found


def settled_where(*, home: bool) -> ColumnElement[bool]:
    """The items that `nothing_to_decide` has a reason for, as a condition on `read_items`."""
    elsewhere = StoryRow.guild_id.is_(None) if not home else false()
    taken_out = or_(StoryRow.state.is_(None), StoryRow.state.in_(TAKEN_OUT))
    not_held = or_(taken_out, StoryRow.gone, elsewhere, StoryRow.state.not_in(UNDECIDED))
    reasons = {
        ItemKind.PROPOSAL: func.coalesce(DraftRow.state, "") != DraftState.WAITING.value,
        ItemKind.CLAIM: func.coalesce(ClaimRow.state, "") != ClaimState.WAITING.value,
        ItemKind.REPORT: taken_out,
        ItemKind.HELD: not_held,
    }
    return or_(*(and_(ReviewRow.kind == kind.value, reason) for kind, reason in reasons.items()))


def nothing_to_decide(row: ItemRow, *, home: bool = True) -> str:
    """Why an open item needs no decision any more; empty when it does. `home`: the server looks after the corpus."""
    match row.kind:
        case ItemKind.PROPOSAL.value:
            return {None: "the draft is gone", DraftState.WAITING: ""}.get(
                row.draft_state, "the proposer has taken it back"
            )
        case ItemKind.CLAIM.value:
            told = {None: "the claim was taken back", ClaimState.WAITING: ""}
            return told.get(row.claim_state, "it was answered")
        case _:
            return _story_settled(row, home=home)


def _story_settled(row: ItemRow, *, home: bool) -> str:
    if row.story_state is None:
        return "the story is no longer there"
    if row.story_state in TAKEN_OUT:
        return f"the story was {row.story_state}"
    if row.kind != ItemKind.HELD.value:
        return ""
    if row.story_gone:
        return "its file is no longer there"
    if row.story_guild is None and not home:
        return "other servers look after the operator's library"
    return "" if row.story_state in UNDECIDED else "it is no longer held"


def face_of(row: ItemRow, *, restricted: bool, concealed: bool) -> str:
    """Stands for all that a message of the item shows in a place."""
    if row.state != ItemState.OPEN.value:
        return decided_face(row.state, concealed=concealed)
    story = (row.story_state, row.story_rating, row.story_changed)
    shows = (restricted, *story, row.draft_changed, row.open_reports)
    return f"{row.state}/{digest_of(repr(shows))[:20]}"


def decided_face(state: str, *, concealed: bool) -> str:
    """The face of a decided item. Once its message is up to date, only a title that mustn't be seen changes it."""
    return f"{state}/{'concealed' if concealed else 'shown'}"
