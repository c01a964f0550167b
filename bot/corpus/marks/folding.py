"""Headings and titles made comparable."""

import re

_MARKS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Letters and digits in lower case, one space between words."""
    return _MARKS.sub(" ", text).strip().lower()
