"""Amending: what moderators and authors change about a stored story holds whenever its file is read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Amended:
    """A story that was changed: the fields that differ, as plain JSON, before and after."""

    story_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    snapshot: Mapping[str, Any]
    """What it was, for `keep_undo`."""


async def amend(
    connection: AsyncConnection, story_id: int, changes: Mapping[str, Any], *, vouched: bool = False
) -> Amended:
    """Change a stored story, and keep the change. Joins the caller's write transaction; the outbox is told.

    `changes` holds fields as corpus.toml has them, in plain JSON: {"rating": "Teen", "tags": ["Fluff"],
    "permission": "excerpts only"}; None clears a field. Three keys are amending's own: "add_warnings" and "add_tags"
    add and never take away, and "cap" is the most that the author lets be shown ("card only"), whatever else allows
    more. With `vouched` somebody who has looked answers for the rating in `changes`, which lets a held story through
    the screening; nothing lets a barred one through. What was withdrawn or removed stays so.

    With no changes at all the story is only judged again. Raises MistakeError when a value can't be used.
    """
    raise NotImplementedError


async def keep_undo(connection: AsyncConnection, event_id: int, amended: Amended) -> None:
    """Let `Adding.undo(event_id)` take the change back, for 24 hours. Call it in the same transaction."""
    raise NotImplementedError
