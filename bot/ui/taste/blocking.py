"""Block lists: what a reader never wants to see, made, shown and taken back."""

from collections.abc import Sequence

import discord

from bot.errors import StaleRequestError
from bot.library.blocks import Blocked
from bot.library.taste.kinds import Block
from bot.ui.again import kept
from bot.ui.asker import Asker
from bot.ui.base import Button, Layout, Panel, notice, rows
from bot.ui.taste import buttons
from bot.ui.text import counted, shown

SIZE = 20
"""Entries on one page: as many as a menu takes."""

NOTHING = (
    "Nothing is on your block list. /block add puts a story, an author or a tag on it: you never see it again, in no "
    "list, search or suggestion. So does “Not for me” beside a recommendation."
)


def blocked_words(block: Block) -> str:
    """Something of a block list, escaped; a story that isn't shown here has no name."""
    if block.label is None:
        return "a story that isn't shown here"
    named = shown(block.label, 120)
    return {Blocked.STORY: f"the story {named}", Blocked.AUTHOR: f"all by {named}", Blocked.TAG: f"all tagged {named}"}[
        block.kind
    ]


async def blocked_panel(asker: Asker, block: Block) -> Panel:
    """That something is on the block list now, with the way back."""
    number = await asker.library.keep("never", as_request([block]))
    return toggled_panel(block, number, 0, on=True)


def toggled_panel(block: Block, number: int, choice: int, *, on: bool) -> Panel:
    """What became of something that was put on the block list, or taken off it."""
    words = blocked_words(block)
    told = f"You never see {words} again." if on else f"You may see {words} again."
    return notice(
        told, [buttons.never("Undo" if on else "Block it again", number, choice), buttons.blocks("My block list", 0)]
    )


async def blocks_panel(asker: Asker, first: int = 0, said: str = "") -> Panel:
    """A page of the reader's block list; `said` is what was just done, in ready Markdown."""
    blocks = await asker.library.taste.blocks(asker.place, asker.reader)
    if not blocks:
        return notice("\n".join(filter(None, (said, NOTHING))), [buttons.taste()])
    first = min(first, (len(blocks) - 1) // SIZE * SIZE)
    page = blocks[first : first + SIZE]
    lines = [f"**{counted(len(blocks), 'entry')} on your block list**", *(f"- {_line(block)}" for block in page)]
    options = [(_option(block, first + place), block.token) for place, block in enumerate(page, 1)]
    text = discord.ui.TextDisplay[Layout]("\n".join(filter(None, (said, *lines))))
    menu = discord.ui.ActionRow[Layout](buttons.unblock(first, options))
    return Panel(text, menu, *rows([*_turners(first, len(blocks)), buttons.taste()]))


def _line(block: Block) -> str:
    words = blocked_words(block)
    return words[0].upper() + words[1:]


def _option(block: Block, place: int) -> str:
    return f"{block.label}" if block.label else f"Entry {place}: a story that isn't shown here"


def _turners(first: int, total: int) -> list[Button]:
    if total <= SIZE:
        return []
    back = buttons.blocks("Previous", max(0, first - SIZE), disabled=first == 0)
    return [back, buttons.blocks("Next", first + SIZE, disabled=first + SIZE >= total)]


def as_request(blocks: Sequence[Block]) -> dict[str, object]:
    """Things to be blocked as they are kept for buttons, one a line."""
    return {"blocks": "\n".join("\t".join((block.kind.value, block.key, _kept_label(block))) for block in blocks)}


def _kept_label(block: Block) -> str:
    """A story is named as it's shown at the time, if it may be."""
    return "" if block.kind is Blocked.STORY else " ".join((block.label or "").split())


async def kept_block(asker: Asker, number: int, choice: int) -> Block:
    """One of the things kept under a number. Raises StaleRequestError."""
    lines = (await kept(asker.library, "never", number)).get("blocks", "").split("\n")
    parts = lines[choice].split("\t") if choice < len(lines) else []
    if len(parts) != len(("kind", "key", "label")):
        raise StaleRequestError("This choice is no longer there. Please ask again.")
    kind, key, label = parts
    return Block(Blocked(kind), key, label)
