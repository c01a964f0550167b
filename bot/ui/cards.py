"""The card of a story: everything that is known of it, and where each fact comes from."""

from datetime import date
from typing import Any

import discord

from bot.corpus.story import Card, Fact, Permission
from bot.ui import buttons
from bot.ui.again import Wishes
from bot.ui.asker import Asker
from bot.ui.base import Panel, block
from bot.ui.text import byline, counted, shown, source, source_button, title_line, told_apart, warnings

PERMISSIONS = {
    Permission.FULL: "the whole text may be read here",
    Permission.EXCERPTS: "only excerpts may be shown here",
    Permission.CARD: "only this card may be shown here",
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
    summary = f"\n\n{shown(card.summary.value, 900)}" if card.summary else ""
    return Panel(block(heading + summary, "\n".join(_facts(card))), discord.ui.ActionRow(*row))


def _facts(card: Card) -> list[str]:
    """One line a fact, those that aren't known left out; that there are no warnings or no source is said."""
    lines = {
        "Rating": card.rating.value,
        "Warnings": warnings(card, 300),
        "Length": ", ".join(
            [counted(card.words, "word"), counted(card.chapters, "chapter"), counted(card.pages, "page")]
        ),
        "Status": _told_if(card.status),
        "Fandoms": told_apart(card.fandoms, 200),
        "Characters": told_apart(card.characters, 350),
        "Relationships": told_apart(card.relationships, 200),
        "Tags": told_apart(card.tags, 250),
        "Series": _told_if(card.series),
        "Language": _told_if(card.language),
        "Published": _day(card.published),
        "Updated": _day(card.updated),
        "Source": source(card),
        "Permission": _permission(card),
    }
    return [f"**{name}:** {text}" for name, text in lines.items() if text]


def _told_if(fact: Fact[Any] | None) -> str:
    return told_apart([Fact(str(fact.value), fact.origin)], 120) if fact else ""


def _day(fact: Fact[date] | None) -> str:
    return f"{fact.value.day} {fact.value:%B %Y}" if fact else ""


def _permission(card: Card) -> str:
    proof = f" ({shown(card.permission_proof, 150)})" if card.permission_proof else ""
    return PERMISSIONS[card.permission] + proof
