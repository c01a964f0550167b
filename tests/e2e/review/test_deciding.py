"""Moderators decide on proposals and held stories: once, whoever presses, and everybody reads what was decided."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.errors import TooManyError
from tests.support.review import (
    HELD,
    closed_messages,
    load_held,
    look_around,
    posted,
    propose,
    restrict,
    review_channel,
    second_moderator,
    told,
)
from tests.support.seen import Seen
from tests.support.sent_stories import story_file
from tests.support.simulated import Server


@pytest.fixture
async def channel(server: Server) -> Any:
    restrict(server, server.channel)
    return await review_channel(server)


async def item_in(server: Server, channel: Any) -> Seen:
    """The one message of the review channel, up to date."""
    await look_around(server)
    [message] = posted(server, channel)
    return message


async def listed(server: Server, title: str) -> bool:
    return title in (await server.ask("search", query=title)).text.replace(f'"{title}"', "")


async def test_a_proposal_says_what_a_moderator_needs(server: Server, channel: Any):
    data = story_file(Warnings="Mild Peril", Summary="A weir, told.", Source="https://stories.example/works/7")
    await propose(server, data)
    message = await item_in(server, channel)
    lines = message.text.split("\n")
    assert lines[:2] == ["### Proposal: The Grey Weir", "by Ona Bright"]
    assert lines[2].startswith("-# Rated General · Warnings: Mild Peril · ")
    assert "A weir, told." in lines
    assert "**Permission:** my own work" in lines
    assert f"by <@{server.ann.id}>" in message.text
    assert message.labels == ["Approve", "Edit", "Decline", "Who is the author?"]


async def test_approving_adds_the_story_and_tells_its_proposer(server: Server, channel: Any):
    await propose(server, tell=True)
    message = await item_in(server, channel)
    assert not await listed(server, "The Grey Weir")
    shown = await server.press(message, "Approve", by=server.moderator)
    assert shown.id == message.id
    assert shown.line("**Approved**").startswith(f"**Approved** by <@{server.moderator.id}>")
    assert shown.labels == []
    assert await listed(server, "The Grey Weir")
    await look_around(server, 3)
    [text] = told(server, server.ann)
    assert text.startswith("Your proposal of The Grey Weir in Harbor Readers was approved")


async def test_whoever_did_not_ask_for_it_is_not_written_to(server: Server, channel: Any):
    await propose(server, tell=False)
    await server.press(await item_in(server, channel), "Approve", by=server.moderator)
    await look_around(server, 3)
    assert told(server, server.ann) == []


async def test_closed_messages_are_noted_and_nothing_else(server: Server, channel: Any):
    await propose(server, tell=True)
    message = await item_in(server, channel)
    await server.press(message, "Approve", by=server.moderator)
    closed_messages(server.env)
    with capture_logs() as logs:
        await look_around(server, 3)
    assert [entry["event"] for entry in logs] == ["A proposer couldn't be told"]


async def test_declining_needs_a_reason_which_the_proposer_reads(server: Server, channel: Any):
    sent = await propose(server, tell=True)
    message = await item_in(server, channel)
    shown = await server.fill(message, "Decline", by=server.moderator, reason="It's *half* a story. Send the rest too.")
    assert shown.line("**Declined**")
    assert r"It's \*half\* a story" in shown.text
    await look_around(server, 2)
    [text] = told(server, server.ann)
    assert "was declined" in text
    assert "Send the rest too" in text
    outcome = await server.press(sent, "Where is it?")
    assert outcome.private
    assert "was declined" in outcome.text
    assert not await listed(server, "The Grey Weir")


async def test_where_is_it_while_it_waits(server: Server, channel: Any):
    sent = await propose(server)
    assert "You can propose 2 more stories today." in sent.text
    assert "waits for the moderators since" in (await server.press(sent, "Where is it?")).text


async def test_a_day_has_so_many_proposals(server: Server):
    await server.ask("settings", by=server.moderator, proposals_a_day=1)
    sent = await propose(server)
    assert "You have proposed a story within a day" in sent.text
    refusal = await server.ask("propose")
    server.refused(TooManyError)
    assert refusal.private
    assert "The next one is possible in" in refusal.text
    again = server.seen(await server.ann.click(sent.message, label="Propose another"))
    assert "The next one is possible in" in again.text


async def test_the_proposer_does_not_decide_even_as_a_moderator(server: Server, channel: Any):
    await propose(server, by=server.moderator)
    message = await item_in(server, channel)
    refusal = await server.press(message, "Approve", by=server.moderator)
    assert refusal.private
    assert "another moderator" in refusal.text
    assert not await listed(server, "The Grey Weir")
    assert (await server.press(message, "Approve", by=second_moderator(server))).line("**Approved**")


async def test_the_second_of_two_reads_who_was_first(server: Server, channel: Any):
    other = second_moderator(server)
    await propose(server)
    message = await item_in(server, channel)
    opened = await server.press(await server.ask("review list", by=other), "Open", by=other)
    await server.press(message, "Approve", by=server.moderator)
    late = await server.press(opened, "Approve", by=other)
    assert late.private
    assert "decided already" in late.text
    assert f"<@{server.moderator.id}>" in late.text


async def test_what_is_decided_elsewhere_is_brought_up_to_date(server: Server, channel: Any):
    await propose(server)
    message = await item_in(server, channel)
    opened = await server.press(await server.ask("review list", by=server.moderator), "Open", by=server.moderator)
    decided = await server.press(opened, "Approve", by=server.moderator)
    assert decided.id == opened.id
    now = await item_in(server, channel)
    assert now.id == message.id
    assert now.line("**Approved**")
    assert now.labels == []


async def test_a_moderator_mends_what_waits(server: Server, channel: Any):
    await propose(server)
    message = await item_in(server, channel)
    draft = await server.press(message, "Edit", by=server.moderator)
    assert draft.private
    await server.fill(draft, "Title and people", by=server.moderator, title="The Green Weir")
    now = await item_in(server, channel)
    assert now.line("### ") == "### Proposal: The Green Weir"
    await server.press(now, "Approve", by=server.moderator)
    assert await listed(server, "The Green Weir")


async def test_who_the_author_is(server: Server, channel: Any):
    await server.ask("author vouch", by=server.moderator, member=server.ben, name="Ona Bright")
    await propose(server)
    known = await server.press(await item_in(server, channel), "Who is the author?", by=server.moderator)
    assert known.private
    assert known.line("**The story says:**") == "**The story says:** Ona Bright"
    assert known.line("**Here goes by that name:**").endswith(f"<@{server.ben.id}> (confirmed)")
    assert f"<@{server.ann.id}>" in known.line("**The proposer says:**")
    assert known.labels == ["Title and people"]


async def test_releasing_a_held_story_needs_a_rating(server: Server, channel: Any):
    await load_held(server)
    message = await item_in(server, channel)
    inside = await server.press(message, "Read it", by=server.moderator)
    assert inside.private
    assert "This is what was told of Held Harbor" in inside.text
    shown = await server.fill(message, "Release", by=server.moderator, rating=["Mature"])
    assert shown.line("**Released**")
    assert await listed(server, HELD)
    assert not await _in_open_channel(server, HELD)


async def _in_open_channel(server: Server, title: str) -> bool:
    restrict(server, server.channel, False)
    return await listed(server, title)


async def test_keeping_a_story_held(server: Server, channel: Any):
    await load_held(server)
    message = await item_in(server, channel)
    shown = await server.fill(message, "Keep held", by=server.moderator, reason="I asked its author.")
    assert shown.line("**Kept back**")
    assert "I asked its author." in shown.text
    assert not await listed(server, HELD)
    await look_around(server, 3)
    assert len(posted(server, channel)) == 1


async def test_a_barred_story_is_noted(server: Server, channel: Any):
    await load_held(server, barred=True)
    message = await item_in(server, channel)
    assert (await server.fill(message, "Noted", by=server.moderator)).line("**Kept back**")


async def test_a_form_sent_in_too_late_is_told_and_what_was_typed_is_given_back(server: Server, channel: Any):
    await propose(server)
    message = await item_in(server, channel)
    form = await server.moderator.click(message.message, label="Decline")
    await server.press(message, "Approve", by=second_moderator(server))
    late = await server.send(form, by=server.moderator, reason="It is not finished, and nobody knows its author.")
    assert late.private
    assert "decided already" in late.text
    [file] = late.message.attachments
    assert file.filename == "what-you-typed.txt"
