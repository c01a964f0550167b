"""Leafing through a story's passages, so that its author can pick a favourite."""

from bot.library.authors.leafing import Leaf
from bot.ui.asker import Asker
from bot.ui.authors import buttons
from bot.ui.base import Button, Panel, block, rows
from bot.ui.text import chapter_words, shown


async def passage_panel(asker: Asker, story: int, number: int) -> Panel:
    """A passage of the member's own story, counted from 1. Raises NotShownError, RefusedError."""
    return leaf_panel(await asker.library.authors.passage(asker.actor, story, number, asker.place))


def leaf_panel(leaf: Leaf) -> Panel:
    """One passage with the way to the others."""
    card = leaf.passage.card
    chapter = chapter_words(leaf.passage)
    where = f"passage {leaf.number} of {leaf.passages}"
    foot = f"-# {shown(card.title.value, 150)}, {f'{chapter}, ' if chapter else ''}{where}"
    turning = [
        buttons.passages(card.id, leaf.number - 1, "Previous", disabled=leaf.number <= 1),
        buttons.passages(card.id, leaf.number + 1, "Next", disabled=leaf.number >= leaf.passages),
    ]
    return Panel(block(leaf.passage.markdown, foot), *rows([*turning, _pick(leaf), buttons.own(card.id, "Back")]))


def _pick(leaf: Leaf) -> Button:
    card, passage = leaf.passage.card, leaf.passage.passage_id
    if card.favourite == passage:
        return buttons.pick(card.id, buttons.NONE, "No longer the favourite")
    return buttons.pick(card.id, passage, "Make it the favourite")
