"""Which of the names in a text are people's."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.corpus.people.mentions import LINKS, Name
from bot.corpus.people.name_words import Words, callings, no_names, titles, word_set
from bot.corpus.people.sightings import Sighting, added

Knows = Callable[[str], bool]


def _knows_nobody(_: str) -> bool:
    return False


LEAST_MENTIONS = 3
FEW_MENTIONS = 2
"""Mentions that are enough for a name which the library knows, and in a short text for a sure person."""
SURE = 2.0
"""Evidence that makes a person sure."""
LEAST_PERSON = 1.0
LEAST_LONE = 0.6
"""Evidence that a name must have, and the same for a name that nothing speaks against."""
LITTLE = 0.15
"""Evidence of a thing that counts as none."""
LEAST_RATE = 0.12
"""Evidence of a person per mention: places do act in a sentence now and then, people keep doing it."""
LEAST_ACTS = 1.5
"""Evidence of acting that an epithet must have: the Scarecrow."""
SURE_ACTS = 3.0
SURE_RATE = 0.25
"""The same for a name that is a month or a country, and per mention."""
CLEAR = 1.5
"""How many times more evidence must speak for a person than for a thing."""
COMPANY = 0.5
"""What it adds to be named together with a person."""
KNOWN = 0.5
"""Evidence that it adds to be known."""
MOSTLY = 0.5
MOSTLY_SMALL = 0.4
"""Evidence per mention of a name whose word is mostly written small: Hope, Art, Will."""
NOUN_ARTICLES = 0.2
"""Share of mentions with an article that a name may have where all nouns are written with a capital."""


@dataclass(frozen=True, slots=True)
class Judge:
    """What judging names takes."""

    sightings: Mapping[Name, Sighting]
    small: Mapping[str, int]
    """How often each word is written small."""
    words: Words
    short: bool
    """Whether the text is so short that few mentions must do."""

    def people(self, knows: Knows = _knows_nobody) -> dict[Name, Sighting]:
        """The names that are people's. Those that the library `knows` need less to be."""
        sure = {name: seen for name, seen in self.sightings.items() if self._is_person(name, seen, {}, knows)}
        rest = {name: seen for name, seen in self.sightings.items() if name not in sure}
        people = sure | {name: seen for name, seen in rest.items() if self._is_person(name, seen, sure, knows)}
        people |= self._by_all_forms(people, knows)
        return people | {name: seen for name, seen in rest.items() if self._is_full_name(name, seen, people, knows)}

    def _by_all_forms(self, people: Mapping[Name, Sighting], knows: Knows) -> dict[Name, Sighting]:
        """Full names and the names in them that are a person's when all are added up: Willem van der Berg, Willem."""
        bearers = Counter(part for name in self.sightings for part in set(name) if len(name) > 1)
        found: dict[Name, Sighting] = {}
        for name, seen in self.sightings.items():
            if len(name) > 1 and seen.count >= FEW_MENTIONS and name not in people:
                parts = [(part,) for part in name if (part,) in self.sightings]
                own = [part for part in parts if bearers[part[0]] == 1]
                whole = added(self.sightings[form] for form in (name, *own))
                sure = whole.person >= max(LEAST_PERSON, SURE * whole.thing) and people.keys().isdisjoint(parts)
                if own and sure and self._is_person(name, whole, {}, knows):
                    found |= {form: self.sightings[form] for form in (name, *own)}
        return found

    def _is_person(self, name: Name, seen: Sighting, people: Mapping[Name, Sighting], knows: Knows) -> bool:
        known = seen.count >= FEW_MENTIONS and knows(" ".join(name))
        if seen.count < FEW_MENTIONS or self._is_no_name(name, seen, known=known):
            return False
        if seen.articles > MOSTLY * seen.count:
            return self._is_epithet(name, seen)
        person = seen.person + COMPANY * sum(count for other, count in seen.company.items() if other in people)
        if known:
            return seen.inside + seen.person > 0 and seen.thing <= person + KNOWN
        return (
            self._recurs(name, seen, person)
            and not self._is_common(name, seen, person)
            and self._stands_out(seen, person)
        )

    def _stands_out(self, seen: Sighting, person: float) -> bool:
        """Whether the evidence is enough, and clear."""
        enough = max(LEAST_PERSON if seen.thing > LITTLE else LEAST_LONE, LEAST_RATE * seen.count)
        return person >= enough and person >= CLEAR * seen.thing

    def _is_common(self, name: Name, seen: Sighting, person: float) -> bool:
        """Whether it looks like a word that is no name: written small too, a plural, a German noun."""
        is_noun = bool(self.words.endings.nouns) and (
            seen.articles > NOUN_ARTICLES * seen.count or person < LEAST_PERSON
        )
        return is_noun or self._is_small(name, seen) or self._is_plural(name)

    def _recurs(self, name: Name, seen: Sighting, person: float) -> bool:
        """Whether it occurs often enough, and not only where any word is capitalised."""
        called = seen.called > 0 and seen.addressed >= FEW_MENTIONS
        sure = called or (person >= SURE and seen.acts >= LEAST_PERSON)
        least = FEW_MENTIONS if self.short and sure else LEAST_MENTIONS
        inside = seen.inside >= FEW_MENTIONS or seen.acts >= LEAST_PERSON or (seen.inside > 0 and seen.person >= SURE)
        return seen.count >= least and (inside or self._is_subject(name, seen))

    def _is_subject(self, name: Name, seen: Sighting) -> bool:
        """Whether what only opens sentences is a name: a word never written small, before verbs."""
        is_subject = seen.subjects >= LEAST_MENTIONS and seen.deeds > 0
        return is_subject and not any(self.small.get(part.lower()) for part in name)

    def _is_epithet(self, name: Name, seen: Sighting) -> bool:
        if self.words.endings.nouns or name[-1].endswith("s") or self._is_small(name, seen):
            return False
        return seen.count >= LEAST_MENTIONS and seen.acts >= max(LEAST_ACTS, LEAST_RATE * seen.count)

    def _is_small(self, name: Name, seen: Sighting) -> bool:
        """Whether the word is written small so often that capitals say little."""
        small = min(self.small.get(part.lower(), 0) for part in name)
        return small > seen.inside and (seen.inside == 0 or seen.person < max(SURE, MOSTLY_SMALL * seen.count))

    def _is_plural(self, name: Name) -> bool:
        """Whether the text has the name without its -s: Galleons, the Darlings."""
        return name[-1].endswith("s") and (*name[:-1], name[-1][:-1]) in self.sightings

    def _is_full_name(self, name: Name, seen: Sighting, people: Mapping[Name, Sighting], knows: Knows) -> bool:
        """Whether the name adds to one that is a person's: Nara Shikamaru beside Shikamaru."""
        if len(name) < FEW_MENTIONS or self._is_no_name(name, seen, known=False) or seen.thing > seen.person + 1:
            return False
        return any((part,) in people for part in name) or (seen.count >= FEW_MENTIONS and knows(" ".join(name)))

    def _is_no_name(self, name: Name, seen: Sighting, *, known: bool) -> bool:
        if name[-1].lower().endswith(self.words.endings.nouns):
            return True
        if all(len(part) == 1 for part in name) and seen.acts < SURE:
            return True
        lower = [part.lower() for part in name]
        if len(name) > 1:
            return self._is_no_full_name(lower, seen, known=known)
        calendar = lower[0] in word_set("never", "calendar")
        is_word = (lower[0] in self.words.openers and not calendar) or lower[0] in callings() | titles()
        if is_word:
            return not self._is_title_alone(lower[0], seen)
        if lower[0] not in no_names() and lower[0] not in self.words.addresses:
            return False
        # Months, countries and the like are people too where they speak and act.
        sure = SURE if calendar and seen.thing <= LITTLE else SURE_ACTS
        acts = LEAST_ACTS if known else max(sure, SURE_RATE * seen.count)
        is_person = seen.acts >= acts and lower[0] not in word_set("never", "faith")
        return not is_person and seen.titled < MOSTLY * seen.count

    def _is_title_alone(self, title: str, seen: Sighting) -> bool:
        """Whether somebody who speaks is only ever called by a title, which nobody else has: the Doctor."""
        is_role = title in word_set("titles", "roles")
        if title not in word_set("titles", "rank") or is_role or self.small.get(title) or seen.acts < SURE_ACTS:
            return False
        return not any(other.titles[title] for other in self.sightings.values())

    def _is_no_full_name(self, lower: list[str], seen: Sighting, *, known: bool) -> bool:
        if lower[0] in word_set("never", "nations") | word_set("things", "first") or lower[-1] in word_set(
            "things", "last"
        ):
            return True
        opened = any(part in self.words.openers and part not in LINKS for part in lower)
        return (opened and seen.inside < FEW_MENTIONS) or (lower[-1] in no_names() and not known)
