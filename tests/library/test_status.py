"""The library in numbers: what is hidden here and what waits is told, so that nothing waits unseen."""

from bot.library.actor import Actor
from bot.library.library import Library
from bot.library.review.items import ReportKind
from tests.library.moderation import GUILD, HERE, MODERATOR, add, add_one, barred, held, story


async def test_what_waits_and_what_is_hidden(library: Library) -> None:
    await add(library, held(), barred())
    await add_one(library, held("The Raft"), 2)
    quay, bridge = await add_one(library, story("The Quay"), None), await add_one(library, story("The Bridge"))
    await library.moderating.hide(MODERATOR, quay, "", HERE)
    await library.review.report(Actor(1, GUILD), bridge, ReportKind.BROKEN, "", HERE)
    before = await library.review.waiting(MODERATOR, HERE)
    status = await library.status(GUILD)
    assert (status.hidden, status.waiting) == (1, {"held": 2, "report": 1})
    assert status.waiting_since == min(item.opened_at for item in before.items)
    elsewhere = await library.status(2)
    assert (elsewhere.hidden, elsewhere.waiting, elsewhere.waiting_since) == (0, {}, None)
