"""Confirming: a draft becomes a story in one transaction, exactly once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ClosedDraftError, NotAllowedError, NotReadyError
from bot.library.actor import Actor
from bot.library.adding import wording
from bot.library.adding.answers import Added, DraftState, Purpose
from bot.library.adding.drafts import Draft, seen_draft, write_draft
from bot.library.adding.obstacles import Case, obstacles
from bot.library.adding.previewing import standing_of
from bot.library.adding.settling import judged_by_wards, settle
from bot.library.adding.storing import Ready, store_draft
from bot.library.amending import for_wards
from bot.library.amendments import Amendment
from bot.library.authors.wards import Wards, read_wards
from bot.library.cards import read_card
from bot.library.database import Database
from bot.library.history import Action
from bot.library.place import Place
from bot.library.prepare import prepare
from bot.library.rights import require_moderator
from bot.library.tables import HistoryRow

Within = Callable[[AsyncConnection, Added], Awaitable[None]]
"""Something to be done in the transaction that stores a story: if it raises, nothing is stored."""


class OvertakenError(Exception):
    """What the draft was settled with has been changed since."""


async def confirm_draft(
    database: Database, actor: Actor, draft_id: int, place: Place, *, by_review: bool, within: Within | None
) -> Added:
    """Store the draft's story. Raises as Adding.confirm does."""
    while True:
        async with database.read() as connection:
            draft = await seen_draft(connection, actor, draft_id)
            standing, wards = await standing_of(connection, draft), await read_wards(connection)
        ready = await asyncio.to_thread(_ready, draft, standing, wards)
        try:
            async with database.write() as connection:
                return await _confirm(connection, actor, ready, place, by_review=by_review, within=within)
        except OvertakenError:
            continue


def _ready(draft: Draft, standing: Amendment, wards: Wards) -> Ready:
    """All that takes long. What is edited is cut by `amend`, as the story is by then."""
    settled = settle(draft, standing, wards)
    edits = draft.purpose is Purpose.EDIT
    prepared = for_wards(settled.story, draft.sketch) if edits else prepare(settled.story)
    return Ready(draft, standing, settled, prepared)


async def _confirm(
    connection: AsyncConnection, actor: Actor, ready: Ready, place: Place, *, by_review: bool, within: Within | None
) -> Added:
    draft = await seen_draft(connection, actor, ready.draft.id)
    _require(actor, draft, by_review=by_review)
    if draft.state is DraftState.DONE:
        return await _added_before(connection, draft)
    await _check_same(connection, draft, ready)
    target = await read_card(connection, draft.target_id) if draft.target_id else None
    if found := obstacles(Case(draft, ready.settled, target), actor, place):
        raise NotReadyError(found)
    added = await store_draft(connection, actor, ready, target)
    await write_draft(connection, replace(draft, state=DraftState.DONE, event_id=added.event_id))
    if within is not None:
        await within(connection, added)
    return added


def _require(actor: Actor, draft: Draft, *, by_review: bool) -> None:
    """Whether this draft is theirs to confirm, in this way. One that was confirmed already is let through."""
    require_moderator(actor)
    theirs = draft.user_id == actor.user_id
    if by_review == theirs or by_review != (draft.purpose is Purpose.PROPOSE):
        raise NotAllowedError(wording.PROPOSALS_ARE_REVIEWED)
    confirmable = {DraftState.WAITING} if by_review else {DraftState.OPEN, DraftState.DONE}
    if draft.state not in confirmable:
        raise ClosedDraftError(wording.NOT_WAITING if by_review else wording.DECIDED)


async def _check_same(connection: AsyncConnection, draft: Draft, ready: Ready) -> None:
    """Raises OvertakenError when it isn't what was settled: somebody was quicker."""
    if draft != ready.draft or await standing_of(connection, draft) != ready.standing:
        raise OvertakenError
    settled = ready.settled
    wards = await read_wards(connection)
    if judged_by_wards(draft, ready.prepared, wards) != settled.warded:
        raise OvertakenError


async def _added_before(connection: AsyncConnection, draft: Draft) -> Added:
    """What confirming the draft has answered already."""
    chosen = select(HistoryRow.story_id, HistoryRow.action).where(HistoryRow.id == draft.event_id)
    row = (await connection.execute(chosen)).first()
    card = await read_card(connection, row.story_id) if row is not None else None
    if row is None or card is None or draft.event_id is None:
        raise ClosedDraftError(wording.DECIDED)
    return Added(card, draft.event_id, row.action != Action.ADD.value)
