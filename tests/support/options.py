"""Options for any command: something that Discord would take for each that is required."""

from typing import Any

from discord import AppCommandOptionType as Kind
from discord import app_commands

from tests.support.simulated import Server

STORY_ZIP = ("stories.zip", b"PK\x05\x06" + bytes(18))
"""A ZIP of nothing."""


def required(server: Server, command: app_commands.Command[Any, ..., Any], **values: Any) -> dict[str, Any]:
    """The required options by name, with these values where they are named."""
    needed = [option for option in command.parameters if option.required]
    return {option.name: values.get(option.name, _value(server, option)) for option in needed}


def _value(server: Server, option: app_commands.Parameter) -> Any:
    if option.choices:
        return option.choices[0].value
    return {
        Kind.string: "lantern",
        Kind.integer: 1,
        Kind.boolean: True,
        Kind.user: server.ben,
        Kind.channel: server.channel,
        Kind.attachment: STORY_ZIP,
    }[option.type]
