"""Moderating: what moderators do to a story that is there, each with a line in the history."""

from dataclasses import dataclass

from bot.corpus.story import Card, Rating
from bot.library.actor import Actor
from bot.library.backroom import Backroom
from bot.library.history import Event
from bot.library.place import Place
from bot.search.index import Suggestion


@dataclass(frozen=True, slots=True)
class Changed:
    """A story after a change. `event_id` is what Library.adding.undo takes within 24 hours."""

    card: Card
    event_id: int
    may_name: bool
    """Whether the story as it is now may be named and shown to moderators in this place."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history as it may be seen in a place.

    `story` is the story it is about; None where it may not be shown or is no longer there, and then the event is
    without what was before, after, and why.
    """

    event: Event
    story: Card | None = None


class Moderating:
    """Changes to stories. All raise NotAllowedError, NotShownError for another server's story, and RefusedError."""

    def __init__(self, back: Backroom) -> None:
        self._back = back

    async def find(self, actor: Actor, typed: str, place: Place) -> Card:
        """The story meant by "#12" or a title, whatever its state. Raises NotFoundError, AmbiguousError."""
        raise NotImplementedError

    def suggest(self, actor: Actor, typed: str, place: Place, limit: int = 25) -> list[Suggestion]:
        """Autocomplete of all that `find` can find; nothing for others than moderators."""
        raise NotImplementedError

    async def rate(self, actor: Actor, story_id: int, rating: Rating, reason: str, place: Place) -> Changed:
        """Rate a story and vouch for it: a held one is listed then, if screening lets it. Never lifts a bar."""
        raise NotImplementedError

    async def hide(self, actor: Actor, story_id: int, reason: str, place: Place) -> Changed:
        """Show a story no longer in this server, whatever others do."""
        raise NotImplementedError

    async def show(self, actor: Actor, story_id: int, reason: str, place: Place) -> Changed:
        """Show again what was hidden in this server."""
        raise NotImplementedError

    async def remove(self, actor: Actor, story_id: int, reason: str, place: Place) -> Changed:
        """Take a story out of the library, for all servers; it can be restored."""
        raise NotImplementedError

    async def restore(self, actor: Actor, story_id: int, reason: str, place: Place) -> Changed:
        """Put back what was removed, as screening lets it, or show again what was hidden."""
        raise NotImplementedError

    async def history(
        self, actor: Actor, place: Place, *, story_id: int | None = None, before: int | None = None, size: int = 10
    ) -> list[Entry]:
        """Who did what here, newest first, older than the event `before`."""
        raise NotImplementedError

    async def history_to_post(self, place: Place) -> list[Entry]:
        """What isn't in a server's history channel `place` yet, oldest first; who reported a story isn't told there."""
        raise NotImplementedError

    async def history_posted(self, guild_id: int, event_id: int) -> None:
        """Everything up to that event is in the history channel."""
        raise NotImplementedError
