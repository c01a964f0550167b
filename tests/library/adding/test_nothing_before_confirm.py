"""Nothing of a draft is served before it's confirmed: a library that holds drafts answers exactly as one that doesn't.

And stories without text, which only drafts make, are served as cards alone.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.corpus.story import State
from bot.errors import NotShownError, TextNotSharedError
from bot.library.adding.answers import Added, Consent, Purpose
from bot.library.answers import ExcerptWish, RecommendWish
from bot.library.library import Library
from bot.library.place import Place, Reader
from bot.search.index import Kind, Request
from tests.library.adding.senders import MEMBER, MODERATOR, set_row, upload
from tests.library.stories import ANYBODY, OPEN, Folder, settings_for
from tests.library.test_gate_everywhere import HIDDEN_WORDS, NAMES, SHOWN, TITLE, answer, fill, questions
from tests.support.databases import sqlite_address

SECRET = f"""\
Title: {TITLE}
Author: Quillon Ash
Summary: A zephyrine summary.
Fandom: Zorn
Characters: Quillon Vesper, Odo Lind
Tags: zibeline, lamps
Rating: General

Hyacinth

{"The zephyrine orchard stood by the road, and Quillon Vesper walked there at noon with a lamp. " * 40}
"""
RESTRICTED = Place(guild_id=1, channel_id=10, restricted=True)


@pytest.fixture
async def pair(address: str, folder: Folder, tmp_path: Path) -> AsyncIterator[tuple[Library, Library]]:
    """Two libraries of the same stories, one of which holds drafts of every kind besides."""
    (tmp_path / "other").mkdir()
    async with AsyncExitStack() as stack:
        having = await stack.enter_async_context(Library(settings_for(address, folder)))
        lacking = await stack.enter_async_context(Library(settings_for(sqlite_address(tmp_path / "other"), folder)))
        for library in (having, lacking):
            await fill(library, SHOWN)
            await library.search(Request(), OPEN, Reader())
        await make_drafts(having)
        yield having, lacking


async def make_drafts(library: Library) -> None:
    adding = library.adding
    await adding.permit(
        MODERATOR,
        (await adding.read(MODERATOR, "zephyr.txt", SECRET.encode(), OPEN)).draft_id,
        Consent.OWN,
        "",
        OPEN,
    )
    proposal = await adding.read(MEMBER, "zephyr.txt", SECRET.encode(), OPEN, purpose=Purpose.PROPOSE)
    await adding.permit(MEMBER, proposal.draft_id, Consent.OWN, "", OPEN)
    await library.review.propose(MEMBER, proposal.draft_id, OPEN)
    linked = await adding.link(MODERATOR, "https://stories.example/zephyr", TITLE, OPEN)
    await adding.change(MODERATOR, linked.draft_id, {"rating": "General", "characters": "Quillon Vesper"}, OPEN)
    discarded = await adding.paste(MODERATOR, SECRET, OPEN)
    await adding.discard(MODERATOR, discarded.draft_id)


async def test_drafts_are_nowhere(pair: tuple[Library, Library]) -> None:
    having, lacking = pair
    for place in (OPEN, RESTRICTED):
        for method, ask in questions([4, 5, 6], [900, 901]):
            assert await answer(ask, having, place) == await answer(ask, lacking, place), method


async def test_their_words_are_never_said(pair: tuple[Library, Library]) -> None:
    having, _ = pair
    for method, ask in questions([1, 2, 3], [1, 2, 3]):
        if method in {"suggest", "card", "page", "contents", "passage"}:
            said = (await answer(ask, having, OPEN)).lower()
            assert not [word for word in HIDDEN_WORDS if word in said], method


async def test_what_is_edited_is_served_as_it_was(library: Library) -> None:
    added = await library.adding.confirm(MODERATOR, (await upload(library)).draft_id, OPEN)
    draft = await library.adding.edit(MODERATOR, added.card.id, OPEN)
    await library.adding.change(MODERATOR, draft.draft_id, {"title": TITLE, "characters": "Quillon Vesper"}, OPEN)
    assert (await library.card(added.card.id, OPEN, ANYBODY)) == added.card
    assert library.suggest(Kind.CHARACTER, "Quil", OPEN, ANYBODY) == []
    await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)
    assert [one.label for one in library.suggest(Kind.CHARACTER, "Quil", OPEN, ANYBODY)] == ["Quillon Vesper"]


async def test_once_confirmed_it_is_everywhere(library: Library) -> None:
    """The other side: the same words find it."""
    draft = await upload(library, SECRET.encode())
    added = await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)
    assert (await library.story(NAMES[1], OPEN, ANYBODY)).id == added.card.id
    assert (await library.excerpt(ExcerptWish(fandom="Zorn"), OPEN, ANYBODY)).card.id == added.card.id
    assert (await library.page(added.card.id, 1, OPEN, ANYBODY)).card.id == added.card.id


async def test_it_stays_in_its_server(library: Library) -> None:
    added = await library.adding.confirm(MODERATOR, (await upload(library)).draft_id, OPEN)
    for place in (Place(2, 20), Place(2, 20, restricted=True), Place()):
        with pytest.raises(NotShownError):
            await library.card(added.card.id, place, ANYBODY)


async def add_card(library: Library) -> Added:
    """A story of which there is no text."""
    draft = await library.adding.link(MODERATOR, "https://stories.example/1", "The Far Quay", OPEN)
    fields = {"rating": "General", "authors": "Ona Bright", "characters": "Odo Lind", "tags": "lamps"}
    await library.adding.change(MODERATOR, draft.draft_id, fields, OPEN)
    return await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)


async def test_a_card_without_text_is_found_and_recommended(library: Library) -> None:
    added = await add_card(library)
    assert (added.card.words, added.card.chapters, added.card.pages) == (0, 0, 0)
    other = await library.adding.confirm(MODERATOR, (await upload(library)).draft_id, OPEN)
    found = await library.search(Request(characters=("Odo Lind",)), OPEN, ANYBODY)
    assert {hit.card.id for hit in found.found.hits} == {added.card.id, other.card.id}
    like = await library.recommend(RecommendWish(like=("The Lamp Road",)), OPEN, ANYBODY)
    assert [one.card.id for one in like.items] == [added.card.id]


@pytest.mark.parametrize("permission", ["card only", "excerpts only", "full text"])
async def test_a_card_without_text_has_no_text_whoever_allows_it(library: Library, permission: str) -> None:
    added = await add_card(library)
    await set_row(library, added.card.id, permission=permission)
    with pytest.raises(TextNotSharedError, match="card says where"):
        await library.excerpt(ExcerptWish(story="The Far Quay"), OPEN, ANYBODY)
    if permission != "excerpts only":
        with pytest.raises(TextNotSharedError, match="card says where"):
            await library.page(added.card.id, 1, OPEN, ANYBODY)
        with pytest.raises(TextNotSharedError, match="card says where"):
            await library.contents(added.card.id, OPEN, ANYBODY)
    assert (await library.card(added.card.id, OPEN, ANYBODY)).state is State.LISTED


async def test_text_can_come_later(library: Library) -> None:
    card = await add_card(library)
    header = "Title: The Far Quay\nAuthor: Ona Bright\nSource: https://stories.example/1\nRating: General\n\n"
    draft = await library.adding.read(
        MODERATOR, "x.txt", (header + "He wrote the number on his cuff. " * 60).encode(), OPEN
    )
    assert draft.target is not None
    await library.adding.permit(MODERATOR, draft.draft_id, Consent.OWN, "", OPEN)
    added = await library.adding.confirm(MODERATOR, draft.draft_id, OPEN)
    assert (added.card.id, added.card.pages > 0) == (card.card.id, True)
    assert (await library.page(added.card.id, 1, OPEN, ANYBODY)).markdown.startswith("He wrote the number")
