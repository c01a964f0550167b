"""What stands in a published book above its first chapter: title page, imprint, dedication, motto, lists."""

from bot.corpus.body.chapters import Section
from bot.corpus.marks.headings import Kind, read_heading

PROSE = 40
"""Words of a paragraph from which it is text."""
MOST_WORDS = 250
"""Words that may stand above an unheaded first chapter."""
MOST_UNDER_HEADING = 120
"""Words under a heading such as "Dedication", which no chapter has."""


def is_front_matter(section: Section) -> bool:
    """Whether a section that others follow is none of the book's chapters."""
    sizes = [len(paragraph.text.split()) for paragraph in section.paragraphs]
    prose = sum(size for size in sizes if size >= PROSE)
    if not section.title:
        return 2 * prose <= sum(sizes) or sum(sizes) <= MOST_WORDS
    heading = read_heading(section.title)
    if heading and heading.kind in {Kind.NAMED, Kind.NUMBERED}:
        return False
    return not prose and sum(sizes) <= MOST_UNDER_HEADING
