"""ZIPs: what is read, under which name, and where each limit ends it."""

import struct
import zlib
from dataclasses import replace
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.formats.archives.archive import holds_stories, open_archive, stories_in
from bot.corpus.formats.limits import Limits
from bot.errors import UnreadableError
from tests.corpus.formats.hostile import STORY
from tests.support.containers import docx, epub, page, paragraph, prose, zipped

LIMITS = Limits()
NOISE = bytes(zlib.crc32(bytes([n % 256, n // 256])) % 256 for n in range(20_000))
"""Bytes that don't become fewer when they are packed."""


def labels(data: bytes, limits: Limits = LIMITS) -> list[str]:
    return list(open_archive("a.zip", data, limits).labels)


def raw_name(name: bytes, *, extra: bytes = b"", utf8: bool = False) -> bytes:
    """A ZIP of one story under a name in these bytes."""
    info = ZipInfo("x" * len(name))
    info.extra = extra
    data = zipped([(info, STORY)], ZIP_STORED).replace(b"x" * len(name), name)
    if not utf8:
        return data
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[data.index(signature) + offset + 1] |= 0x08
    return bytes(changed)


class TestNames:
    @pytest.mark.parametrize(
        ("raw", "label"),
        [
            ("Café.txt".encode("cp437"), "Café.txt"),
            ("Müller über.txt".encode("cp437"), "Müller über.txt"),
            ("Château – été.txt".encode(), "Château – été.txt"),
            ("海辺の猫.txt".encode(), "海辺の猫.txt"),
            ("海辺の猫/第一話.txt".encode("cp932"), "海辺の猫/第一話.txt"),
            ("ナルト.txt".encode("cp932"), "ナルト.txt"),
            (b"by author\\quay.txt", "by author/quay.txt"),
            (b"./quay.txt", "quay.txt"),
            (b"a//b/./quay.txt", "a/b/quay.txt"),
            (b"/home/ona/quay.txt", "home/ona/quay.txt"),
            (b"C:\\stories\\quay.txt", "stories/quay.txt"),
            (b"two\nlines\t.txt", "two lines .txt"),
            ("right\u202eto left.txt".encode(), "rightto left.txt"),
            (b"..", "file without a name"),
        ],
    )
    def test_are_read(self, raw: bytes, label: str):
        assert labels(raw_name(raw)) == [label]

    def test_that_say_they_are_utf_8(self):
        assert labels(raw_name("海辺の猫.txt".encode(), utf8=True)) == ["海辺の猫.txt"]

    def test_that_say_so_and_are_not(self):
        with pytest.raises(UnreadableError, match="damaged or cut off"):
            labels(raw_name(b"caf\xe9.txt", utf8=True))

    @pytest.mark.parametrize(("about", "label"), [(b"cat.txt", "猫.txt"), (b"dog.txt", "cat.txt")])
    def test_that_an_extra_field_tells_better(self, about: bytes, label: str):
        """Unless it was written for a name that has been changed since."""
        field = b"\x01" + struct.pack("<L", zlib.crc32(about)) + "猫.txt".encode()
        extra = struct.pack("<HH", 0x7075, len(field)) + field
        assert labels(raw_name(b"cat.txt", extra=extra)) == [label]

    @given(st.binary(min_size=1, max_size=300).filter(lambda raw: b"\0" not in raw and not raw.endswith((b"/", b"\\"))))
    def test_are_always_legible(self, raw: bytes):
        info = ZipInfo(raw.decode("cp437"))
        (label,) = labels(zipped([(info, "x")])) or ["a folder"]
        assert label
        assert label.isprintable()
        assert not {"", ".", ".."} & set(label.split("/"))
        assert len(label) <= 200

    def test_of_what_is_no_story(self):
        data = zipped(dict.fromkeys(["__MACOSX/._a.txt", ".DS_Store", "cover.jpg", "corpus.toml", "a.txt~"], "x"))
        with pytest.raises(UnreadableError, match="There is no story in this archive"):
            list(stories_in("a.zip", data, LIMITS))


class TestLimits:
    def test_of_entries(self):
        limits = replace(LIMITS, entries=3)
        assert len(labels(zipped(dict.fromkeys("abc", "x")), limits)) == 3
        with pytest.raises(UnreadableError) as refused:
            labels(zipped(dict.fromkeys("abcd", "x")), limits)
        assert refused.value.message == "It holds more than 3 files (FICUS_MAX_ARCHIVE_ENTRIES)."

    def test_of_bytes_altogether(self):
        limits = replace(LIMITS, unpacked_bytes=50_000)
        archive = open_archive("a.zip", zipped({"a": NOISE, "b": NOISE, "c": NOISE, "d": b"small"}), limits)
        assert archive.read("a") + archive.read("b") + archive.read("a") == NOISE * 3
        with pytest.raises(UnreadableError) as refused:
            archive.read("c")
        assert refused.value.message == (
            "At most 50,000 bytes are unpacked from one archive (FICUS_MAX_UNPACKED_BYTES), "
            "and with it there would be more."
        )
        assert archive.read("d") == b"small"

    def test_of_bytes_of_one_story(self):
        limits = replace(LIMITS, file_bytes=15_000)
        got = dict(stories_in("a.zip", zipped({"big.txt": NOISE, "small.txt": STORY}), limits))
        assert isinstance(got["big.txt"], UnreadableError)
        assert got["big.txt"].message == "It has 20,000 bytes; at most 15,000 are read (FICUS_MAX_FILE_BYTES)."
        assert got["big.txt"].file == "a.zip/big.txt"
        assert got["small.txt"] == STORY.encode()

    def test_of_growth(self):
        limits = replace(LIMITS, ratio=5)
        archive = open_archive("a.zip", zipped({"a": "a" * 200_000, "b": NOISE, "c": "c" * 90_000}), limits)
        with pytest.raises(UnreadableError) as refused:
            archive.read("a")
        assert (
            refused.value.message == "It grows to more than 5 times its size when unpacked (FICUS_MAX_ARCHIVE_RATIO)."
        )
        assert archive.read("b") == NOISE
        assert len(archive.read("c")) == 90_000

    def test_of_ways_to_pack(self):
        got = dict(stories_in("a.zip", zipped({"a.txt": STORY}, ZIP_BZIP2), LIMITS))
        assert str(got["a.txt"]) == "a.zip/a.txt: It's packed in an unusual way. Pack it again as an ordinary ZIP."


@pytest.mark.parametrize(
    ("data", "is_bulk"),
    [
        (zipped({"a.txt": STORY}), True),
        (epub({"1.xhtml": page(prose())}), False),
        (docx(paragraph("Text.")), False),
        (STORY.encode(), False),
    ],
    ids=["zip", "epub", "docx", "text"],
)
def test_what_holds_stories(data: bytes, is_bulk: bool):
    assert holds_stories("upload", data, LIMITS) is is_bulk


def test_a_book_in_an_archive_is_a_story():
    book = epub({"1.xhtml": page(prose())})
    assert dict(stories_in("a.zip", zipped({"book.epub": book}), LIMITS)) == {"book.epub": book}


@given(st.data())
def test_damage_ends_in_a_sentence(data):
    """Whatever bytes are changed: what is read is what was packed, or there is a reason."""
    whole = zipped({"a.txt": STORY, "b/c.txt": STORY * 3})
    place = data.draw(st.integers(4, len(whole) - 1))
    changed = (
        whole[:place] + data.draw(st.binary(min_size=1, max_size=8)) + whole[place + data.draw(st.integers(0, 9)) :]
    )
    try:
        got = dict(stories_in("a.zip", changed, LIMITS))
    except UnreadableError as error:
        got = {"": error}
    for content in got.values():
        assert isinstance(content, UnreadableError) or content in {STORY.encode(), STORY.encode() * 3, b""}
