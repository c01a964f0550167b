"""The reader: a story page by page."""

import re
from collections.abc import Sequence

from bot.errors import NotShownError, ReaderError, StalePageError, TextNotSharedError
from bot.library.answers import ChapterEntry, Page
from bot.library.taste.kinds import Said
from bot.ui import buttons
from bot.ui.asker import Asker
from bot.ui.base import Button, Panel, block, notice, rows
from bot.ui.reports import report_button
from bot.ui.taste import buttons as taste
from bot.ui.text import chapter_words, counted, credit, shown

TARGET = re.compile(r"\s{0,9}(?P<what>chapter|chap|ch|c|page|p)?\.?\s{0,9}#?(?P<number>\d{1,6})\s{0,9}", re.IGNORECASE)

STATED = re.compile(r"(?:chapter|chap|ch)\.?\s{0,9}#?(\d{1,6})(?!\d)", re.IGNORECASE)
"""A chapter's title that says its number, which needn't be its place: a prologue may come before."""


async def reader_panel(asker: Asker, story: int, number: int, revision: int | None = None) -> Panel:
    """A page to read. Raises NotShownError, TextNotSharedError, StalePageError."""
    page = await asker.library.page(story, number, asker.place, asker.reader, revision=revision)
    return page_panel(page, asker.owner)


async def turned_panel(asker: Asker, story: int, number: int, revision: int) -> Panel:
    """The page that a page's button leads to; where there's none any more, why, in place of dead buttons."""
    try:
        return await reader_panel(asker, story, number, revision)
    except StalePageError as error:
        return notice(error.sentence, [buttons.read(story, number, asker.owner, "Open it as it is now")])
    except (NotShownError, TextNotSharedError) as error:
        return notice(error.sentence)


async def jumped_panel(asker: Asker, story: int, number: int, revision: int, typed: str) -> Panel:
    """The page that `typed` means; if it means none, page `number` again with what can be typed."""
    try:
        page = await asker.library.page(story, number, asker.place, asker.reader, revision=revision)
        contents = await asker.library.contents(story, asker.place, asker.reader)
    except ReaderError:
        return await turned_panel(asker, story, number, revision)
    target = page_meant(typed, contents, page.card.pages)
    if target is None:
        return page_panel(page, asker.owner, typed)
    return await turned_panel(asker, story, target, revision)


def page_meant(typed: str, contents: Sequence[ChapterEntry], pages: int) -> int | None:
    """The page that "12", "page 12" or "chapter 3" means, or None when the story has no such thing."""
    match = TARGET.fullmatch(typed)
    if match is None:
        return None
    number = int(match["number"])
    if (match["what"] or "p").casefold().startswith("p"):
        return number if 1 <= number <= pages else None
    return next((entry.first_page for entry in _by_likeness(contents, number)), None)


def _by_likeness(contents: Sequence[ChapterEntry], number: int) -> list[ChapterEntry]:
    """The chapters that can be called number so-and-so: by title, which is what people see, or by place."""
    stated = [entry for entry in contents if (said := STATED.match(entry.title)) and int(said[1]) == number]
    return [*stated, *(entry for entry in contents if entry.number == number)]


def page_panel(page: Page, owner: int, refused: str = "") -> Panel:
    """One page with its buttons; `refused` is what was typed into Jump and couldn't be taken."""
    foot = "\n".join([f"-# {place_words(page)}", *_complaint(page, refused)])
    return Panel(
        block(credit(page.card), page.markdown, foot),
        *rows(_controls(page, owner, refused), _at_the_end(page, owner)),
    )


def _at_the_end(page: Page, owner: int) -> list[Button]:
    """What a reader may want to say once they've read it all, and where to go from there."""
    if page.number < page.card.pages:
        return []
    said = [taste.say(said, page.card.id) for said in (Said.FINISHED, Said.LIKED)]
    return [*said, buttons.like(page.card.id, owner)]


def place_words(page: Page) -> str:
    """`Chapter 2: The Bridge, page 3 of 14`, pages counted through the story, as Jump takes them."""
    chapter = chapter_words(page)
    where = f"page {page.number} of {page.card.pages}"
    return f"{chapter}, {where}" if chapter else where.capitalize()


def where_panel(page: Page) -> Panel:
    """Where a page is in its chapter and in the story."""
    part = round(100 * page.number / page.card.pages)
    lines = [f"**{place_words(page)}**, {part}% of {shown(page.card.title.value, 200)}."]
    if page.chapters > 1:
        in_chapter = f"page {page.in_chapter} of {page.pages_in_chapter} in this chapter"
        lines.append(f"That is chapter {page.chapter} of {page.chapters}, {in_chapter}.")
    return notice("\n".join(lines), [report_button(page.card.id)])


def _controls(page: Page, owner: int, typed: str) -> list[Button]:
    card, number = page.card, page.number
    return [
        buttons.turn("Previous", card.id, card.revision, number - 1, owner, disabled=number <= 1),
        buttons.turn("Next", card.id, card.revision, number + 1, owner, disabled=number >= card.pages),
        buttons.jump(card.id, card.revision, number, owner, typed),
        buttons.where(card.id, card.revision, number),
        buttons.close(card.id, number, owner),
    ]


def _complaint(page: Page, refused: str) -> list[str]:
    if not refused:
        return []
    chapter = ", or a chapter, as in “chapter 2”" if page.chapters > 1 else ""
    has = f"This story has {counted(page.card.pages, 'page')}"
    what_to_do = f"press Jump again and type a page number{chapter}"
    return [f"“{shown(refused, 60)}” isn't one of its pages. {has}: {what_to_do}."]
