"""Numbers and dates as bounds: `<5000`, `>1k`, `1000-5000`, `5k..20k`; `2020`, `2020-05`, `>2020`, `2019..2021`."""

import calendar
from collections.abc import Callable
from datetime import date

import regex

from bot.search.query.terms import Bounds

Read = Callable[[str], tuple[int, int] | None]
"""The first and the last whole number that a text may mean; None when it means none."""

_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}
_NUMBER = regex.compile(r"([0-9]{1,9}(?:,[0-9]{3}){0,3}|[0-9]{1,9}\.[0-9]{1,3})\s?([km]?)")
_DATE = regex.compile(r"([0-9]{4})(?:[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?)?")
_WORDED = (
    (regex.compile(r"\s+(?:words?|chapters?)$"), ""),
    (regex.compile(r"^(?:under|below|less than|fewer than|before|shorter than)\s+"), "<"),
    (regex.compile(r"^(?:over|above|more than|after|longer than)\s+"), ">"),
    (regex.compile(r"^(?:at most|up to|until|no more than)\s+"), "<="),
    (regex.compile(r"^(?:at least|from|since)\s+(?=\S+$)"), ">="),
    (regex.compile(r"^(?:between|from)\s+(.+?)\s+(?:and|to|until)\s+"), r"\1.."),
    (regex.compile(r"\s+to\s+"), ".."),
    (regex.compile(r"≤|=<"), "<="),
    (regex.compile(r"≥|=>"), ">="),
)
_COMPARED = regex.compile(r"(<=|>=|<|>|=)\s*(.+)")
_OR_MORE = regex.compile(r"(.+?)\s*(?:\+|\.\.|[-–—])")
_OR_LESS = regex.compile(r"(?:\.\.|[-–—])\s*(.+)")
_DOTS = regex.compile(r"\s*(?:\.\.\.?|…)\s*")
_DASH = regex.compile(r"\s*[-–—]\s*")
_MOST = 10_000_000_000
_YEARS = range(1000, 3000)


def read_numbers(text: str) -> Bounds | None:
    """The bounds that a text sets, or None if it sets none that can be understood."""
    worded = _worded(text)
    low, high = _apart(worded, _DASH)
    if high and low.isdigit() and (scale := high[-1]) in {"k", "m"}:
        # 5-20k is from five to twenty thousand.
        raised = f"{low}{scale}..{high}"
        bounds = _bounds(raised, _number)
        if bounds is not None and bounds.least is not None and bounds.most is not None and bounds.least < bounds.most:
            return bounds
    return _bounds(worded, _number) or _range(worded, _DASH, _number)


def read_dates(text: str) -> Bounds | None:
    """The same for days, as ordinals: a year or month alone is all of it, and after it is after its end."""
    worded = _worded(text)
    return _bounds(worded, _days) or _range(worded, _DASH, _days)


def _worded(text: str) -> str:
    text = " ".join(text.lower().split())
    for pattern, sign in _WORDED:
        text = pattern.sub(sign, text)
    return text


def _bounds(text: str, read: Read) -> Bounds | None:
    if compared := _COMPARED.fullmatch(text):
        return _compared(compared[1], read(compared[2]))
    if exact := read(text):
        return Bounds(*exact)
    if (more := _OR_MORE.fullmatch(text)) and (from_there := read(more[1])):
        return Bounds(least=from_there[0])
    if (less := _OR_LESS.fullmatch(text)) and (to_there := read(less[1])):
        return Bounds(most=to_there[1])
    return _range(text, _DOTS, read)


def _compared(sign: str, value: tuple[int, int] | None) -> Bounds | None:
    if value is None:
        return None
    first, last = value
    return {
        "<": Bounds(most=first - 1),
        "<=": Bounds(most=last),
        ">": Bounds(least=last + 1),
        ">=": Bounds(least=first),
        "=": Bounds(first, last),
    }[sign]


def _range(text: str, between: regex.Pattern[str], read: Read) -> Bounds | None:
    low, high = (read(part) if part else None for part in _apart(text, between))
    if low is None or high is None:
        return None
    # Nobody means an empty range: 20k..5k is the same the other way round.
    return Bounds(min(low[0], high[0]), max(low[1], high[1]))


def _apart(text: str, between: regex.Pattern[str]) -> tuple[str, str]:
    parts = between.split(text)
    return (parts[0], parts[1]) if len(parts) == len("ab") else (text, "")


def _number(text: str) -> tuple[int, int] | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    number = round(float(match[1].replace(",", "")) * _SCALES[match[2]])
    return (number, number) if number <= _MOST else None


def _days(text: str) -> tuple[int, int] | None:
    match = _DATE.fullmatch(text)
    if match is None or int(match[1]) not in _YEARS:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = first if day else date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def said_numbers(bounds: Bounds, unit: str) -> str:
    """Bounds in words: "under 5,000 words", "1,000 to 5,000 words"."""
    least, most = bounds.least, bounds.most
    if least is None and most is None:
        return f"any number of {unit}"
    if least is None:
        over = (most or 0) + 1
        return f"under {over:,} {unit}" if over % 10 == 0 else f"at most {over - 1:,} {unit}"
    if most is None:
        return f"at least {least:,} {unit}" if least % 10 == 0 else f"over {least - 1:,} {unit}"
    if least == most == 1:
        return f"exactly 1 {unit.removesuffix('s')}"
    return f"exactly {least:,} {unit}" if least == most else f"{least:,} to {most:,} {unit}"


def said_days(bounds: Bounds) -> str:
    """Days in words: "in 2020", "until 2020-04-30", "from 2021-01-01 on"."""
    if bounds.most is None:
        return f"from {date.fromordinal(bounds.least)} on" if bounds.least is not None else "at any time"
    if bounds.least is None:
        return f"until {date.fromordinal(bounds.most)}"
    least, most = date.fromordinal(bounds.least), date.fromordinal(bounds.most)
    for size in ("%Y", "%Y-%m"):
        whole = _days(least.strftime(size))
        if whole == (bounds.least, bounds.most):
            return f"in {least.strftime(size)}"
    return f"on {least}" if least == most else f"from {least} to {most}"
