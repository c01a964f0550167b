"""All commands, walked: named, described and documented, in servers only, and none outside the one error path."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord import app_commands
from discord.ext import commands

from bot.client import EXTENSIONS, Ficus, create_bot
from bot.settings import Settings
from cogs.help import HELP
from tests.support.discord_rules import complaints

ROOT = Path(__file__).parent.parent.parent
CARING = ("edit", "rate", "hide", "remove", "restore", "history")
MODERATING = {f"story {name}" for name in ("add", "bulk", "drafts", "undo", *CARING)}
SERVER = {"review list", "history", "settings", "library status"}
AUTHORS = {"story withdraw", *(f"author {name}" for name in ("claim", "stories", "wish", "vouch"))}
TASTE = {"shelf", "taste", *(f"block {name}" for name in ("add", "remove", "list"))}
ALIASES = {f"alias {name}" for name in ("add", "remove", "list", "join", "split")}
READING = {"search", "excerpt", "recommend", "story show", "propose", "help"}
NAMES = {*READING, *TASTE, *MODERATING, *AUTHORS, *ALIASES, *SERVER}
REQUIRED = {"title", "file", "permission", "wish", "member"}
REQUIRED_THERE = {
    *(("rate", "rating"), ("claim", "name"), ("vouch", "name"), ("alias remove", "name")),
    ("block remove", "entry"),
    *((f"alias {name}", option) for name in ("join", "split") for option in ("one", "other")),
    *(("alias add", "alias"), ("alias add", "means")),
}
COMPLETED = {"query", "story", "like", "title", "character", "fandom", "entry"}
COMPLETED_THERE = {
    *(("search", option) for option in ("pairing", "author", "tag", "without")),
    *(("alias remove", "name"), ("alias list", "name"), ("alias add", "means")),
    *((f"alias {name}", option) for name in ("join", "split") for option in ("one", "other")),
}
GUILDS_ONLY = [0]

Command = app_commands.Command
Group = app_commands.Group


@pytest.fixture
async def bot() -> AsyncIterator[Ficus]:
    """The bot with its commands, not started."""
    bot = create_bot(Settings.load())
    for extension in EXTENSIONS:
        await bot.load_extension(extension)
    yield bot
    await bot.close()


def walk(bot: Ficus) -> list[Command]:
    return [command for command in bot.tree.walk_commands() if isinstance(command, Command)]


async def test_every_cog_is_loaded_and_no_command_is_missed(bot: Ficus):
    files = {f"cogs.{path.stem}" for path in (ROOT / "cogs").iterdir() if not path.name.startswith("__")}
    assert set(EXTENSIONS) == files
    assert {command.qualified_name for command in walk(bot)} == NAMES


async def test_every_command_is_documented_in_the_readme_and_in_help(bot: Ficus):
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in walk(bot):
        assert f"`/{command.qualified_name}`" in readme
        assert command.name == "help" or f"/{command.qualified_name}" in HELP
    documented = set(re.findall(r"^\| `/([a-z ]+)`", readme, re.MULTILINE))
    assert documented == NAMES, "the table in README names no command that is not there"


async def test_names_and_descriptions_are_plain_and_within_discords_limits(bot: Ficus):
    for command in walk(bot):
        described = [(command.name, command.description)]
        described += [(option.display_name, str(option.description)) for option in command.parameters]
        for name, description in described:
            assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
            assert 3 < len(description) <= 100
            assert description[0].isupper(), f"{command.qualified_name} {name}: {description}"
            assert description != "…", "discord.py's own text for a missing description"


async def test_discord_takes_them(bot: Ficus):
    payload = [command.to_dict(bot.tree) for command in bot.tree.get_commands()]
    assert complaints("PUT", "/applications/1/commands", payload) == []
    for command in payload:
        assert command["contexts"] == GUILDS_ONLY
        assert command["integration_types"] == GUILDS_ONLY
        assert command["nsfw"] is False, "the gate decides story by story"


async def test_only_moderators_are_shown_the_moderation_commands(bot: Ficus):
    shown_to = {command.name: command.default_permissions for command in bot.tree.get_commands()}
    for_moderators = {"alias", "library", "history", "review", "settings", "Add as story"}
    assert {name for name, permissions in shown_to.items() if permissions} == for_moderators
    assert all(permissions.manage_guild for permissions in shown_to.values() if permissions)


async def test_every_error_goes_down_the_one_path(bot: Ficus):
    for command in bot.tree.walk_commands():
        assert getattr(command, "on_error", None) is None or isinstance(command, Group)
    for cog in bot.cogs.values():
        assert type(cog).cog_app_command_error is commands.Cog.cog_app_command_error


async def test_every_name_can_be_completed_while_it_is_typed(bot: Ficus):
    for command in walk(bot):
        for option in command.parameters:
            there = {(command.name, option.name), (command.qualified_name, option.name)}
            assert option.autocomplete is (option.name in COMPLETED or bool(there & COMPLETED_THERE))
            needed = option.name in REQUIRED or bool(there & REQUIRED_THERE)
            assert option.required is needed
