"""Amending: what moderators and authors change about a stored story holds whenever its file is read again."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.changes import Changes, check_changes, narrower
from bot.corpus.screening.verdict import Vouched, screen
from bot.corpus.story import State, Story
from bot.library.amendments import NONE, Amendment, pack_amendment, read_amendments, write_amendment
from bot.library.authors.wards import Warded, read_wards
from bot.library.fingerprints import Sketch
from bot.library.packing import LISTS, SINGLE, pack
from bot.library.prepare import Prepared, prepare_again
from bot.library.snapshots import Snapshot, pack_snapshot, take_snapshot
from bot.library.store import update_story
from bot.library.tables import ConsentRow, StoryRow, UndoRow

UNDONE_FOR = timedelta(hours=24)

TOLD = (*SINGLE, *LISTS, "permission", "permission_proof", "state")
"""What the history tells of a change: fields, never text."""


@dataclass(frozen=True, slots=True)
class Amended:
    """A story that was changed: the fields that differ, in plain JSON, before and after; and what it was."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    snapshot: Snapshot


async def amend(connection: AsyncConnection, story_id: int, changes: Changes, *, vouched: bool = False) -> Amended:
    """Change a stored story, and keep the change. Joins the caller's write transaction; the indexes are told.

    `changes` are those of bot.corpus.changes: fields as corpus.toml has them, "add_warnings", "add_tags", and "cap",
    the most that the author lets be shown. With `vouched` somebody who has looked answers for the rating in `changes`,
    which lets a held story through the screening; nothing lets a barred one through. What was withdrawn or removed
    stays so.

    With no changes at all the story is only judged again. Raises MistakeError when a value can't be used, and
    NotShownError when there is no such story.
    """
    check_changes(changes)
    card, snapshot = await take_snapshot(connection, story_id)
    amendment = snapshot.amendment.joined(changes, vouched=vouched)
    story = await asyncio.to_thread(amended_story, snapshot.story, amendment)
    wards = await read_wards(connection)
    warded = wards.judge(for_wards(story, snapshot.prepared.sketch), card.guild_id, story_id=story_id, arriving=False)
    story = under_wards(story, warded, vouched=amendment.vouched)
    await update_story(connection, story_id, await asyncio.to_thread(prepare_again, story, snapshot.prepared))
    await write_amendment(connection, story_id, amendment)
    state = (await connection.execute(select(StoryRow.state).where(StoryRow.id == story_id))).scalar_one()
    before, after = differences(snapshot.story, replace(story, state=State(state)))
    return Amended(before, after, snapshot)


def amended_story(story: Story, amendment: Amendment) -> Story:
    """A stored story with changes, in the state that it would have then. What is barred stays barred.

    Unless somebody answers for it now, changes of other fields neither release what screening didn't hold, nor hold
    what somebody answered for before.
    """
    changed = amendment.applied(story)
    if story.state is State.BARRED:
        return replace(changed, state=story.state, held_because=story.held_because)
    if amendment.vouched or changed.state is story.state:
        return changed
    if changed.state is State.HELD and story.state is State.LISTED and "rating" not in amendment.changes:
        return amendment.applied(story, _vouched(story))
    if changed.state is State.LISTED and story.state is State.HELD and screen(story).state is State.LISTED:
        return replace(changed, state=story.state, held_because=story.held_because)
    return changed


def under_wards(story: Story, warded: Warded, *, vouched: bool) -> Story:
    """A story as its author's word lets it be. Somebody who has looked may answer for one that is only much like
    another that was withdrawn.
    """
    if warded.cap is not None:
        story = replace(story, permission=narrower(story.permission, warded.cap))
    kept_out = warded.state is State.WITHDRAWN
    if kept_out or (warded.state is State.HELD and story.state is State.LISTED and not vouched):
        return replace(story, state=warded.state or story.state, held_because=warded.sentence)
    return story


def for_wards(story: Story, sketch: Sketch) -> Prepared:
    """As much of a prepared story as wards look at, which takes no time to prepare."""
    return Prepared(story, (), (), (), "", "", sketch)


async def keep_undo(connection: AsyncConnection, event_id: int, story_id: int, snapshot: Snapshot | None) -> None:
    """Let `Adding.undo(event_id)` put the story back to what it was, for 24 hours; None: there was no such story.

    Call it in the transaction of the change, once that is made.
    """
    now = datetime.now(UTC)
    values = {
        "history_id": event_id,
        "story_id": story_id,
        "snapshot": pack_snapshot(snapshot) if snapshot else None,
        "after": await in_short(connection, story_id),
        "until": now + UNDONE_FOR,
    }
    await connection.execute(insert(UndoRow).values(values))


async def in_short(connection: AsyncConnection, story_id: int) -> dict[str, Any]:
    """What tells whether a story is still what an action made of it. Empty when there is no such story."""
    consent = select(func.max(ConsentRow.id)).where(ConsentRow.story_id == story_id).scalar_subquery()
    chosen = select(StoryRow.digest, StoryRow.state, StoryRow.permission, consent.label("consent"))
    row = (await connection.execute(chosen.where(StoryRow.id == story_id))).mappings().first()
    if row is None:
        return {}
    amendment = (await read_amendments(connection, [story_id])).get(story_id, NONE)
    return {**row, "amendment": pack_amendment(amendment)}


async def prune_undo(connection: AsyncConnection) -> None:
    """Forget what can't be undone any more."""
    await connection.execute(delete(UndoRow).where(UndoRow.until <= datetime.now(UTC)))


def differences(before: Story, after: Story) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields in which two stories differ, as the history tells them."""
    one, other = _told(before), _told(after)
    names = [name for name in TOLD if one[name] != other[name]]
    return {name: one[name] for name in names}, {name: other[name] for name in names}


def _told(story: Story) -> dict[str, Any]:
    packed = pack(replace(story, chapters=(), notes=(), problems=()))
    facts = {name: packed[name] and packed[name][0] for name in SINGLE}
    return packed | facts | {name: [value for value, _ in packed[name]] for name in LISTS}


def _vouched(listed: Story) -> Vouched:
    """How far corpus.toml must answer for a story, since it's listed."""
    enough = (vouched for vouched in Vouched if screen(listed, vouched).state is State.LISTED)
    return next(enough, Vouched.ALONE)
