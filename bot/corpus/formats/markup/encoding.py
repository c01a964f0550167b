"""Bytes of HTML or XHTML -> text: the label that a file has for its encoding counts only where it can be true."""

import codecs
import re

from bot.corpus.formats.plain.decoding import Decoded, decode

HEAD = 4096
"""Bytes in which a label stands."""

_LABEL = re.compile(
    rb"""<\?xml[^>]{0,100}?encoding\s?=\s?["']([\w.:-]{1,40})|<meta[^>]{0,300}?charset\s?=\s?["']?\s?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252"})
"""Browsers read these three alike, as Windows-1252."""
_SEVEN_BITS = frozenset({"iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "hz", "utf-7"})
"""Encodings whose bytes are ASCII's, so that they would pass for UTF-8; the last of them only serves to hide tags."""


def decode_markup(data: bytes) -> Decoded:
    """Decode a web page. Never fails; what its label promises counts less than what the bytes can be."""
    label = _labelled(data[:HEAD])
    if label in _SEVEN_BITS and label != "utf-7" and data.isascii():
        return Decoded(data.decode(label, errors="replace"), label)
    if label is None or label in _WESTERN or label.startswith(("utf-", "utf_")):
        return decode(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _as_labelled(data, label)


def _labelled(head: bytes) -> str | None:
    """The codec that the label names, by Python's name for it; None when there is none or nobody knows it."""
    match = _LABEL.search(head)
    try:
        return codecs.lookup((match[1] or match[2]).decode("ascii")).name if match else None
    except LookupError:
        return None


def _as_labelled(data: bytes, label: str) -> Decoded:
    try:
        return Decoded(data.decode(label), label)
    except (UnicodeDecodeError, LookupError):
        return decode(data)
