"""What people see when something goes wrong: one private sentence, and never a traceback."""

import discord
import pytest
from discord import app_commands
from structlog.testing import capture_logs

from bot.errors import DatabaseError
from bot.ui import buttons
from tests.support import operator
from tests.support.options import required
from tests.support.simulated import Server

APOLOGY = "Something went wrong in Ficus, and it has been logged."


def references(logs: list) -> list[str]:
    return [entry["reference"] for entry in logs if entry["event"] == "Unexpected error"]


async def test_the_unexpected_is_answered_with_a_reference_that_is_also_in_the_log(server: Server):
    operator.execute(server, "DROP TABLE shown")
    with capture_logs() as logs:
        reply = await server.ask("excerpt")
    assert server.refused_with()
    assert reply.private
    [reference] = references(logs)
    assert reply.text.startswith(APOLOGY)
    assert reply.text.endswith(f"this reference: {reference}.")
    assert "\n" not in reply.text
    for word in ("Traceback", "sqlite", "shown", "Error"):
        assert word not in reply.text


async def test_a_button_that_fails_is_answered_too(server: Server):
    card = await server.ask("story show", title="The Lantern Keeper")
    page = await server.press(card, "Read")
    operator.execute(server, "DROP TABLE page")
    for message, label in ((card, "Read"), (page, "Next"), (page, "Where am I")):
        with capture_logs() as logs:
            reply = await server.press(message, label)
        assert server.refused_with()
        assert reply.private
        assert references(logs)[0] in reply.text


async def test_a_form_that_fails_is_answered_too(server: Server):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    form = await server.ann.click(page.message, label="Jump")
    await server.bot.library.close()
    reply = server.seen(await server.ann.submit_modal(form, {"typed": "3"}))
    server.refused(DatabaseError)
    assert reply.private
    assert reply.text.startswith(APOLOGY)


async def test_an_answer_that_comes_too_late_is_noted_and_nobody_is_troubled(server: Server):
    server.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, message="Unknown interaction")
    with capture_logs() as logs:
        result = await server.ann.slash(server.channel, "help")
    assert result.response is None
    assert isinstance(server.refused_with(), discord.NotFound)
    assert [entry["log_level"] for entry in logs] == ["info"]
    assert logs[0]["event"] == "Too late to answer"


async def test_an_error_that_cannot_be_answered_is_logged(server: Server):
    server.env.inject_error("POST", "/interactions/*/*/callback", status=403, code=50013, times=2)
    with capture_logs() as logs:
        result = await server.ann.slash(server.channel, "help")
    assert result.response is None
    assert isinstance(server.refused_with(), discord.Forbidden)
    assert [entry["event"] for entry in logs] == ["Unexpected error", "An error could not be answered"]


async def test_a_form_of_an_older_version_says_to_open_it_again(server: Server, monkeypatch: pytest.MonkeyPatch):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    monkeypatch.setattr(buttons, "jumped", lambda *_: "leap:1")
    reply = await server.jump(page, "3")
    assert reply.private
    assert reply.text == "This form is too old to be sent in. Please open it again."


async def test_a_command_of_an_older_version_says_how_to_get_the_new_one(server: Server):
    server.bot.tree.remove_command("help")
    reply = await server.ask("help")
    assert reply.private
    assert reply.text == "This command has changed. Reload Discord (Ctrl-R), then type it again."
    assert isinstance(server.refused_with(), app_commands.CommandNotFound)


async def test_commands_that_discord_still_lists_in_private_messages_are_refused_there(server: Server):
    """Ficus asks Discord to list them in servers only; an older listing may linger."""
    commands = [command.to_dict(server.bot.tree) for command in server.bot.tree.get_commands()]
    listed = [{**command, "contexts": [0, 1]} for command in commands]
    await server.bot.http.bulk_upsert_global_commands(server.bot.application_id, listed)
    stranger = server.env.create_user("stranger")
    reply = server.seen(await stranger.slash("search", query="lantern"))
    assert reply.private
    assert reply.text == "Ficus works in servers only."
    assert await stranger.autocomplete("search", "query", "lan") == []


WITHOUT_LIBRARY = {"help", "story add"}
"""Commands that answer with what they know, or with a form."""


async def test_every_command_answers_when_the_library_fails(server: Server):
    commands = [command for command in server.bot.tree.walk_commands() if isinstance(command, app_commands.Command)]
    await server.bot.library.close()
    for command in commands:
        if command.qualified_name not in WITHOUT_LIBRARY:
            filled = required(server, command)
            reply = await server.ask(command.qualified_name, by=server.moderator, **filled)
            server.refused(DatabaseError)
            assert reply.private
            assert reply.text.startswith(APOLOGY)
