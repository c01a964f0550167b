"""Texts as plain lines, in which names are looked for."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from bot.corpus.formats.limits import check_time, in_time

OPEN, CLOSE = "“”"
"""What all double quotes are turned into, by which side the space is on."""
LOOKED_AT = 5_000_000
"""Characters above which only every second line is looked at, every third of twice as many, and so on."""
MOSTLY = 0.5
"""Share of lines that begin small from which a capital at a beginning says something."""
MOST_AT_ONCE = 50_000
"""Characters of a line that are looked at together."""

WORD = re.compile(r"[^\W\d_]+(?:['\-‐][^\W\d_]+)*")
_PIECE = re.compile(rf".{{1,{MOST_AT_ONCE}}}(?=\s|$)|.{{1,{MOST_AT_ONCE}}}")
_UNDERLINE = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_STUTTER = re.compile(r"\b([^\W\d_]{1,2})[-‐–](?=\1)", re.IGNORECASE)
_ELIDED = re.compile(r"\b((?:[cjlmnst]|(?:jus|lors|puis|quel)?qu)')(?=\w)", re.IGNORECASE)
_CLOSING = re.compile(r"[\"“”»«](?<=\S[\"“”»«])(?=[\s.,;:!?)\]—–…]|$)|»(?<= »)|'(?<=[,.!?…—]')(?!\w)", re.MULTILINE)
_REMAINING = re.compile(r"[\"„«»‘]|'(?<![\w”]')(?=\w)")


def plain_lines(texts: Iterable[str], *, french: bool = False) -> list[str]:
    """The lines of texts, composed, without emphasis, and with one kind of quotes; of very long texts a sample."""
    pieces = [piece for text in texts for piece in _PIECE.findall(text)]
    step = 1 + sum(map(len, pieces)) // LOOKED_AT
    plain = unicodedata.normalize("NFC", "\n".join(pieces[::step])).replace("’", "'").replace("ʼ", "'")
    check_time()
    plain = _STUTTER.sub("", _UNDERLINE.sub(" ", plain.replace("*", "")))
    check_time()
    plain = _REMAINING.sub(OPEN, _CLOSING.sub(CLOSE, plain))
    if french:
        plain = _ELIDED.sub(r"\1 ", plain)
    return [line for line in plain.split("\n") if line]


def small_words(lines: Iterable[str]) -> Counter[str]:
    """How often each word is written small."""
    times: Counter[str] = Counter()
    for line in in_time(lines):
        times.update(word for word in WORD.findall(line) if word.islower())
    return times


def starts_small(lines: Iterable[str]) -> bool:
    """Whether sentences begin with small letters, so that a capital there is a name's."""
    firsts = [first[0][0].islower() for first in map(WORD.search, lines) if first]
    return sum(firsts) > MOSTLY * len(firsts)
