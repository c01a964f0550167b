"""Opening the files of the corpus folder: digests of what they hold, and stories read from them."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import structlog

import bot.corpus
import bot.search.normalise
from bot.corpus.formats.limits import Limits
from bot.corpus.overrides import Overrides
from bot.corpus.people.recognising import Known, KnownNames
from bot.corpus.reader import read_story
from bot.errors import UnreadableError
from bot.library.amendments import NONE, Amendment
from bot.library.answers import FileProblem
from bot.library.folder import OVERRIDES, Entry
from bot.library.packed import Contents
from bot.library.plan import File, KnownFile, Step
from bot.library.prepare import Prepared, prepare

READER = (
    Path(bot.corpus.__file__).parent,
    Path(bot.search.normalise.__file__),
    *(Path(__file__).with_name(name) for name in ("fingerprints.py", "labels.py", "prepare.py", "rows.py")),
)
"""What decides how a file is read, cut and stored."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file: a story and notices, or the reason why there is none (yet, when it `waits`)."""

    step: Step
    read_ns: int
    sha256: str = ""
    prepared: Prepared | None = None
    problems: tuple[FileProblem, ...] = ()
    waits: bool = False
    amendment: Amendment = NONE
    """What was changed about the story since, as it stands in `prepared`."""

    @property
    def name(self) -> str:
        """The file's path inside the folder."""
        return self.step.file.entry.name

    @property
    def story_id(self) -> int | None:
        """The story that the file held before, under this name or another."""
        return self.step.before.story_id if self.step.before else None

    def refused(self, reason: str) -> "Reading":
        """The same file without its story, which the database can't hold."""
        return _unread(self.step, self.read_ns, f"holds something that the database refuses ({reason})", 0, self.sha256)


@dataclass(frozen=True, slots=True)
class Rules:
    """How files are read: with which corpus.toml. `stamp` differs when the same file might be read differently."""

    overrides: Overrides
    stamp: str
    problems: tuple[FileProblem, ...]


@cache
def reader_version() -> str:
    """Differs whenever the code that reads stories does: then every file is read again, as if it were new."""
    parts = [part for place in READER for part in (sorted(place.rglob("*")) if place.is_dir() else [place])]
    sources = [part.read_bytes() for part in parts if part.suffix in {".py", ".toml"}]
    return sha256(b"\0".join(sources)).hexdigest()


def read_rules(folder: Path) -> Rules:
    """Read corpus.toml, which may be missing. What is wrong in it is a notice, by line."""
    try:
        data = (folder / OVERRIDES).read_bytes()
        overrides, problems = Overrides.parse(data.decode("utf-8-sig"))
    except FileNotFoundError:
        return Rules(Overrides(), reader_version(), ())
    except UnicodeDecodeError:
        return Rules(Overrides(), reader_version(), (_about_rules("is not UTF-8 text, so nothing in it counts"),))
    except OSError as error:
        return Rules(Overrides(), reader_version(), (_about_rules(f"can't be opened: {error.strerror}"),))
    notices = tuple(FileProblem(OVERRIDES, problem.line, problem.message) for problem in problems)
    return Rules(overrides, f"{reader_version()}:{sha256(data).hexdigest()}", notices)


def _about_rules(message: str) -> FileProblem:
    return FileProblem(OVERRIDES, 0, message)


def digest_files(entries: Sequence[Entry], known: Mapping[str, KnownFile], limits: Limits) -> list[File]:
    """The files with the digests of their contents; those that look untouched are not opened."""
    contents = Contents(limits)
    return [File(entry, _digest(entry, known.get(entry.name), contents)) for entry in entries]


def _digest(entry: Entry, before: KnownFile | None, contents: Contents) -> str:
    if before is not None and before.looks_like(entry):
        return before.sha256
    try:
        return sha256(contents.read(entry)).hexdigest()
    except (OSError, UnreadableError):
        return ""


class FileReader:
    """Reads files into stories, ready to be stored. Safe to call from any thread, by one at a time; never raises
    because of a file. `amendments` holds, by story, what was changed about it since.
    """

    def __init__(
        self, rules: Rules, names: KnownNames, limits: Limits, amendments: Mapping[int, Amendment] | None = None
    ) -> None:
        self._rules = rules
        self._amendments = amendments or {}
        self._names = names
        self._limits = limits
        self._contents = Contents(limits)

    def read(self, step: Step, *, may_wait: bool = False) -> Reading:
        """Read one file. With `may_wait`, one whose people have to be found among known names is put off: it `waits`
        until the names that other files state are known.
        """
        now = time.time_ns()
        try:
            data = self._contents.read(step.file.entry)
        except OSError as error:
            return _unread(step, now, f"can't be opened: {error.strerror}")
        except UnreadableError as error:
            return _unread(step, now, error.message)
        return self._read(step, now, data, may_wait=may_wait)

    def _read(self, step: Step, now: int, data: bytes, *, may_wait: bool) -> Reading:
        name, digest = step.file.entry.name, sha256(data).hexdigest()
        try:
            names = _wait_for_names if may_wait else self._names
            story = read_story(name, data, limits=self._limits, overrides=self._rules.overrides, known_names=names)
            amendment = self._amendments.get(step.before.story_id or 0, NONE) if step.before else NONE
            if amendment != NONE:
                story = amendment.applied(story, self._rules.overrides.vouched(name))
            prepared = prepare(story)
        except _WaitForNamesError:
            return Reading(step, now, digest, waits=True)
        except UnreadableError as error:
            return _unread(step, now, error.message, error.line, digest)
        except Exception as error:
            log.exception("A file broke the reader", file=name)
            return _unread(step, now, f"broke the reader ({type(error).__name__}). Please report this.", 0, digest)
        notices = tuple(FileProblem(name, problem.line, problem.message) for problem in story.problems)
        return Reading(step, now, digest, prepared, notices, amendment=amendment)


class _WaitForNamesError(Exception):
    """Ends a reading as soon as it asks for a name."""


def _wait_for_names(_: str) -> Sequence[Known]:
    raise _WaitForNamesError


def _unread(step: Step, now: int, message: str, line: int = 0, digest: str = "") -> Reading:
    return Reading(step, now, digest, None, (FileProblem(step.file.entry.name, line, message),))
