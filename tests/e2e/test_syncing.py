"""Discord is told of the commands when, and only when, it knows others."""

from typing import Any

from bot.syncing import sync
from tests.support.simulated import Server


def puts(server: Server) -> list[Any]:
    return [request for request in server.env.http_requests if request.method == "PUT" and "/commands" in request.path]


async def test_the_first_start_sends_the_commands_and_the_next_does_not(server: Server):
    assert len(puts(server)) == 1
    sent = {command["name"] for command in puts(server)[0].json}
    assert sent == {command.name for command in server.bot.tree.get_commands()}
    assert {"search", "excerpt", "recommend", "story", "settings", "library", "help"} <= sent
    await server.restart()
    assert len(puts(server)) == 1
    assert (await server.ask("help")).private, "they go on working"


async def test_a_changed_command_is_sent(server: Server):
    server.bot.tree.get_command("help").description = "Something else."
    assert await sync(server.bot.tree)
    assert len(puts(server)) == 2
    assert not await sync(server.bot.tree)


async def test_other_permissions_are_a_change(server: Server):
    settings = server.bot.library.settings
    await server.restart(settings.model_copy(update={"moderator_roles": (1, 2)}))
    assert len(puts(server)) == 2
    [library] = [command for command in puts(server)[-1].json if command["name"] == "library"]
    assert library["default_member_permissions"] is None


async def test_a_command_that_discord_has_too_many_is_taken_away(server: Server):
    commands = [command.to_dict(server.bot.tree) for command in server.bot.tree.get_commands()]
    stray = {"name": "stray", "description": "From an older version.", "type": 1}
    await server.bot.http.bulk_upsert_global_commands(server.bot.application_id, [*commands, stray])
    assert await sync(server.bot.tree)
    assert "stray" not in server.ann.available_commands(server.channel)


async def test_a_test_server_gets_them_at_once(server: Server):
    settings = server.bot.library.settings
    await server.restart(settings.model_copy(update={"test_guild_id": server.guild.id}))
    assert f"/guilds/{server.guild.id}/commands" in puts(server)[-1].path
    assert len(puts(server)) == 2
    await server.restart(settings.model_copy(update={"test_guild_id": server.guild.id}))
    assert len(puts(server)) == 2
    assert "The Lantern Keeper" in (await server.ask("search", query="lantern")).text
