"""What warnings, tags, summaries, titles and notes announce: sexual content, and minors in it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache

from bot.corpus.screening.phrases import Hit, PhraseFinder, is_negation, words_of
from bot.corpus.words import lines, word_list

REACH = 5
"""Words before a mark within which a negation belongs to it."""
FAR = 12
"""The same where a list is denied as a whole ("no rape, underage or incest"), and for "none of the three in this …"."""
NEAR = 4
"""Words around a mark within which others show what is meant."""

AT_TOP = 8
MOST_AT_TOP = 3000
"""Lines of a text, and characters, where a warning that wasn't taken for one is looked for."""
ADULT = 18

_STOPS = frozenset(".!?…;")
_MARKS = _STOPS | {",", ":", "—"}
_NOT_WHOLE = frozenset({"no", "without", "zero", "sans"})
"""Negations that deny what follows whatever stands between."""
_READERS = frozenset({"you", "you're", "reader", "readers", "anyone"})
_FAR = frozenset({"nobody", "nobody's", "noone", "none", "neither", "nothing"})

_BRACKET = re.compile(r"[()\[\]{}]|\s[-–]{1,3}\s|[|•~]")
_AGE_LIMIT = re.compile(r"\b18\s?\+")
_NOT_FOR = re.compile(
    r"\bnot (?:safe|suitable|appropriate) for (?:work|minors|children|kids)\b|\bnot for (?:minors|children|kids)\b|"
    r"\bminors,? (?:dni|do not|don['’]t|should not|shouldn['’]t)\b",
    re.IGNORECASE,
)
"""What keeps minors away from a text announces what it is, though it says not."""
_AGES = re.compile(r"(?:[(\[]|\bages?)\s?(\d{2})\s?(?:[/x&]|and)\s?(\d{2})\b", re.IGNORECASE)
_LABEL = re.compile(
    r"[\W_]{0,9}(?:(?:(?:general|content|trigger|archive|story|chapter|fic)\s)?warnings?|[tc]/?w|a/?n|"
    r"author['’]?s? notes?|note|tags|rating|rated)[*_]{0,3}\s?[:–—-]",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\b(?:chapters?|parts?|days?|weeks?|advent|december|words|prompt|square)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]")


class Place(IntEnum):
    """Where a line stands: the later, the less it can mean anything else."""

    SUMMARY = 0
    NOTE = 1
    LIST = 2
    """A warning or tag."""


_BLOCKS = ("anywhere", "notes", "lists")


def is_underage_mark(text: str, place: Place) -> bool:
    """Whether a line says that a minor is sexualised."""
    if place is Place.LIST and (_is_whole_tag(text) or _pairs_with_minor(text)):
        return True
    if _announces("underage", text, place):
        return True
    return place is Place.LIST and states_young_age(text, place) and announces_sex(text, place)


def announces_sex(text: str, place: Place) -> bool:
    """Whether a line announces sexual content."""
    return _announces("sexual", text, place)


def states_young_age(text: str, place: Place) -> bool:
    """Whether a line states somebody's age, and it is under 18."""
    return _announces("ages", text, place)


def title_marks(title: str) -> tuple[str, ...]:
    """What a title says in brackets, which is to be read as a warning is."""
    return tuple(_BRACKETED.findall(title))


def labelled_lines(text: str) -> Iterator[str]:
    """What those of a text's first lines say that begin as warnings do, and so may be a header's rest."""
    for line in text[:MOST_AT_TOP].split("\n", AT_TOP)[:AT_TOP]:
        if match := _LABEL.match(line):
            yield line[match.end() :]


def _is_whole_tag(tag: str) -> bool:
    return " ".join(words_of(tag)) in word_list("announcements")["underage"]["whole_tags"]


def _pairs_with_minor(tag: str) -> bool:
    """Whether two ages in brackets are a minor's and another's: "(16/30)"."""
    return not _COUNT.search(tag) and any(min(map(int, ages)) < ADULT for ages in _AGES.findall(tag))


def _announces(subject: str, text: str, place: Place) -> bool:
    words = words_of(f". {_plain(text)}")
    hits = _finder(subject, place).find(words)
    if not hits:
        return False
    harmless = _harmless(subject, words)
    return any(not _means_nothing(words, hit, place) and not harmless(hit) for hit in hits)


def _plain(text: str) -> str:
    """With brackets and rules as stops, and what speaks of adults only as a word."""
    text = _NOT_FOR.sub("nsfw", _AGE_LIMIT.sub("18plus", text))
    return _BRACKET.sub(" — ", text).replace("\n", " . ")


def _means_nothing(words: Sequence[str], hit: Hit[None], place: Place) -> bool:
    return _is_denied(words, hit.start, hit.end) or _is_hypothetical(words, hit, place)


def _is_denied(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a negation stands before word `start`, inside the mark, or as an answer right after it."""
    following = _clause(words[end : end + NEAR])
    if not _words("negations", "soon").isdisjoint(following):
        return False
    if any(map(_says_no, words[start:end])) or _is_answered_no(words, end):
        return True
    if _is_absent(words[end : end + FAR]):
        return True
    listed = not {"or", "nor"}.isdisjoint(words[max(0, start - 1) : start + FAR])
    for place in range(start - 1, max(0, start - FAR) - 1, -1):
        word = words[place]
        if word in _STOPS or (word in {",", ":", "—"} and not listed):
            return False
        reach = FAR if listed or word in _FAR else REACH
        if start - place <= reach and _says_no(word) and not _governs_other(words, place, start):
            return True
    return False


def _says_no(word: str) -> bool:
    return is_negation(word) or word in _words("negations", "words")


def _is_absent(following: Sequence[str]) -> bool:
    """Whether what follows a mark says that it isn't in here: "smut-free", "isn't my thing", "is on my blog"."""
    clause = _clause(following)
    near = clause[:NEAR]
    if not _words("negations", "absent").isdisjoint(near) and "feel" not in near:
        return True
    if any(map(_says_no, clause[:2])) and not _words("negations", "refused").isdisjoint(near):
        return True
    away = not _words("negations", "elsewhere").isdisjoint(clause[: 2 * NEAR])
    return away and not {"on", "at", "in"}.isdisjoint(clause) and {"also", "too", "this"}.isdisjoint(clause)


def _is_answered_no(words: Sequence[str], end: int) -> bool:
    asked = words[end : end + 1] in ([":"], ["?"])
    after = [word for word in words[end : end + 3] if word not in {":", "?", "—"}]
    if not after or after[0] not in {"no", "none", "not", "nope", "nah"}:
        return False
    return asked or len(after) == 1 or after[1] in _MARKS | {"in", "here", "present", "included"}


def _governs_other(words: Sequence[str], negation: int, mark: int) -> bool:
    """Whether a negation before a mark denies another thing: "not just smut", "if you don't like smut"."""
    between = words[negation + 1 : mark]
    if not _words("negations", "but").isdisjoint(between):
        return True
    if words[negation] not in _NOT_WHOLE and not _words("negations", "others").isdisjoint(between[:2]):
        return True
    told = not _words("negations", "readers").isdisjoint(words[max(0, negation - NEAR) : negation])
    told = told or "?" in words[mark : mark + 2]
    return told and not _words("negations", "aversions").isdisjoint(between)


def _is_hypothetical(words: Sequence[str], hit: Hit[None], place: Place) -> bool:
    """Whether a mark is only thought of; in lists, whether it is said of whoever reads."""
    thought = {"if", "whether"} if place is Place.LIST else _words("hypothetical", "words")
    for at in range(hit.start - 1, max(0, hit.start - REACH) - 1, -1):
        if words[at] in _STOPS or words[at] == ":":
            return False
        if words[at] in thought and not _is_told(words, at, hit):
            return True
    return False


def _is_told(words: Sequence[str], at: int, hit: Hit[None]) -> bool:
    """Whether what sounds like a thought tells after all: "you should know", "if smut bothers you", "here it is"."""
    if words[at + 1] in _words("hypothetical", "told"):
        return True
    around = (*words[at : hit.start], *_clause(words[hit.end : hit.end + NEAR]))
    averse = words[at] == "if" and not _words("negations", "aversions").isdisjoint(around)
    return averse or "here" in words[hit.end : hit.end + REACH + 1]


def _harmless(subject: str, words: Sequence[str]) -> Callable[[Hit[None]], bool]:
    if subject == "underage":
        return lambda hit: _is_of_minors(words, hit)
    if subject == "ages":
        return lambda hit: _is_no_characters_age(words, hit)
    covered = {at for other in _harmless_finder().find(words) for at in range(other.start, other.end)}
    return lambda hit: not covered.isdisjoint(range(hit.start, hit.end)) or _is_fruit(words, hit)


def _is_of_minors(words: Sequence[str], hit: Hit[None]) -> bool:
    """Whether it is about who may read or what minors may not do ("underage drinking")."""
    named = _group("minor") | {"minor", "minors", "under", "below"}
    place = next((at for at in range(hit.start, hit.end) if words[at] in named), None)
    if place is None:
        return False
    sexy = _group("sexy") | _group("smut")
    before = words[max(0, place - 3) : place]
    if not _READERS.isdisjoint(before) and _words("negations", "aversions").isdisjoint(before):
        return True
    if words[place + 1 : place + 3] == ["in", "canon"]:
        return True
    companions = _words("companions", "words")
    if words[place - 1] == "—" and words[place - 2] in companions:
        return True
    if not _group("is_young").isdisjoint(words[hit.start : place]):
        before, after = words[max(0, place - 2 * FAR) : place][::-1], words[place : place + 2 * FAR]
        sentence = {*_clause(before, _STOPS), *_clause(after, _STOPS)}
        return not sentence.isdisjoint(_words("companions", "reasons")) and sentence.isdisjoint(sexy)
    following = _clause(words[place + 2 if words[place + 1 : place + 2] == ["—"] else place + 1 :][:NEAR])
    following = _clause(following, {"and", "or", "but"})
    return not companions.isdisjoint(following[:2]) and sexy.isdisjoint(following)


def _is_no_characters_age(words: Sequence[str], hit: Hit[None]) -> bool:
    return not _words("ages", "not_whose").isdisjoint(words[max(0, hit.start - NEAR) : hit.start])


def _is_fruit(words: Sequence[str], hit: Hit[None]) -> bool:
    """Whether a lemon is one: only food around it tells."""
    if not _group("fruit").issuperset(set(words[hit.start : hit.end]) - _MARKS):
        return False
    before = _clause(words[max(0, hit.start - NEAR) : hit.start][::-1], _STOPS)
    return not _words("food", "words").isdisjoint((*before, *_clause(words[hit.end : hit.end + NEAR], _STOPS)))


def _clause(words: Sequence[str], stops: Iterable[str] = _MARKS) -> list[str]:
    """The words up to a stop."""
    ends = frozenset(stops)
    end = next((at for at, word in enumerate(words) if word in ends), len(words))
    return list(words[:end])


@cache
def _words(table: str, name: str) -> frozenset[str]:
    return frozenset(word_list("announcements")[table][name].split())


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(word_list("announcements")["groups"][name].split())


@cache
def _harmless_finder() -> PhraseFinder[None]:
    marks = word_list("announcements")
    return PhraseFinder(((pattern, None) for pattern in lines(marks["sexual"]["harmless"])), marks["groups"])


@cache
def _finder(subject: str, place: Place) -> PhraseFinder[None]:
    marks = word_list("announcements")
    blocks = (marks[subject].get(block, "") for block in _BLOCKS[: place + 1])
    return PhraseFinder(((pattern, None) for block in blocks for pattern in lines(block)), marks["groups"])
