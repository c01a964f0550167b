"""Words of texts as the index keeps them: lower case, without accents, by their English stem.

What one types and what is written go through the same steps, so whatever a text holds can be found by typing it.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

VERSION = 1
"""Grows when the same text gives other words than before: then indexes are built anew."""

ANALYZER = "words"
"""The name under which an index knows the analyzer."""

_ALONE = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
"""Scripts that put no spaces between words: there each character is a word, and what is typed a phrase of them."""

_SPACELESS = regex.compile(_ALONE)
_WORD = regex.compile(rf"{_ALONE}|(?:(?!{_ALONE})[\p{{L}}\p{{N}}\p{{M}}])++")
_SURROGATES = regex.compile(r"[\ud800-\udfff]")


def analyzer() -> TextAnalyzer:
    """Splits at everything that is no letter or digit. Made for each index that is told of it."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return builder.filter(Filter.stemmer("english")).build()


_ANALYZER = analyzer()


def spaced(text: str) -> str:
    """A text as it is given to the analyzer."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", _SURROGATES.sub(" ", text))
    return _SPACELESS.sub(r" \g<0> ", composed)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(_ANALYZER.analyze(spaced(text)))


@lru_cache(maxsize=65_536)
def _words_of_one(word: str) -> tuple[str, ...]:
    return words_of(word)


def placed_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text with where each stands in it: start, and end (exclusive)."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        for word in _words_of_one(match[0]):
            yield word, start, end
