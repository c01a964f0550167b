"""The card of a story: everything that is known of it, and where each fact comes from."""

import discord

from bot.corpus.story import Card, Permission
from bot.ui import buttons
from bot.ui.again import Wishes
from bot.ui.asker import Asker
from bot.ui.base import Panel, block
from bot.ui.text import (
    byline,
    counted,
    rating_line,
    shown,
    source_button,
    source_line,
    status_words,
    title_line,
    told_apart,
)

PERMISSIONS = {
    Permission.FULL: "The whole text may be read here.",
    Permission.EXCERPTS: "Only excerpts may be shown here, not the whole text.",
    Permission.CARD: "Only this card may be shown here, not the text.",
}


async def story_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001 - a card has no pages
    """The card of the story with that title. Raises NotFoundError, AmbiguousError."""
    return card_panel(await asker.library.story(wishes["title"], asker.place, asker.reader), asker.owner)


def card_panel(card: Card, owner: int, page: int = 1) -> Panel:
    """The card; its button opens the reader at `page`."""
    row = [buttons.like(card.id, owner), *source_button(card)]
    if card.permission is Permission.FULL:
        row.insert(0, buttons.read(card.id, page, owner, f"Read on from page {page}" if page > 1 else "Read"))
    heading = f"## {title_line(card)}\n{byline(card)}"
    summary = shown(card.summary.value, 900) if card.summary else ""
    return Panel(block(heading, summary, "\n".join(_facts(card))), discord.ui.ActionRow(*row))


def _facts(card: Card) -> list[str]:
    """One line a fact, those that aren't known left out."""
    lines = {
        "Fandoms": told_apart(card.fandoms, 200),
        "Characters": told_apart(card.characters, 350),
        "Relationships": told_apart(card.relationships, 200),
        "Tags": told_apart(card.tags, 250),
        "Series": told_apart([card.series] if card.series else [], 120),
        "Language": told_apart([card.language] if card.language else [], 60),
    }
    known = [f"**{name}:** {text}" for name, text in lines.items() if text]
    return [rating_line(card), _size(card), *known, *_dates(card), source_line(card), PERMISSIONS[card.permission]]


def _size(card: Card) -> str:
    counts = [counted(card.words, "word"), counted(card.chapters, "chapter"), counted(card.pages, "page")]
    return " · ".join([*counts, *status_words(card)])


def _dates(card: Card) -> list[str]:
    dates = {"Published": card.published, "Updated": card.updated}
    return [f"**{what}:** {fact.value.isoformat()}" for what, fact in dates.items() if fact]
