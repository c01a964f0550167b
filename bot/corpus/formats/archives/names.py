"""Names inside archives -> legible labels. A label says which entry is meant; it's never used as a path on the disk."""

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from zipfile import ZipInfo

LONGEST_LABEL = 200
"""Characters of a label; the end is kept, where the file's own name is."""

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
"""Info-ZIP's extra field that holds the name in UTF-8."""
_JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]{2}")
_DRIVE = re.compile(r"^[A-Za-z]:")
_SPACES = re.compile(r"\s+")


def label_of(info: ZipInfo) -> str:
    """The entry's path in legible characters, with forward slashes, without `..`, root or drive; "" if nothing is left.

    Control characters and marks that change the direction of writing are left out.
    """
    path = _DRIVE.sub("", _decoded(info).replace("\\", "/"))
    parts = (_legible(part) for part in path.split("/"))
    return "/".join(part for part in parts if part not in {"", ".", ".."})[-LONGEST_LABEL:]


def leads_out(info: ZipInfo) -> bool:
    """Whether the entry's path would leave the folder that it's unpacked into."""
    return ".." in _decoded(info).replace("\\", "/").split("/")


def _legible(part: str) -> str:
    kept = "".join(" " if c.isspace() else c for c in part if c.isspace() or unicodedata.category(c)[0] != "C")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def _decoded(info: ZipInfo) -> str:
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    stated = next(
        (text[5:] for kind, text in _extra(info.extra) if kind == _UNICODE_PATH and _is_about(text, raw)), raw
    )
    try:
        return stated.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(raw)


def _legacy(raw: bytes) -> str:
    """Shift-JIS if that makes Japanese of it, otherwise what the standard says: code page 437."""
    try:
        text = raw.decode("cp932")
    except UnicodeDecodeError:
        return raw.decode("cp437")
    return text if _JAPANESE.search(text) else raw.decode("cp437")


def _extra(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields: kind and content."""
    while len(data) >= struct.calcsize("<HH"):
        kind, size = struct.unpack_from("<HH", data)
        yield kind, data[4 : 4 + size]
        data = data[4 + size :]


def _is_about(field: bytes, raw: bytes) -> bool:
    """Whether a Unicode path field still belongs to the name beside it."""
    return len(field) > 5 and field[0] == 1 and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw)  # noqa: PLR2004
