"""What benchmarks.search asks for and of what: titles, names and queries from files, and titles grown from others."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.search.engine.entries import Entry
from bot.search.normalise import fold

Row = dict[str, Any]
SEED = 7
_NAMES, _VOCABULARY = 0.12, 0.16
"""Shares of a grown title's words that are made-up names, and words from anywhere in the titles."""
_SYLLABLES = tuple(
    f"{consonant}{vowel}" for consonant in ("", *"kstnhmrdlbw", "th") for vowel in ("a", "e", "i", "o", "u", "an")
)
_LEAST, _MOST_WORDS = 3, 12


@dataclass
class Known:
    """One thing that can be found. `key` is the id of the file."""

    key: str
    name: str
    aliases: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    fandom: str = ""
    popularity: float = 0.0


@dataclass(frozen=True)
class Query:
    """What is typed, with which kind of noise, and the ids of the right answers."""

    no: int
    kind: str
    typed: str
    right: frozenset[str]


def read_lines(path: Path) -> list[Row]:
    """The objects of a JSON Lines file, gzipped or not; empty lines are left out."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_known(path: Path, aliases: Path | None = None) -> list[Known]:
    """Titles or names; rows of one id are one thing with several authors or names."""
    known: dict[str, Known] = {}
    for number, row in enumerate(read_lines(path)):
        key = str(row.get("id", number))
        name = str(row.get("title") or row.get("name") or "")
        one = known.setdefault(key, Known(key, name, fandom=str(row.get("fandom") or "")))
        spellings = [name, *map(str, row.get("aliases") or ())]
        one.aliases += [each for each in spellings if each != one.name and each not in one.aliases]
        authors = row.get("author") or row.get("authors") or ()
        one.authors += [authors] if isinstance(authors, str) else map(str, authors)
        one.popularity = max(one.popularity, float(row.get("popularity") or 0))
    for row in read_lines(aliases) if aliases else ():
        if str(row["id"]) in known:
            known[str(row["id"])].aliases.append(str(row["alias"]))
    return list(known.values())


def read_queries(path: Path) -> list[Query]:
    """Queries of a file."""
    return [
        Query(
            int(row.get("no", number)),
            str(row.get("kind", "all")),
            str(row["query"]),
            frozenset(map(str, row["expected"])),
        )
        for number, row in enumerate(read_lines(path))
    ]


def limited(queries: Sequence[Query], limit: int | None) -> list[Query]:
    """At most so many of each kind: those that come first."""
    taken: dict[str, int] = defaultdict(int)
    kept: list[Query] = []
    for query in queries:
        taken[query.kind] += 1
        if limit is None or taken[query.kind] <= limit:
            kept.append(query)
    return kept


def by_list_order(known: Sequence[Known]) -> None:
    """Popularity by Zipf's law, the first being the most popular."""
    for rank, one in enumerate(known, 1):
        one.popularity = 1_000_000 / rank


def entries_of(known: Sequence[Known]) -> Iterator[Entry]:
    """For the engine: ids are places in the list."""
    for number, one in enumerate(known):
        yield Entry(number, (one.name, *one.aliases), tuple(one.authors), one.popularity)


def grown(known: Sequence[Known], count: int) -> list[Known]:
    """Distinct titles, the given ones among them, in an order drawn by chance: list order stands for popularity.

    The others come from a model of which word follows which in the given titles; of their words some are names made
    from syllables, and some are drawn from all words. From a seed, so that two runs on one file have the same titles.
    """
    draw = random.Random(SEED)
    following: dict[str, list[str]] = defaultdict(list)
    words: list[str] = []
    for one in known:
        parts = one.name.split()[:_MOST_WORDS]
        for word, after in zip(["", *parts], [*parts, ""], strict=True):
            following[word].append(after)
        words += parts
    vocabulary = sorted(set(words))
    names = sorted({"".join(draw.choice(_SYLLABLES) for _ in range(draw.randint(2, 3))).title() for _ in range(60_000)})
    taken = {fold(one.name) for one in known}
    titles = list(known[:count])
    while len(titles) < count:
        title = _title(following, vocabulary, names, draw)
        folded = fold(title)
        if len(folded) >= _LEAST and folded not in taken:
            taken.add(folded)
            titles.append(Known(f"grown-{len(titles)}", title))
    draw.shuffle(titles)
    return titles


def _title(following: dict[str, list[str]], vocabulary: list[str], names: list[str], draw: random.Random) -> str:
    word, title = "", list[str]()
    while len(title) < _MOST_WORDS:
        word = draw.choice(following[word])
        if not word:
            break
        chance = draw.random()
        if chance < _NAMES:
            # Zipf's law, roughly: few names are frequent.
            title.append(names[int(len(names) ** draw.random()) - 1])
        else:
            title.append(draw.choice(vocabulary) if chance < _NAMES + _VOCABULARY else word)
    return " ".join(title)
