"""Confirming: exactly once, by whoever may, with everything that stands against it said first."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.corpus.story import Permission, Rating, State
from bot.errors import ClosedDraftError, NotAllowedError, NotReadyError
from bot.library.adding.answers import Consent, DraftState, Preview, Purpose
from bot.library.history import read_history
from bot.library.library import Library
from bot.library.tables import AmendmentRow, Base, ConsentRow, DraftRow, PassageRow, StoryRow
from tests.library.adding.senders import (
    CURATOR,
    MEMBER,
    MODERATOR,
    OTHER_MODERATOR,
    chapters,
    set_row,
    story_file,
    text_of,
    upload,
)
from tests.library.stories import ANYBODY, OPEN, RESTRICTED, Folder, listed
from tests.library.stories import text_of as pages_of


async def rows(library: Library, table: type[Base]) -> list[Any]:
    async with library._back.database.read() as connection:
        return list(await connection.execute(select(table)))


async def propose(library: Library, data: bytes = b"") -> Preview:
    """A member's proposal that waits for review."""
    preview = await library.adding.read(MEMBER, "x.txt", data or story_file(), OPEN, purpose=Purpose.PROPOSE)
    await library.adding.permit(MEMBER, preview.draft_id, Consent.OWN, "", OPEN)
    await library.review.propose(MEMBER, preview.draft_id, OPEN)
    return preview


async def test_a_confirmed_story_is_served(library: Library) -> None:
    preview = await upload(library, story_file(body=text_of(1, 9)))
    added = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    assert not added.updated
    assert (await library.card(added.card.id, OPEN, ANYBODY)) == added.card
    assert added.card.guild_id == 1
    assert (added.card.permission, added.card.permission_proof) == (Permission.FULL, "my own work")
    assert text_of(1, 1)[:60] in await pages_of(library, added.card.id)
    assert (await library.adding.preview(MODERATOR, preview.draft_id, OPEN)).state is DraftState.DONE


async def test_it_stands_in_the_history_with_who_answers_for_it(library: Library) -> None:
    preview = await upload(library)
    await library.adding.permit(MODERATOR, preview.draft_id, Consent.AUTHOR, "https://stories.example/yes", OPEN)
    added = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    async with library._back.database.read() as connection:
        [event] = await read_history(connection, 1)
    assert (event.id, event.action, event.user_id, event.story_id) == (added.event_id, "added", 100, added.card.id)
    assert event.after == {
        "title": "The Lamp Road",
        "consent": "the author said yes",
        "proof": "https://stories.example/yes",
    }
    [consent] = await rows(library, ConsentRow)
    assert (consent.story_id, consent.kind, consent.user_id) == (added.card.id, "the author said yes", 100)


@pytest.mark.parametrize(("consent", "left"), [(Consent.FREE, Permission.FULL), (Consent.CARD, Permission.CARD)])
async def test_the_permission_follows_the_consent(library: Library, consent: Consent, left: Permission) -> None:
    preview = await upload(library)
    await library.adding.permit(MODERATOR, preview.draft_id, consent, "", OPEN)
    added = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    assert added.card.permission is left


async def test_what_the_file_itself_forbids_stays_forbidden(library: Library) -> None:
    preview = await upload(library, story_file(Permission="excerpts only"))
    added = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    assert added.card.permission is Permission.EXCERPTS


async def test_pressed_again_it_answers_the_same(library: Library) -> None:
    preview = await upload(library)
    first = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    assert await library.adding.confirm(MODERATOR, preview.draft_id, OPEN) == first
    assert len(await rows(library, StoryRow)) == 1


async def test_pressed_many_times_at_once_there_is_one_story(library: Library) -> None:
    preview = await upload(library)
    pressed = [library.adding.confirm(MODERATOR, preview.draft_id, OPEN) for _ in range(5)]
    answers = await asyncio.gather(*pressed)
    assert len(set(answers)) == 1
    assert len(await rows(library, StoryRow)) == 1
    assert len(await rows(library, ConsentRow)) == 1


async def test_what_is_missing_is_said_all_at_once(library: Library) -> None:
    preview = await library.adding.read(MODERATOR, "x.txt", story_file(), OPEN)
    await library.adding.change(MODERATOR, preview.draft_id, {"source": "nowhere"}, OPEN)
    with pytest.raises(NotReadyError) as error:
        await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    assert len(error.value.obstacles) == 2
    assert error.value.sentence == " ".join(error.value.obstacles)
    assert await rows(library, StoryRow) == []


async def test_a_restricted_story_is_confirmed_where_it_may_be_shown(library: Library) -> None:
    preview = await upload(library, story_file(Rating="Explicit"), RESTRICTED)
    with pytest.raises(NotReadyError, match="age-restricted"):
        await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    assert (await library.adding.confirm(MODERATOR, preview.draft_id, RESTRICTED)).card.rating.value is Rating.EXPLICIT


async def test_a_held_story_needs_a_moderators_rating(library: Library) -> None:
    preview = await upload(library, story_file(Rating="", Tags="Smut"), RESTRICTED)
    assert preview.verdict.state is State.HELD
    with pytest.raises(NotReadyError, match="Choose its rating"):
        await library.adding.confirm(MODERATOR, preview.draft_id, RESTRICTED)
    rated = await library.adding.change(MODERATOR, preview.draft_id, {"rating": "Explicit"}, RESTRICTED)
    assert (rated.verdict.state, rated.obstacles) == (State.LISTED, ())
    added = await library.adding.confirm(MODERATOR, preview.draft_id, RESTRICTED)
    assert added.card.state is State.LISTED


async def test_no_rating_is_no_answer(library: Library) -> None:
    preview = await upload(library, story_file(Rating="", Tags="Smut"), RESTRICTED)
    again = await library.adding.change(MODERATOR, preview.draft_id, {"rating": "not rated"}, RESTRICTED)
    assert again.verdict.state is State.HELD


async def test_a_stated_age_beside_sexual_content_needs_one_who_has_looked(library: Library) -> None:
    """The rating that is there already counts once a moderator gives it."""
    preview = await upload(library, story_file(Rating="Explicit", Warnings="She is 17"), RESTRICTED)
    assert preview.verdict.state is State.HELD
    with pytest.raises(NotReadyError, match="which says that you have looked"):
        await library.adding.confirm(MODERATOR, preview.draft_id, RESTRICTED)
    await library.adding.change(MODERATOR, preview.draft_id, {"rating": "Explicit"}, RESTRICTED)
    assert (await library.adding.confirm(MODERATOR, preview.draft_id, RESTRICTED)).card.state is State.LISTED


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"rating": "General"},
        {"tags": "", "warnings": "", "rating": "Teen"},
        {"tags": "", "title": "Harmless", "summary": "Nothing happens.", "rating": "General"},
    ],
)
async def test_what_is_barred_as_read_is_never_added(library: Library, typed: dict[str, str]) -> None:
    preview = await upload(library, story_file(Rating="Explicit", Tags="Underage, fog"), RESTRICTED)
    changed = await library.adding.change(MODERATOR, preview.draft_id, typed, RESTRICTED)
    assert changed.verdict.state is State.BARRED
    with pytest.raises(NotReadyError, match="So it can't be added"):
        await library.adding.confirm(MODERATOR, preview.draft_id, RESTRICTED)
    assert await rows(library, StoryRow) == []


async def test_what_somebody_adds_can_bar_it(library: Library) -> None:
    preview = await upload(library, story_file(Rating="Explicit"), RESTRICTED)
    changed = await library.adding.change(
        MODERATOR, preview.draft_id, {"tags": "Underage", "rating": "General"}, RESTRICTED
    )
    assert changed.verdict.state is State.BARRED


async def test_members_do_not_confirm(library: Library) -> None:
    preview = await library.adding.read(MEMBER, "x.txt", story_file(), OPEN, purpose=Purpose.PROPOSE)
    await library.adding.permit(MEMBER, preview.draft_id, Consent.OWN, "", OPEN)
    with pytest.raises(NotAllowedError, match="for moderators"):
        await library.adding.confirm(MEMBER, preview.draft_id, OPEN)
    with pytest.raises(NotAllowedError):
        await library.adding.confirm(replace(MEMBER, moderator=True), preview.draft_id, OPEN)


async def test_who_was_a_moderator_confirms_no_more(library: Library) -> None:
    preview = await upload(library)
    with pytest.raises(NotAllowedError):
        await library.adding.confirm(replace(MODERATOR, moderator=False), preview.draft_id, OPEN)
    assert await rows(library, StoryRow) == []


async def test_a_proposal_is_confirmed_by_another_moderator(library: Library) -> None:
    preview = await propose(library)
    with pytest.raises(NotAllowedError, match="not its proposer"):
        await library.adding.confirm(replace(MEMBER, moderator=True), preview.draft_id, OPEN, by_review=True)
    with pytest.raises(NotAllowedError, match="Approve"):
        await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    added = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN, by_review=True)
    assert added.card.state is State.LISTED
    [consent] = await rows(library, ConsentRow)
    assert consent.user_id == MEMBER.user_id, "it's the proposer's word"
    with pytest.raises(ClosedDraftError):
        await library.adding.confirm(OTHER_MODERATOR, preview.draft_id, OPEN, by_review=True)
    assert len(await rows(library, StoryRow)) == 1


async def test_two_moderators_at_once_give_one_story(library: Library) -> None:
    preview = await propose(library)
    pressed = [
        library.adding.confirm(actor, preview.draft_id, OPEN, by_review=True) for actor in (MODERATOR, OTHER_MODERATOR)
    ]
    answers = await asyncio.gather(*pressed, return_exceptions=True)
    assert sorted(isinstance(answer, ClosedDraftError) for answer in answers) == [False, True]
    assert len(await rows(library, StoryRow)) == 1


async def test_what_joins_the_confirmation_can_stop_it(library: Library) -> None:
    preview = await upload(library)

    async def refuse(*_: object) -> None:
        raise ClosedDraftError("Somebody was quicker.")

    with pytest.raises(ClosedDraftError, match="quicker"):
        await library.adding.confirm(MODERATOR, preview.draft_id, OPEN, within=refuse)
    assert await rows(library, StoryRow) == []
    assert (await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)).card.title.value == "The Lamp Road"


async def test_a_proposed_rating_is_not_a_moderators_word(library: Library) -> None:
    preview = await library.adding.read(
        MEMBER, "x.txt", story_file(Rating="", Tags="Smut"), RESTRICTED, purpose=Purpose.PROPOSE
    )
    await library.adding.permit(MEMBER, preview.draft_id, Consent.OWN, "", RESTRICTED)
    rated = await library.adding.change(MEMBER, preview.draft_id, {"rating": "Not Rated"}, RESTRICTED)
    assert (rated.verdict.state, rated.obstacles) == (State.HELD, ()), "it can be proposed: the moderators will look"
    await library.review.propose(MEMBER, preview.draft_id, RESTRICTED)
    with pytest.raises(NotReadyError):
        await library.adding.confirm(MODERATOR, preview.draft_id, RESTRICTED, by_review=True)
    await library.adding.change(MODERATOR, preview.draft_id, {"rating": "Explicit"}, RESTRICTED)
    added = await library.adding.confirm(MODERATOR, preview.draft_id, RESTRICTED, by_review=True)
    assert added.card.state is State.LISTED


async def passages(library: Library, story_id: int) -> dict[str, int]:
    async with library._back.database.read() as connection:
        chosen = select(PassageRow.digest, PassageRow.id).where(PassageRow.story_id == story_id)
        return {row.digest: row.id for row in await connection.execute(chosen)}


async def test_a_new_version_keeps_the_story_and_what_did_not_change(library: Library) -> None:
    first = await upload(library, story_file(body=chapters(1, 2), Tags="fog"))
    added = await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    before = await passages(library, added.card.id)
    again = await library.adding.read(MODERATOR, "v2.txt", story_file(body=chapters(1, 2, 3), Tags="lamps"), OPEN)
    assert again.target is not None
    assert again.obstacles == (), "why it may be shown was said before"
    updated = await library.adding.confirm(MODERATOR, again.draft_id, OPEN)
    assert (updated.updated, updated.card.id) == (True, added.card.id)
    assert updated.card.revision == 2
    assert updated.card.permission is Permission.FULL
    after = await passages(library, added.card.id)
    assert len(after) > len(before) > 1
    assert {digest: after[digest] for digest in before} == before


async def test_what_was_mended_by_hand_holds_for_a_new_version(library: Library) -> None:
    first = await upload(library, story_file(Tags="fogg"))
    await library.adding.change(MODERATOR, first.draft_id, {"tags": "fog"}, OPEN)
    await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    again = await library.adding.read(MODERATOR, "v2.txt", story_file(Tags="fogg", Summary="New."), OPEN)
    assert (again.typed["tags"], again.typed["summary"]) == ("fog", "New.")
    updated = await library.adding.confirm(MODERATOR, again.draft_id, OPEN)
    assert [fact.value for fact in updated.card.tags] == ["fog"]


async def test_the_newest_consent_decides(library: Library) -> None:
    first = await upload(library)
    await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    again = await upload(library, story_file(Summary="New."))
    await library.adding.permit(MODERATOR, again.draft_id, Consent.CARD, "", OPEN)
    assert (await library.adding.confirm(MODERATOR, again.draft_id, OPEN)).card.permission is Permission.CARD


async def test_a_removed_story_is_put_back_first(library: Library) -> None:
    first = await upload(library)
    added = await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    again = await upload(library)
    assert again.target is not None
    await set_row(library, added.card.id, state=State.REMOVED.value)
    with pytest.raises(NotReadyError, match="/story restore"):
        await library.adding.confirm(MODERATOR, again.draft_id, OPEN)
    await library.adding.aim(MODERATOR, again.draft_id, None, OPEN)
    assert not (await library.adding.confirm(MODERATOR, again.draft_id, OPEN)).updated


async def test_a_target_that_went_to_another_server_is_none(library: Library) -> None:
    first = await upload(library)
    added = await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    again = await upload(library)
    await set_row(library, added.card.id, guild_id=2)
    with pytest.raises(NotReadyError, match="no longer there"):
        await library.adding.confirm(MODERATOR, again.draft_id, OPEN)


async def test_the_operators_file_decides_about_its_text(library: Library, folder: Folder) -> None:
    folder.put("lamp.txt", story_file())
    await library.load()
    preview = await upload(library, story_file(Summary="New."))
    corpus_id = listed(library)["The Lamp Road"]
    with pytest.raises(NotAllowedError, match="operator's folder"):
        await library.adding.aim(CURATOR, preview.draft_id, corpus_id, OPEN)
    await set_draft_target(library, preview.draft_id, corpus_id)
    with pytest.raises(NotReadyError, match="operator's folder"):
        await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)


async def set_draft_target(library: Library, draft_id: int, story_id: int) -> None:
    async with library._back.database.write() as connection:
        await connection.execute(update(DraftRow).where(DraftRow.id == draft_id).values(target_id=story_id))


async def test_what_was_stated_is_kept(library: Library) -> None:
    preview = await upload(library)
    await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    [row] = await rows(library, AmendmentRow)
    assert row.changes["changes"] == {"permission": "full text", "permission_proof": "my own work"}
