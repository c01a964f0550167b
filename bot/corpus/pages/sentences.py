"""Where sentences end in fiction.

The Unicode rules (UAX #29) break `"Stop!" he said.` after the quote, and know neither `Mr.` nor initials. Here doubt
means no end: a missed end makes a passage longer, a wrong one tears a sentence.
"""

import re
from collections.abc import Iterator

Range = tuple[int, int]
"""Offsets into a text: start, and end (exclusive)."""

_CLOSERS = "\"'”’»›)\\]}*_~」』）】〉》＂＇"
_END = re.compile(
    rf"(?P<wide>[。！？｡]++[。！？｡…⋯!?]*+)[{_CLOSERS}]*+"
    rf"|(?P<mark>[.!?…‥‼⁇⁈⁉؟۔।॥።။។։]++)(?P<closed>[{_CLOSERS}]*+)(?P<space>\s|\Z)"
)
"""A run of sentence-ending marks with the quotes and brackets that close behind it. Only scripts that are written
without spaces may go on at once."""

_NEXT = re.compile(r"\s*+[\"'“‘«‹„‚(\[{¿¡*_~—–\-]{0,6}\s?(?P<first>\S?)(?P<rest>[^\W\d_]*)")
"""What comes behind an end: past opening quotes, the first character and the letters that follow."""

_SPEECH_TAG = re.compile(
    r"\s+(?:[^\W\d_][\w'’.-]{0,20}\s+){1,3}?(?:said|says|asked|asks|replied|answered|whispered|shouted|yelled|cried|called"
    r"|muttered|murmured|mumbled|screamed|snapped|sighed|growled|exclaimed|added|agreed|began|continued|demanded"
    r"|laughed|groaned|hissed|told|repeated|warned|protested|roared|announced|declared|insisted|admitted|offered)\b"
)
"""Who spoke: behind closing quotes it belongs to the sentence, though a name begins with a capital."""

_QUOTED_PARTICLE = re.compile(r"[とっな]")
"""Japanese goes on in the same sentence behind a quotation."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|mx|messrs|mme|mlle|dr|prof|st|rev|hon|gen|col|capt|cpt|cmdr|lt|sgt|maj|adm|gov|sen|rep|pres|mt"
    r"|ft|vol|ch|pp|fig|vs|cf|viz|approx|jan|feb|mar|apr|jun|jul|aug|sept|oct|nov|dec|bzw|sra|srta)"
    r"|\b[^\W\d_](?:\.[^\W\d_])+|(?<![\w’'])(?!I)[^\W\d_]|(?:^|\n)\s{0,8}(?:\d{1,4}|[ivxlc]{1,6}))\Z",
    re.IGNORECASE,
)
"""Titles, initials, `e.g.` and the numbers of a list: the full stop behind them ends nothing."""

_LONGEST_ABBREVIATION = 16


def sentences(text: str, start: int, end: int) -> Iterator[Range]:
    """The sentences of the slice, in order, without the white space between them. Linear in its length."""
    for stop in [*_ends(text, start, end), end]:
        if trimmed := trim(text, start, stop):
            yield trimmed
        start = stop


def has_sentence_ends(text: str) -> bool:
    """Whether anything in the text may end a sentence."""
    return _END.search(text) is not None


def trim(text: str, start: int, end: int) -> Range | None:
    """The slice without white space at its edges; None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    for found in _END.finditer(text, start, end):
        if found["wide"]:
            if not (found.end() > found.end("wide") and _QUOTED_PARTICLE.match(text, found.end(), end)):
                yield found.end()
        elif not _goes_on(text, found, start, end):
            yield found.start("space")


def _goes_on(text: str, found: re.Match[str], start: int, end: int) -> bool:
    """Whether the sentence continues behind the mark."""
    following = _NEXT.match(text, found.start("space"), end)
    if following is None or not following["first"]:
        return False
    if following["first"].islower() or following["first"] in ",;:":
        return True
    if found["closed"] and _SPEECH_TAG.match(text, found.start("space"), end):
        return True
    if found["mark"] == ".":
        before = text[max(start, found.start() - _LONGEST_ABBREVIATION) : found.start()]
        return not found["closed"] and _ABBREVIATION.search(before) is not None
    trails_off = found["mark"][-1] == "…" or found["mark"].endswith("..")
    return trails_off and following["first"] + following["rest"] in {"I", "I’m", "I’ll", "I’d"}
