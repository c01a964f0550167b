"""An author's own stories: the list, and what can be done with one."""

from collections.abc import Sequence
from itertools import chain

import discord

from bot.corpus.story import Card, Permission, State
from bot.errors import NotShownError
from bot.library.authors.nouns import Claim, ClaimState
from bot.ui.asker import Asker
from bot.ui.authors import buttons
from bot.ui.authors.claims import names_line
from bot.ui.authors.forms import PERMISSIONS
from bot.ui.base import ROW, Button, Layout, Panel, block, rows
from bot.ui.text import byline, counted, facts_line, title_line, warnings

SIZE = 6
"""Stories on one page of the list: as many as fit Discord's 40 components."""

STATES = {
    State.LISTED: "readers can find it",
    State.HELD: "it waits for a moderator's rating; readers don't see it",
    State.BARRED: "it can't be shown",
    State.WITHDRAWN: "withdrawn",
    State.REMOVED: "a moderator has taken it out",
}

RESTRICTED = "-# Stories rated above Teen are listed in age-restricted channels only."


async def mine_panel(asker: Asker, first: int = 0) -> Panel:
    """The member's stories, from the `first` on, and under which names they write."""
    claims = await asker.library.authors.names(asker.actor)
    cards = await asker.library.authors.stories(asker.actor, asker.place)
    first = min(first, max(0, len(cards) - 1) // SIZE * SIZE)
    return list_panel(_heading(asker, claims, cards), claims, cards, first)


def _heading(asker: Asker, claims: Sequence[Claim], cards: Sequence[Card]) -> list[str]:
    confirmed = any(claim.state is ClaimState.CONFIRMED for claim in claims)
    found = f"{counted(len(cards), 'story')} of yours can be shown to you here." if confirmed else ""
    restricted = RESTRICTED if confirmed and not asker.place.restricted else ""
    return [line for line in (names_line(claims), found, restricted) if line]


def list_panel(heading: Sequence[str], claims: Sequence[Claim], cards: Sequence[Card], first: int) -> Panel:
    """One page of the list; claims can be taken back below it."""
    sections = (_section(card) for card in cards[first : first + SIZE])
    container = discord.ui.Container(
        discord.ui.TextDisplay[Layout]("\n".join(heading)),
        *chain.from_iterable((discord.ui.Separator[Layout](), section) for section in sections),
    )
    turning = [
        buttons.mine("Previous", max(0, first - SIZE), disabled=first == 0),
        buttons.mine("Next", first + SIZE, disabled=first + SIZE >= len(cards)),
    ]
    back = [buttons.unclaim(claim.id, claim.name) for claim in claims[-ROW:]]
    return Panel(container, *rows(turning if len(cards) > SIZE else [], back))


def _section(card: Card) -> discord.ui.Section[Layout]:
    text = f"**{title_line(card, 130)}** {byline(card, 90)}\n-# {facts_line(card, 80)} · {STATES[card.state]}"
    return discord.ui.Section(text, accessory=buttons.own(card.id))


async def own_card(asker: Asker, story: int) -> Card:
    """A story of the member's. Raises NotShownError for all others."""
    cards = await asker.library.authors.stories(asker.actor, asker.place)
    card = next((card for card in cards if card.id == story), None)
    if card is None:
        raise NotShownError
    return card


def own_panel(card: Card, told: str = "") -> Panel:
    """A story of the member's and what they can do with it; `told` is what was just done."""
    length = f"{card.excerpt_characters:,} characters at most" if card.excerpt_characters else "as long as usual"
    picked = "picked: it comes first where it hasn't been shown yet" if card.favourite else "none picked"
    facts = {
        "State": STATES[card.state],
        "Shown": PERMISSIONS[card.permission][0].lower(),
        "Excerpts": length,
        "Favourite passage": picked,
        "Warnings": warnings(card, 300),
    }
    heading = f"### {title_line(card, 200)}\n{byline(card, 160)}\n-# {facts_line(card, 150)}"
    lines = "\n".join(f"**{name}:** {text}" for name, text in facts.items())
    return Panel(block(told, heading, lines), *rows(_controls(card), [buttons.mine("All your stories", 0)]))


def _controls(card: Card) -> list[Button]:
    if card.state is State.WITHDRAWN:
        return [buttons.lift(card.id)]
    has_passages = card.pages > 0 and card.permission is not Permission.CARD
    favourite = [buttons.passages(card.id)] if has_passages else []
    return [
        buttons.permit(card.id),
        buttons.limit(card.id),
        buttons.warn(card.id),
        *favourite,
        buttons.withdraw(card.id),
    ]
