"""One person, many names: Shikamaru, Nara Shikamaru, Shikamaru Nara and Mr. Nara."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from operator import attrgetter

from bot.corpus.people.mentions import Name
from bot.corpus.people.name_words import Gender, gender_of, shown_titles, word_set
from bot.corpus.people.sightings import CLEAR, LEAST_GENDERED, Sighting, bare_part

CLEAR_LEAD = 2
"""How many times more often than the others one bearer of a shared name is mentioned for the bare name to be theirs."""
MOST_NAMES = 1_000
"""Names that are compared with each other; rarer ones are left out."""
FEW = 2
LEAN = 1.5
"""How many times more often one gender must show for a title to fit or not."""
LEAST_TITLED = 3
"""Mentions from which Mr. and Mrs. of one family name count as two people."""
BARE_SHARE = 0.25
"""Share of mentions without a title below which the title belongs to the name: Aunt Em, Professor McGonagall."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, under the full name that the text mostly has. `parts` are its words without particles and accents."""

    shown: str
    count: int
    parts: frozenset[str] = frozenset()
    orders: Counter[Name] = field(default_factory=Counter[Name])
    title: str = ""
    """The title with which `shown` begins, in lower case."""

    @property
    def bare(self) -> str:
        """The name without its title."""
        return self.shown[len(self.title) :].lstrip(". ")


def merge_names(sightings: Mapping[Name, Sighting], *, stops: bool = True) -> list[Person]:
    """One person for all of their names, most frequent first. `stops` says that Mr. has one."""
    sightings = dict(nlargest(MOST_NAMES, sightings.items(), key=lambda item: item[1].count))
    owners = list(_full_names(sightings))
    bearers: dict[str, list[Person]] = defaultdict(list)
    for owner in owners:
        for part in owner.parts:
            bearers[part].append(owner)
    singles = {bare_part(name[0]): seen for name, seen in sightings.items() if len(name) == 1}
    merger = _Merger(sightings, singles, bearers, stops=stops)
    placed = [person for name in sightings if len(name) == 1 for person in merger.place(name[0])]
    return sorted([*owners, *placed], key=attrgetter("count"), reverse=True)


def _full_names(sightings: Mapping[Name, Sighting]) -> Iterable[Person]:
    """People by names of two and more parts, as the text mostly has them: Harry Potter, once Harry James Potter."""
    people: dict[frozenset[str], Person] = {}
    for name, seen in sightings.items():
        if len(name) > 1:
            parts = frozenset(map(bare_part, name))
            person = people.setdefault(parts, Person("", 0, parts))
            person.count += seen.count
            person.orders[name] += seen.count
    chosen: list[Person] = []
    for person in sorted(people.values(), key=lambda person: (-person.count, -len(person.parts))):
        same = next((other for other in chosen if person.parts < other.parts or other.parts < person.parts), None)
        if same:
            same.count += person.count
        else:
            person.shown = _spelt(person.orders.most_common(1)[0][0])
            chosen.append(person)
    return chosen


def _spelt(name: Name) -> str:
    return " ".join(part if len(part) > 1 else f"{part}." for part in name)


@dataclass(frozen=True, slots=True)
class _Merger:
    """Gives single names to the people that they belong to."""

    sightings: Mapping[Name, Sighting]
    singles: Mapping[str, Sighting]
    """What is seen of each part alone."""
    bearers: Mapping[str, list[Person]]
    """Who has a part in their full name."""
    stops: bool

    def place(self, part: str) -> Iterator[Person]:
        """Give a single name to its owner, or make it one or more people of its own."""
        seen = self.sightings[part,]
        main, *others = _split_by_title(part, seen, stops=self.stops)
        gender = "male" if others else seen.gender
        owners = [owner for owner in self.bearers.get(bare_part(part), []) if self._may_own(part, owner, gender)]
        owner = self._likeliest(part, self._of_gender(gender, part, owners))
        if owner:
            owner.count += main.count
        elif main.shown != part or main.count > sum(self._weight(part, owner) for owner in owners):
            yield main
        yield from others

    def _may_own(self, part: str, owner: Person, gender: Gender) -> bool:
        """Whether gender and company allow it: in "Naruto and Hinata" those are two."""
        # A title is certain, so that what pronouns say of the others need not be.
        titled = self.singles[bare_part(part)].titled > 0
        other = self._gender(part, owner, LEAN if titled else CLEAR)
        rest = set(_rest(owner, part))
        listed = self.sightings[part,].company
        together = sum(count for name, count in listed.items() if len(name) == 1 and bare_part(name[0]) in rest)
        return not (gender and other and gender != other) and together < owner.orders.total()

    def _of_gender(self, gender: Gender, part: str, owners: list[Person]) -> list[Person]:
        """The owners who seem to be of that gender, if any do."""
        return [owner for owner in owners if gender and self._gender(part, owner, LEAN, FEW) == gender] or owners

    def _likeliest(self, part: str, owners: list[Person]) -> Person | None:
        """The owner that is mentioned by far more often than all others; None when that is nobody."""
        weights = Counter({owner: self._weight(part, owner) for owner in owners})
        for best, weight in weights.most_common(1):
            return best if weight >= CLEAR_LEAD * (weights.total() - weight) else None
        return None

    def _gender(self, part: str, owner: Person, clear: float, least: int = LEAST_GENDERED) -> Gender:
        """The owner's gender as the text shows it by names that nobody shares, `part` left aside."""
        shown = Sighting()
        for name in owner.orders:
            shown.merge(self.sightings[name])
        for rest in () if shown.lean(clear, least) else _rest(owner, part):
            others = sum(bearer.orders.total() for bearer in self.bearers[rest]) - owner.orders.total()
            if rest in self.singles and others < owner.orders.total():
                shown.genders.update(self.singles[rest].genders)
        return shown.lean(clear, least)

    def _weight(self, part: str, owner: Person) -> int:
        """Mentions of the owner in full or by the other names alone."""
        alone = (self.singles.get(rest) for rest in _rest(owner, part))
        return owner.orders.total() + sum(seen.count for seen in alone if seen)


def _rest(owner: Person, part: str) -> list[str]:
    """The owner's other names, bare."""
    return [other for other in sorted(owner.parts) if other != bare_part(part)]


def _split_by_title(part: str, seen: Sighting, *, stops: bool) -> list[Person]:
    """Whom a family name means: first whom it means bare, the man unless it is hardly ever bare; then all others."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for title, count in seen.titles.items():
        kinds[_kind(title)][title] += count
    bare = kinds.pop("", Counter[str]())
    titled = [kind for kind, titles in kinds.items() if titles.total() >= LEAST_TITLED]
    main = (
        "male"
        if "male" in kinds or seen.bare_gender == "male"
        else max(titled, key=lambda kind: kinds[kind].total(), default="")
    )
    others = [_titled(part, kinds.pop(kind), stops=stops) for kind in titled if kind != main]
    rest = sum(kinds.values(), bare)
    plain = sum(count for title, count in rest.items() if title not in shown_titles())
    is_titled = plain <= BARE_SHARE * rest.total() and rest.total() >= LEAST_TITLED
    return [_titled(part, rest, stops=stops) if is_titled else Person(part, rest.total()), *others]


def _kind(title: str) -> str:
    """What a title makes of a family name: its man, its wife, its daughter; "" for any of them."""
    if title in word_set("titles", "maiden"):
        return "maiden"
    return gender_of(title)


def _titled(part: str, titles: Counter[str], *, stops: bool) -> Person:
    title = next(title for title, _ in titles.most_common() if title in shown_titles())
    stop = "." if stops and title in word_set("titles", "abbreviated") else ""
    return Person(f"{title.capitalize()}{stop} {part}", titles.total(), title=title)
