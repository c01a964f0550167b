"""Bytes -> text: which encoding a file is in, told by its bytes alone."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from bot.corpus.language import guess_language
from bot.corpus.story import Problem

SAMPLE = 128 * 1024
"""Bytes looked at where a guess costs time."""
WESTERN_SHARE = 0.2
"""A text in Latin letters has fewer bytes beyond ASCII than this; other scripts have more."""
NUL_SHARE = 0.3
"""Share of NUL bytes on one side of the byte pairs that makes a file UTF-16."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5[a-z]|\xd2[A-Za-z]")
_OTHER_SCRIPTS = ("cp1251", "koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp1253", "cp1255", "cp1256")
_BY_LANGUAGE = {"cp1250": {"Polish", "Czech", "Hungarian", "Romanian"}, "cp1254": {"Turkish"}}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without its byte order mark and otherwise as it stands, line ends included."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a file. Never fails: bytes that no encoding explains become U+FFFD or what Windows-1252 has for them."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _forgiving(data[len(bom) :], encoding)
    if encoding := _utf16_without_mark(data):
        return _forgiving(data, encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _forgiving(data, "utf-8") if _is_mostly_utf8(data) else _decode_legacy(data)


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[: SAMPLE - SAMPLE % 2]
    half = len(sample) // 2
    if not half:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > NUL_SHARE * half and even < odd / 4:
        return "utf-16-le"
    if even > NUL_SHARE * half and odd < even / 4:
        return "utf-16-be"
    return None


def _forgiving(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        errors = "ficus-cp1252" if encoding == "utf-8" else "replace"
        notice = Problem("Some bytes are not what the file's encoding allows; they were read as well as possible.")
        return Decoded(data.decode(encoding, errors=errors), encoding, (notice,))


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether a file that is not valid UTF-8 is UTF-8 with foreign bytes in it (pasted from elsewhere)."""
    good = sum(len(match) for match in _MULTIBYTE.findall(data))
    return good > (len(_HIGH.findall(data)) - good)


def _decode_legacy(data: bytes) -> Decoded:
    if len(_HIGH.findall(data[:SAMPLE])) > WESTERN_SHARE * min(len(data), SAMPLE):
        best = from_bytes(data[:SAMPLE], cp_isolation=list(_OTHER_SCRIPTS)).best()
        encoding = best.encoding if best else "cp1252"
    else:
        encoding = _western(data[:SAMPLE])
    return Decoded(_decode_single(data, encoding), encoding)


def _western(sample: bytes) -> str:
    # In Windows-1252 these bytes are capitals with an accent, which don't stand inside a word in small letters.
    if _MAC_APOSTROPHE.search(sample) and not re.search(rb"[\x91-\x94]", sample):
        return "mac_roman"
    for encoding, languages in _BY_LANGUAGE.items():
        if guess_language(_decode_single(sample, encoding)) in languages:
            return encoding
    return "cp1252"


def _decode_single(data: bytes, encoding: str) -> str:
    if encoding == "cp1252":
        # Five bytes are undefined in Windows-1252; Latin-1 has (control) characters for them, dropped later.
        return data.decode("cp1252", errors="ficus-latin1")
    return data.decode(encoding, errors="replace")


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _decode_single(error.object[error.start : error.end], "cp1252"), error.end


codecs.register_error("ficus-latin1", _as_latin1)
codecs.register_error("ficus-cp1252", _as_cp1252)
