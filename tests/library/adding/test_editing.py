"""Editing a stored story: its fields alone, for those who look after it; the rest of it stays as it is."""

import pytest

from bot.corpus.story import Permission, Rating, State, values
from bot.errors import ClosedDraftError, NotAllowedError, NotReadyError, NotShownError
from bot.library.actor import Actor
from bot.library.adding.answers import Added, Consent, Purpose
from bot.library.amending import amend
from bot.library.library import Library
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


async def add(library: Library, **header: str) -> Added:
    preview = await upload(library, story_file(body=chapters(1, 2), **header), RESTRICTED)
    return await library.adding.confirm(MODERATOR, preview.draft_id, RESTRICTED)


async def test_fields_are_changed_and_the_text_stays(library: Library) -> None:
    added = await add(library, Tags="fog")
    text = await text_of(library, added.card.id)
    draft = await library.adding.edit(OTHER_MODERATOR, added.card.id, OPEN)
    assert (draft.purpose, draft.typed["tags"], draft.target) == (Purpose.EDIT, "fog", added.card)
    assert draft.near == ()
    assert draft.passage
    await library.adding.change(OTHER_MODERATOR, draft.draft_id, {"tags": "lamps", "title": "Lamps"}, OPEN)
    edited = await library.adding.confirm(OTHER_MODERATOR, draft.draft_id, OPEN)
    assert (edited.updated, edited.card.id, edited.card.revision) == (True, added.card.id, 1)
    assert (edited.card.title.value, values(edited.card.tags)) == ("Lamps", ("lamps",))
    assert edited.card.permission is Permission.FULL
    assert await text_of(library, added.card.id) == text


async def test_an_edit_of_nothing_is_none(library: Library) -> None:
    added = await add(library)
    draft = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    with pytest.raises(NotReadyError, match="Nothing is changed yet"):
        await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)
    same = await library.adding.change(MODERATOR, draft.draft_id, {"title": "The Lamp Road"}, OPEN)
    assert same.obstacles


async def test_two_edits_at_once_both_hold(library: Library) -> None:
    """A draft holds what was changed, not what the rest was when it was opened."""
    added = await add(library, Tags="fog", Summary="Old.")
    one = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    other = await library.adding.edit(OTHER_MODERATOR, added.card.id, OPEN)
    await library.adding.change(MODERATOR, one.draft_id, {"tags": "lamps"}, OPEN)
    await library.adding.change(OTHER_MODERATOR, other.draft_id, {"summary": "New."}, OPEN)
    await library.adding.confirm(MODERATOR, one.draft_id, OPEN)
    edited = await library.adding.confirm(OTHER_MODERATOR, other.draft_id, OPEN)
    assert (values(edited.card.tags), edited.card.summary and edited.card.summary.value) == (("lamps",), "New.")


@pytest.mark.parametrize(
    ("actor", "error"),
    [(MEMBER, NotAllowedError), (ELSEWHERE, NotShownError), (Actor(1, None, moderator=True), NotAllowedError)],
)
async def test_only_the_servers_moderators_edit(library: Library, actor: Actor, error: type[Exception]) -> None:
    added = await add(library)
    with pytest.raises(error):
        await library.adding.edit(actor, added.card.id, OPEN)


@pytest.mark.parametrize("number", [0, -1, 999, 2**63, -(2**70)])
async def test_numbers_that_stand_for_no_story(library: Library, number: int) -> None:
    with pytest.raises(NotShownError):
        await library.adding.edit(MODERATOR, number, OPEN)


async def test_the_operators_stories_are_edited_by_curators(library: Library, folder: Folder) -> None:
    folder.write("lamp.txt", "The Lamp Road", Tags="fog")
    await library.load()
    [story_id] = listed(library).values()
    with pytest.raises(NotAllowedError, match="FICUS_HOME_GUILD_IDS"):
        await library.adding.edit(MODERATOR, story_id, OPEN)
    draft = await library.adding.edit(CURATOR, story_id, OPEN)
    await library.adding.change(CURATOR, draft.draft_id, {"tags": "lamps"}, OPEN)
    await library.adding.confirm(CURATOR, draft.draft_id, OPEN)
    folder.write("lamp.txt", "The Lamp Road", Tags="fog, fish")
    await library.load()
    assert values((await library.card(story_id, OPEN, ANYBODY)).tags) == ("lamps",)


async def test_who_is_no_curator_any_more_confirms_nothing(library: Library, folder: Folder) -> None:
    folder.write("lamp.txt", "The Lamp Road")
    await library.load()
    [story_id] = listed(library).values()
    draft = await library.adding.edit(CURATOR, story_id, OPEN)
    await library.adding.change(CURATOR, draft.draft_id, {"tags": "lamps"}, OPEN)
    with pytest.raises(NotAllowedError, match="operator"):
        await library.adding.confirm(Actor(CURATOR.user_id, 1, moderator=True), draft.draft_id, OPEN)


async def test_a_restricted_story_is_edited_in_a_restricted_channel(library: Library) -> None:
    added = await add(library, Rating="Mature")
    with pytest.raises(NotAllowedError, match="age-restricted"):
        await library.adding.edit(MODERATOR, added.card.id, OPEN)
    draft = await library.adding.edit(MODERATOR, added.card.id, RESTRICTED)
    seen_elsewhere = await library.adding.preview(MODERATOR, draft.draft_id, OPEN)
    assert "Lamp Road" not in repr((seen_elsewhere.story, seen_elsewhere.typed, seen_elsewhere.target))
    lowered = await library.adding.change(MODERATOR, draft.draft_id, {"rating": "General"}, OPEN)
    assert lowered.target is None, "the story itself is still rated Mature"
    with pytest.raises(NotReadyError, match="age-restricted"):
        await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)
    assert (await library.adding.confirm(MODERATOR, draft.draft_id, RESTRICTED)).card.rating.value is Rating.GENERAL


async def test_why_it_may_be_shown_can_be_said_anew(library: Library) -> None:
    added = await add(library)
    draft = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    await library.adding.permit(MODERATOR, draft.draft_id, Consent.CARD, "", OPEN)
    edited = await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)
    assert edited.card.permission is Permission.CARD


async def test_an_authors_cap_is_not_lifted_by_moderators(library: Library) -> None:
    added = await add(library)
    async with library._back.database.write() as connection:
        await amend(connection, added.card.id, {"permission": "excerpts only", "cap": "excerpts only"})
    draft = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    allowed = await library.adding.permit(MODERATOR, draft.draft_id, Consent.OWN, "", OPEN)
    assert allowed.story.permission is Permission.EXCERPTS
    assert (await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)).card.permission is Permission.EXCERPTS
    version = await upload(library, story_file(body=chapters(1, 2, 3)))
    assert version.target is not None
    assert (await library.adding.confirm(MODERATOR, version.draft_id, OPEN)).card.permission is Permission.EXCERPTS


async def test_a_held_story_can_be_edited_and_stays_held(library: Library) -> None:
    added = await add(library)
    await set_row(library, added.card.id, state=State.HELD.value, held_because="Somebody has to look.")
    draft = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    await library.adding.change(MODERATOR, draft.draft_id, {"tags": "lamps"}, OPEN)
    assert (await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)).card.state is State.HELD


async def test_a_withdrawn_story_is_nobodys_to_edit(library: Library) -> None:
    added = await add(library)
    draft = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    await library.adding.change(MODERATOR, draft.draft_id, {"tags": "lamps"}, OPEN)
    await set_row(library, added.card.id, state=State.WITHDRAWN.value)
    with pytest.raises(NotShownError):
        await library.adding.edit(MODERATOR, added.card.id, OPEN)
    with pytest.raises(NotReadyError, match="no longer there"):
        await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)


async def test_an_edit_is_of_one_story(library: Library) -> None:
    added = await add(library)
    draft = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    with pytest.raises(NotAllowedError, match="the one story"):
        await library.adding.aim(MODERATOR, draft.draft_id, None, OPEN)


async def test_a_story_that_went_meanwhile_is_not_added_anew(library: Library) -> None:
    added = await add(library)
    draft = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    await library.adding.change(MODERATOR, draft.draft_id, {"tags": "lamps"}, OPEN)
    await library.adding.undo(MODERATOR, added.event_id)
    with pytest.raises(NotReadyError, match="no longer there"):
        await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)
    await library.adding.discard(MODERATOR, draft.draft_id)
    with pytest.raises(ClosedDraftError):
        await library.adding.preview(MODERATOR, draft.draft_id, OPEN)
