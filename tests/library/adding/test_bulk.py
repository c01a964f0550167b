"""ZIPs: each story by itself, each told by name; what can't be added is kept, or refused with a reason."""

import zipfile
from io import BytesIO

import pytest

from bot.corpus.story import Permission, State
from bot.errors import NotAllowedError, RefusedFileError
from bot.library.adding.answers import BulkItem, BulkOutcome, BulkReport, Consent, DraftState
from bot.library.library import Library
from bot.library.place import Place
from tests.library.adding.senders import MODERATOR, story_file, text_of
from tests.library.stories import ANYBODY, OPEN, RESTRICTED, listed


def packed(**files: bytes) -> bytes:
    """A ZIP; two underscores in a name stand for its dot."""
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return into.getvalue()


async def add_all(library: Library, data: bytes, place: Place = OPEN, consent: Consent = Consent.OWN) -> BulkReport:
    return await library.adding.bulk(MODERATOR, "stories.zip", data, place, consent=consent, proof="")


def by_name(report: BulkReport) -> dict[str, BulkItem]:
    return {item.file: item for item in report.items}


MIXED = packed(
    good__txt=story_file("The Quay", text_of(1)),
    other__txt=story_file("The Bridge", text_of(2)),
    broken__txt=b"Title: Nothing\nAuthor: Nobody\n",
    pdf__txt=b"%PDF-1.4",
    picture__png=b"\x89PNG",
    held__txt=story_file("The Ferry", text_of(3), Rating="", Tags="Smut"),
    barred__txt=story_file("The Well", text_of(4), Rating="Explicit", Tags="Underage"),
)


async def test_each_story_has_its_own_outcome(library: Library) -> None:
    told: list[tuple[int, int, str]] = []
    report = await library.adding.bulk(
        MODERATOR,
        "stories.zip",
        MIXED,
        RESTRICTED,
        consent=Consent.FREE,
        proof="CC BY",
        progress=lambda *step: told.append(step),
    )
    outcomes = {name: item.outcome for name, item in by_name(report).items()}
    assert outcomes == {
        "good.txt": BulkOutcome.ADDED,
        "other.txt": BulkOutcome.ADDED,
        "broken.txt": BulkOutcome.REFUSED,
        "pdf.txt": BulkOutcome.REFUSED,
        "held.txt": BulkOutcome.WAITING,
        "barred.txt": BulkOutcome.REFUSED,
    }
    assert set(listed(library)) == {"The Quay", "The Bridge"}
    assert [step[:2] for step in told] == [(number, 6) for number in range(1, 7)]
    assert report.count(BulkOutcome.ADDED) == 2
    assert by_name(report)["good.txt"].card is not None


async def test_the_problems_are_a_text_by_file(library: Library) -> None:
    report = await add_all(library, MIXED, RESTRICTED)
    lines = report.text.splitlines()
    assert sorted({line.partition(":")[0] for line in lines}) == ["barred.txt", "broken.txt", "held.txt", "pdf.txt"]
    assert any(line.startswith("held.txt: needs a look: It has no rating") for line in lines)
    assert any(line.startswith('pdf.txt: refused: "pdf.txt" can\'t be taken in. This is a PDF.') for line in lines)


async def test_what_waits_is_a_draft_to_go_on_with(library: Library) -> None:
    held = by_name(await add_all(library, MIXED, RESTRICTED))["held.txt"]
    assert held.draft_id is not None
    preview = await library.adding.change(MODERATOR, held.draft_id, {"rating": "Explicit"}, RESTRICTED)
    assert (preview.state, preview.consent, preview.obstacles) == (DraftState.OPEN, Consent.OWN, ())
    assert (await library.adding.confirm(MODERATOR, held.draft_id, RESTRICTED)).card.state is State.LISTED


async def test_each_can_be_undone_by_itself(library: Library) -> None:
    report = by_name(await add_all(library, MIXED, RESTRICTED))
    event_id = report["good.txt"].event_id
    assert event_id is not None
    await library.adding.undo(MODERATOR, event_id)
    assert set(listed(library)) == {"The Bridge"}


async def test_the_same_archive_again_brings_its_stories_up_to_date(library: Library) -> None:
    data = packed(one__txt=story_file("The Quay", text_of(1)), two__txt=story_file("The Bridge", text_of(2)))
    first, again = await add_all(library, data), await add_all(library, data)
    assert [item.outcome for item in again.items] == [BulkOutcome.UPDATED] * 2
    assert [item.card and item.card.id for item in again.items] == [item.card and item.card.id for item in first.items]


async def test_the_permission_holds_for_each(library: Library) -> None:
    data = packed(one__txt=story_file("The Quay", text_of(1)))
    [item] = (await add_all(library, data, consent=Consent.CARD)).items
    assert item.card is not None
    assert (await library.card(item.card.id, OPEN, ANYBODY)).permission is Permission.CARD


async def test_in_an_open_channel_restricted_stories_wait(library: Library) -> None:
    report = await add_all(library, packed(one__txt=story_file("Zephyr", Rating="Explicit")))
    [item] = report.items
    assert (item.outcome, item.card) == (BulkOutcome.WAITING, None)
    assert "age-restricted" in report.text
    assert "Zephyr" not in repr(report)


async def test_the_author_must_have_said_where(library: Library) -> None:
    data = packed(one__txt=story_file("The Quay", text_of(1)))
    [item] = (await add_all(library, data, consent=Consent.AUTHOR)).items
    assert (item.outcome, item.problems) == (
        BulkOutcome.WAITING,
        ("The author said yes: give a link to where, or their words.",),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no archive", "damaged or cut off"),
        (packed(), "There is no story in this archive"),
        (packed(picture__png=b"\x89PNG"), "There is no story in this archive"),
        (packed(mimetype=b"application/epub+zip"), "This is one story, not a ZIP of several"),
        (MIXED[:-40], "damaged or cut off"),
    ],
)
async def test_what_is_no_archive_of_stories_is_refused(library: Library, data: bytes, said: str) -> None:
    with pytest.raises(RefusedFileError, match=said):
        await add_all(library, data)


async def test_the_operators_word_is_not_given_in_discord(library: Library) -> None:
    with pytest.raises(NotAllowedError):
        await add_all(library, MIXED, consent=Consent.CORPUS)
