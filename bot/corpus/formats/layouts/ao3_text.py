"""A work's page on the Archive of Our Own, copied from the browser as plain text.

What is copied is what app/views/works/show.html.erb of otwcode/otwarchive shows, with the words "Work Text:" and
"Chapter Text", which are there for those who have the page read to them. They tell where the text begins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.corpus.formats.document import Block, Document, Marks, Part
from bot.corpus.formats.layouts.ao3_facts import entries_under, numbers_in
from bot.corpus.formats.layouts.ao3_preface import names_in
from bot.corpus.formats.limits import Clock
from bot.corpus.formats.lines import Line, split_lines
from bot.corpus.formats.plain.emphasis import plain_spans
from bot.corpus.formats.unwrapping import Layout, Paragraph, measure, paragraphs
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.story import Note

TOP = 80
"""Lines within which the tags begin, and after those the lines within which each value stands."""
LEAST_LABELS = 3
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


_IN_CHAPTER: frozenset[_Place] = frozenset({_Place.TEXT, _Place.END_NOTES})


@dataclass(slots=True)
class _Chapter:
    title: str = ""
    said: dict[_Place, list[Line]] = field(default_factory=dict[_Place, list[Line]])

    def add(self, place: _Place, line: Line) -> None:
        self.said.setdefault(place, []).append(line)

    def paragraphs(self, place: _Place, layout: Layout) -> list[Paragraph]:
        """What is said in one place; the text's layout is that of its notes too."""
        return paragraphs(self.said.get(place, []), layout, lambda line: is_break(line.text))

    def words(self, place: _Place, layout: Layout) -> str:
        """The same as one text."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs(place, layout))


def read_page_text(text: str, clock: Clock) -> Document | None:
    """The text as a Document; None when it is something else. Raises UnreadableError when it takes too long."""
    if not any(mark in text for mark in _TEXT):
        return None
    lines, problems = split_lines(text)
    said = [line.text for line in lines]
    start = next((index for index, line in enumerate(said[:TOP]) if _LABEL.fullmatch(line)), None)
    if start is None or _TEXT.isdisjoint(said):
        return None
    end, entries = _facts(said, start)
    top, *chapters = _taken_apart(lines[end:])
    head = [line.text for line in top.said.get(_Place.TITLE, []) if line.text]
    if len({entry.label.name for entry in entries}) < LEAST_LABELS or not head:
        return None
    clock.check()
    chapters = chapters or [_Chapter(said={place: top.said.get(place, []) for place in _IN_CHAPTER})]
    layout = measure([line for chapter in chapters for line in chapter.said.get(_Place.TEXT, [])])
    address = next((match[0] for line in said[:TOP] if (match := _WORK.search(line))), "")
    notes = top.words(_Place.NOTES, layout)
    return Document(
        parts=tuple(_part(chapter, layout) for chapter in chapters),
        entries=(*_head(head, address, top.words(_Place.SUMMARY, layout)), *entries),
        notes=(Note("top", notes),) if notes else (),
        problems=tuple(problems),
        marks=Marks.READ,
        text=text,
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


def _taken_apart(lines: Sequence[Line]) -> list[_Chapter]:
    """The title page, and each chapter."""
    chapters = [_Chapter()]
    place: _Place = _Place.TITLE
    for index, line in enumerate(lines):
        if _CHAPTER.fullmatch(line.text) and _begins(lines, index):
            chapters.append(_Chapter(line.text))
            place = _Place.TITLE
        elif line.text in _TEXT:
            place = _Place.TEXT
        elif line.text in _AFTER and place in _IN_CHAPTER:
            place = _Place.BELOW
        elif line.text == "Summary:" and place is _Place.TITLE:
            place = _Place.SUMMARY
        elif line.text == "Notes:":
            place = _Place.END_NOTES if place in _IN_CHAPTER else _Place.NOTES
        elif not _JUMP.fullmatch(line.text):
            chapters[-1].add(place, line)
    return chapters


def _begins(lines: Sequence[Line], index: int) -> bool:
    """Whether a line "Chapter 3" is a heading: its text is announced below, before another such line."""
    for line in lines[index + 1 : index + FAR]:
        if line.text == "Chapter Text":
            return True
        if _CHAPTER.fullmatch(line.text):
            return False
    return False


def _head(head: Sequence[str], address: str, summary: str) -> Iterator[Entry]:
    yield set_apart(Field.TITLE, "title", head[0])
    if names := names_in(head[1].removeprefix("by ")) if len(head) > 1 else []:
        yield set_apart(Field.AUTHOR, "author", *names)
    if address:
        yield Entry(Labelled(Field.SOURCE, "source", address), 0)
    if summary:
        yield Entry(Labelled(Field.SUMMARY, "summary", summary), 0)


def _part(chapter: _Chapter, layout: Layout) -> Part:
    byline = " ".join(line.text for line in chapter.said.get(_Place.TITLE, []) if line.text)
    summary = chapter.words(_Place.SUMMARY, layout)
    before = (byline, f"Summary: {summary}" if summary else "", chapter.words(_Place.NOTES, layout))
    after = chapter.words(_Place.END_NOTES, layout)
    read = ((paragraph, plain_spans(paragraph.text)) for paragraph in chapter.paragraphs(_Place.TEXT, layout))
    blocks = tuple(Block(*marked, gap=paragraph.gap) for paragraph, marked in read)
    return Part(chapter.title, blocks, tuple(filter(None, before)), tuple(filter(None, [after])))
