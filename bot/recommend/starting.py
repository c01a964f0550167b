"""Something to start with, when a reader names nothing: complete and short stories first, from many fandoms."""

from collections.abc import Mapping

from bot.corpus.story import Card, Origin, Status, values
from bot.recommend.features import length_of
from bot.search.fandoms import scopes_of
from bot.search.index import Length
from bot.search.normalise import fold

_STATUS: Mapping[Status | None, float] = {Status.COMPLETE: 0.4, None: 0.15, Status.IN_PROGRESS: 0.0}
_LENGTH: Mapping[Length, float] = {
    Length.DRABBLE: 0.15,
    Length.SHORT: 0.3,
    Length.MEDIUM: 0.25,
    Length.LONG: 0.1,
    Length.EPIC: 0.0,
}
_STATED = 0.1
_ALIKE_FANDOM, _ALIKE_LENGTH, _ALIKE_AUTHOR = 0.6, 0.15, 0.25


def welcome(card: Card) -> float:
    """How well a story serves somebody new to the library, from 0 to 1: finished, short, and well described."""
    status = card.status.value if card.status else None
    titled = card.title.origin is Origin.STATED
    summarised = card.summary is not None and card.summary.origin is Origin.STATED
    described = sum((titled, summarised, bool(card.authors)))
    return _STATUS[status] + _LENGTH[length_of(card)] + _STATED * described


def alike_at_a_glance(one: Card, other: Card) -> float:
    """From 0 to 1: same fandom, length and author, the things that make a varied list."""
    authors = {fold(author) for author in values(one.authors)} & {fold(author) for author in values(other.authors)}
    return (
        _ALIKE_FANDOM * bool(scopes_of(one) & scopes_of(other) or not (one.fandoms or other.fandoms))
        + _ALIKE_LENGTH * (length_of(one) is length_of(other))
        + _ALIKE_AUTHOR * bool(authors)
    )
