"""Pressing buttons and menus of taste."""

from typing import Any

from tests.support.seen import Seen, walk
from tests.support.simulated import Server

SELECT = 3


def menus(seen: Seen) -> list[dict[str, Any]]:
    """The menus of a message."""
    return [part for part in walk(seen.message.components) if part["type"] == SELECT]


def options(seen: Seen, which: int = 0) -> list[str]:
    """What a menu offers, as it's read."""
    return [option["label"] for option in menus(seen)[which]["options"]]


async def pick(server: Server, on: Seen, label: str, which: int = 0, *, by: Any = None) -> Seen:
    """Pick from a menu of a message."""
    menu = menus(on)[which]
    value = next(option["value"] for option in menu["options"] if option["label"] == label)
    return server.seen(await (by or server.ann).select(on.message, [value], custom_id=menu["custom_id"]))


async def like(server: Server, *titles: str, by: Any = None, channel: Any = None) -> None:
    """Press Like on the cards of stories."""
    for title in titles:
        card = await server.ask("story show", title=title, by=by, channel=channel)
        assert (await server.press(card, "Like", by=by)).private
