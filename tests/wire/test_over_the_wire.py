"""What only a wire shows: age-restricted places, Discord's troubles, a dropped socket, uploads, a refused token."""

import asyncio
from pathlib import Path

import discord
import pytest

from bot import running
from bot.errors import ConnectionRefusedByDiscordError
from bot.library.library import Library
from bot.settings import Settings
from tests.wire.members import Member, text_of
from tests.wire.server import Fault, LoopbackDiscord
from tests.wire.world import (
    MODERATOR,
    OPEN,
    READER,
    RESTRICTED,
    THREAD_OF_OPEN,
    THREAD_OF_RESTRICTED,
    World,
)

HIDDEN = ("Lantern Hours", "Ember Season")


async def everything_shown(discord_here: LoopbackDiscord, channel: int) -> str:
    """All that a member can get out of the bot in a channel without knowing a title."""
    member = Member(discord_here, READER, channel)
    shown = [str(await member.autocomplete("story show", "title", typed)) for typed in ("", "Lantern", "Ember")]
    for command, options in (
        ("search", {}),
        ("search", {"query": "Lantern Hours"}),
        ("search", {"query": "Ember Season"}),
        ("search", {"character": "Kankuro"}),
        ("story show", {"title": "Ember Season"}),
        ("excerpt", {"story": "Lantern Hours"}),
        ("excerpt", {"character": "Temari"}),
        ("recommend", {}),
        ("recommend", {"like": "The Cloud Ledger"}),
    ):
        interaction = await member.slash(command, **options)
        assert interaction.visible_replies == 1, command
        shown.append(text_of(interaction.reply))
    return "\n".join(shown)


@pytest.mark.parametrize("channel", [OPEN, THREAD_OF_OPEN])
async def test_unrated_and_explicit_stories_stay_unseen_in_open_places(wire: LoopbackDiscord, channel: int) -> None:
    echoed = {"Lantern Hours": 2, "Ember Season": 2}  # what the member typed may be said back, nothing more
    shown = await everything_shown(wire, channel)
    for title in HIDDEN:
        assert shown.count(title) <= echoed[title]
    assert "otherhand" not in shown
    assert "The Cloud Ledger" in shown


@pytest.mark.parametrize("channel", [RESTRICTED, THREAD_OF_RESTRICTED])
async def test_age_restricted_places_show_them(wire: LoopbackDiscord, channel: int) -> None:
    shown = await everything_shown(wire, channel)
    assert all(title in shown for title in (*HIDDEN, "The Cloud Ledger", "otherhand"))


class TestRestrictedServer:
    @pytest.fixture
    def world(self) -> World:
        return World(guild_is_restricted=True)

    async def test_a_restricted_server_is_restricted_everywhere(self, wire: LoopbackDiscord) -> None:
        assert "otherhand" in await everything_shown(wire, OPEN)


async def test_a_page_opened_in_a_restricted_channel_is_refused_elsewhere(wire: LoopbackDiscord) -> None:
    """A button carries its story; the gate is asked where it's pressed, not where it was made."""
    opened = await Member(wire, READER, RESTRICTED).slash("excerpt", story="Lantern Hours")
    pressed = await Member(wire, READER, OPEN).press(opened.reply or {}, "Read on")
    assert "can't be shown here" in text_of(pressed.reply or pressed.payload["message"])


@pytest.mark.parametrize("faults", [(Fault(429, 0.1),), (Fault(429, 0.1), Fault(429, 0.1)), (Fault(502),)])
async def test_discords_troubles_give_one_reply_all_the_same(wire: LoopbackDiscord, faults: tuple[Fault, ...]) -> None:
    wire.fail_next("callback", *faults)
    interaction = await Member(wire, READER, OPEN).slash("search", query="cloud ledger")
    assert interaction.visible_replies == 1
    assert "The Cloud Ledger" in text_of(interaction.reply)


async def test_a_command_sent_while_the_socket_was_down_is_answered_once(wire: LoopbackDiscord) -> None:
    await wire.gateway.drop()
    interaction = await Member(wire, READER, OPEN).slash("story show", title="The Cloud Ledger")
    assert wire.gateway.resumed == 1
    assert interaction.visible_replies == 1
    assert "paperlamp" in text_of(interaction.reply)


async def test_commands_are_registered_once_and_not_again_when_nothing_changed(
    loopback: LoopbackDiscord, settings: Settings
) -> None:
    for _ in range(2):
        loopback.gateway.identified.clear()
        async with Library(settings) as library:
            serving = asyncio.create_task(running.serve(settings, library))
            async with asyncio.timeout(20):
                await loopback.gateway.identified.wait()
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
    assert [method for method, path in loopback.requests if path.endswith("/commands")].count("PUT") == 1


async def test_many_problems_come_as_a_file(wire: LoopbackDiscord, corpus: Path, settings: Settings) -> None:
    """A real upload: the list of problems that no longer fits a message."""
    for number in range(80):
        (corpus / f"broken{number}.txt").write_bytes(b"")
    async with Library(settings) as library:
        await library.load()
    interaction = await Member(wire, MODERATOR, OPEN).slash("library status")
    (uploaded,) = interaction.files.values()
    assert all(f"broken{number}.txt" in uploaded.decode() for number in range(80))


async def test_a_refused_token_is_one_sentence(loopback: LoopbackDiscord, settings: Settings) -> None:
    loopback.token = "MTAw.another.token"
    async with Library(settings) as library, asyncio.timeout(20):
        with pytest.raises(ConnectionRefusedByDiscordError, match="refused the token") as caught:
            await running.serve(settings, library)
    assert "loopback" not in str(caught.value)


async def test_no_connection_is_one_sentence(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api/v10")
    async with Library(settings) as library, asyncio.timeout(20):
        with pytest.raises(ConnectionRefusedByDiscordError, match="can't be reached"):
            await running.serve(settings, library)


async def test_a_missing_permission_is_one_sentence(loopback: LoopbackDiscord, settings: Settings) -> None:
    loopback.fail_next("/guilds/200/commands", Fault(403))
    in_a_server = settings.model_copy(update={"test_guild_id": 200})
    async with Library(in_a_server) as library, asyncio.timeout(20):
        with pytest.raises(ConnectionRefusedByDiscordError, match=r"applications\.commands"):
            await running.serve(in_a_server, library)
