"""Readers report; moderators look, and readers learn nothing of it."""

from typing import Any

import pytest

from tests.support.review import look_around, posted, restrict, review_channel
from tests.support.seen import Seen
from tests.support.simulated import Server

TITLE = "The Lantern Keeper"
NOT_SHOWN = "That story can't be shown here."


@pytest.fixture
async def channel(server: Server) -> Any:
    return await review_channel(server)


async def report(server: Server, by: Any, kind: str = "broken", words: str = "") -> Seen:
    card = await server.ask("story show", title=TITLE, by=by)
    return await server.fill(card, "Report", by=by, kind=[kind], words=words)


async def item_in(server: Server, channel: Any) -> Seen:
    await look_around(server)
    [message] = posted(server, channel)
    return message


async def test_a_report_is_thanked_for_privately_and_joins_the_queue(server: Server, channel: Any):
    thanks = await report(server, server.ann, "wrong warning", "The *flood* isn't named. @everyone")
    assert thanks.private
    assert thanks.text.startswith("Thank you.")
    message = await item_in(server, channel)
    assert message.line("### ") == f"### Reported story: {TITLE}"
    assert message.line("**1 report:**") == "**1 report:** wrong warning"
    assert r"The \*flood\* isn't named." in message.text
    assert str(server.ann.id) not in message.text, "who reported it isn't told"
    assert message.labels == ["Close the reports", "Hide it here", "Rate", "Read it"]


async def test_so_many_members_hide_it_until_a_moderator_has_looked(server: Server, channel: Any):
    await server.ask("settings", by=server.moderator, reports_to_hold=2)
    page = await server.press(await server.ask("story show", title=TITLE), "Read")
    await report(server, server.ann)
    assert TITLE in (await server.ask("search", query=TITLE)).text
    await report(server, server.ben, "not permitted")
    assert (await server.press(page, "Next")).text.startswith(NOT_SHOWN)
    message = await item_in(server, channel)
    assert message.line("**2 reports:**") == "**2 reports:** broken, not permitted"
    assert message.live == ["Show again", "Keep hidden", "Rate", "Read it"]
    shown = await server.press(message, "Show again", by=server.moderator)
    assert shown.line("**Reports closed**")
    assert (await server.ask("story show", title=TITLE)).line("## ") == f"## {TITLE}"


async def test_keeping_it_hidden(server: Server, channel: Any):
    await report(server, server.ann)
    message = await item_in(server, channel)
    shown = await server.fill(message, "Hide it here", by=server.moderator, reason="They are right.")
    assert shown.line("**Hidden here**")
    assert "No story" in (await server.ask("story show", title=TITLE)).text


async def test_rating_it_leaves_the_reports_to_be_decided_on(server: Server, channel: Any):
    await report(server, server.ann, "wrong rating")
    message = await item_in(server, channel)
    rated = await server.fill(message, "Rate", by=server.moderator, rating=["Mature"], reason="Page 4.")
    assert "Rated Mature" in rated.text
    assert "Close the reports" in rated.live


async def test_the_gate_is_asked_again_when_the_form_is_sent_in(server: Server):
    card = await server.ask("story show", title=TITLE)
    form = await server.ann.click(card.message, label="Report")
    await server.ask("story hide", by=server.moderator, title=TITLE)
    refusal = await server.send(form, kind=["broken"])
    assert refusal.private
    assert refusal.text.startswith(NOT_SHOWN)


async def test_an_old_card_of_a_story_that_is_not_shown_opens_no_form(server: Server):
    restrict(server, server.channel)
    card = await server.ask("story show", title="Forbidden Orchard")
    restrict(server, server.channel, False)
    refusal = await server.press(card, "Report")
    assert refusal.private
    assert refusal.text.startswith(NOT_SHOWN)


async def test_other_needs_words(server: Server):
    refusal = await report(server, server.ann, "other")
    assert refusal.private
    assert not refusal.text.startswith("Thank you.")


async def test_excerpts_and_pages_have_the_button_too(server: Server):
    excerpt = await server.ask("excerpt", story=TITLE)
    assert "Report" in excerpt.labels
    page = await server.press(excerpt, "Read on")
    assert "Report" in (await server.press(page, "Where am I")).labels
