"""What stands around the chapters of a published book: title page, imprint, dedication, lists; advertisements."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.corpus.body.chapters import Section, merged_title
from bot.corpus.marks.headings import Heading, Kind, read_heading

PROSE = 40
"""Words of a paragraph from which it is text."""
MOST_WORDS = 250
"""Words that may stand above an unheaded first chapter."""
MOST_UNDER_HEADING = 300
"""Words under a heading such as "Dedication", which no chapter has, when numbered chapters follow."""
MOST_BEHIND = 500
"""The same for a list of other books behind the last chapter."""
LEAST_CHAPTERS = 3
MOTTO = 30
"""Words that may stand under a part's heading, above its first chapter's."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book's chapters, and the sections before and behind them that are none."""

    chapters: Sequence[Section]
    before: Sequence[Section] = ()
    behind: Sequence[Section] = ()


def part_book(sections: Sequence[Section]) -> Book:
    """Tell a book's chapters from what stands around them. There is always one chapter, if there is any section."""
    counted = [index for index, section in enumerate(sections) if _is_counted(_heading(section))]
    many = len(counted) >= LEAST_CHAPTERS
    start, end = 0, len(sections)
    while start < end - 1 and _is_front(sections[start], many=many and start < counted[0]):
        start += 1
    if many and all(_is_small(section, MOST_BEHIND) for section in sections[counted[-1] + 1 :]):
        end = counted[-1] + 1
    return Book(_with_mottos(sections[start:end]), sections[:start], sections[end:])


def _heading(section: Section) -> Heading | None:
    return read_heading(section.title)


def _is_counted(heading: Heading | None) -> bool:
    return heading is not None and (heading.is_counted or heading.kind is Kind.NUMBERED)


def _words(section: Section) -> int:
    return sum(len(paragraph.text.split()) for paragraph in section.paragraphs)


def _is_small(section: Section, most: int) -> bool:
    """Whether a section has few words, and a heading that no chapter would have: not "Epilogue"."""
    heading = _heading(section)
    return _words(section) <= most and (heading is None or heading.kind not in {Kind.NAMED, Kind.NUMBERED})


def _is_front(section: Section, *, many: bool) -> bool:
    """Whether a section above others is none of the chapters; `many` says that numbered ones follow."""
    sizes = [len(paragraph.text.split()) for paragraph in section.paragraphs]
    prose = sum(size for size in sizes if size >= PROSE)
    if not section.title:
        return 2 * prose <= sum(sizes) or sum(sizes) <= MOST_WORDS
    return _is_small(section, MOST_UNDER_HEADING) and (many or not prose)


def _with_mottos(sections: Sequence[Section]) -> list[Section]:
    """Sections, those of a part's heading with no more than a motto joined to the chapter that follows."""
    done: list[Section] = []
    motto: Section | None = None
    for section, following in zip_longest(sections, sections[1:]):
        whole = _joined(motto, section) if motto else section
        motto = whole if following and _is_part(whole, following) else None
        done += [] if motto else [whole]
    return done


def _joined(motto: Section, section: Section) -> Section:
    title = merged_title(motto.title, section.title)
    return Section(title, motto.line, [*motto.paragraphs, *section.paragraphs], section.header)


def _is_part(section: Section, following: Section) -> bool:
    heading, next_heading = _heading(section), _heading(following)
    if heading is None or heading.word != "part" or _words(section) > MOTTO:
        return False
    return next_heading is None or next_heading.word != heading.word
