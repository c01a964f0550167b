"""Authors: the door through which authors see, change and take out what is theirs."""

from collections.abc import Sequence

from bot.corpus.story import Card, Permission, State
from bot.errors import NotAllowedError, RefusedError
from bot.library.actor import Actor
from bot.library.authors import changing, claims, wording
from bot.library.authors.claims import claims_of, confirmed_keys, is_by
from bot.library.authors.leafing import Leaf, read_leaf
from bot.library.authors.ledger import Ledger, ledger_path
from bot.library.authors.nouns import Claim, StandingWish, Wish, Withdrawn
from bot.library.authors.own import ELSEWHERE, find_story, may_see, own_story, wrote
from bot.library.authors.recalling import recall
from bot.library.authors.wishes import keep_wish, read_standing, stories_by, wisher_of
from bot.library.authors.withdrawing import lift, withdraw
from bot.library.backroom import Backroom
from bot.library.place import Place
from bot.library.review.items import ItemKind, ItemState
from bot.library.review.queue import open_item, settle
from bot.library.rights import NOT_THEIRS, require_care, require_moderator
from bot.library.standing import checked_reason
from bot.library.tables import ReviewRow


class Authors:
    """An author's rights in a server come from a confirmed claim there, for a name that the story's authors include.

    They cover that server's own stories; those of the operator's corpus where the server is a home of it. Elsewhere an
    author can take a story of the corpus out of that server.
    """

    def __init__(self, back: Backroom) -> None:
        self._back = back

    @property
    def _ledger(self) -> Ledger:
        return Ledger(ledger_path(self._back.settings))

    async def recall(self) -> None:
        """Withdraw again what only the ledger knows to be withdrawn. At start, before anything is served.

        Raises SettingsError when the ledger can't be read.
        """
        await recall(self._back.database, self._ledger)

    async def claim(self, actor: Actor, name: str, link: str) -> Claim:
        """Say to be an author. The code of the claim goes into the profile at `link`; a moderator looks and decides.

        Without a link a moderator must know them. Claiming the same name again gives the claim that there is.
        Raises RefusedError, also when several of theirs wait already.
        """
        async with self._back.database.write() as connection:
            claim, is_new = await claims.open_claim(connection, actor, name, link)
            if is_new and actor.guild_id is not None:
                others = await claims.others_of(connection, actor, claim.name)
                because = wording.claimed(claim, others)
                await open_item(
                    connection,
                    actor.guild_id,
                    ItemKind.CLAIM,
                    opened_by=actor.user_id,
                    because=because,
                    claim_id=claim.id,
                )
        return claim

    async def decide(self, actor: Actor, claim_id: int, *, confirmed: bool, reason: str = "") -> Claim:
        """Confirm or refuse a claim, once. For moderators, not the claimant. Its review item is settled with it.

        Raises NotAllowedError, NotFoundError, AlreadyDecidedError.
        """
        state = ItemState.APPROVED if confirmed else ItemState.DECLINED
        async with self._back.database.write() as connection:
            claim = await claims.decide_claim(connection, actor, claim_id, confirmed=confirmed)
            await settle(connection, actor, state, checked_reason(reason), ReviewRow.claim_id == claim_id)
        return claim

    async def vouch(self, actor: Actor, user_id: int, name: str) -> Claim:
        """Confirm a member as an author by a moderator's word. Raises NotAllowedError, also for oneself."""
        async with self._back.database.write() as connection:
            claim = await claims.vouch_for(connection, actor, user_id, name)
            await settle(connection, actor, ItemState.APPROVED, "", ReviewRow.claim_id == claim.id)
        return claim

    async def drop(self, actor: Actor, claim_id: int) -> None:
        """Forget a claim: the claimant's own, whatever its state; or a moderator takes a confirmation back.

        Raises NotAllowedError, NotFoundError.
        """
        async with self._back.database.write() as connection:
            await claims.drop_claim(connection, actor, claim_id)

    async def names(self, actor: Actor) -> tuple[Claim, ...]:
        """The member's claims here that are confirmed or wait, oldest first."""
        async with self._back.database.read() as connection:
            return tuple(await claims_of(connection, actor))

    async def claimants(self, actor: Actor, names: Sequence[str]) -> tuple[Claim, ...]:
        """Who here says, or is known, to write under one of these names, oldest first. Raises NotAllowedError."""
        require_moderator(actor)
        async with self._back.database.read() as connection:
            return tuple(await claims.claims_to(connection, actor, names))

    async def is_author(self, actor: Actor, card: Card) -> bool:
        """Whether the member is an author of the story as far as this server knows. Of any story that it sees."""
        async with self._back.database.read() as connection:
            return card.guild_id in {None, actor.guild_id} and await wrote(connection, actor, card)

    async def stories(self, actor: Actor, place: Place) -> list[Card]:
        """The member's own stories, whatever their state, by title; without those too restricted for the place."""
        async with self._back.database.read() as connection:
            keys = await confirmed_keys(connection, actor)
        await self._back.catch_up()
        here = {None, actor.guild_id}
        cards = self._back.catalogue.cards.values() if keys else ()
        own = [card for card in cards if card.guild_id in here and is_by(card, keys) and may_see(card, place)]
        return sorted(own, key=lambda card: (card.title.value.casefold(), card.id))

    async def passage(self, actor: Actor, story_id: int, number: int, place: Place) -> Leaf:
        """A story's passage by its place among them, for its author to look at, whether it's shared or not.

        Raises NotShownError, NotAllowedError, RefusedError.
        """
        async with self._back.database.read() as connection:
            card = await own_story(connection, actor, story_id, place)
            leaf = await read_leaf(connection, card, number)
        if leaf is None:
            raise RefusedError(wording.NO_PASSAGES)
        return leaf

    async def permit(self, actor: Actor, story_id: int, permission: Permission, place: Place) -> Card:
        """Change how much of a story is shown. Raises NotShownError, NotAllowedError, RefusedError."""
        async with self._back.database.write() as connection:
            card = await own_story(connection, actor, story_id, place)
            now = await changing.permit(connection, actor, card, permission)
        await self._back.catch_up()
        return now

    async def limit_excerpts(self, actor: Actor, story_id: int, characters: int | None, place: Place) -> Card:
        """Let an excerpt have 300 to 1,500 characters at most; None is as much as Ficus shows. Raises as `permit`."""
        async with self._back.database.write() as connection:
            card = await own_story(connection, actor, story_id, place)
            now = await changing.limit_excerpts(connection, actor, card, characters)
        await self._back.catch_up()
        return now

    async def warn(self, actor: Actor, story_id: int, warnings: Sequence[str], place: Place) -> Card:
        """Add warnings; none is ever taken away by this. Raises as `permit`."""
        async with self._back.database.write() as connection:
            card = await own_story(connection, actor, story_id, place)
            now = await changing.warn(connection, actor, card, warnings)
        await self._back.catch_up()
        return now

    async def pick(self, actor: Actor, story_id: int, passage_id: int | None, place: Place) -> Card:
        """Make a passage the favourite, which comes first when an excerpt of the story is asked for; None: no more.

        Raises as `permit`.
        """
        async with self._back.database.write() as connection:
            card = await own_story(connection, actor, story_id, place)
            now = await changing.pick(connection, actor, card, passage_id)
        await self._back.catch_up()
        return now

    async def withdraw(self, actor: Actor, story_id: int, reason: str, place: Place) -> Withdrawn:
        """Take a story out for good: its author, or a moderator who has care of it. Its text is deleted at once.

        When this returns, the ledger has it on disk and no surface of this process serves it. Withdrawing again is no
        error. Raises NotShownError, NotAllowedError, RefusedError.
        """
        reason = checked_reason(reason)
        async with self._back.database.write() as connection:
            card = await find_story(connection, actor, story_id)
            by_author = await wrote(connection, actor, card)
            if not by_author:
                _require_care(actor, card, place)
            taken = await withdraw(connection, self._ledger, actor, card, reason=reason, by_author=by_author)
        await self._back.catch_up()
        everywhere = card.state is State.WITHDRAWN or card.id in taken.withdrawn
        return Withdrawn(
            story_id=card.id,
            title=card.title.value if may_see(card, place) else "",
            everywhere=everywhere,
            copies=len({*taken.withdrawn, *taken.hidden} - {card.id}),
            sentence=wording.withdrawn(card, everywhere=everywhere, by_author=by_author),
        )

    async def withdraw_all(self, actor: Actor, name: str, reason: str, place: Place) -> tuple[Withdrawn, ...]:
        """Take out every story by an author: the author, or a moderator those that they have care of.

        Raises NotAllowedError, RefusedError.
        """
        async with self._back.database.read() as connection:
            wisher = await wisher_of(connection, actor, name, "")
            there = [story.id for story in await stories_by(connection, wisher, shared=True)]
        done: list[Withdrawn] = []
        for story_id in there:
            card = self._back.catalogue.cards.get(story_id)
            if card is not None and await self._may_withdraw(actor, card, place):
                done.append(await self.withdraw(actor, story_id, reason, place))
        return tuple(done)

    async def _may_withdraw(self, actor: Actor, card: Card, place: Place) -> bool:
        if card.guild_id not in {None, actor.guild_id}:
            return False
        if await self.is_author(actor, card):
            return True
        try:
            _require_care(actor, card, place)
        except (NotAllowedError, RefusedError):
            return False
        return True

    async def lift(self, actor: Actor, story_id: int) -> str:
        """Let a withdrawn story come back: the author what an author withdrew, a moderator what a moderator did.

        Gives the sentence that says how it comes back. Raises NotAllowedError, NotShownError.
        """
        async with self._back.database.write() as connection:
            card = await find_story(connection, actor, story_id)
            is_author = await wrote(connection, actor, card)
            if not is_author and not actor.moderator:
                raise NotAllowedError(NOT_THEIRS)
            free = await lift(connection, self._ledger, actor, card, is_author=is_author)
        await self._back.catch_up()
        return wording.lifted(card, free=free)

    async def wish(self, actor: Actor, wish: Wish | None, name: str, link: str) -> str:
        """Keep an author's standing wish, or take it back (None): an author for themselves, or a moderator for them.

        Gives a sentence that says what it does, and how many stories are there already. Raises NotAllowedError,
        RefusedError.
        """
        async with self._back.database.write() as connection:
            wisher = await wisher_of(connection, actor, name, link)
            there = await keep_wish(connection, self._ledger, actor, wisher, wish)
        await self._back.catch_up()
        return wording.wished(wisher.name or wisher.link, wish, len(there), everywhere=wisher.guild_id is None)

    async def wishes(self, actor: Actor) -> tuple[StandingWish, ...]:
        """The standing wishes that the member stated or may change here: a moderator all of this server's."""
        async with self._back.database.read() as connection:
            return await read_standing(connection, actor)


def _require_care(actor: Actor, card: Card, place: Place) -> None:
    """Raises NotShownError, NotAllowedError, and RefusedError where a moderator may not be told of the story."""
    require_care(actor, card)
    if not may_see(card, place):
        raise RefusedError(ELSEWHERE)
