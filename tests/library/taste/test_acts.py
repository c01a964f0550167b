"""What readers say of stories: kept, taken back, followed across processes, and gone with its story or its reader."""

from collections.abc import AsyncIterator
from random import Random

import pytest
from sqlalchemy import select

from bot.errors import NotShownError, RefusedError
from bot.library.actor import OPERATOR
from bot.library.answers import Audience, RecommendWish
from bot.library.blocks import Blocked
from bot.library.library import Library
from bot.library.place import Reader
from bot.library.tables import Base, ReaderRow
from bot.library.taste.kinds import LISTS, Known, Said
from tests.library.stories import Folder
from tests.library.taste.readers import ANN, BEN, CYD, HERE, NIGHT, RESTRICTED, filled, for_me, titles


@pytest.fixture
async def ids(library: Library, folder: Folder) -> dict[str, int]:
    return await filled(library, folder)


async def rows_of(library: Library, user_id: int) -> dict[str, int]:
    """Rows that hold the reader's id, by table: in whatever column of whatever table."""
    found: dict[str, int] = {}
    async with library._back.database.read() as connection:
        for name, table in Base.metadata.tables.items():
            rows = (await connection.execute(select(table))).all()
            found[name] = sum(str(user_id) in repr(row) for row in rows)
    return {name: count for name, count in found.items() if count}


async def says(library: Library, user_id: int, story_id: int) -> set[Said]:
    """What stands on the reader's shelf of a story, whichever list it's on."""
    reader, found = await library.reader(user_id), set()
    for said in Said:
        page = await library.taste.shelf(said, RESTRICTED, reader, size=50)
        found |= {said for entry in page.entries if entry.card.id == story_id}
    return found


async def test_a_like_changes_the_next_list_and_taking_it_back_undoes_that(
    library: Library, ids: dict[str, int]
) -> None:
    ann = await library.reader(ANN)
    with pytest.raises(RefusedError, match="Nothing is known of your taste yet"):
        await for_me(library, ANN)
    noted = await library.taste.say(ids["The Bridge"], Said.LIKED, HERE, ann)
    assert (noted.on, noted.card.title.value) == (True, "The Bridge")
    first = titles(await for_me(library, ANN))
    assert "The Bridge" not in first
    assert set(first[:2]) == {"Lamps at Low Tide", "A Letter Home"}
    await library.taste.say(ids["Nine Moves"], Said.LIKED, HERE, ann)
    assert "Paper Boats" in titles(await for_me(library, ANN))
    assert not (await library.taste.say(ids["Nine Moves"], Said.LIKED, HERE, ann)).on
    assert titles(await for_me(library, ANN)) == first


async def test_a_story_is_on_one_list_and_has_one_opinion(library: Library, ids: dict[str, int]) -> None:
    ann, story = await library.reader(ANN), ids["The Bridge"]
    for said in LISTS:
        await library.taste.say(story, said, HERE, ann)
    assert await says(library, ANN, story) == {Said.DROPPED}
    assert (await library.taste.say(story, Said.LIKED, HERE, ann)).instead_of is None
    noted = await library.taste.say(story, Said.NOT_FOR_ME, HERE, ann)
    assert noted.instead_of is Said.LIKED
    assert await says(library, ANN, story) == {Said.DROPPED, Said.NOT_FOR_ME}
    await library.taste.move(story, Said.TO_READ, HERE, ann)
    assert await says(library, ANN, story) == {Said.TO_READ, Said.NOT_FOR_ME}
    await library.taste.move(story, None, HERE, ann)
    assert await says(library, ANN, story) == {Said.NOT_FOR_ME}


async def test_the_shelf_shows_the_newest_first_page_by_page(library: Library, ids: dict[str, int]) -> None:
    ann = await library.reader(ANN)
    names = ["The Bridge", "Nine Moves", "Slow Ferries", "Paper Boats", "The Long Way"]
    for name in names:
        await library.taste.say(ids[name], Said.TO_READ, HERE, ann)
    page = await library.taste.shelf(Said.TO_READ, HERE, ann, 0, 2)
    assert [entry.card.title.value for entry in page.entries] == ["The Long Way", "Paper Boats"]
    assert page.counts[Said.TO_READ] == 5
    last = await library.taste.shelf(Said.TO_READ, HERE, ann, 99, 2)
    assert [entry.card.title.value for entry in last.entries] == ["The Bridge"]
    assert last.first == 4
    empty = await library.taste.shelf(Said.DROPPED, HERE, ann, 99, 2)
    assert (empty.entries, empty.first) == ((), 0)


async def test_what_may_not_be_shown_here_cannot_be_said_anything_of_and_is_on_no_shelf(
    library: Library, ids: dict[str, int]
) -> None:
    ann = await library.reader(ANN)
    for said in Said:
        with pytest.raises(NotShownError):
            await library.taste.say(ids[NIGHT], said, HERE, ann)
    await library.taste.say(ids[NIGHT], Said.LIKED, RESTRICTED, ann)
    await library.taste.say(ids["The Bridge"], Said.LIKED, HERE, ann)
    here = await library.taste.shelf(Said.LIKED, HERE, ann)
    assert [entry.card.title.value for entry in here.entries] == ["The Bridge"]
    assert (here.counts[Said.LIKED], here.elsewhere) == (1, 1)
    assert len((await library.taste.shelf(Said.LIKED, RESTRICTED, ann)).entries) == 2


async def test_nobody_is_refused_in_words(library: Library, ids: dict[str, int]) -> None:
    with pytest.raises(RefusedError, match="Only a member of a server"):
        await library.taste.say(ids["The Bridge"], Said.LIKED, HERE, Reader())
    with pytest.raises(NotShownError):
        await library.taste.say(10**6, Said.LIKED, HERE, await library.reader(ANN))


@pytest.fixture
async def other(library: Library, address: str) -> AsyncIterator[Library]:
    """The same library in another process."""
    async with Library(library.settings) as opened:
        yield opened


async def test_another_processs_likes_are_followed_and_its_forgetting_too(
    library: Library, ids: dict[str, int], other: Library
) -> None:
    for name in ("The Bridge", "Nine Moves"):
        await library.taste.say(ids[name], Said.LIKED, HERE, await library.reader(ANN))
    await library.taste.say(ids["Paper Boats"], Said.LIKED, HERE, await library.reader(BEN))
    await other.take_in()
    assert other._back.catalogue.recommender.popularity() == {
        ids["The Bridge"]: 1,
        ids["Nine Moves"]: 1,
        ids["Paper Boats"]: 1,
    }
    assert titles(await for_me(other, ANN)) == titles(await for_me(library, ANN))
    await library.taste.forget(await library.reader(ANN))
    await library.taste.say(ids["Salt and Cedar"], Said.LIKED, HERE, await library.reader(CYD))
    await other.take_in()
    assert set(other._back.catalogue.recommender.popularity()) == {ids["Paper Boats"], ids["Salt and Cedar"]}
    assert not other.taste.is_known(await other.reader(ANN))


async def test_it_outlives_a_restart(library: Library, ids: dict[str, int]) -> None:
    await library.taste.say(ids["The Bridge"], Said.LIKED, HERE, await library.reader(ANN))
    before = titles(await for_me(library, ANN))
    await library.close()
    await library.start()
    assert library.taste.is_known(await library.reader(ANN))
    assert titles(await for_me(library, ANN)) == before


async def test_opening_counts_only_with_history_on_and_is_deleted_when_it_is_switched_off(
    library: Library, ids: dict[str, int]
) -> None:
    ann, taste = await library.reader(ANN), library.taste
    await taste.open(ids["The Bridge"], HERE, ann)
    assert await rows_of(library, ANN) == {}
    await taste.keep_history(ann, on=True)
    await taste.open(ids["The Bridge"], HERE, ann)
    await taste.open(ids["The Bridge"], HERE, ann)
    await taste.open(ids[NIGHT], HERE, ann)
    await taste.say(ids["Nine Moves"], Said.FINISHED, HERE, ann)
    await taste.open(ids["Nine Moves"], HERE, ann)
    assert await says(library, ANN, ids["The Bridge"]) == {Said.READING}
    assert await says(library, ANN, ids["Nine Moves"]) == {Said.FINISHED}
    known = await taste.known(HERE, ann)
    assert (known.history, known.opened) == (True, 1)
    assert await taste.keep_history(ann, on=False) == 1
    assert await says(library, ANN, ids["The Bridge"]) == set()
    assert await says(library, ANN, ids["Nine Moves"]) == {Said.FINISHED}


async def test_forget_me_leaves_no_row_with_the_readers_id_anywhere(library: Library, ids: dict[str, int]) -> None:
    ann, ben, taste = await library.reader(ANN), await library.reader(BEN), library.taste
    for reader in (ann, ben):
        await taste.say(ids["The Bridge"], Said.LIKED, HERE, reader)
        await taste.say(ids["Nine Moves"], Said.READING, HERE, reader)
        await taste.keep_history(reader, on=True)
        await taste.share(HERE, reader, on=True)
        await taste.since(reader)
        await taste.block(Blocked.TAG, "Chess", HERE, reader)
        await library.keep("recommend", {"with": str(reader.id)})
        await library.recommend(RecommendWish(audience=Audience.ME), HERE, reader, rng=Random(1))
    expected = {"reader": 1, "act": 2, "sharing": 1, "block": 1, "recommended": 5, "kept_request": 1}
    assert await rows_of(library, ANN) == expected, "a new table of a reader's must be emptied too"
    known = await taste.known(HERE, ann)
    assert (known.blocks, known.shares, known.shares_here, known.recommended) == (1, 1, True, 5)
    assert known.is_anything
    told = await taste.everything(HERE, ann)
    kept = {table: len(rows) for table, rows in told.items()}
    assert kept == {table: count for table, count in expected.items() if table != "kept_request"}
    assert {row["title"] for row in told["act"]} == {"The Bridge", "Nine Moves"}
    await taste.forget(ann)
    assert await rows_of(library, ANN) == {}
    assert await rows_of(library, BEN) == expected
    assert library._back.catalogue.recommender.popularity() == {ids["The Bridge"]: 1}
    assert await taste.known(HERE, ann) == Known()
    assert not (await taste.known(HERE, ann)).is_anything
    with pytest.raises(RefusedError, match="Nothing is known of your taste yet"):
        await for_me(library, ANN)


async def test_a_withdrawn_story_takes_what_was_said_of_it_along(
    library: Library, ids: dict[str, int], other: Library
) -> None:
    ann, story = await library.reader(ANN), ids["The Bridge"]
    await library.taste.say(story, Said.LIKED, HERE, ann)
    await library.taste.say(story, Said.FINISHED, HERE, ann)
    await library.taste.say(ids["Nine Moves"], Said.LIKED, HERE, ann)
    await other.take_in()
    await library.authors.withdraw(OPERATOR, story, "", RESTRICTED)
    assert (await rows_of(library, ANN))["act"] == 1
    for process in (library, other):
        await process.take_in()
        assert process._back.catalogue.recommender.popularity() == {ids["Nine Moves"]: 1}
        answer = await for_me(process, ANN)
        assert "The Bridge" not in repr(answer)


async def test_what_is_new_counts_from_the_last_visit(library: Library, folder: Folder, ids: dict[str, int]) -> None:
    ann = await library.reader(ANN)
    await library.taste.since(ann)
    folder.write("new.txt", "A New Quay", Characters="Temari", Fandom="Naruto")
    await library.load()
    since = await library.taste.since(ann)
    answer = await library.recommend(RecommendWish(since=since), HERE, ann)
    assert titles(answer) == ["A New Quay"]
    assert "new since" in answer.basis
    again = await library.taste.since(ann)
    assert again > since


async def test_stamps_grow_whatever_the_clock_says(
    library: Library, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.taste.rows.time.time_ns", lambda: 7)
    for user_id in (ANN, BEN, CYD):
        await library.taste.say(ids["The Bridge"], Said.LIKED, HERE, await library.reader(user_id))
    async with library._back.database.read() as connection:
        stamps = list((await connection.execute(select(ReaderRow.stamp).order_by(ReaderRow.stamp))).scalars())
    assert stamps == [7, 8, 9]
    assert library._back.catalogue.recommender.popularity() == {ids["The Bridge"]: 3}
