"""Looking through the corpus folder: which files are there, without opening them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.formats.story_names import may_be_story
from bot.errors import CorpusError
from bot.library.answers import FileProblem

OVERRIDES = "corpus.toml"

LONGEST_PATH = 2000
"""Bytes in UTF-8: PostgreSQL can't index more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as the folder lists it. `name` is its legible path inside the folder, `path` where to open it.

    A story in an archive has the archive's `path`, `mtime_ns` and `inode`, and a `name` below the archive's.
    """

    name: str
    path: str
    size: int
    mtime_ns: int
    inode: int
    member: str = ""
    """The label of a story in an archive; "" for a file of the folder's own."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files by name, and the folders or files that could not be looked at."""

    entries: tuple[Entry, ...]
    problems: tuple[FileProblem, ...]


def list_folder(folder: Path) -> Listing:
    """Every file in the folder and below that may be a story, sorted by name. Raises CorpusError if there is no folder.

    Hidden files are passed over. A symbolic link counts as the file it leads to if that is inside the folder too;
    links to folders are not followed, so nothing outside is read and nothing goes round in circles.
    """
    if not folder.is_dir():
        raise CorpusError(
            f"There is no corpus folder at {legible(str(folder))}. Create it, or name another one with FICUS_CORPUS."
        )
    root = os.path.realpath(folder)
    problems: list[FileProblem] = []
    entries = sorted(_walk(root, root, problems), key=lambda entry: entry.name)
    return Listing(tuple(entries), tuple(problems))


def _walk(root: str, folder: str, problems: list[FileProblem]) -> Iterator[Entry]:
    try:
        with os.scandir(folder) as found:
            items = sorted(found, key=lambda item: item.name)
    except OSError as error:
        problems.append(FileProblem(_name(root, folder), 0, f"can't be looked into: {error.strerror}"))
        return
    for item in items:
        if item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(root, item.path, problems)
        elif item.name == OVERRIDES or not may_be_story(item.name):
            continue
        elif item.is_symlink() and not f"{os.path.realpath(item.path)}{os.sep}".startswith(root + os.sep):
            problems.append(FileProblem(_name(root, item.path), 0, "is a link that leads out of the folder"))
        elif _is_file(item):
            yield from _entry(root, item, problems)


def _is_file(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_file()
    except OSError:
        return True  # a link that leads round in a circle: opening it tells why


def _entry(root: str, item: os.DirEntry[str], problems: list[FileProblem]) -> Iterator[Entry]:
    name = _name(root, item.path)
    if is_too_long(name, problems):
        return
    try:
        stat = Path(item.path).stat()
    except OSError as error:
        problems.append(FileProblem(name, 0, f"can't be looked at: {error.strerror}"))
        return
    yield Entry(name, item.path, stat.st_size, stat.st_mtime_ns, stat.st_ino & (2**63 - 1))


def is_too_long(name: str, problems: list[FileProblem]) -> bool:
    """Whether a path can't be remembered, which is put among the problems."""
    if len(name.encode()) <= LONGEST_PATH:
        return False
    shortened = name.encode()[:LONGEST_PATH].decode("utf-8", "ignore")
    problems.append(FileProblem(shortened, 0, f"its path is longer than {LONGEST_PATH:,} bytes"))
    return True


def _name(root: str, path: str) -> str:
    return legible(os.path.relpath(path, root).replace(os.sep, "/"))


def legible(path: str) -> str:
    r"""A path as text that any database takes: bytes that are no UTF-8 become \xff, and backslashes are doubled."""
    doubled = path.replace("\\", "\\\\")
    return doubled.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
