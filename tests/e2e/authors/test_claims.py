"""Who is an author: claims with a code, a moderator's word, and standing wishes."""

from tests.e2e.authors.seat import NAME, seat
from tests.support.review import look_around, posted, review_channel, second_moderator
from tests.support.simulated import Server

PROFILE = "https://stories.example/users/mirela"


async def test_a_claim_tells_where_the_code_goes_and_a_moderator_confirms_it(server: Server):
    channel = await review_channel(server)
    claim = await server.ask("author claim", name=NAME, link=PROFILE)
    assert claim.private
    code = claim.line("`ficus-").strip("`")
    await look_around(server)
    [message] = posted(server, channel)
    assert message.line("### ") == f"### Claim to be an author: {NAME}"
    assert code in message.text
    assert message.link == PROFILE
    assert message.labels == ["Confirm", "Refuse", "Profile"]
    confirmed = await server.press(message, "Confirm", by=server.moderator)
    assert confirmed.line("**Confirmed**")
    assert f"You write as **{NAME}** (confirmed)." in (await server.ask("author stories")).text


async def test_a_claim_that_is_refused(server: Server):
    channel = await review_channel(server)
    await server.ask("author claim", name=NAME)
    await look_around(server)
    [message] = posted(server, channel)
    assert "given no profile" in message.text
    refused = await server.fill(message, "Refuse", by=server.moderator, reason="Nobody knows you as that.")
    assert refused.line("**Refused**")
    assert "You aren't confirmed as an author" in (await server.ask("author stories")).text


async def test_moderators_do_not_confirm_themselves(server: Server):
    await server.ask("author claim", name=NAME, by=server.moderator)
    shown = await server.ask("review list", by=server.moderator)
    opened = await server.press(shown, "Open", by=server.moderator)
    refusal = await server.press(opened, "Confirm", by=server.moderator)
    assert "another moderator decides" in refusal.text
    other = second_moderator(server)
    opened = await server.press(await server.ask("review list", by=other), "Open", by=other)
    assert (await server.press(opened, "Confirm", by=other)).line("**Confirmed**")


async def test_a_claim_can_be_taken_back(server: Server):
    claim = await server.ask("author claim", name=NAME, link=PROFILE)
    assert (await server.press(claim, "Take it back")).text == "The claim is taken back."
    assert "You aren't confirmed" in (await server.ask("author stories")).text


async def test_a_moderators_word_and_taking_it_back(server: Server):
    vouched = await server.ask("author vouch", by=server.moderator, member=server.ann, name=NAME)
    assert f"<@{server.ann.id}> is confirmed as **{NAME}**" in vouched.text
    await server.press(vouched, "Take it back", by=server.moderator)
    assert "You aren't confirmed" in (await server.ask("author stories")).text


async def test_an_authors_wish_is_kept_and_taken_back(server: Server):
    await seat(server)
    kept = await server.ask("author wish", wish="cards only", name=NAME)
    assert kept.private
    assert f"- **{NAME}**: only cards are shown" in kept.text
    taken = await server.ask("author wish", wish="take it back", name=NAME)
    assert NAME in taken.text
    assert "only cards are shown" not in taken.text


async def test_a_wish_is_not_for_somebody_else(server: Server):
    refusal = await server.ask("author wish", wish="never list me", name=NAME, by=server.ben)
    assert refusal.private
    assert "Kept" not in refusal.text


async def test_never_list_me_offers_to_withdraw_what_is_here(server: Server):
    await seat(server)
    kept = await server.ask("author wish", wish="never list me", name=NAME)
    asked = await server.press(kept, "Withdraw what is here")
    assert asked.live == ["Yes, withdraw them all", "No, leave it"]
    gone = await server.press(asked, "Yes, withdraw them all")
    assert "stories withdrawn" in gone.text
    assert "The Lantern Keeper" not in (await server.ask("search")).text
