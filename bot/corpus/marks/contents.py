"""Entries of a book's table of contents, and headings, made comparable."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.corpus.marks.folding import fold
from bot.corpus.marks.numbers import read_number

LEAST_NAME = 8
"""Characters of a name from which its beginning, or something very like it, is enough."""
LEAST_SHARE = 0.4
"""Share of a name that its beginning has at least."""
ALIKE = 88
"""Likeness, out of 100, of two names that mean the same."""

_LEADERS = re.compile(
    r"(?:\s?[.·…_]){2,90}\s*(?:[ivxlc]{1,7}|\d{1,4})?\s*$|\s{1,80}(?:pages?\s)?(?:\d{1,4}|[ivxlc]{2,7})$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\W*(?P<word>chapter|chap|kapitel|chapitre|capítulo|book|part|volume|vol|buch|teil|livre|partie|story|adventure|act"
    r"|canto|letter|section|no)\b\.?\s*(?:the\s)?",
    re.IGNORECASE,
)
_PARTS = frozenset({"book", "part", "volume", "vol", "buch", "teil", "livre", "partie", "act"})
_COLUMNS = re.compile(
    r"\W*(?:chapter|chap|page|kapitel|seite|chapitre|story|facing page)?s?\W*(?:pages?|title)?\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Key:
    """What an entry or a heading says: its name, folded and without its number, and the number (0 without one)."""

    name: str
    number: int = 0
    is_part: bool = False
    """Counts parts or books rather than chapters."""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to compare: a line that only heads a column says nothing."""
        return bool(self.name or self.number)

    @property
    def is_bare(self) -> bool:
        """Whether it is a chapter's number and nothing else."""
        return bool(self.number) and not self.name and not self.is_part

    def matches(self, other: "Key") -> bool:
        """Whether both mean the same chapter, as far as can be told from one line."""
        if not self.name or not other.name:
            same = self.number == other.number > 0 and self.is_part == other.is_part
            return same and not self.name and not other.name
        if self.number and other.number and self.number != other.number:
            return False
        return are_alike(self.name, other.name)


def are_alike(name: str, other: str) -> bool:
    """Whether two folded names mean the same: the same words, or one begins the other, or there is a slip in one."""
    if name == other:
        return True
    shorter, longer = sorted((name, other), key=len)
    if len(shorter) < LEAST_NAME:
        return False
    begins = longer.startswith(f"{shorter} ") and len(shorter) >= LEAST_SHARE * len(longer)
    return begins or fuzz.ratio(name, other) >= ALIKE


def key_of(line: str) -> Key:
    """The key of a line, which says nothing when the line only heads a column."""
    if _COLUMNS.fullmatch(line):
        return Key("")
    bare = _without_page(line)
    counted = _COUNTED.match(bare)
    rest = (bare[counted.end() :] if counted else bare).lstrip("([ ")
    number = read_number(rest)
    if number is None or not (counted or rest[:1].isupper() or rest[:1].isdigit()):
        return Key(fold(bare))
    is_part = counted is not None and counted["word"].lower() in _PARTS
    return Key(fold(rest[number.length :]), number.value, is_part)


def says_what(line: str) -> bool:
    """Whether a line names what it counts: "Chapter IX", not "IX"."""
    return bool(_COUNTED.match(line))


def readings(line: str) -> tuple[Key, ...]:
    """The keys that a line may have: "I Go to Bristol" is a first chapter's heading, or has no number."""
    key = key_of(line)
    if not key.number or not key.name or _COUNTED.match(line.strip()):
        return (key,)
    return key, Key(fold(_without_page(line)))


def _without_page(line: str) -> str:
    """A line without the number of a page at its end, and the dots that lead there."""
    bare = _LEADERS.sub("", line).strip(" *_-–—.")
    return line.strip(" *_-–—.") if not bare or _COUNTED.fullmatch(bare) else bare
