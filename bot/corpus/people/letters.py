"""Who writes letters, and to whom: Dear Temari, at the head of one; Yours, and Ino on the line below at its end."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.formats.limits import in_time
from bot.corpus.people.name_words import word_set

MOST_CLOSING = 6
"""Words of what stands before a signature: Ever your loving brother."""

_NAME = r"(?P<name>[^\W\d_][\w.'‐-]{0,24}(?: [^\W\d_][\w.'‐-]{0,24}){0,2})"
_GREETING = re.compile(rf"(?:my )?(?:own )?(?:very )?dear(?:est)? {_NAME}(?:$|[,:;!](?:$|(?=\s)))", re.IGNORECASE)
_CLOSING = re.compile(r"(?P<words>[^\W\d_][^\W\d_']*(?: [^\W\d_][^\W\d_']*){0,9}),?")
_SIGNATURE = re.compile(rf"[-–—~ ]{{0,3}}{_NAME}")


@dataclass(frozen=True, slots=True)
class Letters:
    """Lines without heads and signatures, and how many letters go to and come from whom."""

    lines: Sequence[str]
    greeted: Counter[str]
    signed: Counter[str]


def take_letters(lines: Sequence[str]) -> Letters:
    """Part letters from the names at their heads and ends."""
    greeted, signed = Counter[str](), Counter[str]()
    kept: list[str] = []
    closes = False
    for line in in_time(lines):
        rest = line
        greeting = _GREETING.match(line)
        signature = _SIGNATURE.fullmatch(line) if closes else None
        if greeting and _is_name(greeting["name"]):
            greeted[greeting["name"]] += 1
            rest = line[greeting.end() :].lstrip()
        elif signature and _is_name(signature["name"]):
            signed[signature["name"].rstrip(".")] += 1
            rest = ""
        closes = _is_closing(rest)
        if rest:
            kept.append(rest)
    return Letters(kept, greeted, signed)


def _is_name(name: str) -> bool:
    return all(word[0].isupper() for word in name.split())


def _is_closing(line: str) -> bool:
    closing = _CLOSING.fullmatch(line)
    words = closing["words"].lower().split() if closing else []
    return 0 < len(words) <= MOST_CLOSING and words[0] in word_set("letters", "closings")
