"""Ratings on the scales that archives, studios and authors use, read as the Archive of Our Own's."""

import re

from bot.corpus.story import Rating
from bot.corpus.words import items, word_list

MAX_LENGTH = 120
"""Characters of a value in which a rating is looked for."""
MAX_WORDS = 6
"""Words of it that may name one."""

_STRICT = [Rating.GENERAL, Rating.TEEN, Rating.MATURE, Rating.EXPLICIT]
_NAMES = {name: Rating(rating) for rating, names in word_list("values")["ratings"].items() for name in items(names)}
_PHRASES = {name: rating for name, rating in _NAMES.items() if " " in name}
_WORD = re.compile(r"[a-zäöüéè]{1,24}-?\d{1,2}|\d{1,2}|[a-zäöüéè]{1,24}\+?")
_SCALE = re.compile(r"\b(nc|pg|frt?|r|m|p|fsk|tv)[ \-–:](?=\d|ma\b|pg\b|g\b)")
_LATER = re.compile(
    r"\b(?:later|eventual(?:ly)?|future|up to|will be|rise to|turn)\s(?:an?\s)?(m|r|ma|nc-?17|explicit|mature)\b|"
    r"\b(m|r|ma|nc-?17|explicit|mature)\s(?:later|eventually|in (?:later|future|some|the future)|soon)\b"
)
_MENTIONED = re.compile(r"\b[Rr]at(?:ed|ing)(?: is| as|:)?:? (K\+?|T|M|G|PG|PG-?13|R|NC-?17)(?![\w+'’-])")
_REASON = re.compile(r"[.!;\n(]| because | for | due | - (?=[a-z]{4,})| – |, (?!m\b|r\b)")


def read_rating(value: str) -> Rating | None:
    """The strictest rating that the value names; None when it names none."""
    low = re.sub(r"\s+", " ", value[: 2 * MAX_LENGTH].lower().replace("’", "'")).strip(" *_()[]\"'")[:MAX_LENGTH]
    found = {rating for phrase, rating in _PHRASES.items() if re.search(rf"\b{re.escape(phrase)}\b", low)}
    words = _WORD.findall(_SCALE.sub(r"\1", _REASON.split(low, maxsplit=1)[0]))
    found |= {_NAMES[word.replace("-", "")] for word in words[:MAX_WORDS] if word.replace("-", "") in _NAMES}
    if found and (later := _LATER.search(low)):
        found.add(_NAMES[(later[1] or later[2]).replace("-", "")])
    if Rating.NOT_RATED in found:
        return Rating.NOT_RATED
    return max(found, key=_STRICT.index, default=None)


def mentioned_rating(text: str) -> Rating | None:
    """The strictest rating in phrases such as "Rated T for language"; None without any."""
    found = {_NAMES[match[1].lower().replace("-", "")] for match in _MENTIONED.finditer(text)}
    return max(found - {Rating.NOT_RATED}, key=_STRICT.index, default=None)


def stricter(first: Rating, second: Rating) -> Rating:
    """The stricter of two ratings; Not Rated yields to any that is stated."""
    if Rating.NOT_RATED in {first, second}:
        return second if first is Rating.NOT_RATED else first
    return max(first, second, key=_STRICT.index)
