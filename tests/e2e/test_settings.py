"""/settings: what is set, what is refused, and what stands in the way."""

import discord

from bot.errors import NotAllowedError
from tests.support.review import restrict
from tests.support.simulated import Server


async def test_what_is_set_to_begin_with(server: Server):
    shown = await server.ask("settings", by=server.moderator)
    assert shown.private
    assert shown.line("**Review channel:**").endswith("none: /review list shows what waits")
    assert shown.line("**Proposals a day:**").endswith("3 of each member")
    assert shown.line("**Reports to hold:**").startswith("**Reports to hold:** 3 members' reports")
    assert shown.labels == []


async def test_a_channel_is_set_and_unset(server: Server):
    channel = server.guild.create_text_channel("review")
    shown = await server.ask("settings", by=server.moderator, review_channel=channel, proposals_a_day=0)
    assert shown.line("**Review channel:**").endswith(f"<#{channel.id}>")
    assert "so none are taken" in shown.text
    assert "The review channel isn't age-restricted" in shown.text
    gone = await server.press(shown, "No review channel", by=server.moderator)
    assert gone.id == shown.id
    assert gone.line("**Review channel:**").endswith("none: /review list shows what waits")


async def test_an_age_restricted_channel_needs_no_remark(server: Server):
    channel = server.guild.create_text_channel("review")
    restrict(server, channel)
    shown = await server.ask("settings", by=server.moderator, review_channel=channel)
    assert "age-restricted" not in shown.text


async def test_a_channel_that_ficus_cannot_use_is_refused_by_the_permissions_name(server: Server):
    for denied, name in (({"send_messages": False}, "Send Messages"), ({"view_channel": False}, "View Channel")):
        me = server.guild.me
        channel = server.guild.create_text_channel("closed", overwrites={me: discord.PermissionOverwrite(**denied)})
        refusal = await server.ask("settings", by=server.moderator, review_channel=channel)
        assert refusal.private
        assert name in refusal.text
        assert server.bot.library.servers.get(server.guild.id).review_channel is None


async def test_a_moderator_role(server: Server):
    role = server.guild.create_role("Librarians", permissions=discord.Permissions.none())
    librarian = server.guild.add_member(server.env.create_user("lib"), roles=[role])
    shown = await server.ask("settings", by=server.moderator, moderator_role=role)
    assert f"<@&{role.id}>" in shown.line("**Moderators:**")
    assert "Server Settings, Integrations" in shown.text
    [command] = [one for one in await server.bot.tree.fetch_commands() if one.name == "settings"]
    server.guild.set_command_permissions(command, {librarian: True})
    assert (await server.ask("settings", by=librarian, proposals_a_day=5)).line("**Proposals a day:**")
    refusal = await server.ask("settings", by=librarian, moderator_role=role)
    assert "Manage Server" in refusal.text, "who the moderators are is for those with Manage Server"


async def test_everybodys_role_makes_nobody_a_moderator(server: Server):
    refusal = await server.ask("settings", by=server.moderator, moderator_role=server.guild.default_role)
    assert "everybody would be a moderator" in refusal.text


async def test_it_is_for_moderators_whatever_discord_shows(server: Server):
    [command] = [one for one in await server.bot.tree.fetch_commands() if one.name == "settings"]
    server.guild.set_command_permissions(command, {server.ann: True})
    refusal = await server.ask("settings", proposals_a_day=9)
    server.refused(NotAllowedError)
    assert refusal.private
    assert server.bot.library.servers.get(server.guild.id).proposals_a_day == 3
