"""Paragraphs -> sections, each under its chapter heading. Unsure headings count only as a plausible sequence."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.corpus.breaks import is_break
from bot.corpus.headings import Heading, Kind, is_capitals, is_title_like, plain, read_heading
from bot.corpus.labels import read_bare_label, read_label
from bot.corpus.unwrapping import Paragraph

LEAST_WORDS = 40
"""Words of text that a bare number must have under it, on average, to be a chapter's and not a list's."""
LEAST_STYLED_WORDS = 120
MOST_ABOVE_STYLED = 8
"""Words that may stand above the first heading of that look: inside a chapter such lines are captions."""
LEAST_STYLED = {"bold": 2, "capitals": 3}
"""How often a look must recur to be the look of headings."""
MAX_CONTENTS = 400
"""Paragraphs that a table of contents may have."""
LEAST_CONTENTS = 3
MAX_ENTRY = 90
"""Headings that a table of contents has at least, and characters of one at most."""

_CONTENTS = re.compile(
    r"[\W_]*(?:table of )?contents?(?: page)?[\W_]*|[\W_]*(?:chapter (?:list|index)|index|inhalt|sommaire)[\W_]*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"”'’]?$")
_FOLD = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Section:
    """A chapter in the making: its heading ("" when there is none) and the paragraphs under it."""

    title: str = ""
    line: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list[Paragraph])


@dataclass(frozen=True, slots=True)
class Sections:
    """A body cut at its headings, and its table of contents if it has one."""

    sections: tuple[Section, ...]
    contents: str = ""


def cut_sections(paragraphs: Sequence[Paragraph], *, spaced: bool = True) -> Sections:
    """Cut at chapter headings. Text above the first heading is a section without a title."""
    contents, start = _take_contents(paragraphs)
    body = [*paragraphs[: start[0]], *paragraphs[start[1] :]]
    headings = _choose_headings(body, spaced=spaced)
    return Sections(tuple(_sections(body, headings)), contents)


def could_head(text: str) -> bool:
    """Whether a line must not be joined to its neighbours because its form alone makes it a heading."""
    heading = read_heading(text)
    return heading is not None and heading.kind is Kind.NAMED


def fold(text: str) -> str:
    """Letters and digits in lower case, for comparing headings and titles."""
    return _FOLD.sub(" ", text).strip().lower()


def _take_contents(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[int, int]]:
    """The table of contents as text, and the range of paragraphs that it takes."""
    for index, paragraph in enumerate(paragraphs[:60]):
        first = paragraph.text.split("\n", 1)[0]
        if _CONTENTS.fullmatch(first):
            end = _contents_end(paragraphs, index)
            if end > index + 1 or "\n" in paragraph.text:
                return "\n".join(item.text for item in paragraphs[index:end]), (index, end)
    return _contents_without_title(paragraphs)


def _contents_end(paragraphs: Sequence[Paragraph], start: int) -> int:
    seen: set[str] = set()
    for index in range(start + 1, min(start + MAX_CONTENTS, len(paragraphs))):
        text = paragraphs[index].text
        lines = text.split("\n")
        if (
            fold(text) in seen
            or any(len(line) > MAX_ENTRY or _SENTENCE_END.search(line) for line in lines)
            or is_break(text)
        ):
            return index
        if not all(_is_entry(line) for line in lines):
            return index
        seen.update(map(fold, lines))
    return min(start + MAX_CONTENTS, len(paragraphs))


def _is_entry(line: str) -> bool:
    return (
        bool(re.match(r"[\W_]*(?:\d{1,3}|[IVXL]{1,6})\b", line))
        or read_heading(line) is not None
        or is_title_like(plain(line))
    )


def _contents_without_title(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[int, int]]:
    """Three headings or more in a row whose first comes again further down are a table of contents."""
    keys = [_key(read_heading(paragraph.text, paragraph.level)) for paragraph in paragraphs]
    index = 0
    while index < min(len(keys), 60):
        end = index
        while end < len(keys) and keys[end]:
            end += 1
        if end - index >= LEAST_CONTENTS and keys[index] in keys[index + 1 :]:
            end = keys.index(keys[index], index + 1)
            return "\n".join(item.text for item in paragraphs[index:end]), (index, end)
        index = max(end, index + 1)
    return "", (0, 0)


def _key(heading: Heading | None) -> tuple[str, int] | None:
    if heading is None or heading.kind not in {Kind.NAMED, Kind.NUMBERED}:
        return None
    return (heading.word[:6], heading.number)


def _choose_headings(paragraphs: Sequence[Paragraph], *, spaced: bool) -> dict[int, Heading]:
    found = {
        index: heading for index, heading in _candidates(paragraphs) if _stands(paragraphs[index], heading, spaced)
    }
    named = {i: h for i, h in found.items() if h.kind is Kind.NAMED}
    marked = {i: h for i, h in found.items() if paragraphs[i].level}
    top = min((paragraphs[i].level for i in marked), default=0)
    chosen = named | {i: h for i, h in marked.items() if paragraphs[i].level == top}
    if chosen:
        return chosen
    counts = _word_counts(paragraphs)
    return _numbered(found, counts) or _styled(found, counts)


def _candidates(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, Heading]]:
    for index, paragraph in enumerate(paragraphs):
        if "\n" in paragraph.text or read_label(paragraph.text) or read_bare_label(paragraph.text):
            continue
        if not is_break(paragraph.text) and (heading := read_heading(paragraph.text, paragraph.level)):
            yield index, heading


def _stands(paragraph: Paragraph, heading: Heading, spaced: bool) -> bool:
    """Whether the heading stands apart as far as the file sets anything apart."""
    sure = heading.kind is Kind.MARKDOWN or heading.word in {"chapter", "chapitre", "kapitel", "prologue ", "epilogue "}
    return sure or paragraph.alone or not spaced or bool(paragraph.level)


def _word_counts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Words before each paragraph, and at last words of all."""
    total = [0]
    for paragraph in paragraphs:
        total.append(total[-1] + len(paragraph.text.split()))
    return total


def _numbered(found: dict[int, Heading], counts: list[int]) -> dict[int, Heading]:
    """The longest run 1, 2, 3 ... among bare numbers of one form, if there is enough text under each."""
    forms: dict[str, dict[int, Heading]] = defaultdict(dict)
    for index, heading in found.items():
        if heading.kind is Kind.NUMBERED:
            run = forms[heading.word]
            if heading.number == len(run) + 1:
                run[index] = heading
    best = max(forms.values(), key=len, default=dict[int, Heading]())
    return best if len(best) > 1 and _is_roomy(best, counts, LEAST_WORDS) else {}


def _styled(found: dict[int, Heading], counts: list[int]) -> dict[int, Heading]:
    styled = {i: h for i, h in found.items() if h.kind is Kind.STYLED and not h.title.endswith("!")}
    words = Counter(heading.word for heading in styled.values())
    for word, least in LEAST_STYLED.items():
        run = {i: h for i, h in styled.items() if h.word == word}
        begins = run and counts[min(run)] <= MOST_ABOVE_STYLED
        if words[word] >= least and begins and _is_roomy(run, counts, LEAST_STYLED_WORDS):
            return run
    return {}


def _is_roomy(run: dict[int, Heading], counts: list[int], least: int) -> bool:
    starts = sorted(run)
    rooms = [counts[b] - counts[a] for a, b in zip(starts, [*starts[1:], len(counts) - 1], strict=True)]
    return sorted(rooms)[len(rooms) // 2] >= least and min(rooms) >= least // 4


def _sections(paragraphs: Sequence[Paragraph], headings: dict[int, Heading]) -> Iterator[Section]:
    current = Section()
    pending: Heading | None = None
    for index, paragraph in enumerate(paragraphs):
        if index not in headings:
            if pending and pending.bare and not current.paragraphs and _is_subtitle(paragraph, paragraphs, index):
                current.title = f"{current.title}: {plain(paragraph.text)}"
                pending = None
                continue
            current.paragraphs.append(paragraph)
            continue
        heading = headings[index]
        if pending and not current.paragraphs:
            current.title = _merged(current.title, heading.title)
        else:
            if current.title or current.paragraphs:
                yield current
            current = Section(heading.title, paragraph.line)
        pending = heading
    if current.title or current.paragraphs:
        yield current


def _is_subtitle(paragraph: Paragraph, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether the line under a bare "Chapter 3" is its title: set off by its looks, or with no line between."""
    text = paragraph.text
    if "\n" in text or index + 1 >= len(paragraphs) or is_break(text) or read_label(text) or read_bare_label(text):
        return False
    name = plain(text)
    if not is_title_like(name, most_words=9):
        return False
    dressed = name != text or is_capitals(text)
    return dressed or paragraphs[index - 1].line == paragraph.line - 1


def _merged(first: str, second: str) -> str:
    """One title for two headings in a row, said once if they say the same."""
    if fold(second).startswith(fold(first)):
        return second
    return first if fold(first).endswith(fold(second)) else f"{first}: {second}"
