"""What to read next, and why."""

from itertools import chain
from typing import Any

import discord

from bot.corpus.story import Permission
from bot.library.answers import Recommendations, Recommended, RecommendWish
from bot.ui import buttons
from bot.ui.again import Wishes, keep
from bot.ui.asker import Asker
from bot.ui.base import Layout, Panel
from bot.ui.text import byline, facts_line, listed, shown, title_line

SIZE = 5
"""Stories on one list."""


async def recommend_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001 - the library keeps count
    """A list to read next. Raises NotFoundError, AmbiguousError, NothingEligibleError."""
    like = (wishes["like"],) if "like" in wishes else ()
    wish = RecommendWish(like=like, character=wishes.get("character", ""), fandom=wishes.get("fandom", ""))
    answer = await asker.library.recommend(wish, asker.place, asker.reader, SIZE)
    number = await keep(asker, "recommend", wishes)
    more = buttons.again("More", "recommend", number, asker.owner)
    return Panel(_list(answer, asker.owner), discord.ui.ActionRow(more))


def _list(answer: Recommendations, owner: int) -> discord.ui.Container[Layout]:
    items = chain.from_iterable(_item(item, owner) for item in answer.items)
    return discord.ui.Container(discord.ui.TextDisplay(_heading(answer)), *items)


def _heading(answer: Recommendations) -> str:
    repeats = ["-# Everything else was shown in this channel already, so some come again."] if answer.repeats else []
    return "\n".join([f"**To read next:** {shown(answer.basis, 300)}", *repeats])


def _item(item: Recommended, owner: int) -> list[discord.ui.Item[Any]]:
    card = item.card
    why = f"Why: {listed(item.reasons, 240, apart='; ')}" if item.reasons else ""
    lines = [f"**{title_line(card, 130)}** {byline(card, 90)}", f"-# {facts_line(card, 110)}", why]
    row = [buttons.card(card.id, owner)]
    if card.permission is Permission.FULL:
        row.insert(0, buttons.read(card.id, 1, owner))
    text = "\n".join(line for line in lines if line)
    return [discord.ui.Separator(), discord.ui.TextDisplay(text), discord.ui.ActionRow(*row)]
