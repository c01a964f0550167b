"""Characters of a story without a character list, found in its text.

A capitalised word that recurs inside sentences is a name; what stands around it tells people from places and things:
said Temari, Temari shrugged, Temari's brother, Temari-san; but in Suna, the Academy, Harrow Street.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain, repeat

from bot.corpus.judging import FEW_MENTIONS, LEAST_MENTIONS, NOUN_ARTICLES, Judge, KnownNames
from bot.corpus.language import guess_language
from bot.corpus.mentions import Mention, mentions_in, plain_lines, small_words
from bot.corpus.name_words import Words, gender_of, word_set, words_for
from bot.corpus.persons import Person, merge_names
from bot.corpus.sightings import bare_part, sight, without_nouns
from bot.corpus.speakers import take_speakers
from bot.corpus.story import Chapter

MOST = 30
SHORT = 16_000
"""Characters up to which a text is short: some 3,000 words."""
ABBREVIATED = re.compile(r"\b(?:Mrs?|Ms|Dr|Prof|Capt)\.")
OPENING_ENDINGS = ("ing", "ed", "ly", "n't")


def find_characters(chapters: Sequence[Chapter], known: KnownNames | None = None) -> tuple[str, ...]:
    """Names of the people in the text, most frequent first: those that `known` has, and capitalised ones that recur."""
    language = guess_language("\n".join(chapter.text for chapter in chapters))
    words = words_for(language)
    dialogue = take_speakers(plain_lines((chapter.text for chapter in chapters), french=language == "French"))
    small = small_words(dialogue.lines)
    spoken = (mention for line in dialogue.lines for mention in mentions_in(line, words))
    sightings = sight(chain(_without_openers(spoken, small), _speaking(dialogue.speakers, words)), words)
    if words.endings.nouns:
        sightings = without_nouns(sightings, NOUN_ARTICLES)
    short = sum(len(chapter.text) for chapter in chapters) <= SHORT
    stops = any(ABBREVIATED.search(chapter.text) for chapter in chapters)
    people = merge_names(Judge(sightings, small, words, known, short).people(), stops=stops)
    least = FEW_MENTIONS if short else LEAST_MENTIONS
    parts = {bare_part(part) for name in sightings for part in name}
    return tuple(dict.fromkeys(_shown(people, known, parts, least)))[:MOST]


def _shown(people: Sequence[Person], known: KnownNames | None, parts: AbstractSet[str], least: int) -> Iterator[str]:
    """The people under the library's names for them, where it has any. `parts` are all names' words."""
    labels = [known and _label(person, known, parts) for person in people]
    for person, label in zip(people, labels, strict=True):
        # "Miss Yamanaka" may be anybody of that name, unless the one whom the library knows is there.
        same = known(person.bare) if known and not label else None
        name = label or (same if same in labels else None)
        if person.count >= (FEW_MENTIONS if name else least):
            yield name or person.shown


def _label(person: Person, known: KnownNames, parts: AbstractSet[str]) -> str | None:
    """The library's name. An everyday name alone is anybody's: Mary isn't Mary Lennox without a Lennox."""
    name = person.shown if gender_of(person.title) else person.bare
    label = known(person.shown) or known(name)
    if label and bare_part(name) in word_set("everyday", "names"):
        others = {bare_part(part) for part in label.split()} - {bare_part(name)}
        return None if others and others.isdisjoint(parts) else label
    return label


def _speaking(speakers: Mapping[str, int], words: Words) -> Iterator[Mention]:
    """A mention for each line of a script's or chat's speakers."""
    for name, lines in speakers.items():
        spelt = name.title() if name.isupper() else name
        for mention in mentions_in(f"then said {spelt}.", words):
            yield from repeat(mention, lines)


def _without_openers(mentions: Iterable[Mention], small: Mapping[str, int]) -> Iterator[Mention]:
    """Mentions without a first word that is capitalised only because it opens the sentence: Watching Temari."""
    for mention in mentions:
        first = mention.parts[0].lower() if mention.parts else ""
        opener = mention.starts and len(mention.parts) > 1 and (first in small or first.endswith(OPENING_ENDINGS))
        yield replace(mention, parts=mention.parts[1:], starts=False) if opener else mention
