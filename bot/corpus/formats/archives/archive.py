"""ZIP archives that strangers made: opened in memory, within bounds. No path in one ever reaches the disk."""

import stat
import struct
import zlib
from collections.abc import Iterator
from io import SEEK_END, BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.corpus.formats.archives.names import label_of, leads_out
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
_FURTHEST_END = 0x10000 + _END_SIZE
"""Bytes from a ZIP's end within which the record that ends it begins."""
_SLACK = 128
"""Bytes between the directory and the record that ends it, in large archives."""
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1 | 0x40
_DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, OverflowError)
"""What zipfile raises over a damaged or forged archive."""


class Archive:
    """An opened ZIP. `labels` are its files in the archive's order, each under a legible name of its own."""

    def __init__(self, name: str, opened: ZipFile, limits: Limits) -> None:
        self.name = name
        self._opened = opened
        self._limits = limits
        self._unpacked: dict[str, int] = {}
        self._entries = _labelled(info for info in opened.infolist() if not info.is_dir())

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the files in it."""
        return tuple(self._entries)

    def __contains__(self, label: str) -> bool:
        return label in self._entries

    def size(self, label: str) -> int:
        """Bytes that the file has when unpacked, as the archive states; never more come out."""
        return self._entries[label].file_size

    def read(self, label: str, most: int | None = None) -> bytes:
        """One file's bytes, `most` of them at most.

        Raises UnreadableError with the file named, OSError, and KeyError when there is no such file.
        """
        info = self._entries[label]
        if reason := self._reason_against(label, info, most):
            raise UnreadableError(f"{self.name}/{label}", 0, reason)
        try:
            data = self._unpack(info)
        except _DAMAGED:
            message = "It's damaged inside the archive. Pack or download the archive again."
            raise UnreadableError(f"{self.name}/{label}", 0, message) from None
        self._unpacked[label] = len(data)
        return data

    def _unpack(self, info: ZipInfo) -> bytes:
        """Unpack in pieces and stop where the header says that the file ends: it may have lied."""
        pieces: list[bytes] = []
        left = info.file_size
        with self._opened.open(info) as file:
            while left >= 0 and (piece := file.read(CHUNK)):
                left -= len(piece)
                pieces.append(piece)
        if left != 0:
            raise BadZipFile
        return b"".join(pieces)

    def _reason_against(self, label: str, info: ZipInfo, most: int | None) -> str | None:
        """Why a file isn't read, as far as its header tells."""
        if leads_out(info):
            return "Its path leads out of the archive, so it isn't read."
        if info.external_attr >> 16 and not _is_plain(info.external_attr >> 16):
            return "It's a link or a device, not a file, so it isn't read."
        if info.flag_bits & _ENCRYPTED:
            return "It's protected by a password. Pack the archive again without one."
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            return "It's packed in an unusual way. Pack it again as an ordinary ZIP."
        return self._reason_of_size(label, info, most)

    def _reason_of_size(self, label: str, info: ZipInfo, most: int | None) -> str | None:
        limits = self._limits
        if info.file_size > SMALL and info.file_size > limits.ratio * info.compress_size:
            return f"It grows to more than {limits.ratio:,} times its size when unpacked (FICUS_MAX_ARCHIVE_RATIO)."
        if most is not None and info.file_size > most:
            return limits.too_many_bytes(info.file_size)
        before = sum(size for other, size in self._unpacked.items() if other != label)
        if before + info.file_size > limits.unpacked_bytes:
            whole = f"{limits.unpacked_bytes:,} bytes are unpacked from one archive (FICUS_MAX_UNPACKED_BYTES)"
            return f"At most {whole}, and with it there would be more."
        return None


def open_archive(name: str, source: bytes | BinaryIO, limits: Limits) -> Archive:
    """Open a ZIP: its bytes, or a file that stays open. `name` is for the sentences.

    Raises UnreadableError when it's damaged, has too many entries, or is made to grow without end; and OSError.
    """
    file = BytesIO(source) if isinstance(source, bytes) else source
    if _count_entries(file) > limits.entries:
        message = f"It holds more than {limits.entries:,} files (FICUS_MAX_ARCHIVE_ENTRIES)."
        raise UnreadableError(name, 0, message)
    try:
        opened = ZipFile(file)
    except _DAMAGED:
        message = "This archive is damaged or cut off. Pack or download it again."
        raise UnreadableError(name, 0, message) from None
    if _overlap(opened):
        raise UnreadableError(name, 0, "Files in this archive share the same bytes, as in a ZIP bomb. Pack it again.")
    return Archive(name, opened, limits)


def is_archive(data: bytes) -> bool:
    """Whether a file is a ZIP, EPUB and DOCX included, by its first bytes."""
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
    labels = story_labels(archive)
    if not labels:
        raise UnreadableError(name, 0, "There is no story in this archive.")
    for label in labels:
        try:
            content: bytes | UnreadableError = read_member(archive, label, limits)
        except UnreadableError as error:
            content = error
        yield label, content


def story_labels(archive: Archive) -> list[str]:
    """The files of an archive that may be stories, by their names."""
    return [label for label in archive.labels if may_be_story(label)]


def read_member(archive: Archive, label: str, limits: Limits) -> bytes:
    """One story file of an archive of stories. Raises as Archive.read does."""
    data = archive.read(label, limits.file_bytes)
    file = f"{archive.name}/{label}"
    if is_archive(data) and holds_stories(file, data, limits):
        raise UnreadableError(file, 0, "It's an archive within an archive. Unpack it first.")
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


def _count_entries(file: BinaryIO) -> int:
    """Entries that the archive's directory lists, counted before zipfile reads it; 0 if it has no directory."""
    length = file.seek(0, SEEK_END)
    file.seek(max(0, length - _FURTHEST_END))
    tail = file.read()
    end = tail.rfind(_END, 0, len(tail) - _END_SIZE + len(_END))
    if end < 0:
        return 0
    (size,) = struct.unpack_from("<L", tail, end + 12)
    file.seek(max(0, length - len(tail) + end - size - _SLACK))
    return file.read(min(size, length) + _SLACK).count(_CENTRAL)


def _overlap(opened: ZipFile) -> bool:
    """Whether files in the archive share bytes: few of these can be unpacked into very many."""
    places = sorted((info.header_offset, info.compress_size + len(info.orig_filename)) for info in opened.infolist())
    places.append((opened.start_dir, 0))
    return any(start + _LOCAL_HEADER + size > following for (start, size), (following, _) in pairwise(places))
