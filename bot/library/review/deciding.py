"""What moderators decide about an item that they have taken (bot.library.review.queue). Joins the caller's transaction.

Each gives the number of the line in the history that can be undone, or None.
"""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Rating, State
from bot.errors import RefusedError
from bot.library.actor import Actor
from bot.library.adding.answers import DraftState
from bot.library.adding.drafts import set_draft_state
from bot.library.hiding import HIDDEN_BY_REPORTS, hidden_why, hide, set_hidden
from bot.library.history import Action, record
from bot.library.place import Place
from bot.library.review.items import ItemKind, ItemState
from bot.library.review.queue import settle, settle_story
from bot.library.review.rows import ItemRow
from bot.library.standing import rate, state_of, story_to_change
from bot.library.tables import ReviewRow

NO_RELEASE = "A barred story has no release."
NEEDS_RATING = "Releasing it needs a rating: General, Teen, Mature or Explicit."


async def decline_proposal(connection: AsyncConnection, actor: Actor, row: ItemRow, reason: str) -> None:
    """Turn a proposal down."""
    await set_draft_state(connection, row.draft_id, DraftState.DECLINED)
    await settle(connection, actor, ItemState.DECLINED, reason, ReviewRow.id == row.id)
    await record(connection, actor, Action.DECLINE, after={"item": row.id}, reason=reason)


async def release(connection: AsyncConnection, actor: Actor, row: ItemRow, rating: Rating, place: Place) -> int:
    """Rate a held story. A rating that bars it closes the item."""
    card = await story_to_change(connection, actor, row.story_id, place)
    if card.state is State.BARRED:
        raise RefusedError(f"{NO_RELEASE} {card.held_because}")
    if rating is Rating.NOT_RATED:
        raise RefusedError(NEEDS_RATING)
    event_id = await rate(connection, actor, card, rating, "", action=Action.RELEASE)
    now = await state_of(connection, card.id)
    if now is State.BARRED:
        await settle_story(
            connection, actor, card.id, ItemKind.HELD, ItemState.CLOSED, reason=f"rated {rating}, which bars it"
        )
    elif now is not State.LISTED:
        raise RefusedError("It would still be held with that rating. /story show says why; change that first.")
    return event_id


async def keep_back(connection: AsyncConnection, actor: Actor, row: ItemRow, reason: str) -> None:
    """Leave a held or barred story as it is; it waits again only if it's held for another reason."""
    card = await story_to_change(connection, actor, row.story_id, None)
    here = ReviewRow.id == row.id
    await settle(connection, actor, ItemState.DECLINED, reason, here, because=card.held_because)
    await record(connection, actor, Action.KEEP, card.id, after={"state": card.state.value}, reason=reason)


async def dismiss(connection: AsyncConnection, actor: Actor, row: ItemRow, place: Place) -> None:
    """The reports are wrong: what they had hidden is shown."""
    card = await story_to_change(connection, actor, row.story_id, place, care=False)
    why = await hidden_why(connection, actor, card.id)
    if why == HIDDEN_BY_REPORTS:
        await set_hidden(connection, actor, card.id, None)
    await settle_story(connection, actor, card.id, ItemKind.REPORT, ItemState.DECLINED)
    await record(connection, actor, Action.DISMISS, card.id, after={"reports": row.open_reports})


async def hide_reported(connection: AsyncConnection, actor: Actor, row: ItemRow, reason: str) -> int:
    """The reports are right: the story isn't shown here."""
    card = await story_to_change(connection, actor, row.story_id, None, care=False)
    return await hide(connection, actor, card, reason)
