"""A ZIP in the corpus folder is read like a folder: each story in it is one of its own."""

import os
from pathlib import Path

import pytest

from bot.library import packed
from bot.library.answers import LoadReport
from bot.library.library import Library
from tests.library.stories import ANYBODY, RESTRICTED, Folder, counts, listed, prose, settings_for
from tests.support.containers import epub, page, zipped
from tests.support.containers import prose as paragraphs


def story(title: str, topic: str = "") -> str:
    return f"Title: {title}\nAuthor: Ona Bright\nRating: General\n\n{prose(topic or title)}\n"


def told(report: LoadReport) -> dict[str, str]:
    return {problem.file: problem.message for problem in report.unreadable}


def pack(folder: Folder, name: str = "harbour.zip", **stories: str) -> Path:
    """A ZIP of stories, by title."""
    return folder.put(name, zipped({f"sub/{file}.txt": story(title) for file, title in stories.items()}))


async def test_its_stories_are_loaded(library: Library, folder: Folder) -> None:
    pack(folder, one="The Quay", two="The Bridge")
    folder.write("lamp.txt", "The Lamp")
    assert counts(await library.load()) == {"new": 3}
    assert set(listed(library)) == {"The Quay", "The Bridge", "The Lamp"}
    assert counts(await library.load()) == {"unchanged": 3}


async def test_books_in_it_are_stories(library: Library, folder: Folder) -> None:
    book = epub({"1.xhtml": page(f"<h2>Chapter 1</h2>{paragraphs()}")})
    folder.put("harbour.zip", zipped({"book.epub": book, "one.txt": story("The Bridge")}))
    assert counts(await library.load()) == {"new": 2}
    assert set(listed(library)) == {"The Quay", "The Bridge"}


async def test_it_is_told_by_its_content(library: Library, folder: Folder) -> None:
    pack(folder, "harbour", one="The Quay")
    folder.put("harbour.txt.zip", story("The Bridge"))
    await library.load()
    assert set(listed(library)) == {"The Quay", "The Bridge"}


async def test_an_untouched_one_is_not_unpacked(
    library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pack(folder, one="The Quay", two="The Bridge")
    os.utime(file, ns=(1, 1))
    await library.load()

    def refuse(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(packed, "read_member", refuse)
    assert counts(await library.load()) == {"unchanged": 2}


async def test_a_changed_one(library: Library, folder: Folder) -> None:
    pack(folder, one="The Quay", two="The Bridge", three="The Lamp")
    await library.load()
    before = listed(library)
    folder.put(
        "harbour.zip",
        zipped(
            {
                "sub/one.txt": story("The Quay"),
                "sub/two.txt": story("The Bridge", "something else"),
                "elsewhere/three.txt": story("The Lamp"),
                "sub/four.txt": story("The Gull"),
            }
        ),
    )
    assert counts(await library.load()) == {"unchanged": 1, "changed": 1, "renamed": 1, "new": 1}
    after = listed(library)
    assert {title: after[title] for title in before} == before


async def test_stories_that_leave_it_are_gone(library: Library, folder: Folder) -> None:
    pack(folder, one="The Quay", two="The Bridge")
    await library.load()
    pack(folder, one="The Quay")
    assert counts(await library.load()) == {"unchanged": 1, "gone": 1}
    (folder.path / "harbour.zip").unlink()
    assert counts(await library.load()) == {"gone": 1}
    assert listed(library) == {}


async def test_unpacked_they_are_the_same_stories(library: Library, folder: Folder) -> None:
    pack(folder, one="The Quay", two="The Bridge")
    await library.load()
    before = listed(library)
    (folder.path / "harbour.zip").unlink()
    for file, title in {"one": "The Quay", "two": "The Bridge"}.items():
        folder.put(f"harbour/{file}.txt", story(title))
    assert counts(await library.load()) == {"renamed": 2}
    assert listed(library) == before


async def test_one_that_is_renamed(library: Library, folder: Folder) -> None:
    file = pack(folder, one="The Quay", two="The Bridge")
    await library.load()
    before = listed(library)
    file.rename(folder.path / "port.zip")
    assert counts(await library.load()) == {"renamed": 2}
    assert listed(library) == before


async def test_the_same_story_inside_and_outside(library: Library, folder: Folder) -> None:
    pack(folder, one="The Quay", two="The Bridge")
    folder.put("quay.txt", story("The Quay"))
    report = await library.load()
    assert counts(report) == {"new": 2}
    assert [notice.file for notice in report.notices] == ["quay.txt"]
    (folder.path / "harbour.zip").unlink()
    await library.load()
    assert set(listed(library)) == {"The Quay"}


async def test_bad_files_in_it_do_not_stop_the_others(library: Library, folder: Folder) -> None:
    content = {
        "good.txt": story("The Quay"),
        "empty.txt": "",
        "inner.zip": zipped({"a.txt": story("The Lamp")}),
        "../out.txt": story("The Gull"),
        "bomb.txt": " " * 9_000_000,
        "zz.txt": story("The Bridge"),
        "cover.jpg": "x",
    }
    folder.put("harbour.zip", zipped(content))
    report = await library.load()
    assert set(listed(library)) == {"The Quay", "The Bridge"}
    assert told(report) == {
        "harbour.zip/empty.txt": "There is no text in this file.",
        "harbour.zip/inner.zip": "It's an archive within an archive. Unpack it first.",
        "harbour.zip/out.txt": "Its path leads out of the archive, so it isn't read.",
        "harbour.zip/bomb.txt": ("It grows to more than 200 times its size when unpacked (FICUS_MAX_ARCHIVE_RATIO)."),
    }
    assert told(await library.load()) == told(report)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (zipped({"a.txt": "x"})[:-9], "This archive is damaged or cut off. Pack or download it again."),
        (zipped({"cover.jpg": "x"}), "There is no story in this archive."),
        (zipped({}), "There is no story in this archive."),
    ],
    ids=["damaged", "pictures", "empty"],
)
async def test_one_that_gives_nothing(library: Library, folder: Folder, content: bytes, sentence: str) -> None:
    folder.put("harbour.zip", content)
    folder.write("quay.txt", "The Quay")
    assert told(await library.load()) == {"harbour.zip": sentence}
    assert set(listed(library)) == {"The Quay"}
    pack(folder, one="The Bridge")
    assert counts(await library.load()) == {"new": 1, "unchanged": 1}


async def test_a_limit_that_was_raised(folder: Folder, address: str) -> None:
    pack(folder, one="The Quay", two="The Bridge")
    async with Library(settings_for(address, folder, max_archive_entries=1)) as library:
        report = await library.start()
        assert told(report) == {"harbour.zip": "It holds more than 1 files (FICUS_MAX_ARCHIVE_ENTRIES)."}
    async with Library(settings_for(address, folder)) as library:
        assert counts(await library.start()) == {"new": 2}


async def test_corpus_toml_names_what_is_inside(library: Library, folder: Folder) -> None:
    pack(folder, one="The Quay", two="The Bridge")
    folder.put(
        "corpus.toml",
        '[[pattern]]\nmatch = "harbour.zip/*"\nrating = "Mature"\n[file."harbour.zip/sub/one.txt"]\nrating = "Teen"\n',
    )
    report = await library.load()
    assert report.notices == ()
    found = listed(library)
    ratings = [(await library.card(found[title], RESTRICTED, ANYBODY)).rating.value for title in sorted(found)]
    assert ratings == ["Mature", "Teen"]
