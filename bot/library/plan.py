"""What a load has to do: the files that are there compared, by content, with those that were read before."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.library.folder import Entry

RACY_NS = 2_000_000_000
"""A file changed so shortly before it was read may have been changed again within the same tick of its clock."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when last read. See bot.library.tables.FileRow."""

    path: str
    size: int
    mtime_ns: int
    inode: int
    read_ns: int
    sha256: str
    stamp: str
    story_id: int | None
    gone: bool

    def looks_like(self, entry: Entry) -> bool:
        """Whether the file need not even be opened to know that it has not changed."""
        same = (self.size, self.mtime_ns, self.inode) == (entry.size, entry.mtime_ns, entry.inode)
        return same and self.mtime_ns + RACY_NS < self.read_ns


@dataclass(frozen=True, slots=True)
class File:
    """A file that is there, with the digest of its content; "" when it could not be opened."""

    entry: Entry
    sha256: str


@dataclass(frozen=True, slots=True)
class Step:
    """Read a file. `before` is what is known of the story's file: under another name when it was renamed."""

    file: File
    before: KnownFile | None

    @property
    def is_rename(self) -> bool:
        """Whether the story's file had another name."""
        return self.before is not None and self.before.path != self.file.entry.name


@dataclass(frozen=True, slots=True)
class Plan:
    """`read` is to be read; `same` has not changed; `twins` name the file with the same content that is kept.

    The stories of `vanished` are in no file any more; `stale` files never held one and are no longer there.
    """

    read: tuple[Step, ...]
    same: tuple[Step, ...]
    twins: tuple[tuple[File, str], ...]
    vanished: tuple[KnownFile, ...]
    stale: tuple[KnownFile, ...]

    @property
    def names_of_same(self) -> tuple[str, ...]:
        """The names of the files that have not changed."""
        return tuple(step.file.entry.name for step in self.same)


def make_plan(files: Sequence[File], known: Mapping[str, KnownFile], stamp: str) -> Plan:
    """Decide for every file. The same content under a new name is the same story; a changed file is, too."""
    keepers = _keepers(files, known)
    twins = tuple(
        (file, keeper) for file in files if (keeper := keepers.get(file.sha256, "")) not in {"", file.entry.name}
    )
    names = {file.entry.name for file in files}
    twin_names = {file.entry.name for file, _ in twins}
    steps = _steps([file for file in files if file.entry.name not in twin_names], known, names)
    claimed = {step.before.path for step in steps if step.before is not None}
    left = [row for row in known.values() if row.path not in claimed]
    return Plan(
        read=tuple(step for step in steps if not _is_same(step, stamp)),
        same=tuple(step for step in steps if _is_same(step, stamp)),
        twins=twins,
        vanished=tuple(row for row in left if row.story_id is not None),
        stale=tuple(row for row in left if row.story_id is None and row.path not in names - twin_names),
    )


def _keepers(files: Iterable[File], known: Mapping[str, KnownFile]) -> dict[str, str]:
    """For each content the file that keeps its story: the one that has it already, otherwise the first by name."""
    keepers: dict[str, str] = {}
    for file in files:
        if file.sha256 and (file.sha256 not in keepers or _holds_story(known.get(file.entry.name), file)):
            keepers[file.sha256] = file.entry.name
    return keepers


def _holds_story(row: KnownFile | None, file: File) -> bool:
    return row is not None and row.story_id is not None and row.sha256 == file.sha256


def _steps(files: Sequence[File], known: Mapping[str, KnownFile], names: AbstractSet[str]) -> list[Step]:
    """Match files with what was known: first what stayed, then what moved, then what was edited in place."""
    held = {path: row for path, row in known.items() if row.story_id is not None}
    by_content: defaultdict[str, list[KnownFile]] = defaultdict(list)
    before: dict[str, KnownFile] = {}
    for file in files:
        if _holds_story(held.get(file.entry.name), file):
            before[file.entry.name] = held.pop(file.entry.name)
    for row in held.values():
        by_content[row.sha256].append(row)
    for file in files:
        if file.entry.name not in before and (old := _old_name(file, by_content[file.sha256], held, names)):
            before[file.entry.name] = held.pop(old)
    for file in files:
        if file.entry.name not in before and file.entry.name in held:
            before[file.entry.name] = held.pop(file.entry.name)
    return [Step(file, before.get(file.entry.name)) for file in files]


def _old_name(file: File, rows: Iterable[KnownFile], held: Container[str], names: Container[str]) -> str | None:
    """The file's name before. A copy beside it is none: the old name must be free, or the file itself the same one."""
    for row in rows:
        if row.path in held and (row.path not in names or row.inode == file.entry.inode):
            return row.path
    return None


def _is_same(step: Step, stamp: str) -> bool:
    before = step.before
    return before is not None and not step.is_rename and before.sha256 == step.file.sha256 and before.stamp == stamp
