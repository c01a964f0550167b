"""What every test may use: a command line that reads no setting of the machine's."""

import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import structlog

from bot.cli import main
from bot.library.answers import LoadReport, Progress
from bot.library.indexing import sidecar
from bot.library.library import Library
from bot.settings import Settings
from tests.support.examples import examples

# What a test may take in a machine's time is judged by tests of that alone: a busy one makes no property false.
hypothesis.settings.register_profile("ficus", deadline=None, max_examples=examples(100))
hypothesis.settings.load_profile("ficus")


def log_plainly() -> None:
    """Log as structlog does by itself, but for the traces with all local variables: they take half a second each."""
    structlog.reset_defaults()
    *before, _ = structlog.get_config()["processors"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*before, plain])


log_plainly()

# What tests write is thrown away, so it may stay in memory, where there is room: a disk takes its time over each fsync.
IN_MEMORY, ROOM = Path("/dev/shm"), 2 << 30  # noqa: S108 - pytest makes folders of its own there
if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free >= ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

LONG = (
    "tests/e2e/adding/test_care.py",
    "tests/e2e/adding/test_from_message.py",
    "tests/e2e/adding/test_several.py",
    "tests/e2e/authors",
    "tests/e2e/review",
    "tests/e2e/test_permissions.py",
    "tests/library/adding",
    "tests/library/authors",
    "tests/library/review",
)
"""What takes minutes together: it runs with the slow tests, in CI."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    root = Path(__file__).parents[1]
    for item in items:
        if item.path.relative_to(root).as_posix().startswith(LONG):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True, scope="session")
def _started_at_once() -> Iterator[None]:
    """A library that starts doesn't wait for more changes than its folder held: hundreds of tests start one."""
    start = Library.start

    async def at_once(self: Library, progress: Progress | None = None) -> LoadReport:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sidecar, "GATHER_SECONDS", 0.0)
            return await start(self, progress)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Library, "start", at_once)
        yield


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Ficus = Callable[..., Ended]


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in: no .env and no FICUS_ variable of the machine's gets in."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for key in Settings.model_fields:
        monkeypatch.delenv(f"FICUS_{key.upper()}", raising=False)
    return folder


@pytest.fixture
def restored_logging() -> Iterator[None]:
    """Logging as it was before, whatever the test sets up."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    log_plainly()


@pytest.fixture
def ficus(
    nowhere: Path, restored_logging: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ficus:
    """Call the command line as a person would: ficus("search", "cloud", "--json")."""

    def call(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["ficus", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return call
