"""A chapter's title, from the table of contents and from the headings above its text, each said once."""

import re
from collections.abc import Sequence

from bot.corpus.formats.document import Block
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import read_heading
from bot.corpus.story import SCENE_BREAK

MOST_HEADINGS = 4
"""Paragraphs above the text that may belong to the heading."""
MAX_HEADING = 200
"""Characters of one."""

_REFERENCE = re.compile(r"\s?\[(?:\d{1,3}|[*†‡])\]$")
"""What refers to a note."""


def titled(said: str, blocks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    """The title, and the blocks without what belongs to it. `said` is what the table of contents says, or ""."""
    title, left, index = said, fold(said), 0
    while index < min(MOST_HEADINGS, len(blocks)):
        block = blocks[index]
        if block.text != SCENE_BREAK:
            text = _REFERENCE.sub("", block.text)
            own = fold(text) if len(text) <= MAX_HEADING else ""
            if own and _begins(left, own):
                left = left[len(own) :].strip()
            elif block.level and (joined := _joined(title, text)) is not None:
                title, left = joined, ""
            else:
                break
        index += 1
    return title, tuple(blocks[index:])


def merged(first: str, second: str) -> str:
    """The title of a book's part and that of its first chapter as one, said once if they say the same."""
    if not first or fold(second).startswith(fold(first)):
        return second or first
    return f"{first}: {second}" if second else first


def _begins(text: str, start: str) -> bool:
    return text == start or text.startswith(f"{start} ")


def _joined(title: str, heading: str) -> str | None:
    """The title with a heading that isn't its beginning; None when the heading belongs to the text."""
    known, own = f" {fold(title)} ", f" {fold(heading)} "
    if own in known:
        return title
    if known in own or not title:
        return heading
    if _is_bare(title):
        return f"{title}: {heading}"
    return f"{heading}: {title}" if _is_bare(heading) else None


def _is_bare(title: str) -> bool:
    heading = read_heading(title)
    return heading is not None and heading.bare
