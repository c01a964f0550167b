"""Members of the loopback Discord's server: what they can do there, and what they then see."""

import asyncio
from collections.abc import Iterator
from typing import Any

from tests.wire.server import Interaction, LoopbackDiscord
from tests.wire.world import APPLICATION, GUILD, Json, snowflake

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
STRING, INTEGER, BOOLEAN = 3, 4, 5
PATIENCE_SECONDS = 10.0


class Member:
    """One who types commands and presses buttons in a channel. Everything waits for the bot's answer."""

    def __init__(self, discord: LoopbackDiscord, identity: int, channel: int) -> None:
        self.discord = discord
        self.identity = identity
        self.channel = channel

    async def slash(self, name: str, **options: Any) -> Interaction:
        """Use a command that the bot has registered; `name` may hold a subcommand."""
        return await self._act(COMMAND, self._command(name, options))

    async def autocomplete(self, name: str, option: str, typed: str) -> list[Json]:
        """Type into an option; what is offered."""
        data = self._command(name, {option: typed})
        next(one for one in leaf(data)["options"] if one["name"] == option)["focused"] = True
        interaction = await self._act(AUTOCOMPLETE, data)
        assert interaction.callback is not None
        return interaction.callback["data"]["choices"]

    async def press(self, shown: Json, label: str) -> Interaction:
        """Press the button with that label on a message."""
        button = next(one for one in buttons(shown) if one.get("label") == label and not one.get("disabled"))
        data = {"component_type": 2, "custom_id": button["custom_id"], "id": 1}
        return await self._act(COMPONENT, data, message=shown)

    async def submit(self, form: Interaction, **picked: list[str]) -> Interaction:
        """Send in a form that was opened from a message, with what was picked in its selects."""
        assert form.callback is not None
        fields = [{"type": 3, "id": 2, "custom_id": name, "values": values} for name, values in picked.items()]
        labels = [{"type": 18, "id": 1, "component": one} for one in fields]
        data = {"custom_id": form.callback["data"]["custom_id"], "components": labels}
        return await self._act(MODAL_SUBMIT, data, message=form.payload["message"])

    def begin(self, name: str, **options: Any) -> "asyncio.Task[Interaction]":
        """Use a command without waiting for the answer."""
        return asyncio.create_task(self.slash(name, **options))

    def _command(self, name: str, options: dict[str, Any]) -> Json:
        root, *path = name.split()
        command = next(one for one in self.discord.commands if one["name"] == root)
        data: Json = {"id": command["id"], "name": root, "type": 1, "options": []}
        inner = data
        for part in path:
            inner["options"] = [{"name": part, "type": 1, "options": []}]
            inner = inner["options"][0]
        inner["options"] = [{"name": key, "type": kind(value), "value": value} for key, value in options.items()]
        return data

    async def _act(self, type_: int, data: Json, **more: Any) -> Interaction:
        world = self.discord.world
        identity, token = snowflake(), f"token-{snowflake()}"
        payload = {
            "id": str(identity),
            "application_id": str(APPLICATION),
            "type": type_,
            "token": token,
            "version": 1,
            "data": data,
            "guild_id": str(GUILD),
            "guild": {"id": str(GUILD), "features": [], "locale": "en-US"},
            "channel_id": str(self.channel),
            "channel": world.channel(self.channel),
            "member": world.member(self.identity),
            "app_permissions": "3072",
            "locale": "en-US",
            "guild_locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(GUILD)},
            "context": 0,
            "attachment_size_limit": 10 * 1024 * 1024,
            **more,
        }
        interaction = Interaction(identity, token, self.channel, payload)
        self.discord.interactions[token] = interaction
        await self.discord.gateway.dispatch("INTERACTION_CREATE", payload)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await interaction.answered.wait()
        await asyncio.sleep(0.05)  # a second, wrong answer would arrive now
        return interaction


def kind(value: object) -> int:
    """The option type of a value."""
    return BOOLEAN if isinstance(value, bool) else INTEGER if isinstance(value, int) else STRING


def leaf(data: Json) -> Json:
    """The innermost (sub)command of a command's data."""
    while data["options"] and data["options"][0]["type"] == 1:
        data = data["options"][0]
    return data


def buttons(value: Any) -> Iterator[Json]:
    """All buttons of a message, wherever they are nested."""
    return (one for one in components(value) if one.get("type") == 2)


def text_of(shown: Json | None) -> str:
    """All text that a message shows, and its buttons' labels."""
    if shown is None:
        return ""
    parts = [one.get("content") or one.get("label") or "" for one in components(shown)]
    return "\n".join([shown.get("content") or "", *parts])


def components(value: Any) -> Iterator[Json]:
    """Every component of a message, depth first."""
    for child in [*(value.get("components") or []), value.get("accessory"), value.get("component")]:
        if child:
            yield child
            yield from components(child)
