"""Numbers as chapter headings write them: in digits, in words, in Roman numerals."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.corpus.words import items, word_list

_WORDS = word_list("headings")["numbers"]
_UNITS = {word: value for value, words in enumerate(_WORDS["units"]) for word in items(words)}
_TENS = {word: value * 10 for value, words in enumerate(_WORDS["tens"], 1) for word in items(words)}
_JOINED = {
    f"{ten}{gap}{unit}": ten_value + value
    for ten, ten_value in _TENS.items()
    for unit, value in _UNITS.items()
    if 0 < value < min(_TENS.values())
    for gap in ("-", " ", "")
}
_VALUES = _JOINED | _TENS | _UNITS
_LAST = frozenset(items(_WORDS["last"]))
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_DIGITS = re.compile(r"(\d{1,4})(?:\.\d)?(?:st\b|nd\b|rd\b|th\b)?")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_ONE_OR_TWO = re.compile(r"([^\W\d_]+)(?:[- ][^\W\d_]+)?")


class Script(StrEnum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    ROMAN = "roman"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at a text's beginning, which is `length` characters long. "Last" and its kin are worth 0."""

    value: int
    script: Script
    length: int


def read_number(text: str) -> Number | None:
    """The number that `text` begins with, if a word's end follows it."""
    if match := _DIGITS.match(text):
        return _whole(text, Number(int(match[1]), Script.DIGITS, match.end()))
    match = _ONE_OR_TWO.match(text)
    if match is None:
        return None
    for written in (match[0], match[1]):
        if (value := _VALUES.get(written.lower())) is not None:
            return _whole(text, Number(value, Script.WORDS, len(written)))
    if match[1].lower() in _LAST:
        return _whole(text, Number(0, Script.WORDS, len(match[1])))
    if _ROMAN.fullmatch(match[1]):
        return _whole(text, Number(_roman(match[1]), Script.ROMAN, len(match[1])))
    return None


def _whole(text: str, number: Number) -> Number | None:
    return None if re.match(r"[\w'’]", text[number.length :]) else number


def _roman(written: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in written.upper()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
