"""Search in texts: which stories hold what somebody remembers of one, with the piece that shows it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import regex
from sqlalchemy import Row, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.pages.markup import render
from bot.corpus.story import Card, Span, Style
from bot.library.answers import TextHit, TextPage
from bot.library.cards import read_cards
from bot.library.database import Database
from bot.library.desk import Desk
from bot.library.place import Form
from bot.library.tables import ChapterRow, StoryRow
from bot.library.texts import page_at, spans_of
from bot.search.engine.phrases import TextQuery, parse_text_query
from bot.search.engine.snippets import LENGTH, Snippet, cut_snippet
from bot.search.engine.text import ChapterHit, TextIndex
from bot.search.index import Request

_SPACES = regex.compile(r"\s+")
_CUT = "…"
_SHORTEST = 20
"""Characters of a piece below which it shows nothing: an author's limit under that leaves none."""


@dataclass(frozen=True, slots=True)
class TextWish:
    """What was typed, with what else the stories must fit; and which of those found are wanted."""

    typed: str
    request: Request | None
    first: int
    size: int


async def search_texts(database: Database, desk: Desk, index: TextIndex, wish: TextWish) -> TextPage:
    """A page of what fits. Only stories whose excerpts may be shown are found, counted or quoted.

    Raises NotFoundError, AmbiguousError for names in the request that mean no one thing.
    """
    query = parse_text_query(wish.typed)
    fitting = await _fitting(desk, wish.request)
    cards = desk.catalogue.cards

    def allowed(story_id: int) -> bool:
        card = cards.get(story_id)
        return card is not None and (fitting is None or story_id in fitting) and desk.allows(card, Form.EXCERPT)

    found = await asyncio.to_thread(index.search, query, desk.scopes, allowed, wish.first + wish.size)
    async with database.read() as connection:
        hits = await _quoted(connection, desk, query, found.hits[wish.first :])
    return TextPage(tuple(hits), wish.first, found.more, found.every)


async def _fitting(desk: Desk, request: Request | None) -> frozenset[int] | None:
    """The ids of stories that fit a request; None is all."""
    if request is None or request == Request():
        return None
    return frozenset(hit.card.id for hit in (await desk.find(request)).hits)


async def _quoted(
    connection: AsyncConnection, desk: Desk, query: TextQuery, found: Sequence[ChapterHit]
) -> list[TextHit]:
    """The hits with their texts, as the database has them now: what may not be shown any more is left out."""
    ids = [hit.story_id for hit in found]
    cards = {card.id: card async for chunk in read_cards(connection, StoryRow.id.in_(ids)) for card in chunk}
    places = [(hit.story_id, hit.chapter) for hit in found]
    chosen = select(ChapterRow).where(tuple_(ChapterRow.story_id, ChapterRow.number).in_(places))
    chapters = {(row.story_id, row.number): row for row in await connection.execute(chosen)}
    hits: list[TextHit] = []
    for story_id, number in places:
        card, chapter = cards.get(story_id), chapters.get((story_id, number))
        if card is None or chapter is None or not desk.allows(card, Form.EXCERPT):
            continue
        snippet = await asyncio.to_thread(_snippet, chapter.text, query, card)
        page = None
        if desk.allows(card, Form.TEXT) and card.pages:
            page = await page_at(connection, card.id, number, snippet.start)
        hits.append(_hit(card, chapter, snippet, page))
    return hits


def _snippet(text: str, query: TextQuery, card: Card) -> Snippet:
    """A piece that is no longer than the story's author lets an excerpt be."""
    length = LENGTH if card.excerpt_characters is None else min(LENGTH, card.excerpt_characters)
    return cut_snippet(text, query.phrases, length) if length >= _SHORTEST else Snippet(0, 0, ())


def _hit(card: Card, chapter: Row[Any], snippet: Snippet, page: int | None) -> TextHit:
    text: str = chapter.text
    bold = [Span(start, end, Style.BOLD) for start, end in snippet.marks]
    before = _CUT if snippet.start else ""
    after = _CUT if snippet.end < len(text) else ""
    plain, marks = _on_one_line(text, snippet, before)
    markdown = before + render(text, [*spans_of(chapter), *bold], snippet.start, snippet.end) + after
    if snippet.start == snippet.end:
        return TextHit(card, chapter.number, chapter.title, "", (), "", page)
    return TextHit(card, chapter.number, chapter.title, plain + after, marks, markdown, page)


def _on_one_line(text: str, snippet: Snippet, before: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The piece with every run of white space as one space, and where its marks are now."""
    line, at = before, snippet.start
    marks: list[tuple[int, int]] = []
    for start, end in snippet.marks:
        line += _SPACES.sub(" ", text[at:start])
        marked = _SPACES.sub(" ", text[start:end])
        marks.append((len(line), len(line) + len(marked)))
        line, at = line + marked, end
    return line + _SPACES.sub(" ", text[at : snippet.end]), tuple(marks)
