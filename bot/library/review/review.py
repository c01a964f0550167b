"""Review: the door to what waits for moderators. Every decision is made once, whoever presses at the same time."""

from bot.corpus.story import Rating
from bot.library.actor import Actor
from bot.library.backroom import Backroom
from bot.library.place import Place
from bot.library.review.items import Decided, Item, ReportKind, Waiting


class Review:
    """What waits in a server, and what its moderators decide.

    Decisions raise NotAllowedError, NotFoundError for another server's item, AlreadyDecidedError when somebody was
    quicker, and RefusedError, which says what can be done instead.
    """

    def __init__(self, back: Backroom) -> None:
        self._back = back

    async def propose(self, actor: Actor, draft_id: int, place: Place) -> Item:
        """Put a member's draft before the moderators. Raises TooManyError; the draft stays then."""
        raise NotImplementedError

    async def outcome(self, actor: Actor, draft_id: int) -> Item | None:
        """What became of a member's own proposal; None if it was never proposed."""
        raise NotImplementedError

    async def sync(self, guild_id: int, *, curator: bool) -> None:
        """Let every held story wait for the moderators who look after it; what is settled meanwhile waits no more."""
        raise NotImplementedError

    async def waiting(self, actor: Actor, place: Place, first: int = 0, size: int = 10) -> Waiting:
        """What waits, oldest first."""
        raise NotImplementedError

    async def item(self, actor: Actor, item_id: int, place: Place) -> Item:
        """One item, whatever its state."""
        raise NotImplementedError

    async def approve(self, actor: Actor, item_id: int, place: Place) -> Decided:
        """Add a proposed story, or confirm a claim. Not for the proposer or claimant themselves."""
        raise NotImplementedError

    async def decline(self, actor: Actor, item_id: int, reason: str, place: Place) -> Decided:
        """Turn down a proposal or claim; the reason is needed. Not for the proposer or claimant themselves."""
        raise NotImplementedError

    async def release(self, actor: Actor, item_id: int, rating: Rating, place: Place) -> Decided:
        """Give a held story a rating and list it, if screening lets it. Never a barred one."""
        raise NotImplementedError

    async def keep_held(self, actor: Actor, item_id: int, reason: str, place: Place) -> Decided:
        """Leave a held story as it is."""
        raise NotImplementedError

    async def dismiss_reports(self, actor: Actor, item_id: int, place: Place) -> Decided:
        """The reports are wrong: the story is shown again, if they had hidden it."""
        raise NotImplementedError

    async def hide_reported(self, actor: Actor, item_id: int, reason: str, place: Place) -> Decided:
        """The reports are right: the story stays hidden in this server, or is hidden now."""
        raise NotImplementedError

    async def report(self, actor: Actor, story_id: int, kind: ReportKind, words: str, place: Place) -> None:
        """A reader says that something is wrong with a story. Raises NotShownError, RefusedError, TooManyError."""
        raise NotImplementedError

    async def to_post(self, place: Place) -> list[Item]:
        """What is to be posted in a server's review channel `place`: new items, and posted ones whose message shows
        what is no longer so. A message's nonce is its item's id, so that one that was sent isn't sent again.
        """
        raise NotImplementedError

    async def posted(self, item: Item, channel_id: int, message_id: int) -> None:
        """An item's message now shows `item`."""
        raise NotImplementedError

    async def lost(self, item: Item) -> None:
        """An item's message is no longer there: one that still waits is posted again."""
        raise NotImplementedError

    async def to_tell(self, guild_id: int) -> list[Item]:
        """Decided proposals whose proposers (`opened_by`) wish to hear of it and haven't yet."""
        raise NotImplementedError

    async def told(self, item_id: int) -> bool:
        """Take it on oneself to tell a proposer: True for exactly one caller, who tells."""
        raise NotImplementedError
