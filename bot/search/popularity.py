"""How popular a story is, as one number: what readers like, and a little for what is recent."""

from datetime import date

from bot.corpus.story import Card

_FROM = date(1990, 1, 1).toordinal()
_DAYS = 50 * 365
_RECENT = 10.0
"""What being of today is worth in likes, beside being from before the web: enough to decide between equals."""


def popularity_of(card: Card, likes: float = 0.0) -> float:
    """A count, of which indexes take the logarithm. Doesn't depend on today, so that it needn't be worked out anew."""
    moment = card.updated or card.published
    age = (moment.value.toordinal() - _FROM) / _DAYS if moment else 0.0
    return max(0.0, likes) + _RECENT * min(1.0, max(0.0, age))
