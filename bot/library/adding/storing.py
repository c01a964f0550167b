"""Storing what a confirmed draft holds: a new story, a new version of one, or changed fields. One can undo each."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card, State
from bot.errors import NotShownError
from bot.library.actor import Actor
from bot.library.adding.answers import Added, Purpose
from bot.library.adding.drafts import Draft
from bot.library.adding.settling import Settled, stated
from bot.library.amending import amend, differences, keep_undo
from bot.library.amendments import Amendment, write_amendment
from bot.library.cards import read_card
from bot.library.history import Action, record
from bot.library.prepare import Prepared
from bot.library.rights import require_care
from bot.library.snapshots import take_snapshot
from bot.library.store import add_stories, update_story
from bot.library.tables import ConsentRow


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft settled and its story cut outside of the turn to write: nothing of it takes long any more."""

    draft: Draft
    standing: Amendment
    settled: Settled
    prepared: Prepared


async def store_draft(connection: AsyncConnection, actor: Actor, ready: Ready, target: Card | None) -> Added:
    """Store it, with a line of history, and what it takes to undo it. Joins the caller's transaction.

    Raises NotAllowedError and NotShownError when the actor may not change the target.
    """
    if target is not None:
        require_care(actor, target)
    if target is None:
        story_id, event_id = await _add(connection, actor, ready)
    elif ready.draft.purpose is Purpose.EDIT:
        story_id, event_id = target.id, await _edit(connection, actor, ready.draft, target.id)
    else:
        story_id, event_id = target.id, await _update(connection, actor, ready, target.id)
    card = await read_card(connection, story_id)
    if card is None:
        raise NotShownError
    return Added(card, event_id, updated=target is not None)


async def _add(connection: AsyncConnection, actor: Actor, ready: Ready) -> tuple[int, int]:
    [story_id] = await add_stories(connection, [ready.prepared], ready.draft.guild_id)
    await write_amendment(connection, story_id, ready.settled.amendment)
    after = {"title": ready.settled.story.title.value, **_how(ready)}
    event_id = await record(connection, actor, Action.ADD, story_id, after=after)
    await _keep_consent(connection, ready.draft, story_id)
    await keep_undo(connection, event_id, story_id, None)
    return story_id, event_id


async def _update(connection: AsyncConnection, actor: Actor, ready: Ready, story_id: int) -> int:
    _, snapshot = await take_snapshot(connection, story_id)
    await update_story(connection, story_id, ready.prepared)
    await write_amendment(connection, story_id, ready.settled.amendment)
    before, after = differences(snapshot.story, ready.settled.story)
    lengths = {"words": snapshot.story.words}, {"words": ready.settled.story.words, **_how(ready)}
    event_id = await record(
        connection, actor, Action.UPDATE, story_id, before=before | lengths[0], after=after | lengths[1]
    )
    await _keep_consent(connection, ready.draft, story_id)
    await keep_undo(connection, event_id, story_id, snapshot)
    return event_id


async def _edit(connection: AsyncConnection, actor: Actor, draft: Draft, story_id: int) -> int:
    """The fields alone: whatever else has changed about the story meanwhile stays. What bars it can't be undone."""
    amended = await amend(connection, story_id, stated(draft), vouched=draft.vouched)
    event_id = await record(connection, actor, Action.EDIT, story_id, before=amended.before, after=amended.after)
    await _keep_consent(connection, draft, story_id)
    if amended.after.get("state") != State.BARRED.value:
        await keep_undo(connection, event_id, story_id, amended.snapshot)
    return event_id


def _how(ready: Ready) -> dict[str, Any]:
    """How the story came in."""
    draft = ready.draft
    consent = {"consent": draft.consent.value, "proof": draft.proof} if draft.consent else {}
    return consent | ({"proposed_by": draft.user_id} if draft.purpose is Purpose.PROPOSE else {})


async def _keep_consent(connection: AsyncConnection, draft: Draft, story_id: int) -> None:
    """Whoever made the draft answers for it."""
    if draft.consent is None:
        return
    values = {
        "story_id": story_id,
        "kind": draft.consent.value,
        "proof": draft.proof,
        "user_id": draft.user_id,
        "at": datetime.now(UTC),
    }
    await connection.execute(insert(ConsentRow).values(values))
