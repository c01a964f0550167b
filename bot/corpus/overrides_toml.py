"""Reading corpus.toml table by table, so that a mistake in one leaves the others standing."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any, TypeVar, cast

from bot.corpus.story import Fact, Permission, Problem, Rating, Status

E = TypeVar("E", bound=StrEnum)


class Kind(IntEnum):
    """What a table speaks of; the higher one wins."""

    ALL = 0
    PATTERN = 1
    FILE = 2


@dataclass(frozen=True, slots=True)
class Table:
    """One table of corpus.toml: which files it speaks of, and the fields of Story that it sets."""

    kind: Kind
    match: tuple[str, ...]
    values: Mapping[str, Any]
    line: int

    @property
    def is_pattern(self) -> bool:
        """Whether `match` holds globs rather than one exact path."""
        return self.kind is not Kind.FILE

    @property
    def label(self) -> str:
        """The table as an operator would call it."""
        return {Kind.ALL: "[all]", Kind.PATTERN: "[[pattern]]", Kind.FILE: "[file]"}[self.kind] + (
            "" if self.kind is Kind.ALL else f" {', '.join(map(repr, self.match))}"
        )


class _MistakeError(ValueError):
    """A value that can't be used; its text completes 'rating: …'."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _MistakeError("must be a text in quotes")
    return value.strip()


def _named(value: object) -> Fact[str]:
    if not (text := _text(value)):
        raise _MistakeError("must not be empty")
    return Fact(text)


def _optional(value: object) -> Fact[str] | None:
    return Fact(text) if (text := _text(value)) else None


def _list(value: object) -> tuple[Fact[str], ...]:
    entries = cast("list[object]", value) if isinstance(value, list) else [value]
    if not all(isinstance(entry, str) for entry in entries):
        raise _MistakeError("must be a list of texts, each in quotes")
    return tuple(_named(entry) for entry in entries)


def _date(value: object) -> Fact[date]:
    if isinstance(value, datetime):
        return Fact(value.date())
    if isinstance(value, date):
        return Fact(value)
    try:
        return Fact(date.fromisoformat(_text(value)))
    except ValueError:
        raise _MistakeError("must be a date such as 2024-05-31") from None


def _choice(kind: type[E], also: Mapping[str, E]) -> Callable[[object], E]:
    choices = {member.value.lower(): member for member in kind} | dict(also)
    offered = ", ".join(member.value for member in kind)

    def convert(value: object) -> E:
        wish = " ".join(_text(value).lower().split())
        if wish not in choices:
            raise _MistakeError(f"{value!r} is not one of {offered}")
        return choices[wish]

    return convert


_rating = _choice(
    Rating,
    {
        "g": Rating.GENERAL,
        "general audiences": Rating.GENERAL,
        "t": Rating.TEEN,
        "teen and up": Rating.TEEN,
        "teen and up audiences": Rating.TEEN,
        "m": Rating.MATURE,
        "e": Rating.EXPLICIT,
        "unrated": Rating.NOT_RATED,
    },
)
_status = _choice(Status, {"completed": Status.COMPLETE, "finished": Status.COMPLETE, "wip": Status.IN_PROGRESS})
_permission = _choice(Permission, {"full": Permission.FULL, "excerpts": Permission.EXCERPTS, "card": Permission.CARD})

FIELDS: Mapping[str, Callable[[object], object]] = {
    "title": _named,
    "authors": _list,
    "summary": _optional,
    "fandoms": _list,
    "characters": _list,
    "relationships": _list,
    "tags": _list,
    "warnings": _list,
    "rating": lambda value: Fact(_rating(value)),
    "language": _optional,
    "status": lambda value: Fact(_status(value)),
    "series": _optional,
    "source": _optional,
    "published": _date,
    "updated": _date,
    "permission": _permission,
    "permission_proof": _text,
}
"""Each key that a table may hold, and what makes a field of Story of its value."""

_HEADER = re.compile(r"\s*\[{1,2}\s*[^\[\],=]+\]{1,2}\s*(#.*)?$")
_ERROR_PLACE = re.compile(r" \(at line (\d+), column \d+\)")


def read_tables(text: str) -> tuple[list[Table], list[Problem]]:
    """All tables that can be used, in file order, and a problem for everything that can't."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for chunk in _chunks(text.removeprefix("\ufeff")):
        try:
            data = tomllib.loads(chunk.text)
        except tomllib.TOMLDecodeError as error:
            problems.append(_syntax_problem(chunk, str(error)))
            continue
        for kind, match, content in _sections(chunk, data, problems):
            taken = any(table.kind is kind and table.match == match for table in tables)
            if taken and kind is not Kind.PATTERN:
                problems.append(Problem("This table stands here a second time; the first one counts.", chunk.line))
            else:
                tables.append(Table(kind, match, _values(chunk, content, problems), chunk.line))
    return tables, problems


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A table's lines, from its header to the next; `line` is the header's."""

    text: str
    line: int

    def line_of(self, key: str) -> int:
        """The line where `key` is set, or the header's."""
        found = re.search(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=", self.text, re.MULTILINE)
        return self.line + (self.text.count("\n", 0, found.end()) if found else 0)


def _chunks(text: str) -> Iterator[_Chunk]:
    lines: list[str] = []
    start, inside = 1, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside and _HEADER.match(line):
            yield _Chunk("\n".join(lines), start)
            lines, start = [], number
        lines.append(line)
        inside = _open_quotes(line, inside)
    yield _Chunk("\n".join(lines), start)


def _open_quotes(line: str, inside: str) -> str:
    """The marks of the multi-line text that is still open after `line`; empty when none is."""
    for mark in ('"""', "'''"):
        if inside in {"", mark} and line.count(mark) % 2:
            return "" if inside else mark
    return inside


def _syntax_problem(chunk: _Chunk, message: str) -> Problem:
    place = _ERROR_PLACE.search(message)
    line = chunk.line + int(place[1]) - 1 if place else chunk.line
    return Problem(f"This is not TOML, so its table is left out: {_ERROR_PLACE.sub('', message)}.", line)


def _sections(
    chunk: _Chunk, data: Mapping[str, Any], problems: list[Problem]
) -> Iterator[tuple[Kind, tuple[str, ...], dict[str, object]]]:
    for name, content in data.items():
        if name == "all" and isinstance(content, dict):
            yield Kind.ALL, ("*",), cast("dict[str, object]", content)
        elif name == "pattern" and isinstance(content, list | dict):
            entries = cast("list[dict[str, object]]", content if isinstance(content, list) else [content])
            yield from _patterns(chunk, entries, problems)
        elif name == "file" and isinstance(content, dict):
            yield from _files(chunk, cast("dict[str, object]", content), problems)
        else:
            hint = 'Every field stands under [all], [[pattern]] or [file."NAME"]'
            problems.append(Problem(f"{name!r} is not known here. {hint}.", chunk.line_of(name)))


def _patterns(
    chunk: _Chunk, entries: list[dict[str, object]], problems: list[Problem]
) -> Iterator[tuple[Kind, tuple[str, ...], dict[str, object]]]:
    for entry in entries:
        match = entry.get("match")
        globs = cast("list[object]", match) if isinstance(match, list) else [match]
        if not all(isinstance(glob, str) and glob.strip() for glob in globs):
            message = 'A [[pattern]] needs match = "…", a path in which * stands for anything.'
            problems.append(Problem(message, chunk.line_of("match")))
            continue
        rest = {key: value for key, value in entry.items() if key != "match"}
        yield Kind.PATTERN, tuple(map(str, globs)), rest


def _files(
    chunk: _Chunk, files: dict[str, object], problems: list[Problem]
) -> Iterator[tuple[Kind, tuple[str, ...], dict[str, object]]]:
    for name, content in files.items():
        if isinstance(content, dict) and not any(isinstance(value, dict) for value in content.values()):  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
            yield Kind.FILE, (name,), cast("dict[str, object]", content)
        else:
            problems.append(Problem('A file\'s path stands in quotes: [file."NAME.txt"].', chunk.line))


def _values(chunk: _Chunk, content: Mapping[str, object], problems: list[Problem]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in content.items():
        try:
            values[key] = _convert(key, value)
        except _MistakeError as mistake:
            problems.append(Problem(f"{key}: {mistake}.", chunk.line_of(key)))
    return values


def _convert(key: str, value: object) -> object:
    if key in {"state", "held_because"}:
        raise _MistakeError("can't be set here. Give a held story a rating, or ask a moderator")
    if key not in FIELDS:
        raise _MistakeError(f"is not a field. The fields are {', '.join(FIELDS)}")
    return FIELDS[key](value)
