"""Characters under their many spellings: who is who in the library, by plain spelling, romanisation and fandom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from bot.corpus.story import Card, Origin
from bot.search.entities import Entity, Mention
from bot.search.fandoms import fandom_scopes, scopes_of
from bot.search.normalise import name_hint, name_parts, romanise

Plain = tuple[str, ...]

_PLAIN = "="
_LEAST_LETTERS = 4


def mentions_of(card: Card) -> Iterator[Mention]:
    """The characters of a card. A parenthesis, "Damar (Star Trek)", says of which fandom; else the card does."""
    scopes = scopes_of(card)
    for fact in card.characters:
        parts = name_parts(fact.value)
        if not parts:
            continue
        hint = name_hint(fact.value)
        text = fact.value.partition("(")[0].strip() if hint else fact.value.strip()
        yield Mention(card.id, text, parts, fact.origin is Origin.STATED, fandom_scopes(hint) if hint else scopes)


def gather_characters(cards: Iterable[Card]) -> list[Entity]:
    """All characters of the cards.

    Full names are one when their romanised parts agree in any order, unless one story lists both spellings. A name of
    one part joins the only full name of its fandom that has the part; otherwise it stays by itself, in its fandom.
    """
    full: list[Mention] = []
    single: list[Mention] = []
    for card in cards:
        for mention in mentions_of(card):
            (full if len(mention.parts) > 1 else single).append(mention)
    return _with_singles(_full_names(full), single)


def _full_names(mentions: Iterable[Mention]) -> list[tuple[str, list[Mention]]]:
    """Keys of full names with their mentions."""
    groups: dict[str, dict[Plain, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        plain = tuple(sorted(mention.parts))
        groups[" ".join(sorted(map(romanise, plain)))][plain].append(mention)
    return [named for key, spellings in groups.items() for named in _people(key, spellings)]


def _people(key: str, spellings: dict[Plain, list[Mention]]) -> Iterator[tuple[str, list[Mention]]]:
    """Spellings of one romanised key are one person, except those that a story lists side by side."""
    people: list[tuple[Plain, list[Mention], set[int]]] = []
    for plain, mentions in sorted(spellings.items(), key=lambda item: (-len(item[1]), item[0])):
        card_ids = {mention.card_id for mention in mentions}
        same = next((person for person in people if person[2].isdisjoint(card_ids)), None)
        if same is None:
            people.append((plain, list(mentions), card_ids))
        else:
            same[1].extend(mentions)
            same[2].update(card_ids)
    for plain, mentions, _ in people:
        yield (key if len(people) == 1 else f"{key}={' '.join(plain)}"), mentions


def _with_singles(people: list[tuple[str, list[Mention]]], singles: list[Mention]) -> list[Entity]:
    homes = _Homes(people)
    alone: dict[str, list[Mention]] = defaultdict(list)
    joined: dict[int, list[Mention]] = defaultdict(list)
    for mention in singles:
        home = homes.find(mention)
        if home is None:
            alone[mention.parts[0]].append(mention)
        else:
            joined[home].append(mention)
    entities = [Entity(key, (*mentions, *joined[number])) for number, (key, mentions) in enumerate(people)]
    return [*entities, *(entity for part, found in alone.items() for entity in _alone(part, found, homes))]


class _Homes:
    """Which full name a name of one part belongs to."""

    def __init__(self, people: list[tuple[str, list[Mention]]]) -> None:
        self._plain: dict[str, set[int]] = defaultdict(set)
        self._romanised: dict[str, set[int]] = defaultdict(set)
        self._scopes = [frozenset[str]().union(*(mention.scopes for mention in found)) for _, found in people]
        self._card_ids = [{mention.card_id for mention in found} for _, found in people]
        for number, (_, mentions) in enumerate(people):
            for part in {part for mention in mentions for part in mention.parts}:
                self._plain[part].add(number)
                self._romanised[romanise(part)].add(number)

    def has(self, part: str) -> bool:
        """Whether any full name has this part."""
        return part in self._plain

    def find(self, mention: Mention) -> int | None:
        """The one full name that has the part and a fandom in common; plain spelling first, then romanised.

        A romanised match is no match if the same story lists the full name too: then they are two people.
        """
        part = mention.parts[0]
        plain = self._near(self._plain.get(part, set()), mention)
        if plain:
            return plain[0] if len(plain) == 1 else None
        near = self._near(self._romanised.get(romanise(part), set()), mention)
        if len(near) == 1 and mention.card_id not in self._card_ids[near[0]]:
            return near[0]
        return None

    def _near(self, numbers: set[int], mention: Mention) -> list[int]:
        return [number for number in numbers if not mention.scopes or mention.scopes & self._scopes[number]]


def _alone(part: str, mentions: list[Mention], homes: _Homes) -> Iterator[Entity]:
    """People known by this one part, told apart by fandom."""
    groups: list[tuple[set[str], list[Mention]]] = []
    for mention in mentions:
        near = [group for group in groups if group[0] & mention.scopes or not (group[0] or mention.scopes)]
        merged = (set(mention.scopes).union(*(group[0] for group in near)), [m for _, ms in near for m in ms])
        merged[1].append(mention)
        groups = [group for group in groups if group not in near] + [merged]
    needs_scope = len(groups) > 1 or homes.has(part)
    for scopes, found in groups:
        yield Entity(f"{part}|{min(scopes)}" if scopes else part, tuple(found), needs_scope)


class KnownNames:
    """Stated characters by any spelling of their names, for finding them in stories that list none."""

    def __init__(self, characters: Iterable[Entity]) -> None:
        self._labels: dict[str, dict[str, str]] = defaultdict(dict)
        for entity in characters:
            stated = [mention for mention in entity.mentions if mention.stated]
            if stated:
                self._add(entity.key, stated)

    def find(self, spelling: str) -> str | None:
        """The label of the one character who goes by that full name or, at 4 letters or more, by that part of it."""
        parts = name_parts(spelling)
        for key in (_PLAIN + " ".join(sorted(parts)), " ".join(sorted(map(romanise, parts)))):
            labels = self._labels.get(key, {})
            if labels:
                return next(iter(labels.values())) if len(labels) == 1 else None
        return None

    def _add(self, key: str, stated: list[Mention]) -> None:
        fullest = max(len(mention.parts) for mention in stated)
        times = Counter(mention.text for mention in stated if len(mention.parts) == fullest)
        label = min(times, key=lambda text: (-times[text], text))
        for mention in stated:
            names = [mention.parts, *((part,) for part in mention.parts if len(part) >= _LEAST_LETTERS)]
            for name in names:
                self._labels[_PLAIN + " ".join(sorted(name))][key] = label
                self._labels[" ".join(sorted(map(romanise, name)))][key] = label
