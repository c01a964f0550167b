"""What short header values mean: status, language, permission, counts."""

import re

from bot.corpus.story import Permission, Status
from bot.corpus.words import items, word_list

_WORDS = word_list("values")
_LANGUAGES = {name: name.capitalize() for name in items(_WORDS["languages"]["names"])} | {
    name: language for language, names in _WORDS["languages"]["also"].items() for name in items(names)
}
_PERMISSIONS = {name: Permission(allowed) for allowed, names in _WORDS["permissions"].items() for name in items(names)}


def _any_of(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, items(names)))})(?![\w-])")


_IN_PROGRESS = _any_of(_WORDS["status"]["in_progress"])
_COMPLETE = _any_of(_WORDS["status"]["complete"])
_OF_TOTAL = re.compile(r"(\d{1,4})\s*(?:/|of|von|sur)\s*(\d{1,4}|\?)")
_COUNT = re.compile(r"(\d[\d,. ]{0,12}\d|\d)\s*(k\b)?", re.IGNORECASE)


def read_status(value: str) -> Status | None:
    """Whether the value says complete or in progress."""
    low = re.sub(r"\s+", " ", value.lower())
    if _IN_PROGRESS.search(low):
        return Status.IN_PROGRESS
    if _COMPLETE.search(low):
        return Status.COMPLETE
    if match := _OF_TOTAL.search(low):
        return Status.COMPLETE if match[1] == match[2] else Status.IN_PROGRESS
    return None


def read_language(value: str) -> str:
    """A language by its English name, from what it is called or its code; an unknown one as it stands."""
    bare = value.strip(" .!*_")
    return _LANGUAGES.get(bare.lower()) or (bare if any(map(str.isupper, bare)) else bare.capitalize())


def is_language(value: str) -> bool:
    """Whether the value is nothing but the name of a language that is known here."""
    return len(value) > len("xx") and value.lower() in _LANGUAGES


def read_permission(value: str) -> Permission:
    """What a file says may be shown of it; words that aren't understood allow the card only."""
    return _PERMISSIONS.get(value.strip().strip(".!*_").lower(), Permission.CARD)


def read_count(value: str) -> int | None:
    """A stated number of words or chapters: "12,345", "about 3k", "3/10"."""
    match = _COUNT.search(value)
    if match is None:
        return None
    if not match[2]:
        return int(re.sub(r"[,. ]", "", match[1]))
    try:
        return int(float(match[1].replace(",", ".")) * 1000)
    except ValueError:
        return None
