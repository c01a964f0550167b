"""`ficus inspect`: what Ficus reads in files, without storing anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot import as_json
from bot.corpus.formats.archives.archive import holds_stories, stories_in
from bot.corpus.formats.limits import Limits
from bot.corpus.inspection import as_dict, as_text, unreadable_as_dict
from bot.corpus.reader import read_story
from bot.corpus.story import Story
from bot.errors import UnreadableError
from bot.library.folder import OVERRIDES, list_folder
from bot.library.reading import Rules, read_rules
from bot.terminal import complain, show_problems, show_text


@dataclass(frozen=True, slots=True)
class _Inspected:
    """A file under the name it was given by, with its story or the reason why there is none."""

    file: str
    result: Story | UnreadableError


def inspect_files(paths: Iterable[Path], *, limits: Limits, json: bool) -> bool:
    """Print each file as read, with the corpus.toml in its folder, or in the nearest one above, applied.

    A folder stands for the files in it, and a ZIP of stories for those. Gives whether all the paths exist.
    """
    paths = list(paths)
    inspector = _Inspector(limits)
    inspected = (one for path in paths for file in _files(path) for one in inspector.inspect(file))
    if json:
        as_json.write([_as_dict(one) for one in inspected])
    else:
        for one in inspected:
            _show(one)
    inspector.rules.show_problems()
    return all(path.exists() for path in paths)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (Path(entry.path) for entry in list_folder(path).entries)
    else:
        yield path


class _Inspector:
    """Reads files by the rules of the folders that they stand in."""

    def __init__(self, limits: Limits) -> None:
        self.rules = _RulesByFolder()
        self._limits = limits

    def inspect(self, path: Path) -> Iterator[_Inspected]:
        """A file, or the files in a ZIP of stories."""
        file = str(path)
        try:
            data = self._open(path)
            if holds_stories(file, data, self._limits):
                for label, content in stories_in(file, data, self._limits):
                    yield self._read(path, content, f"/{label}")
            else:
                yield self._read(path, data)
        except OSError as error:
            yield _Inspected(file, UnreadableError(file, 0, f"can't be opened: {error.strerror}"))
        except UnreadableError as error:
            yield _Inspected(file, error)

    def _open(self, path: Path) -> bytes:
        size = path.stat().st_size
        if size > self._limits.file_bytes:
            raise UnreadableError(str(path), 0, self._limits.too_many_bytes(size))
        return path.read_bytes()

    def _read(self, path: Path, data: bytes | UnreadableError, inside: str = "") -> _Inspected:
        file = f"{path}{inside}"
        if isinstance(data, UnreadableError):
            return _Inspected(file, data)
        root, found = self.rules.of(path)
        name = f"{path.resolve().relative_to(root).as_posix()}{inside}"
        try:
            return _Inspected(file, read_story(name, data, limits=self._limits, overrides=found.overrides))
        except UnreadableError as error:
            return _Inspected(file, UnreadableError(file, error.line, error.message))


class _RulesByFolder:
    """The corpus.toml files that count for the inspected files, each read once."""

    def __init__(self) -> None:
        self._rules: dict[Path, Rules] = {}

    def of(self, path: Path) -> tuple[Path, Rules]:
        """The corpus folder of a file and its rules."""
        folder = path.resolve().parent
        root = next((above for above in (folder, *folder.parents) if (above / OVERRIDES).is_file()), folder)
        if root not in self._rules:
            self._rules[root] = read_rules(root)
        return root, self._rules[root]

    def show_problems(self) -> None:
        """What is wrong in any of them."""
        show_problems("Worth a look:", [problem for rules in self._rules.values() for problem in rules.problems])


def _as_dict(one: _Inspected) -> dict[str, object]:
    if isinstance(one.result, UnreadableError):
        return unreadable_as_dict(one.file, one.result)
    return as_dict(one.file, one.result)


def _show(one: _Inspected) -> None:
    if isinstance(one.result, UnreadableError):
        complain(one.result)
    else:
        show_text(as_text(one.file, one.result))
