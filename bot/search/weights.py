"""How the list of a search is ordered: the one place with the weights.

A story's place is its likeness to the query, from 0 to about 1.1, with a little added for how readers like it and for
how new it is: never so much that a story which fits clearly better comes after one that fits worse. What then is equal
to two decimals goes by date.
"""

import math
from collections.abc import Callable, Mapping, Sequence

from bot.corpus.story import Card
from bot.search.query.terms import Sort
from bot.search.titles import newest_first

POPULARITY = 0.03
"""Added for the best liked of the stories found; the others get their share of it, by orders of magnitude."""
RECENCY = 0.02
"""Added for the newest of the stories found; half of it for each HALF_LIFE that a story is older."""
HALF_LIFE = 2 * 365
"""Days."""
DECIMALS = 2
_MOST_LIKED = 1e12

Scored = Mapping[int, tuple[float, str]]


def in_order(cards: Sequence[Card], scored: Scored, sort: Sort, popularity: Mapping[int, float]) -> list[Card]:
    """The stories that were found, in the order asked for. Nothing but they themselves decides it."""
    if sort is not Sort.BEST:
        return sorted(cards, key=lambda card: (_SORTS[sort](card), *newest_first(card), card.title.value))
    most = max((_liked(card, popularity) for card in cards), default=0.0)
    newest = max((-newest_first(card)[0] for card in cards), default=0)

    def place(card: Card) -> float:
        liked = math.log1p(_liked(card, popularity)) / math.log1p(most) if most > 0 else 0.0
        day = -newest_first(card)[0]
        recent = 0.5 ** ((newest - day) / HALF_LIFE) if day else 0.0
        return scored[card.id][0] + POPULARITY * liked + RECENCY * recent

    return sorted(cards, key=lambda card: (-round(place(card), DECIMALS), *newest_first(card), card.title.value))


def _liked(card: Card, popularity: Mapping[int, float]) -> float:
    return min(max(0.0, popularity.get(card.id, 0.0)), _MOST_LIKED)


def _published(card: Card) -> int:
    fact = card.published or card.updated
    return -fact.value.toordinal() if fact else 0


_SORTS: Mapping[Sort, Callable[[Card], int]] = {
    Sort.NEWEST: _published,
    Sort.UPDATED: lambda card: newest_first(card)[0],
    Sort.LONGEST: lambda card: -card.words,
    Sort.SHORTEST: lambda card: card.words,
}
