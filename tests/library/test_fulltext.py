"""Search in texts, through the library: pieces as readers see them, and the texts that it must not know."""

import pytest
from sqlalchemy import update

from bot.corpus.story import Permission, State
from bot.errors import NotFoundError
from bot.library.library import Library
from bot.library.place import BlockList, Reader
from bot.library.store import announce
from bot.library.tables import StoryRow
from bot.search.index import Request
from tests.library.stories import ANYBODY, OPEN, RESTRICTED, Folder, listed, prose

LINE = "The *ferryman* lit his lamps, one by one."


@pytest.fixture
async def library(library: Library, folder: Folder) -> Library:
    folder.write("quay.txt", "The Quay", f"{prose('harbors', 20)}\n\n{LINE}\n\n{prose('tides', 3)}", Fandom="Harbor")
    folder.write("mill.txt", "The Mill", prose("millstones", 3), Fandom="Windmills")
    folder.write("dusk.txt", "Dusk", prose("darkness", 3), Rating="Mature")
    await library.load()
    return library


async def titles(library: Library, typed: str, place=OPEN, reader=ANYBODY, **how) -> list[str]:
    return [hit.card.title.value for hit in (await library.search_text(typed, place, reader, **how)).hits]


async def change(library: Library, title: str, **values) -> None:
    story_id = listed(library)[title]
    async with library._back.database.write() as connection:
        await connection.execute(update(StoryRow).where(StoryRow.id == story_id).values(values))
        await announce(connection, [story_id])


async def test_a_piece_with_its_marks_and_its_page(library: Library) -> None:
    (hit,) = (await library.search_text('"ferryman lit" lamp', OPEN, ANYBODY)).hits
    assert hit.card.title.value == "The Quay"
    assert [hit.plain[start:end] for start, end in hit.marks] == ["ferryman lit", "lamps"]
    assert "The ferryman lit his lamps, one by one." in hit.plain
    assert "\n" not in hit.plain
    assert hit.plain[0] == hit.plain[-1] == "…"
    assert "**lamps**" in hit.markdown
    assert hit.page is not None
    assert "lit his lamps" in (await library.page(hit.card.id, hit.page, OPEN, ANYBODY)).markdown


async def test_pages_of_results(library: Library) -> None:
    assert sorted(await titles(library, "evening", size=2)) == ["The Mill", "The Quay"]
    first = await library.search_text("evening", OPEN, ANYBODY, 0, 1)
    second = await library.search_text("evening", OPEN, ANYBODY, 1, 1)
    assert (first.more, second.more) == (True, False)
    assert {first.hits[0].card.id, second.hits[0].card.id} == {
        listed(library)[title] for title in ("The Quay", "The Mill")
    }
    assert (await library.search_text("evening", OPEN, ANYBODY, 2, 1)).hits == ()


async def test_only_stories_that_fit_the_request_too(library: Library) -> None:
    assert await titles(library, "evening", request=Request(fandom="Windmills")) == ["The Mill"]
    with pytest.raises(NotFoundError):
        await titles(library, "evening", request=Request(fandom="Zebras"))


async def test_the_place_and_the_reader(library: Library) -> None:
    assert await titles(library, "darkness") == []
    assert await titles(library, "darkness", RESTRICTED) == ["Dusk"]
    blocking = Reader(7, BlockList(stories=frozenset({listed(library)["The Quay"]})))
    assert await titles(library, "lamps", OPEN, blocking) == []


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.HELD.value},
        {"state": State.WITHDRAWN.value},
        {"state": State.REMOVED.value},
        {"gone": True},
        {"permission": Permission.CARD.value},
        {"guild_id": 2},
    ],
)
async def test_what_may_not_be_quoted_leaves_with_the_next_question(
    library: Library, values: dict[str, object]
) -> None:
    assert await titles(library, "lamps") == ["The Quay"]
    chapters = (await library._back.sidecar.texts()).chapters
    await change(library, "The Quay", **values)
    assert await titles(library, "lamps") == []
    if "guild_id" not in values:
        assert (await library._back.sidecar.texts()).chapters < chapters


async def test_the_gate_judges_by_the_database_not_by_the_index(library: Library) -> None:
    """Between a change and the index's next step nothing of it is quoted."""
    assert await titles(library, "lamps") == ["The Quay"]
    story_id = listed(library)["The Quay"]
    async with library._back.database.write() as connection:
        withdrawn = update(StoryRow).where(StoryRow.id == story_id).values(state=State.WITHDRAWN.value)
        await connection.execute(withdrawn)
    assert await titles(library, "lamps") == []


async def test_excerpts_only_and_no_longer_than_the_author_lets_them_be(library: Library) -> None:
    await change(library, "The Quay", permission=Permission.EXCERPTS.value, excerpt_characters=60)
    (hit,) = (await library.search_text("lamps", OPEN, ANYBODY)).hits
    assert "lamps" in hit.plain
    assert len(hit.plain.strip("…")) <= 60
    assert hit.page is None
    await change(library, "The Quay", excerpt_characters=5)
    (hit,) = (await library.search_text("lamps", OPEN, ANYBODY)).hits
    assert (hit.plain, hit.markdown) == ("", "")
