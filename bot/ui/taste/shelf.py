"""The shelf: a reader's lists, privately, each story with the way elsewhere."""

from itertools import chain
from typing import Any

import discord

from bot.library.taste.kinds import SHELF, Entry, Said, ShelfPage
from bot.ui import buttons as readers_buttons
from bot.ui.asker import Asker
from bot.ui.base import Button, Layout, Panel, rows
from bot.ui.taste import buttons
from bot.ui.text import byline, counted, facts_line, title_line

SIZE = 5
"""Stories on one page: with a menu each they stay within Discord's 40 components."""

NAMES = {
    Said.LIKED: "Liked",
    Said.TO_READ: "To read",
    Said.READING: "Reading",
    Said.FINISHED: "Finished",
    Said.DROPPED: "Dropped",
}

EMPTY = "Nothing here. The buttons below a story's card put it on this list."


async def shelf_panel(asker: Asker, said: Said = Said.TO_READ, first: int = 0, *, done: str = "") -> Panel:
    """One page of a list of the reader's shelf; `done` is what was just done, in ready Markdown."""
    page = await asker.library.taste.shelf(said, asker.place, asker.reader, first, SIZE)
    items = chain.from_iterable(_entry(entry, page, asker.owner) for entry in page.entries)
    told = discord.ui.TextDisplay[Layout](_heading(page, done))
    tabs = [buttons.shelf(one, 0, _tab(one, page), disabled=one is said and not first) for one in SHELF]
    return Panel(discord.ui.Container(told, *items), *rows(tabs, _turners(page)))


def _heading(page: ShelfPage, done: str) -> str:
    total, on_page = page.counts[page.said], len(page.entries)
    which = f", {page.first + 1} to {page.first + on_page} shown" if total > on_page else ""
    lines = [f"**{NAMES[page.said]}: {counted(total, 'story')}**{which}"]
    if not total:
        lines.append(EMPTY)
    if page.elsewhere:
        lines.append(f"-# {counted(page.elsewhere, 'story')} more can't be shown in this channel.")
    return "\n".join([*([done] if done else []), *lines])


def _tab(said: Said, page: ShelfPage) -> str:
    return f"{NAMES[said]} ({page.counts[said]:,})"


def _entry(entry: Entry, page: ShelfPage, owner: int) -> list[discord.ui.Item[Any]]:
    card = entry.card
    liked = " · liked" if Said.LIKED in entry.says and page.said is not Said.LIKED else ""
    opened = " · by your reading history" if entry.opened else ""
    since = f"since {entry.at.day} {entry.at:%B %Y}"
    text = f"**{title_line(card, 130)}** {byline(card, 90)}\n-# {facts_line(card, 110)}\n-# {since}{liked}{opened}"
    section = discord.ui.Section[Layout](text, accessory=readers_buttons.card(card.id, owner))
    return [section, discord.ui.ActionRow(buttons.move(page.said, page.first, card.id, entry.says))]


def _turners(page: ShelfPage) -> list[Button]:
    total = page.counts[page.said]
    if total <= page.size:
        return []
    before, after = max(0, page.first - page.size), page.first + page.size
    back = buttons.turn_shelf(page.said, before, "Previous", disabled=page.first == 0)
    return [back, buttons.turn_shelf(page.said, after, "Next", disabled=after >= total)]
