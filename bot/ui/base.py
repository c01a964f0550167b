"""What every view, button and form of ours is built on: stateless, answered exactly once, with one error path."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from enum import Enum, auto
from io import BytesIO
from itertools import chain
from typing import Any, Protocol, Self, cast

import discord

from bot.errors import ReaderError

PATIENCE = 2.0
"""Seconds to wait for an answer before deferring; Discord allows three."""

TEXTS = frozenset({"kind", "typed"})
"""Parts of a button's state that are words; all others are numbers."""

ROW = 5
"""Most buttons of a row (Discord's limit)."""

Layout = discord.ui.LayoutView
Button = discord.ui.Button[Layout]


class _Routing(Protocol):
    tree: "_ErrorPath"


class _ErrorPath(Protocol):
    def on_error(self, interaction: discord.Interaction, error: Exception, /) -> Awaitable[None]: ...
    def refuse(self, interaction: discord.Interaction, error: ReaderError) -> Awaitable[None]: ...


class Panel(Layout):
    """What Ficus shows: a layout whose buttons hold their state in their custom ids."""

    def __init__(self, *items: discord.ui.Item[Any], files: Sequence[discord.File] = ()) -> None:
        super().__init__(timeout=None)
        self.files = files
        """Uploaded with it; each is shown by a discord.ui.File among the items."""
        for item in items:
            self.add_item(item)
        # A finished view is sent but neither remembered nor timed: presses find their class by the custom id alone,
        # and discord.py can't un-register that class when an ephemeral view times out.
        self.stop()


def block(*parts: str | discord.ui.Item[Layout]) -> discord.ui.Container[Layout]:
    """Parts in one frame, lines between them: ready Markdown, which is left out when empty, or whole items."""
    items = (discord.ui.TextDisplay[Layout](part) if isinstance(part, str) else part for part in parts if part)
    return discord.ui.Container(
        *list(chain.from_iterable((discord.ui.Separator[Layout](), item) for item in items))[1:]
    )


def notice(text: str, *groups: Sequence[Button], files: Sequence[discord.File] = ()) -> Panel:
    """A short message of ready Markdown, perhaps with files, and with what to press next; each group begins a row."""
    shown = (discord.ui.File[Layout](file) for file in files)
    return Panel(discord.ui.TextDisplay(text), *shown, *rows(*groups), files=files)


def rows(*groups: Sequence[Button]) -> list[discord.ui.ActionRow[Layout]]:
    """Buttons in rows; each group begins one."""
    starts = ((group, start) for group in groups for start in range(0, len(group), ROW))
    return [discord.ui.ActionRow(*group[start : start + ROW]) for group, start in starts]


def as_file(name: str, text: str) -> discord.File:
    """A text to download. Discord changes names with spaces, and then no longer finds what a message shows."""
    return discord.File(BytesIO(text.encode()), filename=name)


class Way(Enum):
    """How an answer reaches people."""

    PUBLIC = auto()
    PRIVATE = auto()
    IN_PLACE = auto()
    """The message that the pressed button belongs to is changed."""


def private_if(private: bool) -> Way:
    """The way for a command's answer."""
    return Way.PRIVATE if private else Way.PUBLIC


def turning(interaction: discord.Interaction, owner: int) -> Way:
    """Going on within a message: in place if it's the presser's own, a private copy if it's somebody else's."""
    return Way.IN_PLACE if interaction.user.id == owner else Way.PRIVATE


def opening(interaction: discord.Interaction, owner: int) -> Way:
    """Opening something new from a message: as public as the message if it's the presser's own, else private."""
    public = interaction.message is not None and not interaction.message.flags.ephemeral
    return private_if(not (public and interaction.user.id == owner))


def is_private(interaction: discord.Interaction, way: Way) -> bool:
    """Whether nobody but who asks will see an answer that goes this way."""
    in_place = way is Way.IN_PLACE and interaction.message is not None and interaction.message.flags.ephemeral
    return way is Way.PRIVATE or in_place


async def deliver(interaction: discord.Interaction, coming: Coroutine[Any, Any, Panel], way: Way) -> None:
    """Show what `coming` returns, or refuses, as the one answer, deferring only if it takes long."""
    task = asyncio.create_task(coming)
    try:
        await asyncio.wait({task}, timeout=PATIENCE)
        if not task.done():
            await _defer(interaction, way)
        await _show(interaction, await task, way)
    except ReaderError as error:
        await report(interaction, error)
    finally:
        task.cancel()


async def _defer(interaction: discord.Interaction, way: Way) -> None:
    if way is Way.IN_PLACE:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=way is Way.PRIVATE, thinking=True)


async def _show(interaction: discord.Interaction, panel: Panel, way: Way) -> None:
    if interaction.response.is_done():
        await interaction.edit_original_response(view=panel, attachments=panel.files)
    elif way is Way.IN_PLACE:
        await interaction.response.edit_message(view=panel, attachments=panel.files)
    else:
        await interaction.response.send_message(view=panel, ephemeral=way is Way.PRIVATE, files=panel.files)


async def report(interaction: discord.Interaction, error: Exception) -> None:
    """Take an error down the one path; those of buttons and forms discord.py would only log.

    A refusal is no failure: it doesn't pass discord.py's hook for errors, which others listen at too.
    """
    tree = cast("_Routing", interaction.client).tree
    if isinstance(error, ReaderError):
        await tree.refuse(interaction, error)
    else:
        await tree.on_error(interaction, error)


Handler = Callable[..., Awaitable[None]]
"""Answers a press: takes the interaction, and the state of the button by name."""


def on_press(template: str) -> Callable[[Handler], type["Press"]]:
    """Make a handler answer all buttons whose custom id has this form, for ever (see bot.ui.buttons)."""

    def made(handler: Handler) -> type[Press]:
        return type(handler.__name__, (Press,), {"handler": staticmethod(handler)}, template=template)

    return made


class Press(discord.ui.DynamicItem[Button], template=r"(?!)"):
    """A press of a button that Ficus sent at any time: nothing of it is remembered but its custom id."""

    handler: Handler

    def __init__(self, button: Button, state: dict[str, str | int]) -> None:
        super().__init__(button)
        self.state = state

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent."""
        return cls(cast("Button", item), state_of(match))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Answer a press; whatever goes wrong is answered too."""
        try:
            await self.handler(interaction, **self.state)
        except Exception as error:  # noqa: BLE001 - the one place where a button's errors can be caught
            await report(interaction, error)


class Form(discord.ui.Modal):
    """A form whose custom id holds all that its answer needs, so that it can be sent in after a restart too."""

    def __init__(self, title: str, custom_id: str) -> None:
        super().__init__(title=title, custom_id=custom_id, timeout=None)
        # As with panels: discord.py need not remember it, the answer is found by the custom id.
        self.stop()


def picked(interaction: discord.Interaction) -> str:
    """What was picked from a menu; nothing if nothing was."""
    chosen = cast("list[str]", (interaction.data or {}).get("values", []))
    return str(chosen[0]) if chosen else ""


def filled_in(interaction: discord.Interaction) -> dict[str, str]:
    """What a form was sent in with, by the fields' custom ids; of a select, what was picked."""
    fields = fields_of(interaction)
    return {field["custom_id"]: str(field.get("value") or "".join(field.get("values", [])[:1])) for field in fields}


def typed_in(interaction: discord.Interaction) -> dict[str, str]:
    """What was typed into a form, by the fields' custom ids: what people would have to write again."""
    text = discord.ComponentType.text_input.value
    return {
        field["custom_id"]: field["value"]
        for field in fields_of(interaction)
        if field.get("type") == text and field.get("value")
    }


def fields_of(interaction: discord.Interaction) -> list[dict[str, Any]]:
    """The fields of a form that was sent in, as Discord sends them; none of anything else."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return []
    labels = cast("list[dict[str, Any]]", (interaction.data or {}).get("components", []))
    return [label["component"] for label in labels if "component" in label]


def state_of(match: re.Match[str]) -> dict[str, str | int]:
    """The groups of a custom id's template, whole numbers as such."""
    return {name: int(value) if name not in TEXTS else value for name, value in match.groupdict().items()}
