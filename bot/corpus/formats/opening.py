"""Bytes -> Document: which format a file is in, told by what it holds, never by its name."""

from bot.corpus.formats.document import Document
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.text import read_text_file
from bot.errors import UnreadableError

_MAGIC = {
    b"{\\rtf": "an RTF document",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an archive, such as a DOCX or EPUB",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
}
"""What files that are not plain text begin with."""


def open_document(name: str, data: bytes, limits: Limits, clock: Clock) -> Document:  # noqa: ARG001 - for archives
    """Read a file in the format that it is in. Raises UnreadableError (file, line, message)."""
    clock.check()
    _refuse_other_formats(name, data)
    return read_text_file(name, data)


def _refuse_other_formats(name: str, data: bytes) -> None:
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, kind in _MAGIC.items():
        if start.startswith(magic.lower()):
            raise UnreadableError(name, 0, f"This is {kind}. Save the story as plain text or Markdown.")
