"""What happens when buttons and menus of taste are pressed. Every answer but a list's is the presser's alone."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import discord

from bot.errors import StaleRequestError
from bot.library.taste.kinds import SHELF, Said
from bot.ui.again import Wishes, kept
from bot.ui.asker import Asker, asker_of
from bot.ui.base import Panel, Way, deliver, is_private, on_press, picked, turning
from bot.ui.recommended import AGAIN, recommend_panel
from bot.ui.taste import buttons
from bot.ui.taste.acts import DONE, UNDONE, not_for_me_panel, noted_panel
from bot.ui.taste.blocking import blocked_words, blocks_panel, kept_block, toggled_panel
from bot.ui.taste.known import download_panel, forgotten_panel, sure_panel, taste_panel
from bot.ui.taste.shelf import shelf_panel
from bot.ui.taste.tuning import replied, tuned
from bot.ui.text import title_line

OLD = "This button is too old to be pressed. Please ask again."

Make = Callable[[Asker], Awaitable[Panel]]


@on_press(buttons.SAY)
async def say(interaction: discord.Interaction, *, kind: str, story: int) -> None:
    """Say something of a story, or take it back."""
    await _answer(interaction, lambda asker: _said(asker, kind, story), Way.PRIVATE)


@on_press(buttons.UNSAY)
async def unsay(interaction: discord.Interaction, *, kind: str, story: int) -> None:
    """The same in place of a message that is the presser's alone."""
    await _answer(interaction, lambda asker: _said(asker, kind, story), here(interaction))


async def _said(asker: Asker, kind: str, story: int) -> Panel:
    return noted_panel(await asker.library.taste.say(story, _said_of(kind), asker.place, asker.reader))


@on_press(buttons.NOT_FOR_ME)
async def not_for_me(interaction: discord.Interaction, *, story: int, number: int, owner: int) -> None:  # noqa: ARG001
    """Say that a story isn't for the presser; whose list it's on doesn't matter."""

    async def make(asker: Asker) -> Panel:
        noted = await asker.library.taste.say(story, Said.NOT_FOR_ME, asker.place, asker.reader)
        return await not_for_me_panel(asker, noted, await _kept_or_none(asker, number), number)

    await _answer(interaction, make, Way.PRIVATE)


async def _kept_or_none(asker: Asker, number: int) -> Wishes:
    """A list's wishes; of a list that is kept no more, none."""
    try:
        return await kept(asker.library, "recommend", number)
    except StaleRequestError:
        return {}


@on_press(buttons.TUNE)
async def tune(interaction: discord.Interaction, *, number: int, owner: int) -> None:
    """More or less of something on a list."""
    choice = picked(interaction)
    await _change(interaction, number, owner, lambda asker, wishes: tuned(asker, wishes, choice))


@on_press(buttons.REPLY)
async def reply(interaction: discord.Interaction, *, number: int, choice: int, owner: int) -> None:
    """Reply to one of the questions beside a list."""
    await _change(interaction, number, owner, lambda _, wishes: replied(wishes, choice))


async def _change(
    interaction: discord.Interaction, number: int, owner: int, change: Callable[[Asker, Wishes], Wishes]
) -> None:
    """Show a list as it is after a change of its wishes."""

    async def make(asker: Asker) -> Panel:
        return await recommend_panel(asker, {**change(asker, await kept(asker.library, "recommend", number)), **AGAIN})

    await _answer(interaction, make, turning(interaction, owner))


@on_press(buttons.LIST)
async def show_shelf(interaction: discord.Interaction, *, kind: str, first: int) -> None:
    """Show a list of the presser's shelf."""
    await _answer(interaction, lambda asker: shelf_panel(asker, _list_of(kind), first), here(interaction))


@on_press(buttons.TURN)
async def turn_shelf(interaction: discord.Interaction, *, kind: str, first: int) -> None:
    """Show another page of it."""
    await _answer(interaction, lambda asker: shelf_panel(asker, _list_of(kind), first), here(interaction))


@on_press(buttons.MOVE)
async def move(interaction: discord.Interaction, *, kind: str, first: int, story: int) -> None:
    """Put a story of the shelf elsewhere, or take it off."""
    said = _said_of(picked(interaction))

    async def make(asker: Asker) -> Panel:
        noted = await asker.library.taste.say(story, said, asker.place, asker.reader)
        done = (DONE if noted.on else UNDONE)[said].format(f"**{title_line(noted.card, 200)}**")
        return await shelf_panel(asker, _list_of(kind), first, done=done[0].upper() + done[1:])

    await _answer(interaction, make, here(interaction))


@on_press(buttons.NEVER)
async def never(interaction: discord.Interaction, *, number: int, choice: int) -> None:
    """Never see something again, or take that back."""
    await _answer(interaction, lambda asker: _toggled(asker, number, choice), here(interaction))


@on_press(buttons.NEVERS)
async def nevers(interaction: discord.Interaction, *, number: int) -> None:
    """The same for what was picked."""
    choice = picked(interaction)
    place = int(choice) if choice.isascii() and choice.isdecimal() else buttons.MOST_OPTIONS
    await _answer(interaction, lambda asker: _toggled(asker, number, place), here(interaction))


async def _toggled(asker: Asker, number: int, choice: int) -> Panel:
    block = await kept_block(asker, number, choice)
    block, on = await asker.library.taste.toggle(block, asker.place, asker.reader)
    return toggled_panel(block, number, choice, on=on)


@on_press(buttons.BLOCKS)
async def show_blocks(interaction: discord.Interaction, *, first: int) -> None:
    """Show the presser's block list."""
    await _answer(interaction, lambda asker: blocks_panel(asker, first), here(interaction))


@on_press(buttons.UNBLOCK)
async def unblock(interaction: discord.Interaction, *, first: int) -> None:
    """Take something off the block list."""
    token = picked(interaction)

    async def make(asker: Asker) -> Panel:
        taste = asker.library.taste
        found = [one for one in await taste.blocks(asker.place, asker.reader) if one.token == token]
        for block in found:
            await taste.unblock(block.kind, block.key, asker.reader)
        done = f"You may see {blocked_words(found[0])} again." if found else "That was no longer on it."
        return await blocks_panel(asker, first, done)

    await _answer(interaction, make, here(interaction))


@on_press(buttons.TASTE)
async def show_taste(interaction: discord.Interaction) -> None:
    """Show what is known of the presser."""
    await _answer(interaction, taste_panel, here(interaction))


@on_press(buttons.HISTORY)
async def switch_history(interaction: discord.Interaction, *, on: int) -> None:
    """Switch reading history on or off."""

    async def make(asker: Asker) -> Panel:
        forgotten = await asker.library.taste.keep_history(asker.reader, on=bool(on))
        deleted = f" What it noted is deleted ({forgotten:,})." if forgotten else ""
        return await taste_panel(asker, f"Reading history is {'on' if on else 'off'} now.{deleted}\n")

    await _answer(interaction, make, here(interaction))


@on_press(buttons.SHARE)
async def switch_sharing(interaction: discord.Interaction, *, on: int) -> None:
    """Agree to lists for several, or no longer."""

    async def make(asker: Asker) -> Panel:
        await asker.library.taste.share(asker.place, asker.reader, on=bool(on))
        return await taste_panel(asker, f"You're counted {'in' if on else 'out'} now.\n")

    await _answer(interaction, make, here(interaction))


@on_press(buttons.DOWNLOAD)
async def download(interaction: discord.Interaction) -> None:
    """Give the presser all that is kept of them."""
    await _answer(interaction, download_panel, here(interaction))


@on_press(buttons.FORGET)
async def ask_to_forget(interaction: discord.Interaction) -> None:
    """Ask once more."""

    async def make(_: Asker) -> Panel:
        return sure_panel()

    await _answer(interaction, make, here(interaction))


@on_press(buttons.FORGOTTEN)
async def forget(interaction: discord.Interaction) -> None:
    """Forget the presser."""

    async def make(asker: Asker) -> Panel:
        await asker.library.taste.forget(asker.reader)
        return forgotten_panel()

    await _answer(interaction, make, here(interaction))


async def _answer(interaction: discord.Interaction, make: Make, way: Way) -> None:
    async def coming() -> Panel:
        return await make(replace(await asker_of(interaction), private=is_private(interaction, way)))

    await deliver(interaction, coming(), way)


def here(interaction: discord.Interaction) -> Way:
    """In place of a private message; beside a public one, which is for others too."""
    message = interaction.message
    return Way.IN_PLACE if message is not None and message.flags.ephemeral else Way.PRIVATE


def _said_of(kind: str) -> Said:
    """What a part of a custom id says. Raises StaleRequestError for what this version doesn't know."""
    try:
        return Said(kind)
    except ValueError:
        raise StaleRequestError(OLD) from None


def _list_of(kind: str) -> Said:
    said = _said_of(kind)
    if said not in SHELF:
        raise StaleRequestError(OLD)
    return said


ALL = (
    say,
    unsay,
    not_for_me,
    tune,
    reply,
    show_shelf,
    turn_shelf,
    move,
    never,
    nevers,
    show_blocks,
    unblock,
    show_taste,
    switch_history,
    switch_sharing,
    download,
    ask_to_forget,
    forget,
)
