"""What the database remembers of the corpus folder's files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.database import in_chunks
from bot.library.plan import KnownFile, Step
from bot.library.reports import last_load_id
from bot.library.tables import FileRow, StoryRow

COLUMNS = ("path", "size", "mtime_ns", "inode", "read_ns", "sha256", "stamp", "story_id")

MOVED = "/moved/"
"""Begins the path of a story's file when another file has taken its place: no file in the folder has such a path."""

About = tuple[str, int | None]
"""A file's path, and the id of the story that it holds or held."""


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of files to take out, by path, and rows to put in."""

    out: tuple[str, ...]
    put: tuple[KnownFile, ...]


class Manifest:
    """The files by path as the database remembers them. It follows what one load writes, so that the load notices
    when somebody else has written too. A story has one file at most.
    """

    def __init__(self, files: Mapping[str, KnownFile], last_load: int = 0) -> None:
        self.files = dict(files)
        self.last_load = last_load
        self._paths = {row.story_id: row.path for row in files.values() if row.story_id is not None}

    def change(self, rows: Sequence[KnownFile]) -> Change:
        """What remembering these rows takes. A story that loses its path to another one stays known by its content."""
        written = {row.story_id for row in rows}
        before = [self.files[path] for path in self._touched((row.path, row.story_id) for row in rows)]
        moved = [
            replace(row, path=f"{MOVED}{row.story_id}")
            for row in before
            if row.story_id is not None and row.story_id not in written
        ]
        return Change(tuple(row.path for row in before), (*rows, *moved))

    def follow(self, change: Change) -> None:
        """Take over a change that has been committed."""
        for path in change.out:
            row = self.files.pop(path)
            if row.story_id is not None:
                self._paths.pop(row.story_id, None)
        for row in change.put:
            self.files[row.path] = row
            if row.story_id is not None:
                self._paths[row.story_id] = row.path

    async def holds(self, connection: AsyncConnection, about: Sequence[About]) -> bool:
        """Whether nobody else has written about these files and stories."""
        expected = self._touched(about)
        asked = list({*expected, *(path for path, _ in about)})
        found: dict[str, tuple[str, int | None]] = {}
        for some in in_chunks(asked):
            chosen = select(FileRow.path, FileRow.sha256, FileRow.story_id).where(FileRow.path.in_(some))
            found |= {path: (sha256, story_id) for path, sha256, story_id in await connection.execute(chosen)}
        return found == {path: (self.files[path].sha256, self.files[path].story_id) for path in expected}

    def _touched(self, about: Iterable[About]) -> list[str]:
        """The paths of the rows there are about these files and stories."""
        touched: dict[str, None] = {}
        for path, story_id in about:
            candidates = (path, self._paths.get(story_id) if story_id is not None else None)
            touched |= dict.fromkeys(one for one in candidates if one is not None and one in self.files)
        return list(touched)


async def read_manifest(connection: AsyncConnection) -> Manifest:
    """All files as they were when last read."""
    chosen = select(*(getattr(FileRow, name) for name in COLUMNS), StoryRow.gone)
    rows = await connection.execute(chosen.outerjoin(StoryRow, StoryRow.id == FileRow.story_id))
    return Manifest({row.path: KnownFile(*row) for row in rows}, await last_load_id(connection))


def file_row(step: Step, *, sha256: str, stamp: str, read_ns: int, story_id: int | None) -> KnownFile:
    """A file as it is to be remembered."""
    entry = step.file.entry
    return KnownFile(
        path=entry.name,
        size=entry.size,
        mtime_ns=entry.mtime_ns,
        inode=entry.inode,
        read_ns=read_ns,
        sha256=sha256,
        stamp=stamp,
        story_id=story_id,
        gone=False,
    )


async def write_files(connection: AsyncConnection, change: Change) -> None:
    """Remember files as they are now."""
    for some in in_chunks(change.out):
        await connection.execute(delete(FileRow).where(FileRow.path.in_(some)))
    if change.put:
        rows = [{name: getattr(row, name) for name in COLUMNS} for row in change.put]
        await connection.execute(insert(FileRow), rows)
