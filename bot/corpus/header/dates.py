"""Days as headers write them."""

import re
from datetime import date

from bot.corpus.words import items, word_list

_MONTHS = {
    name[:3]: number for number, names in enumerate(word_list("values")["dates"]["months"], 1) for name in items(names)
}
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -]([^\W\d_]{3,9})\.?,?[ -](\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_MONTHS_A_YEAR = 12
_CENTURY_TURNS = 80
"""Two-digit years above this one are of the twentieth century."""


def read_date(value: str) -> date | None:
    """The day that the value begins with or holds; None when it is unclear which is meant."""
    if match := _ISO.search(value):
        return _date(match[1], match[2], match[3])
    if match := _DAY_FIRST.search(value):
        return _date(match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.search(value):
        return _date(match[3], _month(match[1]), match[2])
    if match := _NUMERIC.search(value):
        return _numeric(match[1], match[2], match[3])
    return None


def _month(name: str) -> str:
    return str(_MONTHS.get(name[:3].lower(), 0))


def _numeric(first: str, second: str, year: str) -> date | None:
    """Month and day in figures are clear only where one of them can't be a month, or both are the same."""
    full = ("19" if int(year) > _CENTURY_TURNS else "20") + year if len(year) == len("yy") else year
    if int(first) > _MONTHS_A_YEAR or first == second:
        return _date(full, second, first)
    return _date(full, first, second) if int(second) > _MONTHS_A_YEAR else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
