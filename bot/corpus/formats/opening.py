"""Bytes -> Document: which format a file is in, told by what it holds, never by its name."""

from collections.abc import Callable

from bot.corpus.formats.archives.archive import is_archive
from bot.corpus.formats.archives.containers import read_container
from bot.corpus.formats.document import Document
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.plain.text import read_text_file
from bot.corpus.formats.web.pages import is_page, read_page
from bot.errors import UnreadableError

Format = tuple[Callable[[bytes], bool], Callable[[str, bytes, Limits, Clock], Document]]
"""Whether a file is in a format, and how it's read then: from name, bytes, limits, clock."""

FORMATS: tuple[Format, ...] = ((is_archive, read_container), (is_page, read_page))
"""Asked in this order; what none of them knows is plain text."""

_OTHERS = {
    b"{\\rtf": "an RTF document",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word document",
}
"""What files begin with that can't be read here."""


def open_document(name: str, data: bytes, limits: Limits, clock: Clock) -> Document:
    """Read a file in the format that it is in. Raises UnreadableError (file, line, message)."""
    if len(data) > limits.file_bytes:
        raise UnreadableError(name, 0, limits.too_many_bytes(len(data)))
    clock.check()
    for is_it, read in FORMATS:
        if is_it(data):
            return read(name, data, limits, clock)
    _refuse_others(name, data)
    return read_text_file(name, data, clock)


def _refuse_others(name: str, data: bytes) -> None:
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, kind in _OTHERS.items():
        if start.startswith(magic.lower()):
            raise UnreadableError(name, 0, f"This is {kind}. Save the story as DOCX, EPUB, HTML or plain text.")
