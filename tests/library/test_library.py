"""The door itself: opened and closed, pages and contents, kept requests, counts, and a free event loop."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot.corpus.story import State
from bot.errors import AmbiguousError, CorpusError, DatabaseError, NotFoundError, StalePageError, StaleRequestError
from bot.library.library import Library
from bot.library.place import Reader
from bot.library.tables import BlockRow, KeptRow, StoryRow
from bot.search.index import Kind, Request
from bot.settings import SEEDS, Settings
from tests.library.stories import ANYBODY, OPEN, RESTRICTED, Folder, counts, listed, prose, settings_for
from tests.support.databases import sqlite_address

THREE = "\n\n".join(f"Chapter {number}: Evening {number}\n\n{prose(f'evening {number}', 9)}" for number in (1, 2, 3))


async def test_starting_and_closing_any_number_of_times(address: str, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    library = Library(settings_for(address, folder))
    await library.close()
    first = await library.start()
    assert counts(first) == {"new": 1}
    assert await library.start() is first
    assert await asyncio.gather(library.start(), library.start()) == [first, first]
    await library.close()
    await library.close()
    assert counts(await library.start()) == {"unchanged": 1}
    assert set(listed(library)) == {"The Quay"}
    await library.close()


async def test_starts_at_once_are_one(address: str, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    library = Library(settings_for(address, folder))
    one, other = await asyncio.gather(library.start(), library.start())
    assert one is other
    await library.close()


def test_made_without_side_effects(tmp_path: Path) -> None:
    Library(Settings.load(database_url=sqlite_address(tmp_path / "not there"), corpus=tmp_path / "nor there"))
    assert list(tmp_path.iterdir()) == []


async def test_a_start_that_fails_leaves_it_closed(address: str, folder: Folder) -> None:
    folder.path.rmdir()
    library = Library(settings_for(address, folder))
    with pytest.raises(CorpusError):
        await library.start()
    with pytest.raises(DatabaseError, match="closed"):
        await library.search(Request(), OPEN, ANYBODY)
    folder.write("quay.txt", "The Quay")
    assert counts(await library.start()) == {"new": 1}
    await library.close()


async def test_the_seeds(address: str) -> None:
    async with Library(Settings.load(database_url=address, corpus=SEEDS)) as library:
        report = await library.start()
        assert report.unreadable == ()
        assert report.new == len([file for file in SEEDS.iterdir() if file.suffix in {".txt", ".md"}]) >= 14
        for card in (hit.card for hit in (await library.search(Request(), RESTRICTED, ANYBODY)).found.hits):
            contents = await library.contents(card.id, RESTRICTED, ANYBODY)
            assert len(contents) == card.chapters
            assert sum(chapter.words for chapter in contents) == card.words


async def test_pages_in_order(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay", THREE)
    await library.load()
    (story_id,) = listed(library).values()
    contents = await library.contents(story_id, OPEN, ANYBODY)
    assert [chapter.number for chapter in contents] == [1, 2, 3]
    assert all(chapter.title.endswith(f"Evening {chapter.number}") for chapter in contents)
    first = await library.page(story_id, 1, OPEN, ANYBODY)
    assert first.card.pages > len(contents)
    pages = [await library.page(story_id, n, OPEN, ANYBODY) for n in range(1, first.card.pages + 1)]
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    for chapter in contents:
        own = [page for page in pages if page.chapter == chapter.number]
        assert own[0].number == chapter.first_page
        assert [page.in_chapter for page in own] == list(range(1, len(own) + 1))
        assert {page.pages_in_chapter for page in own} == {len(own)}
        assert {page.chapter_title for page in own} == {chapter.title}
        assert {page.chapters for page in own} == {3}
        assert f"told of evening {chapter.number} on evening 1." in own[0].markdown


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-7, 1), (1, 1), (10**9, -1), (2**70, -1)])
async def test_page_numbers_outside_are_taken_to_the_nearest_end(
    library: Library, folder: Folder, asked: int, given: int
) -> None:
    folder.write("quay.txt", "The Quay", THREE)
    await library.load()
    (story_id,) = listed(library).values()
    page = await library.page(story_id, asked, OPEN, ANYBODY)
    assert page.number == (given if given > 0 else page.card.pages)


async def test_a_page_of_an_older_text(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay", THREE)
    await library.load()
    (story_id,) = listed(library).values()
    revision = (await library.card(story_id, OPEN, ANYBODY)).revision
    assert (await library.page(story_id, 2, OPEN, ANYBODY, revision=revision)).number == 2
    with pytest.raises(StalePageError, match="has changed since the page was opened"):
        await library.page(story_id, 2, OPEN, ANYBODY, revision=revision + 1)


async def test_a_story_by_name(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay", Author="Ona Bright")
    folder.write("b.txt", "The Bridge", Author="Ona Bright")
    folder.write("c.txt", "The Bridge", prose("another bridge"), Author="Piet Bakker")
    await library.load()
    assert (await library.story("the quay", OPEN, ANYBODY)).title.value == "The Quay"
    with pytest.raises(AmbiguousError) as several:
        await library.story("The Bridge", OPEN, ANYBODY)
    assert len(several.value.nearest) == 2
    with pytest.raises(NotFoundError):
        await library.story("#999999", OPEN, ANYBODY)
    with pytest.raises(NotFoundError):
        await library.story("#²", OPEN, ANYBODY)
    with pytest.raises(NotFoundError):
        await library.story("", OPEN, ANYBODY)


async def test_requests_are_kept_by_number(library: Library) -> None:
    request: dict[str, object] = {"query": "lamps", "characters": ["Ōdo Lind"], "rating": None}
    number = await library.keep("search", request)
    assert await library.kept("search", number) == request
    assert await library.keep("search", dict(reversed(request.items()))) == number
    assert await library.keep("recommend", request) != number
    for kind, wrong in (("recommend", number), ("search", 0), ("search", number + 99), ("search", 2**64)):
        with pytest.raises(StaleRequestError, match="too old to go on with"):
            await library.kept(kind, wrong)


async def test_requests_made_at_once(library: Library) -> None:
    numbers = await asyncio.gather(*(library.keep("search", {"query": str(turn % 3)}) for turn in range(12)))
    assert len(set(numbers)) == 3


async def test_requests_are_kept_for_thirty_days(library: Library) -> None:
    numbers = [await library.keep("search", {"query": str(days)}) for days in (29, 31)]
    async with library._back.database.write() as connection:
        for number, days in zip(numbers, (29, 31), strict=True):
            then = datetime.now(UTC) - timedelta(days=days)
            await connection.execute(update(KeptRow).where(KeptRow.id == number).values(at=then))
    assert await library.kept("search", numbers[0]) == {"query": "29"}
    with pytest.raises(StaleRequestError):
        await library.kept("search", numbers[1])
    await library.close()
    await library.start()
    async with library._back.database.read() as connection:
        assert list((await connection.execute(select(KeptRow.id))).scalars()) == numbers[:1]
    assert await library.keep("search", {"query": "31"}) > numbers[1]


async def test_counts(library: Library, folder: Folder) -> None:
    for number, rating in enumerate(["General", "General", "Teen", "Mature", ""]):
        folder.write(f"{number}.txt", f"Evening {number}", Rating=rating)
    folder.put("bad.txt", b"")
    assert (await library.status(1)).by_state == {**dict.fromkeys(State, 0), State.LISTED: 0}
    report = await library.load()
    async with library._back.database.write() as connection:
        await connection.execute(update(StoryRow).where(StoryRow.id == 1).values(guild_id=1))
        await connection.execute(update(StoryRow).where(StoryRow.id == 2).values(guild_id=2))
        await connection.execute(update(StoryRow).where(StoryRow.id == 3).values(state="held"))
        await connection.execute(update(StoryRow).where(StoryRow.id == 4).values(gone=True))
    status = await library.status(1)
    assert (status.by_state[State.LISTED], status.by_state[State.HELD], status.gone) == (2, 1, 1)
    assert sum(status.by_rating.values()) == 3
    assert status.last_load is not None
    assert replace(status.last_load, seconds=0) == replace(report, seconds=0)
    assert status.last_load.seconds == pytest.approx(report.seconds, abs=0.001)
    assert (await library.status(2)).by_state[State.LISTED] == 2
    assert (await library.status(None)).by_state[State.LISTED] == 1


async def test_a_reader_and_their_block_list(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay", Author="Mirela Voss")
    folder.write("bridge.txt", "The Bridge", Tags="lamps")
    folder.write("ferry.txt", "The Ferry")
    await library.load()
    blocked = listed(library)["The Ferry"]
    rows = [("author", "mirela voss"), ("tag", "lamps"), ("story", str(blocked)), ("story", "nonsense"), ("odd", "x")]
    async with library._back.database.write() as connection:
        await connection.execute(insert(BlockRow), [{"user_id": 7, "kind": kind, "key": key} for kind, key in rows])
    reader = await library.reader(7)
    assert (reader.id, len(reader.blocks.tags), reader.blocks.stories) == (7, 1, {blocked})
    assert (await library.search(Request(), OPEN, reader)).found.hits == ()
    assert len((await library.search(Request(), OPEN, await library.reader(8))).found.hits) == 3
    assert await library.reader(None) == Reader()


async def test_suggestions_come_from_memory(library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("quay.txt", "The Quay")
    await library.load()
    await library.close()
    assert [one.label for one in library.suggest(Kind.TITLE, "qu", OPEN, ANYBODY)] == ["The Quay"]


async def test_the_event_loop_stays_free(library: Library, folder: Folder) -> None:
    """While a folder is loaded others are served: the loop is never away for long."""
    for number in range(30):
        folder.write(f"{number}.txt", f"Evening {number}", prose(f"evening {number}", 60))
    stalls: list[float] = []

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            stalls.append(time.perf_counter() - before - 0.005)

    heart = asyncio.create_task(beat())
    started = time.perf_counter()
    await library.load()
    seconds = time.perf_counter() - started
    heart.cancel()
    assert len(stalls) > 10
    assert max(stalls) < max(0.25, seconds / 4)
