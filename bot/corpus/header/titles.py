"""Working titles: from the file's name when it is telling, otherwise from the story's first words."""

import re
from pathlib import PurePosixPath

from bot.corpus.words import items, word_list

MAX_WORDS = 8
MAX_CHARACTERS = 60
"""Words and characters of a working title that is taken from the story's beginning."""
LEAST_LETTERS = 3

_WORDS = word_list("titles")
_EXTENSION = re.compile(r"\.(?:txt|md|markdown|text|html?|epub|docx?|rtf|odt)$", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f\-]{12,}", re.IGNORECASE)
_DATE = re.compile(r"\d{4}[-_.]?\d{2}[-_.]?\d{2}")
_NUMBER_IN_FRONT = re.compile(r"^[\d\W_]{1,8}(?=[A-Za-z])")
_COPY = re.compile(r"[ _-]*\((?:\d+|copy)\)$|[ _-]v?\d{1,3}$")
_SPEECH = re.compile(r"[\"“«]([^\"“”«»]{3,60}?)[,.!?…]{0,3}[\"”»]")
_DULL = frozenset(items(_WORDS["dull"]["words"]))
"""Words of file names that tell nothing of the story."""
_TRAILING = frozenset(items(_WORDS["trailing"]["words"]))
"""Words that say which copy or kind of story a file holds; they are dropped from its end."""
_SMALL = frozenset(items(word_list("headings")["small"]["words"]))


def title_from_name(name: str) -> tuple[str, str]:
    """Title and author that a file's name tells, each "" if it doesn't: "Rain_Over_Konoha - nara_fan.txt"."""
    stem = _DATE.sub(" ", _EXTENSION.sub("", PurePosixPath(name).name))
    stem = _COPY.sub("", _NUMBER_IN_FRONT.sub("", stem))
    title, author = _split_author(stem)
    words = _words_of(title)
    telling = [word for word in words if word.lower().strip("'()[]0123456789") not in _DULL]
    letters = sum(sum(map(str.isalpha, word)) for word in telling)
    if letters < LEAST_LETTERS or _HASH.fullmatch(stem):
        return "", ""
    return _capitalised(words), author


def title_from_text(text: str) -> str:
    """A working title from the first words, cut where the sense allows."""
    line, *others = text.split("\n", 1)
    words = line.split()
    if others and len(words) <= MAX_WORDS and words[-1][-1:].isalnum() and len(line) <= MAX_CHARACTERS:
        return line.strip("\"“”‘’'*_ ")
    if (speech := _SPEECH.match(line)) and 1 < len(speech[1].split()) <= MAX_WORDS:
        return speech[1]
    start = " ".join(words[: MAX_WORDS + 1])
    sentence = re.match(r"(.{8,60}?)[.!?…]+[\"”'’]?(?:\s|$)", f"{start} ")
    if sentence and len(sentence[1].split()) <= MAX_WORDS:
        return sentence[1].strip("\"“”‘’'*_ ")
    cut = " ".join(words[:MAX_WORDS])
    if len(cut) > MAX_CHARACTERS:
        cut = cut[:MAX_CHARACTERS].rsplit(" ", 1)[0]
    comma = re.match(r"(.{16,}),", cut)
    cut = re.sub(r"[\"“”]", "", comma[1] if comma else cut).strip("‘’'*_ ,;:-–—")
    return f"{cut}…" if cut else ""


def _split_author(stem: str) -> tuple[str, str]:
    if match := re.fullmatch(r"(.{3,80}?)[ -]+by[ -]+(.{2,40})", stem.replace("_", " "), re.IGNORECASE):
        return match[1], match[2].strip()
    match = re.fullmatch(r"(.{3,80}?)\s+-\s+(\S{2,30})", stem)
    if match and (match[2].islower() or re.search(r"[_\d]", match[2])):
        return match[1], match[2]
    return stem, ""


def _words_of(stem: str) -> list[str]:
    """The words of a name, apart whatever sets them apart; without those at the end that speak of the copy."""
    spaced = re.sub(r"[_+]|%20|\.(?!\s)", " ", stem).strip()
    if " " not in spaced:
        spaced = spaced.replace("-", " ")
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Za-z])(?=\d{2,})", " ", spaced)
    words = spaced.strip(" -").split()
    while len(words) > 1 and words[-1].lower().strip("()[]") in _TRAILING:
        words.pop()
    return words


def _capitalised(words: list[str]) -> str:
    """Capitals as titles have them; a name that has any keeps its own, except one written in nothing else."""
    joined = " ".join(words)
    if joined.isupper():
        words = [word.lower() for word in words]
    elif any(map(str.isupper, joined)):
        return joined
    return " ".join(word if index and word in _SMALL else _raised(word) for index, word in enumerate(words))


def _raised(word: str) -> str:
    """With a capital, and one after each hyphen."""
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
