"""Opening an item: what it hangs on is read, then shown."""

from bot.errors import ClosedDraftError
from bot.library.actor import Actor
from bot.library.adding.answers import Preview
from bot.library.library import Library
from bot.library.place import Place
from bot.library.review.items import Item, ItemKind
from bot.ui.base import Panel
from bot.ui.review.items import item_panel


async def open_panel(library: Library, actor: Actor, item: Item, place: Place) -> Panel:
    """An item as it may be seen in a place; `actor` is the moderator who looks."""
    return item_panel(item, await _draft(library, actor, item, place))


async def _draft(library: Library, actor: Actor, item: Item, place: Place) -> Preview | None:
    """The draft of a proposal, as far as it's there and may be seen."""
    if item.kind is not ItemKind.PROPOSAL or item.draft_id is None or item.concealed:
        return None
    try:
        return await library.adding.preview(actor, item.draft_id, place)
    except ClosedDraftError:
        return None
