"""Review: the door to what waits for moderators. Every decision is made once, whoever presses at the same time."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Rating
from bot.errors import ClosedDraftError, RefusedError
from bot.library.actor import Actor
from bot.library.adding.adding import Adding
from bot.library.adding.answers import Added
from bot.library.authors.authors import Authors
from bot.library.backroom import Backroom
from bot.library.history import Action, record
from bot.library.place import Place
from bot.library.review import deciding, held, posting, proposals
from bot.library.review.items import Decided, Item, ItemKind, ItemState, ReportKind, Waiting
from bot.library.review.queue import find_item, settle, still_open, take
from bot.library.review.reporting import keep_report
from bot.library.review.rows import ItemRow, read_items
from bot.library.review.viewing import as_told, count_concealed, see
from bot.library.rights import require_moderator
from bot.library.standing import checked_reason
from bot.library.tables import LARGEST_ID, ReviewRow

Choice = Callable[[AsyncConnection, ItemRow], Awaitable[int | None]]
"""What a moderator decides about an item that they have taken; gives what can be undone."""


class Review:
    """What waits in a server, and what its moderators decide.

    Decisions raise NotAllowedError, NotFoundError for another server's item, AlreadyDecidedError when somebody was
    quicker, and RefusedError, which says what can be done instead.
    """

    def __init__(self, back: Backroom) -> None:
        self._back = back
        self._adding = Adding(back)
        self._authors = Authors(back)

    async def propose(self, actor: Actor, draft_id: int, place: Place) -> Item:
        """Put a member's draft before the moderators. Raises NotReadyError, TooManyError; the draft stays then."""
        proposals.check_ready(await self._adding.preview(actor, draft_id, place))
        async with self._back.database.write() as connection:
            item_id = await proposals.submit(connection, actor, draft_id)
            return as_told(await _seen(connection, actor, item_id, place))

    async def left(self, actor: Actor) -> int:
        """How many stories a member may propose now. Raises TooManyError, RefusedError when there's none."""
        if actor.guild_id is None:
            raise RefusedError("Stories are proposed in a server.")
        async with self._back.database.read() as connection:
            return await proposals.count_left(connection, actor.user_id, actor.guild_id)

    async def outcome(self, actor: Actor, draft_id: int) -> Item | None:
        """What became of a member's own proposal, named if it may be anywhere; None if it was never proposed."""
        if not 0 < draft_id <= LARGEST_ID:
            return None
        theirs = (ReviewRow.draft_id == draft_id, ReviewRow.opened_by == actor.user_id)
        async with self._back.database.read() as connection:
            rows = await read_items(connection, ReviewRow.guild_id == actor.guild_id, *theirs)
            items = await see(connection, rows, Place(actor.guild_id))
        return as_told(items[-1]) if items else None

    async def sync(self, guild_id: int, *, curator: bool) -> None:
        """Let every held story wait for the moderators who look after it; what is settled meanwhile waits no more."""
        async with self._back.database.read() as connection:
            behind = await held.is_behind(connection, guild_id, home=curator)
        if behind:
            async with self._back.database.write() as connection:
                await held.catch_up(connection, guild_id, home=curator)

    async def waiting(self, actor: Actor, place: Place, first: int = 0, size: int = 10) -> Waiting:
        """What waits, oldest first; a `first` outside is taken to the nearest part."""
        require_moderator(actor)
        if actor.guild_id is None:
            return Waiting((), 0, 0)
        await self.sync(actor.guild_id, curator=actor.home)
        still = (ReviewRow.guild_id == actor.guild_id, ReviewRow.state == ItemState.OPEN.value)
        async with self._back.database.read() as connection:
            rows = await read_items(connection, *still)
            start = max(0, min(first, (len(rows) - 1) // size * size))
            items = await see(connection, rows[start : start + size], place)
            return Waiting(tuple(items), len(rows), await count_concealed(connection, rows, place))

    async def item(self, actor: Actor, item_id: int, place: Place) -> Item:
        """One item, whatever its state."""
        require_moderator(actor)
        async with self._back.database.read() as connection:
            return await _seen(connection, actor, item_id, place)

    async def approve(self, actor: Actor, item_id: int, place: Place) -> Decided:
        """Add a proposed story, or confirm a claim. Not for the proposer or claimant themselves."""
        async with self._back.database.read() as connection:
            row = await take(connection, actor, item_id, ItemKind.PROPOSAL, ItemKind.CLAIM)
        if row.kind == ItemKind.CLAIM.value:
            return await self._answer_claim(actor, row, place, confirmed=True)
        return await self._add(actor, row, place)

    async def decline(self, actor: Actor, item_id: int, reason: str, place: Place) -> Decided:
        """Turn down a proposal or claim; the reason is needed. Not for the proposer or claimant themselves."""
        reason = checked_reason(reason)
        if not reason:
            raise RefusedError("Say in a few words why: whoever asked for it should know what to do better.")
        async with self._back.database.read() as connection:
            row = await take(connection, actor, item_id, ItemKind.PROPOSAL, ItemKind.CLAIM)
        if row.kind == ItemKind.CLAIM.value:
            return await self._answer_claim(actor, row, place, confirmed=False, reason=reason)

        async def choose(connection: AsyncConnection, row: ItemRow) -> None:
            await deciding.decline_proposal(connection, actor, row, reason)

        return await self._decide(actor, item_id, ItemKind.PROPOSAL, place, choose)

    async def release(self, actor: Actor, item_id: int, rating: Rating, place: Place) -> Decided:
        """Give a held story a rating and list it, if screening lets it. Never a barred one."""

        async def choose(connection: AsyncConnection, row: ItemRow) -> int:
            return await deciding.release(connection, actor, row, rating, place)

        return await self._decide(actor, item_id, ItemKind.HELD, place, choose)

    async def keep_held(self, actor: Actor, item_id: int, reason: str, place: Place) -> Decided:
        """Leave a held story as it is."""
        reason = checked_reason(reason)

        async def choose(connection: AsyncConnection, row: ItemRow) -> None:
            await deciding.keep_back(connection, actor, row, reason)

        return await self._decide(actor, item_id, ItemKind.HELD, place, choose)

    async def dismiss_reports(self, actor: Actor, item_id: int, place: Place) -> Decided:
        """The reports are wrong: the story is shown again, if they had hidden it."""

        async def choose(connection: AsyncConnection, row: ItemRow) -> None:
            await deciding.dismiss(connection, actor, row, place)

        return await self._decide(actor, item_id, ItemKind.REPORT, place, choose)

    async def hide_reported(self, actor: Actor, item_id: int, reason: str, place: Place) -> Decided:
        """The reports are right: the story stays hidden in this server, or is hidden now."""
        reason = checked_reason(reason)

        async def choose(connection: AsyncConnection, row: ItemRow) -> int:
            return await deciding.hide_reported(connection, actor, row, reason)

        return await self._decide(actor, item_id, ItemKind.REPORT, place, choose)

    async def report(self, actor: Actor, story_id: int, kind: ReportKind, words: str, place: Place) -> None:
        """A reader says that something is wrong with a story. Raises NotShownError, RefusedError, TooManyError."""
        async with self._back.database.write() as connection:
            await keep_report(connection, actor, story_id, kind, words, place=place)
        await self._back.catch_up()

    async def to_post(self, place: Place) -> list[Item]:
        """What is to be posted in a server's review channel `place`: new items, and posted ones whose message shows
        what is no longer so. A message's nonce is its item's id, so that one that was sent isn't sent again.
        """
        async with self._back.database.read() as connection:
            return await see(connection, await posting.read_unposted(connection, place), place)

    async def posted(self, item: Item, channel_id: int, message_id: int) -> None:
        """An item's message now shows `item`."""
        async with self._back.database.write() as connection:
            await posting.keep_posted(connection, item, channel_id, message_id)

    async def lost(self, item: Item) -> None:
        """An item's message is no longer there: one that still waits is posted again."""
        async with self._back.database.write() as connection:
            await posting.keep_posted(connection, item, None, None)

    async def to_tell(self, guild_id: int) -> list[Item]:
        """Decided proposals whose proposers (`opened_by`) wish to hear of it and haven't yet."""
        async with self._back.database.read() as connection:
            items = await see(connection, await read_items(connection, *proposals.to_tell(guild_id)), Place(guild_id))
        return list(map(as_told, items))

    async def told(self, item_id: int) -> bool:
        """Take it on oneself to tell a proposer: True for exactly one caller, who tells."""
        async with self._back.database.write() as connection:
            return await proposals.take_telling(connection, item_id)

    async def _decide(self, actor: Actor, item_id: int, kind: ItemKind, place: Place, choose: Choice) -> Decided:
        """Take the item and decide it in one transaction."""
        async with self._back.database.write() as connection:
            event_id = await choose(connection, await take(connection, actor, item_id, kind))
            item = await _seen(connection, actor, item_id, place)
        await self._back.catch_up()
        return Decided(item, item.story, event_id)

    async def _add(self, actor: Actor, row: ItemRow, place: Place) -> Decided:
        """Confirm the draft; the item is decided in the transaction that stores the story."""
        mine = False

        async def within(connection: AsyncConnection, added: Added) -> None:
            nonlocal mine
            still_open(await find_item(connection, actor.guild_id, row.id))
            await settle(connection, actor, ItemState.APPROVED, "", ReviewRow.id == row.id, story_id=added.card.id)
            await record(connection, actor, Action.APPROVE, added.card.id, after={"item": row.id})
            mine = True

        added = None
        with suppress(ClosedDraftError):
            added = await self._adding.confirm(actor, row.draft_id, place, by_review=True, within=within)
        async with self._back.database.read() as connection:
            if added is None or not mine:
                await take(connection, actor, row.id, ItemKind.PROPOSAL)
                raise RefusedError("This draft can't be added any more. Decline the proposal.")
            item = await _seen(connection, actor, row.id, place)
        return Decided(item, item.story, added.event_id)

    async def _answer_claim(
        self, actor: Actor, row: ItemRow, place: Place, *, confirmed: bool, reason: str = ""
    ) -> Decided:
        await self._authors.decide(actor, row.claim_id, confirmed=confirmed, reason=reason)
        async with self._back.database.read() as connection:
            return Decided(await _seen(connection, actor, row.id, place))


async def _seen(connection: AsyncConnection, actor: Actor, item_id: int, place: Place) -> Item:
    (item,) = await see(connection, [await find_item(connection, actor.guild_id, item_id)], place)
    return item
