"""Drafts of paragraphs -> blocks: without tables of contents, footnotes at their chapters' ends, lines put together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.corpus.formats.document import Block
from bot.corpus.formats.limits import in_time
from bot.corpus.formats.markup.flow import Draft
from bot.corpus.formats.markup.page_links import without_links
from bot.corpus.formats.markup.preformatted import paragraphs_in
from bot.corpus.formats.spans import Marked, cut, cut_up, joined
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.headings import read_heading
from bot.corpus.story import SCENE_BREAK, Span, Style

LONG_LINE = 60
"""Characters from which a line is a paragraph by itself rather than a verse or a line of an address."""
LEAST_LINES = 3
"""Lines of one paragraph of which one at least must be that long."""
MOST_QUOTED = 0.6
"""Share of all text in block quotes from which these only indent the page."""

_FOOTNOTES = re.compile(
    r"(?:foot|end)?notes?|fußnoten|anmerkungen|notes? de bas de page|notes de fin|notas", re.IGNORECASE
)


def finished(drafts: Sequence[Draft]) -> list[Block]:
    """The blocks that the drafts of one page make."""
    kept = _placed(_labelled(without_links(drafts)))
    pieces = [piece for draft in in_time(kept) for piece in _pieces(draft)]
    quoted = sum(len(draft.text) for draft in pieces if draft.setting.quote)
    quotes = quoted <= MOST_QUOTED * sum(len(draft.text) for draft in pieces)
    return [_block(draft, quotes=quotes) for draft in in_time(_grouped(pieces))]


def _labelled(drafts: list[Draft]) -> list[Draft]:
    """All paragraphs of a footnote known as its own, and its label once."""
    labels: dict[int, str] = {}
    for draft in drafts:
        holder = draft.setting.note
        if draft.note and holder:
            labels[holder] = draft.note
        draft.note = draft.note or labels.get(holder, "")
        twice = re.match(rf"\[{re.escape(draft.note)}\] (?=\[?{re.escape(draft.note)}[\].):\s])", draft.text)
        if draft.note and twice:
            end = re.compile(r"\[?[^\s\].):]+[\].):]*\s*").match(draft.text, twice.end())
            rest = cut(draft.text, draft.spans, end.end() if end else 0, len(draft.text))
            draft.text, draft.spans = joined([(twice[0].strip(), ()), rest], " ")
    return drafts


def _placed(drafts: list[Draft]) -> list[Draft]:
    """Footnotes at the end of the chapter that refers to them first, in the order in which it does."""
    notes: dict[str, list[Draft]] = {}
    referred = {label for draft in drafts if not draft.note for label in draft.refers}
    text: list[Draft] = []
    for draft in drafts:
        if draft.note in referred and not draft.setting.level:
            notes.setdefault(draft.note, []).append(draft)
        else:
            text.append(draft)
    return [draft for chapter in _chapters(text) for draft in _with_notes(chapter, notes)] if notes else drafts


def _chapters(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Drafts cut at the headings of the level that is used most."""
    levels = Counter(draft.setting.level for draft in drafts if draft.setting.level)
    usual = max(levels, key=lambda level: (levels[level], -level), default=0)
    chapter: list[Draft] = []
    for draft in drafts:
        if chapter and 0 < draft.setting.level <= usual:
            yield chapter
            chapter = []
        chapter.append(draft)
    yield chapter


def _with_notes(chapter: list[Draft], notes: dict[str, list[Draft]]) -> list[Draft]:
    found = [note for draft in chapter for label in draft.refers for note in notes.pop(label, [])]
    while chapter and _FOOTNOTES.fullmatch(chapter[-1].text.strip(" :.[]")):
        chapter.pop()
    return [*chapter, *found]


def _pieces(draft: Draft) -> list[Draft]:
    """A draft's paragraphs: long lines are paragraphs by themselves, whatever stands between them."""
    lines = draft.text.split("\n")
    if len(lines) == 1 or draft.setting.level:
        return [draft]
    if draft.setting.keeps_lines:
        return paragraphs_in(draft)
    if len(lines) >= LEAST_LINES and any(len(line) >= LONG_LINE for line in lines):
        return [replace(draft, text=text, spans=spans) for text, spans in _cut_apart(draft)]
    return [draft]


def _cut_apart(draft: Draft) -> Iterator[Marked]:
    return cut_up(draft.text, draft.spans, _places(draft.text))


def _places(text: str) -> Iterator[tuple[int, int]]:
    start = end = 0
    for line in text.split("\n"):
        if start < end and (len(line) >= LONG_LINE or end - start > LONG_LINE):
            yield start, end
            start = end
        end += len(line) + 1
    yield start, len(text)


def _grouped(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Drafts of one list or stanza as lines of one."""
    for group, members in groupby(
        drafts, lambda draft: 0 if draft.note or draft.setting.level else draft.setting.group
    ):
        if not group:
            yield from members
            continue
        first, *others = members
        text, spans = joined([(draft.text, draft.spans) for draft in (first, *others)], "\n")
        yield replace(first, text=text, spans=spans)


def _block(draft: Draft, *, quotes: bool) -> Block:
    text, spans, level = draft.text, draft.spans, draft.setting.level
    if is_break(text):
        return Block(SCENE_BREAK, gap=draft.gap)
    if level:
        text, spans = _on_one_line(text, spans)
    return Block(text, spans, level, draft.setting.quote and quotes, draft.gap)


def _on_one_line(text: str, spans: Sequence[Span]) -> Marked:
    """A heading's lines as one: "Chapter I" and the name under it set apart by a colon."""
    lines = text.split("\n")
    if len(lines) == 1:
        return text, tuple(spans)
    first = read_heading(lines[0])
    seam = ": " if first and first.bare and lines[0][-1:] not in {".", ":", "-", "—"} else " "
    return f"{lines[0]}{seam}{' '.join(lines[1:])}", tuple(span for span in spans if span.style is not Style.BOLD)
