"""The list of stories that a search found."""

from collections.abc import Sequence
from itertools import chain

import discord

from bot.corpus.story import Permission, Rating, values
from bot.library.answers import SearchPage
from bot.search.index import Found, Hit, Length, Request, Resolution
from bot.ui import buttons
from bot.ui.again import Wishes, keep, offers
from bot.ui.asker import Asker
from bot.ui.base import Layout, Panel, notice
from bot.ui.text import byline, counted, facts_line, listed, shown, title_line

NEAREST_SHOWN = 5

SIZE = 5
"""Stories on one page of the list: as many as fit Discord's 4,000 characters with their summaries."""

COMPLETE, IN_PROGRESS = "complete", "in progress"
"""The values of the option `complete`."""


def request_of(wishes: Wishes) -> Request:
    """What the options of /search ask for. Several characters are apart by commas."""
    names = (name.strip() for name in wishes.get("character", "").split(","))
    complete = wishes.get("complete")
    return Request(
        query=wishes.get("query", ""),
        characters=tuple(name for name in names if name),
        fandom=wishes.get("fandom", ""),
        rating=Rating(wishes["rating"]) if "rating" in wishes else None,
        complete=None if complete is None else complete == COMPLETE,
        length=Length(wishes["length"]) if "length" in wishes else None,
    )


async def search_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:
    """The stories that fit, from the `first` on. Raises NotFoundError, AmbiguousError."""
    page = await asker.library.search(request_of(wishes), asker.place, asker.reader, first, SIZE)
    if not page.found.hits:
        return await _nothing(asker, wishes, page.found)
    if len(page.found.hits) <= page.size:
        return Panel(_list(page, asker.owner))
    number = await keep(asker, "search", wishes)
    return Panel(_list(page, asker.owner), _turners(page, number, asker.owner))


def _list(page: SearchPage, owner: int) -> discord.ui.Container[Layout]:
    hits = page.found.hits[page.first : page.first + page.size]
    sections = (_section(hit, owner) for hit in hits)
    return discord.ui.Container(
        discord.ui.TextDisplay(_heading(page, len(hits))),
        *chain.from_iterable((discord.ui.Separator[Layout](), section) for section in sections),
    )


def _heading(page: SearchPage, on_page: int) -> str:
    total = len(page.found.hits)
    fits = "fits" if total == 1 else "fit"
    which = f", {page.first + 1} to {page.first + on_page} shown" if total > on_page else ""
    return "\n".join([f"**{counted(total, 'story')} {fits}**{which}", *understood(page.found.understood)])


def understood(resolutions: Sequence[Resolution]) -> list[str]:
    """How names were taken, where that isn't just as they were typed."""
    return [
        f"-# {shown(taken.typed, 60)} is taken to be {shown(taken.names[0], 60)}"
        for taken in resolutions
        if taken.names and taken.names[0].casefold() != taken.typed.casefold()
    ][:3]


def _section(hit: Hit, owner: int) -> discord.ui.Section[Layout]:
    card = hit.card
    lines = [
        f"**{title_line(card, 130)}** {byline(card, 90)}",
        f"-# {facts_line(card, 110)}",
        f"-# Warnings: {listed(values(card.warnings), 100)}" if card.warnings else "",
        shown(card.summary.value, 190) if card.summary else "",
        f"-# Found by {shown(hit.why, 80)}" if hit.why not in {"", "title"} else "",
    ]
    may_read = card.permission is Permission.FULL
    button = buttons.read(card.id, 1, owner) if may_read else buttons.card(card.id, owner)
    return discord.ui.Section("\n".join(line for line in lines if line), accessory=button)


def _turners(page: SearchPage, number: int, owner: int) -> discord.ui.ActionRow[Layout]:
    before, after = max(0, page.first - page.size), page.first + page.size
    total = len(page.found.hits)
    back = buttons.again("Previous", "search", number, owner, first=before, disabled=page.first == 0)
    on = buttons.again("Next", "search", number, owner, first=after, disabled=after >= total)
    return discord.ui.ActionRow(back, on)


async def _nothing(asker: Asker, wishes: Wishes, found: Found) -> Panel:
    """Which wish removed how many stories, with a way to do without it, and what came close."""
    lines = ["No story fits.", *removed_lines(found.removed), *understood(found.understood)]
    if "rating" in wishes and not Rating(wishes["rating"]).is_open and not asker.place.restricted:
        lines.append(f"Stories rated {wishes['rating']} are shown in age-restricted channels only.")
    lines.append("These come close:" if found.nearest else "Try fewer options, or other words.")
    near = await offers(asker, "story", {title: {"title": title} for title in found.nearest[:NEAREST_SHOWN]})
    return notice("\n".join(lines), near, await offers(asker, "search", _less(wishes, found.removed)))


def _less(wishes: Wishes, removed: Sequence[tuple[str, int]]) -> dict[str, Wishes]:
    """The same question without one of the wishes that left something out."""
    guilty = [wish for wish, number in removed if number]
    return {
        f"Without {option}": {name: value for name, value in wishes.items() if name != option}
        for option in ("character", "fandom", "rating", "complete", "length")
        if option in wishes and any(wish.startswith((option, wishes[option])) for wish in guilty)
    }


def removed_lines(removed: Sequence[tuple[str, int]]) -> list[str]:
    """Which wish left out how many stories."""
    return [f"- {shown(wish, 120)} left out {counted(number, 'story')}" for wish, number in removed if number][:10]
