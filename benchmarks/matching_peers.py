"""Contestants for benchmarks.titles: each answers what is typed with the names that it takes it for."""

import sqlite3
from collections.abc import Sequence
from typing import Protocol

from rapidfuzz import fuzz, process

from bot.corpus.story import Card
from bot.search.index import Kind
from bot.search.normalise import fold
from bot.search.scan import ScanIndex


class Contestant(Protocol):
    """Something that looks names up."""

    name: str

    def ask(self, typed: str, limit: int) -> list[str]:
        """At most `limit` names that come near, best first."""
        ...


class Ficus:
    """The index, asked as autocomplete asks it."""

    name = "Ficus"

    def __init__(self, kind: Kind, cards: Sequence[Card]) -> None:
        self._kind = kind
        self._titles = {card.id: card.title.value for card in cards}
        self._index = ScanIndex()
        self._index.apply(cards)
        self._index.prepare()

    def ask(self, typed: str, limit: int) -> list[str]:
        """A title without the author that a line may carry, a character as the line has it."""
        found = self._index.suggest(self._kind, typed, lambda _: True, limit)
        return [one.label if one.story_id is None else self._titles[one.story_id] for one in found]

    def understand(self, typed: str) -> tuple[str, ...]:
        """What a finished name is taken for: several on a tie."""
        return self._index.resolve(self._kind, typed, lambda _: True).names


class WRatio:
    """rapidfuzz.process.extract with its all-round scorer, over folded names."""

    name = "rapidfuzz WRatio"

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._folded = [fold(name) for name in names]

    def ask(self, typed: str, limit: int) -> list[str]:
        """The highest ratios."""
        found = process.extract(fold(typed), self._folded, scorer=fuzz.WRatio, limit=limit)
        return [self._names[place] for _, _, place in found]


class Trigrams:
    """SQLite FTS5 with its trigram tokenizer, over folded names: any of the query's trigrams, ranked by bm25."""

    name = "SQLite FTS5 trigram"

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize = 'trigram')")
        rows = ((number, fold(name)) for number, name in enumerate(names))
        self._database.executemany("INSERT INTO names (rowid, name) VALUES (?, ?)", rows)

    def ask(self, typed: str, limit: int) -> list[str]:
        """Two letters have no trigram, so they find nothing."""
        folded = fold(typed)
        grams = dict.fromkeys(folded[start : start + 3] for start in range(len(folded) - 2))
        if not grams:
            return []
        query = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        sql = "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?"
        return [self._names[number] for (number,) in self._database.execute(sql, (query, limit))]
