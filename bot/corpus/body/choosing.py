"""Which of the lines that look like headings are chapters'. Unsure ones count only as a plausible sequence."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.corpus.body.levels import chapter_level, without_small
from bot.corpus.formats.limits import in_time
from bot.corpus.formats.unwrapping import Paragraph
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import PLUS, Heading, Kind, read_heading
from bot.corpus.marks.labels import Field, read_bare_label, read_label
from bot.corpus.marks.numbers import read_number

LEAST_WORDS = {"bare": 15, "titled": 40, "bold": 60, "capitals": 100}
"""Words of text that headings of an unsure form must have under them, by the middle one, to be chapters' and not a
list's or captions."""
LEAST_COUNT = {"bold": 2, "capitals": 3}
"""How often a look must recur to be the look of headings."""
MOST_ABOVE = 8
"""Words that may stand above the first heading of an unsure form: inside a chapter such lines are captions."""
LONG_PART = 5_000
"""Words of a part from which on it is no chapter but may hold some."""

_CHAPTER_WORDS = frozenset({"chapter", "part"})
_PART_MARK = re.compile(r"[\[(]?\s*(?:part\s*)?(\d{1,3})\s*(?:/|of)\s*[\d?]{1,3}\s*[\])]?$", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?P<prefix>.{2,80}?)\s*[-–—:,|~(\[]+\s*(?P<heading>(?:chapter|chap|ch|part|pt)\b\.?\s*.{1,60})", re.IGNORECASE
)

Headings = dict[int, Heading]


def choose_headings(paragraphs: Sequence[Paragraph], *, spaced: bool, title: str = "") -> Headings:
    """The headings of chapters by their index among the paragraphs. `title` is the story's, if it is known."""
    found = {i: heading for i, heading in _candidates(paragraphs, title) if _stands(paragraphs[i], heading, spaced)}
    sole = {i: h for i, h in found.items() if h.kind is Kind.NAMED and not h.is_counted}
    named = {i: h for i, h in found.items() if h.kind is Kind.NAMED and h.word in _CHAPTER_WORDS}
    if level := chapter_level({i: h for i, h in found.items() if paragraphs[i].level}, paragraphs):
        chosen = sole | {i: h for i, h in found.items() if 0 < (paragraphs[i].level or (i in named)) <= level}
        return without_small(dict(sorted(chosen.items())))
    marked = _top_level(found, paragraphs)
    if len(marked) == 1 and not named and min(marked) > 0:
        marked = {}  # a caption
    counts = _word_counts(paragraphs)
    if named or marked:
        return named | sole | marked | _beside(found, named, counts)
    run = _counted(found) or _numbered(found, counts) or _styled(found, counts)
    return run | sole


def _beside(found: Headings, named: Headings, counts: Sequence[int]) -> Headings:
    """Headings that stand beside those of chapters or parts: letters before Chapter 1, titles inside long parts."""
    if not named:
        return {}
    before = _counted({i: heading for i, heading in found.items() if i < min(named)})
    if before and _is_roomy(before, counts, LEAST_WORDS["titled"]):
        return before
    rooms = _rooms(named, counts)
    if any(heading.word != "part" for heading in named.values()) or min(rooms.values()) < LONG_PART:
        return {}
    inside = _styled({i: heading for i, heading in found.items() if i > min(named)}, counts, above=False)
    return inside if len(inside) > len(named) else {}


def _candidates(paragraphs: Sequence[Paragraph], title: str) -> Iterator[tuple[int, Heading]]:
    for index, paragraph in in_time(enumerate(paragraphs)):
        text = paragraph.text
        if title and index and (heading := _header_again(text, title)):
            yield index, heading
        if "\n" in text or is_break(text):
            continue
        label = read_label(text)
        if label is None and not read_bare_label(text):
            heading = read_heading(paragraph.dressed, paragraph.level) or _titled(text, title)
            if heading:
                yield index, heading
        elif label and label.field is Field.TITLE and title and (heading := _part(label.value, title)):
            yield index, heading


def _titled(text: str, title: str) -> Heading | None:
    """ "Rain Over Konoha - Chapter 3: Thunder": the story's title in front of a heading."""
    if title and len(text) <= len(title) + 20 and (part := _part(text, title)):
        return part
    match = _PREFIX.fullmatch(text) if title and len(text) <= len(title) + 90 else None
    return read_heading(match["heading"].rstrip(")]")) if match and fold(match["prefix"]) == fold(title) else None


def _header_again(text: str, title: str) -> Heading | None:
    """A block of labels that begins with the story's title: the header of its next part."""
    if "\n" not in text:
        return None
    first, *others = text.split("\n")
    label = read_label(first)
    if label is None or label.field is not Field.TITLE or fold(label.value) != fold(title):
        return None
    labels = [read_label(line) for line in others]
    if not all(labels):
        return None
    count = next((label.value for label in labels if label and label.field is Field.CHAPTERS), "")
    number = read_number(count)
    return Heading(
        Kind.NAMED, f"Part {number.value}" if number else "", number.value if number else 0, "part", is_counted=True
    )


def _part(value: str, title: str) -> Heading | None:
    """The title's label again, with the number of a part: the next post of a story sent to a list in several."""
    mark = _PART_MARK.search(value)
    if mark is None or fold(value[: mark.start()]) != fold(_PART_MARK.sub("", title)):
        return None
    return Heading(Kind.NAMED, f"Part {int(mark[1])}", int(mark[1]), "part", is_counted=True)


def _stands(paragraph: Paragraph, heading: Heading, spaced: bool) -> bool:
    """Whether the heading stands apart as far as the file sets anything apart."""
    sure = (
        heading.kind is Kind.MARKDOWN
        or (heading.kind is Kind.NUMBERED and paragraph.gap > 0)
        or heading.word == "chapter"
        or (heading.kind is Kind.NAMED and not heading.number)
    )
    return sure or paragraph.alone or not spaced or bool(paragraph.level)


def _top_level(found: Mapping[int, Heading], paragraphs: Sequence[Paragraph]) -> Headings:
    """The headings of the highest Markdown level that there is."""
    top = min((paragraphs[i].level for i in found if paragraphs[i].level), default=0)
    return {i: heading for i, heading in found.items() if top and paragraphs[i].level == top}


def _word_counts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Words before each paragraph, and at last words of all."""
    total = [0]
    for paragraph in paragraphs:
        total.append(total[-1] + len(paragraph.text.split()))
    return total


def _runs(headings: Mapping[int, Heading]) -> list[Headings]:
    """The runs 1, 2, 3 ... among headings of one word or form."""
    runs: dict[str, Headings] = defaultdict(dict)
    for index, heading in headings.items():
        run = runs[heading.word]
        if heading.number == len(run) + 1 or (run and heading.is_last):
            run[index] = heading
    return [run for run in runs.values() if len(run) > 1]


def _counted(found: Mapping[int, Heading]) -> Headings:
    """The longest run of headings such as "Day One"."""
    return max(
        _runs({i: h for i, h in found.items() if h.kind is Kind.NAMED and h.is_counted}), key=len, default=Headings()
    )


def _numbered(found: Mapping[int, Heading], counts: Sequence[int]) -> Headings:
    """The longest run among bare numbers of one form, if there is enough text under each."""
    runs = _runs({i: h for i, h in found.items() if h.kind is Kind.NUMBERED})
    best = max(runs, key=len, default=Headings())
    best |= {i: h for i, h in found.items() if h.word == PLUS and best and i > max(best)}
    bare = all(heading.bare for heading in best.values())
    return best if best and _is_roomy(best, counts, LEAST_WORDS["bare" if bare else "titled"]) else {}


def _styled(found: Mapping[int, Heading], counts: Sequence[int], *, above: bool = True) -> Headings:
    """The headings of one look, if it recurs with enough text under each; `above`: and nothing much stands above."""
    for word, least in LEAST_COUNT.items():
        run = {i: h for i, h in found.items() if h.kind is Kind.STYLED and h.word == word and not h.title.endswith("!")}
        rooms = _rooms(run, counts)
        run = {i: heading for i, heading in run.items() if rooms[i] >= LEAST_WORDS[word] // 4}
        if (
            len(run) >= least
            and (not above or counts[min(run)] <= MOST_ABOVE)
            and _is_roomy(run, counts, LEAST_WORDS[word])
        ):
            return run
    return {}


def _is_roomy(run: Headings, counts: Sequence[int], least: int) -> bool:
    rooms = _rooms(run, counts)
    return sorted(rooms.values())[len(rooms) // 2] >= least and min(rooms.values()) >= least // 4


def _rooms(run: Headings, counts: Sequence[int]) -> dict[int, int]:
    """Words under each heading, itself included."""
    starts = sorted(run)
    return {a: counts[b] - counts[a] for a, b in pairwise([*starts, len(counts) - 1])}
