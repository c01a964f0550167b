"""Items, likes and test readers as files have them, and the cards that are made of items."""

import csv
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from bot.corpus.keywords import keywords
from bot.corpus.story import Card, Chapter, Fact, Rating, Story

Row = dict[str, Any]
SERIES = re.compile(r"\s*\(([^()#]+?),?\s*#[^()]*\)\s*$")
"""How lists of books write a series after a title: "(The Lantern Road, #2)"."""
RATINGS = {rating.value.casefold(): rating for rating in Rating} | {
    "general audiences": Rating.GENERAL,
    "teen and up audiences": Rating.TEEN,
}


@dataclass(frozen=True)
class Reader:
    """A test reader: what they like (`kept`), what may not be shown again, what is to be found, and one liked story."""

    user: int
    kept: tuple[int, ...]
    rated: frozenset[int]
    held: frozenset[int]
    seed: int


def opened(path: Path) -> TextIO:
    """A text file, gzipped or not."""
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    with opened(path) as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_split(path: Path) -> list[Reader]:
    """The test readers."""
    return [
        Reader(int(row["user"]), tuple(row["kept"]), frozenset(row["rated"]), frozenset(row["held"]), row["seed"])
        for row in read_rows(path)
    ]


def read_likes(path: Path) -> dict[int, list[int]]:
    """Liked items by user."""
    likes: dict[int, list[int]] = defaultdict(list)
    with opened(path) as lines:
        for row in csv.DictReader(lines):
            likes[int(row["user"])].append(int(row["item"]))
    return dict(likes)


def crowd_of(
    likes: dict[int, list[int]], readers: Sequence[Reader], crowd: int | None, seed: int
) -> dict[int, list[int]]:
    """All likes; or those of so many readers, none of them a test reader, drawn with the seed."""
    if crowd is None:
        return likes
    tested = {reader.user for reader in readers}
    others = sorted(user for user in likes if user not in tested)
    return {user: likes[user] for user in random.Random(seed).sample(others, min(crowd, len(others)))}


def cards_of(rows: Iterable[Row]) -> Iterator[Card]:
    """A card for each item."""
    for row in rows:
        yield card_of(row)


def bare_cards(ids: Iterable[int]) -> list[Card]:
    """Cards of which nothing is known."""
    return [Card(id=number, title=Fact(f"No. {number}"), rating=Fact(Rating.GENERAL)) for number in sorted(ids)]


def card_of(row: Row) -> Card:
    """An item as a card. Tags come in the order of their counts, which a card doesn't have."""
    tags = row.get("tags") or row.get("freeforms") or {}
    ordered = sorted(tags, key=lambda tag: (-tags[tag], tag)) if isinstance(tags, dict) else list(tags)
    title, series = row["title"], SERIES.search(row["title"])
    rating = RATINGS.get(str(row.get("rating", "")).casefold(), Rating.GENERAL)
    return Card(
        id=int(row["id"]),
        title=Fact(SERIES.sub("", title) or title),
        series=Fact(series[1]) if series else None,
        authors=_facts(row.get("authors", ())),
        tags=_facts(ordered),
        fandoms=_facts(row.get("fandoms", ())),
        characters=_facts(row.get("characters", ())),
        relationships=_facts(row.get("relationships", ())),
        warnings=_facts(row.get("warnings", ())),
        summary=Fact(row["summary"]) if row.get("summary") else None,
        rating=Fact(rating),
        language=Fact(row["language"]) if row.get("language") else None,
        words=int(row.get("words") or 0),
        keywords=_keywords(row),
    )


def _facts(texts: Iterable[str]) -> tuple[Fact[str], ...]:
    return tuple(Fact(text) for text in texts if text.strip())


def _keywords(row: Row) -> tuple[str, ...]:
    if not row.get("text"):
        return ()
    return keywords(Story(title=Fact(row["title"]), chapters=(Chapter("", row["text"]),)))
