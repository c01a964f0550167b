"""What the files of the corpus folder hold: bytes, or in a ZIP of stories several files, listed without unpacking."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bot.corpus.formats.archives.archive import (
    MAGIC,
    Archive,
    is_archive,
    is_one_document,
    open_archive,
    read_member,
    story_labels,
)
from bot.corpus.formats.limits import Limits
from bot.errors import UnreadableError
from bot.library.answers import FileProblem
from bot.library.folder import Entry, Listing, is_too_long
from bot.library.plan import KnownFile


def with_members(listing: Listing, known: Mapping[str, KnownFile], limits: Limits) -> Listing:
    """The listing with the stories of each archive in the archive's place. A file that was a story itself and looks
    untouched isn't opened; of an archive only the directory is read.
    """
    problems = list(listing.problems)
    entries = [
        entry
        for listed in listing.entries
        for entry in (_members(listed, limits, problems) if _may_be_archive(listed, known, limits) else [listed])
    ]
    return Listing(tuple(entries), tuple(problems))


def _may_be_archive(entry: Entry, known: Mapping[str, KnownFile], limits: Limits) -> bool:
    before = known.get(entry.name)
    was_story = before is not None and before.story_id is not None and before.looks_like(entry)
    return entry.size <= limits.file_bytes and not was_story


def _members(entry: Entry, limits: Limits, problems: list[FileProblem]) -> Iterable[Entry]:
    """The stories of an archive; any other file, and an archive that can't be read, is itself."""
    try:
        with Path(entry.path).open("rb") as file:
            if not is_archive(file.read(len(MAGIC[0]))):
                return [entry]
            archive = open_archive(entry.name, file, limits)
            members = [] if is_one_document(archive) else list(_in(archive, entry))
    except (OSError, UnreadableError):
        return [entry]
    return [member for member in members if not is_too_long(member.name, problems)] or [entry]


def _in(archive: Archive, entry: Entry) -> Iterator[Entry]:
    for label in story_labels(archive):
        yield replace(entry, name=f"{entry.name}/{label}", size=archive.size(label), member=label)


class Contents:
    """Reads files, and stories in archives. The archive that was opened last stays open in memory."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._entry: Entry | None = None
        self._archive: Archive | None = None

    def read(self, entry: Entry) -> bytes:
        """The bytes of a listed file. Raises OSError, and UnreadableError with a sentence about it."""
        if entry.size > self._limits.file_bytes:
            raise UnreadableError(entry.name, 0, self._limits.too_many_bytes(entry.size))
        if not entry.member:
            return Path(entry.path).read_bytes()
        archive = self._open(entry)
        if entry.member not in archive:
            raise UnreadableError(entry.name, 0, "It's no longer in the archive. Load the folder again.")
        return read_member(archive, entry.member, self._limits)

    def _open(self, entry: Entry) -> Archive:
        before = self._entry
        same = before and (before.path, before.mtime_ns, before.inode) == (entry.path, entry.mtime_ns, entry.inode)
        if self._archive is None or not same:
            name = entry.name.removesuffix(f"/{entry.member}")
            self._archive = open_archive(name, Path(entry.path).read_bytes(), self._limits)
            self._entry = entry
        return self._archive
