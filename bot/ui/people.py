"""Members and moments, as messages name them. Nobody is ever pinged: the bot allows no mention."""

from datetime import datetime


def member(user_id: int | None) -> str:
    """A member by their id; 0 is Ficus itself, and those who run it."""
    return f"<@{user_id}>" if user_id else "Ficus"


def moment(at: datetime) -> str:
    """A date and time, in the clock of whoever reads it."""
    return f"<t:{int(at.timestamp())}:f>"


def ago(at: datetime) -> str:
    """How long ago something was, counted by Discord: "3 days ago"."""
    return f"<t:{int(at.timestamp())}:R>"
