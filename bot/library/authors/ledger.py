"""The ledger: a file beside the database that remembers what was withdrawn, when the database no longer does.

It is only ever added to, one line of JSON at a time, each on disk before anything is said to be done. A line holds no
title, no name and no text: what a story is known by is hashed (bot.library.authors.identity).
"""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import structlog

from bot.errors import SettingsError
from bot.library.address import is_sqlite, parse_url
from bot.settings import Settings

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

NAME = "withdrawn.jsonl"
PRIVATE = 0o600

Line = Mapping[str, Any]


def ledger_path(settings: Settings) -> Path:
    """Where the ledger is: as set, or beside the database. Raises DatabaseError for an address that isn't one."""
    if settings.ledger is not None:
        return settings.ledger
    url = parse_url(settings.database_url)
    return Path(url.database or "").with_name(NAME) if is_sqlite(url) else Path("data") / NAME


class Ledger:
    """One ledger file. It isn't made before there is something to remember. Blocks: call it off the event loop."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[Line]:
        """All lines that can be read, in order; one that was cut off by a power failure was never acknowledged.

        Raises SettingsError when the file is there and can't be read: nobody could tell what must not be served.
        """
        try:
            written = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise SettingsError(
                f"The ledger of withdrawn stories, {self.path}, can't be read: {error.strerror}. "
                "FICUS_LEDGER must name a file that Ficus may read and write."
            ) from None
        lines = [(number, _parsed(line)) for number, line in enumerate(written.split(b"\n"), start=1) if line.strip()]
        for number, line in lines:
            if line is None:
                log.warning("A line of the ledger can't be read", file=str(self.path), line=number)
        return [line for _, line in lines if line is not None]

    def append(self, lines: Iterable[Line]) -> None:
        """Add lines; when this returns, they are on disk. Raises OSError."""
        added = "".join(json.dumps(dict(line), separators=(",", ":")) + "\n" for line in lines).encode()
        if not added:
            return
        is_new = not self.path.exists()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        whole = is_new or self._ends_whole()
        with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE), "ab") as file:
            file.write(added if whole else b"\n" + added)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _sync_folder(self.path.parent)

    def _ends_whole(self) -> bool:
        """Whether the last line has its end: otherwise it was cut off, and what comes now begins a line of its own."""
        with self.path.open("rb") as file:
            if not file.seek(0, os.SEEK_END):
                return True
            file.seek(-1, os.SEEK_END)
            return file.read() == b"\n"


def _sync_folder(folder: Path) -> None:
    """A new file's name is in its folder, which has to get to the disk as well; Windows has no such call."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _parsed(line: bytes) -> Line | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return cast("Line", found) if isinstance(found, dict) else None
