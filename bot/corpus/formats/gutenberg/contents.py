"""A plain book's table of contents: found by its title or its numbers, and by its first entry, which comes again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.corpus.formats.lines import Line
from bot.corpus.marks.contents import Key, key_of

LOOKED_AT = 4000
"""Lines within which a table of contents stands."""
LEAST_ENTRIES = 3
MAX_ENTRY = 160
"""Characters of one."""
TRIED = 4
"""Entries of which one at least must come again."""
PROSE = 25
WIDE = 45
"""Words of a run of lines that is text, and columns of most of these lines."""

_TITLE = re.compile(
    r"\W*(?:the |table of |table des |general |analytical )?(?:contents?|matières|inhalt(?:sverzeichnis)?|índice|inhoud"
    r"|sommaire|indice)(?: of .{1,60}| page)?\W*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…:;,][\"”'’»*_)]{0,3}$|[\"”»]$")


@dataclass(frozen=True, slots=True)
class Contents:
    """Where a table of contents stands among a book's lines, and its entries."""

    start: int = 0
    end: int = 0
    entries: tuple[str, ...] = ()


def find_contents(lines: Sequence[Line]) -> Contents:
    """The table of contents; an empty one when there is none, or when none of its first entries comes again."""
    top = lines[:LOOKED_AT]
    for start, first in _beginnings(top):
        prose = _first_prose(top, first)
        keys = [(index, key_of(top[index].text)) for index in range(first, prose) if _is_entry(top[index].text)]
        end = _end(keys) or (prose if _comes_again(keys, top[prose:]) else 0)
        inner = [(index, key) for index, key in keys if index < end]
        while inner and inner[-1][1] == Key("", 1):  # "Chapter I", above the name that comes again
            end = inner.pop()[0]
        if len(inner) >= LEAST_ENTRIES:
            return Contents(start, end, tuple(top[index].text for index, _ in inner))
    return Contents()


def _is_entry(text: str) -> bool:
    return 0 < len(text) <= MAX_ENTRY and key_of(text).says_something


def _beginnings(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where tables may begin: their title, and their first entry."""
    for index, line in enumerate(lines):
        if line.text and _TITLE.fullmatch(line.text):
            yield index, index + 1
    for index, line in enumerate(lines):
        if key_of(line.text).number == 1 and _counts_on(lines, index):
            yield index, index
            return


def _counts_on(lines: Sequence[Line], index: int) -> bool:
    """Whether the lines right below count on: 2, 3."""
    below = (key_of(line.text) for line in lines[index + 1 : index + 1 + 2 * LEAST_ENTRIES] if line.text)
    return [key.number for key in below][: LEAST_ENTRIES - 1] == list(range(2, LEAST_ENTRIES + 1))


def _first_prose(lines: Sequence[Line], start: int) -> int:
    """The index of the first line of text; the last one's when there is none."""
    run: list[int] = []
    for index in range(start, len(lines)):
        if lines[index].text:
            run.append(index)
            if index + 1 < len(lines):
                continue
        if _is_prose([lines[i] for i in run]):
            return run[0]
        run = []
    return len(lines)


def _is_prose(run: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in run)
    wide = sum(1 for line in run if line.width >= WIDE)
    lower = sum(map(str.islower, text))
    letters = sum(map(str.isalpha, text))
    return (
        len(text.split()) >= PROSE
        and wide * 2 > len(run)
        and lower * 4 > letters * 3
        and bool(_SENTENCE_END.search(run[-1].text))
        and not any(key_of(line.text).number for line in run[1:3])
    )


def _comes_again(keys: Sequence[tuple[int, Key]], below: Sequence[Line]) -> bool:
    """Whether one of the first entries comes again below text that isn't the book's: an editor's note."""
    later = [key_of(line.text) for line in below if _is_entry(line.text)]
    return any(key.matches(other) for _, key in keys[:TRIED] for other in later)


def _end(keys: Sequence[tuple[int, Key]]) -> int:
    """The index of the line that says again what one of the first entries says, the last such before the text."""
    for tried, (_, key) in enumerate(keys[:TRIED]):
        again = [index for index, later in keys[tried + 1 :] if key.matches(later)]
        if again:
            return again[-1]
    return 0
