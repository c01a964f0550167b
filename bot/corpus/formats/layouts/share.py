"""The Archive of Our Own's "Share" snippet: a work's card, as HTML, as Markdown, or as the text that it looks like.

Made by otwcode/otwarchive: app/views/share/_embed_link_header.html.erb and _embed_meta.html.erb, and before 2022
app/helpers/share_helper.rb; for Tumblr the whole first line is the link and ends in "[AO3]".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.corpus.formats.document import Document, Marks
from bot.corpus.formats.layouts.elements import prose
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.markup.html import parse_html
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.story import Note, Problem

MOST = 40_000
"""Characters of a snippet: a summary has 1,250 at most, but tags may be many."""
LEAST_LABELS = 2
"""Labels that a snippet has at least, for every work has chapters and a fandom."""

_FIELDS = {
    "chapters": Field.CHAPTERS,
    "fandom": Field.FANDOM,
    "fandoms": Field.FANDOM,
    "rating": Field.RATING,
    "ratings": Field.RATING,
    "warning": Field.WARNINGS,
    "warnings": Field.WARNINGS,
    "archive warning": Field.WARNINGS,
    "archive warnings": Field.WARNINGS,
    "relationship": Field.PAIRING,
    "relationships": Field.PAIRING,
    "character": Field.CHARACTERS,
    "characters": Field.CHARACTERS,
    "additional tags": Field.TAGS,
    "series": Field.SERIES,
    "summary": Field.SUMMARY,
    "bookmarker's tags": Field.LOOSE,
    "bookmarker's notes": Field.LOOSE,
}
_WHOLE = frozenset({Field.CHAPTERS, Field.RATING, Field.SUMMARY, Field.LOOSE})
"""Fields whose value is one, though there may be commas in it."""
_HEAD = re.compile(
    r"(?P<title>.+?)\s*\((?P<words>[\d,. \xa0]{1,15}) words?\) by (?P<authors>.+?)(?:\s*\[AO3\])?", re.DOTALL
)
_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z'’ ]{3,20}):(?P<value>.*)")
_NEXT_SERIES = re.compile(r",\s(?=Part \d)")
_WORK = re.compile(r"https?://[^\s/<>()\[\]\"']{3,80}/(?:collections/[\w-]+/)?works/\d+")
_MARKDOWN_LINK = re.compile(r"\[(?P<text>(?:[^\[\]]|\[AO3\]){1,600})\]\(<?(?P<link>https?://[^\s()<>]{1,600})>?\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__)(?=\S)(.{1,600}?)(?<=\S)\1(?!\w)")
_IS_HTML = re.compile(r"<(?:a|strong|br|p)\b", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:>>>|>)\s?", re.MULTILINE)
_AROUND = re.compile(r"\A\s*(?:```\w*|`)?|(?:```|`)?\s*\Z")


@dataclass(frozen=True, slots=True)
class _Snippet:
    """A snippet's lines, and the links in it that may lead to the work, the likeliest first."""

    lines: tuple[str, ...]
    links: tuple[str, ...]


def read_share(text: str) -> Document | None:
    """A pasted snippet as a Document of facts, without any text; None when it is something else."""
    if len(text) > MOST:
        return None
    bare = _AROUND.sub("", _QUOTED.sub("", text.replace("\r\n", "\n")))
    snippet = _from_html(bare) if _IS_HTML.search(bare) else _from_text(bare)
    start, head = _head(snippet.lines)
    if head is None:
        return None
    entries = list(_facts([line for line in snippet.lines[start + 1 :] if not _WORK.fullmatch(line)]))
    if len({entry.field for entry in entries}) < LEAST_LABELS:
        return None
    said = " ".join(line for line in snippet.lines[:start] if line and not _WORK.fullmatch(line))
    problems = (Problem(f"This isn't part of the snippet, and was left out: {said}"),) if said else ()
    words = Note("top", f"{head['words']} words, says the archive.")
    return Document(entries=(*_top(snippet, head), *entries), notes=(words,), problems=problems, marks=Marks.READ)


def _top(snippet: _Snippet, head: re.Match[str]) -> Iterator[Entry]:
    yield set_apart(Field.TITLE, "title", head["title"])
    yield set_apart(Field.AUTHOR, "author", *(name for name in head["authors"].split(", ") if name))
    address = next((found[0] for link in snippet.links if (found := _WORK.match(link))), "")
    if address:
        yield Entry(Labelled(Field.SOURCE, "source", address), 0)


def _head(lines: Sequence[str]) -> tuple[int, re.Match[str] | None]:
    """The line "Title (123 words) by Author" and where it stands: before all labels."""
    for index, line in enumerate(lines):
        if found := _HEAD.fullmatch(line):
            return index, found
        if _label(line):
            break
    return 0, None


def _label(line: str) -> tuple[str, str] | None:
    match = _LABEL.fullmatch(line)
    name = match["label"].replace("’", "'").casefold() if match else ""
    return (name, match["value"].strip()) if match and name in _FIELDS else None


def _facts(lines: Sequence[str]) -> Iterator[Entry]:
    """The labelled lines; what follows one without a label of its own belongs to it, in summaries whole paragraphs."""
    label, said = "", list[str]()
    for line in lines:
        if found := _label(line):
            yield from _entry(label, said)
            label, said = found[0], [found[1]]
        else:
            said.append(line)
    yield from _entry(label, said)


def _entry(label: str, said: Sequence[str]) -> Iterator[Entry]:
    field = _FIELDS.get(label)
    value = "\n".join(said).strip()
    if field is None or not value:
        return
    if field in _WHOLE:
        value = value.replace(",", "") if field is Field.CHAPTERS else value
        yield Entry(Labelled(field, label, re.sub(r"\n{1,9}", "\n\n", value)), 0)
        return
    line = " ".join(value.split())
    items = _NEXT_SERIES.split(line) if field is Field.SERIES else line.split(", ")
    yield set_apart(field, label, *(item for item in items if item))


def _from_text(text: str) -> _Snippet:
    """What the snippet looks like when it is copied from a page or a message, with or without Markdown's marks."""
    links = [match["link"] for match in _MARKDOWN_LINK.finditer(text)]
    links += [line.strip() for line in text.split("\n") if _WORK.fullmatch(line.strip())]
    bare = _MARKDOWN_LINK.sub(lambda match: match["text"], text)
    bare = _EMPHASIS.sub(lambda match: match[2], bare)
    return _Snippet(_lines(bare), tuple(links))


def _from_html(text: str) -> _Snippet:
    """The HTML in the box, whose lines end in <br>; the paragraphs of the summary are lines of their own."""
    limits = Limits()
    root = parse_html("snippet", text, limits, Clock("snippet", limits))
    links = [link.get("href", "") for link in root.iter("a")]
    return _Snippet(_lines(prose(root)), tuple(links))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.split("\n"))
