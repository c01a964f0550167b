"""What loads did, and what is wrong with files of the corpus folder."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.answers import FileProblem, LoadReport
from bot.library.database import in_chunks
from bot.library.rows import Values
from bot.library.tables import LoadRow, ProblemRow

COUNTS = ("new", "changed", "gone", "unchanged", "renamed")


async def last_load_id(connection: AsyncConnection) -> int:
    """The number of the last load that came to its end; 0 before the first."""
    return (await connection.execute(select(func.max(LoadRow.id)))).scalar() or 0


async def replace_problems(
    connection: AsyncConnection,
    paths: Iterable[str],
    problems: Sequence[FileProblem],
    *,
    unreadable: frozenset[str] = frozenset(),
) -> None:
    """Put these problems in the place of all that was said about the files at these paths."""
    for some in in_chunks(list(paths)):
        await connection.execute(delete(ProblemRow).where(ProblemRow.path.in_(some)))
    rows: list[Values] = [
        {
            "path": problem.file,
            "position": position,
            "line": problem.line,
            "message": problem.message,
            "unreadable": problem.file in unreadable,
        }
        for position, problem in enumerate(problems)
    ]
    if rows:
        await connection.execute(insert(ProblemRow), rows)


async def write_load(connection: AsyncConnection, report: LoadReport) -> None:
    """Remember what a load did; its problems are kept by file."""
    values: Values = {name: getattr(report, name) for name in COUNTS}
    values |= {"milliseconds": round(report.seconds * 1000), "finished_at": report.finished}
    await connection.execute(insert(LoadRow).values(**values))


async def last_load(connection: AsyncConnection) -> LoadReport | None:
    """The last load, with the problems that stand."""
    row = (await connection.execute(select(LoadRow).order_by(LoadRow.id.desc()).limit(1))).first()
    if row is None:
        return None
    unreadable, notices = await standing_problems(connection)
    counts = {name: getattr(row, name) for name in COUNTS}
    return LoadReport(
        **counts, finished=row.finished_at, seconds=row.milliseconds / 1000, unreadable=unreadable, notices=notices
    )


async def standing_problems(
    connection: AsyncConnection,
) -> tuple[tuple[FileProblem, ...], tuple[FileProblem, ...]]:
    """What keeps files from being read, and the notices about all others; each by file and line."""
    chosen = select(ProblemRow).order_by(ProblemRow.path, ProblemRow.line, ProblemRow.position)
    rows = (await connection.execute(chosen)).all()
    unreadable = tuple(FileProblem(row.path, row.line, row.message) for row in rows if row.unreadable)
    return unreadable, tuple(FileProblem(row.path, row.line, row.message) for row in rows if not row.unreadable)
