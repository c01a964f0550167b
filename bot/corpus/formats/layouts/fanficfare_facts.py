"""What FanFicFare's title pages say, in the labels of its defaults.ini (and of [archiveofourown.org] in it)."""

import re
from collections.abc import Iterator

from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.words import items, word_list

_WORDS = word_list("layouts")
LABELS = {label: Field(field) for field, labels in _WORDS["fanficfare"].items() for label in items(labels)}
"""The labels whose values say something of the story."""
OTHERS = frozenset(items(_WORDS["fanficfare_others"]["names"]))
"""Labels that say how it was downloaded, or what the site's readers did."""
_LISTS = frozenset({Field.CATEGORY, Field.FANDOM, Field.TAGS, Field.CHARACTERS, Field.PAIRING, Field.WARNINGS})
_NUMBERED_TWICE = re.compile(r"(\d{1,5})\. (?=Chapter \1\b)")
"""How chapters without a title of their own come out that the site numbers in its list of chapters."""
_NEXT = re.compile(r",\s+(?![^(]{0,60}\))")


def is_label(words: str) -> bool:
    """Whether words in small letters are one of FanFicFare's labels."""
    return words in LABELS or words in OTHERS


def entries_of(label: str, value: str) -> Iterator[Entry]:
    """The facts under a label."""
    field = LABELS.get(label)
    if field is None or not value:
        return
    if field in _LISTS:
        yield set_apart(field, label, *(item for piece in _NEXT.split(value) if (item := piece.strip(" ,"))))
    elif field is Field.SERIES:
        yield set_apart(field, label, value)
    else:
        yield Entry(Labelled(field, label, value), 0)


def head_entries(title: str, authors: list[str], address: str) -> Iterator[Entry]:
    """What stands above a title page: the title, which is a link to the story, and the authors."""
    if title:
        yield set_apart(Field.TITLE, "title", title)
    if authors:
        yield set_apart(Field.AUTHOR, "author", *authors)
    if address:
        yield Entry(Labelled(Field.SOURCE, "story url", address), 0)


def titled(heading: str) -> str:
    """A chapter's heading, without a number that it says twice."""
    return _NUMBERED_TWICE.sub("", heading)
