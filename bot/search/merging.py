"""Answers from two snapshots as one: what a library knew, and what has changed since. The two share no story."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.corpus.story import Card
from bot.search.index import Found, Resolution, Suggestion
from bot.search.matching import Matcher
from bot.search.normalise import fold
from bot.search.query.terms import Sort
from bot.search.weights import in_order

_NEAREST = 5

SameName = Callable[[str], bool]
"""Whether a label of the changed stories means whom the library knew already."""


def merge_suggestions(
    typed: str, known: Sequence[Suggestion], fresh: Iterable[Suggestion], limit: int
) -> list[Suggestion]:
    """Those of one label once, with the stories of both; new ones where their likeness to what is typed puts them."""
    merged = list(known)
    places = {(one.label, one.value, one.story_id): place for place, one in enumerate(merged)}
    new: list[Suggestion] = []
    for one in fresh:
        place = places.get((one.label, one.value, one.story_id))
        if place is None:
            new.append(one)
        else:
            merged[place] = replace(merged[place], stories=merged[place].stories + one.stories)
    if not typed.strip():
        return sorted([*merged, *new], key=lambda one: -one.stories)[:limit]
    if new:
        scores = Matcher([[fold(one.label)] for one in (*merged, *new)]).score(fold(typed)).tolist()
        likeness = {id(one): score for one, score in zip((*merged, *new), scores, strict=True)}
        for one in new:
            after = (place for place, other in enumerate(merged) if likeness[id(other)] < likeness[id(one)])
            merged.insert(next(after, len(merged)), one)
    return merged[:limit]


def merge_resolutions(known: Resolution, fresh: Resolution, is_same: SameName) -> Resolution:
    """What a name means: the one who goes by just that, if only one snapshot has such; else whoever fits in either."""
    if not fresh.names:
        nearest = tuple(dict.fromkeys((*known.nearest, *fresh.nearest)))[:_NEAREST]
        return known if known.names else replace(known, nearest=nearest)
    if not known.names:
        return fresh
    others = tuple(name for name in fresh.names if name not in known.names and not is_same(name))
    if not others:
        return known
    exactly = [any(fold(name) == fold(one.typed) for name in one.names) for one in (known, fresh)]
    if exactly[0] != exactly[1]:
        return known if exactly[0] else fresh
    return Resolution(known.typed, (*known.names, *others), kind=known.kind)


def merge_found(
    known: Found, fresh: Found, sort: Sort, popularity: Mapping[int, float], is_same: Callable[[Resolution, str], bool]
) -> Found:
    """The stories of both in one order; filters left out what they left out in both."""
    hits = {hit.card.id: hit for hit in (*known.hits, *fresh.hits)}
    cards: list[Card] = [hit.card for hit in hits.values()]
    order = in_order(cards, {card_id: (hit.score, hit.why) for card_id, hit in hits.items()}, sort, popularity)
    told = known if all(one.names for one in known.understood) or not fresh.hits else fresh
    understood = told.understood
    if len(known.understood) == len(fresh.understood):
        pairs = zip(known.understood, fresh.understood, strict=True)
        understood = tuple(merge_resolutions(one, other, _same_as(one, is_same)) for one, other in pairs)
    return replace(
        told,
        hits=tuple(hits[card.id] for card in order),
        understood=understood,
        removed=_sums(known.removed, fresh.removed),
        left_out=_sums(known.left_out, fresh.left_out),
        nearest=() if hits else tuple(dict.fromkeys((*known.nearest, *fresh.nearest)))[:_NEAREST],
    )


def _same_as(resolution: Resolution, is_same: Callable[[Resolution, str], bool]) -> SameName:
    return lambda name: is_same(resolution, name)


def _sums(known: tuple[tuple[str, int], ...], fresh: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """By position: a filter may be called by another name where nobody has the one that was typed."""
    if len(known) != len(fresh):
        return known
    return tuple((name, count + other) for (name, count), (_, other) in zip(known, fresh, strict=True))
