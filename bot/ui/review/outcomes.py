"""What a proposer is told of their proposal."""

from bot.errors import RefusedError, TooManyError
from bot.library.review.items import Item, ItemState
from bot.ui.asker import Asker
from bot.ui.base import Panel, notice
from bot.ui.people import ago
from bot.ui.text import counted, shown

SAID = {
    ItemState.OPEN: "waits for the moderators since {since}",
    ItemState.APPROVED: "was approved {since}: it's in the library now",
    ItemState.DECLINED: "was declined {since}",
    ItemState.CLOSED: "was closed {since}",
}


def outcome_panel(item: Item | None) -> Panel:
    """What became of a proposal, for the proposer. Raises RefusedError for what was never proposed."""
    if item is None:
        raise RefusedError("This wasn't sent for review yet. Press Send for review first.")
    return notice(outcome_text(item))


def outcome_text(item: Item, server: str = "") -> str:
    """The same in words; `server` names where, for a message that is read elsewhere."""
    which = f" of {shown(item.title, 200)}" if item.title and not item.concealed else ""
    where = f" in {shown(server, 100)}" if server else ""
    said = SAID[item.state].format(since=ago(item.decided_at or item.opened_at))
    reason = f"\nReason: {shown(item.reason, 500)}" if item.reason else ""
    return f"Your proposal{which}{where} {said}.{reason}"


async def left_words(asker: Asker) -> str:
    """How many more stories a member may propose now, or when again."""
    try:
        return f"You can propose {counted(await asker.library.review.left(asker.actor), 'more story')} today."
    except (TooManyError, RefusedError) as error:
        return shown(error.sentence, 300)
