"""The list of stories that a search found."""

from collections.abc import Sequence
from itertools import chain

import discord

from bot.corpus.story import Permission, Rating, values
from bot.library.answers import SearchPage
from bot.search.index import Found, Hit, Length, Request, Resolution, Way
from bot.ui import buttons
from bot.ui.again import Wishes, keep, offers
from bot.ui.asker import Asker
from bot.ui.base import ROW, Button, Layout, Panel, notice, rows
from bot.ui.text import byline, counted, facts_line, listed, shown, title_line

NEAREST_SHOWN = 5

SIZE = 5
"""Stories on one page of the list: as many as fit Discord's 4,000 characters with their summaries."""

COMPLETE, IN_PROGRESS = "complete", "in progress"
"""The values of the option `complete`."""
UNWARNED = "none"
"""The value of the option `warnings`."""

_ROOM = 3_900
"""Characters of a list, some short of Discord's 4,000."""
_SUMMARY, _LEAST_SUMMARY = 190, 40
_MOST_REMARKS = 3
_MOST_WAYS = 10


def request_of(wishes: Wishes) -> Request:
    """What the options of /search ask for. `text` is a title that was picked: nothing in it is a filter."""
    complete = wishes.get("complete")
    return Request(
        query=wishes.get("query", ""),
        text=wishes.get("text", ""),
        characters=_several(wishes, "character"),
        fandom=wishes.get("fandom", ""),
        pairing=wishes.get("pairing", ""),
        author=wishes.get("author", ""),
        tags=_several(wishes, "tag"),
        without=_several(wishes, "without"),
        unwarned=wishes.get("warnings") == UNWARNED,
        rating=Rating(wishes["rating"]) if "rating" in wishes else None,
        complete=None if complete is None else complete == COMPLETE,
        length=Length(wishes["length"]) if "length" in wishes else None,
        words=wishes.get("words", ""),
        sort=wishes.get("sort", ""),
    )


def _several(wishes: Wishes, option: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in wishes.get(option, "").split(","))))


async def search_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:
    """The stories that fit, from the `first` on. Raises NotFoundError, AmbiguousError."""
    page = await asker.library.search(request_of(wishes), asker.place, asker.reader, first, SIZE)
    if not page.found.hits:
        return await _nothing(asker, wishes, page.found)
    instead = rows(await _ways(asker, wishes, page.found.instead[:ROW]))
    if len(page.found.hits) <= page.size:
        return Panel(_list(page, asker.owner), *instead)
    number = await keep(asker, "search", wishes)
    return Panel(_list(page, asker.owner), _turners(page, number, asker.owner), *instead)


def _list(page: SearchPage, owner: int) -> discord.ui.Container[Layout]:
    hits = page.found.hits[page.first : page.first + page.size]
    heading = _heading(page, len(hits))
    room = (_ROOM - len(heading)) // max(1, len(hits))
    sections = (_section(hit, owner, room) for hit in hits)
    return discord.ui.Container(
        discord.ui.TextDisplay(heading),
        *chain.from_iterable((discord.ui.Separator[Layout](), section) for section in sections),
    )


def _heading(page: SearchPage, on_page: int) -> str:
    found = page.found
    total = len(found.hits)
    fits = "fits" if total == 1 else "fit"
    which = f", {page.first + 1} to {page.first + on_page} shown" if total > on_page else ""
    left_out = [f"-# {line.removeprefix('- ')}" for line in removed_lines(found.left_out)[:_MOST_REMARKS]]
    return "\n".join([f"**{counted(total, 'story')} {fits}**{which}", *_taken(found), *left_out])


def _taken(found: Found) -> list[str]:
    """How the question was understood, and what could not be taken as it was written."""
    reading = [f"-# Understood: {listed(found.reading, 280, apart='; ')}"] if found.reading else []
    remarks = [f"-# {shown(remark, 200)}" for remark in found.remarks[:_MOST_REMARKS]]
    return [*(reading or understood(found.understood)), *remarks]


def understood(resolutions: Sequence[Resolution]) -> list[str]:
    """How names were taken, where that isn't just as they were typed."""
    return [
        f"-# {shown(taken.typed, 60)} is taken to be {shown(taken.names[0], 60)}"
        for taken in resolutions
        if taken.names and taken.names[0].casefold() != taken.typed.casefold()
    ][:3]


def _section(hit: Hit, owner: int, room: int) -> discord.ui.Section[Layout]:
    card = hit.card
    before = [
        f"**{title_line(card, 130)}** {byline(card, 90)}",
        f"-# {facts_line(card, 110)}",
        f"-# Warnings: {listed(values(card.warnings), 100)}" if card.warnings else "",
    ]
    after = f"-# Found by {shown(hit.why, 80)}" if hit.why not in {"", "title"} else ""
    if sum(map(len, (*before, after))) + len("\n") * 4 > room:
        after = ""  # the warnings stay
    left = min(_SUMMARY, room - sum(map(len, (*before, after))) - len("\n") * 5)
    summary = shown(card.summary.value, left) if card.summary and left >= _LEAST_SUMMARY else ""
    may_read = card.permission is Permission.FULL
    button = buttons.read(card.id, 1, owner) if may_read else buttons.card(card.id, owner)
    return discord.ui.Section("\n".join(filter(None, (*before, summary, after))), accessory=button)


def _turners(page: SearchPage, number: int, owner: int) -> discord.ui.ActionRow[Layout]:
    before, after = max(0, page.first - page.size), page.first + page.size
    total = len(page.found.hits)
    back = buttons.again("Previous", "search", number, owner, first=before, disabled=page.first == 0)
    on = buttons.again("Next", "search", number, owner, first=after, disabled=after >= total)
    return discord.ui.ActionRow(back, on)


async def _nothing(asker: Asker, wishes: Wishes, found: Found) -> Panel:
    """Which wish removed how many stories, with a way to do without it, and what came close."""
    lines = ["No story fits.", *removed_lines(found.removed), *_taken(found)]
    closed = [rating.value for rating in Rating if not rating.is_open and _left_out(rating, found.removed)]
    if closed and not asker.place.restricted:
        lines.append(f"Stories rated {listed(closed, 60)} are shown in age-restricted channels only.")
    lines.append("These come close:" if found.nearest else "Try fewer options, or other words.")
    near = await offers(asker, "story", {title: {"title": title} for title in found.nearest[:NEAREST_SHOWN]})
    instead = await _ways(asker, wishes, found.instead[:ROW])
    return notice("\n".join(lines), near, instead, await _ways(asker, wishes, found.less[:_MOST_WAYS]))


def _left_out(rating: Rating, removed: Sequence[tuple[str, int]]) -> bool:
    """Whether stories of that rating were asked for."""
    asked = (name.removeprefix("rating ").split(" or ") for name, _ in removed if name.startswith("rating "))
    return any(rating.value in names for names in asked)


async def _ways(asker: Asker, wishes: Wishes, ways: Sequence[Way]) -> list[Button]:
    """A button for each other way to ask."""
    return await offers(asker, "search", {way.label: _asked(wishes, way) for way in ways})


def _asked(wishes: Wishes, way: Way) -> Wishes:
    changed = {name: value for name, value in wishes.items() if name != way.option}
    if way.query is not None:
        changed["query"] = way.query
    return {name: value for name, value in changed.items() if value}


def removed_lines(removed: Sequence[tuple[str, int]]) -> list[str]:
    """Which wish left out how many stories."""
    return [f"- {shown(wish, 120)} left out {counted(number, 'story')}" for wish, number in removed if number][:10]
