"""What somebody typed, as words and phrases to look for in texts. Any text at all is a query."""

from dataclasses import dataclass

import regex

from bot.search.engine.words import words_of

Phrase = tuple[str, ...]
"""Words that stand one behind the other; often just one."""

MOST_PHRASES = 24
MOST_WORDS = 32
"""What is typed beyond that doesn't count; a pasted page is not searched for word by word."""
MOST_CHARACTERS = 1000

_QUOTES = '"“”„‟«»「」『』'
_QUOTED = regex.compile(rf"[{_QUOTES}]([^{_QUOTES}]*+)(?:[{_QUOTES}]|\Z)")


@dataclass(frozen=True, slots=True)
class TextQuery:
    """What a chapter shall hold: every phrase, in any order."""

    phrases: tuple[Phrase, ...]

    def __bool__(self) -> bool:
        return bool(self.phrases)


def parse_text_query(typed: str) -> TextQuery:
    """Words, and what stands between quotation marks as a phrase; a mark that is left open reaches to the end.

    What the index splits but people write as one is a phrase too: "missing-nin", "don't", words of scripts without
    spaces. Empty when no letter or digit was typed.
    """
    typed = typed[:MOST_CHARACTERS]
    pieces = [match[1] for match in _QUOTED.finditer(typed)] + _QUOTED.sub(" ", typed).split()
    phrases = (words_of(piece)[:MOST_WORDS] for piece in pieces)
    return TextQuery(tuple(dict.fromkeys(filter(None, phrases)))[:MOST_PHRASES])
