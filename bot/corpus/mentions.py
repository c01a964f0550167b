"""Capitalised names in running text, with what stands around them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.corpus.words import word_list

Gender = Literal["male", "female", ""]

_TOKEN = re.compile(r"(?P<word>[^\W\d_]+(?:['’\-‐][^\W\d_]+)*)|(?P<mark>[^\w\s])|(?P<number>\d\S*)")
_ENDS = frozenset(".!?…:")
_QUOTES = frozenset('"“”‘«»„*_[(')
_LOUD = 2
"""Letters from which a word in capitals is shouted rather than named."""
PARTICLES = frozenset({"de", "von", "van", "der", "la", "le", "du", "al", "bin", "ibn", "del", "ten"})
MOST_PARTS = 4
PRONOUN_REACH = 10
MALE = frozenset({"he", "his", "him", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
LEAST_HEADING = 4
HEADING_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Token:
    """A word as spelt, without a possessive ending; or a mark. `starts` says that a sentence or speech begins there."""

    text: str
    starts: bool
    possessive: bool = False

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_name_like(self) -> bool:
        """Whether it is spelt as a name."""
        return self.text[0].isupper() and not (len(self.text) >= _LOUD and self.text.isupper())


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a name stands. `starts` says that it opens a sentence, where any word is capitalised."""

    parts: tuple[str, ...]
    title: str
    honorific: bool
    starts: bool
    possessive: bool
    before: str
    after: str
    gender: Gender
    """What the title says of the person, or the first pronoun after the name."""


@cache
def names_words(section: str, key: str) -> frozenset[str]:
    """One of the lists of names.toml."""
    return frozenset(word_list("names")[section][key].split())


@cache
def titles() -> frozenset[str]:
    """Everything that may stand before a name and is none."""
    return names_words("titles", "male") | names_words("titles", "female") | names_words("titles", "rank")


def gender_of(title: str) -> Gender:
    """What a title says of the person."""
    if title in names_words("titles", "male"):
        return "male"
    return "female" if title in names_words("titles", "female") else ""


def tokens_of(paragraph: str) -> list[Token]:
    """The words and marks of a paragraph."""
    tokens: list[Token] = []
    starts = True
    for found in _TOKEN.finditer(paragraph):
        word = found["word"] and found["word"].replace("’", "'")
        if word is None:
            mark = found["mark"] or "0"
            abbreviated = mark == "." and tokens and tokens[-1].lower in names_words("titles", "abbreviated")
            if abbreviated:
                continue
            starts = mark in _ENDS or mark in _QUOTES or (starts and mark != ",")
            tokens.append(Token(mark, starts=False))
            continue
        bare = word.removesuffix("'s")
        tokens.append(Token(bare, starts, possessive=bare != word))
        starts = False
    return tokens


def lower_case_words(paragraphs: Iterable[Sequence[Token]]) -> Counter[str]:
    """How often each word is written small."""
    return Counter(token.text for tokens in paragraphs for token in tokens if token.text.islower())


def is_heading(tokens: Sequence[Token]) -> bool:
    """Whether nearly every word is capitalised, as in a title, so that capitals tell nothing."""
    words = [token.text for token in tokens if token.text[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= LEAST_HEADING and capitals > HEADING_SHARE * len(words)


def mentions_in(tokens: Sequence[Token]) -> Iterator[Mention]:
    """Each run of name-like words, titles and honorifics taken off."""
    at = 0
    while at < len(tokens):
        end = _run_end(tokens, at)
        if end > at:
            yield from _mention(tokens, at, end)
        at = max(end, at + 1)


def _run_end(tokens: Sequence[Token], start: int) -> int:
    """Where the run of name-like words from `start` ends; `start` itself when there is none."""
    end = start
    while end < len(tokens) and tokens[end].is_name_like:
        end += 1
        if tokens[end - 1].possessive or end - start == MOST_PARTS:
            return end
        if end + 1 < len(tokens) and tokens[end].text in PARTICLES and tokens[end + 1].is_name_like:
            end += 1
        if end < len(tokens) and tokens[end].starts:
            return end
    return end


def _mention(tokens: Sequence[Token], start: int, end: int) -> Iterator[Mention]:
    title, first = "", start
    # A title may follow a word that opens the sentence: But Captain Rhys, Oh Lady Anne.
    while first < end and _is_skipped(tokens[first]):
        title = tokens[first].lower if tokens[first].lower in titles() else title
        first += 1
    parts, honorific = _without_honorific([token.text for token in tokens[first:end]])
    if not parts:
        return
    before = next(
        (token.lower for token in reversed(tokens[max(0, start - 2) : start]) if token.text not in _QUOTES), ""
    )
    after = tokens[end].lower if end < len(tokens) else "."
    yield Mention(
        parts=tuple(parts),
        title=title,
        honorific=honorific,
        starts=tokens[first].starts,
        possessive=tokens[end - 1].possessive,
        before=before,
        after=after,
        gender=gender_of(title) or _pronoun(tokens, end),
    )


def _pronoun(tokens: Sequence[Token], start: int) -> Gender:
    """The gender of the first pronoun after a name, when no other name comes between."""
    for token in tokens[start : start + PRONOUN_REACH]:
        if token.text in MALE:
            return "male"
        if token.text in FEMALE:
            return "female"
        if token.is_name_like:
            return ""
    return ""


def _is_skipped(token: Token) -> bool:
    if token.lower in titles() or token.lower in names_words("never", "prefixes"):
        return True
    return token.starts and token.lower in names_words("never", "openers")


def _without_honorific(parts: list[str]) -> tuple[list[str], bool]:
    honorifics = names_words("suffixes", "honorifics")
    name, _, ending = parts[-1].partition("-") if parts else ("", "", "")
    if ending and ending.lower() in honorifics:
        return [*parts[:-1], name], True
    if len(parts) > 1 and parts[-1].lower() in honorifics:
        return parts[:-1], True
    return parts, False
