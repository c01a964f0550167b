"""How an answer reaches people when it takes long: deferred in time, shown once, in the right place."""

import asyncio
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.errors import NotShownError
from bot.ui import base
from bot.ui.base import Panel, Way, deliver, notice
from bot.ui.errors import answer_error


class Recorder:
    """Discord's side of one interaction: keeps what it is sent, in order."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.response = self.followup = self
        self.type: Any = None
        self.id = 1
        self.client = SimpleNamespace(tree=SimpleNamespace(refuse=answer_error))

    def is_done(self) -> bool:
        return bool(self.sent)

    async def defer(self, **how: Any) -> None:
        kinds = discord.InteractionResponseType
        self.type = kinds.deferred_channel_message if how else kinds.deferred_message_update
        self.sent.append(("defer", how))

    async def send_message(self, **what: Any) -> None:
        self.sent.append(("send_message", what))

    async def edit_message(self, **what: Any) -> None:
        self.sent.append(("edit_message", what))

    async def edit_original_response(self, **what: Any) -> None:
        self.sent.append(("edit_original_response", what))

    async def send(self, **what: Any) -> None:
        self.sent.append(("followup", what))

    @property
    def calls(self) -> list[str]:
        return [call for call, _ in self.sent]


async def quick() -> Panel:
    return notice("Here it is.")


async def slow() -> Panel:
    await asyncio.sleep(0.05)
    return notice("Here it is, at last.")


async def slow_refusal() -> Panel:
    await asyncio.sleep(0.05)
    raise NotShownError


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "PATIENCE", 0.01)


@pytest.mark.parametrize(
    ("way", "call"), [(Way.PUBLIC, "send_message"), (Way.PRIVATE, "send_message"), (Way.IN_PLACE, "edit_message")]
)
async def test_a_quick_answer_is_sent_at_once(way: Way, call: str):
    discord_side: Any = Recorder()
    await deliver(discord_side, quick(), way)
    assert discord_side.calls == [call]
    assert discord_side.sent[0][1].get("ephemeral", False) is (way is Way.PRIVATE)


@pytest.mark.parametrize(
    ("way", "how"),
    [
        (Way.PUBLIC, {"ephemeral": False, "thinking": True}),
        (Way.PRIVATE, {"ephemeral": True, "thinking": True}),
        (Way.IN_PLACE, {}),
    ],
)
async def test_a_slow_answer_is_deferred_as_it_will_be_shown(way: Way, how: dict[str, bool]):
    discord_side: Any = Recorder()
    await deliver(discord_side, slow(), way)
    assert discord_side.calls == ["defer", "edit_original_response"]
    assert discord_side.sent[0][1] == how


@pytest.mark.parametrize(
    ("way", "call"),
    [(Way.PUBLIC, "edit_original_response"), (Way.PRIVATE, "edit_original_response"), (Way.IN_PLACE, "followup")],
)
async def test_a_slow_refusal_takes_the_waiting_messages_place_but_never_that_of_a_shown_one(way: Way, call: str):
    discord_side: Any = Recorder()
    await deliver(discord_side, slow_refusal(), way)
    assert discord_side.calls == ["defer", call]
    assert discord_side.sent[1][1].get("ephemeral", True), "private wherever it is a message of its own"


async def test_work_that_nobody_waits_for_any_more_is_dropped():
    ended = asyncio.Event()

    async def endless() -> Panel:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()
        raise AssertionError

    class Gone(Recorder):
        async def defer(self, **how: Any) -> None:
            raise ConnectionError

    discord_side: Any = Gone()
    with pytest.raises(ConnectionError):
        await deliver(discord_side, endless(), Way.PUBLIC)
    await asyncio.wait_for(ended.wait(), 1)
