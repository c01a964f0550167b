"""Storing what a load has read: each batch is one transaction, so that there is never half a story."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.database import Database
from bot.library.manifest import file_row, is_as_planned, replace_problems, write_files
from bot.library.plan import KnownFile
from bot.library.reading import Reading
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


async def store_readings(
    database: Database, readings: Sequence[Reading], known: Mapping[str, KnownFile], stamp: str
) -> Outcomes:
    """Store what was read in one transaction; a file that the database refuses does not take the others along.

    Gives the outcome of each file by name. Raises OvertakenError and stores nothing when the plan no longer holds.
    """
    try:
        async with database.write() as connection:
            if not await is_as_planned(connection, [reading.step for reading in readings], known):
                raise OvertakenError
            return await _store(connection, readings, stamp)
    except UNFIT as error:
        if len(readings) > 1:
            outcomes: Outcomes = {}
            for reading in readings:
                outcomes |= await store_readings(database, [reading], known, stamp)
            return outcomes
        return await store_readings(database, [readings[0].refused(type(error).__name__)], known, stamp)


async def _store(connection: AsyncConnection, readings: Sequence[Reading], stamp: str) -> Outcomes:
    story_ids = await _add_new(connection, readings)
    outcomes = dict.fromkeys(story_ids, Outcome.NEW)
    digests = await _digests(connection, readings)
    for reading in readings:
        if reading.name not in story_ids:
            outcomes[reading.name] = await _update(connection, reading, digests)
    await _remember(connection, readings, story_ids, stamp)
    return outcomes


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
    if reading.step.is_rename:
        return Outcome.RENAMED
    if was_gone:
        return Outcome.NEW
    return Outcome.CHANGED if changed else Outcome.UNCHANGED


async def _remember(
    connection: AsyncConnection, readings: Sequence[Reading], new: Mapping[str, int], stamp: str
) -> None:
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
    renamed = [reading.step.before for reading in readings if reading.step.before and reading.step.is_rename]
    await write_files(connection, rows, renamed)
    paths = [*(reading.name for reading in readings), *(before.path for before in renamed)]
    problems = [problem for reading in readings for problem in reading.problems]
    unreadable = frozenset(reading.name for reading in readings if reading.prepared is None)
    await replace_problems(connection, paths, problems, unreadable=unreadable)
