"""What is sent in becomes a draft, or is refused with a reason and a way on; only who may send it can."""

import pytest
from sqlalchemy import select, update

from bot.corpus.story import Fact, Origin, Permission, Rating, values
from bot.errors import ClosedDraftError, NotAllowedError, RefusedFileError
from bot.library.actor import Actor
from bot.library.adding.answers import Consent, DraftState, Purpose
from bot.library.adding.drafts import KEPT_FOR, MOST_OPEN, prune_drafts
from bot.library.library import Library
from bot.library.packing import unpack
from bot.library.tables import DraftRow
from tests.library.adding.senders import ELSEWHERE, MEMBER, MODERATOR, OTHER_MODERATOR, story_file, upload
from tests.library.stories import OPEN, RESTRICTED, Folder, prose

SNIPPET = """\
<a href="https://archiveofourown.org/works/4100000"><strong>The Lamp Road</strong></a> (1200 words) by \
<a href="https://archiveofourown.org/users/onabright"><strong>onabright</strong></a><br />Chapters: 1/1<br />Fandom: \
<a href="#">The Quiet Harbor</a><br />Rating: Teen And Up Audiences<br />Warnings: No Archive Warnings Apply<br />\
Relationships: Odo Lind/Hana Mori<br />Characters: Odo Lind, Hana Mori<br />Summary: <p>Two lamps.</p>"""


async def test_a_file_becomes_a_draft(library: Library) -> None:
    preview = await library.adding.read(MODERATOR, "lamps.txt", story_file(Tags="fog, lamps"), OPEN)
    assert (preview.state, preview.file, preview.words) == (DraftState.OPEN, "lamps.txt", preview.story.words)
    assert preview.story.title == Fact("The Lamp Road")
    assert preview.story.language == Fact("English", Origin.GUESSED)
    assert preview.typed["tags"] == "fog, lamps"
    assert preview.passage.startswith("This is what was told of The Lamp Road on evening 1.")
    assert (await library.adding.preview(MODERATOR, preview.draft_id, OPEN)) == preview


async def test_what_was_read_is_kept_before_it_is_shown(library: Library) -> None:
    preview = await library.adding.read(MODERATOR, "lamps.txt", story_file(), RESTRICTED)
    async with library._back.database.read() as connection:
        row = (await connection.execute(select(DraftRow).where(DraftRow.id == preview.draft_id))).one()
    assert unpack(row.story).chapters == preview.story.chapters


async def test_known_names_of_the_library_find_characters(library: Library, folder: Folder) -> None:
    folder.write("known.txt", Characters="Hana Mori")
    await library.load()
    text = "\n\n".join(
        f"On day {day} it was Mori Hana who lit the lamp, and Mori Hana said that it burned." for day in range(9)
    )
    preview = await library.adding.read(MODERATOR, "x.txt", story_file("Another", text, Characters=""), OPEN)
    assert preview.story.characters == (Fact("Hana Mori", Origin.FOUND),)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("book.pdf", b"%PDF-1.7 and so on", '"book.pdf" can\'t be taken in. This is a PDF.'),
        ("empty.txt", b"", "can't be taken in."),
        ("x.txt", b"Title: The Lamp Road\nAuthor: Ona Bright\n", "can't be taken in. There is a header, but no story"),
        ("cut.epub", b"PK\x03\x04 cut off", "can't be taken in."),
        ("../../etc/passwd\n\x00.txt", b"%PDF", '"../../etc/passwd .txt" can\'t be taken in.'),
    ],
)
async def test_what_cannot_be_read_is_refused_with_a_way_on(
    library: Library, name: str, data: bytes, said: str
) -> None:
    with pytest.raises(RefusedFileError) as error:
        await library.adding.read(MODERATOR, name, data, OPEN)
    assert said in error.value.sentence
    assert error.value.sentence.endswith("Ficus reads plain text, Markdown, HTML, EPUB and DOCX.")


async def test_too_large_a_file_names_the_setting(library: Library) -> None:
    with pytest.raises(RefusedFileError, match="FICUS_MAX_FILE_BYTES"):
        await library.adding.read(MODERATOR, "large.txt", b"a " * (9 * 1024 * 1024), OPEN)


async def test_a_pasted_text_is_read_like_a_file(library: Library) -> None:
    preview = await library.adding.paste(MODERATOR, story_file().decode(), OPEN)
    assert preview.story.title == Fact("The Lamp Road")
    bare = await library.adding.paste(MODERATOR, prose("a lamp"), RESTRICTED)
    assert bare.story.title.origin is Origin.GUESSED
    assert bare.chapters == 1


async def test_a_share_snippet_makes_a_card(library: Library) -> None:
    preview = await library.adding.paste(MODERATOR, SNIPPET, OPEN)
    story = preview.story
    assert (story.title.value, values(story.authors), story.rating.value) == (
        "The Lamp Road",
        ("onabright",),
        Rating.TEEN,
    )
    assert (preview.chapters, preview.passage, preview.consent) == (0, "", Consent.CARD)
    assert preview.obstacles == ()
    added = await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)
    assert (added.card.pages, added.card.permission) == (0, Permission.CARD)


async def test_a_link_begins_a_card(library: Library) -> None:
    preview = await library.adding.link(MODERATOR, "https://stories.example/works/7", "Fog", RESTRICTED)
    assert (preview.typed["title"], preview.typed["source"]) == ("Fog", "https://stories.example/works/7")
    rated = await library.adding.change(MODERATOR, preview.draft_id, {"rating": "General"}, OPEN)
    assert rated.obstacles == ()


async def test_what_is_wrong_with_a_link_can_be_mended(library: Library) -> None:
    preview = await library.adding.link(MODERATOR, "stories example", "", RESTRICTED)
    assert preview.typed["source"] == "stories example"
    assert [mistake.partition(":")[0] for mistake in preview.mistakes] == ["title", "source"]
    typed = {"source": "https://stories.example/works/7", "title": "Fog"}
    mended = await library.adding.change(MODERATOR, preview.draft_id, typed, RESTRICTED)
    assert (mended.mistakes, mended.obstacles) == ((), ())


async def test_a_card_needs_a_link(library: Library) -> None:
    preview = await library.adding.link(MODERATOR, "", "Fog", RESTRICTED)
    assert preview.obstacles == ("There is no text, so give a link to where the story can be read.",)


async def test_members_propose_and_moderators_add(library: Library) -> None:
    for send in (
        library.adding.read(MEMBER, "x.txt", story_file(), OPEN),
        library.adding.paste(MEMBER, "text", OPEN),
        library.adding.link(MEMBER, "https://stories.example/1", "x", OPEN),
        library.adding.bulk(MEMBER, "x.zip", b"", OPEN, consent=Consent.OWN, proof=""),
    ):
        with pytest.raises(NotAllowedError, match="for moderators"):
            await send
    preview = await library.adding.read(MEMBER, "x.txt", story_file(), OPEN, purpose=Purpose.PROPOSE, tell=True)
    assert preview.purpose is Purpose.PROPOSE


async def test_nothing_is_added_outside_of_servers(library: Library) -> None:
    with pytest.raises(NotAllowedError, match="in a server"):
        await library.adding.read(Actor(1, None, moderator=True), "x.txt", story_file(), OPEN)


@pytest.mark.parametrize("actor", [OTHER_MODERATOR, MEMBER, ELSEWHERE, Actor(100, 2, moderator=True)])
async def test_a_draft_is_its_makers(library: Library, actor: Actor) -> None:
    """Also the very same member finds nothing of it in another server."""
    preview = await upload(library)
    number = preview.draft_id
    for attempt in (
        library.adding.preview(actor, number, OPEN),
        library.adding.change(actor, number, {"title": "Mine"}, OPEN),
        library.adding.permit(actor, number, Consent.OWN, "", OPEN),
        library.adding.aim(actor, number, None, OPEN),
        library.adding.confirm(actor, number, OPEN),
        library.adding.discard(actor, number),
    ):
        with pytest.raises(ClosedDraftError, match="no longer there"):
            await attempt
    assert (await library.adding.preview(MODERATOR, number, OPEN)) == preview


@pytest.mark.parametrize("number", [0, -1, 999, 2**63, -(2**70)])
async def test_numbers_that_stand_for_no_draft(library: Library, number: int) -> None:
    with pytest.raises(ClosedDraftError):
        await library.adding.preview(MODERATOR, number, OPEN)
    with pytest.raises(ClosedDraftError):
        await library.adding.confirm(MODERATOR, number, OPEN)


async def test_a_discarded_draft_is_gone(library: Library) -> None:
    preview = await upload(library)
    await library.adding.discard(MODERATOR, preview.draft_id)
    async with library._back.database.read() as connection:
        assert list(await connection.execute(select(DraftRow.id))) == []
    with pytest.raises(ClosedDraftError, match="no longer there"):
        await library.adding.preview(MODERATOR, preview.draft_id, OPEN)
    with pytest.raises(ClosedDraftError):
        await library.adding.confirm(MODERATOR, preview.draft_id, OPEN)


async def test_a_members_many_drafts_make_room_for_one_another(library: Library) -> None:
    ids = [
        (await library.adding.paste(MEMBER, prose(str(count)), OPEN, purpose=Purpose.PROPOSE)).draft_id
        for count in range(MOST_OPEN + 2)
    ]
    for gone in ids[:2]:
        with pytest.raises(ClosedDraftError):
            await library.adding.preview(MEMBER, gone, OPEN)
    for kept in ids[2:]:
        await library.adding.preview(MEMBER, kept, OPEN)


async def test_old_drafts_are_forgotten_but_not_those_that_wait(library: Library) -> None:
    ids = [(await upload(library)).draft_id for _ in range(3)]
    async with library._back.database.write() as connection:
        old = (await connection.execute(select(DraftRow.changed_at))).scalars().first()
        assert old is not None
        await connection.execute(update(DraftRow).where(DraftRow.id.in_(ids[:2])).values(changed_at=old - KEPT_FOR))
        await connection.execute(update(DraftRow).where(DraftRow.id == ids[1]).values(state="waiting"))
        await prune_drafts(connection)
        assert list((await connection.execute(select(DraftRow.id).order_by(DraftRow.id))).scalars()) == ids[1:]
