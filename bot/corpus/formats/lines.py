"""Text -> clean lines that remember where in the file they stood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.corpus.formats.limits import in_time
from bot.corpus.story import Problem, Span, Style

TAB = 4
"""Columns a tab counts for when lines are compared by their indent."""

_LINE_ENDS = "\n\r\x0b\f\x85\u2028\u2029"
_LINE_END = re.compile(r"\r\r?\n|\n|\r|\x0b|\f|\x85|\u2028|\u2029")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_ODD_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_RUN_OF_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_SPACED_LETTERS = re.compile(r"[^\W_](?: [^\W_]){2,30}(?: {2,9}[^\W_](?: [^\W_]){0,30}){1,12}")
_STRONG = frozenset({Style.BOLD, Style.UNDERLINE})
_SPACE = " \t\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without white space around it. `start` is the offset of its first character in the decoded file."""

    number: int
    start: int
    text: str
    indent: int = 0
    level: int = 0
    """1 to 6 for a Markdown heading."""
    quote: bool = False
    """Stands in a Markdown block quote."""
    hard: bool = False
    """Ends in a line break that the author asked for."""
    spans: tuple[Span, ...] = ()
    """Styles of the text in a marked-up file; plain text and Markdown keep them as marks in the text."""

    @property
    def width(self) -> int:
        """Columns up to the line's end."""
        return self.indent + len(self.text)

    @property
    def dressed(self) -> str:
        """The text as it would look in Markdown: between two stars when a style sets all of it off."""
        return dressed(self.text, self.spans)


def dressed(text: str, spans: Sequence[Span]) -> str:
    """A line between two stars when all of it is bold or underlined: as plain text has headings that stand out."""
    whole = any(span.style in _STRONG and not span.start and span.end >= len(text) for span in spans)
    return f"**{text}**" if whole and "\n" not in text else text


def count_lines(text: str) -> int:
    """How many lines the text has, at most."""
    return 1 + sum(map(text.count, _LINE_ENDS)) - text.count("\r\n")


def split_lines(text: str) -> tuple[list[Line], list[Problem]]:
    """All lines, empty ones too (their text is ""), and a notice if control characters were dropped."""
    lines: list[Line] = []
    dropped: list[int] = []
    for number, (start, raw) in enumerate(in_time(_pieces(text)), 1):
        if not raw.strip(" \t"):
            lines.append(Line(number, start + len(raw), ""))
            continue
        if raw.isascii() and raw.isprintable():
            lines.append(_line(number, start, raw, raw))
            continue
        clean = _mend(raw)
        if _CONTROL.search(clean):
            dropped.append(number)
            clean = _CONTROL.sub("", clean)
        lines.append(_line(number, start, raw, clean))
    return lines, _notice(dropped)


def cleaned(text: str) -> str:
    """Text of a marked-up file without control and invisible characters, misread ones mended, odd spaces plain."""
    if text.isascii() and text.isprintable():
        return text
    return _ODD_SPACE.sub(" ", _INVISIBLE.sub("", _CONTROL.sub("", _mend(text))))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _LINE_END.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def _line(number: int, start: int, raw: str, clean: str) -> Line:
    body = clean.strip()
    if body[1:2] == " " and _SPACED_LETTERS.fullmatch(body):
        body = " ".join(word.replace(" ", "") for word in re.split(r" {2,}", body))
    if not body.isascii():
        body = _ODD_SPACE.sub(" ", _INVISIBLE.sub("", body)).strip()
    if "  " in body or "\t" in body:
        body = _RUN_OF_SPACES.sub(" ", body)
    lead = len(raw) - len(raw.lstrip())
    indent = _indent(raw[: min(lead, 80)]) if lead and body else 0
    return Line(number, start + lead, body, indent, hard=bool(body) and raw.endswith("  "))


def _indent(lead: str) -> int:
    return sum(TAB if character == "\t" else 1 for character in lead if character in _SPACE)


def _notice(dropped: list[int]) -> list[Problem]:
    if not dropped:
        return []
    where = "this line" if len(dropped) == 1 else f"{len(dropped)} lines, first here"
    return [Problem(f"Control characters were dropped from {where}.", dropped[0])]


def _misread(character: str) -> str:
    """How the character looks after its UTF-8 bytes were taken for Windows-1252."""
    return "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or bytes([byte]).decode("latin-1")
        for byte in character.encode("utf-8")
    )


_MISREAD = {_misread(c): c for c in "‘’“”–—…•™€àáâãäåæçèéêëìíîïñòóôõöøùúûüßÀÉÈÊÇÑÖÜÄŌōūāēī\u00a0"}
_MISREAD_PATTERN = re.compile("|".join(map(re.escape, sorted(_MISREAD, key=len, reverse=True))))
NEXT_LINE = "\x85"
_C1 = {
    chr(code): bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0) if chr(code) != NEXT_LINE
}
_C1_PATTERN = re.compile(r"[\x80-\x84\x86-\x9f]")


def _mend(raw: str) -> str:
    """Undo the two commonest misreadings: UTF-8 taken for Windows-1252, and Windows-1252 taken for Latin-1."""
    if raw.isascii():
        return raw
    mended = _MISREAD_PATTERN.sub(lambda match: _MISREAD[match[0]], raw)
    return _C1_PATTERN.sub(lambda match: _C1[match[0]], mended)
