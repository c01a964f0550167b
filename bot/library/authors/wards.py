"""Wards: what keeps a story out, or how much of it may be shown, because its author said so.

Asked wherever a story comes in: by uploads, by loads of the corpus folder, and at start after a backup was restored.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Permission, State
from bot.library.authors.identity import Identity, Match, compare, identity_of
from bot.library.authors.nouns import Wish
from bot.library.authors.tombstones import Tombstone, read_tombstones
from bot.library.cards import known
from bot.library.prepare import Prepared
from bot.library.tables import WishRow

NEUTRAL = "This story can't be added here."

BY_AUTHOR = (
    "This story was withdrawn by its author, so it can't be added. Only the author can take that back, with "
    "/author stories."
)
BY_MODERATOR = (
    "This story was withdrawn by a moderator, so it can't be added. A moderator can take that back; /history says who "
    "withdrew it and why."
)
NEVER = "Its author has asked never to be listed here, so it can't be added. They can take that back with /author wish."
ALIKE = "It is much like a story that was withdrawn. A moderator has to look whether it's the same one."
ASK = (
    "Its author wants to be asked first. Choose that the author said yes and say where, or let the author add it as "
    "their own work."
)
CARDS = "Its author lets only its card be shown: what it is and where to read it, none of its text."


@dataclass(frozen=True, slots=True)
class Warded:
    """What authors' words mean for a story that is about to come in.

    `state` is WITHDRAWN when it's kept out, HELD when a moderator must look first, None when nothing stands against it.
    `cap` is the most that may be shown of it. `asks`: the author wants to be asked, so it waits for their consent.
    `sentence` says to moderators what stands against it and what to do; "" if nothing does. Others are told no more
    than `neutral`.
    """

    state: State | None = None
    cap: Permission | None = None
    asks: bool = False
    sentence: str = ""

    @property
    def neutral(self) -> str:
        """What somebody who isn't a moderator may be told: it neither accuses nor explains what was withdrawn."""
        return NEUTRAL if self.state is State.WITHDRAWN else self.sentence


@dataclass(frozen=True, slots=True)
class KeptWish:
    """A wish as it's compared: `name` and `profile` hashed; without a server it holds everywhere."""

    wish: Wish
    guild_id: int | None
    name: str
    profile: str

    def meets(self, identity: Identity) -> bool:
        """Whether it is the story's author who wishes it."""
        return self.name in identity.authors or (bool(self.profile) and self.profile == identity.profile)


class Wards:
    """All tombstones that were not lifted, and all wishes, in memory."""

    def __init__(self, tombstones: Iterable[Tombstone] = (), wishes: Sequence[KeptWish] = ()) -> None:
        self._wishes = wishes
        self._by_story: dict[int, list[Tombstone]] = defaultdict(list)
        self._by_key: dict[str | int, list[Tombstone]] = defaultdict(list)
        for tombstone in tombstones:
            if tombstone.story_id is not None:
                self._by_story[tombstone.story_id].append(tombstone)
            for key in _keys(tombstone.identity):
                self._by_key[key].append(tombstone)

    def judge(
        self, prepared: Prepared, guild_id: int | None, *, story_id: int | None = None, arriving: bool = True
    ) -> Warded:
        """What stands against this story there; `guild_id` None is the operator's corpus. Fast, and touches nothing.

        `story_id` is the stored story that it's to become. What isn't `arriving`, but is there and only changed, isn't
        asked about again: it's out if it was withdrawn, and its author's cap holds.
        """
        identity = identity_of(prepared.story, prepared.sketch)
        matches = [(match, one) for match, one in self.matches(identity, story_id) if one.holds_in(guild_id)]
        same = [one for match, one in matches if match is Match.SAME]
        if same:
            return Warded(State.WITHDRAWN, sentence=BY_AUTHOR if any(one.by_author for one in same) else BY_MODERATOR)
        wishes = self.wishes(identity, guild_id)
        if Wish.NEVER in wishes and arriving:
            return Warded(State.WITHDRAWN, sentence=NEVER)
        asks = Wish.ASK in wishes and arriving
        said = {ALIKE: bool(matches) and arriving, ASK: asks, CARDS: Wish.CARDS in wishes}
        return Warded(
            state=State.HELD if said[ALIKE] else None,
            cap=Permission.CARD if said[CARDS] else None,
            asks=asks,
            sentence=" ".join(sentence for sentence, holds in said.items() if holds),
        )

    def hidden_in(self, identity: Identity, story_id: int | None = None) -> dict[int, bool]:
        """The servers in which a story of the operator's corpus isn't shown though it's served elsewhere, and whether
        that is its author's word.
        """
        same = [one for match, one in self.matches(identity, story_id) if match is Match.SAME]
        found = {one.guild_id: False for one in same if not one.by_author}
        found |= {one.guild_id: True for one in same if one.by_author}
        found |= {one.guild_id: True for one in self._wishes if one.wish is Wish.NEVER and one.meets(identity)}
        return {guild_id: by_author for guild_id, by_author in found.items() if guild_id is not None}

    def keeps_out(self, identity: Identity, guild_id: int | None, story_id: int | None = None) -> bool:
        """Whether what is known by this is kept out of a server; None is the operator's corpus."""
        return Wish.NEVER in self.wishes(identity, guild_id) or any(
            match is Match.SAME and one.holds_in(guild_id) for match, one in self.matches(identity, story_id)
        )

    def wishes(self, identity: Identity, guild_id: int | None) -> frozenset[Wish]:
        """What the author of this wishes there."""
        return frozenset(one.wish for one in self._wishes if one.guild_id in {None, guild_id} and one.meets(identity))

    def matches(self, identity: Identity, story_id: int | None = None) -> list[tuple[Match, Tombstone]]:
        """The tombstones of what is the same story or much like it, whatever servers they hold in.

        A story that was withdrawn stays so, whatever its file holds later.
        """
        own = self._by_story.get(story_id, []) if story_id is not None else []
        found = {one.token: one for key in _keys(identity) for one in self._by_key.get(key, ())}
        matches = {one.token: (compare(one.identity, identity), one) for one in found.values()}
        matches |= {one.token: (Match.SAME, one) for one in own}
        return [(match, one) for match, one in matches.values() if match]


def _keys(identity: Identity) -> set[str | int]:
    """What two stories that are the same have at least one of."""
    return {key for key in (identity.source, identity.title) if key} | set(identity.sketch)


async def read_wards(connection: AsyncConnection) -> Wards:
    """The wards as they stand in this transaction. Ask once for many stories."""
    return Wards(await read_tombstones(connection), await read_wishes(connection))


async def read_wishes(connection: AsyncConnection) -> list[KeptWish]:
    """All wishes as they are compared. One that this version doesn't know is met as the strictest."""
    rows = await connection.execute(select(WishRow.wish, WishRow.guild_id, WishRow.key, WishRow.link_key))
    return [KeptWish(known(Wish, row.wish, Wish.NEVER), row.guild_id, row.key, row.link_key) for row in rows]
