"""Numbers as chapter headings write them: in digits, in words, in Roman numerals."""

import re

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
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

ROMAN = r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
"""A pattern for Roman numerals; it matches nothing at all, too."""
WORDS = "|".join(sorted(map(re.escape, _VALUES), key=len, reverse=True))
"""A pattern for numbers in words."""


def value_of(number: str) -> int:
    """What a number in any of these forms is worth."""
    number = number.strip()
    if number.replace(".", "", 1).isdigit():
        return int(float(number))
    if number.lower() in _VALUES:
        return _VALUES[number.lower()]
    values = [_ROMAN_VALUES[letter] for letter in number.upper()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
