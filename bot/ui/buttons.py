"""Every button: what it says, and the custom id that holds all it needs to know, so that it works after any restart.

The answers to presses are in bot.ui.presses; the templates here tie the two together.
"""

from enum import IntEnum

import discord

from bot.ui.base import Button
from bot.ui.text import LABEL_LIMIT, cut

TYPED_LIMIT = 20
"""Most characters that a reader may type into Jump: they travel in a custom id, which holds 100."""


def template(name: str, *numbers: str) -> str:
    """The form of a custom id: a name, then numbers by their names.

    Numbers are at most 18 digits, which every database takes; the owner is an id of Discord's, up to 20.
    """
    return ":".join([name, *(rf"(?P<{number}>[0-9]{{1,{20 if number == 'owner' else 18}}})" for number in numbers)])


AGAIN = r"again:(?P<kind>[a-z]{1,12}):" + template("", "number", "first", "mode", "owner")[1:]
CARD = template("card", "story", "owner")
CLOSE = template("close", "story", "page", "owner")
JUMP = template("jump", "story", "revision", "page", "owner") + rf":(?P<typed>.{{0,{TYPED_LIMIT}}})"
JUMPED = template("jumped", "story", "revision", "page", "owner")
LIKE = template("like", "story", "owner")
READ = template("read", "story", "page", "owner")
TURN = template("page", "story", "revision", "page", "owner")
WHERE = template("where", "story", "revision", "page")


class Mode(IntEnum):
    """Where the answer of an Again button goes."""

    TURN = 0
    """Onto the same message, or into a private copy of somebody else's."""
    POST = 1
    """Into a new public message: it was asked in public and has not been answered yet."""


def read(story: int, page: int, owner: int, label: str = "Read") -> Button:
    """Open the reader at a page."""
    return button(label, "read", story, page, owner, style=discord.ButtonStyle.primary)


def turn(label: str, story: int, revision: int, page: int, owner: int, *, disabled: bool = False) -> Button:
    """Go to a page of the story as it was when the page was shown."""
    style = discord.ButtonStyle.primary if label == "Next" else discord.ButtonStyle.secondary
    return button(label, "page", story, revision, page, owner, disabled=disabled, style=style)


def jump(story: int, revision: int, page: int, owner: int, typed: str = "") -> Button:
    """Ask where to go; `typed` is what was entered before and couldn't be taken."""
    return button("Jump", "jump", story, revision, page, owner, typed[:TYPED_LIMIT])


def jumped(story: int, revision: int, page: int, owner: int) -> str:
    """The custom id of the form that Jump opens."""
    return f"jumped:{story}:{revision}:{page}:{owner}"


def where(story: int, revision: int, page: int) -> Button:
    """Tell the presser where in the story the page is."""
    return button("Where am I", "where", story, revision, page)


def close(story: int, page: int, owner: int) -> Button:
    """Put the page away; the card stays, with the way back."""
    return button("Close", "close", story, page, owner)


def card(story: int, owner: int, label: str = "Card") -> Button:
    """Show the card of a story."""
    return button(label, "card", story, owner)


def like(story: int, owner: int) -> Button:
    """Recommend stories like one."""
    return button("More like this", "like", story, owner)


def again(
    label: str, kind: str, number: int, owner: int, *, first: int = 0, mode: Mode = Mode.TURN, disabled: bool = False
) -> Button:
    """Ask the kept question `number` again, from its answer `first` on."""
    return button(label, "again", kind, number, first, int(mode), owner, disabled=disabled)


def button(
    label: str,
    *state: str | int,
    disabled: bool = False,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> Button:
    """A button; its state, put together, is the custom id."""
    custom_id = ":".join(map(str, state))
    return discord.ui.Button(label=cut(label, LABEL_LIMIT), custom_id=custom_id, disabled=disabled, style=style)
