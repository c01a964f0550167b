"""The buttons of review: each names its item; whether the presser may decide, the library says."""

import discord

from bot.ui.base import Button
from bot.ui.buttons import button, template

APPROVE = template("approve", "item")
DECLINE = template("decline", "item")
DECLINED = template("declined", "item")
EDIT = template("amend", "item")
WHO = template("who", "item")
RELEASE = template("release", "item")
RELEASED = template("released", "item")
KEEP = template("keep", "item")
KEPT = template("kept", "item")
DISMISS = template("dismiss", "item")
HIDE = template("hide", "item")
HIDDEN = template("hidden", "item")
RATE = template("rate", "item")
RATED = template("rated", "item")
INSIDE = template("inside", "story")
LEAF = template("leaf", "story", "page")
OPEN = template("item", "item")
LIST = template("waiting", "first")
OUTCOME = template("outcome", "draft")

GOOD, BAD = discord.ButtonStyle.success, discord.ButtonStyle.danger


def approve(item: int, label: str = "Approve") -> Button:
    """Add a proposed story, or confirm a claim."""
    return button(label, "approve", item, style=GOOD)


def decline(item: int, label: str = "Decline") -> Button:
    """Ask why, then turn a proposal or a claim down."""
    return button(label, "decline", item, style=BAD)


def edit(item: int) -> Button:
    """Open the draft with its forms."""
    return button("Edit", "amend", item)


def who(item: int) -> Button:
    """Tell what is known of a story's author."""
    return button("Who is the author?", "who", item)


def release(item: int) -> Button:
    """Ask for a rating, then list a held story."""
    return button("Release", "release", item, style=GOOD)


def keep(item: int, label: str = "Keep held") -> Button:
    """Ask why, then leave a story as it is."""
    return button(label, "keep", item)


def dismiss(item: int, label: str = "Show again") -> Button:
    """The reports are wrong."""
    return button(label, "dismiss", item, style=GOOD)


def hide(item: int, label: str = "Keep hidden") -> Button:
    """The reports are right: ask why, then hide the story here."""
    return button(label, "hide", item, style=BAD)


def rate(item: int) -> Button:
    """Ask for the right rating of a reported story."""
    return button("Rate", "rate", item)


def inside(story: int) -> Button:
    """Read a story that readers may not see: whoever decides on it looks first."""
    return button("Read it", "inside", story)


def leaf(label: str, story: int, page: int, *, disabled: bool = False) -> Button:
    """Go to another page of it."""
    return button(label, "leaf", story, page, disabled=disabled)


def open_item(item: int, *, disabled: bool = False) -> Button:
    """Show an item to the presser alone."""
    return button("Open", "item", item, disabled=disabled)


def waiting(label: str, first: int, *, disabled: bool = False) -> Button:
    """Show what waits, from so many items on."""
    return button(label, "waiting", first, disabled=disabled)


def outcome(draft: int) -> Button:
    """Tell a proposer what became of their proposal."""
    return button("Where is it?", "outcome", draft)
