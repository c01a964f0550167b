"""What an EPUB's metadata says of the story, as header entries."""

import re
from collections.abc import Iterator

from bot.corpus.formats.epub.package import Metadata
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.markup.blocks import blocks_of
from bot.corpus.formats.markup.html import parse_html
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field
from bot.corpus.words import items, word_list

AUTHOR = "aut"
TRANSLATOR = "trl"
PUBLISHED = frozenset({"publication", "original-publication", "creation", "issued"})

_UNKNOWN = frozenset(items(word_list("properties")["meaningless"]["values"]))
_DAY = re.compile(r"[12]\d{3}(?:-\d\d){0,2}")
_ADDRESS = re.compile(r"https?://\S+")


def entries_of(metadata: Metadata, name: str, limits: Limits, clock: Clock) -> list[Entry]:
    """The entries. Values that programs put in for want of a real one are left out."""
    return [entry for entry in _entries(metadata, name, limits, clock) if entry.value.lower() not in _UNKNOWN]


def _entries(metadata: Metadata, name: str, limits: Limits, clock: Clock) -> Iterator[Entry]:
    title = f"{metadata.title}: {metadata.subtitle}" if metadata.subtitle else metadata.title
    yield from _some(Field.TITLE, "title", title)
    authors = [person.name for person in metadata.creators if AUTHOR in person.roles or not person.roles]
    authors = [author for author in authors if author.lower() not in _UNKNOWN]
    yield from _some(Field.AUTHOR, "authors", *(authors or [person.name for person in metadata.creators]))
    yield from _some(Field.LOOSE, "translators", *_with_role(metadata, TRANSLATOR))
    yield from _some(Field.SUMMARY, "summary", _plain(metadata.description, name, limits, clock))
    yield from _some(Field.TAGS, "tags", *metadata.subjects)
    yield from _some(Field.LANGUAGE, "language", metadata.language.partition("-")[0])
    series = f"{metadata.series} {metadata.series_index}".strip()
    yield from _some(Field.SERIES, "series", series if metadata.series else "")
    addresses = (text for text in (*metadata.sources, *metadata.identifiers) if _ADDRESS.fullmatch(text))
    yield from _some(Field.SOURCE, "source", next(addresses, ""))
    days = (_DAY.match(day) for event, day in metadata.dates if event in PUBLISHED)
    yield from _some(Field.PUBLISHED, "published", next((day[0] for day in days if day), ""))


def _some(field: Field, name: str, *values: str) -> Iterator[Entry]:
    told = tuple(filter(None, values))
    if told:
        yield set_apart(field, name, *told)


def _with_role(metadata: Metadata, role: str) -> list[str]:
    return [person.name for person in (*metadata.contributors, *metadata.creators) if role in person.roles]


def _plain(description: str, name: str, limits: Limits, clock: Clock) -> str:
    """A description without the HTML that may be in it, paragraphs apart by empty lines."""
    if "<" not in description and "&" not in description:
        return description
    root = parse_html(name, f"<html><body>{description}</body></html>", limits, clock)
    return "\n\n".join(block.text for block in blocks_of(root))
