"""Paragraphs that only lead elsewhere: tables of contents, "Previous | Next", lists of links."""

import re
from collections.abc import Sequence

from bot.corpus.formats.markup.flow import Draft

LEAST_ENTRIES = 3
"""Entries of a table of contents, which links inside the page make."""
MAX_ENTRY = 160
"""Characters of one."""
MOST_BETWEEN = 40
"""Characters of a line between entries: "Book Two", "Chap. Page"."""
MOST_LINKED = 0.6
"""Share of a paragraph in links from which it says nothing else."""

_CONTENTS = re.compile(
    r"[\W_]*(?:table of )?contents?[\W_]*|[\W_]*(?:chapters|inhalt(?:sverzeichnis)?|sommaire|table des matières"
    r"|(?:list of )?illustrations|index|índice|jump to(?: chapter)?)[\W_]*",
    re.IGNORECASE,
)


def without_links(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without those that only lead elsewhere."""
    dropped = {index for index, draft in enumerate(drafts) if _is_navigation(draft)}
    index = 0
    while index < len(drafts):
        end = _contents_end(drafts, index)
        if end > index:
            dropped.update(range(index, end))
            dropped.update(_title_above(drafts, index))
        index = max(end, index + 1)
    return [draft for index, draft in enumerate(drafts) if index not in dropped]


def _is_navigation(draft: Draft) -> bool:
    letters = sum(map(str.isalnum, draft.text))
    return len(draft.links) > 1 and draft.linked >= MOST_LINKED * letters and letters <= draft.linked + MOST_BETWEEN


def _contents_end(drafts: Sequence[Draft], start: int) -> int:
    """The index after a table of contents that begins at `start`; `start` itself when none does."""
    end, entries, between = start, 0, 0
    for index in range(start, len(drafts)):
        if _is_entry(drafts[index]):
            end, entries, between = index + 1, entries + 1, 0
        elif end == start or len(drafts[index].text) > MOST_BETWEEN or between:
            break
        else:
            between += 1
    return end if entries >= LEAST_ENTRIES else start


def _is_entry(draft: Draft) -> bool:
    inner = any(link < 0 for link in draft.links)
    return inner and len(draft.text) <= MAX_ENTRY


def _title_above(drafts: Sequence[Draft], index: int) -> Sequence[int]:
    return [index - 1] if index and _CONTENTS.fullmatch(drafts[index - 1].text) else []
