"""Title, author and the like as lines of their own at a file's top: lines that can be nothing else."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.corpus.header.ratings import read_rating
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.folding import fold
from bot.corpus.marks.furniture import is_furniture
from bot.corpus.marks.headings import (
    DECORATION,
    Kind,
    is_bold,
    is_capitals,
    is_chapter,
    is_title_like,
    plain,
    read_heading,
)
from bot.corpus.marks.labels import Field, Labelled, read_bare_label, read_label
from bot.corpus.marks.notes import is_disclaimer, is_end_mark, opens_bracketed

MAX_LINE = 100
MAX_WORDS = 10
MAX_AUTHOR_WORDS = 5
MAX_KIND = 200
"""Characters of a line that says what kind of story this is."""
LONG_LINE = 80
"""Characters of a line that is more than a title or a byline."""

_STORY = r"(?:fan ?fic(?:tion)?|fic(?:let)?|story|tale|one-?shot|drabble|vignette|crossover|novella|songfic)"
_BYLINE = re.compile(
    rf"[*_~(\[\-–—=<:.\s]{{0,8}}(?:(?:an? |the )?(?:{_STORY}|written|created|posted|brought to you)s? )?"
    r"(?:by|par|von|por)\s?:?\s+(?P<author>\S.{0,60}?)(?:,\s+for\s.{1,40})?[*_~)\]\-–—=>:.\s]{0,8}",
    re.IGNORECASE,
)
_STATUS_AFTER = re.compile(r"\s+\(?(?:complete|completed|ongoing|in progress)\)?$", re.IGNORECASE)
_TITLE_BY = re.compile(r"(?P<title>\S.{0,78}?)[,]?\s+[-–—(]?\s?(?:by|BY|By)\s+(?P<author>\S.{0,40}?)\)?")
_PROSE_AUTHOR = re.compile(
    r"(?:the(?!\s[A-Z])|a|an|his|her|my|their|its|this|that|now|then|all|far|any|no|some|day|night|myself|himself|herself|"
    r"whom|which|one|someone|herself|mistake|accident|chance|law|heart|hand)\b",
)
_PART_OF = re.compile(
    r"(?:chapter|part)\s\d{1,3}(?:\s?/\s?\d{1,3})?\s(?:of|from)\s(?P<title>[^\W\d_].{2,78})", re.IGNORECASE
)
_PAGE_TITLE = re.compile(
    r"(?P<title>.{1,200}?) - (?:Chapter \d{1,4} - )?(?P<author>[^-]{1,60}(?:-[^- ]{1,30})*) - (?P<fandom>.{1,200}?)"
    r"(?: - [^-]{1,60})? \[Archive of Our Own\]"
)
_CHAPTERS = re.compile(
    r"(?P<title>\S.{1,78}?)[,:;]?\s[-–—(\[]?\s?(?:chapters|parts|chs?\.?)\s\d{1,3}\s?(?:-|–|&|and|to)\s?\d{1,3}[)\]]?",
    re.IGNORECASE,
)
_TIME_OR_PLACE = re.compile(r",.*\b(?:morning|night|midnight|evening|later|ago|year|day|am|pm|noon)\b|\d")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]$")
_SMALL_IN_NAMES = frozenset({"de", "of", "the", "van", "von", "and", "&", "la", "le", "du", "in", "with"})
_KIND = re.compile(
    rf"[*_~(\[\s]{{0,4}}(?:an?|the|another|yet another)\s+(?P<fandom>\S.{{1,50}}?)\s+{_STORY}s?\b(?P<rest>.*)",
    re.IGNORECASE,
)
_PORTMANTEAU = re.compile(r"[A-Z][a-z]{2,12}[A-Z][a-z]{2,12}")
_FANDOM_FIC = re.compile(r"\s(?:fan ?fic(?:tion)?|fic)\W*$", re.IGNORECASE)
_KIND_REST = re.compile(r"[\W_]*$|[\W_]*(?:written |created )?by[\s:].+|\s*[.,;(\[:\-–—].*", re.IGNORECASE)
_RATED = re.compile(r"\b(?:rated|rating)\s*:?\s+(?P<rating>[A-Za-z]{1,8}(?:[-+]?\d{0,2}\+?)?)(?![\w'])", re.IGNORECASE)
_LONE_RATING = re.compile(
    r"(?P<rating>K\+?|T|M|G|PG|PG-?13|R|NC-?17|FR\w{1,3}|Teen|Mature|General|Explicit)(?:\s?\([^()]{1,60}\))?"
)
_AUTHOR_WITHIN = re.compile(r"(?:^|[\s(])by\s?:?\s+(?P<author>[^,.;()]{2,50}?)\s*(?:[,.;()*_]|$)", re.IGNORECASE)
_COMPLETE = re.compile(r"\b(?:complete(?:d)?|in progress|wip|unfinished|finished)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opening:
    """Title and author as the top has them. `taken` is the number of lines that say nothing else."""

    title: str = ""
    author: str = ""
    taken: int = 0
    fandom: str = ""
    status: str = ""
    sure: bool = False
    """The line is dressed as a title, or has an author under it; else it merely looks like one."""


@dataclass(frozen=True, slots=True)
class TopLine:
    """A line near the top: its text, Markdown level, and whether text stands right above and below it."""

    text: str
    level: int = 0
    above: bool = False
    below: bool = False

    @property
    def alone(self) -> bool:
        """Whether empty lines set it off."""
        return not self.above and not self.below


def read_opening(tops: Sequence[TopLine], known: str = "", *, authors: Container[str] = ()) -> Opening:
    """The title and author that the first lines give.

    `known` is a title already stated: it may be repeated here. `authors` are names, folded, that labels give below.
    """
    first = _skip_breaks(tops, 0)
    if first >= len(tops):
        return Opening()
    if author := read_byline(tops[first].text):
        return Opening(author=author, taken=first + 1, status=_status_after(tops[first].text), sure=True)
    if known:
        return _repetition(tops, first, known)
    return (
        _page_title(tops[first], first)
        or _chapters_title(tops[first], first)
        or _fandom_title(tops[first], first)
        or _title_by(tops[first], first, authors)
        or _title_line(tops, first)
    )


def read_byline(text: str) -> str:
    """The author that a line of its own names ("by someone"), or ""."""
    match = _BYLINE.fullmatch(text) if len(text) <= LONG_LINE else None
    if match is None or _PROSE_AUTHOR.match(match["author"]) or match["author"][-1] in ".!?,;":
        return ""
    author = _STATUS_AFTER.sub("", match["author"]).strip()
    author += ")" * (author.count("(") - author.count(")"))
    words = re.sub(r"\([^()]*\)", "", author).split()
    return author if len(words) <= MAX_AUTHOR_WORDS else ""


def _status_after(byline: str) -> str:
    status = _STATUS_AFTER.search(byline)
    return status[0].strip(" ()") if status else ""


def read_kind(text: str) -> list[Labelled]:
    """What a line such as "A Temeraire fic. Gen, rated G. By Captain Wren." says; [] when it isn't one."""
    if len(text) > MAX_KIND:
        return []
    match = _KIND.fullmatch(text)
    if match and _KIND_REST.fullmatch(match["rest"]) and _is_fandom(match["fandom"], match["rest"]):
        field = Field.PAIRING if _PORTMANTEAU.fullmatch(match["fandom"]) else Field.FANDOM
        return [Labelled(field, "", match["fandom"]), *_facts_within(match["rest"])]
    if lone := _LONE_RATING.fullmatch(text):
        return [Labelled(Field.RATING, "", lone["rating"])] if read_rating(lone["rating"]) else []
    if listed := _listed_rating(text):
        return [Labelled(Field.RATING, "", listed)]
    rated = _RATED.match(text.lstrip("*_~( ["))
    if rated and read_rating(rated["rating"]) and not re.search(r'["“”]', text):
        return list(_facts_within(text))
    return []


def _is_fandom(name: str, rest: str) -> bool:
    """Whether a name in front of "fic" is spelt like one, or an author follows."""
    return (_is_name(name) and name[0].isupper()) or bool(_AUTHOR_WITHIN.match(rest))


def _listed_rating(text: str) -> str:
    """The rating in a line in brackets such as "(Naruto; G; Kankuro and some orphans)"; "" without one."""
    if text[:1] not in {"(", "["} or text[-1:] not in {")", "]"}:
        return ""
    parts = [part.strip() for part in re.split(r"[;,.|/]", text[1:-1])]
    return next((part for part in parts if _LONE_RATING.fullmatch(part) and read_rating(part)), "")


def _facts_within(text: str) -> Iterator[Labelled]:
    if (rated := _RATED.search(text)) and read_rating(rated["rating"]):
        yield Labelled(Field.RATING, "", rated["rating"])
    if (author := _AUTHOR_WITHIN.search(text)) and not _PROSE_AUTHOR.match(author["author"]):
        yield Labelled(Field.AUTHOR, "", author["author"].strip(" *_"))
    if complete := _COMPLETE.search(text):
        yield Labelled(Field.STATUS, "", complete[0])


def _skip_breaks(tops: Sequence[TopLine], index: int) -> int:
    while index < len(tops) and (is_break(tops[index].text) or not tops[index].text):
        index += 1
    return index


def _page_title(top: TopLine, index: int) -> Opening | None:
    """ "Rain - Chapter 1 - nara_fan - Naruto [Archive of Our Own]", which browsers put above a page's text."""
    match = _PAGE_TITLE.fullmatch(top.text) if len(top.text) <= 3 * MAX_LINE else None
    if match is None:
        return None
    return Opening(match["title"], match["author"], index + 1, fandom=match["fandom"], sure=True)


def _chapters_title(top: TopLine, index: int) -> Opening | None:
    """ "Hourglass, chapters 21 & 22": a title and what the file holds of the story."""
    text = plain(top.text) if len(top.text) <= MAX_LINE else ""
    match = _CHAPTERS.fullmatch(text) or _PART_OF.fullmatch(text)
    if match is None or not is_title_like(match["title"]):
        return None
    return Opening(plain(match["title"]), taken=index + 1, sure=True)


def _fandom_title(top: TopLine, index: int) -> Opening | None:
    """ "Naruto » Rain Over Konoha", as pages for phones have it."""
    fandom, sign, title = top.text.partition(" » ")
    if not sign or len(top.text) > MAX_LINE or not is_title_like(title):
        return None
    return Opening(plain(title), taken=index + 1, fandom=fandom.strip(), sure=True)


def _title_by(top: TopLine, index: int, authors: Container[str]) -> Opening | None:
    """ "Rain Over Konoha by nara_fan" on one line."""
    text = plain(top.text)
    match = _TITLE_BY.fullmatch(text) if len(text) <= MAX_LINE and top.alone else None
    if match is None or text[-1] in '.!?,;:"”':
        return None
    if fold(match["author"]) not in authors and not _is_name(match["author"].strip()):
        return None
    if not is_title_like(match["title"].strip(DECORATION + '"“”')):
        return None
    return Opening(plain(match["title"].strip('"“” ')), match["author"].strip(), index + 1, sure=True)


def _is_name(author: str) -> bool:
    words = author.split()
    if _PROSE_AUTHOR.match(author) or len(words) > MAX_AUTHOR_WORDS:
        return False
    return len(words) == 1 or all(not w[:1].islower() or "_" in w or w in _SMALL_IN_NAMES for w in words)


def _title_line(tops: Sequence[TopLine], first: int) -> Opening:
    """A line that may be a title, with or without an author under it."""
    if is_chapter(tops[first].text, tops[first].level):
        return Opening()
    if _names_fandom(tops, first):
        below = _title_line(tops, first + 1)
        return replace(below, fandom=_FANDOM_FIC.sub("", tops[first].text).strip(" *_~"))
    second = _skip_breaks(tops, first + 1)
    followed = second < len(tops) and bool(read_byline(tops[second].text) or read_kind(tops[second].text))
    if not _may_be_title(tops[first]) and not (followed and is_title_like(tops[first].text.rstrip("."))):
        return _title_in_small(tops, first, second)
    title = plain(tops[first].text)
    if second < len(tops):
        if author := read_byline(tops[second].text):
            return Opening(title, author, second + 1, status=_status_after(tops[second].text), sure=True)
        if read_kind(tops[second].text) or is_furniture(tops[second].text):
            return Opening(title, taken=first + 1, sure=True)
    return _lone(tops, first)


def _names_fandom(tops: Sequence[TopLine], first: int) -> bool:
    """Whether a first line says no more than "Naruto fanfiction", and title and author follow."""
    named = _FANDOM_FIC.search(tops[first].text) and len(tops[first].text.split()) <= MAX_AUTHOR_WORDS
    return bool(named and first + 2 < len(tops) and read_byline(tops[first + 2].text))


def _title_in_small(tops: Sequence[TopLine], first: int, second: int) -> Opening:
    """A title that doesn't look like one, told by the author under it, with whom the block ends or labels begin."""
    text = tops[first].text
    if second >= len(tops) or len(text) > MAX_LINE or text[-1] in ".!,;" or is_chapter(text) or read_label(text):
        return Opening()
    author = read_byline(tops[second].text)
    if read_kind(tops[second].text) and not tops[first].above:
        return Opening(plain(text), taken=first + 1, sure=True)
    after = tops[second + 1].text if second + 1 < len(tops) else ""
    if not author or tops[first].above:
        return Opening()
    if tops[second].below and not (read_label(after) or read_bare_label(after) or read_kind(after)):
        return Opening()
    return Opening(plain(text), author, second + 1, sure=True)


def _may_be_title(top: TopLine) -> bool:
    text = top.text
    heading = read_heading(text, top.level)
    if heading and heading.kind in {Kind.NAMED, Kind.NUMBERED}:
        return False
    if read_label(text) or read_bare_label(text) or is_disclaimer(text) or opens_bracketed(text) or is_end_mark(text):
        return False
    return bool(top.level) or _is_dressed(text) or is_title_like(_ASIDE.sub("", plain(text)))


def _is_dressed(text: str) -> bool:
    """Whether a line is decorated on both sides, bold, or all capitals, as only titles are."""
    inner = plain(text) if len(text) <= MAX_LINE and "\n" not in text else ""
    if not inner or (text[0] in '"“' and inner[-1:] in ".!?,"):
        return False
    short = len(inner.split()) <= MAX_WORDS
    framed = inner != text and text[0] in '=~*#-+•<[_|"“:' and text[-1] in '=~*#-+•>]_|"”:' and inner[-1] not in ".,"
    return is_bold(text) or (short and (framed or (is_capitals(text) and inner[-1] not in ".,;:")))


def _lone(tops: Sequence[TopLine], first: int) -> Opening:
    """A title without an author: dressed, or set off and followed by something longer."""
    top = tops[first]
    if top.level or _is_dressed(top.text):
        return Opening(plain(top.text), taken=first + 1, sure=True)
    following = _skip_breaks(tops, first + 1)
    below = tops[following].text if following < len(tops) else ""
    if not top.above and (read_label(below) or is_chapter(below)):
        return Opening(plain(top.text), taken=first + 1, sure=True)
    if not top.alone or "\n" in top.text or _TIME_OR_PLACE.search(_ASIDE.sub("", top.text)) or following >= len(tops):
        return Opening()
    return Opening(plain(top.text), taken=first + 1)


def _repetition(tops: Sequence[TopLine], first: int, known: str) -> Opening:
    """The stated title again, with or without the author."""
    text = fold(plain(tops[first].text))
    if text != fold(known) and not (text.startswith(f"{fold(known)} by ") and len(text) < len(known) + 50):
        return Opening()
    second = _skip_breaks(tops, first + 1)
    author = read_byline(tops[second].text) if second < len(tops) else ""
    return Opening(known, author, second + 1 if author else first + 1, sure=True)
