"""Server settings: what moderators set is checked, kept, and known to every process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from sqlalchemy import insert

from bot.errors import NotAllowedError, RefusedError
from bot.library.actor import Actor
from bot.library.history import read_history
from bot.library.library import Library
from bot.library.servers import NOTHING_SET, ServerSettings, Setting
from bot.library.tables import LARGEST_ID, ServerSettingRow
from tests.library.stories import Folder, settings_for

MODERATOR = Actor(7, 1, moderator=True)
MANAGER = Actor(8, 1, moderator=True, manager=True)
MEMBER = Actor(9, 1)


@pytest.fixture
async def other_process(library: Library, address: str, folder: Folder) -> AsyncIterator[Library]:
    """A second library on the same database, as another process has it."""
    async with Library(settings_for(address, folder)) as opened:
        yield opened


def test_before_anything_is_set_the_careful_defaults_hold(folder: Folder) -> None:
    servers = Library(settings_for("sqlite:///nowhere", folder)).servers
    assert servers.get(1) == servers.get(None) == NOTHING_SET == ServerSettings()


async def test_what_is_set_holds_for_that_server_only(library: Library) -> None:
    assert (await library.servers.set(MODERATOR, Setting.REVIEW_CHANNEL, 55)).review_channel == 55
    assert (await library.servers.set(MODERATOR, Setting.PROPOSALS_A_DAY, 0)).proposals_a_day == 0
    assert library.servers.get(1) == ServerSettings(review_channel=55, proposals_a_day=0)
    assert library.servers.get(2) == NOTHING_SET
    await library.servers.set(MODERATOR, Setting.REVIEW_CHANNEL, None)
    assert library.servers.get(1) == ServerSettings(proposals_a_day=0)


async def test_it_survives_a_restart(library: Library) -> None:
    await library.servers.set(MANAGER, Setting.MODERATOR_ROLE, 77)
    await library.close()
    await library.start()
    assert library.servers.get(1).moderator_role == 77


async def test_another_process_follows(
    library: Library, other_process: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.library.FOLLOW_SECONDS", 0.01)
    following = asyncio.create_task(other_process.follow())
    await library.servers.set(MANAGER, Setting.MODERATOR_ROLE, 77)
    for _ in range(2000):
        if other_process.servers.get(1).moderator_role == 77:
            break
        await asyncio.sleep(0.01)
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
    assert other_process.servers.get(1).moderator_role == 77


async def test_each_change_is_in_the_history_once(library: Library) -> None:
    await library.servers.set(MODERATOR, Setting.REPORTS_TO_HOLD, 5)
    await library.servers.set(MODERATOR, Setting.REPORTS_TO_HOLD, 5)
    async with library._back.database.read() as connection:
        (event,) = await read_history(connection, 1)
    assert (event.user_id, event.before, event.after) == (7, {"reports_to_hold": 3}, {"reports_to_hold": 5})


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        (Setting.REPORTS_TO_HOLD, 0, "Reports that hide a story: 0 can't be. It takes a number from 1 to 50."),
        (Setting.PROPOSALS_A_DAY, 51, "51 can't be"),
        (Setting.PROPOSALS_A_DAY, -1, "from 0 to 50"),
        (Setting.REVIEW_CHANNEL, LARGEST_ID + 1, "The id"),
        (Setting.HISTORY_CHANNEL, 0, "The id"),
        (Setting.MODERATOR_ROLE, 1, "That role is everybody's"),
    ],
)
async def test_what_cannot_be_is_refused_in_words(library: Library, setting: Setting, value: int, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        await library.servers.set(MANAGER, setting, value)
    assert library.servers.get(1) == NOTHING_SET


async def test_who_may_set_what(library: Library) -> None:
    with pytest.raises(NotAllowedError, match="for moderators"):
        await library.servers.set(MEMBER, Setting.REVIEW_CHANNEL, 55)
    with pytest.raises(NotAllowedError, match="Only members with the permission Manage Server"):
        await library.servers.set(MODERATOR, Setting.MODERATOR_ROLE, 77)
    with pytest.raises(RefusedError, match="Settings are a server's"):
        await library.servers.set(Actor(7, None, moderator=True), Setting.REVIEW_CHANNEL, 55)


async def test_a_value_of_a_later_version_counts_as_not_set(library: Library) -> None:
    rows = [("colour", "green"), ("reports_to_hold", "many"), ("proposals_a_day", "9")]
    async with library._back.database.write() as connection:
        values = [{"guild_id": 1, "key": key, "value": value} for key, value in rows]
        await connection.execute(insert(ServerSettingRow), values)
    await library.servers.refresh()
    assert library.servers.get(1) == ServerSettings(proposals_a_day=9)
