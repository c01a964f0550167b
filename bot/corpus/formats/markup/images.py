"""Images as words: their description in brackets, if they have one that says something."""

import re

from bot.corpus.formats.markup.html import Element, kinds
from bot.corpus.marks.breaks import is_break
from bot.corpus.words import items, word_list

MAX_DESCRIPTION = 500
"""Characters of a description."""
INITIAL = 2
"""Characters of a description that is a drawn initial letter, a quotation mark before it included."""

_FILE = re.compile(r"[\w%./-]{1,200}\.(?:jpe?g|png|gif|svg|webp|bmp)\b.{0,20}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}")
_WORDS = word_list("markup")
_EMPTY = re.compile(
    rf"\W*(?:an? |the )?(?:{'|'.join(map(re.escape, items(_WORDS['images']['empty'])))})[\s.:]*(?:\d{{1,4}})?\W*",
    re.IGNORECASE,
)
_COVERS = frozenset(items(_WORDS["kinds"]["covers"]))


def description(image: Element) -> str:
    """What is to stand in an image's place: "" for one that only adorns the page."""
    said = " ".join((image.get("alt") or "").split())
    if not any(map(str.isalnum, said)) or not _COVERS.isdisjoint(kinds(image)):
        return said if said and is_break(said) else ""
    if len(said) <= INITIAL and said[-1].isalpha():
        return said
    if not _WORD.search(said) or _FILE.fullmatch(said) or _EMPTY.fullmatch(said) or is_break(said):
        return ""
    return said if said[0] == "[" and said[-1] == "]" else f"[{said[:MAX_DESCRIPTION]}]"
