"""Postings in tantivy: which keys hold words and grams. All that speaks to the library is here."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tantivy
from tantivy import Document, Occur, Query

from bot.search.engine import weights as w
from bot.search.engine.base import Scopes
from bot.search.engine.entries import Key
from bot.search.engine.forms import Forms, runs_without_spaces
from bot.search.engine.texts import Slots

WORDS, EXTRA, GRAMS, PAIRS, SCOPES, SLOT, OWNER = "words", "extra", "grams", "pairs", "scopes", "slot", "owner"
_HEAP = 500_000_000
"""Bytes that a writer may collect before it writes a segment: a million titles are one, and every query asks each."""
_LEAST_HEAP = 15_000_000
_REMEMBERED = 50_000
_INDEXED = "basic"
"""Documents only: places and numbers of occurrences tell nothing in a title."""
_COUNTED = "freq"
"""With numbers of occurrences: without them tantivy can't leave out what won't be among the best of any of many."""
_OPTIONS = {WORDS: _INDEXED, EXTRA: _INDEXED, GRAMS: _COUNTED, PAIRS: _COUNTED, SCOPES: _INDEXED}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field, tokenizer in ((WORDS, "words"), (EXTRA, "words"), (GRAMS, "grams"), (PAIRS, "pairs"), (SCOPES, "raw")):
        builder.add_text_field(field, tokenizer_name=tokenizer, index_option=_OPTIONS[field])
    builder.add_unsigned_field(SLOT, fast=True)
    builder.add_integer_field(OWNER, indexed=True)
    return builder.build()


SCHEMA = _schema()


class Term(NamedTuple):
    """A word or gram of a field."""

    field: str
    text: str

    @property
    def query(self) -> Query:
        """Keys that hold it."""
        return Query.term_query(SCHEMA, self.field, self.text, index_option=_OPTIONS[self.field])


def all_of(queries: Iterable[Query], *, better: Iterable[Query] = ()) -> Query:
    """Keys that meet each; those first that also meet the `better`."""
    required = [(Occur.Must, query) for query in queries]
    return Query.boolean_query([*required, *((Occur.Should, query) for query in better)])


def any_of(queries: Iterable[Query]) -> Query:
    """Keys that meet one; those that meet more, and rarer ones, first."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


class Postings:
    """An index in memory or in a folder."""

    def __init__(self, index: tantivy.Index, forms: Forms) -> None:
        for name, tokenizer in (
            ("words", tantivy.Tokenizer.whitespace()),
            ("grams", tantivy.Tokenizer.ngram(3, 3)),
            ("pairs", tantivy.Tokenizer.ngram(1, 2)),
        ):
            index.register_tokenizer(name, tantivy.TextAnalyzerBuilder(tokenizer).build())
        # The reader that it comes with watches the folder, and writes a lock there whenever another thread of it does.
        index.config_reader("manual")
        self._index = index
        self._forms = forms
        self._writer: tantivy.IndexWriter | None = None
        self._searcher = index.searcher()
        self._frequencies: dict[Term, int] = {}

    @staticmethod
    def build(keys: Iterable[Key], forms: Forms, folder: Path | None = None) -> "Postings":
        """Slots count from 0 in the order of the keys."""
        index = tantivy.Index(SCHEMA, None if folder is None else str(folder), reuse=False)
        postings = Postings(index, forms)
        writer = index.writer(_HEAP, 1)
        for slot, key in enumerate(keys):
            writer.add_document(postings._document(slot, key))
        writer.commit()
        writer.wait_merging_threads()
        postings._reload()
        return postings

    @staticmethod
    def open(folder: Path, forms: Forms) -> "Postings":
        """Raises whatever tantivy raises: ValueError mostly."""
        return Postings(tantivy.Index.open(str(folder)), forms)

    def __len__(self) -> int:
        return self._searcher.num_docs

    def write(self, added: Iterable[tuple[int, Key]], dropped: Iterable[int]) -> None:
        """Forget the keys of the dropped owners and add others; seen when it returns."""
        if self._writer is None:
            self._writer = self._index.writer(_LEAST_HEAP, 1)
        for owner in dropped:
            self._writer.delete_documents_by_term(OWNER, owner)
        for slot, key in added:
            self._writer.add_document(self._document(slot, key))
        self._writer.commit()
        self._reload()

    def close(self) -> None:
        """Let go of the folder's lock."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def slots_of(self, owners: Sequence[int]) -> Slots:
        """All slots of these entries."""
        searcher = self._searcher
        query = Query.term_set_query(SCHEMA, OWNER, list(owners))
        return self._slots(searcher, searcher.search(query, max(1, searcher.num_docs), False).hits)

    def frequency(self, term: Term) -> int:
        """How many keys hold it."""
        known = self._frequencies.get(term)
        if known is None:
            if len(self._frequencies) > _REMEMBERED:
                self._frequencies = {}
            known = self._frequencies[term] = self._searcher.doc_freq(term.field, term.text)
        return known

    def beginning(self, field: str, text: str, most: int) -> list[Term]:
        """Words of a field that begin so."""
        return [Term(field, word) for word, _ in self._searcher.terms_with_prefix(field, text, None, most)]

    def search(self, query: Query, scopes: Scopes, count: int) -> Slots:
        """The slots of the `count` keys that meet it best."""
        if scopes is not None:
            if not scopes:
                return np.zeros(0, np.int64)
            query = all_of((query, Query.const_score_query(any_of(Term(SCOPES, one).query for one in scopes), 0.0)))
        searcher = self._searcher
        return self._slots(searcher, searcher.search(query, count, False).hits)

    @staticmethod
    def _slots(searcher: tantivy.Searcher, hits: Sequence[tuple[object, tantivy.DocAddress]]) -> Slots:
        return np.array(searcher.fast_field_values(SLOT, [address for _, address in hits]), np.int64)

    def _reload(self) -> None:
        self._index.reload()
        self._frequencies = {}
        self._searcher = self._index.searcher()

    def _document(self, slot: int, key: Key) -> Document:
        document = Document()
        document.add_unsigned(SLOT, slot)
        document.add_integer(OWNER, key.owner)
        words = tuple(map(self._forms.sound, key.text.split()))
        document.add_text(WORDS, " ".join(words))
        for piece in self._forms.pieces(words):
            document.add_text(GRAMS, f"{piece} ")
        if key.extra:
            document.add_text(EXTRA, key.extra)
        for run in runs_without_spaces(key.text):
            document.add_text(PAIRS, run)
        for scope in key.scopes:
            document.add_text(SCOPES, scope)
        return document


def rarest(postings: Postings, terms: Iterable[Term]) -> Iterator[Term]:
    """The rarest terms that any key holds, as many as are worth reading their postings."""
    known = sorted((count, term.text, term) for term in dict.fromkeys(terms) if (count := postings.frequency(term)))
    spent = 0
    for taken, (count, _, term) in enumerate(known[: w.MOST_GRAMS]):
        spent += count
        if taken >= w.LEAST_GRAMS and spent > (w.MUCH_POSTINGS if taken < w.RAREST_GRAMS else w.POSTINGS):
            return
        yield term
