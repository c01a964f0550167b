"""The forms of review: a reason, a rating."""

from collections.abc import Mapping

import discord

from bot.corpus.story import Rating
from bot.errors import RefusedError
from bot.ui.base import Form

REASON, RATING = "reason", "rating"
"""The custom ids of the fields."""

REASON_LIMIT = 400

RATINGS = (Rating.GENERAL, Rating.TEEN, Rating.MATURE, Rating.EXPLICIT)
"""What a moderator can say of a story that they have looked at."""


class ReasonForm(Form):
    """Asks why."""

    def __init__(self, title: str, custom_id: str, hint: str, *, required: bool = True) -> None:
        super().__init__(title, custom_id)
        self.add_item(_reason(hint, required=required))


class RatingForm(Form):
    """Asks for a rating, and perhaps why."""

    def __init__(self, title: str, custom_id: str, hint: str, reason: str = "") -> None:
        super().__init__(title, custom_id)
        options = [discord.SelectOption(label=rating.value, value=rating.value) for rating in RATINGS]
        select = discord.ui.Select[discord.ui.LayoutView](custom_id=RATING, options=options, required=True)
        self.add_item(discord.ui.Label(text="Rating", description=hint, component=select))
        if reason:
            self.add_item(_reason(reason, required=False))


def _reason(hint: str, *, required: bool) -> discord.ui.Label[discord.ui.LayoutView]:
    entry = discord.ui.TextInput[discord.ui.LayoutView](
        custom_id=REASON, style=discord.TextStyle.paragraph, required=required, max_length=REASON_LIMIT
    )
    return discord.ui.Label(text="Reason" if required else "Reason, if you like", description=hint, component=entry)


def rating_in(fields: Mapping[str, str]) -> Rating:
    """The rating that was picked. Raises RefusedError when it's none that the form offers."""
    if fields.get(RATING) not in RATINGS:
        raise RefusedError("Choose one of the ratings in the list.")
    return Rating(fields[RATING])
