"""Reading what readers don't see: whoever decides on a story looks at it first."""

from bot.library.answers import Page
from bot.ui.asker import Asker
from bot.ui.base import Panel, block, rows
from bot.ui.reader import place_words
from bot.ui.review import buttons
from bot.ui.text import credit


async def inside_panel(asker: Asker, story: int, number: int) -> Panel:
    """A page of a story that the asker looks after. Raises NotAllowedError, NotShownError, RefusedError."""
    return page_panel(await asker.library.moderating.page(asker.actor, story, number, asker.place))


def page_panel(page: Page) -> Panel:
    """One page with the way to the others; the reader's place isn't touched."""
    card, number = page.card, page.number
    turning = [
        buttons.leaf("Previous", card.id, number - 1, disabled=number <= 1),
        buttons.leaf("Next", card.id, number + 1, disabled=number >= card.pages),
    ]
    foot = f"-# {place_words(page)}. Only you see this."
    return Panel(block(credit(card), page.markdown, foot), *rows(turning))
