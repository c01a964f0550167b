"""What to read next, and why."""

from dataclasses import replace
from itertools import chain
from typing import Any

import discord

from bot.corpus.story import Permission
from bot.library.answers import Audience, Recommendations, Recommended
from bot.library.taste.kinds import Said
from bot.ui import buttons
from bot.ui.again import Wishes, keep
from bot.ui.asker import Asker
from bot.ui.base import Layout, Panel, rows
from bot.ui.taste import buttons as taste
from bot.ui.taste.tuning import question_rows, tune_menu, tuned_line
from bot.ui.taste.wishes import LESS, MORE, OFFERED, RESTRICTED, Told, kept_facts, wish_of, with_facts
from bot.ui.text import byline, facts_line, listed, shown, title_line

SIZE = 5
"""Stories on one list."""

START_SIZE = 4
"""Stories on a list with questions beside it: together they stay within Discord's 40 components."""

AGAIN = {"again": "yes"}
"""Lets a list repeat what was shown lately: it's the same list, changed."""

ASKED_NOBODY = "-# Say a little more, and the list changes:"


async def recommend_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001 - the library keeps count
    """A list to read next. Raises NotFoundError, AmbiguousError, NothingEligibleError, RefusedError."""
    wish = wish_of(asker, wishes)
    if wish.audience is Audience.US:
        wish = replace(wish, among=await asker.company(await asker.library.taste.agreed(asker.place)))
    is_start = not wish.starts_from and not asker.library.taste.counts(wish, asker.reader)
    answer = await asker.library.recommend(wish, asker.place, asker.reader, START_SIZE if is_start else SIZE)
    kept = _to_keep(asker, wishes, answer)
    return list_panel(asker, kept, answer, await keep(asker, "recommend", kept))


def _to_keep(asker: Asker, wishes: Wishes, answer: Recommendations) -> Wishes:
    """What the buttons of a list need. Repeats are for one list: More goes on. A list that many see and that nobody's
    taste has gone into stays so, whatever its reader likes meanwhile.
    """
    kept = {name: value for name, value in wishes.items() if name not in {*AGAIN, RESTRICTED}}
    facts = {name: kept_facts(asker, wishes, name) for name in (MORE, LESS)}
    offered = [Told(feature, label) for feature, label in answer.shared]
    kept = {**with_facts(kept, **facts, **{OFFERED: offered})}
    if asker.place.restricted:
        kept[RESTRICTED] = "yes"
    if answer.is_start and not asker.private:
        kept["for"] = Audience.ANYBODY.value
    return kept


def list_panel(asker: Asker, wishes: Wishes, answer: Recommendations, number: int) -> Panel:
    """The list with what changes it."""
    owner = asker.owner
    items = chain.from_iterable(_item(item, number, owner) for item in answer.items)
    frame = discord.ui.Container[Layout](discord.ui.TextDisplay(_heading(asker, wishes, answer)), *items)
    more = buttons.again("More", "recommend", number, owner)
    if answer.is_start:
        *questions, last = question_rows(wishes, number, owner)
        return Panel(frame, *rows(*questions, [*last, more]))
    menus = (discord.ui.ActionRow[Layout](menu) for menu in tune_menu(asker, wishes, number))
    return Panel(frame, *menus, discord.ui.ActionRow(more))


def _heading(asker: Asker, wishes: Wishes, answer: Recommendations) -> str:
    lines = [f"**To read next:** {shown(answer.basis, 300)}"]
    if answer.mood:
        lines.append(f"-# {listed(answer.mood, 150)}")
    if answer.unknown:
        lines.append(f"-# Not understood: {listed(answer.unknown, 120)}")
    if tuned := tuned_line(asker, wishes):
        lines.append(f"-# {shown(tuned, 150)}")
    if answer.repeats:
        lines.append("-# Everything else was shown in this channel or to you already, so some come again.")
    return "\n".join([*lines, *([ASKED_NOBODY] if answer.is_start else [])])


def _item(item: Recommended, number: int, owner: int) -> list[discord.ui.Item[Any]]:
    card = item.card
    new = " · new here" if item.new_here else ""
    why = f"Why: {listed(item.reasons, 240, apart='; ')}" if item.reasons else ""
    lines = [f"**{title_line(card, 130)}** {byline(card, 90)}", f"-# {facts_line(card, 110)}{new}", why]
    row = [
        *([buttons.read(card.id, 1, owner)] if card.permission is Permission.FULL else []),
        buttons.card(card.id, owner),
        taste.say(Said.LIKED, card.id),
        taste.not_for_me(card.id, number, owner),
    ]
    text = "\n".join(line for line in lines if line)
    return [discord.ui.TextDisplay(text), discord.ui.ActionRow(*row)]
