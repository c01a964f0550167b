"""Project Gutenberg's books: its licence and credits, told from the book by the lines that it draws between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex as re
from rapidfuzz import fuzz

from bot.corpus.formats.gutenberg.contents import find_contents
from bot.corpus.formats.gutenberg.matter import part_matter
from bot.corpus.formats.lines import Line
from bot.corpus.formats.unwrapping import Layout
from bot.corpus.header.collecting import read_entry
from bot.corpus.header.labelling import find_labels
from bot.corpus.marks.entries import Entry, Rank, unlabelled
from bot.corpus.marks.folding import fold
from bot.corpus.marks.labels import Field
from bot.corpus.story import Note
from bot.corpus.words import lines as patterns
from bot.corpus.words import word_list

MAX_TOP = 1000
"""Lines within which a book begins."""
WRAPPED = 55
"""Columns from which a title's line goes on in the next one; a shorter one has a subtitle below."""

MAX_TITLE_PAGE = 20
"""Lines of a book in which its title page stands."""
ALIKE = 70
"""How like its title a line is, at least: "Alice in Wonderland", "ALICE'S ADVENTURES IN WONDERLAND"."""

_WORDS = word_list("gutenberg")
_START = re.compile("|".join(patterns(_WORDS["start"])), re.IGNORECASE)
_END = re.compile("|".join(patterns(_WORDS["end"])), re.IGNORECASE)
_TOLD = re.compile(r"project\s+gutenberg|small\s+print", re.IGNORECASE)
"""Words that stand in each way to begin."""
_NAMED = re.compile(
    r"\W*(?:the )?project gutenberg(?:['’]s)?(?: e-?(?:book|text))?(?: of|,)? "
    r"(?P<title>.{2,200}?),? by (?P<author>[^,*]{2,80})\W*",
    re.IGNORECASE,
)
_OLD_TITLE = re.compile(
    r"\W*(?:this is )?(?:the )?project gutenberg(?:['’]s)? e-?text of (?P<title>.{2,200}?)\W*", re.IGNORECASE
)
_NAME = re.compile(r"\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}[\p{L}'’.-]*|de|du|von|van|la|le)){1,4}")
_NO_NAME = re.compile(
    r"\b(?:edition|volume|part|book|translated|edited|illustrated|contents|tale|story|novel)\b", re.IGNORECASE
)
_FIELDS = frozenset({Field.TITLE, Field.AUTHOR, Field.LANGUAGE})


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A book's own lines, what is said of it above them, and the words around it."""

    lines: Sequence[Line]
    entries: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = ()
    is_book: bool = False
    contents: tuple[str, ...] = ()
    """The entries of its table of contents."""


def may_be_book(text: str) -> bool:
    """Whether the text has words without which `unwrap` finds no book in it."""
    return bool(_TOLD.search(text))


def unwrap(lines: Sequence[Line]) -> Unwrapped:
    """The book inside; the lines as they are when it isn't one of Project Gutenberg's."""
    starts = [i for i, line in enumerate(lines[:MAX_TOP]) if _START.match(line.text)]
    if not starts:
        return Unwrapped(lines)
    start = starts[-1]
    while start + 1 < len(lines) and lines[start].text and not lines[start].text.rstrip().endswith("*"):
        start += 1
    end = next((i for i, line in enumerate(lines[start:], start) if _END.match(line.text)), len(lines))
    matter = part_matter(lines[start + 1 : end])
    contents = find_contents(matter.lines)
    said = [
        ("top", _joined(lines[: start + 1])),
        ("top", matter.before),
        ("top", _joined(matter.lines[contents.start : contents.end])),
        ("end", matter.after),
        ("end", _joined(lines[end:])),
    ]
    return Unwrapped(
        [*matter.lines[: contents.start], *matter.lines[contents.end :]],
        tuple(_signed(_entries(lines[:start]), lines, matter.lines)),
        tuple(Note(where, text) for where, text in said if text),
        is_book=True,
        contents=contents.entries,
    )


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines).strip()


def _entries(lines: Sequence[Line]) -> list[Entry]:
    labels = find_labels(lines, Layout())
    entries = [entry for index in sorted(labels.runs) for entry in read_entry(labels, index)[0]]
    stated = [_with_subtitle(entry, lines) for entry in entries if entry.field in _FIELDS]
    known = {entry.field for entry in stated}
    return [*stated, *(entry for entry in _named(lines) if entry.field not in known)]


def _signed(entries: Sequence[Entry], lines: Sequence[Line], book: Sequence[Line]) -> Iterator[Entry]:
    """With the author of an old etext that names none above the book: a name alone under the book's title."""
    yield from entries
    first = next((line for line in lines if line.text), None)
    match = _OLD_TITLE.fullmatch(first.text) if first else None
    if match is None or any(entry.field is Field.AUTHOR for entry in entries):
        return
    top = [line for line in book[:MAX_TITLE_PAGE] if line.text][:2]
    if len(top) > 1 and fuzz.partial_ratio(fold(match["title"]), fold(top[0].text)) >= ALIKE and _is_name(top[1].text):
        yield unlabelled(Field.AUTHOR, top[1].text.strip(), top[1].number, Rank.LINE)


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text.strip()) is not None and not _NO_NAME.search(text)


def _with_subtitle(entry: Entry, lines: Sequence[Line]) -> Entry:
    """A title whose lines below its first one are a subtitle, set apart by a colon."""
    if entry.field is not Field.TITLE:
        return entry
    first = next((line for line in lines if line.number == entry.line), None)
    name = first.text.partition(":")[2].strip() if first else ""
    rest = entry.value[len(name) :].strip()
    if not first or not name or not rest or not entry.value.startswith(name):
        return entry
    seam = " " if name[-1] in ":;,." or rest[0].islower() or first.width >= WRAPPED else ": "
    return replace(entry, label=replace(entry.label, value=f"{name}{seam}{' '.join(rest.split())}"))


def _named(lines: Sequence[Line]) -> Iterator[Entry]:
    """Title and author as the first line has them."""
    first = next((line for line in lines if line.text), None)
    if first and (match := _NAMED.fullmatch(first.text)):
        yield unlabelled(Field.TITLE, match["title"], first.number, Rank.LINE)
        yield unlabelled(Field.AUTHOR, match["author"].strip(), first.number, Rank.LINE)
