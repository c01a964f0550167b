"""The Archive of Our Own's list of tags and numbers, which its downloads and its pages share.

Made by otwcode/otwarchive: app/views/downloads/_download_preface.html.erb, app/views/works/_meta.html.erb and
app/helpers/works_helper.rb (work_meta_list); the names of tags in config/config.yml.
"""

import re
from collections.abc import Iterator, Sequence

from bot.corpus.formats.layouts.elements import definitions, has, label_in, text_in
from bot.corpus.formats.markup.html import Element
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled

_FIELDS = {
    "rating": Field.RATING,
    "warning": Field.WARNINGS,
    "category": Field.TAGS,
    "fandom": Field.FANDOM,
    "relationship": Field.PAIRING,
    "character": Field.CHARACTERS,
    "freeform": Field.TAGS,
    "language": Field.LANGUAGE,
    "series": Field.SERIES,
    "collections": Field.LOOSE,
    "stats": Field.STATS,
}
"""By the class that the site gives a label."""
_CLASSES = {
    "ratings": "rating",
    "archive warning": "warning",
    "archive warnings": "warning",
    "warnings": "warning",
    "categories": "category",
    "fandoms": "fandom",
    "relationships": "relationship",
    "characters": "character",
    "additional tag": "freeform",
    "additional tags": "freeform",
    "tags": "freeform",
    "collection": "collections",
} | {name: name for name in _FIELDS}
"""By the label itself, which downloads have alone."""
_NUMBERS = {
    "published": Field.PUBLISHED,
    "completed": Field.UPDATED,
    "updated": Field.UPDATED,
    "words": Field.WORDS,
    "chapters": Field.CHAPTERS,
}
_STAT = re.compile(r"(Published|Completed|Updated|Words|Chapters):\s{0,9}([\d?][\d?,./\xa0-]{0,20})", re.IGNORECASE)
_NEXT_SERIES = re.compile(r",\s(?=Part \d)")
_HIDDEN = re.compile(r"show (?:warnings|additional tags)", re.IGNORECASE)
"""What stands in the tags' place for members who chose not to see them."""
LEAST_LABELS = 2


def is_tag_list(element: Element) -> bool:
    """Whether a <dl> is a work's: at least two of its labels are the Archive's, the rating or the fandom among them."""
    named = [_class_of(term) for term, _ in definitions(element)]
    return len(set(filter(None, named))) >= LEAST_LABELS and not {"rating", "fandom", "stats"}.isdisjoint(named)


def read_tag_list(element: Element) -> Iterator[Entry]:
    """The facts in a work's <dl>. Numbers that only the Archive has (kudos, hits) are left out."""
    for term, meaning in definitions(element):
        name = _class_of(term)
        if name == "stats":
            yield from read_numbers(meaning)
        elif name:
            yield from _entries(_FIELDS[name], label_in(term), _items(name, meaning))


def hides_tags(element: Element) -> bool:
    """Whether a page was saved by somebody to whom the Archive doesn't show warnings or tags."""
    return any(_HIDDEN.fullmatch(text_in(link)) for link in element.iter("a"))


def entries_under(label: str, value: str) -> Iterator[Entry]:
    """The facts under a label in small letters, where they are but text."""
    name = _CLASSES.get(label, "")
    if name == "stats":
        yield from numbers_in(value)
    elif name:
        items = _NEXT_SERIES.split(value) if name == "series" else [value] if name == "language" else value.split(", ")
        yield from _entries(_FIELDS[name], label, [item.strip() for item in items if item.strip()])


def read_numbers(element: Element) -> Iterator[Entry]:
    """Days, words and chapters."""
    pairs = [(_number_of(term), text_in(meaning)) for term, meaning in definitions(element)]
    yield from _numbers(pairs) if pairs else numbers_in(text_in(element))


def _number_of(term: Element) -> str:
    """What a number is: its class tells in any language, but for the day of the last change."""
    told = next((name for name in _NUMBERS if has(term, name)), "")
    return told or ("updated" if has(term, "status") else label_in(term))


def numbers_in(text: str) -> Iterator[Entry]:
    """Days, words and chapters, where they are but text."""
    yield from _numbers([(match[1].lower(), match[2]) for match in _STAT.finditer(text)])


def _numbers(found: list[tuple[str, str]]) -> Iterator[Entry]:
    """Before 2023 downloads told chapters only of works that might have several."""
    if found and "chapters" not in {name for name, _ in found}:
        found.append(("chapters", "1/1"))
    for name, value in found:
        if field := _NUMBERS.get(name):
            yield Entry(Labelled(field, name, re.sub(r"(?<=\d)[,.\xa0](?=\d)", "", value)), 0)


def _class_of(term: Element) -> str:
    told = next((name for name in _FIELDS if has(term, name)), "")
    return told or _CLASSES.get(label_in(term), "")


def _items(name: str, meaning: Element) -> list[str]:
    if name == "series":
        parts = [text_in(part) for part in meaning.iter("span") if has(part, "position")]
        return parts or _NEXT_SERIES.split(text_in(meaning))
    if name == "language":
        return [text_in(meaning)]
    links = [text_in(link) for link in meaning.iter("a")]
    return [item for item in links or text_in(meaning).split(", ") if item and not _HIDDEN.fullmatch(item)]


def _entries(field: Field, label: str, items: Sequence[str]) -> Iterator[Entry]:
    if not items:
        return
    if field in {Field.RATING, Field.LANGUAGE, Field.LOOSE}:
        yield Entry(Labelled(field, label, ", ".join(items)), 0)
    else:
        yield set_apart(field, label, *items)
