"""Claims: who may say to be an author, who is believed, and what that is worth."""

import pytest

from bot.corpus.story import Fact
from bot.errors import AlreadyDecidedError, NotAllowedError, NotFoundError, RefusedError
from bot.library.authors.nouns import ClaimState
from bot.library.library import Library
from tests.library.authors.world import (
    AWAY_MODERATOR,
    HERE,
    MEMBER,
    MODERATOR,
    ONA,
    ONA_AWAY,
    OTHER_MODERATOR,
    PROFILE,
    confirm,
    story,
)
from tests.library.moderation import add_one, card_of, history_of


async def test_a_code_to_put_into_the_profile(library: Library) -> None:
    claim = await library.authors.claim(ONA, "  Ona\n Bright ", PROFILE)
    assert (claim.name, claim.link, claim.state) == ("Ona Bright", PROFILE, ClaimState.WAITING)
    other = await library.authors.claim(MEMBER, "Ona Bright", PROFILE)
    assert claim.code.startswith("ficus-")
    assert len(claim.code) > 15
    assert claim.code != other.code


async def test_claiming_again_is_no_second_claim(library: Library) -> None:
    claim = await library.authors.claim(ONA, "Ona Bright", PROFILE)
    assert await library.authors.claim(ONA, "ona bright", PROFILE) == claim
    (item,) = (await library.review.waiting(MODERATOR, HERE)).items
    assert item.claim_id == claim.id


async def test_a_claim_gives_no_rights_before_it_is_confirmed(library: Library) -> None:
    story_id = await add_one(library, story())
    claim = await library.authors.claim(ONA, "Ona Bright", PROFILE)
    assert not await library.authors.is_author(ONA, card_of(library, story_id))
    assert await library.authors.stories(ONA, HERE) == []
    assert (await library.authors.decide(MODERATOR, claim.id, confirmed=True)).state is ClaimState.CONFIRMED
    assert await library.authors.is_author(ONA, card_of(library, story_id))
    assert [card.id for card in await library.authors.stories(ONA, HERE)] == [story_id]


async def test_confirmed_in_one_server_only(library: Library) -> None:
    corpus = await add_one(library, story(), guild_id=None)
    theirs = await add_one(library, story("The Bridge"), guild_id=2)
    await confirm(library)
    assert not await library.authors.is_author(ONA_AWAY, card_of(library, corpus))
    assert not await library.authors.is_author(ONA, card_of(library, theirs)), "another server's story"
    assert await library.authors.names(ONA_AWAY) == ()


async def test_a_claim_is_decided_once_and_not_by_the_claimant(library: Library) -> None:
    claim = await library.authors.claim(MODERATOR, "Ona Bright", PROFILE)
    with pytest.raises(NotAllowedError, match="another moderator"):
        await library.authors.decide(MODERATOR, claim.id, confirmed=True)
    with pytest.raises(NotAllowedError, match="moderators"):
        await library.authors.decide(MEMBER, claim.id, confirmed=True)
    with pytest.raises(NotFoundError):
        await library.authors.decide(AWAY_MODERATOR, claim.id, confirmed=True)
    assert (await library.authors.decide(OTHER_MODERATOR, claim.id, confirmed=False)).state is ClaimState.REFUSED
    with pytest.raises(AlreadyDecidedError) as caught:
        await library.authors.decide(OTHER_MODERATOR, claim.id, confirmed=True)
    assert caught.value.by == OTHER_MODERATOR.user_id
    assert await library.authors.names(MODERATOR) == ()


@pytest.mark.parametrize("claim_id", [0, -1, 999, 2**63, -(2**70)])
async def test_forged_numbers(library: Library, claim_id: int) -> None:
    with pytest.raises(NotFoundError):
        await library.authors.decide(MODERATOR, claim_id, confirmed=True)
    with pytest.raises(NotFoundError):
        await library.authors.drop(MODERATOR, claim_id)


async def test_a_moderators_word(library: Library) -> None:
    waiting = await library.authors.claim(ONA, "Ona Bright", "")
    claim = await library.authors.vouch(MODERATOR, ONA.user_id, "ONA BRIGHT")
    assert (claim.id, claim.state) == (waiting.id, ClaimState.CONFIRMED)
    assert (await library.review.waiting(MODERATOR, HERE)).total == 0
    assert await library.authors.vouch(MODERATOR, ONA.user_id, "Ona Bright") == claim, "twice is no error"
    with pytest.raises(NotAllowedError, match="themselves"):
        await library.authors.vouch(MODERATOR, MODERATOR.user_id, "Ona Bright")
    with pytest.raises(NotAllowedError):
        await library.authors.vouch(MEMBER, ONA.user_id, "Someone Else")


async def test_taken_back(library: Library) -> None:
    mine = await confirm(library)
    with pytest.raises(NotAllowedError):
        await library.authors.drop(MEMBER, mine.id)
    await library.authors.drop(ONA, mine.id)
    assert await library.authors.names(ONA) == ()
    again = await confirm(library)
    await library.authors.drop(MODERATOR, again.id)
    assert await library.authors.names(ONA) == ()


async def test_dropped_while_it_waits(library: Library) -> None:
    claim = await library.authors.claim(ONA, "Ona Bright", PROFILE)
    await library.authors.drop(ONA, claim.id)
    assert (await library.review.waiting(MODERATOR, HERE)).total == 0


async def test_only_so_many_wait(library: Library) -> None:
    for number in range(5):
        await library.authors.claim(ONA, f"Name {number}", "")
    with pytest.raises(RefusedError, match="wait for the moderators already"):
        await library.authors.claim(ONA, "One more", "")
    await library.authors.claim(MEMBER, "One more", "")


@pytest.mark.parametrize("name", ["", "   ", "Anonymous", "orphan_account", "Guest", "x" * 101])
async def test_names_that_are_nobodys(library: Library, name: str) -> None:
    with pytest.raises(RefusedError):
        await library.authors.claim(ONA, name, "")


@pytest.mark.parametrize(
    "link", ["ao3", "ftp://x.example/", "https://", "https://x.example/a b", "https://[x", "x" * 400]
)
async def test_links_that_are_none(library: Library, link: str) -> None:
    with pytest.raises(RefusedError, match="address of a profile"):
        await library.authors.claim(ONA, "Ona Bright", link)


@pytest.mark.parametrize("name", ["Ona Bright", "ona bright", "Öna Bright", "Lark (Ona Bright)"])
async def test_names_are_compared_folded_and_pseuds_belong_to_their_account(library: Library, name: str) -> None:
    story_id = await add_one(library, story(authors=(Fact("Somebody"), Fact(name))))
    await confirm(library)
    assert await library.authors.is_author(ONA, card_of(library, story_id))


async def test_what_moderators_are_told(library: Library) -> None:
    await confirm(library)
    await library.authors.claim(MEMBER, "Ona Bright", "")
    (item,) = (await library.review.waiting(MODERATOR, HERE)).items
    assert "no profile" in item.because
    assert "Another member is confirmed under this name here already." in item.because
    assert [event.action for event in await history_of(library)] == ["confirmed an author", "claimed to be an author"]
