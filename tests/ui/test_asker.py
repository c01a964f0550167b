"""Which places count as age-restricted: what can't be known doesn't."""

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.client import create_bot
from bot.library.actor import Actor
from bot.library.library import Library
from bot.settings import Settings
from bot.ui.asker import actor_of, is_restricted
from tests.support.simulated import Discord, Server, server_in, settings_in


@pytest.fixture
async def server(tmp_path):
    (tmp_path / "corpus").mkdir()
    env = Discord(create_bot(settings_in(tmp_path, tmp_path / "corpus")))
    await env.start()
    server = server_in(env)
    yield server
    await server.bot.library.close()
    await env.shutdown()


def known(server: Server) -> tuple[discord.Guild, Any]:
    """The server and its channel as discord.py has them cached."""
    guild = server.bot.get_guild(server.guild.id)
    assert guild is not None
    return guild, guild.get_channel(server.channel.id)


def thread(guild: discord.Guild, parent_id: int) -> discord.Thread:
    data: Any = {
        "id": "77",
        "guild_id": str(guild.id),
        "parent_id": str(parent_id),
        "owner_id": "1",
        "name": "talk",
        "type": 11,
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 60,
            "archive_timestamp": "2026-01-01T00:00:00Z",
        },
    }
    return discord.Thread(guild=guild, state=guild._state, data=data)


async def test_an_ordinary_channel_is_not(server: Server):
    guild, channel = known(server)
    assert not is_restricted(guild, channel)
    assert not is_restricted(guild, thread(guild, channel.id))


async def test_a_restricted_channel_is_and_so_are_threads_under_it(server: Server):
    guild, channel = known(server)
    channel.nsfw = True
    assert is_restricted(guild, channel)
    assert is_restricted(guild, thread(guild, channel.id))


@pytest.mark.parametrize(
    ("level", "restricted"),
    [
        (discord.NSFWLevel.default, False),
        (discord.NSFWLevel.safe, False),
        (discord.NSFWLevel.explicit, True),
        (discord.NSFWLevel.age_restricted, True),
    ],
)
async def test_a_whole_server_can_be(server: Server, level: discord.NSFWLevel, restricted: bool):
    guild, channel = known(server)
    guild.nsfw_level = level
    assert is_restricted(guild, channel) is restricted


async def test_what_is_not_known_is_not(server: Server):
    guild, _ = known(server)
    assert not is_restricted(guild, thread(guild, 404)), "a thread whose parent is not cached"
    assert not is_restricted(guild, None)
    assert not is_restricted(None, None)
    assert not is_restricted(guild, object())


HOME, AWAY = 10, 20


def interaction_of(member: Any, guild_id: int, *, homes: tuple[int, ...] = (), guilds: int = 2) -> Any:
    """What actor_of reads off an interaction."""
    permissions = discord.Permissions(manage_guild=member == "mo")
    settings = Settings.load(home_guild_ids=homes)
    client = SimpleNamespace(library=Library(settings), guilds=[SimpleNamespace(id=HOME + n) for n in range(guilds)])
    return SimpleNamespace(client=client, user=SimpleNamespace(id=7), guild_id=guild_id, permissions=permissions)


@pytest.mark.parametrize(
    ("guild_id", "homes", "guilds", "curator"),
    [
        (HOME, (HOME,), 2, True),
        (AWAY, (HOME,), 2, False),
        (AWAY, (HOME, AWAY), 1, True),
        (HOME, (), 1, True),
        (HOME, (), 2, False),
        (HOME, (AWAY,), 1, False),
    ],
)
def test_the_corpus_is_looked_after_at_home(guild_id: int, homes: tuple[int, ...], guilds: int, curator: bool):
    moderator = actor_of(interaction_of("mo", guild_id, homes=homes, guilds=guilds))
    assert moderator == Actor(7, guild_id, moderator=True, curator=curator, manager=True, home=curator)
    assert actor_of(interaction_of("ann", guild_id, homes=homes, guilds=guilds)) == Actor(7, guild_id, home=curator)
