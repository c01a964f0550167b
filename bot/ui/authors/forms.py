"""The forms of authors: how much is shown, how long excerpts are, which warnings to add, why a story goes."""

from collections.abc import Mapping

import discord

from bot.corpus.story import Card, Permission
from bot.errors import RefusedError
from bot.ui.base import Form, Layout

CHOICE, WARNINGS, REASON = "choice", "warnings", "reason"
"""The custom ids of the fields."""

PERMISSIONS = {
    Permission.FULL: ("The whole text", "Readers can read it here page by page"),
    Permission.EXCERPTS: ("Excerpts only", "Passages are shown; the rest is read where you publish"),
    Permission.CARD: ("Card only", "Title, people, summary and link, no text"),
}

LENGTHS = (300, 500, 800, 1000, 1500)
"""The most characters that an excerpt may have, as offered."""

AS_USUAL = "0"
"""The choice of no limit."""


class PermissionForm(Form):
    """Asks how much of a story may be shown."""

    def __init__(self, card: Card) -> None:
        super().__init__("What may be shown", f"permitted:{card.id}")
        options = [
            discord.SelectOption(
                label=label, value=permission.value, description=means, default=permission is card.permission
            )
            for permission, (label, means) in PERMISSIONS.items()
        ]
        self.add_item(_select("Readers here may see", options))


class LengthForm(Form):
    """Asks how long an excerpt may be."""

    def __init__(self, card: Card) -> None:
        super().__init__("Length of excerpts", f"limited:{card.id}")
        usual = discord.SelectOption(label="As long as usual", value=AS_USUAL, default=card.excerpt_characters is None)
        options = [
            discord.SelectOption(
                label=f"{length:,} characters at most", value=str(length), default=length == card.excerpt_characters
            )
            for length in LENGTHS
        ]
        self.add_item(_select("An excerpt may have", [usual, *options]))


class WarningsForm(Form):
    """Asks for warnings to add."""

    def __init__(self, card: Card) -> None:
        super().__init__("Add warnings", f"warned:{card.id}")
        entry = discord.ui.TextInput[Layout](custom_id=WARNINGS, style=discord.TextStyle.paragraph, max_length=600)
        hint = "Apart by commas, or one a line. Those that are there stay."
        self.add_item(discord.ui.Label(text="Warnings", description=hint, component=entry))


class WithdrawForm(Form):
    """Asks why, which may stay unsaid."""

    def __init__(self, story: int) -> None:
        super().__init__("Withdraw it", f"withdrawn:{story}")
        entry = discord.ui.TextInput[Layout](
            custom_id=REASON, style=discord.TextStyle.paragraph, required=False, max_length=400
        )
        hint = "For the moderators' history. Readers never see it."
        self.add_item(discord.ui.Label(text="Reason, if you like", description=hint, component=entry))


def _select(text: str, options: list[discord.SelectOption]) -> discord.ui.Label[Layout]:
    return discord.ui.Label(text=text, component=discord.ui.Select[Layout](custom_id=CHOICE, options=options))


def permission_in(fields: Mapping[str, str]) -> Permission:
    """What was picked. Raises RefusedError when it's nothing that the form offers."""
    if fields.get(CHOICE) not in list(Permission):
        raise RefusedError("Choose how much may be shown from the list.")
    return Permission(fields[CHOICE])


def length_in(fields: Mapping[str, str]) -> int | None:
    """What was picked; None for no limit. Raises RefusedError when it's nothing that the form offers."""
    picked = fields.get(CHOICE, "")
    if picked not in {AS_USUAL, *map(str, LENGTHS)}:
        raise RefusedError("Choose a length from the list.")
    return None if picked == AS_USUAL else int(picked)


def warnings_in(fields: Mapping[str, str]) -> list[str]:
    """The warnings that were typed, apart by commas or lines."""
    parts = fields.get(WARNINGS, "").replace("\n", ",").split(",")
    return [part.strip() for part in parts if part.strip()]
