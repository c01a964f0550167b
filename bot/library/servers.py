"""Servers: what each server's moderators have set for it. Read from memory, since every permission check asks."""

from dataclasses import dataclass
from enum import StrEnum

from bot.library.actor import Actor
from bot.library.backroom import Backroom


class Setting(StrEnum):
    """What can be set; the values are the rows' `key`, and fields of ServerSettings."""

    REVIEW_CHANNEL = "review_channel"
    HISTORY_CHANNEL = "history_channel"
    PROPOSALS_A_DAY = "proposals_a_day"
    REPORTS_TO_HOLD = "reports_to_hold"
    MODERATOR_ROLE = "moderator_role"


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


class Servers:
    """The settings of all servers."""

    def __init__(self, back: Backroom) -> None:
        self._back = back
        self._known: dict[int, ServerSettings] = {}

    async def refresh(self) -> None:
        """Take in what was set since, by whatever process."""
        raise NotImplementedError

    def get(self, guild_id: int | None) -> ServerSettings:
        """A server's settings, from memory."""
        return self._known.get(guild_id or 0, ServerSettings())

    async def set(self, actor: Actor, setting: Setting, value: int | None) -> ServerSettings:
        """Set a channel's or role's id or a number; None is as if never set. Only Manage Server names the moderators'
        role. Raises NotAllowedError, and RefusedError for a value that can't be.
        """
        raise NotImplementedError
