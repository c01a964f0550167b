"""The card of a story: everything that is known of it, and where each fact comes from."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import discord

from bot.corpus.story import Card, Fact, Facts, Permission
from bot.library.taste.kinds import SHELF
from bot.ui import buttons
from bot.ui.again import Wishes
from bot.ui.asker import Asker
from bot.ui.base import Layout, Panel, block
from bot.ui.reports import report_button
from bot.ui.taste import buttons as taste
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
    """The card; its button opens the reader at `page`. What readers can say of it stands below."""
    said = [taste.say(said, card.id) for said in SHELF]
    return Panel(*card_items(card, owner, page), discord.ui.ActionRow(*said))


def card_items(card: Card, owner: int, page: int = 1) -> list[discord.ui.Item[Layout]]:
    """The card with its buttons, to stand in a message with something else."""
    row = [buttons.like(card.id, owner), *source_button(card), report_button(card.id)]
    if card.permission is Permission.FULL:
        row.insert(0, buttons.read(card.id, page, owner, f"Read on from page {page}" if page > 1 else "Read"))
    heading = f"## {title_line(card)}\n{byline(card)}"
    summary = f"\n\n{shown(card.summary.value, 900)}" if card.summary else ""
    length = ", ".join([counted(card.words, "word"), counted(card.chapters, "chapter"), counted(card.pages, "page")])
    facts = "\n".join(fact_lines(card, length, permission_words(card)))
    return [block(heading + summary, facts), discord.ui.ActionRow(*row)]


def fact_lines(facts: Facts, length: str, permission: str, *, share: float = 1.0) -> list[str]:
    """One line a fact, those that aren't known left out; that there are no warnings or no source is said.

    `length` and `permission` are ready Markdown; `share` says how much of a card's room the rest may take.
    """

    def told(of: Sequence[Fact[str]], room: int) -> str:
        return told_apart(of, int(room * share))

    lines = {
        "Rating": facts.rating.value,
        "Warnings": warnings(facts, int(300 * share)),
        "Length": length,
        "Status": _told_if(facts.status),
        "Fandoms": told(facts.fandoms, 200),
        "Characters": told(facts.characters, 350),
        "Relationships": told(facts.relationships, 200),
        "Tags": told(facts.tags, 250),
        "Series": _told_if(facts.series),
        "Language": _told_if(facts.language),
        "Published": _day(facts.published),
        "Updated": _day(facts.updated),
        "Source": source(facts),
        "Permission": permission,
    }
    return [f"**{name}:** {text}" for name, text in lines.items() if text]


def _told_if(fact: Fact[Any] | None) -> str:
    return told_apart([Fact(str(fact.value), fact.origin)], 120) if fact else ""


def _day(fact: Fact[date] | None) -> str:
    return f"{fact.value.day} {fact.value:%B %Y}" if fact else ""


def permission_words(facts: Facts) -> str:
    """How much of a story may be shown, and who says so."""
    proof = f" ({shown(facts.permission_proof, 150)})" if facts.permission_proof else ""
    return PERMISSIONS[facts.permission] + proof
