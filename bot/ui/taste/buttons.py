"""Buttons and menus of taste. None says whose taste it is: a press is always about the presser's own."""

from collections.abc import Mapping, Sequence

import discord

from bot.library.taste.kinds import SHELF, Said
from bot.ui.base import Button, Layout
from bot.ui.buttons import button, template
from bot.ui.text import cut

OPTION_LIMIT = 100
"""Most characters of an option's label (Discord's limit)."""

MOST_OPTIONS = 25
"""Of one menu (Discord's limit)."""

SAY = r"say:(?P<kind>[a-z]{1,12}):" + template("", "story")[1:]
UNSAY = r"unsay:(?P<kind>[a-z]{1,12}):" + template("", "story")[1:]
NOT_FOR_ME = template("notforme", "story", "number", "owner")
LIST = r"shelf:(?P<kind>[a-z]{1,12}):" + template("", "first")[1:]
TURN = r"turnshelf:(?P<kind>[a-z]{1,12}):" + template("", "first")[1:]
MOVE = r"move:(?P<kind>[a-z]{1,12}):" + template("", "first", "story")[1:]
TUNE = template("tune", "number", "owner")
REPLY = template("reply", "number", "choice", "owner")
NEVER = template("never", "number", "choice")
NEVERS = template("nevers", "number")
BLOCKS = template("blocks", "first")
UNBLOCK = template("unblock", "first")
TASTE = template("taste")
HISTORY = template("keepread", "on")
SHARE = template("share", "on")
DOWNLOAD = template("download")
FORGET = template("forget")
FORGOTTEN = template("forgetme")

LABELS: Mapping[Said, str] = {
    Said.LIKED: "Like",
    Said.TO_READ: "To read",
    Said.READING: "Reading",
    Said.FINISHED: "Finished",
    Said.DROPPED: "Dropped",
    Said.NOT_FOR_ME: "Not for me",
}
"""What a button says that says it."""

Options = Sequence[tuple[str, str]]
"""Of a menu: what each is called, and what it stands for."""


def say(said: Said, story: int, label: str = "") -> Button:
    """Say something of a story, or take it back; the answer is the presser's alone."""
    return button(label or LABELS[said], "say", said.value, story)


def unsay(said: Said, story: int, label: str) -> Button:
    """The same in place of a message that is the presser's alone."""
    return button(label, "unsay", said.value, story)


def not_for_me(story: int, number: int, owner: int) -> Button:
    """Say that a story on a list (the kept question `number`) isn't for the presser, and ask what else isn't."""
    return button(LABELS[Said.NOT_FOR_ME], "notforme", story, number, owner)


def shelf(said: Said, first: int, label: str, *, disabled: bool = False) -> Button:
    """Show a list of the presser's shelf."""
    return button(label, "shelf", said.value, first, disabled=disabled)


def turn_shelf(said: Said, first: int, label: str, *, disabled: bool) -> Button:
    """Show another page of a list of the shelf."""
    return button(label, "turnshelf", said.value, first, disabled=disabled)


def move(said: Said, first: int, story: int, says: frozenset[Said]) -> discord.ui.Select[Layout]:
    """Put a story of the shelf elsewhere, or off it; `said` and `first` say where the shelf stands open."""
    options = [(f"Take it off: {LABELS[one]}" if one in says else LABELS[one], one.value) for one in SHELF]
    return menu(f"move:{said.value}:{first}:{story}", "Move it, or take it off", options)


def tune(number: int, owner: int, options: Options, placeholder: str) -> discord.ui.Select[Layout]:
    """More of something, or less of it, on the list that the kept question `number` gives."""
    return menu(f"tune:{number}:{owner}", placeholder, options)


def reply(label: str, number: int, choice: int, owner: int, *, on: bool = False) -> Button:
    """Reply to one of the questions beside the list that the kept question `number` gives."""
    style = discord.ButtonStyle.primary if on else discord.ButtonStyle.secondary
    return button(label, "reply", number, choice, owner, style=style)


def never(label: str, number: int, choice: int) -> Button:
    """Never see one of the things kept under `number` again; pressed again, it's taken back."""
    return button(label, "never", number, choice)


def nevers(number: int, options: Options) -> discord.ui.Select[Layout]:
    """The same for one of several, by its place."""
    return menu(f"nevers:{number}", "Never again…", options)


def blocks(label: str, first: int, *, disabled: bool = False) -> Button:
    """Show the presser's block list."""
    return button(label, "blocks", first, disabled=disabled)


def unblock(first: int, options: Options) -> discord.ui.Select[Layout]:
    """Take something off the block list, a page of which stands open."""
    return menu(f"unblock:{first}", "Take something off", options)


def taste(label: str = "Back") -> Button:
    """Show what is known of the presser."""
    return button(label, "taste")


def history(*, on: bool) -> Button:
    """Switch the presser's reading history on or off."""
    return button(f"Reading history: switch {'on' if on else 'off'}", "keepread", int(on))


def share(*, on: bool) -> Button:
    """Count the presser in, in lists for several of this server, or no longer."""
    return button("Count me in" if on else "Count me out", "share", int(on))


def download() -> Button:
    """Give the presser all that is kept of them, as a file."""
    return button("Download it", "download")


def forget() -> Button:
    """Ask whether to forget the presser."""
    return button("Forget me", "forget", style=discord.ButtonStyle.danger)


def forgotten() -> Button:
    """Forget the presser."""
    return button("Forget all of it", "forgetme", style=discord.ButtonStyle.danger)


def menu(custom_id: str, placeholder: str, options: Options) -> discord.ui.Select[Layout]:
    """A menu of which one is picked; it has at most MOST_OPTIONS."""
    shown = [
        discord.SelectOption(label=cut(label, OPTION_LIMIT) or "…", value=value)
        for label, value in options[:MOST_OPTIONS]
    ]
    return discord.ui.Select(custom_id=custom_id, placeholder=cut(placeholder, OPTION_LIMIT), options=shown)
