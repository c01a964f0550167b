"""A server in SimCord's Discord with the real bot in it, and what its members do there."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import discord
import simcord

from bot.client import Ficus, create_bot
from bot.library.library import Library
from bot.settings import Settings
from bot.tryout import SETTLE_SECONDS
from tests.support.discord_rules import complaints
from tests.support.seen import Seen, look

SELECT, TEXT_INPUT = 3, 4
"""Discord's numbers for what a form may hold."""

LOOK_SECONDS = 0.005
"""Between two looks whether the bot is done, where what it waits for rings no bell."""

SILENT = {"parse": []}
"""Mentions that ping: none."""


class Discord(simcord.Env):
    """SimCord's Discord, which notices soon that the bot is done: by itself it looks twenty times a second."""

    def __init__(self, bot: Ficus) -> None:
        super().__init__(bot, settle_timeout=SETTLE_SECONDS)

    async def _settle_internal(self, *, idle: float = LOOK_SECONDS, **options: Any) -> None:
        await super()._settle_internal(idle=min(idle, LOOK_SECONDS), **options)


@dataclass
class Server:
    """A server with two readers and a moderator. Whatever the bot sends is judged as Discord would judge it."""

    env: simcord.Env
    guild: Any
    channel: Any
    ann: Any
    ben: Any
    moderator: Any
    _judged: int = 0
    _errors: int = 0

    @property
    def bot(self) -> Ficus:
        assert isinstance(self.env.bot, Ficus)
        return self.env.bot

    async def ask(self, command: str, /, *, by: Any = None, channel: Any = None, **options: Any) -> Seen:
        """Type a command; what is seen of the one reply."""
        return self.seen(await (by or self.ann).slash(channel or self.channel, command, **options))

    async def press(self, on: Seen, label: str, position: int = 0, *, by: Any = None) -> Seen:
        """Press a button of a message; what is seen of the one reply."""
        return self.seen(await (by or self.ann).click(on.message, custom_id=on.custom_id(label, position)))

    async def jump(self, on: Seen, typed: str = "", *, by: Any = None, **values: Any) -> Seen:
        """Press Jump, fill in the form and send it."""
        presser = by or self.ann
        shown = await presser.click(on.message, label="Jump")
        filled = {**({"typed": typed} if typed else {}), **values}
        return self.seen(await presser.submit_modal(shown, filled))

    async def fill(self, on: Seen, label: str, /, *, by: Any = None, **values: Any) -> Seen:
        """Press a button that opens a form, change some of its fields and send it."""
        presser = by or self.ann
        return await self.send(await presser.click(on.message, custom_id=on.custom_id(label)), by=presser, **values)

    async def send(self, form: simcord.InteractionResult, /, *, by: Any = None, **values: Any) -> Seen:
        """Change some fields of a form that is open and send it; the others stay as they were shown."""
        self.judge()
        return self.seen(await (by or self.ann).submit_modal(form, {**shown_in(form), **values}))

    async def offered(self, command: str, option: str, typed: str, /, *, by: Any = None, **filled: Any) -> list[str]:
        """What autocomplete offers, as it is read."""
        return [choice["name"] for choice in await self.choices(command, option, typed, by=by, **filled)]

    async def choices(self, command: str, option: str, typed: str, /, *, by: Any = None, **filled: Any) -> list[Any]:
        """What autocomplete offers, with the values behind it."""
        found = await (by or self.ann).autocomplete(self.channel, command, option, typed, **filled)
        self.judge()
        return found

    def seen(self, result: simcord.InteractionResult) -> Seen:
        """The one visible reply to an interaction: more or fewer than one is a failure."""
        assert result.acknowledged, "nothing was answered"
        assert result.response is not None, "no visible reply"
        assert result.followups == [], "more than one reply"
        self.judge()
        return look(result.response)

    def judge(self) -> None:
        """Discord would have taken every request so far, and none of them pings anybody."""
        new, self._judged = self.env.http_requests[self._judged :], len(self.env.http_requests)
        for request in new:
            path = request.path.removeprefix("/api/v10")
            assert complaints(request.method, path, request.json) == [], f"{request.method} {path}"
            message = _message_in(request.json)
            assert message is None or message["allowed_mentions"] == SILENT, f"{request.method} {path} may ping"

    def end(self) -> None:
        """Whatever was sent was lawful, and no error is left that the test didn't expect."""
        self.judge()
        assert self.env.errors[self._errors :] == []

    def refused(self, kind: type[Exception]) -> None:
        """The bot raised an error of that kind since this was asked last, and no other."""
        assert type(self.refused_with()) is kind

    def refused_with(self) -> BaseException:
        """The one error that the bot raised since this was asked last."""
        new = self.env.errors[self._errors :]
        self._errors += len(new)
        causes = [error.__cause__ or error for error in new]
        assert len(causes) == 1, causes
        return causes[0]

    async def restart(self, settings: Settings | None = None) -> None:
        """The process ends; another begins on the same database."""
        settings = settings or self.bot.library.settings
        await self.bot.library.close()
        await self.env.restart_bot(steady_bot(settings))


def steady_bot(settings: Settings) -> Ficus:
    """The bot, whose draws are the same in every run."""
    return create_bot(settings, library=Library(settings, Random(0)))


def shown_in(form: simcord.InteractionResult) -> dict[str, Any]:
    """What the fields of an open form show, by their custom ids."""
    spec = form._interaction.modal
    assert spec is not None, "no form was opened"
    fields = [label["component"] for label in spec["components"]]
    texts = {field["custom_id"]: field.get("value") or "" for field in fields if field["type"] == TEXT_INPUT}
    chosen = {
        field["custom_id"]: [option["value"] for option in field["options"] if option.get("default")]
        for field in fields
        if field["type"] == SELECT
    }
    return {**texts, **chosen}


def _message_in(body: Any) -> Any:
    """What a request shows to people, if it shows anything."""
    data = body.get("data") if isinstance(body, dict) and "data" in body else body
    return data if isinstance(data, dict) and data.get("flags", 0) & discord.MessageFlags.components_v2.flag else None


def settings_in(folder: Path, corpus: Path, **changes: Any) -> Settings:
    """Settings for a corpus, with a database of its own in `folder`."""
    database = f"sqlite+aiosqlite:///{folder.as_posix()}/ficus.sqlite3"
    return Settings.load(corpus=corpus, database_url=database, **changes)


def server_in(env: simcord.Env) -> Server:
    """A server with its people and one channel."""
    guild = env.create_guild("Harbor Readers")
    role = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    ann, ben = (guild.add_member(env.create_user(name)) for name in ("ann", "ben"))
    moderator = guild.add_member(env.create_user("mo"), roles=[role])
    return Server(env, guild, guild.create_text_channel("stories"), ann, ben, moderator)
