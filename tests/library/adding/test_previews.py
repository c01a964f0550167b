"""Previews: everything that should be seen before confirming, and nothing that the place doesn't allow."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from bot.corpus.screening.verdict import Verdict
from bot.corpus.story import Fact, Origin, Rating, State
from bot.errors import ClosedDraftError, NotAllowedError, NotShownError
from bot.library.adding.answers import Consent, Preview, Purpose
from bot.library.library import Library
from bot.library.place import Place
from bot.library.tables import HiddenRow
from tests.library.adding.senders import MEMBER, MODERATOR, OTHER_MODERATOR, set_row, story_file, text_of, upload
from tests.library.stories import OPEN, RESTRICTED, Folder

SOURCE = "https://archiveofourown.org/works/4100000"
SAME_WORK = "http://www.archiveofourown.org/works/4100000/chapters/9?view_adult=true"


async def read(library: Library, place: Place = OPEN, **header: str) -> Preview:
    return await library.adding.read(MODERATOR, "x.txt", story_file(**header), place)


def words_of(preview: Preview) -> str:
    """All that a preview says of its story but for its file's name."""
    return repr((preview.story, preview.typed, preview.mistakes, preview.near, preview.passage, preview.obstacles))


@pytest.mark.parametrize("rating", ["Mature", "Explicit", "Not Rated", ""])
async def test_a_restricted_story_stays_unseen_in_open_channels(library: Library, rating: str) -> None:
    preview = await read(library, Rating=rating, Tags="fog", Source=SOURCE)
    assert not preview.shown
    assert [word for word in ("Lamp Road", "Ona", "fog", "evening") if word in words_of(preview)] == []
    assert preview.typed == {"rating": rating or "Not Rated"}
    assert len(preview.obstacles) == 1
    assert "age-restricted" in preview.obstacles[0]
    there = await library.adding.preview(MODERATOR, preview.draft_id, RESTRICTED)
    assert there.shown
    assert there.passage


async def test_giving_a_rating_shows_it(library: Library) -> None:
    preview = await read(library, Rating="")
    rated = await library.adding.change(MODERATOR, preview.draft_id, {"rating": "K+"}, OPEN)
    assert rated.story.rating == Fact(Rating.GENERAL)
    assert rated.shown
    assert rated.story.title.value == "The Lamp Road"


async def test_held_text_is_read_in_restricted_channels_only(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rating says General, and screening that its text says something else."""
    monkeypatch.setattr("bot.library.amendments.screen", lambda *_: Verdict(State.HELD, "Its text seems sexual."))
    preview = await library.adding.read(MODERATOR, "x.txt", story_file(), OPEN)
    assert preview.verdict.state is State.HELD
    assert (preview.shown, preview.passage) == (True, "")
    assert (await library.adding.preview(MODERATOR, preview.draft_id, RESTRICTED)).passage


async def test_barred_text_is_never_shown(library: Library) -> None:
    preview = await library.adding.read(MODERATOR, "x.txt", story_file(Rating="Explicit", Tags="Underage"), RESTRICTED)
    assert (preview.verdict.state, preview.passage) == (State.BARRED, "")
    assert "So it can't be added." in preview.obstacles[0]


async def test_what_is_stated_guessed_and_found_stay_apart(library: Library) -> None:
    preview = await read(library)
    same = {field: preview.typed[field] for field in ("title", "language", "characters", "authors")}
    kept = await library.adding.change(MODERATOR, preview.draft_id, same, OPEN)
    assert kept.story == preview.story
    assert kept.story.language == Fact("English", Origin.GUESSED)
    stated = await library.adding.change(MODERATOR, preview.draft_id, {"language": "Dutch"}, OPEN)
    assert stated.story.language == Fact("Dutch")


async def test_every_field_can_be_mended(library: Library) -> None:
    preview = await read(library)
    typed = {
        "title": "The Lamp Road, Mended",
        "authors": "Ona Bright, Piet Moor",
        "summary": "Two lamps.\n\nOne road.",
        "fandoms": "The Quiet Harbor",
        "characters": "Hana Mori\nOdo Lind, the elder",
        "relationships": "Hana Mori/Odo Lind",
        "tags": "fog; lamps",
        "warnings": "Mild Peril",
        "rating": "pg13",
        "language": "English",
        "source": SOURCE,
        "status": "finished",
        "series": "Roads",
    }
    mended = await library.adding.change(MODERATOR, preview.draft_id, typed, OPEN)
    assert mended.mistakes == ()
    assert mended.typed == typed | {"rating": "Teen", "status": "complete", "tags": "fog, lamps", "language": "English"}
    assert mended.story.language == Fact("English", Origin.GUESSED), "it was so before"


async def test_mistakes_stay_typed_until_they_are_mended(library: Library) -> None:
    preview = await upload(library)
    typed = {"rating": "PG-99", "source": "somewhere", "title": " ", "tags": "fog"}
    wrong = await library.adding.change(MODERATOR, preview.draft_id, typed, OPEN)
    assert wrong.typed["rating"] == "PG-99"
    assert wrong.typed["source"] == "somewhere"
    assert wrong.story.rating == Fact(Rating.GENERAL)
    assert wrong.typed["tags"] == "fog"
    assert sorted(mistake.partition(":")[0] for mistake in wrong.mistakes) == ["rating", "source", "title"]
    assert len(wrong.obstacles) == 3
    again = await library.adding.preview(MODERATOR, preview.draft_id, OPEN)
    assert again == wrong
    mended = await library.adding.change(
        MODERATOR, preview.draft_id, {"rating": "Teen", "source": "", "title": "The Lamp Road"}, OPEN
    )
    assert (mended.mistakes, mended.obstacles) == ((), ())


@pytest.mark.parametrize("again", ["http://archiveofourown.org/works/4100000", SAME_WORK])
async def test_the_same_source_is_near(library: Library, again: str) -> None:
    first = await upload(library, story_file(Source=SOURCE))
    added = await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    other = await library.adding.read(
        MODERATOR, "y.txt", story_file("Another Name", text_of(1), Author="Somebody", Source=again), OPEN
    )
    assert other.target is not None
    assert other.target.id == added.card.id, "its own source: it's a new version"
    apart = await library.adding.aim(MODERATOR, other.draft_id, None, OPEN)
    assert [(near.card.id, near.why) for near in apart.near] == [(added.card.id, "the same source")]


async def test_the_same_names_or_text_are_near(library: Library) -> None:
    first = await upload(library, story_file("The Lamp Road", text_of(1, 12)))
    added = await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    named = await library.adding.read(MODERATOR, "a.txt", story_file("Lamp road, the", text_of(2)), OPEN)
    assert named.near == ()
    named = await library.adding.read(MODERATOR, "a.txt", story_file("Lamp  road!", text_of(2)), OPEN)
    assert [near.why for near in named.near] == ["the same title and author"]
    assert named.target is None, "it may be another story of the same name"
    changed = text_of(1, 12).replace("skalo", "skala")
    written = await library.adding.read(MODERATOR, "b.txt", story_file("Elsewhere", changed, Author="Nobody"), OPEN)
    assert [near.why for near in written.near] == ["mostly the same text"]
    grown = f"{changed}\n\n{text_of(3, 60)}"
    longer = await library.adding.read(MODERATOR, "c.txt", story_file("Elsewhere", grown, Author="Nobody"), OPEN)
    assert [near.card.id for near in longer.near] == [added.card.id]
    both = await library.adding.read(MODERATOR, "d.txt", story_file("The Lamp Road", changed), OPEN)
    assert both.target is not None
    assert both.target.id == added.card.id


async def test_others_are_not_near(library: Library) -> None:
    first = await upload(library)
    await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    other = await library.adding.read(MODERATOR, "a.txt", story_file("The Fog", text_of(2)), OPEN)
    assert (other.near, other.target) == ((), None)


async def test_near_ones_of_the_operators_folder_are_told_but_not_aimed_at(library: Library, folder: Folder) -> None:
    folder.put("lamp.txt", story_file())
    await library.load()
    preview = await read(library)
    assert preview.target is None
    assert [near.card.guild_id for near in preview.near] == [None]
    with pytest.raises(NotAllowedError, match="operator's folder"):
        await library.adding.aim(MODERATOR, preview.draft_id, preview.near[0].card.id, OPEN)


async def test_near_ones_too_restricted_for_the_place_are_counted_for_moderators(library: Library) -> None:
    first = await upload(library, story_file("Zephyr", Rating="Explicit"), RESTRICTED)
    await library.adding.confirm(MODERATOR, first.draft_id, RESTRICTED)
    again = await library.adding.read(MODERATOR, "z.txt", story_file("Zephyr", text_of(2), Rating="Teen"), OPEN)
    assert (again.near, again.near_unseen) == ((), 1)
    there = await library.adding.preview(MODERATOR, again.draft_id, RESTRICTED)
    assert (len(there.near), there.near_unseen) == (1, 0)
    proposal = await library.adding.read(
        MEMBER, "z.txt", story_file("Zephyr", text_of(2), Rating="Teen"), OPEN, purpose=Purpose.PROPOSE
    )
    assert (proposal.near, proposal.near_unseen) == ((), 0)


@pytest.mark.parametrize("state", [State.HELD, State.REMOVED, State.BARRED])
async def test_a_member_is_told_of_nothing_that_readers_do_not_see(library: Library, state: State) -> None:
    first = await upload(library)
    added = await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    await set_row(library, added.card.id, state=state.value)
    proposal = await library.adding.read(MEMBER, "z.txt", story_file(), OPEN, purpose=Purpose.PROPOSE)
    assert (proposal.near, proposal.target) == ((), None)
    with pytest.raises(NotShownError):
        await library.adding.aim(MEMBER, proposal.draft_id, added.card.id, OPEN)
    seen = await library.adding.read(OTHER_MODERATOR, "z.txt", story_file(), OPEN)
    assert [near.card.id for near in seen.near] + [seen.target.id if seen.target else 0] != [0]


async def test_what_was_withdrawn_is_near_to_nobody(library: Library) -> None:
    first = await upload(library)
    added = await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    await set_row(library, added.card.id, state=State.WITHDRAWN.value)
    preview = await read(library)
    assert (preview.near, preview.near_unseen, preview.target) == ((), 0, None)
    with pytest.raises(NotShownError):
        await library.adding.aim(MODERATOR, preview.draft_id, added.card.id, OPEN)


async def test_a_story_hidden_here_is_still_near_for_moderators(library: Library) -> None:
    first = await upload(library)
    added = await library.adding.confirm(MODERATOR, first.draft_id, OPEN)
    async with library._back.database.write() as connection:
        row = {"guild_id": 1, "story_id": added.card.id, "reason": "", "user_id": 1, "at": datetime.now(UTC)}
        await connection.execute(insert(HiddenRow).values(row))
    preview = await read(library)
    assert preview.target is not None


async def test_why_it_may_be_shown_must_be_said(library: Library) -> None:
    preview = await read(library)
    assert preview.obstacles[0].startswith("It isn't said why it may be shown here.")
    asked = await library.adding.permit(MODERATOR, preview.draft_id, Consent.AUTHOR, "  ", OPEN)
    assert asked.obstacles == ("The author said yes: give a link to where, or their words.",)
    given = await library.adding.permit(MODERATOR, preview.draft_id, Consent.AUTHOR, "“Sure!”\n", OPEN)
    assert (given.consent, given.proof, given.obstacles) == (Consent.AUTHOR, "“Sure!”", ())
    with pytest.raises(NotAllowedError):
        await library.adding.permit(MODERATOR, preview.draft_id, Consent.CORPUS, "", OPEN)


async def test_moderators_see_what_was_proposed_once_it_waits(library: Library) -> None:
    proposal = await library.adding.read(MEMBER, "z.txt", story_file(), OPEN, purpose=Purpose.PROPOSE)
    with pytest.raises(ClosedDraftError):
        await library.adding.preview(MODERATOR, proposal.draft_id, OPEN)
    await library.adding.permit(MEMBER, proposal.draft_id, Consent.OWN, "", OPEN)
    await library.review.propose(MEMBER, proposal.draft_id, OPEN)
    seen = await library.adding.preview(MODERATOR, proposal.draft_id, OPEN)
    assert seen.story.title.value == "The Lamp Road"
    mended = await library.adding.change(MODERATOR, proposal.draft_id, {"title": "The Lamp Roads"}, OPEN)
    assert mended.story.title.value == "The Lamp Roads"
    with pytest.raises(ClosedDraftError, match="waits for the moderators"):
        await library.adding.change(MEMBER, proposal.draft_id, {"title": "Something Else"}, OPEN)
