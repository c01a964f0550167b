"""What a server's rulings make of the characters that all servers share: some joined, some split."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bot.search.aliases import Name, Ruling, Verdict
from bot.search.entities import Entity, Mention
from bot.search.fandoms import fandom_scopes, fits_scope
from bot.search.normalise import name_spellings

Holders = Callable[[Iterable[str]], Sequence[Entity]]
"""All entities that have a spelling of just these parts, in any order."""

_Parts = tuple[str, ...]


class Ruled:
    """The entities that rulings make, beside those that they take apart or together.

    A ruling on names of which the library knows none, or several, changes nothing.
    """

    def __init__(self, rulings: Iterable[Ruling], holders: Holders) -> None:
        self._holders = holders
        self._made: dict[str, tuple[Entity, ...]] = {}
        """By the key of the shared entity, what stands for it."""
        in_order = sorted(rulings, key=lambda ruling: ruling.key)
        for ruling in in_order:
            if ruling.verdict is Verdict.TWO:
                self._split(ruling)
        for ruling in in_order:
            if ruling.verdict is Verdict.ONE:
                self._join(ruling)

    def of(self, entity: Entity) -> tuple[Entity, ...]:
        """Those who stand for a shared entity; it alone where nothing was ruled."""
        return self._made.get(entity.key, (entity,))

    def find(self, name: Name) -> Entity | None:
        """The one who has that spelling, in that fandom if it says one."""
        parts = parts_of(name.text)
        held = {piece.key: piece for entity in self._holders(parts) for piece in self.of(entity)}
        found = [entity for entity in held.values() if _has(entity, parts) and _is_in(entity, name.fandom)]
        return found[0] if len(found) == 1 else None

    def _split(self, ruling: Ruling) -> None:
        left, right = ruling.names
        one, other = parts_of(left.text), parts_of(right.text)
        if sorted(one) == sorted(other):
            return
        whole = self.find(left)
        if whole is None or self.find(right) is not whole:
            return
        pieces = _taken_apart(whole, one, other)
        for origin in whole.origins:
            self._made[origin] = tuple(
                p for known in self._made.get(origin, (whole,)) for p in _instead(known, whole, pieces)
            )

    def _join(self, ruling: Ruling) -> None:
        one, other = (self.find(name) for name in ruling.names)
        if one is None or other is None or one is other:
            return
        joined = Entity(f"{one.key}+{other.key}", (*one.mentions, *other.mentions), one.origins | other.origins)
        gone = {one.key: joined, other.key: joined}
        for origin in joined.origins:
            known = self._made.get(origin) or tuple(entity for entity in (one, other) if entity.key == origin)
            self._made[origin] = tuple({piece.key: piece for piece in (gone.get(p.key, p) for p in known)}.values())


def parts_of(name: str) -> _Parts:
    """The folded words of a name, as it's given in full."""
    return next(iter(name_spellings(name)), ())


def _has(entity: Entity, parts: _Parts) -> bool:
    return any(sorted(spelling) == sorted(parts) for spelling in entity.spellings)


def _is_in(entity: Entity, fandom: str) -> bool:
    """Whether any story places it there; one without a fandom may be anywhere."""
    scopes = frozenset[str]().union(*(mention.scopes for mention in entity.mentions))
    hint = fandom_scopes(fandom) if fandom else frozenset[str]()
    return not hint or not scopes or any(fits_scope(hint, scope) for scope in scopes)


def _instead(known: Entity, whole: Entity, pieces: tuple[Entity, ...]) -> tuple[Entity, ...]:
    return pieces if known.key == whole.key else (known,)


def _taken_apart(whole: Entity, one: _Parts, other: _Parts) -> tuple[Entity, ...]:
    """Two of one. What has neither spelling goes with the words that only one of them has, else with whoever the same
    story names, else with the one whom more stories have.
    """
    sides: tuple[list[Mention], list[Mention]] = ([], [])
    left: list[Mention] = []
    for mention in whole.mentions:
        side = _side(mention.parts, one, other)
        left.append(mention) if side is None else sides[side].append(mention)
    stories = [{mention.card_id for mention in side} for side in sides]
    more = 0 if len(stories[0]) >= len(stories[1]) else 1
    for mention in left:
        named = [mention.card_id in ids for ids in stories]
        sides[named.index(True) if named.count(True) == 1 else more].append(mention)
    return tuple(
        Entity(f"{whole.key}={' '.join(sorted(parts))}", tuple(mentions), whole.origins)
        for parts, mentions in zip((one, other), sides, strict=True)
    )


def _side(parts: _Parts, one: _Parts, other: _Parts) -> int | None:
    """Which of two spellings a third one is nearer to: 0, 1 or neither."""
    if sorted(parts) in (sorted(one), sorted(other)):
        return 0 if sorted(parts) == sorted(one) else 1
    own = Counter({0: len(set(parts) & (set(one) - set(other))), 1: len(set(parts) & (set(other) - set(one)))})
    return None if own[0] == own[1] else own.most_common(1)[0][0]
