"""Reading text: pages, passages and contents of stories that the gate has let through."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.pages.markup import render
from bot.corpus.pages.shortening import shortened
from bot.corpus.story import Card, Span, Style
from bot.errors import NotShownError
from bot.library.answers import ChapterEntry, Excerpt, Page
from bot.library.cards import read_card
from bot.library.desk import Desk
from bot.library.place import Form
from bot.library.tables import LARGEST_ID, ChapterRow, PageRow, PassageRow
from bot.library.wording import card_only, excerpts_only, no_text

TORN = "…"
"""Behind an excerpt that ends in the middle of a sentence."""


async def readable_card(connection: AsyncConnection, desk: Desk, story_id: int) -> Card:
    """The card of a story whose whole text may be shown. Raises NotShownError, TextNotSharedError."""
    card = await read_card(connection, story_id) if abs(story_id) <= LARGEST_ID else None
    if card is None or not desk.allows(card):
        raise NotShownError
    if not desk.allows(card, Form.EXCERPT):
        raise card_only()
    if not desk.allows(card, Form.TEXT):
        raise excerpts_only()
    if not card.pages:
        raise no_text()
    return card


async def read_contents(connection: AsyncConnection, story_id: int) -> Sequence[ChapterEntry]:
    """The chapters with their first pages; one without a page of its own is not a place to go to."""
    chosen = (
        select(ChapterRow.number, ChapterRow.title, ChapterRow.words, func.min(PageRow.number))
        .join(PageRow, and_(PageRow.story_id == ChapterRow.story_id, PageRow.chapter == ChapterRow.number))
        .where(ChapterRow.story_id == story_id)
        .group_by(ChapterRow.number, ChapterRow.title, ChapterRow.words)
        .order_by(ChapterRow.number)
    )
    return [ChapterEntry(*row) for row in await connection.execute(chosen)]


async def read_page(connection: AsyncConnection, card: Card, number: int) -> Page:
    """A page by its number, which must be one of the story's."""
    chosen = select(PageRow).where(PageRow.story_id == card.id, PageRow.number == number)
    page = (await connection.execute(chosen)).one()
    chapter = await _chapter(connection, card.id, page.chapter)
    around = select(func.min(PageRow.number), func.count()).where(
        PageRow.story_id == card.id, PageRow.chapter == page.chapter
    )
    first, pages = (await connection.execute(around)).one()
    return Page(
        card=card,
        markdown=_markdown(chapter, page.start, page.end),
        chapter=chapter.number,
        chapter_title=chapter.title,
        chapters=card.chapters,
        number=number,
        in_chapter=number - first + 1,
        pages_in_chapter=pages,
    )


async def excerpt_of(connection: AsyncConnection, desk: Desk, passage_id: int) -> Excerpt:
    """The passage with that id, if it may be shown. Raises NotShownError, TextNotSharedError."""
    if abs(passage_id) > LARGEST_ID:
        raise NotShownError
    passage = (await connection.execute(select(PassageRow).where(PassageRow.id == passage_id))).first()
    card = await read_card(connection, passage.story_id) if passage is not None else None
    if passage is None or card is None or not desk.allows(card):
        raise NotShownError
    if not desk.allows(card, Form.EXCERPT):
        raise card_only()
    page = await page_at(connection, card.id, passage.chapter, passage.start) if desk.allows(card, Form.TEXT) else None
    return await passage_text(connection, card, passage, page, most=card.excerpt_characters)


async def passage_text(
    connection: AsyncConnection, card: Card, passage: Row[Any], page: int | None, *, most: int | None = None
) -> Excerpt:
    """A row of the passages as text, for those who may see it; `page` is where readers may read on. At most so many
    characters of it, cut at the end of a sentence.
    """
    chapter = await _chapter(connection, card.id, passage.chapter)
    room = passage.end - passage.start if most is None else most
    end, torn = shortened(chapter.text, passage.start, passage.end, room)
    more = TORN if torn else ""
    return Excerpt(
        card=card,
        markdown=_markdown(chapter, passage.start, end) + more,
        chapter=chapter.number,
        chapter_title=chapter.title,
        chapters=card.chapters,
        passage_id=passage.id,
        page=page,
        plain=chapter.text[passage.start : end] + more,
    )


async def _chapter(connection: AsyncConnection, story_id: int, number: int) -> Row[Any]:
    chosen = select(ChapterRow).where(ChapterRow.story_id == story_id, ChapterRow.number == number)
    return (await connection.execute(chosen)).one()


async def page_at(connection: AsyncConnection, story_id: int, chapter: int, start: int) -> int | None:
    """The page that holds that character of a chapter, or the chapter's first when pages skip white space there."""
    on_page = (PageRow.story_id == story_id, PageRow.chapter == chapter)
    chosen = select(func.max(PageRow.number)).where(*on_page, PageRow.start <= start)
    first = select(func.min(PageRow.number)).where(*on_page)
    return (await connection.execute(select(func.coalesce(chosen.scalar_subquery(), first.scalar_subquery())))).scalar()


def _markdown(chapter: Row[Any], start: int, end: int) -> str:
    return render(chapter.text, spans_of(chapter), start, end)


def spans_of(chapter: Row[Any]) -> list[Span]:
    """The styles of a chapter's text."""
    return [Span(first, last, Style(style)) for first, last, style in chapter.spans]
