"""The buttons of authors: each names a story or a claim; whether it's the presser's, the library says."""

import discord

from bot.ui.base import Button
from bot.ui.buttons import button, template

MINE = template("mine", "first")
OWN = template("own", "story")
PERMIT = template("permit", "story")
PERMITTED = template("permitted", "story")
LIMIT = template("limit", "story")
LIMITED = template("limited", "story")
WARN = template("warn", "story")
WARNED = template("warned", "story")
PASSAGES = template("passages", "story", "number")
PICK = template("pick", "story", "passage")
WITHDRAW = template("withdraw", "story")
SURE = template("sure", "story")
WITHDRAWN = template("withdrawn", "story")
STAY = template("stay")
LIFT = template("lift", "story")
UNCLAIM = template("unclaim", "claim")
ALL_OF = template("takeout", "number")
ALL_SURE = template("takenout", "number")

NONE = 0
"""In place of a passage's number: no favourite."""


def mine(label: str, first: int, *, disabled: bool = False) -> Button:
    """List the presser's stories, from so many on."""
    return button(label, "mine", first, disabled=disabled)


def own(story: int, label: str = "Open") -> Button:
    """Show what the author of a story can do with it."""
    return button(label, "own", story)


def permit(story: int) -> Button:
    """Ask how much of a story may be shown."""
    return button("Permission", "permit", story)


def limit(story: int) -> Button:
    """Ask how long an excerpt of a story may be."""
    return button("Excerpt length", "limit", story)


def warn(story: int) -> Button:
    """Ask which warnings to add to a story."""
    return button("Add warnings", "warn", story)


def passages(story: int, number: int = 1, label: str = "Favourite passage", *, disabled: bool = False) -> Button:
    """Leaf through a story's passages, to pick one; they're counted from 1."""
    return button(label, "passages", story, number, disabled=disabled)


def pick(story: int, passage: int, label: str) -> Button:
    """Make a passage the favourite."""
    return button(label, "pick", story, passage, style=discord.ButtonStyle.primary)


def withdraw(story: int, label: str = "Withdraw") -> Button:
    """Say what withdrawing does, and ask whether it's meant."""
    return button(label, "withdraw", story, style=discord.ButtonStyle.danger)


def sure(story: int) -> Button:
    """Ask for the reason, then withdraw."""
    return button("Yes, withdraw it", "sure", story, style=discord.ButtonStyle.danger)


def stay() -> Button:
    """Leave things as they are."""
    return button("No, leave it", "stay")


def lift(story: int) -> Button:
    """Let a withdrawn story come back."""
    return button("Let it come back", "lift", story)


def unclaim(claim: int, name: str = "") -> Button:
    """Forget a claim, of the presser's or one that they confirmed."""
    return button(f"Take back {name}" if name else "Take it back", "unclaim", claim)


def all_of(number: int) -> Button:
    """Ask whether all stories of the author, whose name is kept under a number, shall be withdrawn."""
    return button("Withdraw what is here", "takeout", number, style=discord.ButtonStyle.danger)


def all_sure(number: int) -> Button:
    """Withdraw them."""
    return button("Yes, withdraw them all", "takenout", number, style=discord.ButtonStyle.danger)
