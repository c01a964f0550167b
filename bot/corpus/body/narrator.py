"""Who tells a story: in a story told of others, whoever says "I" outside of speech is its author."""

import re
from collections.abc import Sequence

from bot.corpus.formats.limits import in_time

EDGE = 4
"""Paragraphs at a chapter's beginning and end that may be its author's and aren't asked."""
LEAST_WORDS = 60
MOST_OF_AUTHOR = 0.004
"""Share of "I" and its forms outside of speech up to which a narrator isn't part of the story."""

_SPEECH = re.compile(
    r"[\"“„«][^\"“”„«»]{0,2000}[\"”“»]|»[^«»]{0,2000}«|[‘'‚](?=\w)[^‘’'‚]{0,400}[’'‘](?!\w)|\*[^*]{1,400}\*|^\s*[—–-]\s?\w.*",
    re.DOTALL,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I'll|I've|I'd|my|My|me|myself|mine|ich|mich|mir|mein\w{0,2}|je|j'\w+|moi)\b")
_FIRST_PERSON_SMALL = re.compile(r"\bi(?:'m|'ll|'ve|'d)?\b")
_WORD = re.compile(r"\w+")


def is_told_of_others(texts: Sequence[str]) -> bool:
    """Whether a chapter's paragraphs are told by somebody who isn't in them; False when there is too little to tell."""
    words = own = 0
    for text in in_time(texts[EDGE : len(texts) - EDGE]):
        narration = _narration(text)
        words += len(_WORD.findall(narration))
        own += len(_FIRST_PERSON.findall(narration)) + len(_FIRST_PERSON_SMALL.findall(narration))
    return words >= LEAST_WORDS and own <= MOST_OF_AUTHOR * words


def says_i(text: str) -> bool:
    """Whether somebody says "I" outside of speech."""
    narration = _narration(text)
    return bool(_FIRST_PERSON.search(narration) or _FIRST_PERSON_SMALL.search(narration))


def _narration(text: str) -> str:
    """A paragraph without what is said in it."""
    return _SPEECH.sub(" ", text.replace("’", "'") if "“" not in text else text)
