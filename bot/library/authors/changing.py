"""What an author changes about a story of theirs. Joins the caller's write transaction, and gives the story as it is
then. That it's theirs is asked before (bot.library.authors.own).
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.overrides_fields import MistakeError
from bot.corpus.story import Card, Permission
from bot.errors import NotShownError, RefusedError
from bot.library.actor import Actor
from bot.library.amending import amend
from bot.library.authors.identity import identity_of
from bot.library.authors.nouns import Wish
from bot.library.authors.wards import read_wards
from bot.library.cards import read_card
from bot.library.history import Action, record
from bot.library.store import announce
from bot.library.tables import LARGEST_ID, PassageRow, StoryRow

SHORTEST_EXCERPT, LONGEST_EXCERPT = 300, 1500
"""Characters that an author may limit excerpts to."""

MOST_WARNINGS = 20
LONGEST_WARNING = 100

CARDS_STAND = (
    "Your wish for all your stories is that only cards are shown. Take it back first, with /author wish; then say it "
    "for each story."
)


async def permit(connection: AsyncConnection, actor: Actor, card: Card, permission: Permission) -> Card:
    """How much of the story may be shown, whatever anybody else allows."""
    wards = await read_wards(connection)
    wishes = wards.wishes(identity_of(card, ()), card.guild_id)
    if permission is not Permission.CARD and Wish.CARDS in wishes:
        raise RefusedError(CARDS_STAND)
    cap = permission.value if permission is not Permission.FULL else None
    amended = await amend(connection, card.id, {"permission": permission.value, "cap": cap})
    await record(connection, actor, Action.PERMIT, card.id, before=amended.before, after=amended.after)
    return await _now(connection, card)


async def limit_excerpts(connection: AsyncConnection, actor: Actor, card: Card, characters: int | None) -> Card:
    """The most characters that an excerpt may have."""
    if characters is not None and not SHORTEST_EXCERPT <= characters <= LONGEST_EXCERPT:
        raise RefusedError(
            f"An excerpt can be limited to {SHORTEST_EXCERPT:,} to {LONGEST_EXCERPT:,} characters, or not at all."
        )
    return await _set(connection, actor, card, excerpt_characters=characters)


async def warn(connection: AsyncConnection, actor: Actor, card: Card, warnings: Sequence[str]) -> Card:
    """Further warnings; screening is asked again."""
    added = list(dict.fromkeys(" ".join(warning.split()) for warning in warnings if warning.strip()))
    if not added:
        raise RefusedError("Write at least one warning.")
    if len(added) > MOST_WARNINGS or any(len(warning) > LONGEST_WARNING for warning in added):
        raise RefusedError(f"Add at most {MOST_WARNINGS} warnings, each of at most {LONGEST_WARNING} characters.")
    try:
        amended = await amend(connection, card.id, {"add_warnings": added})
    except MistakeError as mistake:
        raise RefusedError(f"That can't be kept: {mistake}.") from None
    await record(connection, actor, Action.EDIT, card.id, before=amended.before, after=amended.after)
    return await _now(connection, card)


async def pick(connection: AsyncConnection, actor: Actor, card: Card, passage_id: int | None) -> Card:
    """The favourite passage. Raises NotShownError for a passage that isn't the story's."""
    if passage_id is not None:
        own = select(PassageRow.id).where(PassageRow.id == passage_id, PassageRow.story_id == card.id)
        if not 0 < passage_id <= LARGEST_ID or (await connection.execute(own)).first() is None:
            raise NotShownError
    return await _set(connection, actor, card, favourite_id=passage_id)


async def _set(connection: AsyncConnection, actor: Actor, card: Card, **values: int | None) -> Card:
    row = (await connection.execute(select(StoryRow).where(StoryRow.id == card.id))).one()
    before = {name: getattr(row, name) for name in values}
    now = {"changed_at": datetime.now(UTC)}
    await connection.execute(update(StoryRow).where(StoryRow.id == card.id).values(**values, **now))
    await record(connection, actor, Action.EDIT, card.id, before=before, after=values)
    await announce(connection, [card.id])
    return await _now(connection, card)


async def _now(connection: AsyncConnection, card: Card) -> Card:
    return await read_card(connection, card.id) or card
