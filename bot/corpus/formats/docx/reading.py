"""DOCX -> Document. The XML is read here rather than by a library: those that there are unpack whole files, pictures
included, before anything can be bounded, and leave out footnotes or tracked changes.
"""

import posixpath
from collections.abc import Iterator

from bot.corpus.formats.archives.archive import Archive
from bot.corpus.formats.document import Document, Marks
from bot.corpus.formats.docx.page import Sheets, page_of
from bot.corpus.formats.docx.styles import child, local, read_numbering, read_styles, value
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.marked_up import lines_of
from bot.corpus.formats.markup.blocks import blocks_of
from bot.corpus.formats.markup.html import Element, kinds
from bot.corpus.formats.markup.xml import parse_xml
from bot.corpus.marks.entries import Entry, set_apart, unlabelled
from bot.corpus.marks.labels import Field
from bot.corpus.story import Problem
from bot.corpus.words import items, word_list
from bot.errors import UnreadableError

MAIN = "word/document.xml"
CORE = "docProps/core.xml"
MACROS = "vbaproject.bin"
MOST_BEFORE_TITLE = 2
"""Paragraphs that may stand above a story's title."""

_PROPERTIES = {"title": Field.TITLE, "creator": Field.AUTHOR, "description": Field.SUMMARY, "language": Field.LANGUAGE}
_MEANINGLESS = frozenset(items(word_list("properties")["meaningless"]["values"]))
_PROGRAMS = tuple(items(word_list("properties")["meaningless"]["beginnings"]))


def is_docx(archive: Archive) -> bool:
    """Whether an archive is a Word document."""
    return MAIN in archive or any(label.startswith("word/document") for label in archive.labels)


def read_docx(archive: Archive, limits: Limits, clock: Clock) -> Document:
    """Read a Word document. Raises UnreadableError (file, line, message)."""
    parts = _Parts(archive, limits)
    main = parts.main()
    clock.check()
    body = child(main, "body")
    if body is None:
        raise UnreadableError(archive.name, 0, "There is no text in this document.")
    page = page_of(body, parts.sheets())
    clock.check()
    entries = tuple(_heads_on(page))
    return Document(
        lines=lines_of(blocks_of(page)),
        entries=entries,
        guesses=tuple(parts.properties()),
        problems=tuple(_notices(archive)),
        marks=Marks.READ,
    )


class _Parts:
    """The files inside a Word document that are read, each as far as the limits allow."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._path = MAIN

    def main(self) -> Element:
        """The text itself."""
        related = self._related("")
        self._path = related.get("officeDocument", MAIN)
        if self._path not in self._archive:
            raise UnreadableError(self._archive.name, 0, "Its text is missing. Save or download the document again.")
        return self._parse(self._path, recover=False)

    def sheets(self) -> Sheets:
        """What the text refers to."""
        related = self._related(self._path)
        notes: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            root = self._optional(related.get(f"{kind}s", ""))
            for note in root.iter(f"{{*}}{kind}") if root is not None else ():
                notes[kind, value(note, "id")] = note
        styles, numbering = (self._optional(related.get(kind, "")) for kind in ("styles", "numbering"))
        return Sheets(read_styles(styles), read_numbering(numbering), notes)

    def properties(self) -> Iterator[Entry]:
        """What programs wrote down of the document, where it may mean anything."""
        root = self._optional(self._related("").get("core-properties", CORE))
        told = {local(one): " ".join((one.text or "").split()) for one in root} if root is not None else {}
        if told.get("lastModifiedBy"):
            # Word puts the name of the computer's account there, which may well be what its owner tells nobody.
            told.pop("creator", None)
        for name, field in _PROPERTIES.items():
            said = told.get(name, "")
            said = said.partition("-")[0] if field is Field.LANGUAGE else said
            meant = any(map(str.isalnum, said)) and said.lower() not in _MEANINGLESS
            if meant and not said.lower().startswith(_PROGRAMS):
                yield set_apart(field, name, said)

    def _related(self, path: str) -> dict[str, str]:
        """The files to which one refers, by the last word of what they are to it; the package itself has no path."""
        folder, name = posixpath.split(path)
        root = self._optional(posixpath.join(folder, "_rels", f"{name}.rels"))
        related: dict[str, str] = {}
        for one in root.iter("{*}Relationship") if root is not None else ():
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            if one.get("TargetMode") != "External":
                related.setdefault(one.get("Type", "").rpartition("/")[2], target)
        return related

    def _optional(self, path: str) -> Element | None:
        """A part without which the text can be read as well."""
        return self._parse(path, recover=True) if path in self._archive else None

    def _parse(self, path: str, *, recover: bool) -> Element:
        data = self._archive.read(path, self._limits.file_bytes)
        return parse_xml(self._archive.name, data, self._limits, recover=recover)


def _heads_on(page: Element) -> Iterator[Entry]:
    """The title and authors by their styles, taken off the page if there is one title and it stands at the top."""
    titles = [one for one in page.iter("h1") if "title" in kinds(one) and one.text_content().strip()]
    if len(titles) != 1 or titles[0].getparent() is not page or _texts_before(titles[0]) > MOST_BEFORE_TITLE:
        return
    authors = [one for one in page.iterchildren("p") if "author" in kinds(one) and one.text_content().strip()]
    for field, heads in ((Field.TITLE, titles), (Field.AUTHOR, authors)):
        for head in heads:
            yield unlabelled(field, " ".join(head.text_content().split()), 0)
            page.remove(head)


def _texts_before(element: Element) -> int:
    return sum(1 for one in element.itersiblings(preceding=True) if one.text_content().strip())


def _notices(archive: Archive) -> Iterator[Problem]:
    if any(label.lower().endswith(MACROS) for label in archive.labels):
        yield Problem("The document holds a macro, which was neither read nor run.")
