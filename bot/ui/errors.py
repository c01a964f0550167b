"""What people see when something can't be done: one reply, in words, with what came close to press."""

import secrets

import discord
import structlog
from discord import app_commands

from bot.errors import AlreadyDecidedError, NotFoundError, ReaderError
from bot.ui.again import Wishes, offers
from bot.ui.asker import asker_of
from bot.ui.base import Button, Panel, as_file, notice, typed_in
from bot.ui.buttons import TYPED_LIMIT, Mode
from bot.ui.people import member
from bot.ui.text import shown

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TOO_LATE = frozenset({10008, 10015, 10062, 40060, 50027})
"""Discord's codes for a message or interaction that is gone or was answered: nobody is left to be told anything."""

SENTENCE_LIMIT = 1500

CHOICES_SHOWN = 10

TYPED_NAME = "what-you-typed.txt"

NAMES = ("character", "fandom", "story", "like", "title", "query", "means", "name", "one", "other")
"""The options in which names are typed."""

SWITCHES = frozenset({"gems", "surprise", "again"})
"""Options of /recommend that are on or off."""

KINDS = {
    "search": "search",
    "excerpt": "excerpt",
    "recommend": "recommend",
    "story show": "story",
    "story edit": "edit",
    "story rate": "rate",
    "story hide": "hide",
    "story remove": "remove",
    "story restore": "restore",
    "story history": "past",
    "alias add": "alias",
    "alias remove": "unalias",
    "alias list": "aliases",
    "alias join": "join",
    "alias split": "split",
}
"""The commands that can be asked again with another name, and what their questions are kept as."""

READERS = frozenset({"search", "excerpt", "recommend", "story"})
"""Those of them whose answers are public, unless the member wants them private."""


async def answer_error(interaction: discord.Interaction, error: Exception) -> None:
    """Answer whatever a command, button or form raised: exactly one reply, private unless one was begun in public."""
    cause = cause_of(error)
    if is_too_late(cause):
        log.info("Too late to answer", interaction=interaction.id, reason=str(cause))
    elif interaction.type is not discord.InteractionType.autocomplete:
        try:
            await _reply(interaction, await _panel(interaction, cause))
        except discord.HTTPException as failure:
            log.warning("An error could not be answered", interaction=interaction.id, reason=str(failure))


def cause_of(error: Exception) -> Exception:
    """The error that discord.py wrapped."""
    while isinstance(error, app_commands.AppCommandError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    return error


def is_too_late(error: Exception) -> bool:
    """Whether Discord no longer takes an answer."""
    return isinstance(error, discord.InteractionResponded) or (
        isinstance(error, discord.HTTPException) and error.code in TOO_LATE
    )


async def _reply(interaction: discord.Interaction, panel: Panel) -> None:
    """Privately; only where a thinking message stands already, in its place."""
    response = interaction.response
    if not response.is_done():
        await response.send_message(view=panel, ephemeral=True, files=panel.files)
    elif response.type is discord.InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(view=panel, attachments=panel.files)
    else:
        await interaction.followup.send(view=panel, ephemeral=True, files=panel.files)


async def _panel(interaction: discord.Interaction, error: Exception) -> Panel:
    if isinstance(error, ReaderError):
        choices = await _choices(interaction, error) if isinstance(error, NotFoundError) else []
        return notice(shown(error.sentence, SENTENCE_LIMIT) + _first(error), choices, files=_typed(interaction))
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return notice("This command has changed. Reload Discord (Ctrl-R), then type it again.")
    return _apology(interaction, error)


def _first(error: ReaderError) -> str:
    """Who was quicker, where somebody was."""
    return f" It was {member(error.by)}." if isinstance(error, AlreadyDecidedError) else ""


def _apology(interaction: discord.Interaction, error: Exception) -> Panel:
    reference = secrets.token_hex(4)
    log.error("Unexpected error", reference=reference, interaction=interaction.id, exc_info=error)
    return notice(
        "Something went wrong in Ficus, and it has been logged. Try again; if it happens again, "
        f"tell those who run Ficus this reference: {reference}.",
        files=_typed(interaction),
    )


def _typed(interaction: discord.Interaction) -> list[discord.File]:
    """What was typed into a form that couldn't be taken, given back as a file: nobody writes it twice."""
    typed = typed_in(interaction)
    if sum(map(len, typed.values())) <= TYPED_LIMIT:
        return []
    return [as_file(TYPED_NAME, "\n\n".join(typed.values()))]


async def _choices(interaction: discord.Interaction, error: NotFoundError) -> list[Button]:
    """A button for each name that came close, which asks again with it, if it's known what to put it in place of."""
    kind = KINDS.get(interaction.command.qualified_name) if interaction.command else None
    options = {name: value for name, value in interaction.namespace if isinstance(value, str) and value}
    options |= {name: "yes" for name, value in interaction.namespace if name in SWITCHES and value is True}
    option = next((name for name in NAMES if _replaced(options.get(name, ""), error.typed, name)), None)
    if kind is None or option is None:
        return []

    questions: dict[str, Wishes] = {
        name: {**options, option: _replaced(options[option], error.typed, name)}
        for name in error.nearest[:CHOICES_SHOWN]
    }
    # A list of the member's own taste is theirs alone, unless they said otherwise.
    alone = interaction.namespace.private or options.get("for") == "me"
    mode = Mode.POST if kind in READERS and not alone else Mode.TURN
    return await offers(await asker_of(interaction), kind, questions, mode)


def _replaced(value: str, typed: str, name: str) -> str:
    """An option's value with another name in place of the typed one, which may be one of several; "" if it isn't."""
    if value.strip() == typed:
        return name
    for mark, apart in ((",", ", "), ("|", " | ")):
        names = [part.strip() for part in value.split(mark)]
        if typed in names:
            return apart.join(name if one == typed else one for one in names)
    return ""
