"""The top of a file: title, author, labels, notes, and what mail programs and archives add; then the story begins.

In doubt a line is story text. What has a label that prose doesn't have, or is plainly a title, an author, a note, is
the header's; anything else only when it stands between such lines, close to them, and doesn't read like a story.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.corpus.breaks import is_break
from bot.corpus.collecting import read_entry
from bot.corpus.entries import Entry, Rank, unlabelled
from bot.corpus.furniture import is_furniture, read_mail_headers
from bot.corpus.headings import is_chapter, is_title_like, plain
from bot.corpus.labelling import SENTENCE_END, STATS_LINE, Labels, find_labels, goes_on
from bot.corpus.labels import LONG, Field
from bot.corpus.lines import Line
from bot.corpus.notes import closes_note, is_disclaimer, is_note_like, note_likeness
from bot.corpus.opening import Top, read_byline, read_kind, read_opening
from bot.corpus.subjects import clean_subject, sender_name
from bot.corpus.unwrapping import Layout

MAX_LINES = 600
"""Lines from the top within which a header ends."""
MAX_GAP_LINES = 14
MAX_GAP = 1500
"""Lines and characters that may stand between two lines that are plainly the header's."""
MAX_TITLES = 4
MAX_TITLE_CHARACTERS = 320
"""Lines and characters above the first label that may be title, author and the like."""
MAX_ASIDE = 160
"""Characters of a line that belongs to the header because it stands right below one of its lines."""
NEAR = 12
"""Lines within which a second label must follow one that stands below other text."""
OPENING_LINES = 6

_NOTES = frozenset({Field.NOTE, Field.DISCLAIMER})


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a story. `body` is the index of the first line after it."""

    entries: tuple[Entry, ...] = ()
    body: int = 0
    heading: Line | None = None
    """The first chapter's heading, when it stands above labels."""


@dataclass(slots=True)
class _Reading:
    labels: Labels
    title: str
    """A title that is known so far."""
    entries: list[Entry] = field(default_factory=list[Entry])
    heading: Line | None = None

    @property
    def lines(self) -> Sequence[Line]:
        return self.labels.lines

    def text(self, index: int) -> str:
        return self.labels.text(index)

    def add(self, *entries: Entry) -> None:
        self.entries.extend(entries)
        for entry in entries:
            if entry.field is Field.TITLE and entry.rank >= Rank.LINE and not self.title:
                self.title = entry.value.strip()

    def note(self, start: int, end: int) -> None:
        """Keep lines as a note."""
        text = "\n".join(self.text(index) for index in range(start, end)).strip("\n")
        if text.strip("*-_=~# \n"):
            self.entries.append(unlabelled(Field.NOTE, text, self.lines[start].number))


def read_header(lines: Sequence[Line], layout: Layout, title: str = "") -> Header:
    """Read the top of `lines`. `title` is one that is already known, from front matter."""
    top = lines[:MAX_LINES]
    reading = _Reading(find_labels(top, layout), title)
    index = _skip(reading, 0)
    while index < len(top):
        end = _step(reading, index)
        if end == index:
            break
        index = _skip(reading, end)
    return Header(tuple(reading.entries), index, reading.heading)


def _skip(reading: _Reading, index: int) -> int:
    while index < len(reading.lines) and (not reading.text(index) or is_break(reading.text(index))):
        index += 1
    return index


def _step(reading: _Reading, index: int) -> int:
    """Read what stands on line `index`; gives the index after it, or `index` when the header ends here."""
    for read in _READERS:
        end = read(reading, index)
        if end > index:
            return end
    target = _next_anchor(reading, index)
    if target is None:
        return index
    _take_gap(reading, index, target)
    return target


def _mail(reading: _Reading, index: int) -> int:
    if reading.entries:
        return index
    found, count = read_mail_headers(reading.lines[index : index + 60])
    if not count:
        return index
    number = reading.lines[index].number
    if subject := clean_subject(found["subject"]):
        reading.entries.append(unlabelled(Field.TITLE, subject, number, Rank.SUBJECT))
    if name := sender_name(found["from"]):
        reading.entries.append(unlabelled(Field.AUTHOR, name, number, Rank.SUBJECT))
    if "date" in found:
        reading.entries.append(unlabelled(Field.PUBLISHED, found["date"], number, Rank.SUBJECT))
    reading.note(index, index + count)
    return index + count


def _furniture(reading: _Reading, index: int) -> int:
    quoted = reading.lines[index].quote or reading.text(index).startswith(">")
    if not is_furniture(reading.text(index)) and not (quoted and any(e.rank is Rank.SUBJECT for e in reading.entries)):
        return index
    reading.note(index, index + 1)
    return index + 1


def _label(reading: _Reading, index: int) -> int:
    labels = reading.labels
    if index not in labels.runs:
        return index
    adjacent = index > 0 and bool(reading.text(index - 1))
    if reading.entries or reading.title:
        established = _labelled(reading) > MAX_TITLES // 2
        goes = goes_on(labels, index, adjacent=adjacent, established=established)
        if not goes and not (established and _closes_header(reading, index)):
            return index
    elif index in labels.runs and _is_titling(reading, index):
        pass
    elif not any(labels.is_sound(i) for i in range(index, min(index + NEAR, len(labels.lines)))):
        return index
    entries, end = read_entry(labels, index)
    reading.add(*entries)
    return end


def _closes_header(reading: _Reading, index: int) -> bool:
    """Whether a weak label, after others, is the last thing above a rule."""
    end = index + 1
    while reading.text(end) and not is_break(reading.text(end)):
        end += 1
    return is_break(reading.text(reading.labels.skip_empty(end)))


def _labelled(reading: _Reading) -> int:
    return sum(1 for entry in reading.entries if entry.rank is Rank.LABEL and not entry.label.is_weak)


def _is_titling(reading: _Reading, index: int) -> bool:
    """Whether the file's first line is a title under a vague label, such as "ficlet: the kettle"."""
    label = reading.labels.at(index)
    alone = not reading.text(index + 1) and label is not None and bool(label.value)
    return alone and label is not None and label.is_vague_title and not SENTENCE_END.search(label.value)


def _title(reading: _Reading, index: int) -> int:
    tops, indexes = _tops(reading, index)
    opening = read_opening(tops, reading.title)
    if not opening.taken or (not opening.sure and any(e.field is Field.TITLE for e in reading.entries)):
        return index
    number = reading.lines[index].number
    if opening.title and not reading.title:
        rank = Rank.LINE if opening.sure else Rank.LOOKS
        reading.add(unlabelled(Field.TITLE, opening.title, number, rank))
        reading.title = reading.title or opening.title
    if opening.fandom:
        reading.add(unlabelled(Field.FANDOM, opening.fandom, number))
    if opening.author:
        reading.add(unlabelled(Field.AUTHOR, opening.author, number))
    return indexes[opening.taken - 1] + 1


def _tops(reading: _Reading, index: int) -> tuple[list[Top], list[int]]:
    indexes = [i for i in range(index, min(index + 3 * OPENING_LINES, len(reading.lines))) if reading.text(i)]
    tops = [
        Top(
            reading.text(i),
            reading.lines[i].level,
            alone=not reading.text(i + 1) and (not i or not reading.text(i - 1)),
        )
        for i in indexes[:OPENING_LINES]
    ]
    return tops, indexes


def _kind(reading: _Reading, index: int) -> int:
    """What kind of story it is, in a line under the title."""
    if not reading.title or not (found := read_kind(reading.text(index))):
        return index
    number = reading.lines[index].number
    reading.add(*(Entry(label, number, Rank.LINE) for label in found))
    reading.note(index, index + 1)
    return index + 1


def _aside(reading: _Reading, index: int) -> int:
    """A short line right below one of the header's, or in brackets, that talks of the story."""
    text = reading.text(index)
    if not reading.entries or len(text) > MAX_ASIDE or text[0] in '"“«' or is_chapter(text):
        return index
    adjacent = index > 0 and bool(reading.text(index - 1)) and not is_break(reading.text(index - 1))
    last = not reading.text(index + 1) or is_break(reading.text(index + 1))
    bracketed = text[0] in "([{*" and text[-1] in ")]}*"
    telling = note_likeness(text.strip("([{*)]}")) > 0 or is_disclaimer(text.strip("([{*)]}"))
    if (adjacent and last and reading.labels.layout.spaced and (telling or bracketed)) or (bracketed and telling):
        reading.note(index, index + 1)
        return index + 1
    return index


def _heading(reading: _Reading, index: int) -> int:
    """The first chapter's heading, when labels come only below it."""
    line = reading.lines[index]
    if reading.heading or not is_chapter(line.text, line.level):
        return index
    below = _skip(reading, index + 1)
    if below not in reading.labels.runs or not reading.labels.fields_near(below, NEAR) - {Field.SUMMARY, Field.LOOSE}:
        return index
    if len(reading.labels.fields_near(below, NEAR)) <= 1:
        return index
    reading.heading = line
    return index + 1


_READERS: tuple[Callable[[_Reading, int], int], ...] = (_mail, _furniture, _label, _heading, _title, _kind, _aside)


def _next_anchor(reading: _Reading, index: int) -> int | None:
    """The index of the next line that is plainly the header's, if what stands before it may be, too."""
    size = seen = 0
    for later in range(index, len(reading.lines)):
        line = reading.lines[later]
        if not line.text:
            continue
        if later > index and _is_anchor(reading, later) and _bridges(reading, index, later):
            return later
        size += len(line.text)
        seen += 1
        if size > MAX_GAP or seen > MAX_GAP_LINES or is_chapter(line.text, line.level):
            return None
    return None


def _is_anchor(reading: _Reading, index: int) -> bool:
    if reading.labels.is_sound(index):
        return True
    following = reading.text(index + 1) or reading.text(index + 2)
    return not reading.title and is_title_like(plain(reading.text(index))) and bool(read_byline(following))


def _bridges(reading: _Reading, start: int, index: int) -> bool:
    """Whether the lines from `start` to the anchor at `index` stand inside the header rather than begin the story."""
    gap = _blocks(reading, start, index)
    label = reading.labels.at(index)
    spoken = sum(1 for text in gap if text[:1] in '"“«')
    lean = len(gap) <= MAX_TITLES and all(_may_be_header(text) for text in gap)
    if label is None:
        return not spoken and all(_may_be_header(text) for text in gap)
    if label.name == STATS_LINE and len(gap) == 1 and reading.title:
        return True
    if lean and not spoken and (label.field not in _NOTES or all(map(_is_title_or_note, gap))):
        return True
    if spoken > 1:
        return False
    if reading.entries:
        last = reading.entries[-1]
        new = label.field not in {entry.field for entry in reading.entries}
        goes_on_long = last.field in LONG and not closes_note(last.value) and label.field not in _NOTES
        return new and (goes_on_long or len(reading.labels.fields_near(index, NEAR)) > 1)
    return len(reading.labels.fields_near(index, NEAR)) > 1


def _blocks(reading: _Reading, start: int, end: int) -> list[str]:
    """The text between two lines, those that no empty line parts joined."""
    blocks: list[str] = []
    joined = False
    for line in reading.lines[start:end]:
        if line.text and not is_break(line.text):
            if joined:
                blocks[-1] += f" {line.text}"
            else:
                blocks.append(line.text)
        joined = bool(line.text)
    return blocks


def _may_be_header(text: str) -> bool:
    return _is_title_or_note(text) or (len(text) <= MAX_TITLE_CHARACTERS // 4 and not SENTENCE_END.search(text))


def _is_title_or_note(text: str) -> bool:
    return (
        is_title_like(plain(text))
        or is_disclaimer(text)
        or is_note_like(text)
        or bool(read_byline(text))
        or is_furniture(text)
        or text.startswith(">")
    )


def _take_gap(reading: _Reading, start: int, end: int) -> None:
    """Lines between two of the header's: they go on with a long value, or are a note, or FanFiction.Net's summary."""
    gap = "\n".join(line.text for line in reading.lines[start:end]).strip("\n")
    last = reading.entries[-1] if reading.entries else None
    label = reading.labels.at(end)
    if label and label.name == STATS_LINE and not any(entry.field is Field.SUMMARY for entry in reading.entries):
        reading.add(unlabelled(Field.SUMMARY, gap, reading.lines[start].number))
        return
    if last and last.field in LONG and not all(_is_title_or_note(text) for text in gap.split("\n") if text):
        value = f"{last.value}\n\n{gap}".strip()
        reading.entries[-1] = replace(last, label=replace(last.label, value=value))
    else:
        reading.note(start, end)
