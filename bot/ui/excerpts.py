"""A passage of a story."""

import discord

from bot.library.answers import Excerpt, ExcerptWish
from bot.ui import buttons
from bot.ui.again import Wishes, keep
from bot.ui.asker import Asker
from bot.ui.base import Panel, block
from bot.ui.reports import report_button
from bot.ui.text import chapter_words, credit


async def excerpt_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001 - every draw is new
    """A passage. Raises NotFoundError, AmbiguousError, NothingEligibleError, TextNotSharedError."""
    names = {name: wishes.get(name, "") for name in ("story", "character", "fandom")}
    excerpt = await asker.library.excerpt(ExcerptWish(**names), asker.place, asker.reader)
    return _panel(excerpt, await keep(asker, "excerpt", wishes), asker.owner)


def _panel(excerpt: Excerpt, number: int, owner: int) -> Panel:
    card = excerpt.card
    row = [buttons.again("Another one", "excerpt", number, owner), buttons.card(card.id, owner, "Story card")]
    row.append(report_button(card.id))
    if excerpt.page is not None:
        row.insert(0, buttons.read(card.id, excerpt.page, owner, "Read on"))
    return Panel(
        block(credit(card), excerpt.markdown, f"-# {_place_words(excerpt)}"),
        discord.ui.ActionRow(*row),
    )


def _place_words(excerpt: Excerpt) -> str:
    """`From Chapter 2: The Bridge, page 5 of 14`; the page only where it may be read."""
    page = f"page {excerpt.page} of {excerpt.card.pages}" if excerpt.page is not None else ""
    return f"From {', '.join(filter(None, (chapter_words(excerpt), page))) or 'the story'}"
