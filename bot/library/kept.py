"""Requests kept by number, so that a button of 100 characters can carry a search of any length."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.prepare import digest_of
from bot.library.tables import LARGEST_ID, KeptRow

KEPT_FOR = timedelta(days=30)
"""Counted from the last time that somebody made the request."""


async def keep_request(connection: AsyncConnection, kind: str, request: dict[str, Any]) -> int:
    """The request's number; equal requests have one number, whatever the order of their fields."""
    digest = digest_of(json.dumps([kind, request], sort_keys=True))
    now = datetime.now(UTC)
    again = update(KeptRow).where(KeptRow.digest == digest).values(at=now).returning(KeptRow.id)
    number = (await connection.execute(again)).scalar()
    if number is not None:
        return number
    new = insert(KeptRow).values(kind=kind, digest=digest, request=request, at=now).returning(KeptRow.id)
    return (await connection.execute(new)).scalar_one()


async def kept_request(connection: AsyncConnection, kind: str, number: int) -> dict[str, Any] | None:
    """The request with that number, or None when it is of another kind or kept no more."""
    if abs(number) > LARGEST_ID:
        return None
    fresh = KeptRow.at > datetime.now(UTC) - KEPT_FOR
    chosen = select(KeptRow.request).where(KeptRow.id == number, KeptRow.kind == kind, fresh)
    return (await connection.execute(chosen)).scalar()


async def prune_requests(connection: AsyncConnection) -> None:
    """Forget the requests that nobody has made for long."""
    await connection.execute(delete(KeptRow).where(KeptRow.at <= datetime.now(UTC) - KEPT_FOR))
