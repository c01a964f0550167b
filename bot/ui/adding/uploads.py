"""Files that members send: told of by Discord, refused by size, then fetched."""

import asyncio
from dataclasses import dataclass
from typing import Any, Self, cast

import aiohttp
import discord

from bot.errors import RefusedFileError
from bot.ui.base import fields_of

FETCH_SECONDS = 60.0
"""How long Discord may take to hand over one file."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that lies with Discord; `size` in bytes."""

    name: str
    size: int
    url: str

    @classmethod
    def of(cls, attachment: discord.Attachment) -> Self:
        """An attachment of a message or a command's option."""
        return cls(attachment.filename, attachment.size, attachment.url)


def uploads_in(interaction: discord.Interaction) -> list[Upload]:
    """What was uploaded with a form."""
    resolved = cast("dict[str, Any]", (interaction.data or {}).get("resolved") or {}).get("attachments", {})
    upload = discord.ComponentType.file_upload.value
    chosen = [number for field in fields_of(interaction) if field["type"] == upload for number in field["values"]]
    return [_upload(resolved[number]) for number in chosen if number in resolved]


def _upload(raw: dict[str, Any]) -> Upload:
    return Upload(str(raw["filename"]), int(raw["size"]), str(raw["url"]))


async def fetch(client: discord.Client, upload: Upload, limit: int) -> bytes:
    """The bytes of an upload, at most `limit`. Raises RefusedFileError."""
    if upload.size > limit:
        raise RefusedFileError(
            f"{upload.name} has {upload.size:,} bytes, and at most {limit:,} are taken. "
            "Split it, or ask those who run Ficus to allow more."
        )
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            data = await client.http.get_from_cdn(upload.url)
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError):
        raise RefusedFileError(f"Discord didn't hand over {upload.name}. Upload it once more.") from None
    if len(data) > limit:
        raise RefusedFileError(f"{upload.name} is larger than Discord said. Upload it once more.")
    return data
