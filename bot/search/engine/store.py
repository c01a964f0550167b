"""An index's folder: what is in it, whose it is, and the changes since it was built."""

import json
import os
import shutil
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zlib import crc32

from bot.errors import IndexUnusableError
from bot.search.engine.entries import Entry
from bot.search.engine.forms import Forms

SCHEMA = 2
"""Raise it when what is kept changes."""

_BLOCK, _BLOCKS = 4_096, 9

_Change = tuple[list[Entry], set[int]]


class Store:
    """`stamp.json` is written last, so a folder without it was never finished; `changes.jsonl` is only appended to."""

    def __init__(self, folder: Path, forms: Forms) -> None:
        self._folder = folder
        self._forms = forms
        self._log = folder / "changes.jsonl"
        self.base = folder / "base"
        self.postings = folder / "postings"
        self._keys = 0

    @staticmethod
    def create(folder: Path, forms: Forms) -> "Store":
        """An empty folder; what was in it before is gone."""
        if folder.exists():
            shutil.rmtree(folder)
        store = Store(folder, forms)
        store.base.mkdir(parents=True)
        store.postings.mkdir()
        return store

    @staticmethod
    def open(folder: Path, forms: Forms) -> "Store":
        """Raises IndexUnusableError when the folder isn't one of this version's, or isn't whole."""
        store = Store(folder, forms)
        with store.explaining():
            stamp: Mapping[str, Any] = json.loads((folder / "stamp.json").read_text("utf-8"))
            if stamp["made_by"] != store._made_by():
                raise IndexUnusableError(f"the index in {folder.name} was made by another version")
            for name, looks in stamp["looks"].items():
                if _look(store.base / name) != looks:
                    raise IndexUnusableError(f"{name} of the index in {folder.name} is not as it was written")
            store._keys = stamp["keys"]
        return store

    @contextmanager
    def explaining(self) -> Generator[None]:
        """Whatever goes wrong while reading: IndexUnusableError, saying what."""
        try:
            yield
        except IndexUnusableError:
            raise
        except FileNotFoundError as error:
            raise IndexUnusableError(f"{Path(str(error.filename)).name} of the index is missing") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, EOFError) as error:
            raise IndexUnusableError(f"the index in {self._folder.name} can't be read: {error}") from error

    def seal(self, *, keys: int) -> None:
        """Say that the folder is whole."""
        self._log.touch()
        looks = {path.name: _look(path) for path in sorted(self.base.iterdir())}
        stamp = json.dumps({"made_by": self._made_by(), "keys": keys, "looks": looks})
        with (self._folder / "stamp.json").open("w", encoding="utf-8") as file:
            file.write(stamp)
            file.flush()
            os.fsync(file.fileno())

    def check(self, *, base: int, living: int, indexed: int) -> None:
        """Whether the parts hold the same keys. Raises IndexUnusableError."""
        if base != self._keys or living != indexed:
            raise IndexUnusableError(
                f"the index in {self._folder.name} was built from {self._keys} keys and holds {base}; "
                f"of {living} that should be found, {indexed} are"
            )

    def log(self, entries: Collection[Entry], dropped: Collection[int]) -> None:
        """Write a change down, before it's made."""
        put = [[one.id, one.names, one.words, one.popularity, one.scopes] for one in entries]
        self._append({"put": put, "drop": sorted(dropped)})

    def log_done(self) -> None:
        """The last change has reached the postings."""
        self._append({"done": True})

    def changes(self) -> tuple[list[_Change], bool]:
        """All changes in order, and whether the last one is done. One that was cut off while written never was."""
        changes: list[_Change] = []
        done = True
        content = self._log.read_bytes()
        whole = content.rpartition(b"\n")[0]
        for line in whole.splitlines():
            read: Mapping[str, Any] = json.loads(line)
            if "done" in read:
                done = True
                continue
            done = False
            entries = [
                Entry(number, tuple(names), tuple(words), popularity, tuple(scopes))
                for number, names, words, popularity, scopes in read["put"]
            ]
            changes.append((entries, set(read["drop"])))
        if len(whole) + 1 < len(content):
            with self._log.open("rb+") as file:
                file.truncate(len(whole) + 1 if whole else 0)
        return changes, done

    def _append(self, line: object) -> None:
        """Raises OSError, and leaves nothing half written, when the disk is full."""
        with self._log.open("a", encoding="utf-8") as file:
            before = file.tell()
            try:
                file.write(json.dumps(line) + "\n")
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.truncate(self._log, before)
                raise

    def _made_by(self) -> dict[str, object]:
        return {"schema": SCHEMA, "forms": self._forms.name, "tantivy": version("tantivy")}


def _look(path: Path) -> list[int]:
    """A file's length, and a checksum of some blocks of it: enough to tell it from one cut off or overwritten."""
    size = path.stat().st_size
    checksum = 0
    with path.open("rb") as file:
        for number in range(_BLOCKS):
            file.seek(max(0, size - _BLOCK) * number // (_BLOCKS - 1))
            checksum = crc32(file.read(_BLOCK), checksum)
    return [size, checksum]
