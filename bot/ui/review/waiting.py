"""What waits for the moderators, since when, each with a way to open it."""

from itertools import chain

import discord

from bot.library.review.items import WHERE_TO_LOOK, Item, Waiting
from bot.ui.asker import Asker
from bot.ui.base import Layout, Panel, notice
from bot.ui.people import ago
from bot.ui.review import buttons
from bot.ui.review.items import kind_words
from bot.ui.text import counted, shown

SIZE = 8
"""Items on one page of the list: as many as fit Discord's 40 components."""


async def waiting_panel(asker: Asker, first: int = 0) -> Panel:
    """What waits, oldest first, from the `first` on. Raises NotAllowedError."""
    waiting = await asker.library.review.waiting(asker.actor, asker.place, first, SIZE)
    if not waiting.items and first > 0:
        return await waiting_panel(asker, max(0, first - SIZE))
    if not waiting.total:
        return notice("Nothing waits for you here.")
    return list_panel(waiting, first)


def list_panel(waiting: Waiting, first: int) -> Panel:
    """One page of the list."""
    sections = (_section(item) for item in waiting.items)
    container = discord.ui.Container(
        discord.ui.TextDisplay[Layout](_heading(waiting, first)),
        *chain.from_iterable((discord.ui.Separator[Layout](), section) for section in sections),
    )
    if waiting.total <= SIZE:
        return Panel(container)
    back = buttons.waiting("Previous", max(0, first - SIZE), disabled=first == 0)
    on = buttons.waiting("Next", first + SIZE, disabled=first + SIZE >= waiting.total)
    return Panel(container, discord.ui.ActionRow(back, on))


def _heading(waiting: Waiting, first: int) -> str:
    shown_here = len(waiting.items)
    which = f", {first + 1} to {first + shown_here} shown" if waiting.total > shown_here else ""
    verb = "waits" if waiting.total == 1 else "wait"
    unseen = f"{counted(waiting.concealed, 'title')} left out. {WHERE_TO_LOOK}" if waiting.concealed else ""
    return "\n".join(filter(None, (f"**{counted(waiting.total, 'item')} {verb}**{which}", unseen)))


def _section(item: Item) -> discord.ui.Section[Layout]:
    title = "" if item.concealed else f": {shown(item.title, 200)}"
    why = "" if item.concealed or not item.reports else f" · {counted(len(item.reports), 'report')}"
    lines = f"**{kind_words(item)}**{title}\n-# waiting since {ago(item.opened_at)}{why}"
    return discord.ui.Section(lines, accessory=buttons.open_item(item.id, disabled=item.concealed))
