"""What warnings, tags, summaries and notes announce: sexual content, and minors in it."""

from collections.abc import Sequence
from functools import cache

from bot.corpus.phrases import PhraseFinder, is_negation, words_of
from bot.corpus.words import lines, word_list

REACH = 5
"""Words before a mark within which a negation belongs to it."""
LIST = 12
"""The same where a list is denied as a whole ("no rape, underage or incest")."""

_STOPS = frozenset(".!?…;")


def underage_in_tag(tag: str) -> bool:
    """Whether a warning or tag says that a minor is sexualised."""
    whole = " ".join(words_of(tag)) in word_list("marks")["underage"]["whole_tags"]
    return whole or _announces("underage", "tags", tag) or (states_young_age(tag) and sexual_in_tag(tag))


def underage_in_note(note: str) -> bool:
    """Whether a note or summary warns of a sexualised minor."""
    return _announces("underage", "notes", note)


def sexual_in_tag(tag: str) -> bool:
    """Whether a warning or tag announces sexual content."""
    return _announces("sexual", "tags", tag)


def sexual_in_note(note: str) -> bool:
    """Whether a note or summary announces sexual content."""
    return _announces("sexual", "notes", note)


def states_young_age(text: str) -> bool:
    """Whether a tag or summary states somebody's age, and it is under 18."""
    return _announces("underage", "ages", text)


def _announces(subject: str, place: str, text: str) -> bool:
    words = words_of(text)
    prose = place == "notes"
    return any(
        not _is_denied(words, hit.start, hit.end) and not (prose and _is_hypothetical(words, hit.start))
        for hit in _finder(subject, place).find(words)
    )


def _is_denied(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a negation stands before word `start`, inside the mark, or as an answer right after it."""
    if any(map(is_negation, words[start:end])):
        return True
    answer = [word for word in words[end : end + 2] if word not in {":", "?"}]
    if answer and answer[0] in {"no", "none", "not"}:
        return True
    listed = not {"or", "nor"}.isdisjoint(words[start : start + LIST])
    for word in reversed(words[max(0, start - (LIST if listed else REACH)) : start]):
        if word in _STOPS or (word == "," and not listed):
            return False
        if is_negation(word):
            return True
    return False


def _is_hypothetical(words: Sequence[str], start: int) -> bool:
    """Whether the mark that begins at word `start` is only thought of."""
    for word in reversed(words[max(0, start - REACH) : start]):
        if word in _STOPS:
            return False
        if word in _hypothetical():
            return True
    return False


@cache
def _hypothetical() -> frozenset[str]:
    return frozenset(word_list("marks")["hypothetical"]["words"].split())


@cache
def _finder(subject: str, place: str) -> PhraseFinder[None]:
    marks = word_list("marks")
    return PhraseFinder(((pattern, None) for pattern in lines(marks[subject][place])), marks["groups"])
