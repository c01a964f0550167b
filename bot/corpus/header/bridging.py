"""Lines between two that are plainly a header's: whether they stand inside it rather than begin the story."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.corpus.header.labelling import SENTENCE_END, STATS_LINE
from bot.corpus.header.opening import read_byline
from bot.corpus.header.top import NEAR, Top
from bot.corpus.marks.entries import unlabelled
from bot.corpus.marks.furniture import is_furniture
from bot.corpus.marks.headings import is_chapter, is_title_like, plain
from bot.corpus.marks.labels import LONG, Field
from bot.corpus.marks.notes import closes_note, is_disclaimer, is_note_like, speaks_of_writing, take_inline_notes

MAX_GAP_LINES = 14
MAX_GAP = 1500
"""Lines and characters that such a gap may have."""
MAX_BLOCKS = 4
MAX_BESIDE = 300
"""Blocks between two lines of a header, and characters in them that needn't speak of writing."""
MAX_SHORT = 80
"""Characters of a line without a sentence's end that may be anything."""

_SPOKEN = re.compile(r"[,.!?][\"”»] |[\"“«][^\"“”»]{1,200}[,.!?][\"”»]")
_NOTES = frozenset({Field.NOTE, Field.DISCLAIMER})


def cross_gap(top: Top, index: int) -> int:
    """Take the lines up to the next one that is plainly the header's; gives its index, or `index` without one."""
    target = _next_anchor(top, index)
    if target is None:
        return index
    _take(top, index, target)
    return target


def _next_anchor(top: Top, index: int) -> int | None:
    size = seen = 0
    for later in range(index, len(top.lines)):
        line = top.lines[later]
        if not line.text:
            continue
        if top.contradicts(later):
            return None
        if later > index and _is_anchor(top, later) and _bridges(top, index, later):
            return later
        size += len(line.text)
        seen += 1
        if size > MAX_GAP or seen > MAX_GAP_LINES or is_chapter(line.text, line.level):
            return None
    return None


def _is_anchor(top: Top, index: int) -> bool:
    text = top.text(index)
    if top.labels.is_sound(index) or (text.startswith("#") and is_furniture(text)):
        return True
    following = top.text(index + 1) or top.text(index + 2)
    return not top.title and is_title_like(plain(text)) and bool(read_byline(following))


def _bridges(top: Top, start: int, index: int) -> bool:
    """Whether the lines from `start` to the anchor at `index` are the header's."""
    gap = top.blocks(start, index)
    label = top.labels.at(index)
    spoken = sum(1 for text in gap if text[:1] in '"“«')
    if label is None:
        return not spoken and all(_may_be_header(text) for text in gap)
    if label.name == STATS_LINE and len(gap) == 1 and top.title:
        return True
    fits = _is_talk if top.is_established else _may_be_header
    if not spoken and len(gap) <= MAX_BLOCKS and all(map(fits, gap)):
        return label.field not in _NOTES or all(map(_is_title_or_talk, gap))
    if spoken > 1:
        return False
    several = not top.is_established and len(top.labels.fields_near(index, NEAR)) > 1 and not _is_prose(gap)
    if not top.entries:
        return several
    last = top.entries[-1]
    goes_on = last.field in LONG and not closes_note(last.value) and label.field not in _NOTES
    return not top.has(label.field) and (goes_on or several)


def _is_prose(blocks: Sequence[str]) -> bool:
    """Whether somebody speaks in the text, or much of it says nothing that has to do with writing."""
    if any(text[:1] in '"“«' or _SPOKEN.search(text) for text in blocks):
        return True
    return sum(len(text) for text in blocks if not speaks_of_writing(text)) > MAX_BESIDE


def _may_be_header(text: str) -> bool:
    return _is_title_or_talk(text) or (len(text) <= MAX_SHORT and not SENTENCE_END.search(text) and text[-1] != ":")


def _is_title_or_talk(text: str) -> bool:
    return _is_talk(text) or is_title_like(plain(text)) or bool(read_byline(text))


def _is_talk(text: str) -> bool:
    """A remark in brackets says nothing of the paragraph that it stands in."""
    text = take_inline_notes(text)[0] or text
    return is_disclaimer(text) or is_note_like(text) or is_furniture(text) or text.startswith(">")


def _title_in(gap: str, top: Top, end: int) -> str:
    """The first of a few short lines that stand above a file's first label, if it may be the title; else ""."""
    first, *others = filter(None, gap.split("\n"))
    labelled = any(label.field is Field.TITLE for run in top.labels.runs.values() for label in run)
    short = len(others) < MAX_BLOCKS and not any(SENTENCE_END.search(line) for line in (first, *others))
    return plain(first) if short and not labelled and end and is_title_like(plain(first)) else ""


def _take(top: Top, start: int, end: int) -> None:
    """The gap goes on with a long value, or is a note, or FanFiction.Net's summary above its line of facts."""
    gap = "\n".join(line.text for line in top.lines[start:end]).strip("\n")
    last = top.entries[-1] if top.entries else None
    label = top.labels.at(end)
    if label and label.name == STATS_LINE and not top.has(Field.SUMMARY):
        top.add(unlabelled(Field.SUMMARY, gap, top.lines[start].number))
    elif not top.entries and not top.title and (title := _title_in(gap, top, end)):
        top.add(unlabelled(Field.TITLE, title, top.lines[start].number))
        top.note(start + 1, end)
    elif last and last.field in LONG and not all(_is_title_or_talk(text) for text in gap.split("\n") if text):
        value = f"{last.value}\n\n{gap}".strip()
        top.entries[-1] = replace(last, label=replace(last.label, value=value))
    else:
        top.note(start, end)
