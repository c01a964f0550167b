"""Drafts at rest: stories on their way in. Nothing that serves stories reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.changes import Changes
from bot.corpus.story import Story
from bot.errors import ClosedDraftError
from bot.library.actor import Actor
from bot.library.adding.answers import Consent, DraftState, Purpose
from bot.library.cards import known
from bot.library.fingerprints import Sketch
from bot.library.packing import pack, unpack
from bot.library.tables import LARGEST_ID, DraftRow

KEPT_FOR = timedelta(days=7)
"""Counted from the last change; one that waits for review is kept until that is decided."""

MOST_OPEN = 20
"""Drafts that a member who isn't a moderator may have open: another one takes the place of the oldest."""

DECIDED = frozenset({DraftState.DONE, DraftState.DECLINED})

NEVER = datetime.min.replace(tzinfo=UTC)

Mistakes = Mapping[str, list[str]]
"""What was typed and why it couldn't be taken, by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A story on its way in, or a stored one being edited; the fields are those of DraftRow."""

    id: int = 0
    guild_id: int
    user_id: int
    purpose: Purpose
    state: DraftState = DraftState.OPEN
    file: str
    story: Story
    sketch: Sketch = ()
    changes: Changes = field(default_factory=dict[str, Any])
    mistakes: Mistakes = field(default_factory=dict[str, list[str]])
    vouched: bool = False
    consent: Consent | None = None
    proof: str = ""
    target_id: int | None = None
    tell: bool = False
    event_id: int | None = None
    changed_at: datetime = NEVER

    def may_see(self, actor: Actor) -> bool:
        """One's own; for moderators also what members of their server have proposed."""
        proposed = self.purpose is Purpose.PROPOSE and self.state in {DraftState.WAITING, *DECIDED}
        return self.guild_id == actor.guild_id and (self.user_id == actor.user_id or (actor.moderator and proposed))

    def may_change(self, actor: Actor) -> bool:
        """One's own as long as it's open; what waits for review, only the moderators who decide."""
        if not self.may_see(actor):
            return False
        if self.state is DraftState.WAITING:
            return actor.moderator and self.user_id != actor.user_id
        return self.state is DraftState.OPEN and self.user_id == actor.user_id


async def read_draft(connection: AsyncConnection, draft_id: int) -> Draft | None:
    """A draft by its number, whoever may see it."""
    if not 0 < draft_id <= LARGEST_ID:
        return None
    row = (await connection.execute(select(DraftRow).where(DraftRow.id == draft_id))).first()
    return _draft(row) if row is not None else None


async def seen_draft(connection: AsyncConnection, actor: Actor, draft_id: int) -> Draft:
    """A draft that the actor may see. Raises ClosedDraftError."""
    draft = await read_draft(connection, draft_id)
    if draft is None or draft.state is DraftState.DISCARDED or not draft.may_see(actor):
        raise ClosedDraftError("This draft is no longer there. Begin again by uploading the story.")
    return draft


async def open_draft(connection: AsyncConnection, actor: Actor, draft_id: int) -> Draft:
    """A draft that the actor may change. Raises ClosedDraftError."""
    draft = await seen_draft(connection, actor, draft_id)
    if not draft.may_change(actor):
        raise ClosedDraftError(_why_closed(draft))
    return draft


def _why_closed(draft: Draft) -> str:
    if draft.state is DraftState.WAITING:
        return "This proposal waits for the moderators, so it's theirs to change."
    if draft.state is DraftState.DONE:
        return "This draft has been confirmed, so it can't be changed any more. /story edit changes the story."
    return "This draft has been decided, so it can't be changed any more. Upload the story again for a new one."


async def own_drafts(connection: AsyncConnection, actor: Actor, first: int, size: int) -> tuple[list[Draft], int]:
    """A part of a member's open drafts in their server, newest first; and how many there are."""
    own = (
        DraftRow.guild_id == actor.guild_id,
        DraftRow.user_id == actor.user_id,
        DraftRow.state == DraftState.OPEN.value,
    )
    total = (await connection.execute(select(func.count()).select_from(DraftRow).where(*own))).scalar_one()
    rows = await connection.execute(select(DraftRow).where(*own).order_by(DraftRow.id.desc()).offset(first).limit(size))
    return [_draft(row) for row in rows], total


async def add_draft(connection: AsyncConnection, draft: Draft) -> int:
    """Keep a new draft and give its number."""
    now = datetime.now(UTC)
    values = _values(draft) | {
        "guild_id": draft.guild_id,
        "user_id": draft.user_id,
        "purpose": draft.purpose.value,
        "file": draft.file,
        "story": pack(draft.story) | {"sketch": list(draft.sketch)},
        "tell": draft.tell,
        "made_at": now,
    }
    return (await connection.execute(insert(DraftRow).values(values).returning(DraftRow.id))).scalar_one()


async def write_draft(connection: AsyncConnection, draft: Draft) -> Draft:
    """Keep what may change about a draft: everything but the story as read."""
    values = _values(draft)
    await connection.execute(update(DraftRow).where(DraftRow.id == draft.id).values(values))
    return replace(draft, changed_at=values["changed_at"])


async def set_draft_state(connection: AsyncConnection, draft_id: int, state: DraftState) -> None:
    """Say what has become of a draft."""
    changed = update(DraftRow).where(DraftRow.id == draft_id)
    await connection.execute(changed.values(state=state.value, changed_at=datetime.now(UTC)))


async def delete_draft(connection: AsyncConnection, draft_id: int) -> None:
    """Forget a draft with all that was uploaded."""
    await connection.execute(delete(DraftRow).where(DraftRow.id == draft_id))


async def make_room(connection: AsyncConnection, actor: Actor) -> None:
    """Delete a member's oldest open drafts, so that there is room for another one."""
    theirs = (DraftRow.user_id == actor.user_id, DraftRow.guild_id == actor.guild_id)
    still_open = select(DraftRow.id).where(*theirs, DraftRow.state == DraftState.OPEN.value)
    newest_first = still_open.order_by(DraftRow.id.desc()).offset(MOST_OPEN - 1)
    for draft_id in (await connection.execute(newest_first)).scalars().all():
        await delete_draft(connection, draft_id)


async def prune_drafts(connection: AsyncConnection) -> None:
    """Forget the drafts that nobody has touched for long."""
    old = (DraftRow.changed_at <= datetime.now(UTC) - KEPT_FOR, DraftRow.state != DraftState.WAITING.value)
    await connection.execute(delete(DraftRow).where(*old))


def _values(draft: Draft) -> dict[str, Any]:
    return {
        "state": draft.state.value,
        "changes": dict(draft.changes),
        "mistakes": dict(draft.mistakes),
        "vouched": draft.vouched,
        "consent": draft.consent.value if draft.consent else "",
        "proof": draft.proof,
        "target_id": draft.target_id,
        "event_id": draft.event_id,
        "changed_at": datetime.now(UTC),
    }


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        guild_id=row.guild_id,
        user_id=row.user_id,
        purpose=Purpose(row.purpose),
        state=known(DraftState, row.state, DraftState.DISCARDED),
        file=row.file,
        story=unpack(row.story),
        sketch=tuple(row.story["sketch"]),
        changes=row.changes,
        mistakes=row.mistakes,
        vouched=row.vouched,
        consent=known(Consent, row.consent, None),
        proof=row.proof,
        target_id=row.target_id,
        tell=row.tell,
        event_id=row.event_id,
        changed_at=row.changed_at,
    )
