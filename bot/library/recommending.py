"""Recommendations: from a wish to stories that the channel was not told of before."""

from random import Random

from bot.errors import NothingEligibleError
from bot.library.answers import Recommendations, Recommended, RecommendWish
from bot.library.database import Database
from bot.library.desk import Desk
from bot.library.draws import note_recommended, recommended
from bot.library.wording import listed, nothing_eligible, quoted
from bot.recommend.recommender import Recommendation, Wish
from bot.search.index import Kind, Request, Resolution


class Recommending:
    """One reader's wish at one place. At a place without a channel nothing is noted."""

    def __init__(self, database: Database, desk: Desk, rng: Random) -> None:
        self._database = database
        self._desk = desk
        self._channel_id = desk.place.channel_id
        self._rng = rng

    async def recommend(self, asked: RecommendWish, limit: int) -> Recommendations:
        """What to read next. What the channel was told of comes again only after all else, the longest ago first."""
        wish, understood = await self._understand(asked)
        while True:
            history = await self._history()
            found = await self._choose(wish, history, limit)
            if not found:
                raise await self._nothing(asked, wish)
            if await self._note([one.card.id for one in found], history):
                break
        repeats = not {one.card.id for one in found}.isdisjoint(history)
        items = tuple(Recommended(one.card, one.reasons) for one in found)
        return Recommendations(items, _basis(asked, understood), understood, repeats)

    async def _choose(self, wish: Wish, history: list[int], limit: int) -> list[Recommendation]:
        """What is new to the channel; when that isn't enough, what it has not been told of for half its history, then
        for a quarter, and so on.
        """
        everything = await self._rank(wish, history, limit)
        chosen = _new(everything, history)
        recent = len(history)
        while len(chosen) < len(everything) and recent:
            recent //= 2
            lately = history[len(history) - recent :]
            older = _new(await self._rank(wish, lately, limit), [*lately, *(one.card.id for one in chosen)])
            chosen += older[: len(everything) - len(chosen)]
        return chosen

    async def _rank(self, wish: Wish, seen: list[int], limit: int) -> list[Recommendation]:
        recommend = self._desk.catalogue.recommender.recommend
        allows, rng = self._desk.allows, self._rng
        return await self._desk.run(recommend, wish, allows, seen=frozenset(seen), limit=limit, rng=rng)

    async def _history(self) -> list[int]:
        if self._channel_id is None:
            return []
        async with self._database.read() as connection:
            return await recommended(connection, self._channel_id)

    async def _note(self, ids: list[int], history: list[int]) -> bool:
        """Note what is to be shown, unless the channel has been told of something else since `history` was read."""
        if self._channel_id is None:
            return True
        async with self._database.write() as connection:
            if await recommended(connection, self._channel_id) != history:
                return False
            await note_recommended(connection, self._channel_id, ids)
            return True

    async def _understand(self, asked: RecommendWish) -> tuple[Wish, tuple[Resolution, ...]]:
        liked = [await self._desk.story(typed) for typed in asked.like]
        understood = [resolution for _, resolution in liked]
        keys = {Kind.CHARACTER: "", Kind.FANDOM: ""}
        for kind, typed in ((Kind.CHARACTER, asked.character), (Kind.FANDOM, asked.fandom)):
            if typed:
                resolution = await self._desk.name(kind, typed)
                understood.append(resolution)
                keys[kind] = resolution.key
        wish = Wish(
            like=tuple(card.id for card, _ in liked),
            character_keys=tuple(filter(None, (keys[Kind.CHARACTER],))),
            fandom_key=keys[Kind.FANDOM],
        )
        return wish, tuple(understood)

    async def _nothing(self, asked: RecommendWish, wish: Wish) -> NothingEligibleError:
        characters = (asked.character,) if asked.character else ()
        found = await self._desk.find(Request(characters=characters, fandom=asked.fandom))
        removed = (*found.removed, ("leaving out what it starts from", len(wish.like)))
        return nothing_eligible(
            "There is nothing else to recommend",
            len(self._desk.cards()),
            [(what, count) for what, count in removed if count],
        )


def _new(found: list[Recommendation], seen: list[int]) -> list[Recommendation]:
    known = frozenset(seen)
    return [one for one in found if one.card.id not in known]


def _basis(asked: RecommendWish, understood: tuple[Resolution, ...]) -> str:
    """What the recommendations start from, in words. `understood` has the order of the wish."""
    names = [quoted(resolution.names[0]) for resolution in understood]
    likes, others = names[: len(asked.like)], iter(names[len(asked.like) :])
    parts = [f"stories like {listed(likes, 'and')}"] if likes else []
    parts += [f"with the character {next(others)}"] if asked.character else []
    parts += [f"in the fandom {next(others)}"] if asked.fandom else []
    return ", ".join(parts) or "something to start with"
