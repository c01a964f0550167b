"""Tables of contents at a story's top."""

import re
from collections.abc import Sequence

from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import Heading, Kind, is_title_like, plain, read_heading
from bot.corpus.marks.numbers import read_number

LOOKED_AT = 60
"""Paragraphs in which a table of contents begins."""
MAX_PARAGRAPHS = 400
LEAST_ENTRIES = 3
MAX_ENTRY = 90
"""Entries that a table without a title has at least, and characters of one at most."""

_TITLE = re.compile(
    r"[\W_]*(?:table of )?contents?(?: page)?[\W_]*|[\W_]*(?:chapter (?:list|index)|index|inhalt|sommaire)[\W_]*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"”'’]?$")
_NUMBER = re.compile(r"[\W_]*(?:\d{1,3}|[IVXL]{1,6})\b")


def find_contents(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """The range of paragraphs that a table of contents takes; an empty one when there is none."""
    for index, paragraph in enumerate(paragraphs[:LOOKED_AT]):
        if _TITLE.fullmatch(paragraph.text.split("\n", 1)[0][:MAX_ENTRY]):
            end = _end(paragraphs, index)
            if end > index + 1 or "\n" in paragraph.text:
                return index, end
    return _without_title(paragraphs)


def _end(paragraphs: Sequence[Paragraph], start: int) -> int:
    entries = paragraphs[start].text.split("\n")[1:]
    seen = set(map(fold, entries))
    highest = max(map(_number_in, entries), default=0)
    most = min(start + MAX_PARAGRAPHS, len(paragraphs))
    for index in range(start + 1, most):
        text = paragraphs[index].text
        if fold(text) in seen or is_break(text) or not all(map(_is_entry, text.split("\n"))):
            return index
        number = _number(paragraphs[index])
        if highest > 1 and number == 1:  # the count begins again: this is the first chapter
            return index
        highest = max([highest, *map(_number_in, text.split("\n"))])
        seen.update(map(fold, text.split("\n")))
    return most


def _number(paragraph: Paragraph) -> int:
    heading = read_heading(paragraph.dressed, paragraph.level)
    return heading.number if heading else 0


def _number_in(line: str) -> int:
    """The number that a line of the table begins with or has; 0 when there is none."""
    heading = read_heading(line)
    number = read_number(line.lstrip(" *-•"))
    return heading.number if heading and heading.number else number.value if number else 0


def _is_entry(line: str) -> bool:
    if len(line) > MAX_ENTRY or _SENTENCE_END.search(line):
        return False
    return bool(_NUMBER.match(line)) or read_heading(line) is not None or is_title_like(plain(line))


def _without_title(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """Three headings or more in a row whose first comes again further down are a table of contents."""
    index = 0
    while index < min(LOOKED_AT, len(paragraphs)):
        end = index
        while end < len(paragraphs) and _key(paragraphs[end]):
            end += 1
        if end - index >= LEAST_ENTRIES:
            key = _key(paragraphs[index])
            again = next((i for i in range(index + 1, len(paragraphs)) if _key(paragraphs[i]) == key), None)
            if again:
                return index, min(again, end)
        index = max(end, index + 1)
    return 0, 0


def _key(paragraph: Paragraph) -> tuple[str, int] | None:
    heading = read_heading(paragraph.text, paragraph.level)
    return (heading.word, heading.number) if heading and _is_counted(heading) else None


def _is_counted(heading: Heading) -> bool:
    return heading.kind in {Kind.NAMED, Kind.NUMBERED}
