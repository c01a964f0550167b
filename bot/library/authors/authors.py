"""Authors: the door through which authors see, change and take out what is theirs."""

from collections.abc import Sequence

from bot.corpus.story import Card, Permission
from bot.library.actor import Actor
from bot.library.authors.nouns import Claim, StandingWish, Wish, Withdrawn
from bot.library.backroom import Backroom
from bot.library.place import Place


class Authors:
    """An author's rights in a server come from a confirmed claim there, for a name that the story's authors include.

    They cover that server's own stories; those of the operator's corpus where the server is a home of it. Elsewhere an
    author can take a story of the corpus out of that server.
    """

    def __init__(self, back: Backroom) -> None:
        self._back = back

    async def claim(self, actor: Actor, name: str, link: str) -> Claim:
        """Say to be an author. The code of the claim goes into the profile at `link`; a moderator looks and decides.

        Without a link a moderator must know them. Claiming the same name again gives the claim that waits.
        Raises RefusedError, also when several of theirs wait already.
        """
        raise NotImplementedError

    async def decide(self, actor: Actor, claim_id: int, *, confirmed: bool, reason: str = "") -> Claim:
        """Confirm or refuse a claim, once. For moderators, not the claimant. Its review item is settled with it.

        Raises NotAllowedError, AlreadyDecidedError.
        """
        raise NotImplementedError

    async def vouch(self, actor: Actor, user_id: int, name: str) -> Claim:
        """Confirm a member as an author by a moderator's word. Raises NotAllowedError, also for oneself."""
        raise NotImplementedError

    async def drop(self, actor: Actor, claim_id: int) -> None:
        """Forget a claim: the claimant's own, whatever its state; or a moderator takes a confirmation back."""
        raise NotImplementedError

    async def names(self, actor: Actor) -> tuple[Claim, ...]:
        """The member's claims here that are confirmed or wait, oldest first."""
        raise NotImplementedError

    async def is_author(self, actor: Actor, card: Card) -> bool:
        """Whether the member is an author of the story as far as this server knows. Of any story that it sees."""
        raise NotImplementedError

    async def stories(self, actor: Actor, place: Place) -> list[Card]:
        """The member's own stories, whatever their state, by title; without those too restricted for the place."""
        raise NotImplementedError

    async def permit(self, actor: Actor, story_id: int, permission: Permission, place: Place) -> Card:
        """Change how much of a story is shown. Raises NotShownError, NotAllowedError."""
        raise NotImplementedError

    async def limit_excerpts(self, actor: Actor, story_id: int, characters: int | None, place: Place) -> Card:
        """Let an excerpt have 300 to 1,500 characters at most; None is as much as Ficus shows. Raises RefusedError."""
        raise NotImplementedError

    async def warn(self, actor: Actor, story_id: int, warnings: Sequence[str], place: Place) -> Card:
        """Add warnings; none is ever taken away by this. Raises RefusedError."""
        raise NotImplementedError

    async def pick(self, actor: Actor, story_id: int, passage_id: int | None, place: Place) -> Card:
        """Make a passage the favourite, which comes first when an excerpt of the story is asked for; None: no more."""
        raise NotImplementedError

    async def withdraw(self, actor: Actor, story_id: int, reason: str, place: Place) -> Withdrawn:
        """Take a story out for good: its author, or a moderator who has care of it. Its text is deleted at once.

        When this returns, the ledger has it on disk and no surface of this process serves it. Withdrawing again is no
        error. Raises NotShownError, NotAllowedError.
        """
        raise NotImplementedError

    async def withdraw_all(self, actor: Actor, name: str, reason: str, place: Place) -> tuple[Withdrawn, ...]:
        """Take out every story by an author: the author, or a moderator those that they have care of."""
        raise NotImplementedError

    async def lift(self, actor: Actor, story_id: int) -> str:
        """Let a withdrawn story come back: the author what an author withdrew, a moderator what a moderator did.

        Gives the sentence that says how it comes back. Raises NotAllowedError, NotShownError.
        """
        raise NotImplementedError

    async def wish(self, actor: Actor, wish: Wish | None, name: str, link: str) -> str:
        """Keep an author's standing wish, or take it back (None): an author for themselves, or a moderator for them.

        Gives a sentence that says what it does, and how many stories are there already. Raises NotAllowedError.
        """
        raise NotImplementedError

    async def wishes(self, actor: Actor) -> tuple[StandingWish, ...]:
        """The standing wishes that the member stated or may change here: a moderator all of this server's."""
        raise NotImplementedError
