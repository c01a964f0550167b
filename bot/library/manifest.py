"""What the database remembers of the corpus folder: its files, what was wrong with them, and the last load."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.answers import FileProblem, LoadReport
from bot.library.database import in_chunks
from bot.library.plan import KnownFile, Step
from bot.library.rows import Values
from bot.library.tables import FileRow, LoadRow, ProblemRow, StoryRow

COUNTS = ("new", "changed", "gone", "unchanged", "renamed")


async def read_files(connection: AsyncConnection) -> dict[str, KnownFile]:
    """All files by path, as they were when last read."""
    chosen = select(
        FileRow.path,
        FileRow.size,
        FileRow.mtime_ns,
        FileRow.inode,
        FileRow.read_ns,
        FileRow.sha256,
        FileRow.stamp,
        FileRow.story_id,
        StoryRow.gone,
    ).outerjoin(StoryRow, StoryRow.id == FileRow.story_id)
    return {row.path: KnownFile(*row) for row in await connection.execute(chosen)}


async def is_as_planned(connection: AsyncConnection, steps: Sequence[Step], known: Mapping[str, KnownFile]) -> bool:
    """Whether nobody else has written about these files since they were planned for."""
    names = [step.file.entry.name for step in steps]
    chosen = select(FileRow.path, FileRow.sha256, FileRow.story_id).where(FileRow.path.in_(names))
    found = {row.path: (row.sha256, row.story_id) for row in await connection.execute(chosen)}
    return found == {name: (known[name].sha256, known[name].story_id) for name in names if name in known}


def file_row(step: Step, *, sha256: str, stamp: str, read_ns: int, story_id: int | None) -> Values:
    """A file as it is remembered."""
    entry = step.file.entry
    return {
        "path": entry.name,
        "size": entry.size,
        "mtime_ns": entry.mtime_ns,
        "inode": entry.inode,
        "read_ns": read_ns,
        "sha256": sha256,
        "stamp": stamp,
        "story_id": story_id,
    }


async def write_files(connection: AsyncConnection, rows: Sequence[Values], renamed: Sequence[KnownFile] = ()) -> None:
    """Remember files as they are now, and forget the old names of renamed ones."""
    for old in renamed:
        held = and_(FileRow.path == old.path, FileRow.story_id == old.story_id)
        await connection.execute(delete(FileRow).where(held))
    for some in in_chunks([row["path"] for row in rows]):
        await connection.execute(delete(FileRow).where(FileRow.path.in_(some)))
    if rows:
        await connection.execute(insert(FileRow), list(rows))


async def forget_files(connection: AsyncConnection, paths: Sequence[str]) -> None:
    """Forget files that never held a story, with what was said about them."""
    for some in in_chunks(paths):
        await connection.execute(delete(FileRow).where(FileRow.path.in_(some)))


async def replace_problems(
    connection: AsyncConnection,
    paths: Sequence[str],
    problems: Sequence[FileProblem],
    *,
    unreadable: frozenset[str] = frozenset(),
) -> None:
    """Put these problems in the place of all that was said about the files at these paths."""
    for some in in_chunks(paths):
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
