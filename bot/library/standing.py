"""Whether a story is there for everybody: rated and vouched for, removed, put back. What hides it in one server is
bot.library.hiding.

Each joins the caller's write transaction, writes a line of history that can be undone, and gives its number. Whether
the actor may is asked before (`story_to_change`).
"""

from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card, Rating, State
from bot.errors import NotShownError, RefusedError
from bot.library.actor import Actor
from bot.library.amending import amend, keep_undo
from bot.library.cards import read_card
from bot.library.gate import may_look_after
from bot.library.hiding import HIDDEN_BY_REPORTS, hidden_why, set_hidden
from bot.library.history import Action, record
from bot.library.place import Place
from bot.library.review.items import ItemKind, ItemState
from bot.library.review.queue import settle_story
from bot.library.rights import require_care, require_moderator
from bot.library.snapshots import take_snapshot
from bot.library.store import announce
from bot.library.tables import LARGEST_ID, StoryRow

LONGEST_REASON = 500

ELSEWHERE = "This story's rating keeps it to age-restricted channels, for moderators too. Do this in one of them."
WITHDRAWN = (
    "This story was withdrawn. Who withdrew it, its author or a moderator, can let it come back with /author stories "
    "or /story withdraw; nobody else can."
)
NOT_REMOVED = {
    State.LISTED: "This story isn't removed, and isn't hidden here.",
    State.HELD: "This story is held, not removed. /review list has it: releasing it needs a rating.",
    State.BARRED: "This story is barred, and no command lifts that.",
}
UNREAD = "A barred story is shown to nobody, moderators included. /story remove takes it out."
KEPT_OUT = "Its author doesn't want this story listed, so it can't be restored, unless they say otherwise: ask them."
BARRED = "No rating and no command lifts that, but the story can be removed with /story remove."


async def story_to_change(
    connection: AsyncConnection, actor: Actor, story_id: int, place: Place | None, *, care: bool = True
) -> Card:
    """The story as it is now, if the actor may change it; with `care`, for all servers that see it. Without a place
    nothing of the story is shown for it.

    Raises NotAllowedError, NotShownError for what doesn't exist for them, RefusedError.
    """
    require_moderator(actor)
    card = await read_card(connection, story_id) if 0 < story_id <= LARGEST_ID else None
    if card is None or card.guild_id not in {None, actor.guild_id}:
        raise NotShownError
    if care:
        require_care(actor, card)
    if card.state is State.WITHDRAWN:
        raise RefusedError(WITHDRAWN)
    if place is not None and not may_look_after(card, place):
        raise RefusedError(ELSEWHERE)
    return card


def checked_reason(reason: str) -> str:
    """A reason without space around it. Raises RefusedError when it's too long to be kept."""
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise RefusedError(f"The reason has {len(reason):,} characters; at most {LONGEST_REASON} are kept. Shorten it.")
    return reason


async def rate(
    connection: AsyncConnection, actor: Actor, card: Card, rating: Rating, reason: str, *, action: Action = Action.RATE
) -> int:
    """Rate the story, and answer for the rating: a held one is listed if screening lets it, and waits no more.

    A rating that bars it can't be undone.
    """
    if card.state is State.BARRED:
        raise RefusedError(f"{card.held_because} {BARRED}")
    amended = await amend(connection, card.id, {"rating": rating.value}, vouched=True)
    event_id = await record(
        connection, actor, action, card.id, before=amended.before, after=amended.after, reason=reason
    )
    now = await state_of(connection, card.id)
    if now is not State.BARRED:
        await keep_undo(connection, event_id, card.id, amended.snapshot)
    if card.state is State.HELD and now is State.LISTED:
        await settle_story(connection, actor, card.id, ItemKind.HELD, ItemState.APPROVED, reason=f"rated {rating}")
    return event_id


async def remove(connection: AsyncConnection, actor: Actor, card: Card, reason: str) -> int:
    """Take the story out of the library, until somebody restores it."""
    if card.state is State.REMOVED:
        raise RefusedError("This story is removed already. /story restore puts it back.")
    _, snapshot = await take_snapshot(connection, card.id)
    await set_state(connection, card.id, State.REMOVED)
    event_id = await _stood(connection, actor, Action.REMOVE, card, State.REMOVED, reason=reason)
    await keep_undo(connection, event_id, card.id, snapshot)
    for kind in (ItemKind.HELD, ItemKind.REPORT):
        await settle_story(connection, actor, card.id, kind, ItemState.CLOSED, reason="the story was removed")
    if await hidden_why(connection, actor, card.id) == HIDDEN_BY_REPORTS:
        await set_hidden(connection, actor, card.id, None)
    return event_id


async def restore(connection: AsyncConnection, actor: Actor, card: Card, reason: str) -> int:
    """Put a removed story back as it was. Screening is asked again, so one that is held or barred isn't listed."""
    if card.state is not State.REMOVED:
        raise RefusedError(NOT_REMOVED[card.state])
    _, snapshot = await take_snapshot(connection, card.id)
    await set_state(connection, card.id, State.HELD if card.held_because else State.LISTED)
    await amend(connection, card.id, {})
    now = await state_of(connection, card.id)
    if now is State.WITHDRAWN:
        raise RefusedError(KEPT_OUT)
    event_id = await _stood(connection, actor, Action.RESTORE, card, now, reason=reason)
    await keep_undo(connection, event_id, card.id, snapshot)
    return event_id


async def state_of(connection: AsyncConnection, story_id: int) -> State:
    """A story's state at this moment."""
    chosen = select(StoryRow.state).where(StoryRow.id == story_id)
    return State((await connection.execute(chosen)).scalar_one())


async def set_state(connection: AsyncConnection, story_id: int, state: State) -> None:
    """Put a story into a state. Announces it."""
    changed = update(StoryRow).where(StoryRow.id == story_id)
    await connection.execute(changed.values(state=state.value, changed_at=datetime.now(UTC)))
    await announce(connection, [story_id])


async def _stood(
    connection: AsyncConnection, actor: Actor, action: Action, card: Card, now: State, *, reason: str
) -> int:
    told = {"before": {"state": card.state.value}, "after": {"state": now.value}}
    return await record(connection, actor, action, card.id, **told, reason=reason)
