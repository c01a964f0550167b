"""Paragraphs -> sections, each under its chapter's heading."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from bot.corpus.body.by_contents import headings_by_contents
from bot.corpus.body.choosing import Headings, choose_headings
from bot.corpus.body.contents import find_contents
from bot.corpus.body.levels import chapter_level
from bot.corpus.formats.limits import in_time
from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import Heading, Kind, is_capitals, is_title_like, plain, read_heading
from bot.corpus.marks.labels import read_bare_label, read_label

MOST_BEHIND = 0.35
"""Share of all text behind the last chapter that a table of contents announces from which others may follow."""


@dataclass(slots=True)
class Section:
    """A chapter in the making: its heading ("" when there is none) and the paragraphs under it."""

    title: str = ""
    line: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list[Paragraph])
    header: str = ""
    """Labels that stand in the heading's place, where each part has the header anew."""


@dataclass(frozen=True, slots=True)
class Sections:
    """A body cut at its headings, and its table of contents if it has one."""

    sections: tuple[Section, ...]
    contents: str = ""


def cut_sections(
    paragraphs: Sequence[Paragraph],
    *,
    spaced: bool = True,
    title: str = "",
    entries: Sequence[str] = (),
    known: Container[str] = (),
) -> Sections:
    """Cut at chapter headings. Text above the first heading is a section without a title.

    `entries` are those of a table of contents that has been read before; `known` are a book's title and authors,
    folded, which are no chapter's heading.
    """
    if headings := _announced(paragraphs, entries, title):
        return Sections(tuple(_sections(paragraphs, headings)))
    start, end = find_contents(paragraphs)
    contents = "\n".join(paragraph.text for paragraph in paragraphs[start:end])
    body = [*paragraphs[:start], *paragraphs[end:]]
    found = choose_headings(body, spaced=spaced, title=title)
    headings = {index: heading for index, heading in found.items() if fold(heading.title) not in known}
    return Sections(tuple(_sections(body, headings)), contents)


def _announced(paragraphs: Sequence[Paragraph], entries: Sequence[str], title: str) -> Headings:
    """The headings that a table of contents announces, and those that it doesn't: of prologues and the like, and of
    chapters which are missing between others, because the contents word them otherwise.
    """
    if not entries or _have_levels(paragraphs):
        return {}
    found = headings_by_contents(paragraphs, entries, title)
    if not found or _is_first_volume(paragraphs, max(found), title):
        return {}
    each = in_time(enumerate(paragraphs))
    read = ((index, read_heading(paragraph.dressed, paragraph.level)) for index, paragraph in each)
    named = {index: heading for index, heading in read if heading and heading.kind is Kind.NAMED}
    others = {i: heading for i, heading in named.items() if not heading.is_counted or _is_missing(heading, i, found)}
    return dict(sorted((others | found).items()))


def _is_missing(heading: Heading, index: int, found: Headings) -> bool:
    """Whether it is "Chapter 5", and stands where the contents have found 4 before it and 6 behind it."""
    numbers = {place: found[place].number for place in sorted(found) if found[place].number}
    before = next((numbers[place] for place in reversed(numbers) if place < index), 0)
    behind = next((numbers[place] for place in numbers if place > index), 0)
    return heading.word == "chapter" and 0 < before == heading.number - 1 and behind == heading.number + 1


def _have_levels(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the file's own headings tell its chapters: surer than contents, whose wording often differs."""
    marked = ((index, paragraph) for index, paragraph in enumerate(paragraphs) if paragraph.level)
    read = ((index, read_heading(paragraph.dressed, paragraph.level)) for index, paragraph in marked)
    return chapter_level({index: heading for index, heading in read if heading}, paragraphs) > 0


def _is_first_volume(paragraphs: Sequence[Paragraph], last: int, title: str) -> bool:
    """Whether much text with more chapters in it stands behind the last one that the contents announce."""
    behind = paragraphs[last + 1 :]
    size, rest = (sum(len(paragraph.text) for paragraph in some) for some in (paragraphs, behind))
    return rest > MOST_BEHIND * size and len(choose_headings(behind, spaced=True, title=title)) > 1


def _sections(paragraphs: Sequence[Paragraph], headings: Headings) -> Iterator[Section]:
    current = Section()
    pending: Heading | None = None
    named_below = _are_named_below(paragraphs, headings)
    for index, paragraph in in_time(enumerate(paragraphs)):
        if index not in headings:
            if (
                pending
                and pending.bare
                and not current.paragraphs
                and _is_subtitle(paragraphs, index, named_below=named_below)
            ):
                current.title = f"{current.title}: {plain(paragraph.text)}"
                pending = None
                continue
            current.paragraphs.append(paragraph)
            continue
        heading = headings[index]
        if pending and not current.paragraphs:
            current.title = merged_title(current.title, heading.title)
        else:
            if current.title or current.header or current.paragraphs:
                yield current
            current = Section(heading.title, paragraph.line)
        current.header = paragraph.text if "\n" in paragraph.text else current.header
        pending = heading
    if current.title or current.paragraphs:
        yield current


def _are_named_below(paragraphs: Sequence[Paragraph], headings: Headings) -> bool:
    """Whether under each bare heading, and there are several, a line stands that may be its name."""
    below = [index + 1 for index, heading in headings.items() if heading.bare and index + 1 < len(paragraphs)]
    return len(below) > 1 and all(_may_be_name(paragraphs, index) for index in below)


def _is_subtitle(paragraphs: Sequence[Paragraph], index: int, *, named_below: bool) -> bool:
    """Whether the line under a bare "Chapter 3" is its title: by its looks, its place, or because all have one."""
    if not _may_be_name(paragraphs, index):
        return False
    text = paragraphs[index].dressed
    dressed = plain(text) != text or is_capitals(text)
    return named_below or dressed or paragraphs[index - 1].line == paragraphs[index].line - 1


def _may_be_name(paragraphs: Sequence[Paragraph], index: int) -> bool:
    text = paragraphs[index].text
    if "\n" in text or index + 1 >= len(paragraphs) or is_break(text) or read_label(text) or read_bare_label(text):
        return False
    heading = read_heading(text)
    counted = heading is not None and heading.kind in {Kind.NAMED, Kind.NUMBERED}
    return not counted and is_title_like(plain(text), most_words=9)


def merged_title(first: str, second: str) -> str:
    """One title for two headings in a row, said once if they say the same."""
    if fold(second).startswith(fold(first)):
        return second
    return first if fold(first).endswith(fold(second)) else f"{first.rstrip('.:')}: {second}"
