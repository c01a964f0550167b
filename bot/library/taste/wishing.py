"""From what a reader asked for to what recommendations start from, and to what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from bot.corpus.story import Card
from bot.library.answers import RecommendWish
from bot.library.database import Database
from bot.library.desk import Desk
from bot.library.gate import shown_where
from bot.library.labels import KEY_LENGTH, Label
from bot.library.place import Form
from bot.library.tables import LabelRow, StoryRow
from bot.recommend.moods import Mood, parse
from bot.recommend.wish import Wish
from bot.search.filters import Filter, fact_filters, named_filter
from bot.search.index import Kind, Request, Resolution
from bot.search.normalise import fold

LONGEST_TAG = 4
"""Words of a tag that can be asked for among other words."""

MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Understood:
    """A wish with its names resolved: `names` in the order of the wish; what `filters` leave out is never shown."""

    wish: Wish
    names: tuple[Resolution, ...]
    filters: tuple[Filter, ...]
    mood: Mood


async def understand(database: Database, desk: Desk, asked: RecommendWish, readers: Sequence[int]) -> Understood:
    """Resolve names, moods and dates. Raises NotFoundError, AmbiguousError."""
    liked = [await desk.story(typed) for typed in asked.like]
    names = [resolution for _, resolution in liked]
    keys: dict[Kind, tuple[str, ...]] = {Kind.CHARACTER: (), Kind.FANDOM: ()}
    ruled: list[Filter] = []
    for kind, typed in ((Kind.CHARACTER, asked.character), (Kind.FANDOM, asked.fandom)):
        if typed:
            resolution = await desk.name(kind, typed)
            names.append(resolution)
            keys[kind] = resolution.keys
            if resolution.among is not None:
                ruled.append(named_filter(kind, resolution.names[0], resolution.among))
    mood = await _mood(database, desk, asked.mood)
    wish = Wish(
        like=tuple(card.id for card, _ in liked),
        character_keys=keys[Kind.CHARACTER],
        fandom_key="".join(keys[Kind.FANDOM][:1]),
        readers=tuple(readers),
        more=asked.more,
        less=asked.less,
        moods=mood.wanted,
        surprise=asked.surprise,
        gems=asked.gems,
    )
    facts = Request(rating=asked.rating, complete=asked.complete, length=asked.length)
    filters = (*ruled, *fact_filters(facts), *mood.filters, *await _new_filter(database, asked.since))
    return Understood(wish, tuple(names), filters, mood)


async def _mood(database: Database, desk: Desk, typed: str) -> Mood:
    """With the tags of stories that may be shown here as words that mean something."""
    words = fold(typed).split()[:MOST_WORDS] if any(map(str.isalnum, typed)) else []
    if not words:
        return Mood()
    grams = {
        " ".join(words[n : n + size])[:KEY_LENGTH] for n in range(len(words)) for size in range(1, LONGEST_TAG + 1)
    }
    # Under a name of its own: the gate looks into labels too, at those that the reader has blocked.
    tag = aliased(LabelRow)
    tags = select(tag.key).join(StoryRow, StoryRow.id == tag.story_id).distinct()
    here = shown_where(desk.place, desk.reader, Form.CARD)
    tagged = tags.where(tag.kind == Label.TAG.value, tag.key.in_(grams), here)
    async with database.read() as connection:
        known = set((await connection.execute(tagged)).scalars())
    return parse(typed, known.__contains__)


async def _new_filter(database: Database, since: datetime | None) -> list[Filter]:
    if since is None:
        return []
    added = select(StoryRow.id).where(StoryRow.added_at > since)
    async with database.read() as connection:
        new = frozenset((await connection.execute(added)).scalars())

    def is_new(card: Card) -> bool:
        return card.id in new

    return [Filter("new here", is_new)]
