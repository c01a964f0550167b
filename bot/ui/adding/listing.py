"""Lists of one's own: drafts that aren't finished, and what can still be taken back."""

import discord

from bot.library.adding.answers import Drafts, Preview
from bot.ui.adding import buttons
from bot.ui.adding.preview import label
from bot.ui.asker import Asker
from bot.ui.base import Layout, Panel, notice, rows
from bot.ui.history import line
from bot.ui.text import counted

SIZE = 5
"""Drafts on one page, and changes that are offered to be taken back."""

NO_DRAFTS = "You have no drafts here. /story add begins one; members who aren't moderators begin with /propose."

NO_UNDO = "Nothing that you did here in the last 24 hours can be undone. /history tells who did what."


async def drafts_panel(asker: Asker, first: int = 0) -> Panel:
    """The member's drafts, each with a button that opens it."""
    found = await asker.library.adding.drafts(asker.actor, asker.place, first, SIZE)
    if not found.previews:
        return notice(NO_DRAFTS, [buttons.drafts("Newest", 0)] if first else [])
    told = discord.ui.TextDisplay[Layout](
        f"**{counted(found.total, 'draft')} of yours**, {first + 1} to {first + len(found.previews)} shown\n"
        "-# Each is kept for 7 days after its last change."
    )
    return Panel(discord.ui.Container(told, *map(draft_section, found.previews)), *rows(_turners(found, first)))


def draft_section(preview: Preview) -> discord.ui.Section[Layout]:
    """A draft in a list, with the button that opens it."""
    return discord.ui.Section(label(preview), accessory=buttons.look(preview.draft_id))


def _turners(found: Drafts, first: int) -> list[buttons.Button]:
    if found.total <= SIZE:
        return []
    back = buttons.drafts("Previous", max(0, first - SIZE), disabled=first == 0)
    return [back, buttons.drafts("Next", first + SIZE, disabled=first + SIZE >= found.total)]


async def undo_panel(asker: Asker) -> Panel:
    """What the moderator did and can take back, newest first. Raises NotAllowedError."""
    entries = await asker.library.moderating.undoable(asker.actor, asker.place, SIZE)
    if not entries:
        return notice(NO_UNDO)
    sections = (
        discord.ui.Section[Layout](line(entry).removeprefix("- "), accessory=buttons.undo(entry.event.id))
        for entry in entries
    )
    told = discord.ui.TextDisplay[Layout]("**What you did last, and can take back**")
    return Panel(discord.ui.Container(told, *sections))
