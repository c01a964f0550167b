"""Undo within 24 hours: what was there before is there again, exactly; or a sentence says why it can't be."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.corpus.story import Permission, Rating, State
from bot.errors import NotAllowedError, NotShownError, NotUndoneError
from bot.library.adding.answers import Added, Consent, DraftState, Purpose
from bot.library.amending import amend, prune_undo
from bot.library.authors.nouns import Wish
from bot.library.history import Action, read_history, record
from bot.library.library import Library
from bot.library.snapshots import Snapshot, take_snapshot
from bot.library.tables import (
    Base,
    ConsentRow,
    FingerprintRow,
    HistoryRow,
    OutboxRow,
    PageRow,
    PassageRow,
    StoryRow,
    UndoRow,
)
from tests.library.adding.senders import (
    CURATOR,
    ELSEWHERE,
    MEMBER,
    MODERATOR,
    OTHER_MODERATOR,
    chapters,
    set_row,
    story_file,
    upload,
)
from tests.library.stories import ANYBODY, OPEN, RESTRICTED, Folder, listed, text_of


async def add(library: Library, data: bytes = b"") -> Added:
    preview = await upload(library, data or story_file(body=chapters(1, 2)))
    return await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)


async def bring_up(library: Library, data: bytes) -> Added:
    """A new version of the one story that there is."""
    preview = await upload(library, data)
    assert preview.target is not None
    return await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)


async def snapshot(library: Library, story_id: int) -> Snapshot:
    async with library._back.database.read() as connection:
        _, taken = await take_snapshot(connection, story_id)
    return taken


async def count(library: Library, table: type[Base]) -> int:
    async with library._back.database.read() as connection:
        return len(list(await connection.execute(select(table))))


async def test_a_new_story_is_gone_as_if_it_had_never_been(library: Library) -> None:
    added = await add(library)
    assert await library.adding.undo(MODERATOR, added.event_id) is None
    with pytest.raises(NotShownError, match="can't be shown here"):
        await library.card(added.card.id, OPEN, ANYBODY)
    with pytest.raises(NotShownError):
        await library.page(added.card.id, 1, OPEN, ANYBODY, revision=1)
    for table in (StoryRow, PassageRow, PageRow, FingerprintRow, ConsentRow, UndoRow):
        assert await count(library, table) == 0
    assert listed(library) == {}


async def test_its_draft_is_open_again(library: Library) -> None:
    preview = await upload(library)
    added = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    await library.adding.undo(OTHER_MODERATOR, added.event_id)
    assert (await library.adding.preview(MODERATOR, preview.draft_id, OPEN)).state is DraftState.OPEN
    again = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    assert again.card.id != added.card.id
    assert again.event_id != added.event_id


async def test_a_new_version_is_taken_back_exactly(library: Library) -> None:
    added = await add(library, story_file(body=chapters(1, 2, 3), Tags="fog", Summary="As it was."))
    before, text = await snapshot(library, added.card.id), await text_of(library, added.card.id)
    other = await bring_up(library, story_file(body=chapters(1, 4, 3), Tags="lamps", Rating="Teen"))
    assert await text_of(library, added.card.id) != text
    back = await library.adding.undo(MODERATOR, other.event_id)
    assert back is not None
    assert await snapshot(library, added.card.id) == before, "passages, pages, amendments and digests among it"
    assert await text_of(library, added.card.id) == text
    assert (back.rating.value, back.revision) == (Rating.GENERAL, 3)
    first = before.passage_ids[0]
    assert (await library.passage(first, OPEN, ANYBODY)).card.id == added.card.id


async def test_everything_can_be_taken_back_one_after_the_other(library: Library) -> None:
    added = await add(library)
    versions = [await bring_up(library, story_file(body=chapters(1, 2, seed))) for seed in (5, 6, 7)]
    with pytest.raises(NotUndoneError, match="has changed since: somebody updated it"):
        await library.adding.undo(MODERATOR, versions[0].event_id)
    for version in reversed(versions):
        assert await library.adding.undo(MODERATOR, version.event_id) is not None
    assert await library.adding.undo(MODERATOR, added.event_id) is None


async def test_what_it_was_before_an_edit(library: Library) -> None:
    added = await add(library, story_file(Tags="fog"))
    before = await snapshot(library, added.card.id)
    draft = await library.adding.edit(OTHER_MODERATOR, added.card.id, OPEN)
    await library.adding.change(OTHER_MODERATOR, draft.draft_id, {"tags": "lamps"}, OPEN)
    await library.adding.permit(OTHER_MODERATOR, draft.draft_id, Consent.CARD, "", OPEN)
    edited = await library.adding.confirm(OTHER_MODERATOR, draft.draft_id, OPEN)
    assert edited.card.permission is Permission.CARD
    await library.adding.undo(MODERATOR, edited.event_id)
    assert await snapshot(library, added.card.id) == before


async def test_an_edit_of_the_operators_story_is_taken_back(library: Library, folder: Folder) -> None:
    folder.write("lamp.txt", "The Lamp Road", Tags="fog")
    await library.load()
    [story_id] = listed(library).values()
    draft = await library.adding.edit(CURATOR, story_id, OPEN)
    await library.adding.change(CURATOR, draft.draft_id, {"tags": "lamps"}, OPEN)
    edited = await library.adding.confirm(CURATOR, draft.draft_id, OPEN)
    with pytest.raises(NotAllowedError, match="operator"):
        await library.adding.undo(MODERATOR, edited.event_id)
    back = await library.adding.undo(CURATOR, edited.event_id)
    assert back is not None
    assert [fact.value for fact in back.tags] == ["fog"]


async def test_it_stands_in_the_history(library: Library) -> None:
    added = await add(library)
    await library.adding.undo(OTHER_MODERATOR, added.event_id)
    async with library._back.database.read() as connection:
        event, first = await read_history(connection, 1)
    assert (event.action, event.user_id, event.story_id) == ("undid", 101, added.card.id)
    assert event.after["event"] == first.id == added.event_id


async def test_only_moderators_of_the_server_undo(library: Library) -> None:
    added = await add(library)
    with pytest.raises(NotAllowedError, match="for moderators"):
        await library.adding.undo(MEMBER, added.event_id)
    with pytest.raises(NotUndoneError, match="no such change"):
        await library.adding.undo(ELSEWHERE, added.event_id)
    assert listed(library)


@pytest.mark.parametrize("number", [0, -1, 999, 2**63, -(2**70)])
async def test_numbers_that_stand_for_no_change(library: Library, number: int) -> None:
    with pytest.raises(NotUndoneError, match="no such change"):
        await library.adding.undo(MODERATOR, number)


async def test_twice_it_is_undone_once(library: Library) -> None:
    added = await add(library)
    pressed = [library.adding.undo(actor, added.event_id) for actor in (MODERATOR, OTHER_MODERATOR)]
    answers = await asyncio.gather(*pressed, return_exceptions=True)
    assert sorted(map(str, answers)) == ["None", "That was undone already."]


async def test_after_a_day_it_is_too_late(library: Library) -> None:
    added = await add(library)
    yesterday = datetime.now(UTC) - timedelta(hours=24, seconds=1)
    async with library._back.database.write() as connection:
        await connection.execute(update(UndoRow).values(until=datetime.now(UTC)))
        await connection.execute(update(HistoryRow).values(at=yesterday))
    with pytest.raises(NotUndoneError, match="more than 24 hours ago"):
        await library.adding.undo(MODERATOR, added.event_id)
    async with library._back.database.write() as connection:
        await prune_undo(connection)
    assert await count(library, UndoRow) == 0
    with pytest.raises(NotUndoneError, match="more than 24 hours ago"):
        await library.adding.undo(MODERATOR, added.event_id)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "removed"}, "has changed since"),
        ({"permission": "card only"}, "has changed since"),
        ({"digest": "another"}, "has changed since"),
        ({"state": "withdrawn"}, "has changed since"),
        ({"state": "barred"}, "nothing lifts that"),
    ],
)
async def test_what_was_done_since_is_not_undone_with_it(library: Library, changes: dict[str, Any], said: str) -> None:
    added = await add(library)
    await set_row(library, added.card.id, **changes)
    with pytest.raises(NotUndoneError, match=said):
        await library.adding.undo(MODERATOR, added.event_id)
    assert await count(library, StoryRow) == 1


async def test_it_is_said_what_was_done_since(library: Library) -> None:
    added = await add(library)
    async with library._back.database.write() as connection:
        await amend(connection, added.card.id, {"rating": "Teen"}, vouched=True)
        await record(connection, OTHER_MODERATOR, Action.RATE, added.card.id)
        await record(connection, OTHER_MODERATOR, Action.HIDE, added.card.id)
    with pytest.raises(NotUndoneError, match="changed since: somebody rated it"):
        await library.adding.undo(MODERATOR, added.event_id)


async def test_an_authors_word_that_changes_nothing_yet_is_not_undone_either(library: Library) -> None:
    """A cap that the story keeps anyway is an amendment all the same."""
    added = await add(library)
    version = await bring_up(library, story_file(body=chapters(1, 2, 3)))
    async with library._back.database.write() as connection:
        await amend(connection, added.card.id, {"cap": "full text"})
    with pytest.raises(NotUndoneError, match="has changed since"):
        await library.adding.undo(MODERATOR, version.event_id)


async def test_a_change_that_bars_stays(library: Library) -> None:
    added = await add(library, story_file(Warnings="Underage"))
    assert added.card.state is State.LISTED
    draft = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    await library.adding.change(MODERATOR, draft.draft_id, {"rating": "Explicit"}, OPEN)
    barred = await library.adding.confirm(MODERATOR, draft.draft_id, RESTRICTED)
    assert barred.card.state is State.BARRED
    for event_id in (barred.event_id, added.event_id):
        with pytest.raises(NotUndoneError):
            await library.adding.undo(MODERATOR, event_id)


async def test_a_proposal_that_is_undone_does_not_come_back_by_itself(library: Library) -> None:
    preview = await library.adding.read(MEMBER, "x.txt", story_file(), OPEN, purpose=Purpose.PROPOSE)
    await library.adding.permit(MEMBER, preview.draft_id, Consent.OWN, "", OPEN)
    await library.review.propose(MEMBER, preview.draft_id, OPEN)
    added = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN, by_review=True)
    assert await library.adding.undo(MODERATOR, added.event_id) is None
    assert listed(library) == {}


async def test_what_an_author_wished_since_holds(library: Library) -> None:
    added = await add(library)
    version = await bring_up(library, story_file(body=chapters(1, 2, 3)))
    await library.authors.wish(CURATOR, Wish.CARDS, "Ona Bright", "")
    with pytest.raises(NotUndoneError, match="has changed since"):
        await library.adding.undo(MODERATOR, version.event_id)
    assert (await library.card(added.card.id, OPEN, ANYBODY)).permission is Permission.CARD


async def test_every_index_hears_of_it(library: Library) -> None:
    added = await add(library)
    before = await count(library, OutboxRow)
    await library.adding.undo(MODERATOR, added.event_id)
    assert await count(library, OutboxRow) == before + 1
