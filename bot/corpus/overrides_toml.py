"""Reading corpus.toml table by table, so that a mistake in one leaves the others standing."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, cast

from bot.corpus.overrides_fields import MistakeError, read_field
from bot.corpus.story import Problem

MENDED = 20
"""Most broken lines that one table may have; a table with more is left out."""


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
    def label(self) -> str:
        """The table as an operator would call it."""
        names = ", ".join(f'"{match}"' for match in self.match)
        return {Kind.ALL: "[all]", Kind.PATTERN: f"The pattern {names}", Kind.FILE: f"[file.{names}]"}[self.kind]


_KEY = r"""\s*(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')\s*"""
_HEADER = re.compile(rf"\s*(?:\[\[{_KEY}(?:\.{_KEY})*\]\]|\[{_KEY}(?:\.{_KEY})*\])\s*(?:#.*)?$")
_ERROR_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_WORD_VALUE = re.compile(r"\s*([\w-]+)\s*=\s*([^\W\d][^\"'\[\]{}#]*?)\s*(?:#.*)?$")
_WHERE = 'Every field stands under [all], [[pattern]] or [file."NAME"]'


def read_tables(text: str) -> tuple[list[Table], list[Problem]]:
    """All tables that can be used, in file order, and a problem for everything that can't."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for chunk in _chunks(text.removeprefix("\ufeff").replace("\r\n", "\n")):
        for kind, match, content in _sections(chunk, _parse(chunk, problems), problems):
            taken = any(table.kind is kind and table.match == match for table in tables)
            if taken and kind is not Kind.PATTERN:
                problems.append(Problem("This table stands here a second time; the first one counts.", chunk.line))
            else:
                tables.append(Table(kind, match, _values(chunk, content, problems), chunk.line))
    return tables, problems


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A table's lines, from its header to the next; `line` is the header's."""

    lines: tuple[str, ...]
    line: int

    def line_of(self, key: str) -> int:
        """The line where `key` is set, or the header's."""
        setting = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        return next((self.line + index for index, line in enumerate(self.lines) if setting.match(line)), self.line)


def _chunks(text: str) -> Iterator[_Chunk]:
    lines: list[str] = []
    start, inside = 1, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside and _HEADER.match(line):
            yield _Chunk(tuple(lines), start)
            lines, start = [], number
        lines.append(line)
        inside = _open_quotes(line, inside)
    yield _Chunk(tuple(lines), start)


def _open_quotes(line: str, inside: str) -> str:
    """The marks of the multi-line text that is still open after `line`; empty when none is."""
    for mark in ('"""', "'''"):
        if inside in {"", mark} and line.count(mark) % 2:
            return "" if inside else mark
    return inside


def _parse(chunk: _Chunk, problems: list[Problem]) -> Mapping[str, Any]:
    """What the lines of a chunk say, without those that are no TOML; each of these is a problem."""
    lines = list(chunk.lines)
    for _ in range(MENDED):
        try:
            return tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError as error:
            reason = _ERROR_PLACE.sub("", str(error)).removesuffix(".")
            index = _broken_line(lines, str(error))
            if not lines[index].strip() or _is_header(lines, index):
                problems.append(_left_out(chunk, reason, index))
                return {}
            hint = _hint(lines[index])
            problems.append(Problem(f"This is not TOML, so the line is left out: {reason}.{hint}", chunk.line + index))
            lines[index] = ""
    problems.append(_left_out(chunk, "too many lines of it are broken", 0))
    return {}


def _broken_line(lines: Sequence[str], error: str) -> int:
    """Which of the lines an error of tomllib speaks of: the last one that says something, if it names none."""
    place = _ERROR_PLACE.search(error)
    if place and place[1]:
        return min(int(place[1]), len(lines)) - 1
    return max((index for index, line in enumerate(lines) if line.strip()), default=0)


def _is_header(lines: Sequence[str], index: int) -> bool:
    return not index and lines[0].lstrip().startswith("[")


def _left_out(chunk: _Chunk, reason: str, index: int) -> Problem:
    return Problem(f"This is not TOML, so the table is left out: {reason}.", chunk.line + index)


def _hint(line: str) -> str:
    """What to write instead, where a text stands without quotes."""
    bare = _WORD_VALUE.match(line)
    return f' Texts stand in quotes: {bare[1]} = "{bare[2]}"' if bare else ""


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
            problems.append(Problem(f"{name!r} is not known here. {_WHERE}.", chunk.line_of(name)))


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
        table = cast("dict[str, object]", content)
        if not isinstance(content, dict) or any(isinstance(value, dict) for value in table.values()):
            problems.append(Problem('A file\'s path stands in quotes: [file."NAME.txt"].', chunk.line))
        else:
            yield Kind.PATTERN if "*" in name else Kind.FILE, (name,), table


def _values(chunk: _Chunk, content: Mapping[str, object], problems: list[Problem]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in content.items():
        try:
            field, converted = read_field(key, value)
        except MistakeError as mistake:
            problems.append(Problem(f"{key}: {mistake}.", chunk.line_of(key)))
        else:
            values[field] = converted
    return values
