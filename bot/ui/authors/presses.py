"""What happens when an author presses a button. Whether the story or claim is theirs, the library says."""

from collections.abc import Awaitable, Callable

import discord

from bot.corpus.story import Card
from bot.ui.asker import Asker, asker_of
from bot.ui.authors import buttons
from bot.ui.authors.forms import (
    REASON,
    LengthForm,
    PermissionForm,
    WarningsForm,
    WithdrawForm,
    length_in,
    permission_in,
    warnings_in,
)
from bot.ui.authors.passages import passage_panel
from bot.ui.authors.stories import mine_panel, own_card, own_panel
from bot.ui.authors.wishes import KEPT
from bot.ui.authors.withdrawing import ask_panel, withdrawn_panel
from bot.ui.base import Form, Panel, Way, deliver, filled_in, notice, on_press
from bot.ui.text import counted, shown


async def _show(interaction: discord.Interaction, panel: Callable[[Asker], Awaitable[Panel]]) -> None:
    """Answer in place: an author's messages are seen by them alone."""

    async def coming() -> Panel:
        return await panel(await asker_of(interaction))

    await deliver(interaction, coming(), Way.IN_PLACE)


async def _change(interaction: discord.Interaction, change: Callable[[Asker], Awaitable[Card]], told: str) -> None:
    """Change a story, and show it as it is then."""

    async def panel(asker: Asker) -> Panel:
        return own_panel(await change(asker), told)

    await _show(interaction, panel)


async def _ask(interaction: discord.Interaction, story: int, form: Callable[[Card], Form]) -> None:
    """Open a form on a story, but only for its author."""
    await interaction.response.send_modal(form(await own_card(await asker_of(interaction), story)))


@on_press(buttons.MINE)
async def list_mine(interaction: discord.Interaction, *, first: int) -> None:
    """List the presser's stories."""
    await _show(interaction, lambda asker: mine_panel(asker, first))


@on_press(buttons.OWN)
async def open_own(interaction: discord.Interaction, *, story: int) -> None:
    """Show what the presser can do with their story."""

    async def panel(asker: Asker) -> Panel:
        return own_panel(await own_card(asker, story))

    await _show(interaction, panel)


@on_press(buttons.PERMIT)
async def ask_permission(interaction: discord.Interaction, *, story: int) -> None:
    """Ask how much may be shown."""
    await _ask(interaction, story, PermissionForm)


async def permit(interaction: discord.Interaction, *, story: int) -> None:
    """Change how much is shown."""
    permission = permission_in(filled_in(interaction))
    await _change(
        interaction,
        lambda asker: asker.library.authors.permit(asker.actor, story, permission, asker.place),
        "Changed. It holds from now on.",
    )


@on_press(buttons.LIMIT)
async def ask_length(interaction: discord.Interaction, *, story: int) -> None:
    """Ask how long an excerpt may be."""
    await _ask(interaction, story, LengthForm)


async def limit(interaction: discord.Interaction, *, story: int) -> None:
    """Change how long excerpts are."""
    length = length_in(filled_in(interaction))
    await _change(
        interaction,
        lambda asker: asker.library.authors.limit_excerpts(asker.actor, story, length, asker.place),
        "Changed. Excerpts end with a sentence within that length.",
    )


@on_press(buttons.WARN)
async def ask_warnings(interaction: discord.Interaction, *, story: int) -> None:
    """Ask which warnings to add."""
    await _ask(interaction, story, WarningsForm)


async def warn(interaction: discord.Interaction, *, story: int) -> None:
    """Add warnings."""
    warnings = warnings_in(filled_in(interaction))
    await _change(
        interaction, lambda asker: asker.library.authors.warn(asker.actor, story, warnings, asker.place), "Added."
    )


@on_press(buttons.PASSAGES)
async def leaf(interaction: discord.Interaction, *, story: int, number: int) -> None:
    """Show another passage."""
    await _show(interaction, lambda asker: passage_panel(asker, story, number))


@on_press(buttons.PICK)
async def pick(interaction: discord.Interaction, *, story: int, passage: int) -> None:
    """Make a passage the favourite, or none."""
    picked = None if passage == buttons.NONE else passage
    await _change(
        interaction,
        lambda asker: asker.library.authors.pick(asker.actor, story, picked, asker.place),
        "Picked." if picked else "There's no favourite any more.",
    )


@on_press(buttons.WITHDRAW)
async def ask_whether(interaction: discord.Interaction, *, story: int) -> None:
    """Say what withdrawing does."""

    async def panel(asker: Asker) -> Panel:
        return await ask_panel(asker, await own_card(asker, story))

    await _show(interaction, panel)


@on_press(buttons.SURE)
async def ask_why(interaction: discord.Interaction, *, story: int) -> None:
    """Ask for the reason."""
    await interaction.response.send_modal(WithdrawForm(story))


async def withdraw(interaction: discord.Interaction, *, story: int) -> None:
    """Take the story out."""
    reason = filled_in(interaction).get(REASON, "")

    async def panel(asker: Asker) -> Panel:
        return withdrawn_panel(await asker.library.authors.withdraw(asker.actor, story, reason, asker.place))

    await _show(interaction, panel)


@on_press(buttons.STAY)
async def stay(interaction: discord.Interaction) -> None:
    """Leave things as they are."""
    await interaction.response.edit_message(view=notice("Nothing was changed."))


@on_press(buttons.LIFT)
async def lift(interaction: discord.Interaction, *, story: int) -> None:
    """Let a withdrawn story come back."""

    async def panel(asker: Asker) -> Panel:
        return notice(shown(await asker.library.authors.lift(asker.actor, story), 1500))

    await _show(interaction, panel)


@on_press(buttons.UNCLAIM)
async def unclaim(interaction: discord.Interaction, *, claim: int) -> None:
    """Forget a claim."""

    async def panel(asker: Asker) -> Panel:
        await asker.library.authors.drop(asker.actor, claim)
        return notice("The claim is taken back.")

    await _show(interaction, panel)


@on_press(buttons.ALL_OF)
async def ask_whether_all(interaction: discord.Interaction, *, number: int) -> None:
    """Say what withdrawing all of an author's stories does."""

    async def panel(asker: Asker) -> Panel:
        name = str((await asker.library.kept(KEPT, number))["name"])
        told = (
            f"### Withdraw every story by {shown(name, 100)} that is here?\n"
            "- Within seconds nobody can find or read them here, and their texts are deleted.\n"
            "- They stay out: they aren't taken in again from a file, an upload or a backup."
        )
        return notice(told, [buttons.all_sure(number), buttons.stay()])

    await _show(interaction, panel)


@on_press(buttons.ALL_SURE)
async def withdraw_all(interaction: discord.Interaction, *, number: int) -> None:
    """Take all of an author's stories out."""

    async def panel(asker: Asker) -> Panel:
        name = str((await asker.library.kept(KEPT, number))["name"])
        gone = await asker.library.authors.withdraw_all(asker.actor, name, "", asker.place)
        return notice(f"{counted(len(gone), 'story')} withdrawn." if gone else "There's no story by them here.")

    await _show(interaction, panel)


ALL = (
    list_mine,
    open_own,
    ask_permission,
    ask_length,
    ask_warnings,
    leaf,
    pick,
    ask_whether,
    ask_why,
    stay,
    lift,
    unclaim,
    ask_whether_all,
    withdraw_all,
)

FORMS = (
    (buttons.PERMITTED, permit),
    (buttons.LIMITED, limit),
    (buttons.WARNED, warn),
    (buttons.WITHDRAWN, withdraw),
)
