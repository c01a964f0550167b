"""The labels of header blocks as fans write them, in any case, decorated, misspelt or run together."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from bot.corpus.words import items, word_list


class Field(StrEnum):
    """What a label announces."""

    TITLE = "title"
    AUTHOR = "author"
    SUMMARY = "summary"
    FANDOM = "fandom"
    CATEGORY = "category"
    SERIES = "series"
    CHARACTERS = "characters"
    PAIRING = "pairing"
    TAGS = "tags"
    RATING = "rating"
    WARNINGS = "warnings"
    STATUS = "status"
    WORDS = "words"
    CHAPTERS = "chapters"
    LANGUAGE = "language"
    SOURCE = "source"
    PUBLISHED = "published"
    UPDATED = "updated"
    PERMISSION = "permission"
    PROOF = "permission proof"
    DISCLAIMER = "disclaimer"
    NOTE = "note"
    STATS = "stats"
    LOOSE = "loose"
    """Said of the story but kept nowhere else: beta, feedback, spoilers."""


LONG = frozenset({Field.SUMMARY, Field.DISCLAIMER, Field.NOTE, Field.WARNINGS, Field.LOOSE, Field.TAGS})
"""Values that may run over several lines or paragraphs."""

_WORDS = word_list("labels")
_BY_NAME = {name: Field(field) for field, names in _WORDS["names"].items() for name in items(names)}
_WEAK = frozenset(items(_WORDS["weak"]["names"]))
"""Labels that also stand in letters, reports and scripts: alone they don't make a header."""
_STRONG_NOTES = frozenset(name for name, field in _BY_NAME.items() if field is Field.NOTE) - frozenset(
    items(_WORDS["doubtful_notes"]["names"])
)
_VAGUE = frozenset(items(_WORDS["vague_titles"]["names"]))
_MISSPELT = items(_WORDS["misspelt"]["names"])
"""Labels that are recognised with a typo in them."""
_BREAKS_RUN = frozenset(
    {
        *(Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.FANDOM, Field.CHARACTERS, Field.PAIRING, Field.TAGS),
        *(Field.RATING, Field.WARNINGS, Field.STATUS, Field.WORDS, Field.CHAPTERS, Field.DISCLAIMER, Field.CATEGORY),
        *(Field.LANGUAGE, Field.PUBLISHED, Field.UPDATED, Field.SERIES, Field.SOURCE, Field.NOTE),
    }
)
_BARE_FIELDS = frozenset({Field.NOTE, Field.DISCLAIMER, Field.SUMMARY})
_BARE_LISTS = frozenset({"character list", "characters list", "list of characters", "cast of characters"})
_NOT_BARE = frozenset(items(_WORDS["never_bare"]["names"]))
"""Labels that need their colon: without it they are words like others."""
MAX_LABEL = 34
SHORT = 6
LEAST_MISSPELT = 4
"""Letters of a label in which one typo is allowed rather than two, and in which any is."""
_MARKS = r"[*_#>~=+•·◆♦★☆\-–—|\[\]({<\s]"
_LABEL = re.compile(
    rf"{_MARKS}{{0,12}}(?P<name>[^\W\d_][^:：=\n]{{0,{MAX_LABEL}}}?)[*_~\])\s]{{0,6}}[:：]{{1,3}}(?P<rest>.*)",
    re.DOTALL,
)
_NOTE = re.compile(r"[*_~(\[\s]{0,6}(?:A/N|a/n|A\.N\.|Author's Note)[*_~\])]{0,3}\s+(?P<rest>\S.*)", re.DOTALL)
_DASHED = re.compile(
    rf"{_MARKS}{{0,12}}(?P<name>[^\W\d_][\w'’./() ]{{0,{MAX_LABEL}}}?)[*_]{{0,3}}\s*"
    r"(?:\s[-–—~]|[-–—](?=\s)|=|\.{3,80}|\s\.{1,80}(?=\s)|;)\s*(?P<rest>\S.*)",
    re.DOTALL,
)
_BARE = re.compile(
    rf"{_MARKS}{{0,12}}(?P<name>[^\W\d_][\w'’./() ]{{0,{MAX_LABEL}}}?)"
    r"(?:\s?\([^()]{1,20}\))?[*_~=\-\s\])!.…]{0,12}"
)
_WITHIN = re.compile(
    r"(?:(?<=[\s|;,.\])*-])|(?<=^))[*_]{0,3}(?P<name>[A-ZÀ-Þ][\w'’./()]{0,20}(?: [\w'’/()]{1,14}){0,2})[*_]{0,3} ?[:：]"
)
_UNKNOWN = re.compile(
    rf"{_MARKS}{{0,12}}(?P<name>[A-ZÀ-Þ][\w'’./()&-]{{1,20}}(?: [\w'’./()&-]{{1,14}}){{0,2}})"
    r"[*_\])\s]{0,6}[:：](?:\s|[*_])(?P<rest>.{0,300})"
)
_EDGE = " \t*_|;~"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with what follows it on the line. `exact` is False when the label was misspelt."""

    field: Field
    name: str
    value: str
    exact: bool = True

    @property
    def is_weak(self) -> bool:
        """Whether the label is as much at home in a story's own text."""
        return not self.exact or self.name in _WEAK

    @property
    def is_vague_title(self) -> bool:
        """A title's label that means the story rather than its title: "Fic:", "Story:"."""
        return self.field is Field.TITLE and self.name in _VAGUE

    @property
    def is_strong_note(self) -> bool:
        """An author's note beyond doubt: "A/N", not "Note"."""
        return self.name in _STRONG_NOTES


def field_of(name: str) -> Field | None:
    """What a label in lower case announces, or None."""
    return _BY_NAME.get(name)


def read_label(line: str, *, fuzzy: bool = False, dashed: bool = False) -> Labelled | None:
    """The label that `line` begins with. `fuzzy` allows typos, `dashed` "Title - X"; both only inside headers."""
    if match := _LABEL.match(line):
        name, value = _clean(match["name"]), match["rest"].strip().lstrip("*_ ").strip()
        name = "a/n" if name == "an" else name
        if found := _lookup(name, fuzzy=fuzzy):
            return Labelled(found[0], name, _tidy(value), exact=found[1])
    if match := _NOTE.match(line):
        return Labelled(Field.NOTE, "a/n", _tidy(match["rest"]))
    if dashed and (match := _DASHED.match(line)):
        name = _clean(match["name"])
        if found := _lookup(name, fuzzy=False):
            return Labelled(found[0], name, _tidy(match["rest"]))
    return None


def read_bare_label(line: str) -> Labelled | None:
    """A label that stands alone on its line, without a colon: "Author's Notes", "Replies to reviewers!"."""
    return _read_bare(line) if len(line) <= MAX_LABEL + 24 else None


@lru_cache(maxsize=4096)
def _read_bare(line: str) -> Labelled | None:
    """Remembered, since it is asked of each short line at several stages."""
    match = _BARE.fullmatch(line)
    name = _clean(match["name"]) if match else ""
    field = _BY_NAME.get(name)
    if field is None or (field not in _BARE_FIELDS and name not in _BARE_LISTS) or name in _NOT_BARE:
        return None
    return Labelled(field, name, "")


def read_unknown_label(line: str) -> Labelled | None:
    """A label of any name, such as "Cookies: yes, please": only next to known labels is it one."""
    match = _UNKNOWN.fullmatch(line)
    return Labelled(Field.LOOSE, _clean(match["name"]), _tidy(match["rest"]), exact=False) if match else None


def split_run(labelled: Labelled) -> list[Labelled]:
    """Labels run together on one line, apart: "Title: X Author: Y | Rating: T"."""
    text, parts, begin, current = labelled.value, list[Labelled](), 0, labelled
    for match in _WITHIN.finditer(text):
        name = _longest_known(match["name"])
        if name is None or _BY_NAME[name] not in _BREAKS_RUN:
            continue
        parts.append(_part(current, text[begin : match.end("name") - len(name)]))
        begin, current = match.end(), Labelled(_BY_NAME[name], name, "")
    return [*parts, _part(current, text[begin:])] if parts else [labelled]


def _part(label: Labelled, value: str) -> Labelled:
    return replace(label, value=_tidy(value).rstrip(_EDGE + "-/,–—").lstrip(_EDGE))


def _longest_known(name: str) -> str | None:
    """The longest tail of the words before a colon that is a label: "Nobody Rating" ends in one."""
    words = _clean(name).split()
    for start in range(len(words)):
        tail = " ".join(words[start:])
        if tail in _BY_NAME:
            return tail
    return None


def _clean(name: str) -> str:
    bare = re.sub(r"\s+", " ", name.replace("’", "'")).strip(" *_~-–—.").lower()
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def _tidy(value: str) -> str:
    """A value without the decoration that closes its line, and without bold marks left alone by the label."""
    value = value.strip().removesuffix(" |").rstrip()
    for mark in ("**", "__", "*", "_"):
        if value.endswith(mark) and value.count(mark) % 2 == 1:
            value = value[: -len(mark)].rstrip()
    return value


@lru_cache(maxsize=4096)
def _lookup(name: str, *, fuzzy: bool) -> tuple[Field, bool] | None:
    if field := _BY_NAME.get(name) or _BY_NAME.get(name.rstrip(".!")):
        return field, True
    misspelt = fuzzy and not any(map(str.isdigit, name))  # "Chapter 1:" is a heading, not "Chapters:"
    near = _nearest(name) if misspelt else None
    return (_BY_NAME[near], False) if near else None


def _nearest(name: str) -> str | None:
    """The label meant by a misspelt one: same first letter, one edit in a short word, two in a long one."""
    best = (3, "")
    for known in _MISSPELT:
        allowed = 1 if min(len(name), len(known)) <= SHORT else 2
        if (
            known[0] == name[:1]
            and len(name) >= LEAST_MISSPELT
            and (distance := _distance(name, known, allowed)) <= allowed
        ):
            best = min(best, (distance, known))
    return best[1] or None


def _distance(name: str, known: str, allowed: int) -> int:
    if sorted(name) == sorted(known):  # letters swapped: the commonest typo of all
        return 1
    return Levenshtein.distance(name, known, score_cutoff=allowed)
