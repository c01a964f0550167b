"""What an answer says of the query: how it was understood, what may have been meant, and how to ask for less."""

from collections.abc import Sequence

from bot.search.index import Request, Way
from bot.search.query.reading import Reading
from bot.search.query.sought import Sought
from bot.search.query.terms import Sort, Wish
from bot.search.query.values import cut_quote

PLAIN_OPTIONS = frozenset({"character", "fandom", "rating", "complete", "length", "sort"})
"""Options with little to misunderstand: they alone need no line that says how they were taken."""

_ORDERS = {
    Sort.NEWEST: "newest first",
    Sort.UPDATED: "last updated first",
    Sort.LONGEST: "longest first",
    Sort.SHORTEST: "shortest first",
}


def read_out(reading: Reading, filters: Sequence[Sought]) -> tuple[str, ...]:
    """The query, part by part; nothing when it is no more than words."""
    query = reading.query
    plain = all(each.wish.option in PLAIN_OPTIONS for each in filters)
    if plain and query.sort is None and len(query.alternatives) <= 1:
        return ()
    words = (" or ".join(f'"{cut_quote(text)}"' for text in query.alternatives),) if query.alternatives else ()
    order = (_ORDERS[reading.sort],) if reading.sort in _ORDERS else ()
    return (*words, *dict.fromkeys(each.said for each in filters), *order)


def corrected(request: Request, reading: Reading, filters: Sequence[Sought]) -> tuple[Way, ...]:
    """The query with what may have been meant in place of what was written."""
    ways = [Way(one.part, one.query) for one in reading.query.corrections]
    for each in filters:
        minus = "-" if each.wish.excluded else ""
        for label, part in each.meaning.instead:
            if not each.wish.option:
                ways.append(Way(label, _replaced(request.query, each.wish, minus + part)))
    return tuple(ways)


def without(request: Request, filters: Sequence[Sought]) -> tuple[Way, ...]:
    """One way for each of these filters: the same question without it."""
    ways = [
        Way(f"Without {each.wish.option}", option=each.wish.option)
        if each.wish.option
        else Way(f"Without {request.query[each.wish.start : each.wish.end]}", _replaced(request.query, each.wish, ""))
        for each in filters
    ]
    return tuple(dict.fromkeys(ways))


def _replaced(query: str, wish: Wish, part: str) -> str:
    return " ".join(f"{query[: wish.start]} {part} {query[wish.end :]}".split())
