"""Whatever is asked, a library with stories that may not be shown answers exactly as one that doesn't have them."""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from bot.corpus.story import Chapter, Fact, Permission, Rating, State, Story
from bot.errors import FicusError
from bot.library.answers import ExcerptWish, Recommendations, RecommendWish, TextPage
from bot.library.library import Library
from bot.library.place import Place, Reader
from bot.library.prepare import prepare
from bot.library.store import add_stories, announce
from bot.library.tables import BlockRow, PassageRow, StoryRow
from bot.search.index import Kind, Length, Request
from tests.library.stories import Folder, prose, settings_for
from tests.support.databases import sqlite_address

HIDDEN_WORDS = ("zephyrine", "orchard", "quillon", "vesper", "zorn", "zibeline", "hyacinth")
READER = 7
HERE = Place(guild_id=1, channel_id=10, restricted=False)


def story(title: str, **changes: Any) -> Story:
    facts: dict[str, Any] = {
        "title": Fact(title),
        "authors": (Fact("Ona Bright"),),
        "summary": Fact(f"What {title} was about."),
        "fandoms": (Fact("The Quiet Harbor"),),
        "characters": (Fact("Odo Lind"), Fact("Hana Mori")),
        "tags": (Fact("lamps"),),
        "rating": Fact(Rating.GENERAL),
        "permission": Permission.FULL,
        "chapters": (Chapter("One", prose(title, 4)), Chapter("Two", prose(f"{title} again", 4))),
    }
    return Story(**(facts | changes))


SHOWN = [story("The Quay"), story("The Bridge", characters=(Fact("Odo Lind"),)), story("Orchids in March")]
SECRET: dict[str, Any] = {
    "authors": (Fact("Quillon Ash"),),
    "summary": Fact("A zephyrine summary."),
    "fandoms": (Fact("Zorn"), Fact("The Quiet Harbor")),
    "characters": (Fact("Quillon Vesper"), Fact("Odo Lind")),
    "tags": (Fact("zibeline"), Fact("lamps")),
    "relationships": (Fact("Odo Lind/Quillon Vesper"),),
    "warnings": (Fact("Vesper"),),
    "series": Fact("Zorn Nights"),
    "chapters": (Chapter("Hyacinth", prose("zephyrine things", 4)),),
}
TITLE = "Zephyrine Orchard"
HIDDEN: list[tuple[Story, dict[str, Any]]] = [
    (story(TITLE, **SECRET, rating=Fact(Rating.EXPLICIT)), {}),
    (story(f"{TITLE} II", **SECRET, rating=Fact(Rating.MATURE)), {}),
    (story(f"{TITLE} III", **SECRET, rating=Fact(Rating.NOT_RATED)), {}),
    (story(f"{TITLE}, Held", **SECRET, state=State.HELD), {}),
    (story(f"{TITLE}, Barred", **SECRET, state=State.BARRED), {}),
    (story(f"{TITLE}, Withdrawn", **SECRET, state=State.WITHDRAWN), {}),
    (story(f"{TITLE} of Another Server", **SECRET), {"guild_id": 2}),
    (story(f"{TITLE}, Gone", **SECRET), {"gone": True}),
    (story(f"{TITLE}, Blocked", **SECRET | {"authors": (Fact("Quillon Blocked"),)}), {}),
]


@dataclass
class Pair:
    """Two libraries: one has stories that may not be shown, with these ids and passages; the other lacks them."""

    having: Library
    lacking: Library
    story_ids: list[int]
    passage_ids: list[int]


async def fill(library: Library, stories: list[Story]) -> list[int]:
    async with library._back.database.write() as connection:
        return await add_stories(connection, [prepare(one) for one in stories])


@pytest.fixture
async def pair(address: str, folder: Folder, tmp_path: Path) -> AsyncIterator[Pair]:
    (tmp_path / "other").mkdir()
    async with AsyncExitStack() as stack:
        having = await stack.enter_async_context(Library(settings_for(address, folder)))
        lacking = await stack.enter_async_context(Library(settings_for(sqlite_address(tmp_path / "other"), folder)))
        await fill(lacking, SHOWN)
        story_ids = (await fill(having, [*SHOWN, *(secret for secret, _ in HIDDEN)]))[len(SHOWN) :]
        async with having._back.database.write() as connection:
            for story_id, (_, row) in zip(story_ids, HIDDEN, strict=True):
                if row:
                    await connection.execute(update(StoryRow).where(StoryRow.id == story_id).values(row))
            await announce(connection, story_ids)
            await connection.execute(insert(BlockRow).values(user_id=READER, kind="author", key="quillon blocked"))
            chosen = (
                select(func.min(PassageRow.id)).group_by(PassageRow.story_id).having(PassageRow.story_id.in_(story_ids))
            )
            passage_ids = list((await connection.execute(chosen)).scalars())
        assert len(passage_ids) == len(story_ids)
        for library in (having, lacking):
            await library.search(Request(), HERE, Reader())
        yield Pair(having, lacking, story_ids, passage_ids)


Ask = Callable[[Library, Place, Reader], Any]


NAMES = (
    *(
        "Z",
        "zeph",
        TITLE,
        "zephyrine orchad",
        f"{TITLE}, Held",
        "Quillon Vesper",
        "vesper quillon",
        "Quilon Vespr",
        "Zorn",
    ),
    *("zibeline", "Hyacinth", "Quillon Ash", "o", "or", "The Quay", "Odo Lind", "The Quiet Harbor", "lamps"),
)


FILTERS = (
    *('tag:"{0}"', 'by:"{0}"', 'ship:"{0}"', '-character:"{0}"', 'fandom:"{0}" or tag:"{0}"'),
    *('"{0}"', '-"{0}"', 'title:"{0}"', 'warning:"{0}"', 'series:"{0}"'),
)
"""Ways in which a query may speak of a name."""


def questions(story_ids: list[int], passage_ids: list[int]) -> Iterator[tuple[str, Ask]]:
    """Every way to ask, by the name of the method."""
    titles = [*NAMES, *(f"#{story_id}" for story_id in story_ids)]
    for kind in Kind:
        for typed in ("", *titles):
            yield "suggest", lambda lib, at, who, kind=kind, typed=typed: lib.suggest(kind, typed, at, who)
    requests = [Request(query=typed) for typed in ("", *NAMES)]
    requests += [Request(characters=(typed,)) for typed in NAMES]
    requests += [Request(fandom=typed) for typed in NAMES]
    requests += [Request(query=query.format(typed)) for typed in NAMES for query in FILTERS]
    requests += [Request(author=typed, pairing=typed) for typed in NAMES]
    requests += [Request(tags=(typed,), without=("lamps",)) for typed in NAMES]
    requests += [Request(without=(typed,)) for typed in NAMES]
    requests += [
        Request(query=query) for query in ("words:>1", "rating:<=explicit", "sort:longest", "-lamps", "warning:none")
    ]
    requests += [Request(rating=rating) for rating in Rating]
    requests += [
        Request(complete=True),
        Request(length=Length.DRABBLE),
        Request(query="lamps", characters=("Odo Lind",)),
    ]
    for request in requests:
        yield "search", lambda lib, at, who, request=request: lib.search(request, at, who)
    for typed in ("", *NAMES, "zephyrine things", '"told of zephyrine"', "told of lamps", "evening"):
        yield "search_text", lambda lib, at, who, typed=typed: lib.search_text(typed, at, who)
    for typed in titles:
        yield "story", lambda lib, at, who, typed=typed: lib.story(typed, at, who)
        for wish in (ExcerptWish(story=typed), ExcerptWish(character=typed), ExcerptWish(fandom=typed)):
            yield "excerpt", lambda lib, at, who, wish=wish: lib.excerpt(wish, at, who, rng=Random(1))
        for like in (RecommendWish(like=(typed,)), RecommendWish(character=typed), RecommendWish(fandom=typed)):
            yield "recommend", lambda lib, at, who, like=like: lib.recommend(like, at, who, rng=Random(1))
    yield "recommend", lambda lib, at, who: lib.recommend(RecommendWish(), at, who, rng=Random(1))
    for story_id in story_ids:
        yield "card", lambda lib, at, who, story_id=story_id: lib.card(story_id, at, who)
        yield "contents", lambda lib, at, who, story_id=story_id: lib.contents(story_id, at, who)
        yield "page", lambda lib, at, who, story_id=story_id: lib.page(story_id, 1, at, who)
        yield "page", lambda lib, at, who, story_id=story_id: lib.page(story_id, 99, at, who, revision=9)
    for passage_id in passage_ids:
        yield "passage", lambda lib, at, who, passage_id=passage_id: lib.passage(passage_id, at, who)


async def answer(ask: Ask, library: Library, place: Place) -> str:
    """All that is said: an answer in full, or an error with everything in it."""
    try:
        said = ask(library, place, await library.reader(READER))
        said = await said if isinstance(said, Awaitable) else said
    except FicusError as error:
        return repr((type(error), vars(error)))
    if isinstance(said, Recommendations):
        # How rare a fact is in the whole library decides the order, and which facts are named first.
        return repr((sorted(one.card.title.value for one in said.items), said.basis, said.understood, said.repeats))
    if isinstance(said, TextPage):
        # So does how rare a word is in all texts.
        return repr((sorted((one.card.title.value, one.plain) for one in said.hits), said.more, said.every))
    return repr(said)


async def test_nothing_tells_that_they_are_there(pair: Pair) -> None:
    for method, ask in questions(pair.story_ids, pair.passage_ids):
        assert await answer(ask, pair.having, HERE) == await answer(ask, pair.lacking, HERE), method


async def test_draws_from_all_that_there_is(pair: Pair) -> None:
    """Which passage comes is up to chance; which ones come at all is not."""
    drawn = [
        {(await one.excerpt(ExcerptWish(), HERE, await one.reader(READER))).plain for _ in range(12)}
        for one in (pair.having, pair.lacking)
    ]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 12


async def test_their_words_are_never_said(pair: Pair) -> None:
    """Not even those that nobody typed."""
    for typed in ("", "o", "lamps", "Odo Lind", "The Quiet Harbor", "Orch"):
        for _, ask in questions_with(typed):
            said = (await answer(ask, pair.having, HERE)).lower()
            assert not [word for word in HIDDEN_WORDS if word in said]


def questions_with(typed: str) -> Iterator[tuple[str, Ask]]:
    for kind in Kind:
        yield "suggest", lambda lib, at, who, kind=kind: lib.suggest(kind, typed, at, who)
    yield "search", lambda lib, at, who: lib.search(Request(query=typed), at, who)
    yield "search_text", lambda lib, at, who: lib.search_text(typed or "evening", at, who)
    yield "excerpt", lambda lib, at, who: lib.excerpt(ExcerptWish(), at, who)
    yield "recommend", lambda lib, at, who: lib.recommend(RecommendWish(), at, who, 20)
    yield "recommend", lambda lib, at, who: lib.recommend(RecommendWish(like=("The Quay",)), at, who, 20)


async def test_where_it_may_be_shown_it_is(address: str, folder: Folder) -> None:
    """The other side: the same words find the story in an age-restricted channel."""
    place = Place(guild_id=1, channel_id=10, restricted=True)
    async with Library(settings_for(address, folder)) as library:
        *_, story_id = await fill(library, [*SHOWN, HIDDEN[0][0]])
        assert (await library.story(TITLE, place, Reader())).id == story_id
        assert [one.label for one in library.suggest(Kind.CHARACTER, "quil", place, Reader())] == ["Quillon Vesper"]
        assert (await library.excerpt(ExcerptWish(fandom="Zorn"), place, Reader())).card.id == story_id
        assert (await library.page(story_id, 1, place, Reader())).chapter_title == "Hyacinth"
        assert [one.card.id for one in (await library.search_text("zephyrine", place, Reader())).hits] == [story_id]


def test_every_method_that_shows_stories_is_asked_here() -> None:
    """A new way to ask the library must join the questions above."""
    methods = {
        name
        for name, method in inspect.getmembers(Library, inspect.isfunction)
        if "place" in inspect.signature(method).parameters and not name.startswith("_")
    }
    assert methods == {method for method, _ in questions([1], [1])}
    others = {name for name, method in inspect.getmembers(Library, inspect.isfunction) if not name.startswith("_")}
    assert others - methods == {
        "start",
        "close",
        "load",
        "follow",
        "take_in",
        "reader",
        "keep",
        "kept",
        "status",
        "prepared",
    }


@pytest.mark.parametrize("number", [0, -1, 999, 2**63, -(2**70)])
async def test_numbers_that_stand_for_nothing(library: Library, number: int) -> None:
    """The same words, whatever there is not."""
    said = {
        await answer(lambda lib, at, who: lib.card(number, at, who), library, HERE),
        await answer(lambda lib, at, who: lib.contents(number, at, who), library, HERE),
        await answer(lambda lib, at, who: lib.page(number, 1, at, who), library, HERE),
        await answer(lambda lib, at, who: lib.passage(number, at, who), library, HERE),
    }
    assert len(said) == 1
    assert "That story can't be shown here." in said.pop()
