"""Moderating: what moderators do to a story that is there, each with a line in the history."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card, Rating, State
from bot.errors import RefusedError
from bot.library.actor import Actor
from bot.library.answers import Page
from bot.library.backroom import Backroom
from bot.library.cards import read_card
from bot.library.desk import Desk
from bot.library.entries import Entry, read_entries, read_undoable, read_unposted
from bot.library.gate import may_look_after
from bot.library.hiding import hide, show
from bot.library.place import Form, Place, Reader
from bot.library.rights import require_care, require_moderator
from bot.library.servers import POSTED, write_value
from bot.library.standing import UNREAD, checked_reason, rate, remove, restore, story_to_change
from bot.library.tables import LARGEST_ID
from bot.library.texts import read_page
from bot.library.wording import no_text
from bot.search.index import Kind, Suggestion

Change = Callable[[AsyncConnection, Actor, Card, str], Awaitable[int]]
"""Changes a story for a reason, and gives the number of its line in the history."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A story after a change. `event_id` is what Library.adding.undo takes within 24 hours."""

    card: Card
    event_id: int
    may_name: bool
    """Whether the story as it is now may be named and shown to moderators in this place."""


class _Counter(Desk):
    """The catalogue as those who look after it may see it at a place."""

    def allows(self, card: Card, form: Form = Form.CARD) -> bool:  # noqa: ARG002 - cards and texts alike
        return may_look_after(card, self.place)


class Moderating:
    """Changes to stories. All raise NotAllowedError, NotShownError for another server's story, and RefusedError."""

    def __init__(self, back: Backroom) -> None:
        self._back = back

    async def find(self, actor: Actor, typed: str, place: Place) -> Card:
        """The story meant by "#12" or a title, whatever its state. Raises NotFoundError, AmbiguousError."""
        require_moderator(actor)
        await self._back.catch_up()
        card, _ = await _Counter(self._back.catalogue, place, Reader(actor.user_id)).story(typed)
        return card

    def suggest(self, actor: Actor, typed: str, place: Place, limit: int = 25) -> list[Suggestion]:
        """Autocomplete of all that `find` can find; nothing for others than moderators."""
        if not actor.moderator:
            return []
        allowed = partial(may_look_after, place=place)
        return self._back.catalogue.index.suggest(Kind.TITLE, typed, allowed, limit)

    async def page(self, actor: Actor, story_id: int, number: int, place: Place) -> Page:
        """A page of a story that they look after, whether readers see it or not: who rates it has to read it. Numbers
        outside are taken to the nearest end. What is barred nobody reads.

        Raises TextNotSharedError when there is no text.
        """
        async with self._back.database.read() as connection:
            card = await story_to_change(connection, actor, story_id, place)
            if card.state is State.BARRED:
                raise RefusedError(UNREAD)
            if not card.pages:
                raise no_text()
            return await read_page(connection, card, min(max(number, 1), card.pages))

    async def rate(self, actor: Actor, story_id: int, rating: Rating, reason: str, place: Place) -> Changed:
        """Rate a story and vouch for it: a held one is listed then, if screening lets it. Never lifts a bar."""

        async def change(connection: AsyncConnection, actor: Actor, card: Card, reason: str) -> int:
            return await rate(connection, actor, card, rating, reason)

        return await self._change(actor, story_id, reason, place, change)

    async def hide(self, actor: Actor, story_id: int, reason: str, place: Place) -> Changed:
        """Show a story no longer in this server, whatever others do."""
        return await self._change(actor, story_id, reason, place, hide, care=False)

    async def show(self, actor: Actor, story_id: int, reason: str, place: Place) -> Changed:
        """Show again what was hidden in this server."""
        return await self._change(actor, story_id, reason, place, show, care=False)

    async def remove(self, actor: Actor, story_id: int, reason: str, place: Place) -> Changed:
        """Take a story out of the library, for all servers; it can be restored."""
        return await self._change(actor, story_id, reason, place, remove)

    async def restore(self, actor: Actor, story_id: int, reason: str, place: Place) -> Changed:
        """Put back what was removed, as screening lets it, or show again what was hidden."""
        return await self._change(actor, story_id, reason, place, _put_back, care=False)

    async def _change(
        self, actor: Actor, story_id: int, reason: str, place: Place, change: Change, *, care: bool = True
    ) -> Changed:
        reason = checked_reason(reason)
        async with self._back.database.write() as connection:
            card = await story_to_change(connection, actor, story_id, place, care=care)
            event_id = await change(connection, actor, card, reason)
            now = await read_card(connection, story_id) or card
        await self._back.catch_up()
        return Changed(now, event_id, may_look_after(now, place))

    async def history(
        self, actor: Actor, place: Place, *, story_id: int | None = None, before: int | None = None, size: int = 10
    ) -> list[Entry]:
        """Who did what here, newest first, older than the event `before`."""
        require_moderator(actor)
        if actor.guild_id is None or not _all_ids(story_id or 0, before or 0):
            return []
        async with self._back.database.read() as connection:
            return await read_entries(connection, place, actor.guild_id, story_id, before=before, limit=size)

    async def undoable(self, actor: Actor, place: Place, size: int = 5) -> list[Entry]:
        """What the actor did here and can still take back with Library.adding.undo, newest first."""
        require_moderator(actor)
        async with self._back.database.read() as connection:
            return await read_undoable(connection, place, actor, size)

    async def history_to_post(self, place: Place) -> list[Entry]:
        """What isn't in a server's history channel `place` yet, oldest first; readers' reports are never in it."""
        async with self._back.database.read() as connection:
            return await read_unposted(connection, place)

    async def history_posted(self, guild_id: int, event_id: int) -> None:
        """Everything up to that event is in the history channel."""
        async with self._back.database.write() as connection:
            await write_value(connection, guild_id, POSTED, event_id)


def _all_ids(*numbers: int) -> bool:
    """Whether a database can be asked for these: a forged button may hold anything."""
    return all(abs(number) <= LARGEST_ID for number in numbers)


async def _put_back(connection: AsyncConnection, actor: Actor, card: Card, reason: str) -> int:
    """What is hidden here is shown, and what was removed restored, which takes care of the story."""
    if card.state is not State.REMOVED and actor.guild_id in card.hidden_in:
        return await show(connection, actor, card, reason)
    require_care(actor, card)
    return await restore(connection, actor, card, reason)
