"""The index of texts: which chapters hold what words and phrases. It holds no text, only where words stand in it."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tantivy import Document, Index, IndexWriter, Occur, Query, Schema, SchemaBuilder, Searcher

from bot.errors import IndexUnusableError
from bot.search.engine.phrases import Phrase, TextQuery
from bot.search.engine.soundness import explaining
from bot.search.engine.words import ANALYZER, analyzer, spaced

VERSION = 1
"""Grows with every change of the schema: then indexes are built anew."""

HEAP = 64_000_000
"""Bytes that a writer collects before it writes a segment."""

MOST_CHAPTERS = 10_000
"""Chapters looked through for one question: what comes behind is so far down that nobody would turn to it."""

_LEAST_CHAPTERS = 64


@dataclass(frozen=True, slots=True)
class StoryText:
    """The text of a story as it goes into the index."""

    story_id: int
    scope: str
    chapters: Sequence[tuple[int, str]]
    """Number and text of each."""


@dataclass(frozen=True, slots=True)
class ChapterHit:
    """The chapter of a story that fits best."""

    story_id: int
    chapter: int
    score: float


@dataclass(frozen=True, slots=True)
class TextFound:
    """Stories, best first, each with its best chapter.

    `more` says that there are others; `every` that the chapters hold all that was asked for, not just most of it.
    """

    hits: tuple[ChapterHit, ...] = ()
    more: bool = False
    every: bool = True


class TextIndex:
    """Chapters by their words, in a folder or, without one, in memory. Searches see the last commit.

    Searching is for any thread, writing for one at a time. Everything raises IndexUnusableError when the files are not
    what they should be, or can't be written.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._schema = _schema()
        self._writer: IndexWriter | None = None
        with explaining():
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            self._index = Index(self._schema, path=str(folder) if folder is not None else None)
            self._index.register_tokenizer(ANALYZER, analyzer())
            self._index.config_reader("manual")
            self._searcher = self._index.searcher()
            self._marks = _marks(self._searcher)

    @property
    def chapters(self) -> int:
        """Chapters in the index."""
        return self._searcher.num_docs - len(self._marks)

    def reached(self, mark: str) -> int | None:
        """The number that the last commit has noted under that name, or None."""
        return self._marks.get(mark)

    def put(self, texts: Iterable[StoryText]) -> None:
        """Add or replace texts; nobody sees them before the commit."""
        with explaining():
            writer = self._open_writer()
            for text in texts:
                writer.delete_documents_by_term("story", text.story_id)
                for number, chapter in text.chapters:
                    writer.add_document(self._document(text, number, chapter))

    def drop(self, story_ids: Iterable[int]) -> None:
        """Forget texts, from the commit on."""
        with explaining():
            writer = self._open_writer()
            for story_id in story_ids:
                writer.delete_documents_by_term("story", story_id)

    def commit(self, **marks: int) -> None:
        """Let all that was put and dropped since the last time be seen, together with the marks, or none of it."""
        with explaining():
            writer = self._open_writer()
            for mark, number in marks.items():
                writer.delete_documents_by_term("mark", mark)
                document = Document()
                document.add_text("mark", mark)
                document.add_integer("number", number)
                writer.add_document(document)
            writer.commit()
            self._index.reload()
            self._searcher = self._index.searcher()
            self._marks = _marks(self._searcher)

    def close(self) -> None:
        """Let go of the files; what was not committed is forgotten. The index can still be searched."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(IndexUnusableError), explaining():
                writer.rollback()
                writer.wait_merging_threads()

    def search(self, query: TextQuery, scopes: Iterable[str], allowed: Callable[[int], bool], wanted: int) -> TextFound:
        """The `wanted` best stories of these scopes that are allowed, by id. Only those count for anything.

        Chapters that hold all phrases; where no allowed story has one, those that hold most of them.
        """
        if not query:
            return TextFound()
        searcher = self._searcher
        with explaining():
            within = self._within(scopes)
            found = self._stories(searcher, self._every(query.phrases, within), allowed, wanted)
            if found.hits or len(query.phrases) == 1:
                return found
            some = self._stories(searcher, self._most(query.phrases, within), allowed, wanted)
            return TextFound(some.hits, some.more, every=not some.hits)

    def _stories(self, searcher: Searcher, query: Query, allowed: Callable[[int], bool], wanted: int) -> TextFound:
        """More and more chapters, until so many stories are found or there are no more."""
        limit = max(_LEAST_CHAPTERS, 4 * wanted)
        while True:
            scored = searcher.search(query, limit, count=False).hits
            places = [place for _, place in scored]
            stories = searcher.fast_field_values("story", places)
            numbers = searcher.fast_field_values("chapter", places)
            best: dict[int, ChapterHit] = {}
            for (score, _), story, number in zip(scored, stories, numbers, strict=True):
                hit = ChapterHit(int(story or 0), int(number or 0), float(score))
                before = best.get(hit.story_id)
                if before is None or _order(hit) < _order(before):
                    best[hit.story_id] = hit
            hits = sorted((hit for story_id, hit in best.items() if allowed(story_id)), key=_order)
            if len(hits) > wanted or len(scored) < limit or limit >= MOST_CHAPTERS:
                return TextFound(tuple(hits[:wanted]), more=len(hits) > wanted)
            limit = min(limit * 4, MOST_CHAPTERS)

    def _every(self, phrases: Sequence[Phrase], within: Query | None) -> Query:
        parts = [(Occur.Must, self._phrase(phrase)) for phrase in phrases]
        if within is not None:
            parts.append((Occur.Must, within))
        return Query.boolean_query(parts) if len(parts) > 1 else parts[0][1]

    def _most(self, phrases: Sequence[Phrase], within: Query | None) -> Query:
        """At least two of three, and at least one."""
        some = Query.boolean_query(
            [(Occur.Should, self._phrase(phrase)) for phrase in phrases],
            minimum_number_should_match=max(1, len(phrases) - max(1, len(phrases) // 3)),
        )
        return some if within is None else Query.boolean_query([(Occur.Must, some), (Occur.Must, within)])

    def _phrase(self, phrase: Phrase) -> Query:
        if len(phrase) == 1:
            return Query.term_query(self._schema, "body", phrase[0], "freq")
        return Query.phrase_query(self._schema, "body", list(phrase))

    def _within(self, scopes: Iterable[str]) -> Query | None:
        """Only these scopes; None where the index has no others. Doesn't count for the score."""
        seen = [(scope, self._searcher.doc_freq("scope", scope)) for scope in sorted(scopes)]
        if sum(times for _, times in seen) >= self.chapters:
            return None
        some = [
            (Occur.Should, Query.term_query(self._schema, "scope", scope, "basic")) for scope, times in seen if times
        ]
        return Query.const_score_query(Query.boolean_query(some), 0.0) if some else Query.empty_query()

    def _document(self, text: StoryText, number: int, chapter: str) -> Document:
        document = Document()
        document.add_integer("story", text.story_id)
        document.add_integer("chapter", number)
        document.add_text("scope", text.scope)
        document.add_text("body", spaced(chapter))
        return document

    def _open_writer(self) -> IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(HEAP, 1)
        return self._writer


def _marks(searcher: Searcher) -> dict[str, int]:
    """What commits have noted, by name."""
    noted = searcher.search(Query.exists_query("number"), 16).hits
    documents = [searcher.doc(place) for _, place in noted]
    return {str(one.get_first("mark")): int(one.get_first("number") or 0) for one in documents}


def _order(hit: ChapterHit) -> tuple[float, int, int]:
    """Best first; those that fit alike by id, so that an index built another way gives the same."""
    return -round(hit.score, 4), hit.story_id, hit.chapter


def _schema() -> Schema:
    builder = SchemaBuilder()
    # Not unsigned: tantivy-py 0.27 takes the number of delete_documents_by_term for a signed one, and deletes nothing.
    builder.add_integer_field("story", indexed=True, fast=True)
    builder.add_integer_field("chapter", fast=True)
    builder.add_text_field("scope", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name=ANALYZER, index_option="position")
    builder.add_text_field("mark", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", stored=True, fast=True)
    return builder.build()
