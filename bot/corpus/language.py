"""The language of a text, guessed from its script or, in Latin and Cyrillic letters, from its commonest small words."""

import re
from collections import Counter

from bot.corpus.language_words import SMALL_WORDS

SAMPLE = 20_000
"""Characters looked at; a longer text is judged by its middle, clear of headers and notes."""
LEAST_WORDS = 20
LEAST_SHARE = 0.15
"""Share of all words that must be small words of the language: running prose has 0.3 to 0.5."""
LEAST_LEAD = 1.2
"""How many times more small words the best language must have than the next."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS = {
    "Japanese": re.compile(r"[\u3040-\u30ff]"),
    "Korean": re.compile(r"[\uac00-\ud7af]"),
    "Chinese": re.compile(r"[\u4e00-\u9fff]"),
    "Greek": re.compile(r"[\u0370-\u03ff]"),
    "Hebrew": re.compile(r"[\u0590-\u05ff]"),
    "Thai": re.compile(r"[\u0e00-\u0e7f]"),
    "Hindi": re.compile(r"[\u0900-\u097f]"),
}
_LEAST_SCRIPT = 20
_JAPANESE_KANA = 0.1


def guess_language(text: str) -> str | None:
    """The language's English name, or None when the text is too short or nothing stands out."""
    start = max(0, (len(text) - SAMPLE) // 2)
    sample = text[start : start + SAMPLE]
    return _by_script(sample) or _by_small_words(sample)


def _by_script(sample: str) -> str | None:
    counts = Counter({language: len(letters.findall(sample)) for language, letters in _SCRIPTS.items()})
    language, count = counts.most_common(1)[0]
    if count < max(_LEAST_SCRIPT, sum(map(str.isalpha, sample)) / 3):
        return None
    # Japanese is written with as many Chinese characters as kana; Chinese has no kana.
    if language == "Chinese" and counts["Japanese"] > _JAPANESE_KANA * count:
        return "Japanese"
    return language


def _by_small_words(sample: str) -> str | None:
    words = Counter(word.lower().replace("’", "'") for word in _WORD.findall(sample))
    total = words.total()
    if total < LEAST_WORDS:
        return None
    counts = Counter({language: sum(words[word] for word in small) for language, small in SMALL_WORDS.items()})
    (best, most), (_, second) = counts.most_common(2)
    if most < LEAST_SHARE * total or most < LEAST_LEAD * second:
        return None
    return best
