"""Looking after a story that is there: rating, hiding, removing, restoring, editing. What is done can be undone."""

from collections.abc import Awaitable, Callable

import discord

from bot.corpus.story import Card, Rating
from bot.errors import RefusedError
from bot.library.moderating import Changed, Moderating
from bot.ui.adding.outcomes import done_panel
from bot.ui.adding.preview import preview_panel
from bot.ui.again import Wishes, keep, kept
from bot.ui.asker import Asker, asker_of
from bot.ui.base import Panel, Way, deliver, notice, on_press
from bot.ui.buttons import button, template
from bot.ui.history import history_panel
from bot.ui.text import byline, title_line

REMOVE = template("remove", "number")
KEEP = template("staying", "story")


async def rate_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001 - nothing to page through
    """Rate the story with that title, and vouch for it."""
    rating = rating_of(wishes)

    async def rate(card: Card, reason: str) -> Changed:
        return await asker.library.moderating.rate(asker.actor, card.id, rating, reason, asker.place)

    return await _do(asker, wishes, rate, f"Rated {rating.value}.")


async def hide_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001
    """Hide the story with that title in this server."""
    return await _do(asker, wishes, _with(asker, Moderating.hide), "Hidden in this server.")


async def restore_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001
    """Put back the story with that title."""
    return await _do(asker, wishes, _with(asker, Moderating.restore), "It's back.")


async def remove_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001
    """Ask once more before the story with that title is removed."""
    card = await _find(asker, wishes)
    number = await keep(asker, "remove", {**wishes, "title": f"#{card.id}"})
    asked = (
        f"Take **{title_line(card, 200)}** {byline(card, 100)} out of the library? Nobody sees it any more, in any "
        "server that has it. /story restore puts it back; /story hide hides it in this server only."
    )
    yes = button("Remove it", "remove", number, style=discord.ButtonStyle.danger)
    return notice(asked, [yes, button("Keep it", "staying", card.id)])


async def edit_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001
    """The fields of the story with that title, to be changed."""
    card = await _find(asker, wishes)
    return preview_panel(await asker.library.adding.edit(asker.actor, card.id, asker.place), asker.actor)


async def past_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001
    """What was done to the story with that title."""
    return await history_panel(asker, (await _find(asker, wishes)).id)


def rating_of(wishes: Wishes) -> Rating:
    """The rating among a command's options. Raises RefusedError when it's none."""
    if wishes.get("rating") not in set(Rating):
        raise RefusedError("Choose one of the ratings in the list.")
    return Rating(wishes["rating"])


async def _find(asker: Asker, wishes: Wishes) -> Card:
    return await asker.library.moderating.find(asker.actor, wishes["title"], asker.place)


Change = Callable[[Card, str], Awaitable[Changed]]


def _with(asker: Asker, change: Callable[..., Awaitable[Changed]]) -> Change:
    """A change that takes nothing but a reason."""

    async def done(card: Card, reason: str) -> Changed:
        return await change(asker.library.moderating, asker.actor, card.id, reason, asker.place)

    return done


async def _do(asker: Asker, wishes: Wishes, change: Change, told: str) -> Panel:
    """Do something to the story with that title; the card as it is then, with Undo."""
    changed = await change(await _find(asker, wishes), wishes.get("reason", ""))
    return done_panel(asker, told, changed.card, changed.event_id)


@on_press(REMOVE)
async def remove(interaction: discord.Interaction, *, number: int) -> None:
    """Remove the story, now that it was asked twice."""

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        wishes = await kept(asker.library, "remove", number)
        return await _do(asker, wishes, _with(asker, Moderating.remove), "Removed. /story restore puts it back.")

    await deliver(interaction, coming(), Way.IN_PLACE)


@on_press(KEEP)
async def leave(interaction: discord.Interaction, *, story: int) -> None:  # noqa: ARG001 - the button names it
    """Nothing is removed."""
    await interaction.response.edit_message(view=notice("It stays as it is."))


PANELS = {
    "rate": rate_panel,
    "hide": hide_panel,
    "restore": restore_panel,
    "remove": remove_panel,
    "edit": edit_panel,
    "past": past_panel,
}
"""Moderators' commands that can be asked again with another title, by what their questions are kept as."""

ALL = (remove, leave)
