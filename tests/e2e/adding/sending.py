"""How a moderator sends stories in, in the tests."""

from typing import Any

from tests.support.seen import Seen
from tests.support.sent_stories import story_file
from tests.support.simulated import Server

OWN, CARD = "my own work", "card only"


async def send(server: Server, *, by: Any = None, channel: Any = None, **fields: Any) -> Seen:
    """Open the form of /story add, fill it in and send it."""
    who = by or server.moderator
    form = await who.slash(channel or server.channel, "story add")
    return await server.send(form, by=who, **fields)


async def send_file(server: Server, data: bytes = b"", name: str = "weir.txt", **fields: Any) -> Seen:
    """Send one file."""
    return await send(server, files=[(name, data or story_file())], **fields)


async def ready(server: Server, data: bytes = b"", name: str = "weir.txt") -> Seen:
    """The preview of a moderator's own story, which can be confirmed."""
    preview = await send_file(server, data, name)
    return await server.fill(preview, "Rating and permission", by=server.moderator, consent=[OWN])


async def added(server: Server, data: bytes = b"", name: str = "weir.txt") -> Seen:
    """The card of a moderator's own story, just added."""
    return await server.press(await ready(server, data, name), "Confirm", by=server.moderator)


def attached(server: Server, seen: Seen) -> str:
    """The text of the one file that was sent along."""
    [attachment] = seen.message.attachments
    blob = server.env.backend.cdn.get(attachment.url)
    assert blob is not None
    return blob.decode()
