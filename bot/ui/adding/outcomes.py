"""What came of a draft: the story in the library, with the way back; and what was taken back."""

from collections.abc import Sequence

import discord

from bot.corpus.story import Card, State
from bot.library.adding.answers import Added, Purpose
from bot.library.gate import may_look_after, may_show
from bot.library.place import Form
from bot.ui.adding import buttons
from bot.ui.asker import Asker
from bot.ui.base import Button, Layout, Panel, notice, rows
from bot.ui.cards import card_items
from bot.ui.text import shown

UNDO_FOR = "It can be undone for 24 hours."

NOT_LISTED = {
    State.HELD: "It isn't shown to readers yet: it waits for a rating.",
    State.BARRED: "It can never be shown.",
    State.REMOVED: "It's out of the library.",
    State.WITHDRAWN: "It was withdrawn.",
}
"""What is said of a story that readers don't see."""

UNNAMED = "Its rating keeps it to age-restricted channels: look at it in one of them."

BECAUSE_LIMIT = 300


def added_panel(asker: Asker, added: Added, purpose: Purpose) -> Panel:
    """The card of a story that was confirmed."""
    told = "Saved." if purpose is Purpose.EDIT else "Brought up to date." if added.updated else "Added."
    more = [] if purpose is Purpose.EDIT else [buttons.another()]
    return done_panel(asker, told, added.card, added.event_id, more)


def done_panel(asker: Asker, told: str, card: Card, event_id: int, more: Sequence[Button] = ()) -> Panel:
    """The card of a story to which something was done, with Undo."""
    heading = " ".join(filter(None, [told, state_words(asker, card), UNDO_FOR]))
    after = rows([buttons.undo(event_id), *more])
    return Panel(discord.ui.TextDisplay(heading), *_card(asker, card), *after)


def undone_panel(asker: Asker, card: Card | None) -> Panel:
    """What is there after something was taken back."""
    if card is None:
        return notice("Undone: the story is out of the library again.", [buttons.drafts("Your drafts", 0)])
    return Panel(discord.ui.TextDisplay(f"Undone. {state_words(asker, card)}"), *_card(asker, card))


def _card(asker: Asker, card: Card) -> list[discord.ui.Item[Layout]]:
    """The card where it may be shown, with readers' buttons only where they'd answer."""
    if not may_look_after(card, asker.place):
        return []
    items = card_items(card, asker.owner)
    return items if may_show(card, asker.place, asker.reader, Form.CARD) else items[:1]


def state_words(asker: Asker, card: Card) -> str:
    """What a moderator should know of a story that readers don't see, and why; nothing of one that is listed."""
    if not may_look_after(card, asker.place):
        return UNNAMED
    if card.state not in NOT_LISTED:
        return ""
    because = f" ||{shown(card.held_because, BECAUSE_LIMIT)}||" if card.held_because else ""
    return NOT_LISTED[card.state] + because
