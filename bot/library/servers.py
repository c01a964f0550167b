"""Servers: what each server's moderators have set for it. Read from memory, since every permission check asks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotAllowedError, RefusedError
from bot.library.actor import Actor
from bot.library.backroom import Backroom
from bot.library.history import Action, record
from bot.library.rights import require_moderator
from bot.library.tables import LARGEST_ID, HistoryRow, ServerSettingRow

MANAGERS_ONLY = "Only members with the permission Manage Server can say which role the moderators have."

NOT_EVERYBODY = "That role is everybody's, so everybody would be a moderator. Choose a role of a few."


class Setting(StrEnum):
    """What can be set; the values are the rows' `key`, and fields of ServerSettings."""

    REVIEW_CHANNEL = "review_channel"
    HISTORY_CHANNEL = "history_channel"
    PROPOSALS_A_DAY = "proposals_a_day"
    REPORTS_TO_HOLD = "reports_to_hold"
    MODERATOR_ROLE = "moderator_role"


LIMITS: dict[Setting, tuple[str, int, int]] = {
    Setting.PROPOSALS_A_DAY: ("Proposals of a member within a day", 0, 50),
    Setting.REPORTS_TO_HOLD: ("Reports that hide a story", 1, 50),
}
"""What a number counts, the least and the most that it may be. All other settings are Discord's ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """A server's settings; what isn't set is as here."""

    review_channel: int | None = None
    history_channel: int | None = None
    proposals_a_day: int = 3
    """Of one member; 0 takes none."""
    reports_to_hold: int = 3
    """So many members' reports hide a story until a moderator has looked."""
    moderator_role: int | None = None
    """Its members are moderators, besides those with Manage Server."""


NOTHING_SET = ServerSettings()

POSTED = "history_posted"
"""One more key of a server's rows: the last event that is in its history channel."""


class Servers:
    """The settings of all servers."""

    def __init__(self, back: Backroom) -> None:
        self._back = back
        self._known: dict[int, ServerSettings] = {}

    async def refresh(self) -> None:
        """Take in what was set since, by whatever process."""
        async with self._back.database.read() as connection:
            self._known = await _read_all(connection)

    def get(self, guild_id: int | None) -> ServerSettings:
        """A server's settings, from memory; outside of servers nothing is set."""
        return NOTHING_SET if guild_id is None else self._known.get(guild_id, NOTHING_SET)

    async def set(self, actor: Actor, setting: Setting, value: int | None) -> ServerSettings:
        """Set a channel's or role's id or a number; None is as if never set. Only Manage Server names the moderators'
        role. Raises NotAllowedError, and RefusedError for a value that can't be.
        """
        _require(actor, setting)
        _check(actor, setting, value)
        async with self._back.database.write() as connection:
            await _write(connection, actor, setting, value)
        await self.refresh()
        return self.get(actor.guild_id)


async def read_settings(connection: AsyncConnection, guild_id: int) -> ServerSettings:
    """One server's settings as they stand in the database."""
    chosen = select(ServerSettingRow.key, ServerSettingRow.value).where(ServerSettingRow.guild_id == guild_id)
    return _settings((row.key, row.value) for row in await connection.execute(chosen))


async def write_value(connection: AsyncConnection, guild_id: int, key: str, value: int | None) -> None:
    """Keep a number for a server under a key; None forgets it."""
    there = (ServerSettingRow.guild_id == guild_id, ServerSettingRow.key == key)
    await connection.execute(delete(ServerSettingRow).where(*there))
    if value is not None:
        await connection.execute(insert(ServerSettingRow).values(guild_id=guild_id, key=key, value=str(value)))


def _require(actor: Actor, setting: Setting) -> None:
    require_moderator(actor)
    if setting is Setting.MODERATOR_ROLE and not actor.manager:
        raise NotAllowedError(MANAGERS_ONLY)


def _check(actor: Actor, setting: Setting, value: int | None) -> None:
    if value is None:
        return
    if setting is Setting.MODERATOR_ROLE and value == actor.guild_id:
        raise RefusedError(NOT_EVERYBODY)
    what, least, most = LIMITS.get(setting, ("The id", 1, LARGEST_ID))
    if not least <= value <= most:
        raise RefusedError(f"{what}: {value:,} can't be. It takes a number from {least:,} to {most:,}.")


async def _write(connection: AsyncConnection, actor: Actor, setting: Setting, value: int | None) -> None:
    if actor.guild_id is None:
        raise RefusedError("Settings are a server's: change them there.")
    before = await read_settings(connection, actor.guild_id)
    await write_value(connection, actor.guild_id, setting.value, value)
    if setting is Setting.HISTORY_CHANNEL:
        await _begin_history(connection, actor.guild_id)
    after = await read_settings(connection, actor.guild_id)
    if before != after:
        told = {setting.value: asdict(before)[setting.value]}, {setting.value: asdict(after)[setting.value]}
        await record(connection, actor, Action.SETTINGS, before=told[0], after=told[1])


async def _begin_history(connection: AsyncConnection, guild_id: int) -> None:
    """A new history channel begins with what is done from now on, not with all that ever was."""
    newest = select(func.max(HistoryRow.id)).where(HistoryRow.guild_id == guild_id)
    await write_value(connection, guild_id, POSTED, (await connection.execute(newest)).scalar() or 0)


async def _read_all(connection: AsyncConnection) -> dict[int, ServerSettings]:
    kept: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in (await connection.execute(select(ServerSettingRow))).all():
        kept[row.guild_id].append((row.key, row.value))
    return {guild_id: _settings(pairs) for guild_id, pairs in kept.items()}


def _settings(pairs: Iterable[tuple[str, str]]) -> ServerSettings:
    """What this version doesn't know, or can't read as a number, counts as not set."""
    known = {setting.value for setting in Setting}
    return ServerSettings(**{key: int(value) for key, value in pairs if key in known and value.isdecimal()})
