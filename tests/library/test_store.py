"""Stories at rest: every field comes back as it was given, and what was decided about a story outlives its file."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import StatementError

from bot.corpus.story import (
    Card,
    Chapter,
    Fact,
    Facts,
    Origin,
    Permission,
    Rating,
    Span,
    State,
    Status,
    Story,
    Style,
)
from bot.errors import NotShownError, TextNotSharedError
from bot.library.answers import ExcerptWish, RecommendWish
from bot.library.cards import read_card
from bot.library.database import Database
from bot.library.library import Library
from bot.library.prepare import prepare
from bot.library.store import add_stories, announce, update_story
from bot.library.tables import KeptRow, StoryRow
from bot.search.index import Kind, Request
from tests.library.stories import ANYBODY, OPEN, RESTRICTED, Folder, listed, prose

EVERYTHING = Story(
    title=Fact("Ünïcode — “Title” 😀", Origin.GUESSED),
    authors=(Fact("Ona Bright"), Fact("小林", Origin.FOUND)),
    summary=Fact("One.\n\nTwo; DROP TABLE story;--", Origin.FOUND),
    fandoms=(Fact("The Quiet Harbor"),),
    characters=(Fact("Odo Lind", Origin.FOUND), Fact("Hana Mori")),
    relationships=(Fact("Odo Lind/Hana Mori"),),
    tags=(Fact("lamps"), Fact("lamps", Origin.GUESSED)),
    warnings=(Fact("Mild Peril"),),
    rating=Fact(Rating.TEEN, Origin.GUESSED),
    language=Fact("English", Origin.GUESSED),
    status=Fact(Status.IN_PROGRESS, Origin.FOUND),
    series=Fact("Harbors"),
    source=Fact("https://stories.example/works/41?a=b&c=%20"),
    published=Fact(date(1999, 12, 31)),
    updated=Fact(date(2024, 2, 29), Origin.GUESSED),
    permission=Permission.EXCERPTS,
    permission_proof="https://stories.example/yes",
    state=State.HELD,
    held_because="the text tells of something",
    chapters=(
        Chapter("Öne", prose("lamps", 6), (Span(0, 4, Style.ITALIC), Span(2, 3, Style.BOLD))),
        Chapter("", "Short."),
    ),
)


@pytest.mark.parametrize(
    "story", [EVERYTHING, Story(title=Fact("Nothing Else"))], ids=["everything", "next to nothing"]
)
async def test_every_fact_comes_back(database: Database, story: Story) -> None:
    async with database.write() as connection:
        (story_id,) = await add_stories(connection, [prepare(story)], 2**63 - 1)
    async with database.read() as connection:
        card = await read_card(connection, story_id)
    assert card is not None
    assert {field.name: getattr(card, field.name) for field in fields(Facts)} == {
        field.name: getattr(story, field.name) for field in fields(Facts)
    }
    assert (card.guild_id, card.words, card.chapters, card.revision, card.gone) == (
        2**63 - 1,
        story.words,
        len(story.chapters),
        1,
        False,
    )


async def test_many_stories_keep_their_order(database: Database) -> None:
    """More than a statement's worth of labels, in one call."""
    stories = [Story(title=Fact(f"Evening {number}"), tags=(Fact(f"tag {number}"),) * 3) for number in range(700)]
    async with database.write() as connection:
        ids = await add_stories(connection, [prepare(story) for story in stories])
    assert ids == sorted(ids)
    async with database.read() as connection:
        for number in (0, 350, 699):
            card = await read_card(connection, ids[number])
            assert card is not None
            assert (card.title.value, card.tags[2].value) == (f"Evening {number}", f"tag {number}")


async def test_what_its_author_withdrew_stays_withdrawn(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    await library.load()
    (story_id,) = listed(library).values()
    async with library._back.database.write() as connection:
        await connection.execute(update(StoryRow).values(state=State.WITHDRAWN.value))
        await announce(connection, [story_id])
    folder.write("quay.txt", "The Quay, Back Again", prose("something else"))
    await library.load()
    with pytest.raises(NotShownError):
        await library.card(story_id, RESTRICTED, ANYBODY)
    assert (await library.status(1)).by_state[State.WITHDRAWN] == 1


async def test_a_story_that_was_deleted_is_forgotten(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    folder.write("bridge.txt", "The Bridge")
    await library.load()
    story_id = listed(library)["The Quay"]
    await library.excerpt(ExcerptWish(story="The Quay"), OPEN, ANYBODY)
    await library.recommend(RecommendWish(), OPEN, ANYBODY)
    async with library._back.database.write() as connection:
        await connection.execute(delete(StoryRow).where(StoryRow.id == story_id))
        await announce(connection, [story_id])
    assert len((await library.search(Request(), OPEN, ANYBODY)).found.hits) == 1
    assert [one.label for one in library.suggest(Kind.TITLE, "", OPEN, ANYBODY)] == ["The Bridge"]
    with pytest.raises(NotShownError):
        await library.card(story_id, OPEN, ANYBODY)
    await library.load()
    assert set(listed(library)) == {"The Quay", "The Bridge"}
    assert listed(library)["The Quay"] > story_id


async def test_a_story_without_text(library: Library) -> None:
    """A card alone, as moderators may add it."""
    story = Story(title=Fact("The Quay"), rating=Fact(Rating.GENERAL), permission=Permission.FULL)
    async with library._back.database.write() as connection:
        (story_id,) = await add_stories(connection, [prepare(story)])
    assert (await library.story("The Quay", OPEN, ANYBODY)).id == story_id
    with pytest.raises(TextNotSharedError, match="has no text of this story"):
        await library.page(story_id, 1, OPEN, ANYBODY)
    with pytest.raises(TextNotSharedError, match="has no text of this story"):
        await library.contents(story_id, OPEN, ANYBODY)


async def test_the_same_again_changes_nothing_but_what_changed(database: Database) -> None:
    story = Story(title=Fact("The Quay"), chapters=(Chapter("One", prose("lamps", 6)),))
    async with database.write() as connection:
        (story_id,) = await add_stories(connection, [prepare(story)])
        cards: list[Card | None] = []
        for change in (
            story,
            replace(story, title=Fact("The Quays")),
            replace(story, chapters=(Chapter("One", "Other."),)),
        ):
            await update_story(connection, story_id, prepare(change))
            cards.append(await read_card(connection, story_id))
    assert [card and card.revision for card in cards] == [1, 1, 2]


async def test_a_moment_needs_a_time_zone(database: Database) -> None:
    row = {"kind": "search", "digest": "x", "request": {}, "at": datetime(2024, 5, 31, 12)}  # noqa: DTZ001
    with pytest.raises(StatementError, match="time zone"):
        async with database.write() as connection:
            await connection.execute(insert(KeptRow).values(row))
    async with database.write() as connection:
        await connection.execute(insert(KeptRow).values(row | {"at": datetime(2024, 5, 31, 12, tzinfo=UTC)}))


async def test_large_libraries_are_searched_off_the_event_loop(
    library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.desk.LARGE", 0)
    folder.write("quay.txt", "The Quay")
    folder.write("bridge.txt", "The Bridge")
    await library.load()
    assert len((await library.search(Request(query="quay"), OPEN, ANYBODY)).found.hits) == 1
    assert len((await library.recommend(RecommendWish(like=("The Quay",)), OPEN, ANYBODY)).items) == 1


async def test_each_change_is_taken_in_once(library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("quay.txt", "The Quay")
    await library.load()
    index = library._back.catalogue.index
    applied: list[str] = []
    apply = index.apply

    def watched(put: list[Card], drop: list[int]) -> None:
        applied.extend(card.title.value for card in put)
        apply(put, drop)

    monkeypatch.setattr(index, "apply", watched)
    folder.write("bridge.txt", "The Bridge")
    await library.load()
    for _ in range(3):
        await library.search(Request(), OPEN, ANYBODY)
    assert applied == ["The Bridge"]
