"""Files that are ZIPs: EPUB, DOCX, and what else comes in one, told by what is inside."""

from bot.corpus.formats.archives.archive import Archive, open_archive, story_labels
from bot.corpus.formats.document import Document
from bot.corpus.formats.docx.reading import is_docx, read_docx
from bot.corpus.formats.epub.book import is_epub
from bot.corpus.formats.epub.reading import read_epub
from bot.corpus.formats.limits import Clock, Limits
from bot.errors import UnreadableError

_ADVICE = "Save the story as DOCX, EPUB, HTML or plain text."


def read_container(name: str, data: bytes, limits: Limits, clock: Clock) -> Document:
    """Read an EPUB or DOCX. Raises UnreadableError, also for a ZIP of stories: those are read one by one."""
    archive = open_archive(name, data, limits)
    clock.check()
    if is_docx(archive):
        return read_docx(archive, limits, clock)
    if is_epub(archive):
        return read_epub(archive, limits, clock)
    raise UnreadableError(name, 0, _reason(archive))


def _reason(archive: Archive) -> str:
    if "mimetype" in archive or "META-INF/manifest.xml" in archive:
        return f"This is an OpenDocument or other archive that isn't read. {_ADVICE}"
    if "[Content_Types].xml" in archive:
        return f"This is an Office file without a story's text. {_ADVICE}"
    if not story_labels(archive):
        return "There is no story in this archive."
    return "This is an archive of several files, which can only be read one by one. Unpack it first."
