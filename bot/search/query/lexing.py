"""Characters -> tokens: words, quoted phrases, filters, minus signs and bars. Every text has tokens; none is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from bot.search.query.grammar import ALL_NAMES, MEASURED, NAMES

QUOTES = '"“”„‟«»＂'
"""Marks that begin and end a phrase; telephones set them in pairs, and any of them ends what any began."""
MINUS = "-−"
BARS = frozenset({"|", "||"})
OR = frozenset({"or", "OR", "Or"})

_HEAD = regex.compile(r"(\p{L}+)(?::|(?=[<>≤≥]))")
_RUN = regex.compile(r"\S+")
_SPACE = regex.compile(r"\s*")
_OPERATORS = frozenset({"<", ">", "<=", ">=", "=", "≤", "≥", "..", ">=<"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a value: parts stand apart by commas where one of them is quoted."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """`name` is a filter's, in lower case, or empty; `raw` is all of it as it was typed.

    `unclosed` says that a quotation mark began it which nothing ends, `apart` that a space follows a filter's colon.
    """

    start: int
    end: int
    raw: str
    pieces: tuple[Piece, ...]
    name: str = ""
    minus: bool = False
    unclosed: bool = False
    apart: bool = False

    @property
    def quoted(self) -> bool:
        """Whether it is a phrase."""
        return not self.name and self.pieces[0].quoted

    @property
    def text(self) -> str:
        """The value, quotation marks aside."""
        return ",".join(piece.text for piece in self.pieces)


def tokens(text: str) -> Iterator[Token]:
    """All tokens, in order."""
    at = _skip(text, 0)
    while at < len(text):
        token = _token(text, at)
        yield token
        at = _skip(text, token.end)


def _token(text: str, start: int) -> Token:
    at = start + 1 if _is_minus(text, start) else start
    minus = at > start
    head = _HEAD.match(text, at)
    name = head[1].lower() if head else ""
    if head and name in ALL_NAMES and (head[0].endswith(":") or NAMES.get(name) in MEASURED):
        at = head.end()
        if at >= len(text) or text[at].isspace():
            return Token(start, at, text[start:at], (Piece(head[1]),), minus=minus, apart=True)
        pieces, end, unclosed = _value(text, at)
        return Token(start, end, text[start:end], pieces, name, minus, unclosed)
    if text[at] in QUOTES:
        close = _closing(text, at)
        if close is not None:
            phrase = Piece(text[at + 1 : close], quoted=True)
            return Token(start, close + 1, text[start : close + 1], (phrase,), "", minus)
        # What follows a mark that nothing closes are words and filters like any; only a minus needs one to itself.
        end = _end_of_run(text, at + 1) if minus else at + 1
        return Token(start, end, text[start:end], (Piece(text[at + 1 : end]),), "", minus, unclosed=True)
    end = _end_of_run(text, at)
    return Token(start, end, text[start:end], (Piece(text[at:end]),), "", minus)


def _is_minus(text: str, at: int) -> bool:
    """A minus before something: no dash, and no bullet."""
    following = text[at + 1 : at + 2]
    return text[at] in MINUS and bool(following) and not following.isspace() and following not in MINUS


def _value(text: str, at: int) -> tuple[tuple[Piece, ...], int, bool]:
    """The parts of a filter's value, where it ends, and whether a quotation mark is left open."""
    pieces: list[Piece] = []
    unclosed = False
    while True:
        piece, at, open_mark = _piece(text, at)
        unclosed |= open_mark
        pieces.append(piece)
        after = _continued(text, at, piece)
        if after is None:
            return tuple(pieces), at, unclosed
        at = after


def _piece(text: str, at: int) -> tuple[Piece, int, bool]:
    if text[at] not in QUOTES:
        end = _end_of_run(text, at)
        if text[at:end] in _OPERATORS and (after := _skip(text, end)) < len(text) and text[after].isdigit():
            end_of_number = _end_of_run(text, after)
            return Piece(text[at:end] + text[after:end_of_number]), end_of_number, False
        quote = next((n for n in range(at + 1, end) if text[n] in QUOTES and text[n - 1] == ","), end)
        return Piece(text[at:quote].rstrip(",") if quote < end else text[at:end]), quote, False
    close = _closing(text, at)
    if close is None:
        end = _end_of_run(text, at)
        return Piece(text[at + 1 : end]), end, True
    return Piece(text[at + 1 : close], quoted=True), close + 1, False


def _continued(text: str, at: int, piece: Piece) -> int | None:
    """Where the next part of a value begins: after a comma, which a space may follow."""
    if at < len(text) and text[at] in QUOTES and not piece.quoted:
        return at
    comma = (text[at : at + 1] == ",") if piece.quoted else piece.text.endswith(",")
    if not comma:
        return None
    after = _skip(text, at + 1 if piece.quoted else at)
    if after >= len(text) or _is_minus(text, after):
        return None
    head = _HEAD.match(text, after)
    return None if head and head[1].lower() in ALL_NAMES else after


def _closing(text: str, opening: int) -> int | None:
    return next((n for n in range(opening + 1, len(text)) if text[n] in QUOTES), None)


def _end_of_run(text: str, at: int) -> int:
    match = _RUN.match(text, at)
    return match.end() if match else at


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
