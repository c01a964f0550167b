"""Claims to be an author wait like everything else; moderators answer them once, and never their own."""

import asyncio

import pytest

from bot.errors import AlreadyDecidedError, NotAllowedError, NotFoundError, RefusedError
from bot.library.authors.nouns import Claim, ClaimState
from bot.library.library import Library
from bot.library.review.items import Item, ItemKind, ItemState
from tests.library.moderation import GUILD, HERE, MEMBER, MODERATOR, OTHER_MODERATOR, STRANGER, THERE

PROFILE = "https://stories.example/users/ona"


async def the_item(library: Library) -> Item:
    (item,) = (await library.review.waiting(MODERATOR, HERE)).items
    return item


async def claim_of(library: Library, claim: Claim) -> ClaimState | None:
    return next((one.state for one in await library.authors.names(MEMBER) if one.id == claim.id), None)


async def test_a_claim_waits_with_the_name_and_what_to_look_for(library: Library) -> None:
    claim = await library.authors.claim(MEMBER, "Ona Bright", PROFILE)
    item = await the_item(library)
    assert (item.kind, item.title, item.opened_by, item.claim_id) == (
        ItemKind.CLAIM,
        "Ona Bright",
        MEMBER.user_id,
        claim.id,
    )
    assert PROFILE in item.because
    assert claim.code in item.because


@pytest.mark.parametrize("confirmed", [True, False])
async def test_answered_once(library: Library, confirmed: bool) -> None:
    claim = await library.authors.claim(MEMBER, "Ona Bright", PROFILE)
    item = await the_item(library)
    if confirmed:
        decided = await library.review.approve(MODERATOR, item.id, HERE)
    else:
        decided = await library.review.decline(MODERATOR, item.id, "no code there", HERE)
    state, reason = (ItemState.APPROVED, "") if confirmed else (ItemState.DECLINED, "no code there")
    assert (decided.item.state, decided.item.reason, decided.item.decided_by) == (state, reason, MODERATOR.user_id)
    assert await claim_of(library, claim) is (ClaimState.CONFIRMED if confirmed else None)
    for decide in (
        library.review.approve(OTHER_MODERATOR, item.id, HERE),
        library.review.decline(OTHER_MODERATOR, item.id, "no", HERE),
    ):
        with pytest.raises(AlreadyDecidedError, match="confirmed" if confirmed else "refused") as caught:
            await decide
        assert caught.value.by == MODERATOR.user_id
    assert (await library.review.waiting(MODERATOR, HERE)).total == 0


async def test_at_once_makes_one_answer(library: Library) -> None:
    await library.authors.claim(MEMBER, "Ona Bright", PROFILE)
    item = await the_item(library)
    ended = await asyncio.gather(
        library.review.approve(MODERATOR, item.id, HERE),
        library.review.decline(OTHER_MODERATOR, item.id, "no", HERE),
        library.review.approve(OTHER_MODERATOR, item.id, HERE),
        return_exceptions=True,
    )
    (won,) = [one for one in ended if not isinstance(one, BaseException)]
    assert {one.by for one in ended if isinstance(one, AlreadyDecidedError)} == {won.item.decided_by}


async def test_nobody_answers_their_own(library: Library) -> None:
    await library.authors.claim(MODERATOR, "Ona Bright", PROFILE)
    item = await the_item(library)
    for decide in (
        library.review.approve(MODERATOR, item.id, HERE),
        library.review.decline(MODERATOR, item.id, "x", HERE),
    ):
        with pytest.raises(NotAllowedError, match="another moderator decides"):
            await decide
    with pytest.raises(NotFoundError):
        await library.review.approve(STRANGER, item.id, THERE)
    with pytest.raises(RefusedError, match="can't be decided about this"):
        await library.review.dismiss_reports(MODERATOR, item.id, HERE)


async def test_taken_back_it_waits_no_more(library: Library) -> None:
    claim = await library.authors.claim(MEMBER, "Ona Bright", PROFILE)
    item = await the_item(library)
    await library.authors.drop(MEMBER, claim.id)
    with pytest.raises(AlreadyDecidedError, match="the claim was taken back"):
        await library.review.approve(MODERATOR, item.id, HERE)
    assert (await library.review.waiting(MODERATOR, HERE)).total == 0
    closed = await library.review.item(MODERATOR, item.id, HERE)
    assert (closed.guild_id, closed.reason) == (GUILD, "the claim was taken back")


async def test_vouched_for_meanwhile_it_is_answered(library: Library) -> None:
    await library.authors.claim(MEMBER, "Ona Bright", "")
    item = await the_item(library)
    await library.authors.vouch(OTHER_MODERATOR, MEMBER.user_id, "Ona Bright")
    assert (await library.review.waiting(MODERATOR, HERE)).total == 0
    with pytest.raises(AlreadyDecidedError) as caught:
        await library.review.approve(MODERATOR, item.id, HERE)
    assert caught.value.by == OTHER_MODERATOR.user_id
