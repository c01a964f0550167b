"""One bad file never stops the others, and the report says which it was and why."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.corpus.story import Fact, Story
from bot.errors import DatabaseError, NotShownError
from bot.library import reading
from bot.library.answers import LoadReport
from bot.library.library import Library
from tests.library.stories import ANYBODY, OPEN, Folder, counts, listed, prose, settings_for
from tests.support.databases import sqlite_address

NOBODY = 65534


def told(report: LoadReport) -> dict[str, str]:
    """Why files could not be read."""
    return {problem.file: problem.message for problem in report.unreadable}


BAD = {
    "empty.txt": b"",
    "spaces.txt": b" \n\t\r\n ",
    "binary.txt": bytes(range(256)) * 40,
    "zeros.txt": b"\0" * 4000,
    "header-only.txt": b"Title: Nothing Under It\nAuthor: Ona Bright\n",
    "corpus.md": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
}


async def test_bad_files_beside_good_ones(library: Library, folder: Folder) -> None:
    for name, content in BAD.items():
        folder.put(name, content)
    folder.write("a-good-one.txt", "The Quay")
    folder.write("z-good-one.txt", "The Bridge")
    report = await library.load()
    assert set(listed(library)) == {"The Quay", "The Bridge"}
    assert counts(report) == {"new": 2, "unreadable": len(BAD)}
    assert set(told(report)) == set(BAD)
    assert all(message and not message.startswith("broke the reader") for message in told(report).values())


async def test_they_are_told_of_until_they_are_mended(library: Library, folder: Folder) -> None:
    folder.put("quay.txt", b"")
    first = await library.load()
    assert told(await library.load()) == told(first)
    status = await library.status(1)
    assert status.last_load is not None
    assert told(status.last_load) == told(first)
    folder.write("quay.txt", "The Quay")
    assert counts(await library.load()) == {"new": 1}
    folder.put("bridge.txt", b"")
    assert counts(await library.load()) == {"unchanged": 1, "unreadable": 1}
    (folder.path / "bridge.txt").unlink()
    assert counts(await library.load()) == {"unchanged": 1}


async def test_a_good_file_that_turned_bad(library: Library, folder: Folder) -> None:
    """Its story is not shown until the file can be read again, and is then the same one."""
    file = folder.write("quay.txt", "The Quay")
    text = file.read_bytes()
    await library.load()
    before = listed(library)
    file.write_bytes(b"")
    assert counts(await library.load()) == {"unreadable": 1}
    with pytest.raises(NotShownError):
        await library.card(before["The Quay"], OPEN, ANYBODY)
    file.write_bytes(text)
    assert counts(await library.load()) == {"new": 1}
    assert listed(library) == before


async def test_a_huge_file_is_not_even_opened(folder: Folder, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("quay.txt", "The Quay")
    huge = folder.put("huge.txt", prose("everything", 20))
    read_bytes = Path.read_bytes

    def watched(path: Path) -> bytes:
        assert path != huge
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    async with Library(settings_for(address, folder, max_file_bytes=4000)) as library:
        report = await library.start()
        assert told(report) == {
            "huge.txt": f"It has {huge.stat().st_size:,} bytes; at most 4,000 are read (FICUS_MAX_FILE_BYTES)."
        }
        assert set(listed(library)) == {"The Quay"}


async def test_odd_names(library: Library, folder: Folder) -> None:
    """Whatever a file system lets through."""
    names = [
        "ünï çödé.txt",
        "😀.md",
        "quote'\"; DROP TABLE story;--.txt",
        "100%_[x].txt",
        "a\nb.txt",
        "-rf.txt",
        "back\\slash.txt",
    ]
    for name in names:
        folder.write(name, f"Story of {names.index(name)}")
    (folder.path / os.fsdecode(b"latin-\xe9.txt")).write_bytes(
        b"Title: Story of Seven\nRating: General\n\n" + prose("x").encode()
    )
    report = await library.load()
    assert counts(report) == {"new": len(names) + 1}
    assert counts(await library.load()) == {"unchanged": len(names) + 1}


async def test_folders_within_folders(library: Library, folder: Folder) -> None:
    folder.write("naruto/2021/spring/quay.txt", "The Quay")
    folder.write("alice/quay.txt", "The Other Quay")
    folder.write("deep/" + "/".join("x" * 20 for _ in range(60)) + "/bridge.txt", "The Bridge")
    folder.put("bad/quay.txt", b"")
    report = await library.load()
    assert counts(report) == {"new": 3, "unreadable": 1}
    assert set(told(report)) == {"bad/quay.txt"}


async def test_a_path_too_long_to_remember(library: Library, folder: Folder) -> None:
    """Made from within, since no call takes so long a path at once."""
    folder.write("quay.txt", "The Quay")
    here = os.open(folder.path, os.O_RDONLY)
    for _ in range(12):
        os.mkdir("語" * 80, dir_fd=here)
        deeper = os.open("語" * 80, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    file = os.open("deep.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(file, b"Title: Deep\n\nText enough to be a story, one would think.")
    os.close(file)
    os.close(here)
    report = await library.load()
    assert set(listed(library)) == {"The Quay"}
    (message,) = told(report).values()
    assert message == "its path is longer than 2,000 bytes"


async def test_what_is_no_story_is_passed_over(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    for name in (".hidden.txt", ".git/config.txt", "quay.txt~", "cover.jpg", "notes.bak", "corpus.toml", "songs.MP3"):
        folder.put(name, b"\x00\x01")
    os.mkfifo(folder.path / "pipe.txt")
    report = await library.load()
    assert counts(report) == {"new": 1}


async def test_links(library: Library, folder: Folder, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Title: Outside\nRating: General\n\n" + prose("outside"), "utf-8")
    (tmp_path / "outside").mkdir()
    folder.write("sub/quay.txt", "The Quay")
    links = {
        "inside.txt": folder.path / "sub" / "quay.txt",
        "out.txt": outside,
        "outfolder": tmp_path / "outside",
        "nothing.txt": folder.path / "nothing at all.txt",
        "sub/round-in-a-circle": folder.path,
        "itself.txt": folder.path / "itself.txt",
    }
    for name, target in links.items():
        (folder.path / name).symlink_to(target)
    report = await library.load()
    assert set(listed(library)) == {"The Quay"}
    assert told(report) == {
        "out.txt": "is a link that leads out of the folder",
        "itself.txt": "can't be looked at: Too many levels of symbolic links",
        "outfolder": "is a link that leads out of the folder",
    }
    assert [notice.message for notice in report.notices] == ["holds the same as inside.txt, so both are one story"]


async def test_a_reader_that_breaks(library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is: it's this one file that is left out."""
    read = reading.read_story

    def breaking(name: str, data: bytes, **how: object) -> object:
        if name == "b.txt":
            raise RecursionError("deep inside")
        return read(name, data, **how)

    monkeypatch.setattr(reading, "read_story", breaking)
    for name in "abc":
        folder.write(f"{name}.txt", f"Story {name}")
    report = await library.load()
    assert set(listed(library)) == {"Story a", "Story c"}
    assert told(report) == {"b.txt": "broke the reader (RecursionError). Please report this."}


async def test_what_the_database_cannot_hold(library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a surrogate pair gets past no driver; the files of its batch are stored without it."""
    read = reading.read_story

    def surrogate(name: str, data: bytes, **how: object) -> Story:
        story = read(name, data, **how)
        return replace(story, summary=Fact("\ud83d")) if name == "b.txt" else story

    monkeypatch.setattr(reading, "read_story", surrogate)
    for name in "abc":
        folder.write(f"{name}.txt", f"Story {name}")
    report = await library.load()
    assert set(listed(library)) == {"Story a", "Story c"}
    (message,) = told(report).values()
    assert message.startswith("holds something that the database refuses")
    assert counts(await library.load()) == {"unchanged": 2, "unreadable": 1}


async def test_a_database_that_fails_is_no_file_s_fault(
    library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        folder.write(f"{name}.txt", f"Story {name}")

    async def fail(*_: object) -> None:
        raise DatabaseError("The database is full.")

    with monkeypatch.context() as failing:
        failing.setattr("bot.library.loading.add_stories", fail)
        with pytest.raises(DatabaseError, match="full"):
            await library.load()
    assert counts(await library.load()) == {"new": 3}


@pytest.fixture
def as_anybody() -> Iterator[Path]:
    """A folder of an ordinary user's, and to be that user: root may open everything."""
    path = Path(tempfile.mkdtemp(prefix="ficus-anybody-"))
    before = os.geteuid()
    if before == 0:
        os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield path
    os.seteuid(before)
    for hidden in (path / "corpus").rglob("*"):
        hidden.chmod(0o700)
    shutil.rmtree(path)


async def test_files_that_may_not_be_opened(as_anybody: Path) -> None:
    folder = Folder(as_anybody / "corpus")
    folder.write("quay.txt", "The Quay")
    folder.write("secret.txt", "The Secret").chmod(0o000)
    folder.write("closed/bridge.txt", "The Bridge").parent.chmod(0o000)
    async with Library(settings_for(sqlite_address(as_anybody), folder)) as library:
        report = await library.start()
        assert set(listed(library)) == {"The Quay"}
        assert told(report) == {
            "closed": "can't be looked into: Permission denied",
            "secret.txt": "can't be opened: Permission denied",
        }
        (folder.path / "secret.txt").chmod(0o600)
        (folder.path / "closed").chmod(0o700)
        assert counts(await library.load()) == {"new": 2, "unchanged": 1}


async def test_a_corpus_toml_that_may_not_be_opened(as_anybody: Path) -> None:
    folder = Folder(as_anybody / "corpus")
    folder.write("quay.txt", "The Quay")
    folder.put("corpus.toml", "").chmod(0o000)
    async with Library(settings_for(sqlite_address(as_anybody), folder)) as library:
        report = await library.start()
        assert set(listed(library)) == {"The Quay"}
        assert [(one.file, one.message) for one in report.notices] == [
            ("corpus.toml", "can't be opened: Permission denied")
        ]


async def test_a_database_that_may_not_be_written(as_anybody: Path) -> None:
    folder = Folder(as_anybody / "corpus")
    folder.write("quay.txt", "The Quay")
    address = sqlite_address(as_anybody)
    async with Library(settings_for(address, folder)):
        pass
    (as_anybody / "ficus.sqlite3").chmod(0o400)
    with pytest.raises(DatabaseError, match=r"can't be opened: attempt to write a readonly database"):
        await Library(settings_for(address, folder)).start()
    elsewhere = sqlite_address(Path("/"))
    with pytest.raises(DatabaseError, match=r"can't be opened: unable to open database file"):
        await Library(settings_for(elsewhere, folder)).start()
