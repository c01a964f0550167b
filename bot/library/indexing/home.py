"""Where indexes live: a folder of generations, of which a pointer file names the one that counts."""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from bot.library.address import is_sqlite, parse_url
from bot.library.indexing.lock import FolderLock
from bot.settings import Settings

POINTER = "current.json"
_PREFIX = "generation-"
_BY_POSTGRES = Path("data/index")

Stamp = Mapping[str, str]


def index_path(settings: Settings) -> Path:
    """The folder: as set, or beside the database. Raises DatabaseError for an address that isn't one."""
    if settings.index is not None:
        return settings.index
    url = parse_url(settings.database_url)
    return Path(url.database or "").with_suffix(".index") if is_sqlite(url) else _BY_POSTGRES


def read_pointer(root: Path) -> tuple[Path, Stamp] | None:
    """The generation that counts, and what it was built for; None when the file names none that is there."""
    try:
        written = json.loads((root / POINTER).read_text("utf-8"))
        name, stamp = written["folder"], written["stamp"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # The name leads nowhere but into this folder, whatever somebody wrote there.
    if not isinstance(name, str) or not name.startswith(_PREFIX) or Path(name).name != name:
        return None
    if not isinstance(stamp, dict) or not (root / name).is_dir():
        return None
    return root / name, {str(key): str(value) for key, value in cast("dict[Any, Any]", stamp).items()}


class Home:
    """One folder, held against others. All methods touch the disk: call them in a thread."""

    def __init__(self, root: Path, *, temporary: bool = False) -> None:
        """Raises FolderTakenError, and OSError when nothing can be written there."""
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.temporary = temporary
        self._lock = FolderLock(root)
        self._name = ""

    @staticmethod
    def elsewhere() -> "Home":
        """A folder that is gone when it's closed. Raises OSError."""
        return Home(Path(tempfile.mkdtemp(prefix="ficus-index-")), temporary=True)

    def current(self) -> tuple[Path, Stamp] | None:
        """The generation that counts, if there is one."""
        found = read_pointer(self.root)
        self._name = found[0].name if found else ""
        return found

    def is_whole(self) -> bool:
        """Whether everything that this process put here is still here."""
        found = read_pointer(self.root)
        return self._lock.is_whole() and (not self._name or (found is not None and found[0].name == self._name))

    def new(self) -> Path:
        """A name for the next generation; nothing is there yet."""
        return self.root / f"{_PREFIX}{uuid4().hex[:12]}"

    def adopt(self, generation: Path, stamp: Stamp) -> None:
        """Let a finished generation count from now on: with one step, so that there always is one or the other."""
        draft = self.root / f"{POINTER}.new"
        with draft.open("w", encoding="utf-8") as file:
            json.dump({"folder": generation.name, "stamp": dict(stamp)}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.root / POINTER)
        self._name = generation.name

    def clear(self, but: Path | None = None) -> None:
        """Delete generations that don't count, as far as that can be done."""
        for path in self.root.glob(f"{_PREFIX}*"):
            if path != but:
                shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        """Let others in."""
        self._lock.let_go()
        if self.temporary:
            shutil.rmtree(self.root, ignore_errors=True)
