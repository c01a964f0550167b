"""Facts whose values a format sets apart: taken over as they stand, for nothing about them is left to be guessed."""

import re

from bot.corpus.header.gathered import Gathered
from bot.corpus.header.lists import read_pairings
from bot.corpus.marks.entries import Entry
from bot.corpus.marks.labels import Field
from bot.corpus.words import items, word_list

_KINDS = frozenset(items(word_list("values")["categories"]["names"])) | frozenset(
    items(word_list("values")["genres"]["names"])
)
"""What a category may be instead of a fandom."""
_NO_WARNING = re.compile(r"no archive warnings apply", re.IGNORECASE)
"""What archives say where an author has no warning to give. That one chose not to warn is worth telling."""


def take_over(gathered: Gathered, entry: Entry) -> bool:
    """Add an entry's items to the facts; False for fields that hold but one value, to be read as from any header."""
    if entry.field is Field.TITLE:
        gathered.title, gathered.title_rank = entry.value, entry.rank
    elif entry.field is Field.SERIES:
        gathered.series = "; ".join([*filter(None, [gathered.series]), *entry.items])
    elif entry.field is Field.WARNINGS:
        gathered.warnings.extend(item for item in entry.items if not _NO_WARNING.fullmatch(item))
    elif entry.field is Field.CATEGORY:
        kinds = all(item.casefold() in _KINDS for item in entry.items)
        (gathered.tags if kinds else gathered.fandoms).extend(entry.items)
    elif (found := _list_for(gathered, entry.field)) is not None:
        found.extend(entry.items)
        gathered.paired.extend(_paired(entry.items) if entry.field is Field.PAIRING else ())
    else:
        return False
    return True


def _list_for(gathered: Gathered, field: Field) -> list[str] | None:
    return {
        Field.AUTHOR: gathered.authors,
        Field.FANDOM: gathered.fandoms,
        Field.CHARACTERS: gathered.characters,
        Field.PAIRING: gathered.relationships,
        Field.TAGS: gathered.tags,
    }.get(field)


def _paired(pairings: tuple[str, ...]) -> list[str]:
    return [name for pairing in pairings for _, *names in read_pairings(pairing) for name in names]
