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
        """What to read next. What the channel was told of comes again only after all else, and then anew."""
        wish, understood = await self._understand(asked)
        seen = await self._seen()
        found = await self._rank(wish, seen, limit)
        if not found:
            raise await self._nothing(asked, wish)
        repeats = any(one.card.id in seen for one in found)
        await self._note(found, wish if repeats else None)
        items = tuple(Recommended(one.card, one.reasons) for one in found)
        return Recommendations(items, _basis(asked, understood), understood, repeats)

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

    async def _rank(self, wish: Wish, seen: frozenset[int], limit: int) -> list[Recommendation]:
        recommender = self._desk.catalogue.recommender
        return await self._desk.run(
            recommender.recommend, wish, self._desk.allows, seen=seen, limit=limit, rng=self._rng
        )

    async def _seen(self) -> frozenset[int]:
        if self._channel_id is None:
            return frozenset()
        async with self._database.read() as connection:
            return await recommended(connection, self._channel_id)

    async def _note(self, found: list[Recommendation], exhausted: Wish | None) -> None:
        """Note what is shown. When nothing new was left, all that fits the wish is new from the next time on."""
        if self._channel_id is None:
            return
        everything = await self._rank(exhausted, frozenset(), len(self._desk.catalogue.cards)) if exhausted else []
        async with self._database.write() as connection:
            forget = [one.card.id for one in everything]
            await note_recommended(connection, self._channel_id, [one.card.id for one in found], forget)

    async def _nothing(self, asked: RecommendWish, wish: Wish) -> NothingEligibleError:
        characters = (asked.character,) if asked.character else ()
        found = await self._desk.find(Request(characters=characters, fandom=asked.fandom))
        removed = (*found.removed, ("leaving out what it starts from", len(wish.like)))
        return nothing_eligible(
            "There is nothing else to recommend",
            len(self._desk.cards()),
            [(what, count) for what, count in removed if count],
        )


def _basis(asked: RecommendWish, understood: tuple[Resolution, ...]) -> str:
    """What the recommendations start from, in words."""
    names = [quoted(resolution.names[0]) for resolution in understood]
    parts = [f"stories like {listed(names[: len(asked.like)], 'and')}"] if asked.like else []
    for typed, words in ((asked.character, "with the character"), (asked.fandom, "in the fandom")):
        if typed:
            parts.append(f"{words} {names[len(asked.like) + bool(typed is asked.fandom and asked.character)]}")
    return ", ".join(parts) or "something to start with"
