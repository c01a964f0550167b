"""FanFicFare's plain text: a title page of labels, a table of contents, chapters under a line indented by a tab.

Made by JimmXinu/FanFicFare: fanficfare/writers/writer_txt.py, with the entries and the width of [txt] in
fanficfare/defaults.ini. The chapters are Markdown made by html2text, which puts spaces around its stars and lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markdown_it import MarkdownIt

from bot.corpus.formats.document import Document
from bot.corpus.formats.layouts.chapters import described
from bot.corpus.formats.layouts.elements import body_of
from bot.corpus.formats.layouts.fanficfare_facts import entries_of, head_entries, is_label, titled
from bot.corpus.formats.layouts.noted import Noted, take_notes
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.markup.html import parse_html
from bot.corpus.marks.entries import Entry
from bot.corpus.story import Note

WIDTH = 78
"""Columns after which lines are wrapped unless the reader set another width: an address as long as that goes on."""
TOP = 60
MOST = 3_000
"""Lines within which the labels begin, and how many they take at most."""
LEAST_LABELS = 3
LONGEST = 20_000
"""Characters of a paragraph that the Markdown library reads; its time isn't bounded."""

_BY = re.compile(r"by (\S.{0,500})")
_LABEL = re.compile(r"(?P<label>[A-Z][\w/ ]{1,40}):(?:\s(?P<value>.*))?")
_OWN = frozenset({"packaged", "story url", "publisher"})
"""Labels that headers made by hand don't have."""
_CONTENTS = "TABLE OF CONTENTS"
_END = "End file."
_CHAPTER = re.compile(r"(?:\t| {8})(?P<title>\S.*)")
_BROKEN_WORD = re.compile(r"[^\W\d_]-")
_JOINING = ("and ", "or ", "und ", "et ")
_BEFORE_MARK = re.compile(r"(?:(?<=[“‘«(\[—–…])|(?<=\s[\"'])|(?<=^[\"'])) (?=[_*~]{1,3}\S)", re.MULTILINE)
_AFTER_MARK = re.compile(
    r"(?:(?<=[^\s_*~][_*~])|(?<=[^\s_*~][_*~]{2})|(?<=[^\s_*~][_*~]{3})) (?=[,;:”’»…—–)]|[\"'](?:\s|$))", re.MULTILINE
)
"""Spaces that html2text puts between a mark and what it stood right beside."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The title page: how many lines it takes, and what it says."""

    end: int
    entries: tuple[Entry, ...]


def read_fanficfare_text(text: str, clock: Clock) -> Document | None:
    """The text as a Document; None when it is something else. Raises UnreadableError when it takes too long."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    page = _read_page(lines)
    if page is None:
        return None
    contents, start = _contents(lines, page.end)
    heads = list(_heads(lines, start, contents))
    if not heads or any(map(_is_long, _runs(lines))):
        return None
    last = next((index for index in range(len(lines) - 1, 0, -1) if lines[index].strip()), len(lines))
    ends = [*(begin for begin, _, _ in heads[1:]), last if lines[last].strip() == _END else len(lines)]
    chapters = [_chapter(title, lines[begin:end], clock) for (_, begin, title), end in zip(heads, ends, strict=True)]
    notes: list[Note] = [note for chapter in chapters for note in (*chapter.top, *chapter.end)]
    return replace(described(page.entries, notes, [chapter.draft for chapter in chapters]), text=text)


def _read_page(lines: Sequence[str]) -> _Page | None:
    """Title, "by Author", and labels up to the table of contents or the first chapter."""
    start = next((index for index, line in enumerate(lines[:TOP]) if _label(line)), 0)
    head = [line.strip() for line in lines[:start]]
    by = next((index for index, line in enumerate(head) if _BY.fullmatch(line)), 0)
    title = " ".join(filter(None, head[:by]))
    if not title:
        return None
    authors = " ".join(filter(None, head[by:])).removeprefix("by ")
    end = next((index for index in range(start, min(start + MOST, len(lines))) if _ends_page(lines, index)), start)
    labelled = list(_labelled(lines[start:end]))
    names = {label for label, _ in labelled}
    signed = not names.isdisjoint(_OWN) or lines[end].strip() == _CONTENTS or _END in map(str.strip, lines[-TOP:])
    if len(names) < LEAST_LABELS or not signed:
        return None
    facts = [entry for label, value in labelled for entry in entries_of(label, value)]
    return _Page(end, (*head_entries(title, authors.split(", "), ""), *facts))


def _label(line: str) -> tuple[str, str] | None:
    match = _LABEL.fullmatch(line)
    name = match["label"].casefold() if match else ""
    return (name, match["value"] or "") if match and is_label(name) else None


def _ends_page(lines: Sequence[str], index: int) -> bool:
    alone = not lines[index - 1].strip() and (index + 1 == len(lines) or not lines[index + 1].strip())
    return (lines[index].strip() == _CONTENTS and alone) or bool(_CHAPTER.fullmatch(lines[index]))


def _labelled(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The labels with their values, wrapped lines joined. Each stands but once."""
    label, value, seen = "", list[str](), set[str]()
    for line in lines:
        found = _label(line)
        if found and found[0] not in seen:
            yield label, _joined(label, value)
            label, value = found[0], [found[1]]
            seen.add(label)
        else:
            value.append(line)
    yield label, _joined(label, value)


def _joined(label: str, lines: Sequence[str]) -> str:
    """Wrapped lines as one; empty ones part a summary's paragraphs."""
    text = ""
    for line in (line.strip() for line in lines):
        if not line:
            text = f"{text.rstrip()}\n\n"
            continue
        cut = label.endswith("url") and len(text) >= WIDTH and not text.endswith(",")
        cut = cut or bool(_BROKEN_WORD.fullmatch(text[-2:]) and not line.startswith(_JOINING))
        text += line if cut or not text or text.endswith("\n") else f" {line}"
    return text.strip() if label == "summary" else " ".join(text.split())


def _contents(lines: Sequence[str], start: int) -> tuple[list[str], int]:
    """The titles in the table of contents (wrapped ones also line by line), and the line after it."""
    if start >= len(lines) or lines[start].strip() != _CONTENTS:
        return [], start
    end = next((index for index in range(start, len(lines)) if _CHAPTER.fullmatch(lines[index])), len(lines))
    entries = "\n".join(lines[start + 1 : end]).strip().split("\n\n")
    return [" ".join(entry.split()) for entry in (*entries, *lines[start + 1 : end]) if entry.strip()], end


def _heads(lines: Sequence[str], start: int, contents: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The chapters' headings: the lines where each begins and ends, and the title. `contents` tells which there are.

    Stories of one chapter have no table of contents; their heading is the first line that looks like one.
    """
    known = frozenset(contents)
    for index in range(start, len(lines)):
        match = _CHAPTER.fullmatch(lines[index])
        if match is None or (index and lines[index - 1].strip()):
            continue
        end = next((below for below in range(index, len(lines)) if not lines[below].strip()), len(lines))
        title = " ".join(" ".join(lines[index:end]).split())
        if not known or title in known:
            yield index, end, titled(title)
        if not known:
            return


def _chapter(title: str, lines: Sequence[str], clock: Clock) -> Noted:
    clock.check()
    markdown = _AFTER_MARK.sub("", _BEFORE_MARK.sub("", "\n".join(lines)))
    root = parse_html("chapter", f"<html><body>{_parser().render(markdown)}</body></html>", Limits(), clock)
    return take_notes(title, list(body_of(root)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("strikethrough").disable(["code", "fence", "lheading"])


def _runs(lines: Sequence[str]) -> Iterator[int]:
    """The lengths of paragraphs."""
    length = 0
    for line in lines:
        length = length + len(line) + 1 if line.strip() else 0
        yield length


def _is_long(length: int) -> bool:
    return length > LONGEST
