"""Amendments: what people changed about a story holds whenever its file is read again; bars and authors' caps, too."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import update

from bot.corpus.overrides_fields import MistakeError
from bot.corpus.story import Card, Permission, Rating, State, values
from bot.errors import NotShownError
from bot.library import loader, reading
from bot.library.amending import Amended, amend
from bot.library.library import Library
from bot.library.loading import Outcomes
from bot.library.snapshots import take_snapshot
from bot.library.store import announce
from bot.library.tables import StoryRow
from tests.library.stories import Folder, counts, listed


async def amend_it(library: Library, title: str, changes: Mapping[str, Any], *, vouched: bool = False) -> Amended:
    story_id = id_of(library, title)
    async with library._back.database.write() as connection:
        amended = await amend(connection, story_id, changes, vouched=vouched)
    await library._back.catch_up()
    return amended


def id_of(library: Library, title: str) -> int:
    """Also of a story whose title was amended."""
    return next(card.id for card in library._back.catalogue.cards.values() if title in card.title.value)


def card_of(library: Library, title: str = "The Quay") -> Card:
    return library._back.catalogue.cards[id_of(library, title)]


async def set_state(library: Library, state: State, because: str = "") -> None:
    async with library._back.database.write() as connection:
        await connection.execute(update(StoryRow).values(state=state.value, held_because=because))
        await announce(connection, list(listed(library).values()))


async def test_a_change_is_told_and_shown(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay", Tags="fog")
    await library.load()
    amended = await amend_it(library, "The Quay", {"tags": ["lamps", "fog"], "rating": "Teen", "status": "complete"})
    assert amended.before == {"tags": ["fog"], "rating": "General", "status": None}
    assert amended.after == {"tags": ["lamps", "fog"], "rating": "Teen", "status": "complete"}
    assert values(card_of(library).tags) == ("lamps", "fog")
    assert card_of(library).revision == 1, "the text is as it was"


@pytest.mark.parametrize("again", ["file", "reader", "rules"])
async def test_it_holds_when_the_file_is_read_again(
    library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    folder.write("a.txt", "The Quay", Tags="fog", Summary="Old.")
    await library.load()
    changes = {"tags": ["lamps"], "title": "The Quay, Mended", "add_warnings": ["Storms"]}
    await amend_it(library, "The Quay", changes)
    if again == "file":
        folder.write("a.txt", "The Quay", Tags="fog, fish", Summary="New.", Warnings="Fish")
    elif again == "reader":
        monkeypatch.setattr(reading, "reader_version", lambda: "another")
    else:
        folder.put("corpus.toml", '[all]\ntags = ["from the operator"]\nseries = "Harbors"\n')
    await library.load()
    card = card_of(library)
    assert (card.title.value, values(card.tags)) == ("The Quay, Mended", ("lamps",))
    assert values(card.warnings) == (("Fish", "Storms") if again == "file" else ("Storms",))
    assert card.summary is not None
    assert card.summary.value == ("New." if again == "file" else "Old.")
    assert (card.series is not None) == (again == "rules")
    assert counts(await library.load()) == {"unchanged": 1}


async def test_reading_again_what_did_not_change_changes_nothing(
    library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt", "The Quay", Tags="fog", Notes="A note.")
    await library.load()
    await amend_it(library, "The Quay", {"tags": ["lamps"]})
    monkeypatch.setattr(reading, "reader_version", lambda: "another")
    assert counts(await library.load()) == {"unchanged": 1}


async def test_what_is_amended_during_a_load_is_not_overwritten(
    library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file has been read, but isn't stored yet."""
    folder.write("a.txt", "The Quay", Tags="fog")
    await library.load()
    store = loader.store_readings
    amended: list[Amended] = []

    async def after_an_amendment(*args: Any) -> Outcomes:
        if not amended:
            amended.append(await amend_it(library, "The Quay", {"tags": ["lamps"]}))
        return await store(*args)

    monkeypatch.setattr(loader, "store_readings", after_an_amendment)
    folder.write("a.txt", "The Quay", Tags="fog, fish", Summary="New.")
    assert counts(await library.load()) == {"changed": 1}
    card = card_of(library)
    assert (values(card.tags), card.summary and card.summary.value) == (("lamps",), "New.")


async def test_a_moderators_rating_vouches_for_that_story(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay", Rating="", Tags="Smut")
    await library.load()
    assert card_of(library).state is State.HELD
    await amend_it(library, "The Quay", {"rating": "Explicit"})
    assert card_of(library).state is State.LISTED, "it's rated now, so there is nothing more to ask"
    await amend_it(library, "The Quay", {"warnings": ["She is 17"]})
    assert card_of(library).state is State.HELD
    await amend_it(library, "The Quay", {"rating": "Explicit"}, vouched=True)
    assert card_of(library).state is State.LISTED
    folder.write("a.txt", "The Quay", Rating="", Tags="Smut", Summary="New.")
    await library.load()
    card = card_of(library)
    assert (card.state, card.rating.value) == (State.LISTED, Rating.EXPLICIT)


async def test_nobody_vouches_for_no_rating(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay", Rating="", Tags="Smut")
    await library.load()
    await amend_it(library, "The Quay", {"rating": "Not Rated"}, vouched=True)
    assert card_of(library).state is State.HELD


async def test_what_the_operator_answered_for_stays_so(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay", Rating="", Tags="Smut", Warnings="She is 17")
    folder.put("corpus.toml", '[file."a.txt"]\nrating = "Explicit"\n')
    await library.load()
    assert card_of(library).state is State.LISTED
    await amend_it(library, "The Quay", {"summary": "A ferry."})
    assert card_of(library).state is State.LISTED


async def test_what_somebody_else_holds_is_not_released_by_other_changes(library: Library, folder: Folder) -> None:
    """Screening finds nothing: it's held for another reason."""
    folder.write("a.txt", "The Quay")
    await library.load()
    await set_state(library, State.HELD, "It is much like a story that was withdrawn.")
    await amend_it(library, "The Quay", {"tags": ["lamps"]})
    assert card_of(library).state is State.HELD
    assert card_of(library).held_because == "It is much like a story that was withdrawn."
    await amend_it(library, "The Quay", {"rating": "General"}, vouched=True)
    assert card_of(library).state is State.LISTED


@pytest.mark.parametrize("state", [State.REMOVED, State.WITHDRAWN])
async def test_what_was_taken_out_stays_out(library: Library, folder: Folder, state: State) -> None:
    folder.write("a.txt", "The Quay")
    await library.load()
    await set_state(library, state)
    await amend_it(library, "The Quay", {"rating": "Teen"}, vouched=True)
    assert card_of(library).state is state
    folder.write("a.txt", "The Quay", Summary="New.")
    await library.load()
    assert card_of(library).state is state


@pytest.mark.parametrize("changes", [{"rating": "General"}, {"tags": None}, {"warnings": [], "rating": "Teen"}])
async def test_a_bar_is_never_lifted(library: Library, folder: Folder, changes: dict[str, Any]) -> None:
    folder.write("a.txt", "The Quay", Rating="Explicit", Warnings="Underage")
    await library.load()
    await amend_it(library, "The Quay", changes, vouched=True)
    assert card_of(library).state is State.BARRED
    folder.write("a.txt", "The Quay", Rating="Explicit", Warnings="Underage", Summary="New.")
    await library.load()
    assert card_of(library).state is State.BARRED


async def test_an_authors_cap_holds_whatever_the_file_says(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay")
    await library.load()
    await amend_it(library, "The Quay", {"permission": "excerpts only", "cap": "excerpts only"})
    assert card_of(library).permission is Permission.EXCERPTS
    await amend_it(library, "The Quay", {"permission": "full text"})
    folder.write("a.txt", "The Quay", Permission="full text")
    await library.load()
    assert card_of(library).permission is Permission.EXCERPTS


async def test_a_mistake_changes_nothing(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay", Tags="fog")
    await library.load()
    with pytest.raises(MistakeError, match="rating: 'PG-99' is not one of"):
        await amend_it(library, "The Quay", {"tags": ["lamps"], "rating": "PG-99"})
    assert values(card_of(library).tags) == ("fog",)


async def test_there_is_no_such_story(library: Library) -> None:
    async with library._back.database.write() as connection:
        for number in (0, 999, 2**63):
            with pytest.raises(NotShownError):
                await amend(connection, number, {})


async def test_passages_keep_their_ids(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay")
    await library.load()
    async with library._back.database.read() as connection:
        _, before = await take_snapshot(connection, id_of(library, "The Quay"))
    await amend_it(library, "The Quay", {"tags": ["lamps"]})
    async with library._back.database.read() as connection:
        _, after = await take_snapshot(connection, id_of(library, "The Quay"))
    assert after.passage_ids == before.passage_ids
    assert after.prepared.text_digest == before.prepared.text_digest
