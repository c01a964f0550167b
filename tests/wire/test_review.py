"""Review over the wire: places that are age-restricted or not, a process that ends too soon, two who press at once."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from discord.state import ConnectionState

from bot.client import Ficus
from bot.library.actor import Actor
from bot.library.library import Library
from bot.library.servers import Setting
from bot.settings import Settings
from bot.ui.posting import Poster
from tests.wire.members import Member, text_of
from tests.wire.server import LoopbackDiscord
from tests.wire.world import (
    GUILD,
    MODERATOR,
    OPEN,
    RESTRICTED,
    SECOND_MODERATOR,
    THREAD_OF_OPEN,
    THREAD_OF_RESTRICTED,
    Json,
)

TITLE, WORD = "Held Harbor", "smut"

PATIENCE_SECONDS = 30.0


class SmallState(ConnectionState):
    """discord.py's memory of a small Discord: no further server is waited for after the last."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "guild_ready_timeout": 0.1})


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bot that is ready soon, and looks many times a second after what is to be posted and what others wrote."""
    monkeypatch.setattr("discord.client.ConnectionState", SmallState)
    loops = (Ficus._follow, Poster._look)
    seconds = [loop.seconds for loop in loops]
    for loop in loops:
        loop.change_interval(seconds=0.05)
    yield
    for loop, before in zip(loops, seconds, strict=True):
        loop.change_interval(seconds=before or 0.0)


@pytest.fixture
def corpus(corpus: Path) -> Path:
    """One story more, which is harmless and held by its tag."""
    text = "\n\n".join(f"On day {day} the harbor was quiet, and the clerk wrote that down." for day in range(40))
    (corpus / "held.txt").write_text(f"Title: {TITLE}\nAuthor: paperlamp\nTags: {WORD}\n\n{text}", "utf-8")
    return corpus


async def review_in(settings: Settings, channel: int) -> None:
    """Another process sets the review channel."""
    manager = Actor(MODERATOR, GUILD, moderator=True, curator=True, manager=True, home=True)
    async with Library(settings) as library:
        await library.servers.set(manager, Setting.REVIEW_CHANNEL, channel)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not true():  # noqa: ASYNC110 - a loopback server is watched, which rings no bell
            await asyncio.sleep(0.02)


async def posted(wire: LoopbackDiscord) -> Json:
    await until(lambda: bool(wire.posted))
    [message] = wire.posted.values()
    return message


@pytest.mark.parametrize("channel", [RESTRICTED, THREAD_OF_RESTRICTED])
async def test_an_age_restricted_place_shows_what_is_held(
    wire: LoopbackDiscord, settings: Settings, channel: int
) -> None:
    await review_in(settings, channel)
    text = text_of(await posted(wire))
    assert TITLE in text
    assert WORD in text
    assert "Release" in text


@pytest.mark.parametrize("channel", [OPEN, THREAD_OF_OPEN])
async def test_an_open_place_shows_neither_title_nor_words(
    wire: LoopbackDiscord, settings: Settings, channel: int
) -> None:
    await review_in(settings, channel)
    text = text_of(await posted(wire))
    assert "look there" in text
    for word in (TITLE, WORD, "Release"):
        assert word not in text


async def test_a_button_taken_to_an_open_channel_tells_nothing(wire: LoopbackDiscord, settings: Settings) -> None:
    await review_in(settings, RESTRICTED)
    message = await posted(wire)
    pressed = await Member(wire, MODERATOR, OPEN).press(dict(message), "Read it")
    assert TITLE not in text_of(pressed.reply)
    assert "age-restricted" in text_of(pressed.reply)


async def test_a_message_that_was_sent_but_not_noted_is_not_sent_again(
    wire: LoopbackDiscord, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process ends between sending and noting."""
    forgotten: list[int] = []

    async def forget(_self: object, _item: object, _channel: int, message: int) -> None:
        forgotten.append(message)

    monkeypatch.setattr("bot.library.review.review.Review.posted", forget)
    await review_in(settings, RESTRICTED)
    await until(lambda: len(forgotten) >= 2)
    assert len(set(forgotten)) == 1
    assert len(wire.posted) == 1


async def test_two_who_press_at_once_give_one_decision(wire: LoopbackDiscord, settings: Settings) -> None:
    await review_in(settings, RESTRICTED)
    await posted(wire)
    members = [Member(wire, who, RESTRICTED) for who in (MODERATOR, SECOND_MODERATOR)]
    lists = [await member.slash("review list") for member in members]
    opened = [await one.press(seen.reply or {}, "Open") for one, seen in zip(members, lists, strict=True)]
    forms = [await one.press(seen.reply or {}, "Release") for one, seen in zip(members, opened, strict=True)]
    sent = [one.submit(form, rating=["Mature"]) for one, form in zip(members, forms, strict=True)]
    answers = await asyncio.gather(*sent)
    told = [text_of(answer.reply) or text_of(answer.payload.get("message")) for answer in answers]
    assert sum("**Released**" in text for text in told) == 1
    assert sum("decided already" in text for text in told) == 1
