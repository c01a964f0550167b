"""`ficus inspect`: what Ficus reads in files, without storing anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot import as_json
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


def inspect_files(paths: Iterable[Path], *, max_bytes: int, json: bool) -> bool:
    """Print each file as read, with the corpus.toml in its folder, or in the nearest one above, applied.

    A folder stands for the files in it. Gives whether all the paths exist.
    """
    rules = _RulesByFolder()
    paths = list(paths)
    inspected = (_inspect(file, rules, max_bytes) for path in paths for file in _files(path))
    if json:
        as_json.write([_as_dict(one) for one in inspected])
    else:
        for one in inspected:
            _show(one)
    rules.show_problems()
    return all(path.exists() for path in paths)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (Path(entry.path) for entry in list_folder(path).entries)
    else:
        yield path


def _inspect(path: Path, rules: "_RulesByFolder", max_bytes: int) -> _Inspected:
    file = str(path)
    try:
        size = path.stat().st_size
        if size > max_bytes:
            message = f"has {size:,} bytes; at most {max_bytes:,} are read (FICUS_MAX_FILE_BYTES)"
            return _Inspected(file, UnreadableError(file, 0, message))
        root, found = rules.of(path)
        name = path.resolve().relative_to(root).as_posix()
        return _Inspected(file, read_story(name, path.read_bytes(), overrides=found.overrides))
    except OSError as error:
        return _Inspected(file, UnreadableError(file, 0, f"can't be opened: {error.strerror}"))
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
