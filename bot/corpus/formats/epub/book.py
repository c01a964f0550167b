"""EPUB 2 and 3 -> Book: metadata, documents in reading order, table of contents. Layouts and read_epub build on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.corpus.formats.archives.archive import Archive, open_archive
from bot.corpus.formats.epub.contents import TocEntry, read_nav, read_ncx, roles_of
from bot.corpus.formats.epub.package import Metadata, Package, Person, read_package, resolve
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.markup.html import Element, parse_html
from bot.corpus.formats.markup.styles import MAX_SHEET
from bot.corpus.formats.markup.xml import parse_xml
from bot.corpus.story import Problem
from bot.errors import UnreadableError

__all__ = ["Book", "BookDocument", "Metadata", "Person", "TocEntry", "is_epub", "open_book", "open_epub", "roles_of"]

CONTAINER = "META-INF/container.xml"
RIGHTS = "META-INF/rights.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_METHODS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways to scramble fonts, which leave the text readable."""

Roles = Mapping[str, frozenset[str]]
"""What documents are said to be, by path."""

_SECTIONS = frozenset({"section", "div", "main", "article", "nav"})


@dataclass(frozen=True, slots=True)
class BookDocument:
    """A document of the spine. `root` is its <html>: tags in small letters, without namespaces.

    `roles` are what the book says it is: epub:type of the body and of a section that is all of it, the guide's and the
    landmarks' words, all in small letters: "titlepage", "cover", "toc", "dedication", "bodymatter", "chapter".
    """

    path: str
    root: Element
    roles: frozenset[str]
    css: str = ""
    """The style sheets that it links to, for blocks_of."""

    @property
    def body(self) -> Element:
        """Its <body>, or the root if there is none."""
        body = self.root.find("body")
        return self.root if body is None else body


@dataclass(frozen=True, slots=True)
class Book:
    """An opened EPUB. `documents` are in reading order; `toc` is flat, with levels, in its own order."""

    name: str
    metadata: Metadata
    documents: tuple[BookDocument, ...]
    toc: tuple[TocEntry, ...]
    problems: tuple[Problem, ...] = ()

    def titles(self, path: str) -> tuple[TocEntry, ...]:
        """The entries of the table of contents that lead into a document."""
        return tuple(entry for entry in self.toc if entry.path == path)


def is_epub(archive: Archive) -> bool:
    """Whether an archive is an EPUB."""
    return CONTAINER in archive or any(label.lower().endswith(".opf") for label in archive.labels)


def open_epub(name: str, data: bytes, limits: Limits, clock: Clock) -> Book:
    """Open an EPUB. Raises UnreadableError; a document that is missing or damaged is a problem of the book instead."""
    return open_book(open_archive(name, data, limits), limits, clock)


def open_book(archive: Archive, limits: Limits, clock: Clock) -> Book:
    """Open an EPUB whose archive is open already. Raises as open_epub does."""
    return _Opening(archive, limits, clock).book()


class _Opening:
    """An archive on its way to a Book."""

    def __init__(self, archive: Archive, limits: Limits, clock: Clock) -> None:
        self._archive = archive
        self._limits = limits
        self._clock = clock
        self._problems: list[Problem] = []
        self._sheets: dict[str, str] = {}

    def book(self) -> Book:
        self._refuse_locked()
        package = self._package()
        toc, landmarks = self._contents(package)
        documents = tuple(self._documents(package, landmarks))
        if not documents:
            raise self._refusal("There is no text in this EPUB, or its list of contents names files it lacks.")
        return Book(self._archive.name, package.metadata, documents, tuple(toc), tuple(self._problems))

    def _refuse_locked(self) -> None:
        if ENCRYPTION in self._archive:
            methods = {str(one.get("Algorithm")) for one in self._xml(ENCRYPTION).iter("{*}EncryptionMethod")}
            if RIGHTS in self._archive or not methods <= FONT_METHODS:
                raise self._refusal("This EPUB is locked by copy protection. Use a copy without it.")

    def _package(self) -> Package:
        path = self._package_path()
        if path not in self._archive:
            raise self._refusal("This EPUB lacks its list of contents (OPF). Download it again.")
        return read_package(self._xml(path), path)

    def _package_path(self) -> str:
        if CONTAINER in self._archive:
            for file in self._xml(CONTAINER).iter("{*}rootfile"):
                if (path := file.get("full-path", "")) in self._archive:
                    return path
        return next((label for label in self._archive.labels if label.lower().endswith(".opf")), "")

    def _contents(self, package: Package) -> tuple[list[TocEntry], Roles]:
        """The table of contents, and the landmarks; none where they are missing, for a book can be read without."""
        toc: list[TocEntry] = []
        landmarks: Roles = {}
        if package.nav in self._archive:
            toc, landmarks = read_nav(self._html(package.nav), package.nav)
        if not toc and package.ncx in self._archive:
            toc = read_ncx(self._xml(package.ncx), package.ncx)
        return toc, landmarks

    def _documents(self, package: Package, landmarks: Roles) -> Iterator[BookDocument]:
        for item in package.spine:
            if item.path not in self._archive:
                self._complain(f"The book's list of contents names {item.path!r}, which isn't in the file.")
                continue
            is_page = not item.path.startswith("META-INF/") and not item.path.endswith((".opf", ".ncx"))
            root = self._html(item.path) if is_page else None
            if root is not None and root.tag == "html":
                told = package.guide.get(item.path, frozenset()) | landmarks.get(item.path, frozenset())
                yield BookDocument(item.path, root, told | _own_roles(root), self._css(item.path, root))
            else:
                self._complain(f"{item.path!r} is no page of text, though the book's list of contents says so.")

    def _css(self, path: str, root: Element) -> str:
        """The linked style sheets that the archive has."""
        links = (
            resolve(path, link.get("href") or "")[0] for link in root.iter("link") if link.get("rel") == "stylesheet"
        )
        return "\n".join(self._sheet(sheet) for sheet in links if sheet in self._archive)

    def _sheet(self, path: str) -> str:
        if path not in self._sheets:
            self._sheets[path] = self._archive.read(path, MAX_SHEET).decode("utf-8", "replace")
        return self._sheets[path]

    def _xml(self, path: str) -> Element:
        return parse_xml(self._archive.name, self._read(path), self._limits, recover=True)

    def _html(self, path: str) -> Element:
        return parse_html(self._archive.name, self._read(path), self._limits, self._clock)

    def _read(self, path: str) -> bytes:
        return self._archive.read(path, self._limits.file_bytes)

    def _complain(self, message: str) -> None:
        self._problems.append(Problem(message))

    def _refusal(self, message: str) -> UnreadableError:
        return UnreadableError(self._archive.name, 0, message)


def _own_roles(root: Element) -> frozenset[str]:
    """The roles of the body, and of what alone stands in it."""
    element = root.find("body")
    roles: frozenset[str] = frozenset()
    while element is not None:
        roles |= roles_of(element)
        children = list(element)
        alone = len(children) == 1 and not (element.text or "").strip() and children[0].tag in _SECTIONS
        element = children[0] if alone else None
    return roles
