"""ZIP archives that strangers made: opened in memory, within bounds. No path in one ever reaches the disk."""

import stat
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.corpus.formats.archive_names import label_of, leads_out
from bot.corpus.formats.limits import Limits
from bot.corpus.formats.story_names import may_be_story
from bot.errors import UnreadableError

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
"""How archives begin; the second is one without entries."""
CHUNK = 256 * 1024
"""Bytes unpacked at once."""
SMALL = 100_000
"""Bytes up to which it doesn't matter how far an entry grows."""

_CENTRAL, _END = b"PK\x01\x02", b"PK\x05\x06"
_END_SIZE = 22
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1 | 0x40
_DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, OSError, OverflowError)
"""What zipfile raises over a damaged or forged archive."""


class Archive:
    """An opened ZIP. `labels` are its files in the archive's order, each under a legible name of its own."""

    def __init__(self, name: str, opened: ZipFile, limits: Limits) -> None:
        self.name = name
        self._opened = opened
        self._limits = limits
        self._left = limits.unpacked_bytes
        self._entries = _labelled(info for info in opened.infolist() if not info.is_dir())

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the files in it."""
        return tuple(self._entries)

    def __contains__(self, label: str) -> bool:
        return label in self._entries

    def read(self, label: str) -> bytes:
        """One file's bytes. Raises UnreadableError with the file named, and KeyError when there is no such file."""
        info = self._entries[label]
        if reason := self._reason_against(info):
            raise UnreadableError(f"{self.name}/{label}", 0, reason)
        try:
            return self._unpack(info)
        except _DAMAGED:
            message = "It's damaged inside the archive. Pack or download the archive again."
            raise UnreadableError(f"{self.name}/{label}", 0, message) from None

    def _unpack(self, info: ZipInfo) -> bytes:
        """Unpack in pieces and count what really comes out; zipfile ends an entry where its header says it ends."""
        pieces: list[bytes] = []
        with self._opened.open(info) as file:
            while self._left >= 0 and (piece := file.read(CHUNK)):
                self._left -= len(piece)
                pieces.append(piece)
        return b"".join(pieces)

    def _reason_against(self, info: ZipInfo) -> str | None:
        """Why an entry isn't read, as far as its header tells."""
        if leads_out(info):
            return "Its path leads out of the archive, so it isn't read."
        if info.external_attr >> 16 and not _is_plain(info.external_attr >> 16):
            return "It's a link or a device, not a file, so it isn't read."
        if info.flag_bits & _ENCRYPTED:
            return "It's protected by a password. Pack the archive again without one."
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            return "It's packed in an unusual way. Pack it again as an ordinary ZIP."
        return self._reason_of_size(info)

    def _reason_of_size(self, info: ZipInfo) -> str | None:
        limits = self._limits
        if info.file_size > SMALL and info.file_size > limits.ratio * info.compress_size:
            return f"It grows to more than {limits.ratio:,} times its size when unpacked (FICUS_MAX_ARCHIVE_RATIO)."
        if info.file_size > self._left:
            most = f"{limits.unpacked_bytes:,} bytes are unpacked from one archive (FICUS_MAX_UNPACKED_BYTES)"
            return f"At most {most}, and with it there would be more."
        return None


def open_archive(name: str, data: bytes, limits: Limits) -> Archive:
    """Open a ZIP. Raises UnreadableError when it's damaged, has too many entries, or is made to grow without end."""
    if _count_entries(data) > limits.entries:
        message = f"It holds more than {limits.entries:,} files (FICUS_MAX_ARCHIVE_ENTRIES)."
        raise UnreadableError(name, 0, message)
    try:
        opened = ZipFile(BytesIO(data))
    except _DAMAGED:
        message = "This archive is damaged or cut off. Pack or download it again."
        raise UnreadableError(name, 0, message) from None
    if _overlap(opened):
        raise UnreadableError(name, 0, "Files in this archive share the same bytes, as in a ZIP bomb. Pack it again.")
    return Archive(name, opened, limits)


def is_archive(data: bytes) -> bool:
    """Whether a file is a ZIP, EPUB and DOCX included."""
    return data.startswith(MAGIC)


def holds_stories(name: str, data: bytes, limits: Limits) -> bool:
    """Whether a file is a ZIP of story files, and not a story itself as EPUB and DOCX are. Raises UnreadableError."""
    return is_archive(data) and not is_one_document(open_archive(name, data, limits))


def is_one_document(archive: Archive) -> bool:
    """Whether the archive is a document, such as an EPUB or DOCX."""
    return any(label in archive for label in ("mimetype", "META-INF/container.xml", "[Content_Types].xml"))


def stories_in(name: str, data: bytes, limits: Limits) -> Iterator[tuple[str, bytes | UnreadableError]]:
    """The files in a ZIP of stories by their path inside it, each as bytes or the reason why it can't be read.

    Pictures, hidden files and the like are passed over. Raises UnreadableError, at the first step, when the ZIP itself
    can't be read or holds no file that may be a story.
    """
    archive = open_archive(name, data, limits)
    labels = [label for label in archive.labels if may_be_story(label)]
    if not labels:
        raise UnreadableError(name, 0, "There is no story in this archive.")
    for label in labels:
        yield label, read_member(archive, label, limits)


def read_member(archive: Archive, label: str, limits: Limits) -> bytes | UnreadableError:
    """One story file of an archive of stories."""
    file = f"{archive.name}/{label}"
    try:
        data = archive.read(label)
        if len(data) > limits.file_bytes:
            return UnreadableError(file, 0, limits.too_many_bytes(len(data)))
        if data.startswith(MAGIC) and holds_stories(file, data, limits):
            return UnreadableError(file, 0, "It's an archive within an archive. Unpack it first.")
    except UnreadableError as error:
        return error
    return data


def _labelled(infos: Iterator[ZipInfo]) -> dict[str, ZipInfo]:
    """Files by label. A second file of the same name is told apart by a number."""
    entries: dict[str, ZipInfo] = {}
    repeated: dict[str, int] = {}
    for info in infos:
        label = wanted = label_of(info) or "file without a name"
        while label in entries:
            repeated[wanted] = repeated.get(wanted, 1) + 1
            path = PurePosixPath(wanted)
            label = str(path.with_name(f"{path.stem} ({repeated[wanted]}){path.suffix}"))
        entries[label] = info
    return entries


def _is_plain(mode: int) -> bool:
    return stat.S_IFMT(mode) in {0, stat.S_IFREG}


def _count_entries(data: bytes) -> int:
    """Entries that the archive's directory lists, counted before it is read; 0 if it has no directory."""
    end = data.rfind(_END)
    if end < 0 or end + _END_SIZE > len(data):
        return 0
    (size,) = struct.unpack_from("<L", data, end + 12)
    return data.count(_CENTRAL, max(0, end - size - 1024), end)


def _overlap(opened: ZipFile) -> bool:
    """Whether files in the archive share bytes: few of these can be unpacked into very many."""
    places = sorted((info.header_offset, info.compress_size + len(info.orig_filename)) for info in opened.infolist())
    places.append((opened.start_dir, 0))
    return any(start + _LOCAL_HEADER + size > following for (start, size), (following, _) in pairwise(places))
