"""The top of a file: title, author, labels, notes, and what mail programs and archives add; then the story begins.

In doubt a line is story text. What has a label that prose doesn't have, or is plainly a title, an author, a note, is
the header's; anything else only when it stands between such lines, close to them, and doesn't read like a story.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.corpus.formats.lines import Line
from bot.corpus.formats.unwrapping import Layout
from bot.corpus.header.bridging import cross_gap
from bot.corpus.header.collecting import read_entry
from bot.corpus.header.labelling import SENTENCE_END, find_labels, goes_on
from bot.corpus.header.opening import Opening, TopLine, read_byline, read_kind, read_opening
from bot.corpus.header.subjects import clean_subject, sender_name
from bot.corpus.header.top import NEAR, Top
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.entries import Entry, Rank, unlabelled
from bot.corpus.marks.folding import fold
from bot.corpus.marks.furniture import is_furniture, read_mail_headers
from bot.corpus.marks.headings import is_chapter
from bot.corpus.marks.labels import Field
from bot.corpus.marks.notes import is_disclaimer, speaks_of_writing

MAX_LINES = 600
"""Lines from the top within which a header ends."""
MAX_MAIL = 60
"""Lines of a mail's headers."""
MAX_ASIDE = 160
"""Characters of a line that belongs to the header because it stands right below one of its lines."""
OPENING_LINES = 6
FURTHER = 3
"""Lines below a first label's block in which labels make it a header's."""

_TALK = frozenset({Field.NOTE, Field.DISCLAIMER, Field.LOOSE})


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a story. `body` is the index of the first line after it."""

    entries: tuple[Entry, ...] = ()
    body: int = 0
    heading: Line | None = None
    """The first chapter's heading, when it stands above labels."""


def read_header(lines: Sequence[Line], layout: Layout, title: str = "") -> Header:
    """Read the top of `lines`. `title` is one that is already known, from front matter."""
    top = Top(find_labels(lines[:MAX_LINES], layout), title)
    index = top.skip(0)
    while index < len(top.lines):
        end = _step(top, index)
        if end == index:
            break
        index = top.skip(end)
    return Header(tuple(top.entries), index, top.heading)


def _step(top: Top, index: int) -> int:
    """Read what stands on line `index`; gives the index after it, or `index` when the header ends here."""
    for read in _READERS:
        if (end := read(top, index)) > index:
            return end
    return index


def _mail(top: Top, index: int) -> int:
    if top.entries:
        return index
    found, count = read_mail_headers(top.lines[index : index + MAX_MAIL])
    if not count:
        return index
    number = top.lines[index].number
    said = {
        Field.TITLE: clean_subject(found["subject"]),
        Field.AUTHOR: sender_name(found["from"]),
        Field.PUBLISHED: found.get("date", ""),
    }
    top.add(*(unlabelled(field, value, number, Rank.SUBJECT) for field, value in said.items() if value))
    top.note(index, index + count)
    return index + count


def _preface(top: Top, index: int) -> int:
    """The Archive of Our Own's downloads begin with this word."""
    near = range(index, min(index + NEAR, len(top.lines)))
    if top.entries or top.text(index).lower() != "preface" or not any(is_furniture(top.text(i)) for i in near):
        return index
    return index + 1


def _furniture(top: Top, index: int) -> int:
    quoted = top.lines[index].quote or top.text(index).startswith(">")
    if not is_furniture(top.text(index)) and not (quoted and any(e.rank is Rank.SUBJECT for e in top.entries)):
        return index
    top.note(index, index + 1)
    return index + 1


def _label(top: Top, index: int) -> int:
    if index not in top.labels.runs or top.contradicts(index):
        return index
    if not (_goes_on(top, index) if top.entries or top.title else _opens(top, index)):
        return index
    entries, end = read_entry(top.labels, index)
    top.add(*entries)
    return end


def _goes_on(top: Top, index: int) -> bool:
    adjacent = index > 0 and bool(top.text(index - 1))
    established = top.is_established
    return goes_on(top.labels, index, adjacent=adjacent, established=established) or (
        established and _stands_above_rule(top, index)
    )


def _stands_above_rule(top: Top, index: int) -> bool:
    end = index + 1
    while top.text(end) and not is_break(top.text(end)):
        end += 1
    return is_break(top.text(top.labels.skip_empty(end)))


def _opens(top: Top, index: int) -> bool:
    """Whether the label is the first of a header: sound, or followed by sound ones, or "ficlet: the kettle"."""
    labels = top.labels
    label = labels.runs[index][0]
    if label.is_vague_title and not top.text(index + 1) and label.value and not SENTENCE_END.search(label.value):
        return True
    if labels.is_sound(index) and label.field is not Field.LOOSE:
        return True
    block = index
    while block + 1 < len(top.lines) and top.text(block + 1):
        block += 1
    near = {*range(index, block + 1)}
    for _ in range(FURTHER):
        block = top.skip(block + 1)
        near.add(block)
    return any(labels.is_sound(i) and labels.runs[i][0].field not in _TALK for i in near)


def _heading(top: Top, index: int) -> int:
    """The first chapter's heading, when labels come only below it."""
    line = top.lines[index]
    if top.heading or not is_chapter(line.text, line.level):
        return index
    below = top.skip(index + 1)
    label = top.labels.at(below)
    named = read_byline(top.text(below)) or (label and label.field is Field.AUTHOR and label.value)
    if not named and (label is None or len(top.labels.fields_near(below, NEAR)) <= 1):
        return index
    top.heading = line
    return index + 1


def _title(top: Top, index: int) -> int:
    if _heads_a_chapter(top, index):
        return index
    lines, indexes = _opening_lines(top, index)
    opening = read_opening(lines, top.title, authors=_labelled_authors(top, index))
    if not opening.taken or (not opening.sure and top.has(Field.TITLE)):
        return index
    _take_opening(top, opening, top.lines[index].number)
    return indexes[opening.taken - 1] + 1


def _heads_a_chapter(top: Top, index: int) -> bool:
    """Whether a heading by marks has text right below it and later fellows: the first chapter's, not the title."""
    level = top.lines[index].level
    below = top.skip(index + 1)
    if not level or top.title or below >= len(top.lines) or top.lines[below].level:
        return False
    if below in top.labels.runs or read_byline(top.text(below)) or read_kind(top.text(below)):
        return False
    levels = [line.level for line in top.lines[below:] if line.level]
    return level in levels and min(levels) == level


def _take_opening(top: Top, opening: Opening, number: int) -> None:
    if opening.title and not top.title:
        top.add(unlabelled(Field.TITLE, opening.title, number, Rank.LINE if opening.sure else Rank.LOOKS))
        top.title = opening.title
    if opening.fandom:
        top.add(unlabelled(Field.FANDOM, opening.fandom, number))
    if opening.author:
        top.add(unlabelled(Field.AUTHOR, opening.author, number))
    if opening.status:
        top.add(unlabelled(Field.STATUS, opening.status, number))


def _labelled_authors(top: Top, index: int) -> frozenset[str]:
    """The authors that labels below will name, folded."""
    near = (top.labels.at(i) for i in range(index, min(index + 3 * NEAR, len(top.lines))))
    return frozenset(fold(label.value) for label in near if label and label.field is Field.AUTHOR)


def _opening_lines(top: Top, index: int) -> tuple[list[TopLine], list[int]]:
    indexes = [i for i in range(index, min(index + 3 * OPENING_LINES, len(top.lines))) if top.text(i)]
    return [_top_line(top, i) for i in indexes[:OPENING_LINES]], indexes


def _top_line(top: Top, index: int) -> TopLine:
    line = top.lines[index]
    above, below = index > 0 and top.text(index - 1), top.text(index + 1)
    return TopLine(line.dressed, line.level, above=bool(above), below=bool(below))


def _kind(top: Top, index: int) -> int:
    """What kind of story it is, in a line under the title."""
    if not top.title or not (found := read_kind(top.text(index))):
        return index
    number = top.lines[index].number
    top.add(*(Entry(label, number, Rank.LINE) for label in found))
    top.note(index, index + 1)
    return index + 1


def _aside(top: Top, index: int) -> int:
    """A short line right below one of the header's, or in brackets, that talks of the story."""
    text = top.text(index)
    if not top.entries or len(text) > MAX_ASIDE or text[0] in '"“«' or is_chapter(text):
        return index
    adjacent = index > 0 and bool(top.text(index - 1)) and not is_break(top.text(index - 1))
    last = not top.text(index + 1) or is_break(top.text(index + 1))
    bracketed = text[0] in "([{*" and text[-1] in ")]}*"
    inner = text.strip("([{*)]}")
    telling = speaks_of_writing(inner) or is_disclaimer(inner)
    if not (bracketed and telling) and not (adjacent and last and top.labels.layout.spaced and (telling or bracketed)):
        return index
    top.note(index, index + 1)
    return index + 1


_READERS: tuple[Callable[[Top, int], int], ...] = (
    _mail,
    _preface,
    _furniture,
    _label,
    _heading,
    _title,
    _kind,
    _aside,
    cross_gap,
)
