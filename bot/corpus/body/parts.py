"""Parts that a format sets apart -> chapters and notes: only what authors type into a chapter's text is guessed at."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.corpus.body.chapters import Section
from bot.corpus.body.reading import Body, Reading, add_section
from bot.corpus.formats.document import Part
from bot.corpus.formats.marked_up import paragraphs_of
from bot.corpus.formats.unwrapping import Paragraph, wide_gap
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import name_in

MOST_TITLES = 4
"""Paragraphs at a part's beginning that may repeat its title or the story's."""
MAX_TITLE = 200
"""Characters of one."""


def read_parts(parts: Sequence[Part], how: Reading) -> Body:
    """The chapters that the parts hold, in their order; a part without text gives notes only."""
    body = Body()
    last = max((index for index, part in enumerate(parts) if part.blocks), default=0)
    for index, part in enumerate(parts):
        _add(body, part, how, last=index >= last)
    return body


def _add(body: Body, part: Part, how: Reading, *, last: bool) -> None:
    number = len(body.chapters) + 1
    first = number == 1
    body.add_notes("top" if first else f"chapter {number}", part.before)
    paragraphs = _without_titles(paragraphs_of(part.blocks), part.title, how.title)
    section = Section(part.title, 0, paragraphs)
    add_section(body, section, replace(how, wide_gap=wide_gap(paragraphs)), first=first, last=last)
    body.add_notes("end" if last else f"chapter {number}", part.after)


def _without_titles(paragraphs: list[Paragraph], title: str, story: str) -> list[Paragraph]:
    """A part's paragraphs without the headings that say again what is known."""
    known = {fold(said) for said in (title, story, name_in(title)) if said}
    start = 0
    while start < min(MOST_TITLES, len(paragraphs)) and _repeats(paragraphs[start], title, known):
        start += 1
    return paragraphs[start:]


def _repeats(paragraph: Paragraph, title: str, known: Iterable[str]) -> bool:
    said = fold(paragraph.text) if len(paragraph.text) <= MAX_TITLE else ""
    begins = bool(said) and paragraph.level > 0 and fold(title).startswith(said)
    return bool(said) and (said in known or begins)
