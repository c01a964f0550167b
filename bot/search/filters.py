"""The wishes of a request that a story meets or not, and the words for them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.corpus.story import Card, Status
from bot.search.index import LENGTHS, Length, Request


@dataclass(frozen=True, slots=True)
class Filter:
    """One wish: what it's called to the reader, and whether a story meets it."""

    name: str
    keeps: Callable[[Card], bool]


def fact_filters(request: Request) -> list[Filter]:
    """Filters on what a card says of itself: rating, complete, length."""
    filters: list[Filter] = []
    if request.rating is not None:
        filters.append(Filter(f"rating {request.rating}", lambda card: card.rating.value == request.rating))
    if request.complete is not None:
        wanted = Status.COMPLETE if request.complete else Status.IN_PROGRESS
        filters.append(Filter(str(wanted), lambda card: card.status is not None and card.status.value == wanted))
    if request.length is not None:
        filters.append(_length_filter(request.length))
    return filters


def _length_filter(length: Length) -> Filter:
    least, less = LENGTHS[length]
    return Filter(f"length {length}", lambda card: least <= card.words and (less is None or card.words < less))


def named_filter(kind: str, name: str, card_ids: frozenset[int]) -> Filter:
    """A filter on a character or fandom, whose stories are known by id."""
    return Filter(f"{kind} {name}", lambda card: card.id in card_ids)


def sift(cards: Iterable[Card], filters: Sequence[Filter]) -> tuple[list[Card], tuple[tuple[str, int], ...]]:
    """What passes all filters, and how many each one left out of what the ones before it kept."""
    kept = list(cards)
    removed: list[tuple[str, int]] = []
    for each in filters:
        passing = [card for card in kept if each.keeps(card)]
        removed.append((each.name, len(kept) - len(passing)))
        kept = passing
    return kept, tuple(removed)
