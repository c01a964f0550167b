"""Tags that were pasted along with plain text: those that set off blocks are taken off its lines."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.corpus.formats.lines import Line

MAX_LINE = 100_000
"""Characters of a line whose end is looked at."""

_BLOCK = (
    r"(?:</?(?:p|br|center|div|font|body|html|blockquote)(?:\s[^<>]{0,200})?\s?/?>|"
    r"\[/?(?:center|size|color|font|align|quote)(?:=[^\[\]]{0,60})?\])"
)
_BEFORE = re.compile(rf"(?:{_BLOCK}\s{{0,20}}){{1,20}}", re.IGNORECASE)
_AFTER = re.compile(rf"(?:\s{{0,20}}{_BLOCK}){{1,20}}$", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|span|font)(?:\s[^<>]{0,200})?>|\[/?[biu]\]", re.IGNORECASE)


def without_block_tags(lines: Iterable[Line]) -> list[Line]:
    """Lines without the tags around them; `start` stays at the first character that is left."""
    return [_bare(line) if line.text[:1] in {"<", "["} or line.text[-1:] in {">", "]"} else line for line in lines]


def without_inline_tags(text: str) -> str:
    """A line without tags for bold and the like, as far as labels are concerned."""
    return _INLINE.sub("", text) if "<" in text or "[" in text else text


def _bare(line: Line) -> Line:
    before = _BEFORE.match(line.text)
    taken = before.end() if before else 0
    text = _AFTER.sub("", line.text[taken:]) if len(line.text) < MAX_LINE else line.text[taken:]
    return replace(line, text=text, start=line.start + taken) if text != line.text else line
