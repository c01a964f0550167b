"""The end of a load: stories whose files are no longer there, or there again, and what is to be told of the folder."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.answers import FileProblem
from bot.library.loading import OvertakenError
from bot.library.manifest import Change, Manifest, file_row, write_files
from bot.library.plan import KnownFile, Plan, Step
from bot.library.reports import last_load_id, replace_problems
from bot.library.store import set_gone
from bot.library.tables import ProblemRow


@dataclass(frozen=True, slots=True)
class FolderProblems:
    """What is wrong with the folder rather than with a story in it."""

    unreadable: tuple[FileProblem, ...]
    notices: tuple[FileProblem, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """How many stories went, and the names of the files whose stories are back."""

    gone: int
    returned: tuple[str, ...]


async def finish(
    connection: AsyncConnection, plan: Plan, manifest: Manifest, told: FolderProblems, digested_ns: int
) -> Ending:
    """Unlist what has vanished, list what is back, and put the folder's problems in the place of the last load's.

    Raises OvertakenError when somebody else has loaded the folder since the plan was made.
    """
    back = [step for step in plan.same if step.before and step.before.gone]
    about = [(row.path, row.story_id) for row in (*plan.vanished, *plan.stale, *_rows_before(back))]
    if await last_load_id(connection) != manifest.last_load or not await manifest.holds(connection, about):
        raise OvertakenError
    await set_gone(connection, [row.story_id for row in _rows_before(back) if row.story_id], gone=False)
    gone = await set_gone(connection, [row.story_id for row in plan.vanished if row.story_id], gone=True)
    await write_files(connection, Change(tuple(row.path for row in plan.stale), ()))
    await _touch(connection, plan.same, manifest, digested_ns)
    await _tell(connection, plan, told)
    return Ending(len(gone), tuple(step.file.entry.name for step in back))


def _rows_before(steps: Iterable[Step]) -> list[KnownFile]:
    return [step.before for step in steps if step.before]


async def _touch(connection: AsyncConnection, same: Iterable[Step], manifest: Manifest, digested_ns: int) -> None:
    """Remember the new dates of files that were opened and turned out to hold what they held."""
    rows = [
        file_row(
            step,
            sha256=step.file.sha256,
            stamp=step.before.stamp,
            read_ns=digested_ns,
            story_id=step.before.story_id,
        )
        for step in same
        if step.before and not step.before.looks_like(step.file.entry)
    ]
    await write_files(connection, manifest.change(rows))


async def _tell(connection: AsyncConnection, plan: Plan, told: FolderProblems) -> None:
    """Problems of files that were read stay as they are; all others are replaced."""
    kept = {step.file.entry.name for step in (*plan.read, *plan.same)}
    there = (await connection.execute(select(ProblemRow.path).distinct())).scalars()
    problems = (
        *told.unreadable,
        *told.notices,
        *(_twin_notice(file.entry.name, keeper) for file, keeper in plan.twins),
    )
    unreadable = frozenset(problem.file for problem in told.unreadable)
    await replace_problems(connection, [path for path in there if path not in kept], problems, unreadable=unreadable)


def _twin_notice(name: str, keeper: str) -> FileProblem:
    return FileProblem(name, 0, f"holds the same as {keeper}, so both are one story")
