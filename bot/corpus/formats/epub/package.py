"""An EPUB's package file (OPF): what it says of the book, and which files make it up in which order."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag

from lxml import etree

from bot.corpus.formats.markup.html import Element

_NCX_TYPE = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class Person:
    """Who made the book, with MARC relator codes (`aut`, `trl`), none if the file gives none."""

    name: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the package says of the book, each value as it stands there with white space run together.

    `description` may hold HTML. `meta` has the EPUB 2 style `<meta name= content=>` and EPUB 3 properties that refine
    nothing, by name, in order.
    """

    title: str = ""
    subtitle: str = ""
    creators: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    language: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    publisher: str = ""
    sources: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    rights: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    """(event, date): "publication", "modification", or "" where none is named."""
    series: str = ""
    series_index: str = ""
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book: its path inside the archive."""

    path: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Package:
    """A read package: `spine` are the documents in reading order, `guide` the EPUB 2 roles of files, by path."""

    metadata: Metadata
    spine: tuple[Item, ...]
    nav: str = ""
    """Path of the EPUB 3 navigation document."""
    ncx: str = ""
    """Path of the EPUB 2 table of contents."""
    guide: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


def read_package(root: Element, path: str) -> Package:
    """Read a package's root element; `path` is where in the archive it stands, which its links are relative to."""
    items = _items(root, path)
    spine = next(_all(root, "spine"), None)
    refs = [] if spine is None else list(_all(spine, "itemref"))
    named = spine.get("toc", "") if spine is not None else ""
    ordered = dict.fromkeys(items[ref.get("idref", "")] for ref in refs if ref.get("idref", "") in items)
    ncx = items.get(named) or next((item for item in items.values() if item.media_type == _NCX_TYPE), None)
    nav = next((item for item in items.values() if "nav" in item.properties), None)
    return Package(
        read_metadata(root), tuple(ordered), nav.path if nav else "", ncx.path if ncx else "", _guide(root, path)
    )


def resolve(base: str, href: str) -> tuple[str, str]:
    """Where a link in the file `base` leads: (path inside the archive, fragment). A path that leaves it begins `..`."""
    target, fragment = urldefrag(href.strip())
    target = unquote(target)
    folder = posixpath.dirname(base)
    path = posixpath.normpath(posixpath.join(folder, target)) if target else base
    return path, unquote(fragment)


def read_metadata(root: Element) -> Metadata:
    """What the package's `metadata` says."""
    refined = _refinements(root)
    titles = [(text_of(one), refined[one.get("id", "")]) for one in _all(root, "title")]
    dates = ((_attribute(one, "event"), text_of(one)) for one in _all(root, "date"))
    meta = _meta(root)
    series, index = _series(root, refined, meta)
    return Metadata(
        title=_title(titles, "main") or next((text for text, _ in titles if text), ""),
        subtitle=_title(titles, "subtitle"),
        creators=_people(root, "creator", refined),
        contributors=_people(root, "contributor", refined),
        language=_first(root, "language"),
        description=_first(root, "description"),
        subjects=_texts(root, "subject"),
        publisher=_first(root, "publisher"),
        sources=_texts(root, "source"),
        identifiers=_texts(root, "identifier"),
        rights=_first(root, "rights"),
        dates=tuple((event, date) for event, date in dates if date),
        series=series,
        series_index=index,
        meta=meta,
    )


def text_of(element: Element) -> str:
    """All text in an element, white space run together."""
    return " ".join("".join(element.itertext()).split())


Refined = defaultdict[str, defaultdict[str, list[str]]]
"""Id of what is refined -> property -> values."""


def _refinements(root: Element) -> Refined:
    refined: Refined = defaultdict(lambda: defaultdict(list))
    for meta in _all(root, "meta"):
        if about := meta.get("refines", "").removeprefix("#"):
            refined[about][meta.get("property", "")].append(text_of(meta))
    return refined


def _title(titles: list[tuple[str, defaultdict[str, list[str]]]], kind: str) -> str:
    return next((text for text, refined in titles if kind in refined["title-type"]), "")


def _people(root: Element, tag: str, refined: Refined) -> tuple[Person, ...]:
    people: list[Person] = []
    for element in _all(root, tag):
        roles = {_attribute(element, "role"), *refined[element.get("id", "")]["role"]} - {""}
        if name := text_of(element):
            people.append(Person(name, frozenset(roles)))
    return tuple(people)


def _meta(root: Element) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for meta in _all(root, "meta"):
        if name := meta.get("name"):
            found[name].append(meta.get("content", ""))
        elif (name := meta.get("property")) and not meta.get("refines"):
            found[name].append(text_of(meta))
    return {name: tuple(values) for name, values in found.items()}


def _series(root: Element, refined: Refined, meta: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    for one in _all(root, "meta"):
        about = refined[one.get("id", "")]
        if one.get("property") == "belongs-to-collection" and "set" not in about["collection-type"]:
            return text_of(one), next(iter(about["group-position"]), "")
    return next(iter(meta.get("calibre:series", ())), ""), next(iter(meta.get("calibre:series_index", ())), "")


def _items(root: Element, path: str) -> dict[str, Item]:
    """The files that the package lists, by id."""
    items: dict[str, Item] = {}
    for item in _all(root, "item"):
        properties = frozenset(item.get("properties", "").split())
        where, _ = resolve(path, item.get("href", ""))
        items.setdefault(item.get("id", ""), Item(where, item.get("media-type", "").lower(), properties))
    return items


def _guide(root: Element, path: str) -> dict[str, frozenset[str]]:
    guide: defaultdict[str, set[str]] = defaultdict(set)
    for one in _all(root, "reference"):
        where, fragment = resolve(path, one.get("href", ""))
        if not fragment:
            guide[where].add(one.get("type", "").lower())
    return {where: frozenset(roles) for where, roles in guide.items()}


def _first(root: Element, tag: str) -> str:
    return next(iter(_texts(root, tag)), "")


def _texts(root: Element, tag: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for one in _all(root, tag) if (text := text_of(one))))


def _attribute(element: Element, name: str) -> str:
    """An attribute, whether or not it has a namespace."""
    found = (value for key, value in element.attrib.items() if etree.QName(key).localname == name)
    return str(next(found, ""))


def _all(root: Element, tag: str) -> Iterator[Element]:
    return root.iter(f"{{*}}{tag}")
