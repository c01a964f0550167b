"""Storing what a load has read: each batch is one transaction, so that there is never half a story."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.amendments import NONE, read_amendments
from bot.library.authors.warding import after_storing, ward
from bot.library.database import Database
from bot.library.manifest import Change, Manifest, file_row, write_files
from bot.library.reading import Reading
from bot.library.reports import replace_problems
from bot.library.store import add_stories, set_gone, update_story
from bot.library.tables import StoryRow

UNFIT = (DBAPIError, UnicodeError, OverflowError)
"""What drivers raise when a value is nothing that the database can hold."""


class Outcome(StrEnum):
    """What came of a file; the values are fields of LoadReport, where there is one."""

    NEW = "new"
    CHANGED = "changed"
    RENAMED = "renamed"
    UNCHANGED = "unchanged"
    UNREADABLE = "unreadable"


class OvertakenError(Exception):
    """Somebody else has loaded some of these files since the plan was made."""


Outcomes = dict[str, Outcome]


async def store_readings(database: Database, readings: Sequence[Reading], manifest: Manifest, stamp: str) -> Outcomes:
    """Store what was read in one transaction; a file that the database refuses does not take the others along.

    Gives the outcome of each file by name. Raises OvertakenError and stores nothing when the plan no longer holds, and
    DatabaseError.
    """
    outcomes: Outcomes = {}
    try:
        async with database.write() as connection:
            about = [(reading.name, reading.story_id) for reading in readings]
            if not await manifest.holds(connection, about) or not await _amended_alike(connection, readings):
                raise OvertakenError
            outcomes, change = await _store(connection, readings, manifest, stamp)
    except UNFIT as error:
        for reading in _apart(readings, error):
            outcomes |= await store_readings(database, [reading], manifest, stamp)
        return outcomes
    manifest.follow(change)
    return outcomes


async def _amended_alike(connection: AsyncConnection, readings: Sequence[Reading]) -> bool:
    """Whether the stories were read with everything that has been changed about them."""
    known = {reading.story_id: reading.amendment for reading in readings if reading.story_id and reading.prepared}
    there = await read_amendments(connection, filter(None, known))
    return all(there.get(story_id or 0, NONE) == amendment for story_id, amendment in known.items())


def _apart(readings: Sequence[Reading], error: Exception) -> list[Reading]:
    """To find the file that the database refuses: the files one by one, or a single one without its story."""
    if len(readings) > 1:
        return list(readings)
    if readings[0].prepared is None:
        raise error
    return [readings[0].refused(type(error).__name__)]


async def _store(
    connection: AsyncConnection, readings: Sequence[Reading], manifest: Manifest, stamp: str
) -> tuple[Outcomes, Change]:
    warded = await ward(connection, readings)
    readings = warded.readings
    story_ids = await _add_new(connection, readings)
    outcomes = dict.fromkeys(story_ids, Outcome.NEW)
    digests = await _digests(connection, readings)
    for reading in readings:
        if reading.name not in story_ids:
            outcomes[reading.name] = await _update(connection, reading, digests)
    known = {reading.name: reading.story_id for reading in readings if reading.story_id is not None}
    await after_storing(connection, warded, known | story_ids)
    return outcomes, await _remember(connection, readings, story_ids, manifest, stamp)


async def _add_new(connection: AsyncConnection, readings: Sequence[Reading]) -> dict[str, int]:
    new = [(reading.name, reading.prepared) for reading in readings if reading.prepared and reading.step.before is None]
    ids = await add_stories(connection, [prepared for _, prepared in new])
    return {name: story_id for (name, _), story_id in zip(new, ids, strict=True)}


async def _digests(connection: AsyncConnection, readings: Sequence[Reading]) -> dict[int, str]:
    """The stored digests of stories that are listed, or would be if moderators let them."""
    ids = [reading.story_id for reading in readings if reading.story_id is not None]
    chosen = select(StoryRow.id, StoryRow.digest).where(StoryRow.id.in_(ids), StoryRow.gone.is_(False))
    return {row.id: row.digest for row in await connection.execute(chosen)}


async def _update(connection: AsyncConnection, reading: Reading, digests: Mapping[int, str]) -> Outcome:
    """Bring the story of a known file up to date. One that can't be read any more is shown no more."""
    story_id = reading.story_id
    if reading.prepared is None or story_id is None:
        await set_gone(connection, [story_id] if story_id is not None else [], gone=True)
        return Outcome.UNREADABLE
    was_gone = story_id not in digests
    changed = was_gone or digests[story_id] != reading.prepared.digest
    if changed:
        await update_story(connection, story_id, reading.prepared)
    if was_gone:
        return Outcome.NEW
    if reading.step.is_rename:
        return Outcome.RENAMED
    return Outcome.CHANGED if changed else Outcome.UNCHANGED


async def _remember(
    connection: AsyncConnection, readings: Sequence[Reading], new: Mapping[str, int], manifest: Manifest, stamp: str
) -> Change:
    rows = [
        file_row(
            reading.step,
            sha256=reading.sha256,
            stamp=stamp if reading.prepared else "",
            read_ns=reading.read_ns,
            story_id=new.get(reading.name, reading.story_id),
        )
        for reading in readings
    ]
    change = manifest.change(rows)
    await write_files(connection, change)
    unreadable = frozenset(reading.name for reading in readings if reading.prepared is None)
    problems = [problem for reading in readings for problem in reading.problems]
    await replace_problems(connection, {*change.out, *(row.path for row in rows)}, problems, unreadable=unreadable)
    return change
