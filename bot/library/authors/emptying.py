"""Emptying: a withdrawn story's words are deleted wherever they are kept. Joins the caller's write transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import State
from bot.library.amendments import read_amendments, write_amendment
from bot.library.authors.identity import Identity, identify
from bot.library.database import in_chunks
from bot.library.labels import Label
from bot.library.store import announce
from bot.library.tables import (
    ActRow,
    ChapterRow,
    DraftRow,
    FingerprintRow,
    HistoryRow,
    LabelRow,
    NoteRow,
    PageRow,
    PassageRow,
    RecommendedRow,
    ReportRow,
    ReviewRow,
    ShownRow,
    StoryRow,
    UndoRow,
)
from bot.library.taste.rows import stamp_readers_of

WORDS_OF_STORY = (
    *(ChapterRow, NoteRow, PageRow, PassageRow, FingerprintRow, UndoRow, ReportRow, ShownRow),
    *(ActRow, RecommendedRow),
)
"""What goes with a story: its text, what can be told of its text, and what members wrote or said about it."""

TOLD_OF_STORY = frozenset({"state", "rating", "permission", "hidden"})
"""Fields of the history that stay: who did what remains to be seen, though no longer to which words."""

AMENDED = frozenset({"title", "authors", "rating", "warnings", "add_warnings", "permission", "permission_proof", "cap"})
"""What somebody stated about the story that stays: should it come back, it's no less restricted than it was."""

EMPTY: Mapping[str, Any] = {
    "state": State.WITHDRAWN.value,
    "summary": None,
    "series": None,
    "source": None,
    "held_because": "",
    "keywords": [],
    "words": 0,
    "chapters": 0,
    "pages": 0,
    "passages": 0,
    "favourite_id": None,
    "text_digest": "",
    "digest": "",
}
"""A story's row without what made it the story. Title and authors stay, so that its author can take it back."""


async def empty(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Withdraw stories and delete their words; the indexes are told."""
    for some in in_chunks(ids):
        now = {"changed_at": datetime.now(UTC), "revision": StoryRow.revision + 1}
        await connection.execute(update(StoryRow).where(StoryRow.id.in_(some)).values(**EMPTY, **now))
        await stamp_readers_of(connection, some)
        for table in WORDS_OF_STORY:
            await connection.execute(delete(table).where(table.story_id.in_(some)))
        others = (LabelRow.story_id.in_(some), LabelRow.kind != Label.AUTHOR.value)
        await connection.execute(delete(LabelRow).where(*others))
        await connection.execute(delete(DraftRow).where(DraftRow.target_id.in_(some)))
        await connection.execute(update(ReviewRow).where(ReviewRow.story_id.in_(some)).values(because=""))
        await _quiet_history(connection, some)
        await _quiet_amendments(connection, some)
    await announce(connection, ids)


async def _quiet_history(connection: AsyncConnection, ids: Sequence[int]) -> None:
    chosen = select(HistoryRow.id, HistoryRow.before, HistoryRow.after).where(HistoryRow.story_id.in_(ids))
    for row in (await connection.execute(chosen)).all():
        quiet = {"before": _quiet(row.before), "after": _quiet(row.after)}
        if quiet != {"before": row.before, "after": row.after}:
            await connection.execute(update(HistoryRow).where(HistoryRow.id == row.id).values(**quiet))


async def _quiet_amendments(connection: AsyncConnection, ids: Sequence[int]) -> None:
    for story_id, amendment in (await read_amendments(connection, ids)).items():
        changes = {name: value for name, value in amendment.changes.items() if name in AMENDED}
        await write_amendment(connection, story_id, replace(amendment, changes=changes))


def _quiet(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name in TOLD_OF_STORY}


async def forget_drafts(connection: AsyncConnection, is_out: Callable[[Identity, int], bool]) -> None:
    """Delete drafts of stories that are out: `is_out` is asked what each is known by, and for which server it is."""
    fields = [DraftRow.story[name].label(name) for name in ("title", "authors", "source", "sketch")]
    rows = (await connection.execute(select(DraftRow.id, DraftRow.guild_id, DraftRow.changes, *fields))).all()
    out = [row.id for row in rows if any(is_out(identity, row.guild_id) for identity in _known_by(row))]
    for some in in_chunks(out):
        await connection.execute(delete(DraftRow).where(DraftRow.id.in_(some)))


def _known_by(row: Row[Any]) -> tuple[Identity, Identity]:
    """A draft as it was read, and as it was changed since."""
    title, link = row.title[0], row.source[0] if row.source else ""
    authors, sketch = [name for name, _ in row.authors], tuple(row.sketch)
    changes: dict[str, Any] = row.changes
    return (
        identify(title, authors, link, sketch),
        identify(changes.get("title") or title, changes.get("authors") or authors, changes.get("source") or "", sketch),
    )
