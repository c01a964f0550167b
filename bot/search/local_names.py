"""Names as one server uses them: what all share, under its own dictionary, through its gate."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import regex

from bot.search.aliases import NO_DICTIONARY, Alias, Dictionary, Name, Sense
from bot.search.entities import Entity, Shown
from bot.search.index import Kind, Resolution, Suggestion
from bot.search.labels import cut_label
from bot.search.lookup import LEFT_OUT, SPELLING
from bot.search.naming import Naming
from bot.search.normalise import fold
from bot.search.query.carried import Carried
from bot.search.rulings import parts_of

CLEARLY = SPELLING * 2 + LEFT_OUT
"""The worst that a name may fit where nobody asked for a name: in the words of a query."""
BESIDE = " / "
"""Stands between the people of a relationship."""

_PAIR = regex.compile(r"\([^()]*\)(*SKIP)(*FAIL)|\s*/\s*|\s+(?:&|\+|x|×)\s+", regex.IGNORECASE)
"""Between people, but not within the fandom in parentheses."""
_HAVING_ALL = 1000.0
"""What no name costs that has all the words typed, however misspelt."""
_MOST_PEOPLE = 6
_KINDS = {
    Sense.CHARACTER: Kind.CHARACTER,
    Sense.RELATIONSHIP: Kind.CHARACTER,
    Sense.FANDOM: Kind.FANDOM,
    Sense.TAG: Kind.TAG,
}
_OFFERED = 5
"""Most aliases among the suggestions."""
_LOOKED_AT = 50
"""Most aliases that are looked up for a suggestion: those that may not be shown here are passed over."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that a name asks for: a story must be among these. Several `entities` are a tie."""

    name: str
    card_ids: frozenset[int]
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """How a typed name was taken, and all that it asks for: two wishes for the people of a ship name."""

    resolution: Resolution
    wishes: tuple[Wish, ...]

    @property
    def card_ids(self) -> frozenset[int]:
        """The stories that have all of it."""
        first, *others = (wish.card_ids for wish in self.wishes)
        return first.intersection(*others)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as stories spell it, in how many, and whether any of them states it or it's only found in texts."""

    text: str
    stories: int
    stated: bool


class LocalNames:
    """Answers about names for one question. An alias counts as far as what it means may be shown."""

    def __init__(
        self,
        names: Mapping[Kind, Naming],
        carried: Mapping[Kind, Carried],
        shown: Shown,
        dictionary: Dictionary = NO_DICTIONARY,
    ) -> None:
        self._names = names
        self._carried = carried
        self._tags = carried[Kind.TAG]
        self._shown = shown
        self._dictionary = dictionary

    def suggest(self, kind: Kind, typed: str, limit: int) -> list[Suggestion]:
        """The server's aliases that begin so, then what the library knows, best first."""
        own = list(islice(self._aliases_like(kind, typed), min(limit, _OFFERED))) if typed.strip() else []
        if kind in self._carried:
            others = self._carried[kind].suggest(typed, self._shown, limit)
        else:
            others = self._names[kind].suggest(typed, self._shown, limit, self._dictionary.rulings)
        return [*own, *others][:limit]

    def resolve(self, kind: Kind, typed: str) -> Resolution:
        """What a finished name means here."""
        return self.take(kind, typed).resolution

    def take(self, kind: Kind, typed: str) -> Taken:
        """What a finished name means, and the stories with it; of a tie those of all who fit.

        An alias comes before any name but the very same one, and a misspelt alias after all names. Two characters with
        a slash between them are both meant.
        """
        exact = self._dictionary.exactly(typed) or self._as_offered(typed)
        taken = (self._by_alias(kind, typed, exact) if exact else None) or self._by_names(kind, typed)
        if not taken.resolution.names:
            near = (self._by_alias(kind, typed, alias) for alias in self._dictionary.nearest(typed))
            taken = next((one for one in near if one is not None), taken)
        return taken

    def whole(self, folded: str) -> dict[int, str]:
        """Stories with what all of a query is the name of, each with the reason."""
        meant: dict[int, str] = {}
        for kind in (Kind.FANDOM, Kind.CHARACTER):
            naming = self._names[kind]
            entities = naming.meant(folded, self._shown, CLEARLY, self._dictionary.rulings)
            for entity, label in zip(entities, naming.labels(entities, self._shown), strict=True):
                meant |= dict.fromkeys(entity.card_ids, f"{kind} {label}")
        alias = self._dictionary.exactly(folded)
        return meant | (self.by_alias(alias) if alias else {})

    def by_alias(self, alias: Alias) -> dict[int, str]:
        """Stories with what an alias stands for, each with the reason; none of what may not be shown."""
        taken = self._by_alias(_KINDS[alias.sense], alias.text, alias)
        return dict.fromkeys(taken.card_ids, f"alias {self.label_of(alias)}") if taken else {}

    def within(self, folded: str) -> tuple[str, dict[int, str]]:
        """A query without the aliases in it, and the stories with all that they stand for, each with the reason."""
        rest, aliases = self._dictionary.within(folded)
        found = [self.by_alias(alias) for alias in aliases]
        if not found or not rest:
            return folded, {}
        everywhere = set(found[0]).intersection(*found[1:])
        return rest, {card_id: " and ".join(one[card_id] for one in found) for card_id in everywhere}

    def label_of(self, alias: Alias) -> str:
        """An alias with what it stands for: "ShikaTema: Shikamaru Nara / Temari"; empty when that may not be shown."""
        meaning = self.meaning_of(alias)
        return cut_label(f"{alias.text}: {meaning}") if meaning else ""

    def meaning_of(self, alias: Alias) -> str:
        """What an alias stands for, as it's called here; empty when that may not be shown."""
        taken = self._by_alias(_KINDS[alias.sense], alias.text, alias)
        return taken.resolution.names[0] if taken and len(taken.resolution.names) == 1 else ""

    def tags(self, typed: str) -> tuple[str, ...]:
        """The tags that an alias stands for; none if it's no alias of a tag that may be shown."""
        alias = self._dictionary.exactly(typed)
        if alias is None or alias.sense is not Sense.TAG or not self.meaning_of(alias):
            return ()
        return tuple(name.text for name in alias.means)

    def tagged(self, typed: str) -> Resolution:
        """The tag that is called so; several on a tie."""
        found = self._tags.resolve(typed, self._shown)
        same = [name for name in found.names if fold(name) == fold(typed)]
        return replace(found, names=tuple(same[:1]) or found.names)

    def entities(self, kind: Kind, typed: str) -> list[Entity]:
        """All whom a name may mean here, or an alias."""
        return [entity for wish in self.take(kind, typed).wishes for entity in wish.entities]

    def called(self, kind: Kind, typed: str) -> list[Entity]:
        """Those whom a name clearly means in itself, whatever aliases say."""
        return self._names[kind].meant(typed, self._shown, CLEARLY, self._dictionary.rulings)

    def name_of(self, kind: Kind, entity: Entity) -> Name:
        """What a dictionary remembers an entity by."""
        naming = self._names[kind]
        return Name(entity.label(self._shown), naming.scope(entity, self._shown) if kind is Kind.CHARACTER else "")

    def labels(self, kind: Kind, entities: Sequence[Entity]) -> list[str]:
        """What entities are called here."""
        if kind is Kind.TAG:
            return [entity.label(self._shown) for entity in entities]
        return self._names[kind].labels(entities, self._shown)

    def spelt(self, name: Name) -> Entity | None:
        """The character with that very spelling, if a story may be shown that uses it."""
        entity = self._names[Kind.CHARACTER].exactly(name, self._dictionary.rulings)
        return entity if entity is not None and parts_of(name.text) in self._spelt(entity) else None

    def _spelt(self, entity: Entity) -> Iterable[tuple[str, ...]]:
        return (mention.parts for mention in entity.mentions if self._shown(mention.card_id))

    def spellings(self, entity: Entity) -> list[Spelling]:
        """Every spelling that shown stories use, the most frequent first."""
        stories: dict[str, dict[int, bool]] = defaultdict(dict)
        for mention in entity.mentions:
            if self._shown(mention.card_id):
                known = stories[mention.text]
                known[mention.card_id] = known.get(mention.card_id, False) or mention.stated
        found = [Spelling(text, len(ids), any(ids.values())) for text, ids in stories.items()]
        return sorted(found, key=lambda one: (-one.stories, one.text))

    def stories(self, entity: Entity) -> int:
        """How many shown stories name somebody."""
        return sum(map(self._shown, entity.card_ids))

    def stands_for(self, alias: Alias, people: Sequence[Entity]) -> bool:
        """Whether one of these is among those whom an alias means."""
        if _KINDS[alias.sense] is not Kind.CHARACTER:
            return False
        taken = self._by_alias(Kind.CHARACTER, alias.text, alias)
        return bool(taken) and any(entity in people for wish in taken.wishes for entity in wish.entities)

    def without(self, key: str) -> "LocalNames":
        """The same, less one alias."""
        return LocalNames(self._names, self._carried, self._shown, self._dictionary.without(key))

    def side_by_side(self, one: Entity, other: Entity) -> int:
        """How many shown stories name both."""
        return sum(map(self._shown, one.card_ids & other.card_ids))

    def _aliases_like(self, kind: Kind, typed: str) -> Iterable[Suggestion]:
        for alias in self._dictionary.beginning_with(typed)[:_LOOKED_AT]:
            named = Kind.CHARACTER if kind is Kind.RELATIONSHIP and alias.sense is Sense.RELATIONSHIP else kind
            taken = self._by_alias(named, alias.text, alias)
            if taken and (stories := sum(map(self._shown, taken.card_ids))):
                label = cut_label(f"{alias.text}: {' or '.join(taken.resolution.names)}")
                yield Suggestion(kind, label, stories=stories, value=alias.text)

    def _by_names(self, kind: Kind, typed: str) -> Taken:
        """One name; or several with slashes between them, unless all of it can be one."""
        names = [name for name in _PAIR.split(typed) if name.strip()] if kind is Kind.CHARACTER else []
        if not 1 < len(names) <= _MOST_PEOPLE:
            return self._by_name(kind, typed)
        as_one = self._by_name(kind, typed, _HAVING_ALL)
        if as_one.resolution.names:
            return as_one
        return self._together(typed, [self.take(kind, name) for name in names]) or as_one

    def _by_name(self, kind: Kind, typed: str, worst: float = math.inf) -> Taken:
        naming, rulings = self._names[kind], self._dictionary.rulings
        found = naming.meant(typed, self._shown, worst, rulings)
        if not found:
            nearest = tuple(naming.near_labels(typed, self._shown, rulings))
            return Taken(Resolution(typed, nearest=nearest), (Wish(typed, frozenset()),))
        return self._taken(kind, typed, found)

    def _taken(self, kind: Kind, typed: str, found: Sequence[Entity]) -> Taken:
        labels = tuple(self.labels(kind, found))
        card_ids = frozenset[int]().union(*(entity.card_ids for entity in found))
        key = found[0].key if len(found) == 1 and not found[0].made_of else ""
        among = None if key or len(found) > 1 else card_ids
        resolution = Resolution(typed, labels, key, keys=(key,) if key else (), among=among)
        return Taken(resolution, (Wish(" or ".join(labels), card_ids, tuple(found)),))

    def _by_alias(self, kind: Kind, typed: str, alias: Alias) -> Taken | None:
        """None unless it's of that kind, and all that it stands for may be shown."""
        if _KINDS[alias.sense] is not kind:
            return None
        return self._together(typed, [self._named(kind, name) for name in alias.means])

    def _as_offered(self, typed: str) -> Alias | None:
        """The alias that a suggestion's label stands for: "ShikaTema: Shikamaru Nara / Temari"."""
        head, colon, _ = typed.partition(":")
        alias = self._dictionary.exactly(head) if colon else None
        return alias if alias and fold(self.label_of(alias)) == fold(typed) else None

    def _named(self, kind: Kind, name: Name) -> Taken | None:
        if kind is Kind.TAG:
            found = [tag for tag in self._tags.meant(name.text, self._shown) if tag.key == fold(name.text)]
        else:
            one = self.spelt(name) if kind is Kind.CHARACTER else None
            found = [one] if one else self.called(kind, name.typed)
        return self._taken(kind, name.typed, found) if found else None

    def _together(self, typed: str, parts: Sequence[Taken | None]) -> Taken | None:
        """All of several; a tie in one of them is a tie of the whole. None if any of them means nothing."""
        known = [part for part in parts if part is not None and part.resolution.names]
        if not known or len(known) < len(parts):
            return None
        wishes = tuple(wish for part in known for wish in part.wishes)
        if len(known) == 1:
            one = known[0].resolution
            return Taken(Resolution(typed, one.names, one.key, keys=one.keys, among=one.among), wishes)
        labels = [""]
        for part in known:
            names = part.resolution.names[:_OFFERED]
            labels = [f"{label}{BESIDE if label else ''}{name}" for label in labels[:_OFFERED] for name in names]
        amongs = [part.resolution.among for part in known if part.resolution.among is not None]
        among = amongs[0].intersection(*amongs[1:]) if amongs else None
        keys = tuple(key for part in known for key in part.resolution.keys)
        return Taken(Resolution(typed, tuple(labels[:_OFFERED]), keys=keys, among=among), wishes)
