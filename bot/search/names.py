"""Characters under their many spellings: who is who in the library, by plain spelling, romanisation and fandom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from bot.corpus.story import Card, Origin
from bot.search.entities import Entity, Mention
from bot.search.epithets import is_variant_of
from bot.search.fandoms import scopes_hinted, scopes_of
from bot.search.joining import Groups
from bot.search.kinship import Kinship
from bot.search.near_spellings import with_misspellings
from bot.search.normalise import name_hint, name_spellings, romanise

Plain = tuple[str, ...]
Listed = tuple[Mention, ...]
"""One entry of a card's list, with a mention for each name that it gives the person; the fullest first."""
Person = tuple[str, list[Mention]]
"""A key, and all mentions."""


def gather_characters(cards: Iterable[Card]) -> list[Entity]:
    """All characters of the cards.

    Full names are one when their romanised parts agree in any order, and their fandoms too, unless one story lists both
    spellings. A name of one part joins the only full name of its fandom that has the part; otherwise it stays by
    itself, in its fandom. A misspelling that hardly any story has joins the usual spelling.
    """
    cards = tuple(cards)
    known = frozenset[str]().union(*map(scopes_of, cards))
    listed = _without_false_aliases([one for card in cards for one in _listed_by(card, known)])
    full = [one for one in listed if len(one) > 1 or any(len(mention.parts) > 1 for mention in one)]
    singles = [mention for one in listed if len(one) == 1 for mention in one if len(mention.parts) == 1]
    return with_misspellings(_with_singles(_full_names(full, Kinship(cards)), singles))


def _listed_by(card: Card, known: frozenset[str]) -> Iterator[Listed]:
    """The characters of a card. A parenthesis, "Damar (Star Trek)", says of which of the known fandoms."""
    scopes = scopes_of(card)
    for fact in card.characters:
        hint = name_hint(fact.value)
        text = (fact.value.partition("(")[0] if hint else fact.value).strip()
        hinted = scopes_hinted(hint, scopes, known) if hint else scopes
        stated = fact.origin is Origin.STATED
        spellings = name_spellings(text)
        listed = tuple(Mention(card.id, reads, parts, stated, hinted) for parts, reads in spellings.items())
        if listed:
            yield listed


def _without_false_aliases(listed: Sequence[Listed]) -> list[Listed]:
    """Entries, those taken apart whose names some story lists side by side: "Naruto | Sasuke" is no one's name."""
    stories: dict[str, set[int]] = defaultdict(set)
    for one in listed:
        if len(one) == 1:
            stories[_key(one[0])].add(one[0].card_id)
    kept: list[Listed] = []
    for one in listed:
        seen = [stories.get(_key(mention), set[int]()) for mention in one]
        false = any(seen[n] & other for n in range(len(seen)) for other in seen[n + 1 :])
        kept += ((mention,) for mention in one) if false else (one,)
    return kept


def _key(mention: Mention) -> str:
    return " ".join(sorted(map(romanise, mention.parts)))


def _full_names(listed: Iterable[Listed], kinship: Kinship) -> list[Person]:
    """People known by a full name, or by several names."""
    groups = Groups()
    entries: dict[str, list[Listed]] = defaultdict(list)
    for one in listed:
        keys = [_key(mention) for mention in one if len(mention.parts) > 1] or [_key(one[0])]
        groups.join(keys)
        entries[keys[0]].append(one)
    gathered: dict[str, list[Listed]] = defaultdict(list)
    for key, found in entries.items():
        gathered[groups.lead(key)] += found
    return [person for key, found in gathered.items() for person in _people(key, found, kinship)]


def _people(key: str, listed: Iterable[Listed], kinship: Kinship) -> Iterator[Person]:
    """Spellings of one romanised key are one person where their fandoms agree, except those that a story lists side by
    side.
    """
    people: list[_Spelt] = []
    for spelt in sorted(
        _by_spelling(listed, kinship), key=lambda one: (-len(one.mentions), one.plain, min(one.card_ids))
    ):
        same = next((one for one in people if one.may_be(spelt, kinship)), None)
        if same is None:
            people.append(spelt)
        else:
            same.take(spelt)
    for person in people:
        yield (key if len(people) == 1 else f"{key}={person.name}"), person.mentions


@dataclass(slots=True)
class _Spelt:
    """Somebody by one spelling, or by several that were found to be one."""

    plain: Plain
    mentions: list[Mention]
    card_ids: set[int]
    scopes: frozenset[str]
    name: str

    def may_be(self, other: "_Spelt", kinship: Kinship) -> bool:
        apart = self.card_ids.isdisjoint(other.card_ids)
        return self.plain != other.plain and apart and kinship.agree(self.scopes, other.scopes)

    def take(self, other: "_Spelt") -> None:
        self.mentions += other.mentions
        self.card_ids |= other.card_ids
        self.scopes |= other.scopes


def _by_spelling(listed: Iterable[Listed], kinship: Kinship) -> Iterator[_Spelt]:
    """One for each spelling and cast of fandoms: a name as plain as another's is the same person's only there."""
    spellings: dict[Plain, list[Listed]] = defaultdict(list)
    for one in listed:
        spellings[tuple(sorted(one[0].parts))].append(one)
    for plain, entries in spellings.items():
        for cast in kinship.casts([entry[0].scopes for entry in entries]):
            mentions = [mention for position in cast for mention in entries[position]]
            scopes = frozenset[str]().union(*(mention.scopes for mention in mentions))
            name = " ".join((*plain, "|", min(scopes, default="")))
            yield _Spelt(plain, mentions, {mention.card_id for mention in mentions}, scopes, name)


def _with_singles(people: list[Person], singles: list[Mention]) -> list[Entity]:
    homes = _Homes(people)
    alone: dict[str, list[Mention]] = defaultdict(list)
    joined: dict[int, list[Mention]] = defaultdict(list)
    stories: dict[str, set[int]] = defaultdict(set)
    for mention in singles:
        stories[mention.parts[0]].add(mention.card_id)
    for mention in singles:
        home = homes.find(mention, stories[mention.parts[0]])
        if home is None:
            alone[mention.parts[0]].append(mention)
        else:
            joined[home].append(replace(mention, partial=True))
    entities = [Entity(key, (*mentions, *joined[number])) for number, (key, mentions) in enumerate(people)]
    return [*entities, *(entity for part, found in alone.items() for entity in _alone(part, found))]


_FAR_MORE = 5


class _Homes:
    """Which full name a name of one part belongs to."""

    def __init__(self, people: list[Person]) -> None:
        self._whole: dict[str, set[int]] = defaultdict(set)
        self._plain: dict[str, set[int]] = defaultdict(set)
        self._romanised: dict[str, set[int]] = defaultdict(set)
        self._scopes = [frozenset[str]().union(*(mention.scopes for mention in found)) for _, found in people]
        self._card_ids = [{mention.card_id for mention in found} for _, found in people]
        for number, (_, mentions) in enumerate(people):
            for mention in mentions:
                if len(mention.parts) == 1:
                    self._whole[mention.parts[0]].add(number)
            spellings = {mention.parts for mention in mentions}
            for part in {part for parts in spellings for part in parts}:
                if all(is_variant_of(parts, part) for parts in spellings if part in parts):
                    continue
                self._plain[part].add(number)
                self._romanised[romanise(part)].add(number)

    def find(self, mention: Mention, stories: set[int]) -> int | None:
        """Who shares a fandom and has the part: as a second name of their own, or in a full name; romanised last.

        Of several, the one whom far more stories have. A romanised match is no match if more `stories` have the part
        alone, or if any of them lists the full name too: then they are two people.
        """
        part = mention.parts[0]
        plain = self._near(self._whole.get(part, set()), mention) or self._near(self._plain.get(part, set()), mention)
        if plain:
            first, second = (*nlargest(2, (len(self._card_ids[n]) for n in plain)), 0)[:2]
            most = max(plain, key=lambda number: len(self._card_ids[number]))
            return most if first >= _FAR_MORE * second else None
        near = self._near(self._romanised.get(romanise(part), set()), mention)
        if len(near) != 1:
            return None
        home = self._card_ids[near[0]]
        return near[0] if len(home) >= len(stories) and stories.isdisjoint(home) else None

    def _near(self, numbers: set[int], mention: Mention) -> list[int]:
        return [number for number in sorted(numbers) if not mention.scopes or mention.scopes & self._scopes[number]]


def _alone(part: str, mentions: Iterable[Mention]) -> Iterator[Entity]:
    """People known by this one part, told apart by fandom."""
    groups = Groups()
    for mention in mentions:
        groups.join(mention.scopes or {""})
    people: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        people[groups.lead(min(mention.scopes, default=""))].append(mention)
    for lead, found in people.items():
        yield Entity(f"{part}|{lead}", tuple(found))
