"""The buttons of adding: each names its draft or event; whether the presser may, the library says."""

from enum import StrEnum

import discord

from bot.library.adding.answers import Purpose
from bot.ui.base import Button
from bot.ui.buttons import button, template


class Part(StrEnum):
    """What a form of the preview is about; the values stand in custom ids."""

    PEOPLE = "people"
    TAGS = "tags"
    RATING = "rating"


PARTS = {Part.PEOPLE: "Title and people", Part.TAGS: "Fandoms and tags", Part.RATING: "Rating and permission"}
"""What the buttons say that open the forms."""


def _kinds(*kinds: str) -> str:
    return rf"(?P<kind>{'|'.join(kinds)})"


ANOTHER = f"adding:{_kinds(Purpose.ADD, Purpose.PROPOSE)}"
ADDED = f"adds:{_kinds(Purpose.ADD, Purpose.PROPOSE)}"
DRAFTS = template("drafts", "first")
LOOK = template("look", "draft")
PASSAGE = template("beginning", "draft")
MEND = f"mend:{_kinds(*Part)}:" + template("", "draft")[1:]
MENDED = f"mended:{_kinds(*Part)}:" + template("", "draft")[1:]
AIM = template("aim", "draft", "story")
CONFIRM = f"confirm:{_kinds(Purpose.ADD, Purpose.EDIT)}:" + template("", "draft")[1:]
PROPOSE = template("propose", "draft")
DISCARD = template("discard", "draft")
UNDO = template("undo", "event")
UNPACK = template("unpack", "number")
UNPACKED = template("unpacked", "number")

NEW = 0
"""In place of a story's number: none of those that are there."""


def another(label: str = "Add another", purpose: Purpose = Purpose.ADD) -> Button:
    """Open the form for a story."""
    return button(label, "adding", purpose.value)


def added(purpose: Purpose) -> str:
    """The custom id of that form."""
    return f"adds:{purpose.value}"


def drafts(label: str, first: int, *, disabled: bool = False) -> Button:
    """Show one's own drafts, from so many on."""
    return button(label, "drafts", first, disabled=disabled)


def look(draft: int, label: str = "Look at it") -> Button:
    """Show a draft's preview."""
    return button(label, "look", draft)


def passage(draft: int) -> Button:
    """Show how a draft's story begins."""
    return button("First passage", "beginning", draft)


def mend(part: Part, draft: int) -> Button:
    """Open a form with a draft's fields."""
    return button(PARTS[part], "mend", part.value, draft)


def mended(part: Part, draft: int) -> str:
    """The custom id of that form."""
    return f"mended:{part.value}:{draft}"


def aim(label: str, draft: int, story: int = NEW) -> Button:
    """Choose the story that confirming brings up to date."""
    return button(label, "aim", draft, story)


def confirm(purpose: Purpose, draft: int, *, disabled: bool) -> Button:
    """Store a draft's story."""
    named = "Save" if purpose is Purpose.EDIT else "Confirm"
    return button(named, "confirm", purpose.value, draft, disabled=disabled, style=discord.ButtonStyle.success)


def propose(draft: int, *, disabled: bool) -> Button:
    """Put a draft before the moderators."""
    return button("Send for review", "propose", draft, disabled=disabled, style=discord.ButtonStyle.success)


def discard(draft: int) -> Button:
    """Throw a draft away."""
    return button("Discard", "discard", draft, style=discord.ButtonStyle.danger)


def undo(event: int, label: str = "Undo") -> Button:
    """Take back what was done."""
    return button(label, "undo", event)


def unpack(number: int) -> Button:
    """Ask why the stories of a ZIP may be shown, then add them; the ZIP is kept under a number."""
    return button("Add its stories", "unpack", number, style=discord.ButtonStyle.primary)


def unpacked(number: int) -> str:
    """The custom id of the form that asks."""
    return f"unpacked:{number}"
