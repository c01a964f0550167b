"""FanFiction.Net's line of facts: "Rated: T - English - Humor/Romance - Ino Y., Choji - Chapters: 3 - Words: 5,000"."""

import re
from collections.abc import Iterator

from bot.corpus.header.ratings import read_rating
from bot.corpus.header.values import is_language, read_status
from bot.corpus.marks.labels import Field, Labelled, field_of
from bot.corpus.words import items, word_list

LEAST_SEGMENTS = 3

_SEGMENT = re.compile(r"\s[-|–]\s|(?<=\d)\s{2,}")
_MONTH_FIRST = re.compile(r"^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$")
"""The site's days; two figures for the year are left to be read as elsewhere."""
_PAIR = re.compile(r"\[([^\[\]]{1,200})\]")
_GENRES = frozenset(items(word_list("values")["genres"]["names"]))
_TAKEN = frozenset(
    {Field.RATING, Field.WORDS, Field.CHAPTERS, Field.PUBLISHED, Field.UPDATED, Field.STATUS, Field.LANGUAGE}
    | {Field.TAGS, Field.CHARACTERS, Field.PAIRING, Field.FANDOM, Field.TITLE, Field.AUTHOR, Field.WARNINGS}
)


def _segments(value: str) -> list[str]:
    """The facts apart: by dashes or bars, or by commas where FanFiction.Net's pages for phones have them."""
    segments = _SEGMENT.split(value)
    return segments if len(segments) >= LEAST_SEGMENTS or "Words:" not in value else re.split(r",\s+(?!\d)", value)


def is_stats(value: str) -> bool:
    """Whether a rating's value goes on with other facts."""
    return len(_segments(value[:2000])) >= LEAST_SEGMENTS


def split_stats(value: str) -> Iterator[Labelled]:
    """The facts of the line, each under its own label. Reviews, favourites and ids are left out."""
    for position, segment in enumerate(_segments(value)):
        name, colon, text = segment.partition(":")
        if not colon:
            yield from _unlabelled(segment.strip(" *"), first=not position)
        elif (field := field_of(name.strip(" *").lower().removeprefix("fiction "))) and field in _TAKEN:
            said = text.strip(" *").removeprefix("Fiction ").strip()
            if field is Field.CHARACTERS:
                yield from _people(said)
                continue
            yield Labelled(field, name.strip(" *").lower(), _MONTH_FIRST.sub(r"\3-\1-\2", said))


def genres_in(text: str) -> list[str]:
    """ "Humor/Romance" is two genres, "Hurt/Comfort" one; [] when a part isn't a known genre."""
    parts: list[str] = []
    for part in re.split(r"\s*[/&]\s*", text.strip()):
        if part.casefold() == "comfort" and parts and parts[-1].casefold() == "hurt":
            parts[-1] = f"{parts[-1]}/{part}"
        else:
            parts.append(part)
    return parts if all(part.casefold() in _GENRES for part in parts) else []


def _unlabelled(segment: str, *, first: bool) -> Iterator[Labelled]:
    if is_language(segment):
        yield Labelled(Field.LANGUAGE, "language", segment)
    elif segment.lower() in {"complete", "in-progress", "in progress"} and read_status(segment):
        yield Labelled(Field.STATUS, "status", segment)
    elif first and read_rating(segment):
        yield Labelled(Field.RATING, "rated", segment)
    elif genres := genres_in(segment):
        yield Labelled(Field.TAGS, "genre", ", ".join(genres))
    elif first:
        yield Labelled(Field.FANDOM, "fandom", segment)
    elif segment and not re.search(r"\d{3}|:", segment):
        yield from _people(segment)


def _people(segment: str) -> Iterator[Labelled]:
    """ "[Shikamaru N., Temari] Ino Y.": a pair in brackets, and others beside it."""
    for pair in _PAIR.findall(segment):
        yield Labelled(Field.PAIRING, "pairing", "/".join(re.split(r"\s*,\s*", pair)))
    names = re.sub(r"[\[\]]", ",", segment).replace(" & ", ", ").strip(" ,")
    yield Labelled(Field.CHARACTERS, "characters", names)
