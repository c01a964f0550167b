"""What warnings, tags, summaries and notes announce: sexual content, and minors in it."""

from functools import cache

from bot.corpus.phrases import PhraseFinder, words_of
from bot.corpus.words import lines, word_list

REACH = 4
"""Words before a mark within which a negation belongs to it."""
ADULT = 18


def underage_in_tag(tag: str) -> bool:
    """Whether a warning or tag says that a minor is sexualised."""
    whole = " ".join(words_of(tag)) in word_list("marks")["underage"]["whole_tags"]
    return whole or _first("underage", "tags", tag) is not None or _states_young_age(tag)


def underage_in_note(note: str) -> str | None:
    """Words of a note or summary that warn of a sexualised minor, or None."""
    return _first("underage", "notes", note)


def sexual_in_tag(tag: str) -> bool:
    """Whether a warning or tag announces sexual content."""
    return _first("sexual", "tags", tag) is not None


def sexual_in_note(note: str) -> str | None:
    """Words of a note or summary that announce sexual content, or None."""
    return _first("sexual", "notes", note)


def _states_young_age(tag: str) -> bool:
    words = words_of(tag)
    young = any(word.isdecimal() and int(word) < ADULT for word in words)
    return young and not {"year", "years", "yo", "aged", "age"}.isdisjoint(words) and sexual_in_tag(tag)


def _first(subject: str, place: str, text: str) -> str | None:
    """The words around the first mark in the text that isn't negated, or None."""
    words, negations = words_of(text), _negations()
    for hit in _finder(subject, place).find(words):
        start = max(0, hit.start - REACH)
        if negations.isdisjoint(words[start : hit.end]):
            return " ".join(words[start : hit.end + REACH])
    return None


@cache
def _negations() -> frozenset[str]:
    return frozenset(word_list("marks")["negations"]["words"].split())


@cache
def _finder(subject: str, place: str) -> PhraseFinder[None]:
    marks = word_list("marks")
    return PhraseFinder(((pattern, None) for pattern in lines(marks[subject][place])), marks["groups"])
