"""Chapter headings, told from one line: "Chapter 3: Rain", "IV.", "~ Epilogue ~"."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.corpus.numbers import ROMAN, WORDS, value_of
from bot.corpus.words import items, word_list

MAX_LENGTH = 110
MAX_TITLE = 80
"""Characters of a heading, and of one whose form alone doesn't make it one."""
MAX_TITLE_WORDS = 12
LEAST_CAPITALS = 4
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
    bare: bool = False
    """Says no more than the number: a title may follow on the next line."""


_NAMED = re.compile(
    r"(?P<word>chapter|chap|ch|part|chapitre|kapitel|teil|partie|cap[ií]tulo|parte|capitolo|hoofdstuk|rozdzia[lł]|kapitola|"
    r"глава|episode|act|book|volume|arc|scene|day|drabble|verse|section|chapther|chpater|chaper|chapt)s?"
    rf"\.?\s{{0,3}}(?:#|no\.?\s?|number\s|the\s)?\s?(?P<number>\d{{1,4}}(?:\.\d)?|{WORDS}|{ROMAN})(?![\w'’])"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_SOLE = re.compile(
    r"(?P<word>prolog|prologue|prólogo|prologo|epilog|epilogue|épilogue|epílogo|epilogo|interlude|intermission|intermezzo|"
    r"entr'acte|preface|foreword|afterword|omake|oneshot|one-shot|bonus chapter|final chapter|last chapter|teaser|"
    r"introduction|intro|пролог|эпилог)(?P<number>\s\d{1,2}|\s[IVX]{1,4})?(?P<rest>\W.*|)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(
    rf"(?P<number>\d{{1,3}}|(?=[IVXLC]){ROMAN}|{WORDS})(?P<stop>\s?[.):]|\s?[-–—](?=\s)|)(?P<rest>(?:\s.*)?)"
)
_BRACKETS = {"[": "]", "(": ")", "{": "}"}
_SEPARATED = re.compile(r"\s{0,3}[:.\-–—~|,(\[\"“*_]|\s{0,3}$")
_SENTENCE_END = re.compile(r"[.!?…,;][\"”'’)*_]{0,3}$")


def read_heading(line: str, level: int = 0) -> Heading | None:
    """The heading that the line may be, or None. `level` is its Markdown level."""
    if not line or len(line) > MAX_LENGTH:
        return None
    bare = _unframed(line)
    styled = is_bold(line)
    heading = (
        _named(bare, framed=bare != line or bool(level)) or _sole(bare) or _numbered(line.strip(" *_#~-=[]"), bare)
    )
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
    while bare[:1] in _BRACKETS and bare[-1:] == _BRACKETS[bare[0]] and len(bare) > len("[]"):
        bare = bare[1:-1].strip(DECORATION)
    return bare if bare.count("(") == bare.count(")") else bare.strip("()[]")


def is_chapter(line: str, level: int = 0) -> bool:
    """Whether the line's form alone makes it a chapter's heading: a word and a number, Prologue, and their kin."""
    heading = read_heading(line, level)
    return heading is not None and heading.kind is Kind.NAMED


def begins_count(title: str) -> bool:
    """Whether a heading is the first of several: Chapter One, Part I, Prologue."""
    heading = read_heading(title)
    return heading is not None and (
        heading.number == 1 or heading.word.startswith(("prolog", "prólog", "введ", "пролог"))
    )


def plain(line: str) -> str:
    """A heading or title without the decoration around it."""
    inner = line.strip(" \t*_#=~+•·◊♦★☆|<>^:.") if line[:1] in ":." else line.strip(" \t*_#=~+•·◊♦★☆|<>^")
    inner = re.sub(r"^(?:[-–—.:°]{1,80}\s{0,9}){1,3}(?=\S)|\s{0,9}[-–—:]{1,80}$", "", inner).strip(" *_~=")
    if inner[:1] in '"“«[' and inner[-1:] in '"”»]' and len(inner) > len('""'):
        inner = inner[1:-1].strip()
    return inner


def is_bold(line: str) -> bool:
    """Whether the whole line is between bold marks."""
    return len(line) > len("****") and line[:2] in {"**", "__"} and line.endswith(line[:2]) and line[2] not in "*_ "


def is_capitals(line: str) -> bool:
    """Whether the line is all in capitals, at least four letters of them."""
    return sum(map(str.isupper, line)) >= LEAST_CAPITALS and not any(map(str.islower, line))


_SMALL = frozenset(items(word_list("headings")["small"]["words"]))


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


def _named(bare: str, *, framed: bool) -> Heading | None:
    match = _NAMED.fullmatch(bare)
    if match is None or not match["number"]:
        return None
    rest = match["rest"]
    word = match["word"].lower()
    if word in _ABBREVIATED and not (bare[0].isupper() or framed):
        return None
    if not _SEPARATED.match(rest) and not is_title_like(rest.strip()):
        return None
    if _is_sentence(rest) and not framed:
        return None
    return Heading(
        Kind.NAMED, bare, value_of(match["number"]), _CANONICAL.get(word, word), bare=not rest.strip(" .:-–—~")
    )


_ABBREVIATED = frozenset(
    {"ch", "part", "parte", "act", "book", "day", "scene", "section", "verse", "arc", "volume", "teil", "partie"}
)
_CANONICAL = {
    "ch": "chapter",
    "chap": "chapter",
    "chapther": "chapter",
    "chpater": "chapter",
    "chaper": "chapter",
    "chapt": "chapter",
}


def _is_sentence(rest: str) -> bool:
    """ "Chapter one was over, and he ran." goes on like a sentence; ": What Now?" and ": The end..." do not."""
    inner = rest.strip(" :.-–—~|")
    return rest.startswith((",",)) or (len(inner.split()) > MAX_TITLE_WORDS and rest.rstrip().endswith("."))


def _sole(bare: str) -> Heading | None:
    match = _SOLE.fullmatch(bare)
    if match is None or not bare[0].isupper():
        return None
    rest = match["rest"]
    if (rest and not _SEPARATED.match(rest)) or len(bare) > MAX_TITLE or rest.startswith(","):
        return None
    number = value_of(match["number"].strip()) if match["number"] else 0
    return Heading(Kind.NAMED, bare, number, match["word"].lower() + " ", bare=not rest.strip(" .:-–—~"))


def _numbered(line: str, bare: str) -> Heading | None:
    match = _NUMBERED.fullmatch(line)
    if match is None or not match["number"] or (match["number"].islower() and match["number"].isalpha()):
        return None
    rest = match["rest"].strip()
    if rest and (not match["stop"] or not is_title_like(rest)):
        return None
    form = "digits" if match["number"].isdigit() else "roman" if match["number"].isupper() else "words"
    return Heading(
        Kind.NUMBERED,
        bare or line,
        value_of(match["number"]),
        form + match["stop"].strip() + ("t" if rest else ""),
        bare=not rest,
    )
