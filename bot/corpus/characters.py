"""Characters of a story without a character list, found in its text.

A capitalised word that recurs inside sentences is a name; what stands around it tells people from places and things:
said Temari, Temari shrugged, Temari's brother, Temari-san; but in Suna, the Academy, Harrow Street.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.corpus.mentions import (
    Mention,
    gender_of,
    is_heading,
    lower_case_words,
    mentions_in,
    names_words,
    tokens_of,
)
from bot.corpus.persons import Name, Sighting, merge_names
from bot.corpus.story import Chapter

KnownNames = Callable[[str], str | None]
"""Given a name in any spelling, the name as the library knows it, or None."""

MOST = 30
LEAST_MENTIONS = 3
LEAST_PERSON = 1.5
"""Evidence that a name is a person's which a name must have, and that many times more than of a thing."""
OPENING_ENDINGS = ("ing", "ed", "ly", "n't")
LEAST_RATE = 0.08
"""Evidence for a person per mention: places do act in a sentence now and then, people keep doing it."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What judging a name takes."""

    sightings: Mapping[Name, Sighting]
    small: Mapping[str, int]
    """How often each word is written small."""
    known: KnownNames | None

    def knows(self, name: Name) -> bool:
        """Whether the library knows the name."""
        return self.known is not None and self.known(" ".join(name)) is not None


def find_characters(chapters: Sequence[Chapter], known: KnownNames | None = None) -> tuple[str, ...]:
    """Names of the people in the text, most frequent first: those that `known` has, and capitalised ones that recur."""
    paragraphs = [tokens_of(line) for chapter in chapters for line in chapter.text.split("\n\n")]
    small = lower_case_words(paragraphs)
    mentions = (mention for tokens in paragraphs if not is_heading(tokens) for mention in mentions_in(tokens))
    text = _Text(_sight(_without_openers(mentions, small)), small, known)
    people = {name: seen for name, seen in text.sightings.items() if _is_person(name, text)}
    full = {name: seen for name, seen in text.sightings.items() if _is_full_name(name, text, people)}
    return _known_forms(merge_names(people | full), known)[:MOST]


def _known_forms(names: Iterable[str], known: KnownNames | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((known and known(name)) or name for name in names))


def _without_openers(mentions: Iterable[Mention], small: Mapping[str, int]) -> Iterator[Mention]:
    """Mentions without a first word that is capitalised only because it opens the sentence: Watching Temari."""
    for mention in mentions:
        first = mention.parts[0].lower()
        opener = mention.starts and len(mention.parts) > 1 and (first in small or first.endswith(OPENING_ENDINGS))
        yield replace(mention, parts=mention.parts[1:], starts=False) if opener else mention


def _sight(mentions: Iterable[Mention]) -> dict[Name, Sighting]:
    sightings: dict[Name, Sighting] = {}
    for mention in mentions:
        seen = sightings.setdefault(mention.parts, Sighting())
        seen.count += 1
        seen.inside += not mention.starts
        seen.person += person_evidence(mention)
        seen.thing += thing_evidence(mention)
        seen.titles[mention.title] += 1
        seen.genders[mention.gender] += 1
    return sightings


def _is_person(name: Name, text: _Text) -> bool:
    seen = text.sightings[name]
    if _is_no_name(name) or seen.thing > seen.person:
        return False
    if text.knows(name):
        return seen.inside > 0 or seen.person > 0
    small = sum(text.small.get(part.lower(), 0) for part in name)
    if small > seen.inside and (seen.inside < LEAST_MENTIONS or seen.person < LEAST_MENTIONS):
        return False
    enough = max(LEAST_PERSON, LEAST_RATE * seen.count)
    return seen.count >= LEAST_MENTIONS and seen.inside > 0 and seen.person >= enough


def _is_full_name(name: Name, text: _Text, people: Mapping[Name, Sighting]) -> bool:
    """Whether the name adds to one that is a person's: Nara Shikamaru beside Shikamaru."""
    if len(name) == 1 or _is_no_name(name) or text.sightings[name].thing > text.sightings[name].person + 1:
        return False
    return text.knows(name) or any((part,) in people for part in name)


def _is_no_name(name: Name) -> bool:
    lower = [part.lower() for part in name]
    if any(part in names_words("never", "words") for part in lower):
        return True
    if len(name) == 1:
        return len(name[0]) == 1 or lower[0] in names_words("never", "openers")
    return (
        lower[0] in names_words("things", "first")
        or lower[-1] in names_words("things", "last")
        or any(part in names_words("never", "openers") for part in lower)
    )


def person_evidence(mention: Mention) -> float:
    """How much one mention speaks for a person."""
    if mention.honorific or gender_of(mention.title):
        return 2
    if mention.possessive:
        return float(mention.after in names_words("people", "possessions"))
    if mention.before in names_words("people", "speech") or mention.after in names_words("people", "speech"):
        return 1
    if mention.after in names_words("people", "actions") or mention.after in names_words("people", "after"):
        return 1
    if mention.title or (mention.before == "," and mention.after in {",", ".", "!", "?"}):
        return 0.5
    weak = mention.after in names_words("people", "weak") or mention.before in names_words("people", "before")
    return 0.3 if weak else 0


def thing_evidence(mention: Mention) -> float:
    """How much one mention speaks for a place, a group or a thing."""
    if mention.before in names_words("things", "before_strong") or mention.after in names_words("things", "after"):
        return 1
    if mention.before in names_words("things", "before_article"):
        return 1
    return 0.15 if mention.before in names_words("things", "before_weak") else 0
