"""Peers of benchmarks.search: each is built from folded spellings and answers with places in the list.

Those that only fetch candidates are given Ficus's own ranking for them, so that what differs is what they fetch.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import asyncpg
import numpy as np
from rapidfuzz import fuzz, process

from bot.search.engine.forms import Forms
from bot.search.engine.ranking import likeness
from bot.search.engine.typed import Typed
from bot.search.engine.weights import CANDIDATES
from bot.search.normalise import fold

Keys = Sequence[tuple[str, int]]
"""Folded spellings, each with the place of what it's a spelling of."""


class NoPeerError(Exception):
    """A peer can't be measured here; says why."""


class Peer(Protocol):
    """Something that looks spellings up."""

    index_bytes: int

    def ask(self, typed: str, kind: str, limit: int) -> list[int]:
        """At most `limit` places, best first."""
        ...

    def close(self) -> None:
        """Leave nothing behind."""
        ...


class Extract:
    """rapidfuzz.process.extract over a list."""

    index_bytes = 0

    def __init__(self, keys: Keys, scorer: Callable[..., float]) -> None:
        self._texts = [text for text, _ in keys]
        self._owners = [owner for _, owner in keys]
        self._scorer = scorer

    def ask(self, typed: str, kind: str, limit: int) -> list[int]:
        """The highest ratios."""
        del kind
        found = process.extract(fold(typed), self._texts, scorer=self._scorer, limit=limit)
        return list(dict.fromkeys(self._owners[place] for _, _, place in found))

    def close(self) -> None:
        """Nothing to do."""


class Ranked:
    """Ficus's ranking for what a peer fetches."""

    def __init__(self, keys: Keys, forms: Forms) -> None:
        self._keys = keys
        self._forms = forms

    def ranked(self, typed: str, places: Sequence[int], limit: int) -> list[int]:
        """The owners of the keys at those places, best first."""
        asked = Typed.of(typed, self._forms)
        if not places or not asked.text:
            return []
        scores, _ = likeness(asked, [self._keys[place][0] for place in places], [""] * len(places))
        order = np.argsort(-scores, kind="stable").tolist()
        return list(dict.fromkeys(self._keys[places[n]][1] for n in order))[:limit]


class Trigrams(Ranked):
    """SQLite's FTS5 with its trigram tokenizer: keys that share any trigram, the best 200 by bm25."""

    def __init__(self, keys: Keys, forms: Forms, folder: Path) -> None:
        super().__init__(keys, forms)
        path = folder / "fts5.sqlite3"
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA journal_mode = off")
        self._database.execute("CREATE VIRTUAL TABLE keys USING fts5(key, tokenize = 'trigram', content = '')")
        rows = ((place, text) for place, (text, _) in enumerate(keys))
        self._database.executemany("INSERT INTO keys (rowid, key) VALUES (?, ?)", rows)
        self._database.commit()
        self.index_bytes = path.stat().st_size

    def ask(self, typed: str, kind: str, limit: int) -> list[int]:
        """Two letters have no trigram, so they find nothing."""
        del kind
        folded = fold(typed)
        grams = dict.fromkeys(folded[start : start + 3] for start in range(len(folded) - 2))
        if not grams:
            return []
        match = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        sql = "SELECT rowid FROM keys WHERE keys MATCH ? ORDER BY rank LIMIT ?"
        found = self._database.execute(sql, (match, CANDIDATES)).fetchall()
        return self.ranked(typed, [place for (place,) in found], limit)

    def close(self) -> None:
        """The file goes with its folder."""
        self._database.close()


class Trgm(Ranked):
    """PostgreSQL's pg_trgm with a GIN index: `%` at 0.3, and for half-typed text `<%` at 0.6, the best 200."""

    def __init__(self, keys: Keys, forms: Forms) -> None:
        super().__init__(keys, forms)
        self._stack = ExitStack()
        self._loop = asyncio.new_event_loop()
        self._stack.callback(self._loop.close)
        try:
            # Tests and benchmarks start a server in one way.
            from tests.support.databases import NoPostgresError, postgres_server  # noqa: PLC0415
        except ImportError as error:
            raise NoPeerError(f"the tests' packages are not installed ({error.name})") from error
        try:
            address = self._stack.enter_context(postgres_server())
        except NoPostgresError as error:
            raise NoPeerError(str(error)) from error
        self._connection = self._run(
            asyncpg.connect(address.set(drivername="postgresql").render_as_string(hide_password=False))
        )
        self._stack.callback(lambda: self._run(self._connection.close()))
        self.index_bytes = self._run(self._build(keys))

    def ask(self, typed: str, kind: str, limit: int) -> list[int]:
        """By the operator that suits the kind."""
        half = "prefix" in kind or kind in {"keywords", "author", "no_subtitle"}
        where, order = ("$1 <% key", "word_similarity($1, key)") if half else ("key % $1", "similarity($1, key)")
        sql = f"SELECT place FROM ficus_keys WHERE {where} ORDER BY {order} DESC LIMIT {CANDIDATES}"  # noqa: S608
        found = self._run(self._connection.fetch(sql, fold(typed)))
        return self.ranked(typed, [row["place"] for row in found], limit)

    def close(self) -> None:
        """Stops the server, if one was started."""
        self._stack.close()

    async def _build(self, keys: Keys) -> int:
        connection = self._connection
        await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        await connection.execute("CREATE TEMP TABLE ficus_keys (place int PRIMARY KEY, key text)")
        rows = ((place, text.replace("\0", "")) for place, (text, _) in enumerate(keys))
        await connection.copy_records_to_table("ficus_keys", records=rows)
        await connection.execute("CREATE INDEX ficus_trgm ON ficus_keys USING gin (key gin_trgm_ops)")
        await connection.execute("ANALYZE ficus_keys")
        await connection.execute("SET pg_trgm.similarity_threshold = 0.3")
        await connection.execute("SET pg_trgm.word_similarity_threshold = 0.6")
        return await connection.fetchval("SELECT pg_relation_size('ficus_trgm')")

    def _run(self, coroutine):  # noqa: ANN001, ANN202
        return self._loop.run_until_complete(coroutine)


PEERS = ("wratio", "ratio", "fts5", "pg_trgm")


def build_peer(name: str, keys: Keys, forms: Forms, folder: Path) -> Peer:
    """Raises NoPeerError."""
    if name == "wratio":
        return Extract(keys, fuzz.WRatio)
    if name == "ratio":
        return Extract(keys, fuzz.ratio)
    if name == "fts5":
        return Trigrams(keys, forms, folder)
    if name == "pg_trgm":
        return Trgm(keys, forms)
    raise NoPeerError(f"there is no peer of that name; there are {', '.join(PEERS)}")
