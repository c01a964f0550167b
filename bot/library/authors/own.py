"""An author's own stories: whether they are the author's, and what may be changed about them."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card, State
from bot.errors import NotAllowedError, NotShownError, RefusedError
from bot.library.actor import Actor
from bot.library.authors.claims import confirmed_keys, is_by
from bot.library.cards import read_card
from bot.library.place import Place
from bot.library.rights import NOT_THEIRS
from bot.library.tables import LARGEST_ID

ELSEWHERE = "This story's rating keeps it to age-restricted channels. Do this in one of them."

SHARED = (
    "This story comes with the operator's library, which several servers share. You can withdraw it, which takes it "
    "out of this server; for more, ask whoever runs this bot."
)

WITHDRAWN = "This story is withdrawn. Let it come back first, with /author stories."


async def find_story(connection: AsyncConnection, actor: Actor, story_id: int) -> Card:
    """A story of the actor's server or of the operator's corpus, whatever its state. Raises NotShownError."""
    card = await read_card(connection, story_id) if 0 < story_id <= LARGEST_ID else None
    if card is None or card.guild_id not in {None, actor.guild_id}:
        raise NotShownError
    return card


async def wrote(connection: AsyncConnection, actor: Actor, card: Card) -> bool:
    """Whether the actor is an author of the story as far as their server knows."""
    return is_by(card, await confirmed_keys(connection, actor))


async def own_story(connection: AsyncConnection, actor: Actor, story_id: int, place: Place) -> Card:
    """A story of the actor's that they may change for all who see it.

    Raises NotShownError, NotAllowedError, and RefusedError for the wrong channel or what is withdrawn.
    """
    card = await find_story(connection, actor, story_id)
    if not await wrote(connection, actor, card):
        raise NotAllowedError(NOT_THEIRS)
    if card.guild_id is None and not actor.home:
        raise NotAllowedError(SHARED)
    if card.state is State.WITHDRAWN:
        raise RefusedError(WITHDRAWN)
    if not may_see(card, place):
        raise RefusedError(ELSEWHERE)
    return card


def may_see(card: Card, place: Place) -> bool:
    """Whether an author may see their own story there: its rating counts for them too, its state doesn't."""
    return place.restricted or card.rating.value.is_open
