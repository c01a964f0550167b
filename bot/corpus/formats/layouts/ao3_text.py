"""A work's page on the Archive of Our Own, copied from the browser as plain text.

What is copied is what app/views/works/show.html.erb of otwcode/otwarchive shows, with the words "Work Text:" and
"Chapter Text", which are there for those who have the page read to them. They tell where the text begins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.corpus.formats.document import Block, Document, Marks, Part
from bot.corpus.formats.emphasis import plain_spans
from bot.corpus.formats.layouts.ao3_facts import entries_under, numbers_in
from bot.corpus.formats.layouts.ao3_preface import names_in
from bot.corpus.formats.limits import Clock
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.story import Note

TOP = 80
"""Lines within which the tags begin, and after those the lines within which each value stands."""
LEAST_LABELS = 3
FEW_GAPS = 0.1
"""Share of empty lines below which each line is a paragraph."""
FAR = 400
"""Lines from a chapter's heading within which its text begins: its summary and notes stand between."""

_LABEL = re.compile(
    r"(?P<label>Ratings?|Archive Warnings?|Categor(?:y|ies)|Fandoms?|Relationships?|Characters?|Additional Tags?"
    r"|Language|Series|Collections?|Stats):\s*(?P<value>.*)"
)
_STAT = re.compile(r"(?:Published|Completed|Updated|Words|Chapters|Comments|Kudos|Bookmarks|Hits)\b.*|[\d,./?-]{1,12}")
_WORK = re.compile(r"https?://[^\s/]+/(?:collections/[\w-]+/)?works/\d+")
_CHAPTER = re.compile(r"Chapter \d{1,5}(?::\s.{1,300})?")
_JUMP = re.compile(r"\(?See the end of the (?:work|chapter) for\s+(?:more )?notes.{0,60}")
_SIDE = re.compile(r"←\s?Previous Work|Next Work\s?→")
_TEXT = frozenset({"Work Text:", "Chapter Text"})
_AFTER = frozenset({"Series this work belongs to:", "Works inspired by this one:", "Actions", "Kudos", "Comments"})


class _Place(Enum):
    """Where on the page a line stands."""

    TITLE = auto()
    SUMMARY = auto()
    NOTES = auto()
    TEXT = auto()
    END_NOTES = auto()
    BELOW = auto()


@dataclass(slots=True)
class _Chapter:
    title: str = ""
    said: dict[_Place, list[str]] = field(default_factory=dict[_Place, list[str]])

    def add(self, place: _Place, line: str) -> None:
        self.said.setdefault(place, []).append(line)


def read_page_text(text: str, clock: Clock) -> Document | None:
    """The text as a Document; None when it is something else. Raises UnreadableError when it takes too long."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    start = next((index for index, line in enumerate(lines[:TOP]) if _LABEL.fullmatch(line)), None)
    if start is None or _TEXT.isdisjoint(lines):
        return None
    end, entries = _facts(lines, start)
    if len({entry.label.name for entry in entries}) < LEAST_LABELS:
        return None
    clock.check()
    address = next((match[0] for line in lines[:TOP] if (match := _WORK.search(line))), "")
    top, *chapters = _taken_apart(lines[end:])
    texts = [_Chapter(said={place: top.said.get(place, []) for place in (_Place.TEXT, _Place.END_NOTES)})]
    head = [line for line in top.said.get(_Place.TITLE, []) if line]
    return Document(
        parts=tuple(map(_part, chapters or texts)),
        entries=(*_head(head, address), *entries, *_summary(top)),
        notes=tuple(Note("top", said) for said in _paragraphs(top.said.get(_Place.NOTES, []))),
        marks=Marks.READ,
    )


def _facts(lines: Sequence[str], start: int) -> tuple[int, list[Entry]]:
    """What the labels say, and the line after them."""
    entries: list[Entry] = []
    index = start
    while index < len(lines) and (match := _LABEL.fullmatch(lines[index])):
        label, said = match["label"].lower(), [match["value"]]
        index += 1
        while index < len(lines) and not _LABEL.fullmatch(lines[index]):
            if label == "stats" and lines[index] and not _STAT.fullmatch(lines[index]):
                return index, [*entries, *numbers_in(" ".join(said))]
            if len(said) > TOP:
                return index, entries
            said.append(lines[index])
            index += 1
        value = _SIDE.sub("", ", ".join(filter(None, said))).strip()
        entries.extend(entries_under(label, value))
    return index, entries


def _taken_apart(lines: Sequence[str]) -> list[_Chapter]:
    """The title page, and each chapter."""
    chapters, place = [_Chapter()], _Place.TITLE
    for index, line in enumerate(lines):
        if _CHAPTER.fullmatch(line) and _begins(lines, index):
            chapters.append(_Chapter(line))
            place = _Place.TITLE
        elif line in _TEXT:
            place = _Place.TEXT
        elif line in _AFTER and place in {_Place.TEXT, _Place.END_NOTES}:
            place = _Place.BELOW
        elif line == "Summary:" and place is _Place.TITLE:
            place = _Place.SUMMARY
        elif line == "Notes:":
            place = _Place.END_NOTES if place in {_Place.TEXT, _Place.END_NOTES} else _Place.NOTES
        elif not _JUMP.fullmatch(line):
            chapters[-1].add(place, line)
    return chapters


def _begins(lines: Sequence[str], index: int) -> bool:
    """Whether a line "Chapter 3" is a heading: its text is announced below, before another such line."""
    for line in lines[index + 1 : index + FAR]:
        if line == "Chapter Text":
            return True
        if _CHAPTER.fullmatch(line):
            return False
    return False


def _head(head: Sequence[str], address: str) -> Iterator[Entry]:
    if head:
        yield set_apart(Field.TITLE, "title", head[0])
    if len(head) > 1:
        yield set_apart(Field.AUTHOR, "author", *names_in(head[1].removeprefix("by ")))
    if address:
        yield Entry(Labelled(Field.SOURCE, "source", address), 0)


def _summary(top: _Chapter) -> Iterator[Entry]:
    if said := "\n\n".join(_paragraphs(top.said.get(_Place.SUMMARY, []))):
        yield Entry(Labelled(Field.SUMMARY, "summary", said), 0)


def _part(chapter: _Chapter) -> Part:
    said = chapter.said
    before = [*said.get(_Place.TITLE, []), ""] if chapter.title else []
    notes = "\n\n".join(_paragraphs(said.get(_Place.NOTES, [])))
    summary = "\n\n".join(_paragraphs(said.get(_Place.SUMMARY, [])))
    after = "\n\n".join(_paragraphs(said.get(_Place.END_NOTES, [])))
    tops = [" ".join(filter(None, before)), f"Summary: {summary}" if summary else "", notes]
    blocks = tuple(Block(*plain_spans(text)) for text in _paragraphs(said.get(_Place.TEXT, [])))
    return Part(chapter.title, blocks, tuple(filter(None, tops)), tuple(filter(None, [after])))


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines as paragraphs: apart by empty ones, or one each where there are hardly any."""
    gaps = sum(not line for line in lines)
    text = "\n".join(lines) if gaps >= FEW_GAPS * len(lines) else "\n\n".join(lines)
    return [piece.strip() for piece in re.split(r"\n\n+", text) if piece.strip()]
