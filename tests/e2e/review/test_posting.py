"""What waits is posted in the review channel, once, and kept up to date."""

import discord
import pytest
from structlog.testing import capture_logs

from bot.ui.review import waiting
from tests.support.own_stories import HIDDEN_TITLES
from tests.support.review import (
    BARRED,
    HELD,
    SECRET,
    after_a_pause,
    load_held,
    look_around,
    posted,
    propose,
    restrict,
    review_channel,
)
from tests.support.sent_stories import story_file
from tests.support.simulated import Server


def nonces(server: Server) -> list[str]:
    posts = [request for request in server.env.http_requests if request.path.endswith("/messages")]
    return [post.json["nonce"] for post in posts if post.json and post.json.get("enforce_nonce")]


async def test_a_held_story_is_posted_once_with_what_made_it_held_under_cover(server: Server):
    channel = await review_channel(server)
    await load_held(server)
    await look_around(server)
    [message] = posted(server, channel)
    assert message.line("### ") == f"### Held story: {HELD}"
    assert message.line("||").startswith("||It has no rating, but sexual content is announced")
    assert SECRET in message.line("||")
    assert message.labels == ["Release", "Keep held", "Read it"]
    await look_around(server, 3)
    await server.restart()
    restrict(server, channel)
    await look_around(server, 3)
    assert len(posted(server, channel)) == 1
    assert len(nonces(server)) == 1


async def test_a_barred_story_says_why_and_has_no_release(server: Server):
    channel = await review_channel(server)
    await load_held(server, barred=True)
    await look_around(server)
    [message] = posted(server, channel)
    assert message.line("### ") == f"### Barred story: {BARRED}"
    assert "underage" in message.line("||")
    assert "no moderator can release it" in message.text
    assert message.labels == ["Noted", "Read it"]


async def test_in_an_open_channel_it_has_neither_title_nor_words_nor_buttons(server: Server):
    channel = await review_channel(server, restricted=False)
    await load_held(server)
    await load_held(server, barred=True)
    await look_around(server)
    messages = posted(server, channel)
    assert len(messages) == 2
    for message in messages:
        assert "shown in age-restricted channels only: look there" in message.text
        assert message.labels == []
        for word in (HELD, BARRED, SECRET, "underage"):
            assert word not in message.text
    shown = await server.ask("review list", by=server.moderator)
    assert shown.private
    assert "**2 items wait**" in shown.text
    assert HELD not in shown.text
    assert shown.live == []


async def test_a_channel_that_is_opened_later_loses_what_it_showed(server: Server):
    channel = await review_channel(server)
    await load_held(server)
    await look_around(server)
    restrict(server, channel, False)
    await look_around(server)
    [message] = posted(server, channel)
    assert HELD not in message.text
    assert SECRET not in message.text


async def test_the_list_has_all_that_waits_and_opens_it_privately(server: Server):
    restrict(server, server.channel)
    await load_held(server)
    await propose(server)
    shown = await server.ask("review list", by=server.moderator)
    assert "**2 items wait**" in shown.text
    assert shown.line("**Held story**") == f"**Held story**: {HELD}"
    assert shown.line("**Proposal**") == "**Proposal**: The Grey Weir"
    assert shown.text.count("waiting since <t:") == 2
    opened = await server.press(shown, "Open", by=server.moderator)
    assert opened.private
    assert opened.id != shown.id
    assert "### Held story" in opened.text or "### Proposal" in opened.text


async def test_a_long_list_is_paged(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(waiting, "SIZE", 2)
    for title in ("The First Weir", "The Second Weir", "The Third Weir"):
        await propose(server, story_file(title))
    shown = await server.ask("review list", by=server.moderator)
    assert "**3 items wait**, 1 to 2 shown" in shown.text
    turned = await server.press(shown, "Next", by=server.moderator)
    assert turned.id == shown.id
    assert "3 to 3 shown" in turned.text
    assert "The Third Weir" in turned.text


async def test_nothing_waits(server: Server):
    assert (await server.ask("review list", by=server.moderator)).text == "Nothing waits for you here."


async def test_a_channel_that_cannot_be_written_to_is_tried_again(server: Server):
    channel = await review_channel(server)
    await load_held(server)
    server.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50013)
    with capture_logs() as logs:
        await look_around(server, 5)
    assert [entry["event"] for entry in logs if entry["log_level"] == "warning"] == [
        "Posting failed; it's tried again"
    ], "said once, not every three seconds"
    assert posted(server, channel) == []
    await after_a_pause(server)
    assert len(posted(server, channel)) == 1


async def test_a_channel_that_is_gone_stops_nothing_else(server: Server):
    channel = await review_channel(server)
    history = server.guild.create_text_channel("history")
    await server.ask("settings", by=server.moderator, history_channel=history)
    await server.bot.get_channel(channel.id).delete()
    await load_held(server)
    with capture_logs() as logs:
        await look_around(server)
    assert "is gone" in logs[0]["reason"]
    assert posted(server, history)
    shown = await server.ask("settings", by=server.moderator)
    assert "The review channel is gone or hidden from Ficus. Choose another one." in shown.text


async def test_a_message_that_was_deleted_is_posted_again_when_there_is_something_new(server: Server):
    channel = await review_channel(server)
    await load_held(server)
    await look_around(server)
    server.env.backend.delete_message(channel.id, posted(server, channel)[0].id)
    restrict(server, channel, False)
    await look_around(server, 2)
    assert len(posted(server, channel)) == 1


async def test_what_waits_moves_to_another_review_channel(server: Server):
    old = await review_channel(server)
    await load_held(server)
    await look_around(server)
    new = server.guild.create_text_channel("reviewing")
    restrict(server, new)
    await server.ask("settings", by=server.moderator, review_channel=new)
    await look_around(server)
    [left], [moved] = posted(server, old), posted(server, new)
    assert (left.text, left.labels) == (f"This waits in <#{new.id}> now.", [])
    assert HELD in moved.text


async def test_titles_of_stories_kept_to_other_channels_are_nowhere(server: Server):
    """A restricted story that readers report."""
    restrict(server, server.channel)
    channel = await review_channel(server, restricted=False)
    card = await server.ask("story show", title=HIDDEN_TITLES[0])
    await server.fill(card, "Report", kind=["wrong rating"], words="The Quillon part.")
    await look_around(server)
    [message] = posted(server, channel)
    assert message.line("### ") == "### Reported story"
    for word in (*HIDDEN_TITLES, "Quillon"):
        assert word not in message.text


async def test_closing_the_bot_ends_the_poster(server: Server):
    await review_channel(server)
    task = server.bot._poster._look.get_task()
    assert isinstance(server.bot, discord.Client)
    await server.bot._poster.stop()
    assert task.done()
