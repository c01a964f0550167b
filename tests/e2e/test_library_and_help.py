"""/library status, which is for moderators, and /help, which is for everybody."""

import discord
import pytest
import simcord

from bot.errors import NotAllowedError
from bot.settings import Settings
from bot.ui.help import EXAMPLES, TOGETHER
from tests.support import operator
from tests.support.simulated import Discord, Server, create_bot, server_in

OPERATORS_ROLE = 4321


async def test_status_tells_a_moderator_what_the_library_holds(server: Server):
    reply = await server.ask("library status", by=server.moderator)
    assert reply.private
    assert "- listed: 13" in reply.text
    assert "- General: 10" in reply.text
    assert "- Not Rated: 1" in reply.text
    assert "13 unchanged" in reply.text


async def test_status_names_files_that_could_not_be_read(server: Server):
    corpus = server.bot.library.settings.corpus
    (corpus / "empty.txt").write_text("", "utf-8")
    (corpus / "@everyone *odd*.txt").write_text("\n\n", "utf-8")
    await server.bot.library.load()
    reply = await server.ask("library status", by=server.moderator)
    assert "2 unreadable" in reply.text
    assert reply.line("- empty.txt: ")
    assert r"\*odd\*.txt" in reply.text


async def test_status_tells_of_stories_whose_file_is_gone(server: Server):
    await operator.remove(server, "lantern.txt")
    reply = await server.ask("library status", by=server.moderator)
    assert "gone: 1" in reply.text


async def test_discord_hides_it_from_everybody_else(server: Server):
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await server.ask("library status")


async def test_who_may_is_asked_again_when_it_arrives(server: Server):
    """A server's administrators may show the command to others; Ficus still decides."""
    [command] = [command for command in await server.bot.tree.fetch_commands() if command.name == "library"]
    server.guild.set_command_permissions(command, {server.ann: True})
    reply = await server.ask("library status")
    server.refused(NotAllowedError)
    assert reply.private
    assert reply.text == r"This command is for moderators\: it needs the permission Manage Server."


async def test_an_operators_role_may_too(settings: Settings):
    env = Discord(create_bot(settings))
    await env.start()
    server = server_in(env)
    role = server.guild.create_role("Librarians", permissions=discord.Permissions.none())
    librarian = server.guild.add_member(env.create_user("lib"), roles=[role])
    await server.restart(settings.model_copy(update={"moderator_roles": (role.id,)}))
    assert "- listed: 13" in (await server.ask("library status", by=librarian)).text
    assert "- listed: 13" in (await server.ask("library status", by=server.moderator)).text
    refusal = await server.ask("library status")
    server.refused(NotAllowedError)
    assert refusal.text.endswith("Manage Server or one of this bot's moderator roles.")
    await server.bot.library.close()
    await env.shutdown()


async def test_help_names_every_command_and_what_is_kept(server: Server):
    reply = await server.ask("help")
    assert reply.private
    commands = server.moderator.available_commands(server.channel)
    assert len(commands) >= len(server.bot.tree.get_commands())
    assert all(f"/{command}" in reply.text for command in commands if command != "help")
    assert "reads no messages" in reply.text
    assert "age-restricted" in reply.text


async def test_help_on_searching_shows_the_language(server: Server):
    reply = await server.ask("help", topic="search")
    assert reply.private
    for typed in EXAMPLES:
        assert f"`{typed}`" in reply.text


async def test_every_example_of_help_can_be_typed(server: Server):
    for typed in [*EXAMPLES, TOGETHER]:
        reply = await server.ask("search", query=typed)
        assert "was searched as" not in reply.text
        assert "is no filter" not in reply.text
