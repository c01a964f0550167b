"""Chapter headings, told from one line: "Chapter 3: Rain", "IV.", "~ Epilogue ~"."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from bot.corpus.marks.numbers import Number, Script, read_number
from bot.corpus.words import items, word_list

MAX_LENGTH = 110
MAX_TITLE = 80
MAX_MARKED = 400
"""Characters of a heading, of one whose form alone doesn't make it one, and of one that is marked up as one."""
MAX_TITLE_WORDS = 12
LEAST_CAPITALS = 4
MAX_DRESSED = 300
MAX_TYPOS = 2
MAX_SMALL = 5
PLUS = "plus"
"""The word of a heading that adds one to a count: "+1"."""
DECORATION = " \t*_#=~-–—+•·◊♦★☆|<>.:°º«»^"


class Kind(Enum):
    """How sure the form alone is; the unsure ones must stand in a sequence."""

    NAMED = auto()
    """A word and a number, or Prologue and its kin."""
    NUMBERED = auto()
    """A bare number, with or without a title."""
    STYLED = auto()
    """A line set off by its looks alone: bold, or all capitals."""
    MARKDOWN = auto()
    """A Markdown heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may begin a chapter. `number` is 0 where there is none; `word` is what was numbered."""

    kind: Kind
    title: str
    number: int = 0
    word: str = ""
    is_counted: bool = False
    """A word that is numbered, not Prologue and its kin."""
    bare: bool = False
    """Says no more than the number: a title may follow on the next line."""

    @property
    def is_last(self) -> bool:
        """Whether it has "last" or "final" for a number."""
        return self.is_counted and not self.number


_TABLE = word_list("headings")
_WORDS = {word: kind for kind, words in _TABLE["named"].items() for word in items(words)}
_WORD = re.compile(r"([^\W\d_]{2,10})\.?\s{0,3}(?:#|n[o°]\.?\s?|number\s|the\s)?\s?", re.IGNORECASE)
_SOLE = re.compile(
    rf"(?P<word>{'|'.join(sorted(map(re.escape, items(_TABLE['sole']['words'])), key=len, reverse=True))})"
    r"(?:\s(?P<number>\d{1,2}|[ivx]{1,4}))?(?![\w'’])(?P<rest>.*)",
    re.DOTALL,
)
_SOLE_STARTS = frozenset(word[:3] for word in items(_TABLE["sole"]["words"]))
_STOP = re.compile(r"(?P<stop>\s?[.):]|\s?[-–—](?=\s)|)(?P<rest>(?:\s.*)?)")
_OF_TOTAL = re.compile(r"^\s*(?:of|/|von|sur|de)\s*(?:\d{1,3}|\?|[^\W\d_]{3,10}(?=\W|$))", re.IGNORECASE)
_PLUS = re.compile(r"\+\s?(?:1|one)\W{0,3}|(?:plus|and) one(?: time)?\W{0,3}", re.IGNORECASE)
_BRACKETS = {"[": "]", "(": ")", "{": "}"}
_FRAMED = re.compile(r"[xXoO]{1,6}\s+(.{3,100}?)\s+[xXoO]{1,6}")
_DRESS_BEFORE = re.compile(r"^(?:[xXoO]{1,4}\s(?=.*\s[xXoO]{1,4}$)|[\s*_#=~+•·◊♦★☆|<>^°\-–—:.]{1,200})")
_DRESS_AFTER = re.compile(
    r"(?:(?<=\s)[xXoO]{2,4}|[\s*_#=~+•·◊♦★☆|<>^°\-–—:]{1,200}(?:\.[\s*_#=~+•·|<>^°\-–—:.]{0,200})?|"
    r"[.:]{2}[\s*_#=~+•·.:|]{1,200})$"
)
_SEPARATED = re.compile(r"\s{0,3}[:.\-–—~|,(\[\"“*_]|\s{0,3}$")
_SENTENCE_END = re.compile(r"[.!?…,;][\"”'’)*_]{0,3}$")


def read_heading(line: str, level: int = 0) -> Heading | None:
    """The heading that the line may be, or None. `level` is its Markdown level."""
    if not line or len(line) > (MAX_MARKED if level else MAX_LENGTH):
        return None
    return _read(line, level)


@lru_cache(maxsize=4096)
def _read(line: str, level: int) -> Heading | None:
    """Remembered, since it is asked of each short line at several stages."""
    bare = _unframed(line)
    styled = is_bold(line)
    framed = bare != line or bool(level)
    heading = _named(bare, framed=framed) or _sole(bare) or _numbered(line.strip(" *_#~-=[]"), bare)
    if level:
        return heading or Heading(Kind.MARKDOWN, plain(line))
    if heading:
        return heading
    if (styled or is_capitals(line)) and is_title_like(plain(line)):
        return Heading(Kind.STYLED, plain(line), word="bold" if styled else "capitals")
    return None


def _unframed(line: str) -> str:
    """A line without decoration and without the brackets around it, but with those inside."""
    bare = line.strip(DECORATION)
    if framed := _FRAMED.fullmatch(bare):
        bare = framed[1]
    while bare[:1] in _BRACKETS and bare[-1:] == _BRACKETS[bare[0]] and len(bare) > len("[]"):
        bare = bare[1:-1].strip(DECORATION)
    for mark in ("**", "*", "_"):
        if bare.count(mark) % 2 and line.rstrip().endswith(mark):
            bare += mark  # it closes a mark inside
    return bare if bare.count("(") == bare.count(")") else bare.strip("()[]")


def is_chapter(line: str, level: int = 0) -> bool:
    """Whether the line's form alone makes it a chapter's heading: a word and a number, Prologue, and their kin."""
    heading = read_heading(line, level)
    return heading is not None and heading.kind is Kind.NAMED


def name_in(title: str) -> str:
    """A chapter's name without its number: "Chapter 3: The Bell" -> "The Bell"; "" when it has none."""
    heading = read_heading(title)
    if heading is None or heading.bare or not heading.is_counted:
        return ""
    return plain(re.split(r"[:.\-–—|(]\s*", title, maxsplit=1)[-1].rstrip(")"))


def begins_count(title: str) -> bool:
    """Whether a heading is the first of several: Chapter One, Part I, Prologue."""
    heading = read_heading(title)
    return heading is not None and (
        heading.number == 1 or heading.word.startswith(("prolog", "prólog", "введ", "пролог"))
    )


def plain(line: str) -> str:
    """A heading or title without the decoration around it; a line that is too long for one as it stands."""
    if len(line) > MAX_DRESSED:
        return line.strip()
    inner = _DRESS_BEFORE.sub("", _DRESS_AFTER.sub("", line.strip()))
    if inner[:1] in set('"“«[') and inner[-1:] in set('"”»]') and len(inner) > len('""'):
        inner = inner[1:-1].strip()
    return inner or line.strip()


def is_bold(line: str) -> bool:
    """Whether the whole line is between bold marks."""
    return len(line) > len("****") and line[:2] in {"**", "__"} and line.endswith(line[:2]) and line[2] not in "*_ "


def is_capitals(line: str) -> bool:
    """Whether the line is all in capitals, at least four letters of them."""
    return sum(map(str.isupper, line)) >= LEAST_CAPITALS and not any(map(str.islower, line))


_SMALL = frozenset(items(_TABLE["small"]["words"]))


def is_title_like(text: str, most_words: int = 10) -> bool:
    """Whether a line could be a title: short, each telling word capitalised, no sentence's end, no speech."""
    words = text.split()
    if (
        not words
        or len(words) > most_words
        or len(text) > MAX_TITLE
        or (_SENTENCE_END.search(text) and not text.endswith("!"))
    ):
        return False
    if text[0] in "\"“‘«'(-–—" or not any(map(str.isalpha, text)):
        return False
    telling = [word for word in words if word.strip("'’\"“”()").lower() not in _SMALL]
    capital = sum(1 for word in telling if not word.lstrip("'’\"“(")[:1].islower())
    first = words[0].lstrip("'’\"“(")[:1]
    return not first.islower() and capital == len(telling)


def is_small_title(text: str) -> bool:
    """Whether a line could be a title in small letters: a few words and no mark that ends or parts clauses."""
    return len(text.split()) <= MAX_SMALL and not re.search(r"[.!?,;:…\"“”]", text) and text[0].isalpha()


def _named(bare: str, *, framed: bool) -> Heading | None:
    """ "Chapter One: Rain", "The Third Day"."""
    match = _WORD.match(bare)
    kind = _kind_of(match[1].lower()) if match else ""
    if match and kind:
        number, rest = read_number(bare[match.end() :]), bare[match.end() :]
        word = match[1]
        return _counted(bare, word, kind, number, rest[number.length :], framed=framed) if number else None
    start = len("the ") if bare[:4].lower() == "the " else 0
    number = read_number(bare[start:])
    match = _WORD.match(bare[start + number.length :].lstrip(". ")) if number else None
    kind = _kind_of(match[1].lower()) if match else ""
    if not match or not kind or (kind == "other" and number and not number.value):
        return None  # "The Last Night" is a title like any other
    rest = bare[start:].partition(match[1])[2]
    return _counted(bare, match[1], kind, number, rest, framed=framed)


def _counted(bare: str, word: str, kind: str, number: Number | None, rest: str, *, framed: bool) -> Heading | None:
    if number is None or not (bare[0].isupper() or bare[0].isdigit() or framed or kind == "chapter"):
        return None
    inner = rest.strip(" :.-–—")
    rest = _OF_TOTAL.sub("", rest)
    inner = rest.strip(" :.-–—")
    if (not _SEPARATED.match(rest) and not is_title_like(rest.strip())) or (_is_sentence(rest) and not framed):
        return None
    if kind == "other" and inner and not is_title_like(inner):
        return None
    named = kind if kind in {"chapter", "part"} else word.lower()
    return Heading(Kind.NAMED, bare, number.value, named, is_counted=True, bare=not inner.strip("~"))


@lru_cache(maxsize=4096)
def _kind_of(word: str) -> str:
    """What kind of thing a word numbers, typos in "chapter" allowed; "" for any other word."""
    if kind := _WORDS.get(word) or _WORDS.get(word.removesuffix("s")):
        return kind
    near = len(word) >= len("chaper") and word.startswith("ch") and Levenshtein.distance(word, "chapter") <= MAX_TYPOS
    return "chapter" if near else ""


def _is_sentence(rest: str) -> bool:
    """ "Chapter one was over, and he ran." goes on like a sentence; ": What Now?" and ": The end..." do not."""
    inner = rest.strip(" :.-–—~|")
    return rest.startswith(",") or (len(inner.split()) > MAX_TITLE_WORDS and rest.rstrip().endswith("."))


def _sole(bare: str) -> Heading | None:
    if not bare[:1].isupper() or len(bare) > MAX_TITLE or bare[:3].lower() not in _SOLE_STARTS:
        return None
    match = _SOLE.match(bare.lower())
    if match is None:
        return None
    rest = match["rest"]
    if (rest and not _SEPARATED.match(rest)) or rest.startswith(","):
        return None
    number = read_number(match["number"]) if match["number"] else None
    return Heading(Kind.NAMED, bare, number.value if number else 0, match["word"], bare=not rest.strip(" .:-–—~"))


def _numbered(line: str, bare: str) -> Heading | None:
    """ "3", "IV.", "1) Rain", "One"; and "+1" after such."""
    if _PLUS.fullmatch(line):
        return Heading(Kind.NUMBERED, line.strip(), word=PLUS)
    number = read_number(line)
    if number is None or line[0].islower() or (number.script is Script.ROMAN and not line[: number.length].isupper()):
        return None
    match = _STOP.fullmatch(line[number.length :])
    if match is None or not number.value:
        return None
    rest = match["rest"].strip()
    if rest and (not match["stop"] or not (is_title_like(rest) or is_small_title(rest))):
        return None
    form = f"{number.script}{match['stop'].strip()}{'t' if rest else ''}"
    return Heading(Kind.NUMBERED, bare or line, number.value, form, bare=not rest)
