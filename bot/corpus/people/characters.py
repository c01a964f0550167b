"""Characters of a story without a character list, found in its text.

A capitalised word that recurs inside sentences is a name; what stands around it tells people from places and things:
said Temari, Temari shrugged, Temari's brother, Temari-san; but in Suna, the Academy, Harrow Street.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, repeat

from bot.corpus.formats.limits import check_time, in_time
from bot.corpus.language import guess_language
from bot.corpus.people.judging import FEW_MENTIONS, LEAST_MENTIONS, NOUN_ARTICLES, Judge
from bot.corpus.people.letters import take_letters
from bot.corpus.people.mentions import Mention, mentions_in
from bot.corpus.people.name_words import Words, words_for
from bot.corpus.people.persons import merge_names
from bot.corpus.people.plain_lines import CLOSE, OPEN, WORD, plain_lines, small_words, starts_small
from bot.corpus.people.recognising import KnownNames, Library, is_written_small, unnamed, with_capitals
from bot.corpus.people.short_forms import join_short_forms
from bot.corpus.people.sightings import bare_part, sight, without_nouns
from bot.corpus.people.speakers import Dialogue, called_by, take_speakers
from bot.corpus.story import Chapter

MOST = 30
SHORT = 16_000
"""Characters up to which a text is short: some 3,000 words."""
ABBREVIATED = re.compile(r"\b(?:Mrs?|Ms|Dr|Prof|Capt)\.")
OPENING_ENDINGS = ("ing", "ed", "ly", "n't")


def find_characters(chapters: Sequence[Chapter], known: KnownNames | None = None) -> tuple[str, ...]:
    """Names of the people in the text, most frequent first: those that `known` has, and capitalised ones that recur."""
    check_time()
    texts = [chapter.text for chapter in chapters]
    language = guess_language("\n".join(texts))
    lines = plain_lines(texts, french=language == "French")
    lowered = known is not None and is_written_small(lines)
    if known and lowered:
        lines = with_capitals(lines, known)
    is_short = sum(map(len, texts)) <= SHORT
    judge = _judge(lines, words_for(language), is_short=is_short)
    stops = any(map(ABBREVIATED.search, texts))
    check_time()
    people = merge_names(judge.people(), stops=stops)
    check_time()
    named = unnamed(people)
    if known:
        library = Library.of(known, {bare_part(part) for name in judge.sightings for part in name}, people)
        if lowered or library.fits(people):
            named = library.names(people if lowered else merge_names(judge.people(library.knows), stops=stops))
        else:
            named = library.full_names(people)
    least = FEW_MENTIONS if is_short else LEAST_MENTIONS
    shown = (label or person.shown for person, label in named if person.count >= (FEW_MENTIONS if label else least))
    return tuple(dict.fromkeys(shown))[:MOST]


def _judge(lines: Sequence[str], words: Words, *, is_short: bool) -> Judge:
    """What the lines show of each name."""
    dialogue = take_speakers(lines)
    letters = take_letters(dialogue.lines)
    small = small_words(letters.lines)
    spoken = (mention for line in in_time(letters.lines) for mention in mentions_in(line, words))
    if starts_small(letters.lines):
        spoken = (replace(mention, starts=False) for mention in spoken)
    signs = chain(
        _standing("then said {}.", _named_speakers(dialogue, small), words),
        _standing("then said {}.", letters.signed, words),
        _standing(f"{OPEN}Well, {{}}.{CLOSE}", letters.greeted, words),
    )
    sightings = join_short_forms(sight(chain(_without_openers(spoken, small), signs), words))
    if words.endings.nouns:
        sightings = without_nouns(sightings, NOUN_ARTICLES)
    return Judge(sightings, small, words, is_short)


def _named_speakers(dialogue: Dialogue, small: Mapping[str, int]) -> Counter[str]:
    """The speakers as people: not in capitals, and a handle by the name in it that others call: kit_kat is Kit."""
    words = {
        word.lower(): word for line in in_time(dialogue.lines) for word in WORD.findall(line) if word[1:].islower()
    }
    called = {lower: word for lower, word in words.items() if word[0].isupper() and lower not in small}
    named: Counter[str] = Counter()
    for name, lines in dialogue.speakers.items():
        if name[0].islower():
            named[called_by(name, called) or name] += lines
        else:
            named[name.title() if name.isupper() else name] += lines
    return named


def _standing(place: str, names: Mapping[str, int], words: Words) -> Iterator[Mention]:
    """A mention in such a place for each time that somebody speaks, writes or is written to."""
    for name, times in names.items():
        for mention in mentions_in(place.format(name[0].upper() + name[1:]), words):
            yield from repeat(replace(mention, parts=(name,)) if name[0].islower() else mention, times)


def _without_openers(mentions: Iterable[Mention], small: Mapping[str, int]) -> Iterator[Mention]:
    """Mentions without a first word that is capitalised only because it opens the sentence: Watching Temari."""
    for mention in mentions:
        first = mention.parts[0].lower()
        opener = mention.starts and len(mention.parts) > 1 and (first in small or first.endswith(OPENING_ENDINGS))
        yield replace(mention, parts=mention.parts[1:], starts=False) if opener else mention
