"""What came of a draft: the story in the library, with the way back; and what was taken back."""

import discord

from bot.corpus.story import Card, State
from bot.library.adding.answers import Added, Purpose
from bot.ui.adding import buttons
from bot.ui.base import Button, Panel, notice, rows
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

BECAUSE_LIMIT = 300


def added_panel(added: Added, purpose: Purpose, owner: int) -> Panel:
    """The card of a story that was confirmed."""
    told = "Saved." if purpose is Purpose.EDIT else "Brought up to date." if added.updated else "Added."
    more = [] if purpose is Purpose.EDIT else [buttons.another()]
    return done_panel(told, added.card, added.event_id, owner, more)


def done_panel(told: str, card: Card, event_id: int, owner: int, more: list[Button] | None = None) -> Panel:
    """The card of a story to which something was done, with Undo."""
    heading = " ".join(filter(None, [told, state_words(card), UNDO_FOR]))
    after = rows([buttons.undo(event_id), *(more or [])])
    return Panel(discord.ui.TextDisplay(heading), *card_items(card, owner), *after)


def undone_panel(card: Card | None, owner: int) -> Panel:
    """What is there after something was taken back."""
    if card is None:
        return notice("Undone: the story is out of the library again.", [buttons.another("Add a story")])
    return Panel(discord.ui.TextDisplay(f"Undone. {state_words(card)}"), *card_items(card, owner))


def state_words(card: Card) -> str:
    """What a moderator should know of a story that readers don't see, and why; nothing of one that is listed."""
    if card.state not in NOT_LISTED:
        return ""
    because = f" ||{shown(card.held_because, BECAUSE_LIMIT)}||" if card.held_because else ""
    return NOT_LISTED[card.state] + because
