"""Recommendations: from a wish to stories that neither the channel nor the reader was told of lately."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from random import Random

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card
from bot.errors import NothingEligibleError
from bot.library.answers import Recommendations, Recommended, RecommendWish
from bot.library.database import Database
from bot.library.desk import Desk
from bot.library.draws import REMEMBERED, note_recommended, note_recommended_to, recommended, recommended_to
from bot.library.taste.audience import Counted
from bot.library.taste.wishing import Understood, understand
from bot.library.wording import listed, nothing_eligible, quoted
from bot.recommend.features import Feature
from bot.recommend.recommender import Recommendation
from bot.search.filters import sift
from bot.search.index import Request

MOST_SHARED = 8
"""Facts of a list that there can be more or less of."""

NEW_HERE = "new here"
"""Said among reasons too; Recommended says it apart."""


@dataclass(frozen=True, slots=True)
class History:
    """What was recommended here lately, to the channel and to the reader, each with the latest at the end."""

    channel: tuple[int, ...] = ()
    reader: tuple[int, ...] = ()

    @property
    def ids(self) -> list[int]:
        """Both, each story once, the latest at the end."""
        latest_first = zip_longest(reversed(self.channel), reversed(self.reader))
        merged = dict.fromkeys(one for pair in latest_first for one in pair if one is not None)
        return list(merged)[::-1][-2 * REMEMBERED :]


class Recommending:
    """One reader's wish at one place. Where there's neither channel nor reader, nothing is noted.

    `counted` says whose taste counts, `acted` holds the stories that they said something of: these are what the list
    starts from, and never on it.
    """

    def __init__(self, database: Database, desk: Desk, counted: Counted, acted: frozenset[int], rng: Random) -> None:
        self._database = database
        self._desk = desk
        self._counted = counted
        self._acted = acted
        self._rng = rng

    async def recommend(self, asked: RecommendWish, limit: int) -> Recommendations:
        """What to read next. What was shown lately comes again only after all else, the longest ago first."""
        understood = await understand(self._database, self._desk, asked, self._counted.readers)
        while True:
            history = await self._history()
            found = await self._choose(understood, [] if asked.again else history.ids, limit)
            if not found:
                raise await self._nothing(asked, understood)
            if await self._note(asked, [one.card.id for one in found], history):
                break
        repeats = not asked.again and not {one.card.id for one in found}.isdisjoint(history.ids)
        return self._answer(asked, understood, found, repeats=repeats)

    def _answer(
        self, asked: RecommendWish, understood: Understood, found: Sequence[Recommendation], *, repeats: bool
    ) -> Recommendations:
        secret = self._secret(asked, understood)
        return Recommendations(
            tuple(Recommended(one.card, _without(one.reasons, secret), one.new_here) for one in found),
            _basis(asked, understood, self._counted),
            understood.names,
            repeats,
            understood.mood.understood,
            understood.mood.unknown,
            _shared(found, understood),
            is_start=not (asked.starts_from or self._counted.readers),
        )

    def _secret(self, asked: RecommendWish, understood: Understood) -> frozenset[str]:
        """Titles that no reason must name: what somebody said of stories is told to themselves alone, in private."""
        if asked.private and len(self._counted.readers) <= 1:
            return frozenset()
        cards = self._desk.catalogue.cards
        told = self._acted - set(understood.wish.like)
        return frozenset(cards[story_id].title.value for story_id in told if story_id in cards)

    async def _choose(self, understood: Understood, history: list[int], limit: int) -> list[Recommendation]:
        """What is new to the channel; when that isn't enough, what it has not been told of for half its history, then
        for a quarter, and so on.
        """
        everything = await self._rank(understood, history, limit)
        chosen = _new(everything, history)
        recent = len(history)
        while len(chosen) < len(everything) and recent:
            recent //= 2
            lately = history[len(history) - recent :]
            older = _new(await self._rank(understood, lately, limit), [*lately, *(one.card.id for one in chosen)])
            chosen += older[: len(everything) - len(chosen)]
        return chosen

    async def _rank(self, understood: Understood, seen: list[int], limit: int) -> list[Recommendation]:
        recommend = self._desk.catalogue.recommender.recommend
        allows = self._allows(understood)
        return await self._desk.run(
            recommend, understood.wish, allows, seen=frozenset(seen), limit=limit, rng=self._rng
        )

    def _allows(self, understood: Understood) -> Callable[[Card], bool]:
        """The gate, then the filters; these don't concern what the list starts from, which is never on it."""
        start = self._acted | set(understood.wish.like)
        gate, filters = self._desk.allows, understood.filters
        return lambda card: gate(card) and (card.id in start or all(one.keeps(card) for one in filters))

    async def _history(self) -> History:
        async with self._database.read() as connection:
            return await self._read_history(connection)

    async def _read_history(self, connection: AsyncConnection) -> History:
        channel, reader = self._desk.place.channel_id, self._desk.reader.id
        return History(
            tuple(await recommended(connection, channel)) if channel is not None else (),
            tuple(await recommended_to(connection, reader)) if reader is not None else (),
        )

    async def _note(self, asked: RecommendWish, ids: list[int], history: History) -> bool:
        """Note what is to be shown, unless something else has been shown since `history` was read. A private list isn't
        the channel's, though its reader has seen what was shown there.
        """
        channel, reader = None if asked.private else self._desk.place.channel_id, self._desk.reader.id
        if channel is None and reader is None:
            return True
        async with self._database.write() as connection:
            if await self._read_history(connection) != history:
                return False
            if channel is not None:
                await note_recommended(connection, channel, ids)
            if reader is not None:
                await note_recommended_to(connection, reader, ids)
            return True

    async def _nothing(self, asked: RecommendWish, understood: Understood) -> NothingEligibleError:
        characters = (asked.character,) if asked.character else ()
        found = await self._desk.find(Request(characters=characters, fandom=asked.fandom))
        cards, left_out = sift((hit.card for hit in found.hits), understood.filters)
        start = self._acted | set(understood.wish.like)
        own = ("leaving out what it starts from", sum(card.id in start for card in cards))
        return nothing_eligible(
            "There is nothing else to recommend",
            len(self._desk.cards()),
            [(what, count) for what, count in (*found.removed, *left_out, own) if count],
        )


def _new(found: list[Recommendation], seen: list[int]) -> list[Recommendation]:
    known = frozenset(seen)
    return [one for one in found if one.card.id not in known]


def _without(reasons: Iterable[str], titles: Collection[str]) -> tuple[str, ...]:
    """The reasons that name none of these titles, and are about the story itself."""
    return tuple(reason for reason in reasons if reason != NEW_HERE and not any(title in reason for title in titles))


def _shared(found: Iterable[Recommendation], understood: Understood) -> tuple[tuple[Feature, str], ...]:
    """What the list's stories share with what it starts from: what most of them share first, then as they come."""
    asked = {*understood.wish.more, *understood.wish.less}
    labels: dict[Feature, str] = {}
    times: dict[Feature, int] = {}
    for one in found:
        for feature, label in one.shared:
            labels.setdefault(feature, label)
            times[feature] = times.get(feature, 0) + 1
    order = sorted(labels, key=lambda feature: -times[feature])
    return tuple((feature, labels[feature]) for feature in order if feature not in asked)[:MOST_SHARED]


def _basis(asked: RecommendWish, understood: Understood, counted: Counted) -> str:
    """What the recommendations start from, in words. The names have the order of the wish."""
    names = [quoted(resolution.names[0]) for resolution in understood.names]
    likes, others = names[: len(asked.like)], iter(names[len(asked.like) :])
    parts = [counted.words] if counted.words else []
    parts += [f"stories like {listed(likes, 'and')}"] if likes else []
    parts += [f"with the character {next(others)}"] if asked.character else []
    parts += [f"in the fandom {next(others)}"] if asked.fandom else []
    parts += [f"with the same feel in other fandoms{'' if likes else ' too'}"] if asked.surprise else []
    parts += ["hidden gems"] if asked.gems else []
    parts += [f"new since {asked.since.day} {asked.since:%B}"] if asked.since else []
    return ", ".join(parts) or "something to start with"
