"""Files that mean harm, made by code: for the tests and for `python -m benchmarks.hostile`.

Each says what it must get: the sentence that refuses it, or words of the story that is read all the same.
"""

import random
import stat
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from zipfile import ZIP_STORED, ZipInfo

from tests.support.containers import (
    CONTAINER,
    docx,
    epub,
    links,
    nav,
    package,
    page,
    paragraph,
    prose,
    zipped,
)
from tests.support.story_files import PROSE, TEXT

MEGABYTE = 1024 * 1024
STORY = f"Title: The Quay\nRating: General\n\n{TEXT}\n"
RATIO = "It grows to more than 200 times its size when unpacked (FICUS_MAX_ARCHIVE_RATIO)."
NESTED = "It's an archive within an archive. Unpack it first."
OUT = "Its path leads out of the archive, so it isn't read."
LINK = "It's a link or a device, not a file, so it isn't read."
CUT_OFF = "This archive is damaged or cut off. Pack or download it again."
DAMAGED = "It's damaged inside the archive. Pack or download the archive again."
LOCKED = "It's protected by a password. Pack the archive again without one."
ENTITIES = "Its entities grow without bound (FICUS_MAX_ENTITIES)."
DEEP = "Its tags are nested more than 200 deep (FICUS_MAX_NESTING)."
LINES = "It has more than 500,000 lines or tags (FICUS_MAX_LINES)."
NO_TEXT = "There is no text in this file."


@dataclass(frozen=True)
class Hostile:
    """A file and what it must get. `refused` is the sentence, "" when it's read; `reads` words that are then in it."""

    name: str
    make: Callable[[], bytes]
    refused: str = ""
    reads: str = ""
    notice: str = ""
    members: dict[str, str] = field(default_factory=dict)
    """For a ZIP of stories: what each file in it gets, "" when it is read."""
    slow: bool = False


def laughs(root: str) -> str:
    """A thousand million times "ha" in ten lines."""
    rows = "".join(f'<!ENTITY h{number} "{f"&h{number - 1};" * 10}">' for number in range(1, 10))
    return f'<!DOCTYPE {root} [<!ENTITY h0 "ha">{rows}]>'


def quadratic(root: str) -> str:
    """One long entity, to be used very often."""
    return f'<!DOCTYPE {root} [<!ENTITY long "{"ha " * 30_000}">]>'


def outside(root: str, address: str) -> str:
    """Entities whose text stands somewhere else."""
    return (
        f'<!DOCTYPE {root} SYSTEM "{address}.dtd" [<!ENTITY % all SYSTEM "{address}"> %all; '
        f'<!ENTITY secret SYSTEM "{address}">]>'
    )


def in_page(doctype: str, entity: str) -> str:
    """A page that uses an entity."""
    return page(prose(*PROSE, entity)).replace("<html", f"{doctype}<html", 1)


def bombs(levels: int, count: int, inner: bytes) -> bytes:
    """ZIPs within ZIPs."""
    for _ in range(levels):
        inner = zipped({f"layer-{number}.zip": inner for number in range(count)})
    return inner


def overlapping(count: int) -> bytes:
    """A ZIP whose directory leads to the same bytes again and again."""
    name, text = b"story.txt", b"a" * 5 * MEGABYTE
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflater.compress(text) + deflater.flush()
    told = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, zlib.crc32(text), len(packed), len(text), len(name), 0)
    file = b"PK\x03\x04" + told + name + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + told + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    directory = entry * count
    return file + directory + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), len(file), 0)


def patched(data: bytes, **fields: tuple[int, int, str]) -> bytes:
    """A ZIP with something changed in its headers: name -> (offset in the file's header, in the directory's, bytes)."""
    changed = bytearray(data)
    for at, in_directory, value in fields.values():
        raw = bytes.fromhex(value)
        start = changed.find(b"PK\x03\x04")
        changed[start + at : start + at + len(raw)] = raw
        start = changed.rfind(b"PK\x01\x02")
        changed[start + in_directory : start + in_directory + len(raw)] = raw
    return bytes(changed)


def special(name: str, mode: int) -> ZipInfo:
    """An entry that is no plain file."""
    info = ZipInfo(name)
    info.external_attr = mode << 16
    return info


def labelled_wrong() -> bytes:
    """Says that it is UTF-16, is UTF-8."""
    text = "<p>Le café était fermé; “évidemment,” dit-elle.</p>" * 20
    return f'<html><head><meta charset="utf-16"></head><body>{prose()}{text}</body></html>'.encode()


def unfit_names() -> bytes:
    """Names that look like other names, or break lines."""
    names = ["line\nbreak.txt", "gnp.\u202ecod.txt", "bell\x07.txt", "x" * 400 + ".txt"]
    raw = zipped({"nul#byte.txt": STORY.replace("Quay", "Pier"), **dict.fromkeys(names, STORY)})
    return raw.replace(b"nul#byte.txt", b"nul\0byte.txt")


def nested_tables(count: int) -> bytes:
    """Tables in tables."""
    return docx(
        "<w:tbl><w:tr><w:tc>" * count + paragraph(PROSE[0]) + "</w:tc></w:tr></w:tbl>" * count, method=ZIP_STORED
    )


def paragraphs() -> str:
    """Our own prose in a Word document."""
    return "".join(map(paragraph, PROSE))


def baits() -> dict[str, str]:
    """Texts on which a careless pattern never ends, of about 2 MB each; those of very short lines have but 1 MB."""
    seeds = {
        "brackets": "((((((((((",
        "stars": "*a *",
        "underlines": "_a__b_",
        "spaces": "a" + " " * 5000 + "\n",
        "dots": "word. . . . . . ",
        "labels": "Title: : : : ",
        "links": "[a](b](c)[",
        "tags": "<i <b <a href='",
        "ampersands": "&amp;&am&#",
        "quotes": "“ ” \" ' ",
        "dashes": "-- - — ~ ",
        "headings": "Chapter chapter 1 1 1 ",
        "slashes": "a/b/c & d/",
        "digits": "1.1.1.1,1/1 ",
        "commas": "a, , , ",
        "capitals": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA! ",
        "accents": "e\u0301\u0301\u0301\u0301\u0301",
        "backslashes": "\\*\\_\\`",
        "fences": "```\n~~~\n",
        "urls": "http://a.a.a.a.a/////?&&&&",
        "addresses": "a@a.a@a.a@",
        "one letter": "a",
        "lines of spaces": "a\n   \n\t\n",
        "tags and stars": "<b>a</b> *c* ",
    }
    return {name: seed * (MEGABYTE * (1 if seed.count("\n") > 1 else 2) // len(seed)) for name, seed in seeds.items()}


def many_entries(count: int) -> bytes:
    """A ZIP of very many files, put together by hand: zipfile would take its time."""
    files, directory = bytearray(), bytearray()
    for number in range(count):
        name = b"%d.txt" % number
        told = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0)
        directory += b"PK\x01\x02\x14\0" + told + struct.pack("<HHHLL", 0, 0, 0, 0, len(files)) + name
        files += b"PK\x03\x04" + told + name
    end = struct.pack("<HHHHLLH", 0, 0, min(count, 65535), min(count, 65535), len(directory), len(files), 0)
    return bytes(files + directory) + b"PK\x05\x06" + end


def turned_over(data: bytes, found: bytes) -> bytes:
    """A byte changed in the packed content of the first file whose name this is."""
    place = data.index(found) + len(found) + 5
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def anchors(paragraph: int) -> str:
    """Ten places to which a table of contents may lead."""
    return "".join(f'<a id="c{paragraph * 10 + place}"></a>' for place in range(10))


def many_pages(count: int) -> bytes:
    """An EPUB of pages with a megabyte of text each, in words that come in no order."""
    draw, words = random.Random(1), TEXT.split()
    pages = {
        f"{number}.xhtml": page(prose(*(" ".join(draw.choices(words, k=90)) for _ in range(2_000))))
        for number in range(count)
    }
    return epub(pages)


CHAPTER = page(f"<h1>Chapter 1</h1>{prose()}")
GOOD = {"good.txt": ""}

ARCHIVES = (
    Hostile(
        "ZIP bomb, flat",
        lambda: zipped({"bomb.txt": b"\0" * 60 * MEGABYTE, "good.txt": STORY}),
        members={"bomb.txt": RATIO, **GOOD},
    ),
    Hostile(
        "ZIP bomb, nested",
        lambda: zipped({"42.zip": bombs(4, 6, zipped({"bomb.txt": b"\0" * 10 * MEGABYTE})), "good.txt": STORY}),
        members={"42.zip": NESTED, **GOOD},
    ),
    Hostile(
        "ZIP bomb, overlapping entries",
        lambda: overlapping(1500),
        "Files in this archive share the same bytes, as in a ZIP bomb. Pack it again.",
    ),
    Hostile(
        "ZIP whose header states too small a size",
        lambda: patched(zipped({"story.txt": "a" * MEGABYTE}), size=(22, 24, "00010000")),
        members={"story.txt": DAMAGED},
    ),
    Hostile(
        "ZIP whose header states 4 GB",
        lambda: patched(zipped({"story.txt": STORY * 20_000}), size=(22, 24, "ffffff7f")),
        members={"story.txt": RATIO},
    ),
    Hostile(
        "200 MB of spaces, zipped",
        lambda: zipped({"story.txt": b" " * 200 * MEGABYTE}),
        members={"story.txt": RATIO},
        slow=True,
    ),
    Hostile(
        "200 MB of spaces, plain",
        lambda: b" " * 200 * MEGABYTE,
        "It has 209,715,200 bytes; at most 16,777,216 are read (FICUS_MAX_FILE_BYTES).",
    ),
    Hostile("16 MB of spaces, plain", lambda: b" " * 16 * MEGABYTE, NO_TEXT),
    Hostile(
        "100,000 entries", lambda: many_entries(100_000), "It holds more than 2,000 files (FICUS_MAX_ARCHIVE_ENTRIES)."
    ),
    Hostile(
        "path traversal",
        lambda: zipped({"../../etc/story.txt": STORY, "a\\..\\..\\b.txt": STORY, "good.txt": STORY}),
        members={"etc/story.txt": OUT, "a/b.txt": OUT, **GOOD},
    ),
    Hostile(
        "absolute paths",
        lambda: zipped({"/etc/one.txt": STORY, "C:\\Windows\\two.txt": STORY, "//host/share/three.txt": STORY}),
        members={"etc/one.txt": "", "Windows/two.txt": "", "host/share/three.txt": ""},
    ),
    Hostile("device names", lambda: zipped({"con.txt": STORY, "NUL": STORY}), members={"con.txt": "", "NUL": ""}),
    Hostile(
        "link as an entry",
        lambda: zipped([(special("story.txt", stat.S_IFLNK | 0o777), "/etc/passwd"), ("good.txt", STORY)]),
        members={"story.txt": LINK, **GOOD},
    ),
    Hostile(
        "device as an entry",
        lambda: zipped([(special("story.txt", stat.S_IFCHR | 0o666), ""), ("good.txt", STORY)]),
        members={"story.txt": LINK, **GOOD},
    ),
    Hostile(
        "two entries of one name",
        lambda: zipped([("story.txt", STORY), ("story.txt", STORY.replace("Quay", "Pier"))]),
        members={"story.txt": "", "story (2).txt": ""},
    ),
    Hostile(
        "names with NUL, line end, right-to-left marks",
        unfit_names,
        members={
            "nulbyte.txt": "",
            "line break.txt": "",
            "gnp.cod.txt": "",
            "bell.txt": "",
            "x" * 196 + ".txt": "",
        },
    ),
    Hostile(
        "encrypted entry",
        lambda: patched(zipped({"story.txt": STORY}), flags=(6, 8, "0100")),
        members={"story.txt": LOCKED},
    ),
    Hostile(
        "wrong checksum",
        lambda: turned_over(zipped({"story.txt": STORY, "good.txt": STORY}, ZIP_STORED), b"story.txt"),
        members={"story.txt": DAMAGED, **GOOD},
    ),
    Hostile("truncated ZIP", lambda: zipped({"one.txt": STORY, "two.txt": STORY})[:-30], CUT_OFF),
    Hostile("only the beginning of a ZIP", lambda: b"PK\x03\x04", CUT_OFF),
    Hostile(
        "polyglot of PDF and ZIP",
        lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + zipped({"story.txt": STORY}),
        "This is a PDF. Save the story as DOCX, EPUB, HTML or plain text.",
    ),
)

BOOKS = (
    Hostile(
        "billion laughs in an EPUB's package",
        lambda: epub({"1.xhtml": CHAPTER}, doctype=laughs("package"), metadata="<dc:title>&h9;</dc:title>"),
        ENTITIES,
    ),
    Hostile(
        "billion laughs in an EPUB's page",
        lambda: epub({"1.xhtml": in_page(laughs("html"), "&h9;")}),
        ENTITIES,
    ),
    Hostile(
        "quadratic blow-up in an EPUB's page",
        lambda: epub({"1.xhtml": in_page(quadratic("html"), "&long;" * 30_000)}, method=ZIP_STORED),
        reads=PROSE[0],
    ),
    Hostile(
        "external entity (file) in an EPUB's page",
        lambda: epub({"1.xhtml": in_page(outside("html", "file:///etc/passwd"), "&secret;")}),
        reads=PROSE[0],
    ),
    Hostile(
        "external entity (http) in an EPUB's package",
        lambda: epub(
            {"1.xhtml": CHAPTER},
            doctype=outside("package", "http://stories.example/secret"),
            metadata="<dc:title>The Quay &secret;</dc:title>",
        ),
        reads=PROSE[0],
    ),
    Hostile("truncated EPUB", lambda: epub({"1.xhtml": CHAPTER})[:-200], CUT_OFF),
    Hostile(
        "EPUB whose package names files outside",
        lambda: epub({"1.xhtml": CHAPTER}, opf=package(["../../../../etc/passwd", "file:///etc/passwd", "1.xhtml"])),
        reads=PROSE[0],
        notice="'../../../etc/passwd'",
    ),
    Hostile(
        "EPUB whose package names itself",
        lambda: epub({"1.xhtml": CHAPTER}, opf=package(["book.opf", "../META-INF/container.xml", "1.xhtml"])),
        reads=PROSE[0],
        notice="'OPS/book.opf'",
    ),
    Hostile(
        "EPUB whose package is itself only",
        lambda: zipped(
            {"META-INF/container.xml": CONTAINER.replace("OPS/book.opf", "META-INF/container.xml"), "1.xhtml": CHAPTER}
        ),
        "There is no text in this EPUB, or its list of contents names files it lacks.",
    ),
    Hostile(
        "EPUB with 10,000 entries in its contents",
        lambda: epub(
            {"1.xhtml": page("".join(f"<p>{anchors(n)}{PROSE[n % 4]}</p>" for n in range(1_000)))},
            contents=nav(links([(f"1.xhtml#c{number}", f"Night {number}") for number in range(10_000)])),
        ),
        reads=PROSE[0],
        slow=True,
    ),
    Hostile(
        "EPUB with 10,000 entries that lead to one place",
        lambda: epub(
            {"1.xhtml": page(f'<h2 id="c">One</h2>{prose()}')},
            contents=nav(links([("1.xhtml#c", "Night")] * 10_000)),
            method=ZIP_STORED,
        ),
        reads=PROSE[0],
    ),
    Hostile(
        "EPUB with one page 10,000 times",
        lambda: epub(
            {"1.xhtml": CHAPTER},
            opf=package(["1.xhtml"]).replace('<itemref idref="i0"/>', '<itemref idref="i0"/>' * 10_000),
            method=ZIP_STORED,
        ),
        reads=PROSE[0],
    ),
    Hostile(
        "EPUB with contents nested 10,000 deep",
        lambda: epub({"1.xhtml": CHAPTER}, contents=nav("<li><a href='1.xhtml'>x</a><ol>" * 10_000), method=ZIP_STORED),
        DEEP,
    ),
    Hostile(
        "EPUB locked by copy protection",
        lambda: epub(
            {"1.xhtml": CHAPTER},
            more={
                "META-INF/encryption.xml": '<e xmlns="urn:x"><EncryptionMethod Algorithm="urn:rights-management"/></e>'
            },
        ),
        "This EPUB is locked by copy protection. Use a copy without it.",
    ),
    Hostile(
        "EPUB of 60 MB of text",
        lambda: many_pages(60),
        "It takes longer than 20 seconds to read (FICUS_MAX_READ_SECONDS).",
        slow=True,
    ),
    Hostile(
        "DOCX with a macro",
        lambda: docx(paragraphs(), more={"word/vbaProject.bin": b"\0" * 9000}),
        reads=PROSE[0],
        notice="macro",
    ),
    Hostile("truncated DOCX", lambda: docx(paragraphs())[:-100], CUT_OFF),
    Hostile(
        "billion laughs in a DOCX",
        lambda: docx(paragraph("&h9;"), doctype=laughs("w:document")),
        ENTITIES,
    ),
    Hostile(
        "quadratic blow-up in a DOCX",
        lambda: docx(paragraph("&long;" * 30_000), doctype=quadratic("w:document"), method=ZIP_STORED),
        ENTITIES,
    ),
    Hostile(
        "external entity (file) in a DOCX",
        lambda: docx(paragraphs() + paragraph("&secret;"), doctype=outside("w:document", "file:///etc/passwd")),
        "It refers to something outside the file, which is never read. Save it again.",
    ),
    Hostile(
        "DOCX with 100,000 nested tables",
        lambda: nested_tables(100_000),
        "Its tags are nested too deep (FICUS_MAX_NESTING).",
    ),
    Hostile("DOCX with 70 nested tables", lambda: nested_tables(70), DEEP),
)

PAGES = (
    Hostile("HTML with 50,000 nested tags", lambda: b"<html><body>" + b"<div>" * 50_000 + PROSE[0].encode(), DEEP),
    Hostile(
        "HTML with a million attributes",
        lambda: b"<html><body><p %b>%b" % (b" ".join(b"a%d=1" % n for n in range(1_000_000)), prose().encode()),
        "One of its tags is longer than 4,194,304 bytes.",
    ),
    Hostile(
        "HTML with an attribute of 15 MB",
        lambda: b"<html><body><p title='%b'>%b" % (b"x" * 15 * MEGABYTE, prose().encode()),
        "One of its tags is longer than 4,194,304 bytes.",
    ),
    Hostile(
        "HTML with 10,000 attributes",
        lambda: b"<html><body><p %b>%b" % (b" ".join(b"a%d=1" % n for n in range(10_000)), prose().encode()),
        "One of its tags has more than 200 attributes (FICUS_MAX_ATTRIBUTES).",
    ),
    Hostile("HTML of two million paragraphs", lambda: b"<html><body>" + b"<p>a" * 2_000_000, LINES),
    Hostile(
        "EPUB of four million tags",
        lambda: epub({f"{n}.xhtml": page("<i/>" * 400_000) for n in range(10)}, method=ZIP_STORED),
        LINES,
        slow=True,
    ),
    Hostile("DOCX of two million paragraphs", lambda: docx("<w:p/>" * 2_000_000, method=ZIP_STORED), LINES),
    Hostile(
        "HTML of 20,000 styled lines that are kept",
        lambda: b"<html><body>%b<pre>%b" % (prose().encode(), b"a <b>b</b>\n" * 20_000),
        reads=PROSE[0],
        slow=True,
    ),
    Hostile("HTML with a wrong label for its encoding", labelled_wrong, reads="Le café était fermé; “évidemment,”"),
    Hostile("billion laughs in XHTML", lambda: in_page(laughs("html"), "&h9;").encode(), ENTITIES),
    Hostile(
        "HTML that declares 20,000 entities",
        lambda: in_page(
            f"<!DOCTYPE html [{''.join(f'<!ENTITY e{n} {chr(34)}x{chr(34)}>' for n in range(20_000))}]>", ""
        ).encode(),
        "It declares more than 10,000 entities (FICUS_MAX_ENTITIES).",
    ),
)

TEXTS = (
    Hostile("seven million lines", lambda: STORY.encode() + b"a\n" * 7_500_000, LINES),
    Hostile("two million emphases on a line", lambda: STORY.encode() + b"*a* " * 2_000_000, LINES, slow=True),
    Hostile("fourteen million lines that are empty", lambda: STORY.encode() + b"\r" * 14_000_000, LINES),
)

BAITS = tuple(
    Hostile(f"bait for patterns: {name}", lambda text=text: f"{STORY}\n{text}".encode(), reads=PROSE[0], slow=True)
    for name, text in baits().items()
)

HOSTILE = (*ARCHIVES, *BOOKS, *PAGES, *TEXTS, *BAITS)
