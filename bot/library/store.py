"""Writing stories. Every function joins the caller's transaction and leaves a row in the outbox for each story."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import State
from bot.library.database import in_chunks
from bot.library.fingerprints import write_fingerprints
from bot.library.prepare import Passage, Prepared
from bot.library.rows import Values, part_rows, passage_values, story_values
from bot.library.tables import Base, ChapterRow, LabelRow, NoteRow, OutboxRow, PageRow, PassageRow, ShownRow, StoryRow

WRITTEN_ANEW: tuple[type[LabelRow | ChapterRow | NoteRow | PageRow], ...] = (LabelRow, ChapterRow, NoteRow, PageRow)
"""What is replaced whenever a story changes; nothing else points at these rows."""

TAKEN_OUT = frozenset({State.WITHDRAWN.value, State.REMOVED.value})
"""What somebody decided about a story, whatever its text is: no new reading of it changes that."""

PASSAGE = "passage"
"""The kind under which bot.library.draws notes a passage as shown."""


async def add_stories(
    connection: AsyncConnection, stories: Sequence[Prepared], guild_id: int | None = None
) -> list[int]:
    """Store new stories and give their ids, in order."""
    if not stories:
        return []
    now = datetime.now(UTC)
    rows = [story_values(story) | {"guild_id": guild_id, "added_at": now, "changed_at": now} for story in stories]
    returning = insert(StoryRow).returning(StoryRow.id, sort_by_parameter_order=True)
    ids = list((await connection.execute(returning, rows)).scalars())
    stored = list(zip(ids, stories, strict=True))
    await _add_parts(connection, stored)
    await _add_passages(connection, [(story_id, passage) for story_id, story in stored for passage in story.passages])
    await write_fingerprints(connection, {story_id: story.sketch for story_id, story in stored})
    await announce(connection, ids)
    return ids


async def update_story(connection: AsyncConnection, story_id: int, prepared: Prepared) -> None:
    """Bring a story up to date under its id; it is no longer gone. What was withdrawn or removed stays so.

    The revision grows only when the text has changed, and passages whose text is still there keep their ids.
    """
    state = (await connection.execute(select(StoryRow.state).where(StoryRow.id == story_id))).scalar_one()
    kept = {"state": state} if state in TAKEN_OUT else {}
    await _replace(connection, story_id, prepared, {"gone": False, **kept})
    await _update_passages(connection, story_id, prepared.passages)
    await announce(connection, [story_id])


async def put_back_story(
    connection: AsyncConnection, story_id: int, prepared: Prepared, passage_ids: Sequence[int]
) -> None:
    """Make a story what it was before, its state as well, and its passages under the ids that they had, in order."""
    await _replace(connection, story_id, prepared, {})
    await _put_back_passages(connection, story_id, dict(zip(passage_ids, prepared.passages, strict=True)))
    await announce(connection, [story_id])


async def set_gone(connection: AsyncConnection, ids: Sequence[int], *, gone: bool) -> list[int]:
    """Unlist stories whose files have vanished, or list them again. Gives the ids of those that it changed."""
    changed: list[int] = []
    for some in in_chunks(ids):
        marked = update(StoryRow).where(StoryRow.id.in_(some), StoryRow.gone.is_not(gone))
        returning = marked.values(gone=gone, changed_at=datetime.now(UTC)).returning(StoryRow.id)
        changed += (await connection.execute(returning)).scalars()
    await announce(connection, sorted(changed))
    return changed


async def announce(connection: AsyncConnection, ids: Iterable[int]) -> None:
    """Tell the indexes, of every process, that these stories are not what they were."""
    await _insert(connection, OutboxRow, [{"story_id": story_id} for story_id in ids])


async def _replace(connection: AsyncConnection, story_id: int, prepared: Prepared, also: Values) -> None:
    """Everything but passages; `also` wins. The revision grows only when the text has changed."""
    chosen = select(StoryRow.text_digest, StoryRow.revision).where(StoryRow.id == story_id)
    text_digest, revision = (await connection.execute(chosen)).one()
    values = story_values(prepared) | {"changed_at": datetime.now(UTC)} | also
    values["revision"] = revision + (text_digest != prepared.text_digest)
    await connection.execute(update(StoryRow).where(StoryRow.id == story_id).values(values))
    for table in WRITTEN_ANEW:
        await connection.execute(delete(table).where(table.story_id == story_id))
    await _add_parts(connection, [(story_id, prepared)])
    await write_fingerprints(connection, {story_id: prepared.sketch})


async def _add_parts(connection: AsyncConnection, stories: Sequence[tuple[int, Prepared]]) -> None:
    rows: dict[type[Base], list[Values]] = defaultdict(list)
    for story_id, prepared in stories:
        for table, values in part_rows(story_id, prepared):
            rows[table].append(values)
    for table, values in rows.items():
        await _insert(connection, table, values)


async def _add_passages(connection: AsyncConnection, passages: Sequence[tuple[int, Passage]]) -> None:
    rows = [
        {"story_id": story_id, "digest": passage.digest, **passage_values(passage)} for story_id, passage in passages
    ]
    await _insert(connection, PassageRow, rows)


async def _update_passages(connection: AsyncConnection, story_id: int, passages: Sequence[Passage]) -> None:
    """Passages of the same text keep their ids, wherever they stand now; the rest come and go."""
    known = await _passages_by_digest(connection, story_id)
    moved: list[Values] = []
    fresh: list[tuple[int, Passage]] = []
    for passage in passages:
        if known[passage.digest]:
            moved.append({"passage_id": known[passage.digest].popleft(), **passage_values(passage)})
        else:
            fresh.append((story_id, passage))
    if moved:
        await connection.execute(update(PassageRow).where(PassageRow.id == bindparam("passage_id")), moved)
    await _forget_passages(connection, [passage_id for ids in known.values() for passage_id in ids])
    await _add_passages(connection, fresh)


async def _put_back_passages(connection: AsyncConnection, story_id: int, passages: Mapping[int, Passage]) -> None:
    there = (await connection.execute(select(PassageRow.id).where(PassageRow.story_id == story_id))).scalars()
    await _forget_passages(connection, sorted(set(there).difference(passages)))
    await connection.execute(delete(PassageRow).where(PassageRow.story_id == story_id))
    rows = [
        {"id": passage_id, "story_id": story_id, "digest": passage.digest, **passage_values(passage)}
        for passage_id, passage in passages.items()
    ]
    await _insert(connection, PassageRow, rows)


async def _passages_by_digest(connection: AsyncConnection, story_id: int) -> dict[str, deque[int]]:
    chosen = select(PassageRow.digest, PassageRow.id).where(PassageRow.story_id == story_id).order_by(PassageRow.id)
    found: dict[str, deque[int]] = defaultdict(deque)
    for digest, passage_id in await connection.execute(chosen):
        found[digest].append(passage_id)
    return found


async def _forget_passages(connection: AsyncConnection, ids: Sequence[int]) -> None:
    for some in in_chunks(ids):
        await connection.execute(delete(PassageRow).where(PassageRow.id.in_(some)))
        await connection.execute(delete(ShownRow).where(ShownRow.kind == PASSAGE, ShownRow.item_id.in_(some)))
        picked = update(StoryRow).where(StoryRow.favourite_id.in_(some))
        await connection.execute(picked.values(favourite_id=None))


async def _insert(connection: AsyncConnection, table: type[Base], rows: Sequence[Values]) -> None:
    if rows:
        await connection.execute(insert(table), rows)
