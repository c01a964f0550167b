"""One person, many names: Shikamaru, Nara Shikamaru, Shikamaru Nara and Mr. Nara."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.corpus.mentions import Gender, gender_of, names_words

Name = tuple[str, ...]

LEAST_MENTIONS = 3
CLEAR_LEAD = 2
"""How many times more often than the others one bearer of a shared name is mentioned for the bare name to be theirs."""
LEAST_TITLED = 3
"""Mentions from which Mr. and Mrs. of one family name count as two people."""
BARE_SHARE = 0.25
"""Share of mentions without a title below which the title belongs to the name: Aunt Em, Mrs. Hudson."""


@dataclass(slots=True)
class Sighting:
    """All that the text shows of one name. `inside` counts mentions that don't open a sentence."""

    count: int = 0
    inside: int = 0
    person: float = 0
    thing: float = 0
    titles: Counter[str] = field(default_factory=Counter[str])
    genders: Counter[Gender] = field(default_factory=Counter[Gender])

    @property
    def gender(self) -> Gender:
        """What titles and pronouns say of the person; empty when they disagree or say too little."""
        male, female = self.genders["male"], self.genders["female"]
        if max(male, female) < LEAST_MENTIONS or CLEAR_LEAD * min(male, female) > max(male, female):
            return ""
        return "male" if male > female else "female"


@dataclass(slots=True)
class _Person:
    shown: str
    count: int
    full: int = 0


def merge_names(sightings: Mapping[Name, Sighting]) -> tuple[str, ...]:
    """One name for each person, most frequent first; a full name where the text has one."""
    owners = _full_names(sightings)
    people = [_Person(" ".join(name), count, count) for name, count in owners.values()]
    by_parts = dict(zip(owners, people, strict=True))
    bearers = Counter(part for parts in owners for part in parts)
    own = {name: seen for name, seen in sightings.items() if len(name) != 1 or bearers[name[0].lower()] <= 1}
    for name, seen in sightings.items():
        if len(name) != 1:
            continue
        mine = [by_parts[parts] for parts in owners if name[0].lower() in parts]
        mine = [owner for owner in mine if _agree(_main_gender(seen), _gender(name, owner, own))]
        people.extend(_place(name[0], seen, mine, sightings))
    people = [person for person in people if person.count >= LEAST_MENTIONS]
    return tuple(person.shown for person in sorted(people, key=lambda person: -person.count))


def _full_names(sightings: Mapping[Name, Sighting]) -> dict[frozenset[str], tuple[Name, int]]:
    """Names of two and more parts by their set of parts, in the order that the text prefers; the longest stands."""
    orders: dict[frozenset[str], Counter[Name]] = defaultdict(Counter)
    for name, seen in sightings.items():
        if len(name) > 1:
            orders[frozenset(part.lower() for part in name)][name] += seen.count
    longest: dict[frozenset[str], tuple[Name, int]] = {}
    for parts in sorted(orders, key=len, reverse=True):
        name, total = orders[parts].most_common(1)[0][0], orders[parts].total()
        wider = next((other for other in longest if parts < other), None)
        if wider is None:
            longest[parts] = (name, total)
        else:
            longest[wider] = (longest[wider][0], longest[wider][1] + total)
    return longest


def _place(part: str, seen: Sighting, owners: list[_Person], sightings: Mapping[Name, Sighting]) -> Iterator[_Person]:
    """Give a single name to the person that it belongs to, or make it one of its own."""
    main, *others = _split_by_title(part, seen)
    owner = _likeliest(part, owners, sightings)
    if owner:
        owner.count += main.count
    elif not owners or main.count > sum(_weight(part, owner, sightings) for owner in owners):
        yield main
    yield from others


def _likeliest(part: str, owners: list[_Person], sightings: Mapping[Name, Sighting]) -> _Person | None:
    """The owner that is mentioned by far more often than all others; None when that is nobody."""
    weights = {owner.shown: _weight(part, owner, sightings) for owner in owners}
    best = max(owners, key=lambda owner: weights[owner.shown], default=None)
    if best is None or weights[best.shown] < CLEAR_LEAD * (sum(weights.values()) - weights[best.shown]):
        return None
    return best


def _agree(one: Gender, other: Gender) -> bool:
    return not one or not other or one == other


def _main_gender(seen: Sighting) -> Gender:
    """Whom a bare family name means: where Mr. and Mrs. share it, the man in most of what has been written."""
    titled = {gender_of(title) for title in _titled(seen)}
    return "male" if len(titled) > 1 else seen.gender


def _gender(name: Name, owner: _Person, own: Mapping[Name, Sighting]) -> Gender:
    """The owner's gender as the text shows it by names that nobody shares, `name` left aside."""
    parts = set(owner.shown.split())
    named = [seen for other, seen in own.items() if other != name and set(other) <= parts]
    return Sighting(genders=sum((seen.genders for seen in named), Counter[Gender]())).gender


def _weight(part: str, owner: _Person, sightings: Mapping[Name, Sighting]) -> int:
    """Mentions of the owner in full or by the other names alone."""
    others = [other for other in owner.shown.split() if other.lower() != part.lower()]
    return owner.full + sum(sightings[other,].count for other in others if (other,) in sightings)


def _titled(seen: Sighting) -> dict[str, int]:
    """Courtesy titles that occur often enough for a person of their own."""
    courtesy = names_words("titles", "courtesy")
    return {title: count for title, count in seen.titles.items() if title in courtesy and count >= LEAST_TITLED}


def _split_by_title(part: str, seen: Sighting) -> Iterator[_Person]:
    titled = _titled(seen)
    bare = seen.count - sum(titled.values())
    if not titled or bare > BARE_SHARE * seen.count:
        main = next((title for title in titled if gender_of(title) == "male"), next(iter(titled), ""))
        others = {title: count for title, count in titled.items() if gender_of(title) != gender_of(main)}
        yield _Person(part, seen.count - sum(others.values()))
        titled = others
    for title, count in titled.items():
        yield _Person(f"{_shown_title(title)} {part}", count)


def _shown_title(title: str) -> str:
    return title.capitalize() + ("." if title in names_words("titles", "abbreviated") else "")
