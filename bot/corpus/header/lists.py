"""Lists in header values: characters, tags, pairings; and values that say that there is nothing."""

import re
from collections.abc import Iterable

from bot.corpus.words import items, word_list

MAX_NAME = 60
"""Characters that a name in a pairing may have."""
MAX_NOTHING = 80

_WORDS = word_list("values")["nothing"]
_NOTHING = re.compile(
    rf"(?:{'|'.join(map(re.escape, items(_WORDS['words'])))}|[-–—?.*/]{{1,9}})"
    rf"(?:[ ,]{{1,2}}(?:{'|'.join(map(re.escape, items(_WORDS['after'])))})){{0,4}}[.!]{{0,4}}(?: ?[:;][-]?[)(DPp])?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*[;\n•|]\s*|\s*,\s+|,(?=\S)")
_AND = re.compile(r"\s+(?:and|&|und|et|y|\+)\s+", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\([^()]{0,200}\)")
_ASIDE = re.compile(r"\s\([^()]{1,60}\)\s*$")
_REMARK = re.compile(
    r"\s\((?:gen|het|slash|yaoi|yuri|friendship|platonic|no pairings?|mentioned|implied|background|minor|briefly)\)"
    r"(?=\s*$)",
    re.IGNORECASE,
)
_PORTMANTEAUS = re.compile(r"(?:[A-Z][a-z]{1,12}[A-Z][a-z]{1,12}\s+){1,20}[A-Z][a-z]{1,12}[A-Z][a-z]{1,12}")
_KINDS = frozenset({"gen", "het", "slash", "femslash", "general"})
_SHIP = re.compile(
    r"\s*[/×→♥❤⇒]\s*|\s+[xX]\s+|(?<=[a-z.])[xX](?=[A-Z])|\s*&\s*|\s+\+\s+|\s*<[3-]>?\s*|\s*[-=]+>\s*|\s+(?:and|with|und|et)\s+",
    re.IGNORECASE,
)
_LATER = re.compile(r"\s+(?:later(?: on)?|eventually|if you squint|implied|for now|maybe|mostly)[!.?]*$", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:(?:slight|minor|past|implied|one-?sided|hints? of|some|mentions? of|mentioned|main|side|eventual|mostly|light|"
    r"major|maybe|perhaps|probably|very|a bit(?: of)?|a little|canon|no real|possible|background|brief|future|pre-?|"
    r"established|unrequited|ever so slight)\b[\s:]*){1,4}",
    re.IGNORECASE,
)


def is_nothing(value: str) -> bool:
    """Whether a value says that there is none: "none yet", "n/a", "-", "TBD"."""
    bare = _ASIDE.sub("", value).strip(" \t\n*_()[]")
    return not bare or (len(bare) <= MAX_NOTHING and bool(_NOTHING.fullmatch(bare)))


def read_list(value: str, *, slashes: bool = False, ands: bool = True) -> list[str]:
    """The items of a list set apart by commas, semicolons or lines, and by slashes or "and" where those mean a list."""
    parts = _ENDS.split(_protect(value))
    if slashes:
        parts = [inner for part in parts for inner in re.split(r"\s*/\s*", part)]
    if ands:
        parts = [inner for part in parts for inner in _AND.split(part)]
    cleaned = (_unprotect(_tidy(part)) for part in parts)
    return distinct(item for item in cleaned if not is_nothing(item))


def distinct(found: Iterable[str]) -> list[str]:
    """Each once whatever its case, in order."""
    seen: dict[str, str] = {}
    for item in found:
        if item:
            seen.setdefault(item.casefold(), item)
    return list(seen.values())


def read_pairings(value: str) -> list[tuple[str, ...]]:
    """Pairings as ("A", "/", "B", ...): "/" for love, "&" for friendship; whatever is no pair is a one-tuple."""
    items_said = read_list(re.sub(r"\n\s*(?=\()", " ", value), ands=False)
    found = [part for item in items_said for part in (item.split() if _PORTMANTEAUS.fullmatch(item) else [item])]
    return [_pairing(item) for item in found if item.casefold() not in _KINDS]


def _pairing(item: str) -> tuple[str, ...]:
    bare = _LATER.sub("", item)
    if (degree := _DEGREE.match(bare)) and degree.end() < len(bare):
        bare = bare[degree.end() :]
    guarded = _PARENTHESIS.sub(lambda match: match[0].replace("/", "\ue002").replace("&", "\ue003"), bare)
    parts = [_unguarded(part.strip()) for part in _SHIP.split(guarded) if part.strip()]
    if len(parts) == 1 or any(len(part) > MAX_NAME for part in parts):
        return (item,)
    friends = "&" in bare and not re.search(r"[/×→♥❤]|\s[xX]\s", bare)
    return ("&" if friends else "/", *parts)


def _unguarded(text: str) -> str:
    return text.replace("\ue002", "/").replace("\ue003", "&")


def _tidy(item: str) -> str:
    item = _REMARK.sub("", item).strip(" \t*_[]-–—")
    item = item.rstrip(".") if not item.endswith("..") and not re.search(r"\b\w\.$", item) else item
    return re.sub(r"^(?:and|und|et|&)\s+", "", item, flags=re.IGNORECASE)


def _protect(text: str) -> str:
    """Commas in brackets don't part items."""
    return _PARENTHESIS.sub(lambda match: match[0].replace(",", "\ue000").replace(";", "\ue001"), text)


def _unprotect(text: str) -> str:
    return text.replace("\ue000", ",").replace("\ue001", ";")
