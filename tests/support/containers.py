"""Archives in the making: ZIPs, EPUBs and Word documents of our own, right or wrong as a test needs them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.support.story_files import PROSE

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)

Files = Mapping[str, str | bytes]


def zipped(files: Files | Sequence[tuple[str | ZipInfo, str | bytes]], method: int = ZIP_DEFLATED) -> bytes:
    """A ZIP of these files; pairs may hold the same name twice, or say more of a file than its name."""
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, content in files.items() if isinstance(files, Mapping) else files:
            kind = ZIP_STORED if name == "mimetype" else method
            archive.writestr(name, content, kind)
    return made.getvalue()


def page(body: str, *, head: str = "", kind: str = "") -> str:
    """An XHTML page of an EPUB."""
    role = f' epub:type="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>A page</title>{head}</head>'
        f"<body{role}>{body}</body></html>"
    )


def prose(*lines: str) -> str:
    """Paragraphs of a page: our own prose, or these lines."""
    return "".join(f"<p>{line}</p>" for line in lines or PROSE)


def nav(entries: str, *, more: str = "") -> str:
    """A navigation document; `entries` are <li>s."""
    return page(f'<nav epub:type="toc"><ol>{entries}</ol></nav>{more}')


def links(pairs: Sequence[tuple[str, str]]) -> str:
    """Entries for `nav`: (where it leads, title)."""
    return "".join(f'<li><a href="{href}">{title}</a></li>' for href, title in pairs)


def ncx(pairs: Sequence[tuple[str, str]]) -> str:
    """An EPUB 2 table of contents."""
    points = "".join(
        f'<navPoint><navLabel><text>{title}</text></navLabel><content src="{src}"/></navPoint>' for src, title in pairs
    )
    return f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points}</navMap></ncx>'


def package(pages: Sequence[str], *, metadata: str = "", items: str = "", after: str = "", doctype: str = "") -> str:
    """A package file that names pages in their order."""
    told = metadata or "<dc:title>The Quay</dc:title><dc:creator>Ona Bright</dc:creator>"
    listed = "".join(
        f'<item id="i{number}" href="{href}" media-type="application/xhtml+xml"/>' for number, href in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(pages)))
    return (
        f'<?xml version="1.0"?>{doctype}<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{told}'
        f'</metadata><manifest>{listed}{items}</manifest><spine toc="ncx">{spine}</spine>{after}</package>'
    )


NAV_ITEM = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
NCX_ITEM = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'


def epub(
    pages: Files,
    *,
    contents: str = "",
    opf: str = "",
    more: Files | None = None,
    method: int = ZIP_DEFLATED,
    **told: str,
) -> bytes:
    """An EPUB. `pages` are its documents in order, `contents` its navigation document, `opf` its whole package file."""
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    if contents:
        told["items"] = told.get("items", "") + NAV_ITEM
        files["OPS/nav.xhtml"] = contents
    files["OPS/book.opf"] = opf or package(list(pages), **told)
    return zipped(files | {f"OPS/{name}": content for name, content in pages.items()} | dict(more or {}), method)


def docx(
    body: str,
    *,
    doctype: str = "",
    more: Files | None = None,
    relations: Mapping[str, str] | None = None,
    method: int = ZIP_DEFLATED,
) -> bytes:
    """A Word document. `relations` are what it refers to beside its styles and footnotes: kind -> file."""
    related = {kind: f"{kind}.xml" for kind in ("styles", "numbering", "footnotes", "endnotes")}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml", "core-properties": "docProps/core.xml"}),
        "word/_rels/document.xml.rels": _relations(related | dict(relations or {})),
        "word/document.xml": f"{doctype}<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    return zipped(files | dict(more or {}), method)


def paragraph(text: str = "", style: str = "", *, runs: str = "", properties: str = "") -> str:
    """A paragraph of a Word document: text, or runs."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = runs or (run(text) if text else "")
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run: text that looks the same."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{kind}" Type="{R}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )
