"""Standing wishes: kept by name and profile, met by whatever comes later."""

import pytest

from bot.corpus.story import Fact, Permission, State
from bot.errors import NotAllowedError, NotReadyError, RefusedError, TextNotSharedError
from bot.library.adding.answers import Consent
from bot.library.authors.nouns import Wish
from bot.library.authors.wards import read_wards
from bot.library.library import Library
from bot.library.place import Reader
from bot.library.prepare import prepare
from tests.library.authors.test_tombstones import as_file, states, upload
from tests.library.authors.world import (
    AWAY,
    AWAY_MODERATOR,
    HERE,
    HOME,
    MEMBER,
    MODERATOR,
    ONA,
    ONA_AWAY,
    THERE,
    confirm,
    ledger_of,
    story,
)
from tests.library.moderation import add_one, card_of
from tests.library.stories import Folder, listed, settings_for


async def test_only_for_ones_own_name_or_by_a_moderator(library: Library) -> None:
    with pytest.raises(NotAllowedError, match="confirmed as yours"):
        await library.authors.wish(ONA, Wish.NEVER, "Ona Bright", "")
    await confirm(library)
    with pytest.raises(NotAllowedError):
        await library.authors.wish(ONA, Wish.NEVER, "Somebody Else", "")
    with pytest.raises(NotAllowedError):
        await library.authors.wish(MEMBER, Wish.NEVER, "Ona Bright", "")
    await library.authors.wish(ONA, Wish.NEVER, "ona bright", "")
    with pytest.raises(NotAllowedError, match="only they can change it"):
        await library.authors.wish(MODERATOR, None, "Ona Bright", "")
    await library.authors.wish(MODERATOR, Wish.ASK, "Somebody Else", "")
    assert [(one.name, one.wish, one.everywhere) for one in await library.authors.wishes(MODERATOR)] == [
        ("ona bright", Wish.NEVER, True),
        ("Somebody Else", Wish.ASK, True),
    ]
    assert [one.name for one in await library.authors.wishes(ONA)] == ["ona bright"]
    assert await library.authors.wishes(MEMBER) == ()


@pytest.mark.parametrize(("name", "link"), [("", ""), ("Anonymous", ""), ("", "https://stories.example/1"), ("A", "x")])
async def test_whose_it_is_must_be_said(library: Library, name: str, link: str) -> None:
    with pytest.raises(RefusedError):
        await library.authors.wish(MODERATOR, Wish.NEVER, name, link)


async def test_there_must_be_one_to_take_back(library: Library) -> None:
    with pytest.raises(RefusedError, match="No such wish"):
        await library.authors.wish(MODERATOR, None, "Ona Bright", "")


async def test_never_keeps_out_what_comes_and_not_what_is_there(library: Library, folder: Folder) -> None:
    folder.put("quay.txt", as_file(story()))
    await library.load()
    await confirm(library)
    assert "One story is here already and stays" in await library.authors.wish(ONA, Wish.NEVER, "Ona Bright", "")
    folder.put("quay.txt", as_file(story()) + "\nOne more line at the end of it.\n")
    folder.put("bridge.txt", as_file(story("The Bridge")))
    folder.put("other.txt", as_file(story("The Mill"), Author="Bo"))
    await library.load()
    assert states(library) == {"The Quay": State.LISTED, "The Bridge": State.WITHDRAWN, "The Mill": State.LISTED}
    with pytest.raises(NotReadyError, match="never to be listed"):
        await upload(library, "heath.txt", as_file(story("The Heath")))
    await library.moderating.hide(MODERATOR, listed(library)["The Quay"], "", HERE)

    await library.authors.wish(ONA, None, "Ona Bright", "")
    await library.load()
    assert states(library)["The Bridge"] is State.LISTED
    assert (await upload(library, "heath.txt", as_file(story("The Heath")))).card.state is State.LISTED


async def test_all_that_are_there_can_be_taken_out(library: Library) -> None:
    ids = [await add_one(library, story()), await add_one(library, story("The Bridge"), guild_id=None)]
    await confirm(library)
    assert "2 stories are here already" in await library.authors.wish(ONA, Wish.NEVER, "Ona Bright", "")
    await library.authors.withdraw_all(ONA, "Ona Bright", "", HERE)
    assert [card_of(library, story_id).state for story_id in ids] == [State.WITHDRAWN] * 2


async def test_cards_only(library: Library, folder: Folder) -> None:
    folder.put("quay.txt", as_file(story()))
    await library.load()
    quay = listed(library)["The Quay"]
    await confirm(library)
    sentence = await library.authors.wish(ONA, Wish.CARDS, "Ona Bright", "")
    assert "That holds for the one here already" in sentence
    folder.put("bridge.txt", as_file(story("The Bridge")))
    await library.load()
    for story_id in (quay, listed(library)["The Bridge"]):
        with pytest.raises(TextNotSharedError):
            await library.page(story_id, 1, HERE, Reader())
    added = await upload(library, "heath.txt", as_file(story("The Heath")))
    assert added.card.permission is Permission.CARD
    with pytest.raises(RefusedError, match="Take it back first"):
        await library.authors.permit(ONA, quay, Permission.FULL, HERE)
    await library.authors.wish(ONA, None, "Ona Bright", "")
    await library.load()
    assert card_of(library, quay).permission is Permission.FULL


async def test_ask_me(library: Library, folder: Folder) -> None:
    await confirm(library)
    await library.authors.wish(ONA, Wish.ASK, "Ona Bright", "")
    draft = await library.adding.read(MODERATOR, "quay.txt", as_file(story()).encode(), HERE)
    await library.adding.permit(MODERATOR, draft.draft_id, Consent.FREE, "", HERE)
    with pytest.raises(NotReadyError, match="asked first"):
        await library.adding.confirm(MODERATOR, draft.draft_id, HERE)
    await library.adding.permit(MODERATOR, draft.draft_id, Consent.AUTHOR, "https://stories.example/yes", HERE)
    assert (await library.adding.confirm(MODERATOR, draft.draft_id, HERE)).card.state is State.LISTED

    folder.put("bridge.txt", as_file(story("The Bridge")))
    await library.load()
    card = card_of(library, listed(library)["The Bridge"])
    assert card.state is State.HELD
    assert "permission_proof" in card.held_because
    folder.put("corpus.toml", '["bridge.txt"]\npermission_proof = "Mail of 2024-02-03"\n')
    await library.load()
    assert states(library)["The Bridge"] is State.LISTED


async def test_known_by_their_profile(library: Library) -> None:
    await library.authors.wish(MODERATOR, Wish.NEVER, "", "https://mira.tumblr.com")
    told = story(authors=(), source=Fact("https://www.tumblr.com/mira/99/the-quay"))
    async with library._back.database.read() as connection:
        wards = await read_wards(connection)
    assert wards.judge(prepare(told), HOME).state is State.WITHDRAWN
    assert wards.judge(prepare(story(source=Fact("https://bo.tumblr.com/post/99"))), HOME).state is None


async def test_elsewhere_it_holds_for_that_server(library: Library, folder: Folder) -> None:
    await confirm(library, ONA_AWAY)
    await library.authors.wish(ONA_AWAY, Wish.NEVER, "Ona Bright", "")
    with pytest.raises(NotReadyError):
        await upload(library, "quay.txt", as_file(story()), AWAY_MODERATOR, THERE)
    assert (await upload(library, "quay.txt", as_file(story()))).card.state is State.LISTED
    folder.put("bridge.txt", as_file(story("The Bridge")))
    await library.load()
    bridge = card_of(library, listed(library)["The Bridge"])
    assert (bridge.state, bridge.hidden_in) == (State.LISTED, frozenset({AWAY}))
    await library.authors.wish(ONA_AWAY, None, "Ona Bright", "")
    assert card_of(library, bridge.id).hidden_in == frozenset()


async def test_a_wish_survives_a_database_that_forgot_it(library: Library, address: str, folder: Folder) -> None:
    """The ledger knows it, though not by name; and it knows what was taken back."""
    await confirm(library)
    await library.authors.wish(ONA, Wish.CARDS, "Ona Bright", "")
    await library.authors.wish(MODERATOR, Wish.ASK, "Bo", "")
    await library.authors.wish(MODERATOR, None, "Bo", "")
    assert "Ona" not in ledger_of(library)
    async with library._back.database.write() as connection:
        await connection.exec_driver_sql("DELETE FROM wish")
    story_id = await add_one(library, story())
    async with Library(settings_for(address, folder)) as other:
        (wish,) = await other.authors.wishes(MODERATOR)
        assert (wish.wish, wish.everywhere) == (Wish.CARDS, True)
        assert card_of(other, story_id).permission is Permission.CARD
        with pytest.raises(TextNotSharedError):
            await other.page(story_id, 1, HERE, Reader())
