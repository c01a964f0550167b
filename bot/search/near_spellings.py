"""Misspelt names: a spelling that hardly any story has beside one that many have, a typo away, in the same fandom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from bot.search.entities import Entity
from bot.search.normalise import romanise

FAR_MORE = 5
"""Times as many stories that the usual spelling must have."""
_LEAST_LETTERS = 5

_Slot = tuple[tuple[str, ...], str]
"""All parts of a name but one, and that one less a letter or as it is."""


def with_misspellings(entities: Sequence[Entity]) -> list[Entity]:
    """The entities, the misspelt ones with those whom they mean.

    On any doubt they stay apart: when a story lists both; when the word that differs is another person's too, or the
    first or last letter is another (Maria and Mario); when it may be a typo for two.
    """
    usual = _by_slots(entity for entity in entities if len(entity.card_ids) >= FAR_MORE)
    bearers = Counter(
        part for entity in entities for part in {part for spelling in entity.spellings for part in spelling}
    )
    joined: dict[str, list[Entity]] = defaultdict(list)
    gone: set[str] = set()
    for entity in entities:
        meant = _meant(entity, usual, bearers)
        if meant is not None:
            joined[meant.key].append(entity)
            gone.add(entity.key)
    return [_together(entity, joined.get(entity.key, ())) for entity in entities if entity.key not in gone]


def _by_slots(entities: Iterable[Entity]) -> dict[_Slot, list[Entity]]:
    found: dict[_Slot, list[Entity]] = defaultdict(list)
    for entity in entities:
        for slot in {slot for spelling in entity.spellings for _, slot in _slots(spelling)}:
            found[slot].append(entity)
    return found


def _slots(spelling: Sequence[str]) -> Iterator[tuple[str, _Slot]]:
    """Each long part, with all slots in which a name that differs by a typo in it can be met."""
    for place, part in enumerate(spelling):
        if len(part) < _LEAST_LETTERS:
            continue
        others = tuple(sorted(romanise(other) for other in (*spelling[:place], *spelling[place + 1 :])))
        yield part, (others, part)
        yield from ((part, (others, part[:n] + part[n + 1 :])) for n in range(len(part)))


def _meant(entity: Entity, usual: dict[_Slot, list[Entity]], bearers: Counter[str]) -> Entity | None:
    """The one of whose name that of somebody rare is a misspelling."""
    if len(entity.spellings) != 1:
        return None
    (spelling,) = entity.spellings
    near: dict[str, Entity] = {}
    for part, slot in _slots(spelling):
        if bearers[part] > 1:
            continue
        for other in usual.get(slot, ()):
            if other is not entity and other.key not in near and _is_typo_for(entity, other, spelling, part):
                near[other.key] = other
    return next(iter(near.values())) if len(near) == 1 else None


def _is_typo_for(rare: Entity, usual: Entity, spelling: Sequence[str], part: str) -> bool:
    if len(usual.card_ids) < FAR_MORE * len(rare.card_ids) or not rare.card_ids.isdisjoint(usual.card_ids):
        return False
    if not _scopes(rare) & _scopes(usual):
        return False
    rest = sorted(romanise(other) for other in spelling if other != part)
    return any(
        len(known) == len(spelling) and _one_letter_off(part, other) and rest == _without(known, other)
        for known in usual.spellings
        for other in known
    )


def _one_letter_off(part: str, known: str) -> bool:
    same_ends = part[0] == known[0] and part[-1] == known[-1]
    return same_ends and len(known) >= _LEAST_LETTERS and OSA.distance(part, known) == 1


def _without(spelling: Sequence[str], part: str) -> list[str]:
    return sorted(romanise(other) for other in spelling if other != part)


def _scopes(entity: Entity) -> frozenset[str]:
    return frozenset[str]().union(*(mention.scopes for mention in entity.mentions))


def _together(entity: Entity, others: Sequence[Entity]) -> Entity:
    if not others:
        return entity
    return Entity(entity.key, (*entity.mentions, *(mention for other in others for mention in other.mentions)))
