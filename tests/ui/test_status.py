"""What moderators read of the library at a glance."""

from datetime import UTC, datetime

import discord

from bot.corpus.story import State
from bot.library.answers import Status
from bot.ui.base import Panel
from bot.ui.status import status_panel


def text(panel: Panel) -> str:
    return "\n".join(item.content for item in panel.walk_children() if isinstance(item, discord.ui.TextDisplay))


def test_what_waits_and_what_is_hidden_is_told() -> None:
    since = datetime(2026, 3, 1, tzinfo=UTC)
    status = Status(by_state={State.LISTED: 4}, hidden=1, waiting={"held": 1200, "report": 2}, waiting_since=since)
    told = text(status_panel(status))
    assert "- listed: 4\n- hidden in this server: 1" in told
    waiting = f"oldest since <t:{int(since.timestamp())}:R>: see /review list\n- held: 1,200\n- report: 2"
    assert waiting in told


def test_where_nothing_waits_nothing_is_said_of_it() -> None:
    told = text(status_panel(Status(by_state={State.LISTED: 4})))
    assert "Waiting" not in told
    assert "hidden" not in told
