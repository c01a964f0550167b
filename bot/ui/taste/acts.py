"""What became of a press that says something of a story, and what else isn't for the reader."""

from collections.abc import Mapping

import discord

from bot.corpus.story import Card, values
from bot.library.blocks import Blocked
from bot.library.labels import label_key
from bot.library.taste.kinds import LISTS, Block, Noted, Said
from bot.ui.again import Wishes
from bot.ui.asker import Asker
from bot.ui.base import Layout, Panel, notice
from bot.ui.taste import buttons
from bot.ui.taste.blocking import as_request
from bot.ui.taste.tuning import less_menu
from bot.ui.text import byline, cut, title_line

DONE: Mapping[Said, str] = {
    Said.LIKED: "You like {}. Lists that are made for you start from it now.",
    Said.TO_READ: "{} is on your list to read.",
    Said.READING: "You're reading {}.",
    Said.FINISHED: "You have finished {}.",
    Said.DROPPED: "You have dropped {}. It isn't recommended to you any more.",
    Said.NOT_FOR_ME: "{} isn't for you. It isn't recommended to you any more, and what is like it less often.",
}

UNDONE: Mapping[Said, str] = {
    Said.LIKED: "You no longer like {}.",
    Said.TO_READ: "{} is no longer on your list to read.",
    Said.READING: "You're no longer reading {}.",
    Said.FINISHED: "{} is no longer among what you have finished.",
    Said.DROPPED: "{} is no longer among what you have dropped.",
    Said.NOT_FOR_ME: "{} may be for you after all.",
}

MOST_AUTHORS = 3


def noted_panel(noted: Noted) -> Panel:
    """What is said of a story now, with the way back; seen by the reader alone."""
    return notice(noted_words(noted), [_back(noted), buttons.shelf(_list_of(noted.said), 0, "My shelf")])


def noted_words(noted: Noted) -> str:
    """The same in words."""
    sentence = (DONE if noted.on else UNDONE)[noted.said].format(_named(noted.card))
    before = noted.instead_of
    moved = f"\n-# {UNDONE[before].format('It')}" if before is not None else ""
    return sentence[0].upper() + sentence[1:] + moved


def _back(noted: Noted) -> buttons.Button:
    label = "Take it back" if noted.on else f"{buttons.LABELS[noted.said]} again"
    return buttons.unsay(noted.said, noted.card.id, label)


def _list_of(said: Said) -> Said:
    return said if said in LISTS else Said.LIKED


def _named(card: Card) -> str:
    return f"**{title_line(card, 200)}** {byline(card, 100)}"


def blockable(card: Card) -> list[Block]:
    """What a reader may never want to see again, of what a card says: the story, its authors, its tags and warnings."""
    tags = (*values(card.tags), *values(card.warnings))
    named = [
        Block(Blocked.STORY, str(card.id), card.title.value),
        *(Block(Blocked.AUTHOR, label_key(name), name) for name in values(card.authors)[:MOST_AUTHORS]),
        *(Block(Blocked.TAG, label_key(name), name) for name in tags),
    ]
    return list({(block.kind, block.key): block for block in named if block.key}.values())[: buttons.MOST_OPTIONS]


async def not_for_me_panel(asker: Asker, noted: Noted, wishes: Wishes, number: int) -> Panel:
    """That a story on a list isn't for the reader, and what else may not be: ever again, or less on this list."""
    if not noted.on:
        return noted_panel(noted)
    blocks = blockable(noted.card)
    kept = await asker.library.keep("never", as_request(blocks))
    options = [(never_label(block), str(place)) for place, block in enumerate(blocks)]
    back = buttons.unsay(Said.NOT_FOR_ME, noted.card.id, "Take it back")
    panel = notice(noted_words(noted), [back, buttons.never("Never this story", kept, 0)])
    for menu in (buttons.nevers(kept, options), *less_menu(asker, wishes, number)):
        panel.add_item(discord.ui.ActionRow[Layout](menu))
    return panel


def never_label(block: Block) -> str:
    """What a block does, on a button or in a menu."""
    named = cut(block.label or "", 70)
    return {
        Blocked.STORY: "Never this story",
        Blocked.AUTHOR: f"Never anything by {named}",
        Blocked.TAG: f"Never {named}",
    }[block.kind]
