"""What archives, journals and mail programs put around a story: their lines, and mail headers."""

import re
from collections.abc import Sequence

from bot.corpus.formats.lines import Line
from bot.corpus.words import items, lines, word_list

MAX_LINE = 320
LEAST_MAIL_HEADERS = 3

_WORDS = word_list("furniture")
_LINE = re.compile(
    "|".join(f"(?:{line})" for block in _WORDS["lines"].values() for line in lines(block)), re.IGNORECASE
)
_MAIL_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z\-]{1,40}):\s?(?P<value>.*)")
_SURE = frozenset(items(_WORDS["mail_headers"]["sure"]))
_ALSO = frozenset(items(_WORDS["mail_headers"]["also"]))


def is_furniture(text: str) -> bool:
    """Whether a line was put there by an archive, a journal or a mail program, or is a key to the text's marks."""
    return len(text) <= MAX_LINE and bool(_LINE.fullmatch(text.strip(" *_[]·•|-~>=")) or _LINE.fullmatch(text))


def read_mail_headers(top: Sequence[Line]) -> tuple[dict[str, str], int]:
    """The mail headers that a file begins with, by lower-case name, and the number of lines they take.

    A story may begin with a mail that somebody in it writes: headers that only mail programs write, or an address of
    the sender's together with a list's or a marked subject, tell the two apart.
    """
    found: dict[str, str] = {}
    name = ""
    for count, line in enumerate(top):
        match = _MAIL_HEADER.fullmatch(line.text)
        key = match["name"].lower() if match else ""
        if match and (key in _SURE | _ALSO or key.startswith("x-")):
            name = key
            found.setdefault(name, match["value"].strip())
        elif line.text and line.indent and name:
            found[name] += f" {line.text}"
        else:
            return (found, count) if _is_mail(found) else ({}, 0)
    return {}, 0


def _is_mail(found: dict[str, str]) -> bool:
    if len(found) < LEAST_MAIL_HEADERS or not {"from", "subject"} <= set(found):
        return False
    return any(name in _SURE or name.startswith("x-") for name in found) or bool(
        re.search(r"@", found["from"]) and re.search(r"\bfi?c\b|\bnew\b|\d/\d|\[", found["subject"], re.IGNORECASE)
    )
