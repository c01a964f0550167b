"""Add as story, in a message's menu."""

import pytest
import simcord

from tests.support.sent_stories import archive, story_file
from tests.support.simulated import Server

NAME = "Add as story"


async def test_the_files_of_a_message(server: Server):
    files = [("kite.txt", story_file("The Kite")), ("bell.txt", story_file("The Bell"))]
    one = await server.ann.send(server.channel, "here it is", attachments=files[:1])
    both = await server.ann.send(server.channel, attachments=files)
    preview = server.seen(await server.moderator.context_menu(server.channel, NAME, one))
    assert preview.private
    assert preview.text.startswith("## The Kite")
    listed = server.seen(await server.moderator.context_menu(server.channel, NAME, both))
    assert listed.labels[:2] == ["Look at it", "Look at it"]


async def test_a_zip_in_a_message(server: Server):
    message = await server.ann.send(server.channel, attachments=[("s.zip", archive(kite=story_file("The Kite")))])
    listed = server.seen(await server.moderator.context_menu(server.channel, NAME, message))
    assert listed.labels == ["Add its stories", "Add another"]


async def test_a_text_in_a_message(server: Server):
    message = await server.ann.send(server.channel, story_file("The Kite").decode()[:1900])
    assert "## The Kite" in server.seen(await server.moderator.context_menu(server.channel, NAME, message)).text


async def test_a_bare_link_asks_for_its_title(server: Server):
    message = await server.ann.send(server.channel, "https://stories.example/works/3")
    form = await server.moderator.context_menu(server.channel, NAME, message)
    preview = await server.send(form, by=server.moderator, title="Three Bells")
    rated = await server.fill(preview, "Rating and permission", by=server.moderator, rating=["General"])
    assert "## Three Bells" in rated.text
    assert "stories.example" in rated.line("**Source:**")


async def test_a_message_with_nothing_in_it_says_what_can_be_added(server: Server):
    sent = await server.ask("search")
    told = server.seen(await server.moderator.context_menu(server.channel, NAME, sent.message))
    assert told.private
    assert told.text.startswith("There was nothing to add.")


async def test_members_do_not_see_it_and_may_not_use_it(server: Server):
    message = await server.ann.send(server.channel, "hello")
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await server.ann.context_menu(server.channel, NAME, message)
    [command] = [command for command in await server.bot.tree.fetch_commands() if command.name == NAME]
    server.guild.set_command_permissions(command, {server.ann: True})
    refused = server.seen(await server.ann.context_menu(server.channel, NAME, message))
    assert refused.private
    assert "for moderators" in refused.text
    server.refused_with()
