"""Telling Discord about the commands, but only when it knows others than ours."""

from typing import Any, cast

import discord
from discord import app_commands

Json = dict[str, Any]

COMPARED = (
    "name",
    "description",
    "type",
    "required",
    "autocomplete",
    "choices",
    "options",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "nsfw",
)
GLOBAL_ONLY = ("contexts", "integration_types")


async def sync(tree: app_commands.CommandTree[Any], guild_id: int | None = None) -> bool:
    """Send the commands, to one server if named, unless Discord has just these. Whether they were sent."""
    guild = discord.Object(guild_id) if guild_id is not None else None
    if guild is not None:
        tree.copy_global_to(guild=guild)
    ours = [command.to_dict(tree) for command in tree.get_commands(guild=guild)]
    theirs = await _known_to_discord(tree.client, guild_id)
    fields = COMPARED if guild else COMPARED + GLOBAL_ONLY
    if _essence(ours, fields) == _essence(theirs, fields):
        return False
    await tree.sync(guild=guild)
    return True


async def _known_to_discord(client: discord.Client, guild_id: int | None) -> list[Any]:
    """Raw, because discord.py's AppCommand leaves out whom a command is shown to."""
    application = client.application_id or 0
    if guild_id is None:
        return list(await client.http.get_global_commands(application))
    return list(await client.http.get_guild_commands(application, guild_id))


def _essence(commands: list[Any], fields: tuple[str, ...]) -> dict[str, Json]:
    """Commands by name, as far as they mean something: Discord adds ids and leaves out what has its default."""
    return {str(command["name"]): _command(command, fields) for command in commands}


def _command(command: Json, fields: tuple[str, ...]) -> Json:
    kept = {field: _value(command[field], fields) for field in fields if command.get(field)}
    permissions = command.get("default_member_permissions")
    return {"type": 1, **kept, "permissions": None if permissions is None else str(permissions)}


def _value(value: object, fields: tuple[str, ...]) -> object:
    """Options and choices keep their order, which is the order that people see."""
    if not isinstance(value, list):
        return value
    items = cast("list[object]", value)
    return [_command(cast("Json", item), (*fields, "value")) if isinstance(item, dict) else item for item in items]
