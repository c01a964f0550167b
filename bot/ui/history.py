"""Who did what: the lines of the history, and its pages."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import discord

from bot.library.moderating import Entry
from bot.library.servers import Setting
from bot.ui.asker import Asker, asker_of
from bot.ui.base import Panel, Way, deliver, notice, on_press
from bot.ui.buttons import button, template
from bot.ui.people import member, moment
from bot.ui.text import byline, shown, title_line

HISTORY = template("history", "story", "before")
"""Story 0 is every story; before event 0 is from the newest on."""

SIZE = 10
"""Most lines of one message."""

ROOM = 3500
"""Most characters that these lines have together: with a heading they fit Discord's 4,000."""

VALUE_LIMIT = 60
CHANGES_LIMIT = 170

MENTIONS = {Setting.REVIEW_CHANNEL: "<#{}>", Setting.HISTORY_CHANNEL: "<#{}>", Setting.MODERATOR_ROLE: "<@&{}>"}
"""How the ids among the settings are shown."""


async def history_panel(asker: Asker, story_id: int = 0, before: int = 0) -> Panel:
    """A page of the history, newest first, of one story or of all. Raises NotAllowedError."""
    entries = await asker.library.moderating.history(
        asker.actor, asker.place, story_id=story_id or None, before=before or None, size=SIZE + 1
    )
    return page_panel(entries, story_id, before)


def page_panel(entries: Sequence[Entry], story_id: int, before: int) -> Panel:
    """As many events as fit; one more than that says that there are earlier ones."""
    newest = [button("Newest", "history", story_id, 0)] if before else []
    if not entries:
        return notice(f"Nothing {'earlier ' if before else ''}is in the history{' of that story' * bool(story_id)}.")
    card = next((entry.story for entry in entries if entry.story), None) if story_id else None
    of = f" of {title_line(card, 150)} {byline(card, 80)}" if card else ""
    lines = fitting(entries, named=not story_id)
    last = entries[len(lines) - 1].event.id
    older = [button("Older", "history", story_id, last)] if len(entries) > len(lines) else []
    return notice("\n".join([f"### History{of}", *lines]), [*newest, *older])


def fitting(entries: Sequence[Entry], *, named: bool = True) -> list[str]:
    """The lines of the first entries, as many as one message holds; one at least."""
    lines = [line(entry, named=named) for entry in entries[:SIZE]]
    while len(lines) > 1 and sum(map(len, lines)) > ROOM:
        lines.pop()
    return lines


def line(entry: Entry, *, named: bool = True) -> str:
    """One line: when, who, what, to which story if `named`, what changed, and why."""
    event = entry.event
    told = f"{moment(event.at)} {member(event.user_id)} {event.action}"
    if named and event.story_id is not None:
        told += f" {title_line(entry.story, 80)}" if entry.story else f" story #{event.story_id}"
    changed = changes(event.before, event.after)
    reason = f": {shown(event.reason, 90)}" if event.reason else ""
    return f"- {told}{f' ({changed})' if changed else ''}{reason}"


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Which fields changed, from what to what, as far as they fit a line; how many more there are is said."""
    fields = [field for field in dict.fromkeys([*before, *after]) if before.get(field) != after.get(field)]
    left = [_change(field, before.get(field), after.get(field)) for field in fields]
    told = left.pop(0) if left else ""
    while left and len(told) + len(left[0]) <= CHANGES_LIMIT:
        told += f", {left.pop(0)}"
    return f"{told} and {len(left)} more" if left else told


def _change(field: str, before: object, after: object) -> str:
    name = shown(field.replace("_", " "), 30)
    return f"{name} {_value(field, before)} → {_value(field, after)}"


def _value(field: str, value: object) -> str:
    if value is None or value in ("", []):
        return "nothing"
    if field in MENTIONS:
        return MENTIONS[Setting(field)].format(value)
    told = ", ".join(map(str, cast("list[object]", value))) if isinstance(value, list) else str(value)
    return shown(told, VALUE_LIMIT)


@on_press(HISTORY)
async def turn_history(interaction: discord.Interaction, *, story: int, before: int) -> None:
    """Show another page of the history."""

    async def coming() -> Panel:
        return await history_panel(await asker_of(interaction), story, before)

    await deliver(interaction, coming(), Way.IN_PLACE)
