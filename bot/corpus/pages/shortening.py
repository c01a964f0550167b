"""Shortening: a piece of text cut to fewer characters, where a reader can bear it."""

import regex

from bot.corpus.pages.sentences import sentences

_SPACE = regex.compile(r"\s+")
_GRAPHEME = regex.compile(r"\X")


def shortened(text: str, start: int, end: int, most: int) -> tuple[int, bool]:
    """Where the piece from `start` to `end` ends if it may have `most` characters, and whether that tears a sentence.

    Then it ends with a word, or where there is no space with a whole character, marks and all.
    """
    if end - start <= most:
        return end, False
    stops = [stop for _, stop in sentences(text, start, end) if stop - start <= most]
    if stops:
        return stops[-1], False
    # What a sentence is torn with takes a character too.
    room = start + most - 1
    words = [space.start() for space in _SPACE.finditer(text, start, room + 1) if space.start() > start]
    if words:
        return words[-1], True
    whole = [grapheme.end() for grapheme in _GRAPHEME.finditer(text, start, end) if grapheme.end() <= room]
    return (whole[-1] if whole else room), True
