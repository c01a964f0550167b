"""What a page says of itself where readers don't see it: its title, meta elements, data for search engines."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from bot.corpus.formats.markup.html import Element
from bot.corpus.marks.entries import Entry, Rank, unlabelled
from bot.corpus.marks.folding import fold
from bot.corpus.marks.labels import Field
from bot.corpus.words import items, word_list

MAX_VALUE = 2000
MAX_TITLE = 250
MAX_NAME = 6
"""Words of an author's name."""
LEAST_SUMMARY = 4
"""Words of a description that says something of the story."""

_SEPARATOR = re.compile(r"\s+[|·•»›–—-]+\s+|\s*::\s*|\s*»\s*|(?<=\w): ")
_BY = re.compile(r"(?P<title>\S.{0,150}?),?\s+by\s+(?P<author>\S.{1,60})", re.IGNORECASE)
_WORDS = word_list("markup")["head"]
_TEXTS = frozenset(items(_WORDS["texts"]))
_NOBODY = frozenset(items(_WORDS["nobody"]))
_DUBLIN = {
    "dc.title": Field.TITLE,
    "dcterms.title": Field.TITLE,
    "dc.creator": Field.AUTHOR,
    "dcterms.creator": Field.AUTHOR,
    "dc.language": Field.LANGUAGE,
    "dcterms.language": Field.LANGUAGE,
    "dc.description": Field.SUMMARY,
}


class Head:
    """What a page's head says, by where it says it."""

    def __init__(self, root: Element) -> None:
        self.metas = _metas(root)
        self.title = next((_line(title.text_content()) for title in root.iter("title")), "")[:MAX_TITLE]
        self.data = list(_structured(root))
        self.site = self.metas.get("og:site_name", "")

    def stated(self) -> list[Entry]:
        """What library catalogues' own names announce: nobody writes these but for a book."""
        return [unlabelled(field, self.metas[name], 0) for name, field in _DUBLIN.items() if self.metas.get(name)]

    def guesses(self) -> list[Entry]:
        """What may be the story's, or the site's."""
        title, author = self._named()
        said = {
            Field.TITLE: title,
            Field.AUTHOR: self._author() or author,
            Field.SUMMARY: self._summary(),
        }
        return [unlabelled(field, value, 0, Rank.LOOKS) for field, value in said.items() if value]

    def titles(self) -> list[str]:
        """All that may be the title: the whole of what the page is called, and its pieces between separators."""
        whole = [said for said in (*self._told("headline", "name"), self.metas.get("og:title", ""), self.title) if said]
        pieces = [piece for said in whole for piece in _pieces(said)]
        return [said for said in dict.fromkeys([*whole, *pieces]) if fold(said) and fold(said) != fold(self.site)]

    def _named(self) -> tuple[str, str]:
        """The likeliest title, and the author if it names one."""
        for said in self.titles()[:1]:
            pieces = [piece for piece in _pieces(said) if fold(piece) != fold(self.site)]
            first = pieces[0] if pieces else said
            match = _BY.fullmatch(first) or _BY.fullmatch(said)
            return (match["title"], match["author"]) if match else (first, "")
        return "", ""

    def _author(self) -> str:
        names = [*self._authors(), self.metas.get("author", ""), self.metas.get("article:author", "")]
        return next((name for name in names if _is_name(name) and fold(name) != fold(self.site)), "")

    def _authors(self) -> Iterator[str]:
        for item in self.data:
            authors = item.get("author")
            for author in cast("list[Any]", authors) if isinstance(authors, list) else [authors]:
                name = cast("dict[str, Any]", author).get("name") if isinstance(author, dict) else author
                if isinstance(name, str):
                    yield _line(name)

    def _summary(self) -> str:
        said = self.metas.get("description") or self.metas.get("og:description") or ""
        return said if len(said.split()) >= LEAST_SUMMARY and not said.endswith(("...", "…")) else ""

    def _told(self, *names: str) -> Iterator[str]:
        for item in self.data:
            for name in names:
                if isinstance(value := item.get(name), str):
                    yield _line(value)


def _metas(root: Element) -> dict[str, str]:
    """The first content of each meta element, by name in small letters."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = _line(meta.get("content") or "")
        if name and content:
            found.setdefault(name, content[:MAX_VALUE])
    return found


def _structured(root: Element) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that describe a text."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _objects(data) if _is_story(item))


def _objects(data: object) -> Iterator[dict[str, Any]]:
    items = cast("list[object]", data) if isinstance(data, list) else [data]
    for item in items:
        if isinstance(item, dict):
            found = cast("dict[str, Any]", item)
            yield found
            graph = found.get("@graph")
            nodes = cast("list[object]", graph) if isinstance(graph, list) else []
            yield from (cast("dict[str, Any]", node) for node in nodes if isinstance(node, dict))


def _is_story(item: dict[str, Any]) -> bool:
    kind = item.get("@type")
    kinds: Iterable[object] = cast("list[object]", kind) if isinstance(kind, list) else [kind]
    return any(str(name).lower() in _TEXTS for name in kinds)


def _pieces(said: str) -> list[str]:
    return [piece.strip() for piece in _SEPARATOR.split(said) if piece and piece.strip()]


def _is_name(said: str) -> bool:
    return bool(said) and fold(said) not in _NOBODY and "://" not in said and len(said.split()) <= MAX_NAME


def _line(said: str) -> str:
    return " ".join(said.split())
