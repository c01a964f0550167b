"""All that a text shows of each name, added up: how far it speaks for a person, how far for a place or a thing."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.corpus.formats.limits import in_time
from bot.corpus.people.mentions import Mention, Name
from bot.corpus.people.name_words import Gender, Words, gender_of
from bot.corpus.people.plain_lines import CLOSE, OPEN

CLEAR = 3
"""How many times more often one gender must show than the other."""
LEAST_GENDERED = 4
LEAST_PARTS = 2
"""Of a full name."""
TITLE_WEIGHT = 2
"""Pronouns that one title outweighs: they may mean somebody else."""
SHORT = 4
"""Letters of D'ye and the like, which begin with no particle."""
ADDRESSED_AFTER = frozenset({"", ",", ".", "!", "?", "…", CLOSE})
ADDRESSED_MARKS = frozenset(",.!?…-–—")


@dataclass(slots=True)
class Sighting:
    """What the text shows of one name."""

    count: int = 0
    inside: int = 0
    """Mentions that don't open a sentence."""
    articles: int = 0
    """Mentions with an article."""
    acts: float = 0
    """Evidence of somebody who speaks and acts."""
    person: float = 0
    """All evidence of a person, acts too."""
    thing: float = 0
    addressed: int = 0
    """Mentions where somebody may be spoken to: "Percy," and the like."""
    called: int = 0
    """Those of them where hardly anything else stands, "Come in, Percy," and "Well, Percy."."""
    subjects: int = 0
    """Mentions with a verb after them."""
    deeds: int = 0
    """Those of them with a verb that says more than was, is or had."""
    titles: Counter[str] = field(default_factory=Counter[str])
    genders: Counter[Gender] = field(default_factory=Counter[Gender])
    """Of the pronouns after mentions without a title."""
    company: Counter[Name] = field(default_factory=Counter[Name])
    """Names listed beside this one: Temari and Kankuro."""

    @property
    def gender(self) -> Gender:
        """What titles and pronouns say of the person; empty when they disagree or say too little."""
        return self.lean(CLEAR, LEAST_GENDERED)

    def lean(self, clear: float, least: int) -> Gender:
        """The gender that shows at least `least` times, and `clear` times more often than the other."""
        genders = self.genders.copy()
        for title, count in self.titles.items():
            genders[gender_of(title)] += TITLE_WEIGHT * count
        return clear_gender(genders, clear, least)

    @property
    def bare_gender(self) -> Gender:
        """What the pronouns after the name without a title say."""
        return clear_gender(self.genders, CLEAR, LEAST_GENDERED)

    @property
    def titled(self) -> int:
        """Mentions with a title."""
        return self.count - self.titles[""]

    def add(self, mention: Mention, words: Words) -> None:
        """Count one mention."""
        acts = _acts(mention, words)
        self.count += 1
        self.inside += not mention.starts
        self.articles += mention.article
        self.acts += acts
        self.person += max(acts, _person(mention, words))
        self.thing += _thing(mention, words)
        self.addressed += _is_addressed(mention)
        self.called += _is_called(mention, words)
        does = _does(mention, words)
        self.subjects += does or _is_subject(mention, words)
        self.deeds += does
        self.titles[mention.title] += 1
        self.genders[mention.gender] += not mention.title

    def merge(self, other: "Sighting") -> None:
        """Take over what another spelling of the name shows."""
        self.count += other.count
        self.inside += other.inside
        self.articles += other.articles
        self.acts += other.acts
        self.person += other.person
        self.thing += other.thing
        self.addressed += other.addressed
        self.called += other.called
        self.subjects += other.subjects
        self.deeds += other.deeds
        self.titles.update(other.titles)
        self.genders.update(other.genders)
        self.company.update(other.company)


def added(sightings: Iterable[Sighting]) -> Sighting:
    """What several names show together."""
    whole = Sighting()
    for seen in sightings:
        whole.merge(seen)
    return whole


def clear_gender(genders: Counter[Gender], clear: float, least: int) -> Gender:
    """The one that shows; empty when both do or neither."""
    male, female = genders["male"], genders["female"]
    if max(male, female) < least or clear * min(male, female) > max(male, female):
        return ""
    return "male" if male > female else "female"


def sight(mentions: Iterable[Mention], words: Words) -> dict[Name, Sighting]:
    """What the mentions show of each name."""
    sightings: dict[Name, Sighting] = {}
    for mention in in_time(mentions):
        seen = sightings.setdefault(mention.parts, Sighting())
        seen.add(mention, words)
        if mention.beside and mention.beside in sightings:
            seen.company[mention.beside] += 1
            sightings[mention.beside].company[mention.parts] += 1
    return _without_places(_join_spellings(sightings))


def without_nouns(sightings: Mapping[Name, Sighting], most_articles: float) -> dict[Name, Sighting]:
    """Names without a common noun before them, in a language that writes nouns with a capital: mein Freund Wilke.

    A first part is a name if it stands alone with few articles, or recurs in this very name.
    """
    names: dict[Name, Sighting] = {}
    for name, seen in sightings.items():
        alone = sightings.get(name[:1])
        is_named = alone is not None and alone.articles <= most_articles * alone.count
        is_noun = len(name) > 1 and seen.count == 1 and not is_named
        names.setdefault(name[1:] if is_noun else name, Sighting()).merge(seen)
    return names


def _without_places(sightings: Mapping[Name, Sighting]) -> dict[Name, Sighting]:
    """Names without a place that once stands before them: under the awning of Ichiraku Naruto Uzumaki sat."""
    bearers = Counter(part for name in sightings for part in name)
    names: dict[Name, Sighting] = {}
    for name, seen in in_time(sightings.items()):
        is_run = len(name) > LEAST_PARTS and seen.count == 1 and seen.thing > 0 and bearers[name[0]] == 1
        after_place = is_run and all((part,) in sightings for part in name[1:])
        names.setdefault(name[1:] if after_place else name, Sighting()).merge(seen)
    return names


def _join_spellings(sightings: Mapping[Name, Sighting]) -> dict[Name, Sighting]:
    """D'Artagnan is d'Artagnan, de Tréville is Tréville, and ZOE is Zoé: the most frequent spelling stands for all."""
    spellings: dict[Name, Name] = {}
    joined: dict[Name, Sighting] = {}
    for name in in_time(sorted(sightings, key=lambda name: (name[0].isupper(), -sightings[name].count))):
        first = spellings.setdefault(tuple(map(bare_part, name)), name)
        joined.setdefault(first, Sighting()).merge(sightings[name])
    return joined


@cache
def bare_part(part: str) -> str:
    """A part of a name without particle, accents and case."""
    bare = part.rsplit(" ", 1)[-1].lower()
    bare = bare[2:] if bare.startswith("d'") and len(bare) > SHORT else bare
    return "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))


def _is_addressed(mention: Mention) -> bool:
    return mention.before in {",", OPEN} and mention.after in ADDRESSED_AFTER and not mention.article


def _is_called(mention: Mention, words: Words) -> bool:
    """Whether a speech ends with the name after a comma, or begins with it after a word that calls.

    With a title it may mean somebody who is mostly called by a given name.
    """
    at_edge = mention.later == CLOSE or mention.earlier in words.calls
    return at_edge and mention.before == "," and mention.after in ADDRESSED_MARKS and not mention.title


def _is_subject(mention: Mention, words: Words) -> bool:
    return not mention.possessive and mention.after in words.weak


def _does(mention: Mention, words: Words) -> bool:
    after = mention.after
    is_verb = after in words.acts or after in words.speech or after.endswith((*words.endings.verbs, "s"))
    return not mention.possessive and is_verb and after not in words.weak


def _is_spoken_by(mention: Mention, words: Words) -> bool:
    """Whether the word before says that the person speaks: said Ino, but not "you said Croydon"."""
    if mention.before not in words.speech:
        return False
    return mention.before not in words.sayings or mention.earlier not in words.sayers


def _acts(mention: Mention, words: Words) -> float:
    """How much a mention shows somebody who speaks, acts or is spoken to."""
    if mention.possessive:
        return 0.7 * (mention.after in words.possessions)
    if _is_called(mention, words) or _is_spoken_by(mention, words):
        return 1
    if mention.after in words.speech or mention.after in words.acts:
        return 1
    if mention.before == CLOSE and mention.after.isalpha():
        return 0.7
    return 0.4 * mention.after.endswith(words.endings.verbs)


def _person(mention: Mention, words: Words) -> float:
    """How much else of a mention speaks for a person."""
    if mention.title or mention.honorific:
        return 2 if mention.honorific or gender_of(mention.title) else 1
    if mention.before in words.naming and mention.earlier in words.being:
        return 1
    if _is_addressed(mention):
        return 0.5
    if mention.article:
        return 0.3 * (mention.after in words.weak)
    if mention.before in words.toward_links and mention.earlier in words.toward:
        return 0.7
    return _hint(mention, words)


def _hint(mention: Mention, words: Words) -> float:
    """What words before and after stand beside people more often than beside things."""
    if mention.after == "," and mention.later in words.weak:
        return 0.5
    if mention.after in words.weak or mention.before in words.people_before:
        return 0.3
    return 0.2 * mention.before.endswith(words.endings.transitive)


def _thing(mention: Mention, words: Words) -> float:
    """How much a mention speaks for a place, a group or a thing."""
    if mention.article:
        return 0.5
    if mention.after in words.things_after:
        return 1
    if mention.possessive or mention.title or mention.honorific:
        return 0
    return 0 if mention.earlier in words.toward and mention.before in words.toward_links else _place(mention, words)


def _place(mention: Mention, words: Words) -> float:
    """How much the word before speaks for a place or something counted."""
    if mention.before in words.places_before or mention.before in words.quantities or mention.before.endswith("'s"):
        return 1
    if mention.before in words.perhaps_places_before:
        return 0.7 if mention.earlier in words.motion else 0.15
    return 0
