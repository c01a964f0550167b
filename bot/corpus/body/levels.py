"""Which level of headings begins chapters, in files whose headings have levels: parts and books stand above it, smaller
headings inside a chapter below."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.headings import Heading, Kind

LEAST_ROOM = 40
"""Words between a heading and the next one, of whatever level, from which text stands under it."""
LEAST_COUNTED = 6
MOST_SMALL = 0.3
"""Numbered chapters from which headings without a number are small ones, and the share of them that there may be."""
REACH = 100
"""Paragraphs in which they are looked for."""


def chapter_level(found: Mapping[int, Heading], paragraphs: Sequence[Paragraph]) -> int:
    """The level, 1 to 6; 0 when headings don't tell. `found` has all headings by their index among the paragraphs."""
    roomy = {index for index in found if _room(index, found, paragraphs) >= LEAST_ROOM}
    levels = Counter(paragraphs[index].level for index in found if paragraphs[index].level)
    counted = Counter(paragraphs[i].level for i in roomy if paragraphs[i].level and _is_counted(found[i]))
    if counted and counted.most_common(1)[0][1] > 1:
        return max(counted, key=lambda level: (counted[level], -level))
    for level in sorted(levels):
        with_text = sum(1 for index in roomy if paragraphs[index].level == level)
        if with_text > 1 and with_text * 2 >= levels[level]:
            return level
    return 0


def without_small(chosen: Mapping[int, Heading]) -> dict[int, Heading]:
    """Headings without the few that have no number and stand amid numbered chapters' text: a letter's, a sign's."""
    counted = [index for index, heading in chosen.items() if _is_counted(heading)]
    amid = {
        index
        for index, heading in chosen.items()
        if heading.kind is Kind.MARKDOWN and counted and counted[0] < index < counted[-1] and index - 1 not in chosen
    }
    few = len(counted) >= LEAST_COUNTED and len(amid) <= MOST_SMALL * len(counted)
    return {index: heading for index, heading in chosen.items() if not (few and index in amid)}


def _is_counted(heading: Heading) -> bool:
    return heading.kind is Kind.NUMBERED or (heading.kind is Kind.NAMED and heading.is_counted)


def _room(index: int, found: Mapping[int, Heading], paragraphs: Sequence[Paragraph]) -> int:
    """Words under a heading; headings of its level that follow at once, as names follow numbers, are part of it."""
    level = paragraphs[index].level
    words = 0
    for later in range(index + 1, min(index + REACH, len(paragraphs))):
        if later in found and paragraphs[later].level:
            if words or paragraphs[later].level != level:
                break
            continue
        words += len(paragraphs[later].text.split())
        if words >= LEAST_ROOM:
            break
    return words
