"""A query while it is typed: what its end asks to be completed."""

from dataclasses import dataclass

import regex

from bot.search.index import Kind
from bot.search.query.grammar import NAMES
from bot.search.query.lexing import MINUS, QUOTES, tokens
from bot.search.query.named import KINDS

_AT_END = regex.compile(
    rf"(?P<before>(?:^|(?<=\s))[{MINUS}]?(?P<name>\p{{L}}+):(?:\S*,)?)(?:[{QUOTES}](?P<open>[^{QUOTES}]*)|(?P<bare>[^\s{QUOTES},]*))\Z"
)


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """A filter's value at the end of a query: what stands before it, and what is typed of it so far."""

    kind: Kind
    before: str
    typed: str


def value_at_end(text: str) -> HalfTyped | None:
    """The name that is being typed into a filter, if the query ends with one."""
    match = _AT_END.search(text[-1000:])
    kind = KINDS.get(NAMES[match["name"].lower()]) if match and match["name"].lower() in NAMES else None
    if match is None or kind is None:
        return None
    start = len(text) - len(match[0])
    return HalfTyped(kind, text[:start] + match["before"], (match["open"] or match["bare"] or "").strip())


def is_words(text: str) -> bool:
    """Whether there is nothing but words in it so far."""
    return not any(token.name or token.minus or token.apart for token in tokens(text))
