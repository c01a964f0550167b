"""Loading the corpus folder: new, changed, gone, renamed and unchanged are told apart by content."""

import os
import shutil
from pathlib import Path

import pytest

from bot.errors import CorpusError, NotShownError, StalePageError
from bot.library import reading
from bot.library.answers import ExcerptWish, RecommendWish
from bot.library.library import Library
from bot.search.index import Kind, Request
from tests.library.stories import ANYBODY, OPEN, RESTRICTED, Folder, counts, listed, prose, settings_for, text_of


async def test_a_first_load(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    folder.write("by-author/bridge.md", "The Bridge")
    report = await library.load()
    assert counts(report) == {"new": 2}
    assert report.finished is not None
    assert set(listed(library)) == {"The Quay", "The Bridge"}


async def test_nothing_has_changed(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    await library.load()
    before = listed(library)
    assert counts(await library.load()) == {"unchanged": 1}
    assert listed(library) == before


async def test_touching_a_file_changes_nothing(library: Library, folder: Folder) -> None:
    file = folder.write("quay.txt")
    await library.load()
    os.utime(file, ns=(1, 1))
    assert counts(await library.load()) == {"unchanged": 1}
    assert counts(await library.load()) == {"unchanged": 1}


async def test_files_that_look_untouched_are_not_opened(
    library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder.write("quay.txt")
    os.utime(file, ns=(1, 1))
    await library.load()
    opened: list[Path] = []
    read_bytes = Path.read_bytes

    def watched(path: Path) -> bytes:
        opened.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    assert counts(await library.load()) == {"unchanged": 1}
    assert file not in opened


async def test_a_file_changed_within_the_tick_of_a_clock_is_noticed(library: Library, folder: Folder) -> None:
    """Same size, same date: only the content tells."""
    file = folder.write("quay.txt", "The Quay", "The lamp was lit at six. " * 40)
    await library.load()
    stat = file.stat()
    file.write_bytes(file.read_bytes().replace(b"six", b"ten"))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert counts(await library.load()) == {"changed": 1}


async def test_a_changed_text(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay", prose("lamps", 12))
    await library.load()
    story_id = listed(library)["The Quay"]
    page = await library.page(story_id, 1, OPEN, ANYBODY)
    folder.write("quay.txt", "The Quay", prose("oars", 12))
    assert counts(await library.load()) == {"changed": 1}
    assert listed(library) == {"The Quay": story_id}
    assert "told of oars" in await text_of(library, story_id)
    with pytest.raises(StalePageError):
        await library.page(story_id, 2, OPEN, ANYBODY, revision=page.card.revision)
    assert (await library.card(story_id, OPEN, ANYBODY)).revision == page.card.revision + 1


async def test_a_changed_header_leaves_the_pages_as_they_were(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay", prose("lamps", 12))
    await library.load()
    story_id = listed(library)["The Quay"]
    before = await library.page(story_id, 2, OPEN, ANYBODY)
    folder.write("quay.txt", "The Quay at Night", prose("lamps", 12), Tags="lamps")
    assert counts(await library.load()) == {"changed": 1}
    after = await library.page(story_id, 2, OPEN, ANYBODY, revision=before.card.revision)
    assert after.markdown == before.markdown
    assert after.card.title.value == "The Quay at Night"


async def test_passages_that_are_still_there_keep_their_ids(library: Library, folder: Folder) -> None:
    """A chapter put before the others moves every passage; one that is rewritten is new."""
    chapters = [f"Chapter {number}: Evening {number}\n\n" + prose(f"evening {number}", 8) for number in range(1, 5)]
    folder.write("quay.txt", "The Quay", "\n\n".join(chapters[1:]))
    await library.load()
    place, wish = RESTRICTED, ExcerptWish()
    before = {}
    for _ in range(25):
        excerpt = await library.excerpt(wish, place, ANYBODY)
        before[excerpt.passage_id] = excerpt.plain
    chapters[2] = "Chapter 3: Evening 3\n\n" + prose("something else", 8)
    folder.write("quay.txt", "The Quay", "\n\n".join(chapters))
    await library.load()
    kept = 0
    for passage_id, plain in before.items():
        if "told of evening 3" in plain:
            with pytest.raises(NotShownError):
                await library.passage(passage_id, place, ANYBODY)
        else:
            now = await library.passage(passage_id, place, ANYBODY)
            assert now.plain == plain
            kept += 1
    assert kept >= 4


async def test_a_file_that_vanished_and_came_back(library: Library, folder: Folder, tmp_path: Path) -> None:
    file = folder.write("quay.txt", "The Quay", prose("lamps", 12))
    folder.write("bridge.txt", "The Bridge")
    await library.load()
    story_id = listed(library)["The Quay"]
    excerpt = await library.excerpt(ExcerptWish(story=f"#{story_id}"), OPEN, ANYBODY)
    shutil.move(file, tmp_path / "elsewhere.txt")
    assert counts(await library.load()) == {"gone": 1, "unchanged": 1}
    with pytest.raises(NotShownError):
        await library.page(story_id, 1, OPEN, ANYBODY)
    with pytest.raises(NotShownError):
        await library.passage(excerpt.passage_id, OPEN, ANYBODY)
    assert (await library.status(1)).gone == 1
    assert counts(await library.load()) == {"unchanged": 1}
    shutil.move(tmp_path / "elsewhere.txt", file)
    assert counts(await library.load()) == {"new": 1, "unchanged": 1}
    assert listed(library)["The Quay"] == story_id
    assert (await library.passage(excerpt.passage_id, OPEN, ANYBODY)).plain == excerpt.plain
    assert (await library.status(1)).gone == 0


async def test_it_may_come_back_under_another_name(library: Library, folder: Folder, tmp_path: Path) -> None:
    file = folder.write("quay.txt", "The Quay")
    await library.load()
    before = listed(library)
    shutil.move(file, tmp_path / "elsewhere.txt")
    await library.load()
    shutil.move(tmp_path / "elsewhere.txt", folder.path / "old-quay.txt")
    assert counts(await library.load()) == {"new": 1}
    assert listed(library) == before


async def test_a_renamed_file_is_the_same_story(library: Library, folder: Folder) -> None:
    file = folder.write("quay.txt", "The Quay")
    await library.load()
    before = listed(library)
    (folder.path / "sub").mkdir()
    file.rename(folder.path / "sub" / "the quay (final).txt")
    assert counts(await library.load()) == {"renamed": 1}
    assert listed(library) == before
    assert counts(await library.load()) == {"unchanged": 1}


async def test_a_renamed_file_whose_title_was_its_name(library: Library, folder: Folder) -> None:
    """The name is part of what is read: a guessed title follows it, the story stays the same."""
    file = folder.put("a-lamp-in-the-fog.txt", prose("fog", 6))
    await library.load()
    ((title, story_id),) = listed(library).items()
    file.rename(folder.path / "seven-boats-at-dawn.txt")
    assert counts(await library.load()) == {"renamed": 1}
    ((renamed, same_id),) = listed(library).items()
    assert same_id == story_id
    assert renamed != title


@pytest.mark.parametrize("batch", [1, 100])
async def test_two_files_that_swapped_names(
    library: Library, folder: Folder, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.loader.BATCH_FILES", batch)
    one, other = folder.write("a.txt", "The Quay"), folder.write("b.txt", "The Bridge")
    await library.load()
    before = listed(library)
    one.rename(folder.path / "c.txt")
    other.rename(folder.path / "a.txt")
    (folder.path / "c.txt").rename(folder.path / "b.txt")
    assert counts(await library.load()) == {"renamed": 2}
    assert listed(library) == before
    assert counts(await library.load()) == {"unchanged": 2}


@pytest.mark.parametrize("batch", [1, 3, 100])
async def test_numbered_files_that_all_moved_up(
    library: Library, folder: Folder, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.loader.BATCH_FILES", batch)
    for number in range(8):
        folder.write(f"{number:02}.txt", f"Evening Number {number}")
    await library.load()
    before = listed(library)
    for number in reversed(range(8)):
        (folder.path / f"{number:02}.txt").rename(folder.path / f"{number + 1:02}.txt")
    folder.write("00.txt", "A New First Evening")
    assert counts(await library.load()) == {"renamed": 8, "new": 1}
    after = listed(library)
    del after["A New First Evening"]
    assert after == before


async def test_another_story_under_the_name_of_a_deleted_one(library: Library, folder: Folder) -> None:
    """The bridge takes the quay's file name: the quay is gone, and is itself again when its text returns."""
    quay, bridge = folder.write("a.txt", "The Quay"), folder.write("b.txt", "The Bridge")
    text = quay.read_bytes()
    await library.load()
    before = listed(library)
    bridge.rename(quay)
    assert counts(await library.load()) == {"renamed": 1, "gone": 1}
    assert listed(library) == {"The Bridge": before["The Bridge"]}
    folder.put("z.txt", text)
    assert counts(await library.load()) == {"new": 1, "unchanged": 1}
    assert listed(library) == before


async def test_edited_in_place(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay")
    await library.load()
    (story_id,) = listed(library).values()
    folder.write("a.txt", "The Quay, Rewritten", prose("something else"))
    assert counts(await library.load()) == {"changed": 1}
    assert listed(library) == {"The Quay, Rewritten": story_id}


async def test_renamed_and_edited_at_once(library: Library, folder: Folder) -> None:
    """Nothing tells that it's the same story: the old one is gone, a new one is there."""
    file = folder.write("a.txt", "The Quay")
    folder.write("other.txt", "The Bridge")
    await library.load()
    file.unlink()
    folder.write("b.txt", "The Quay", prose("something else"))
    assert counts(await library.load()) == {"new": 1, "gone": 1, "unchanged": 1}
    assert set(listed(library)) == {"The Quay", "The Bridge"}


async def test_the_same_story_twice_is_one(library: Library, folder: Folder) -> None:
    file = folder.write("a.txt", "The Quay")
    shutil.copy(file, folder.path / "copy of a.txt")
    report = await library.load()
    assert counts(report) == {"new": 1}
    assert [(notice.file, notice.message) for notice in report.notices] == [
        ("copy of a.txt", "holds the same as a.txt, so both are one story")
    ]
    before = listed(library)
    file.unlink()
    report = await library.load()
    assert counts(report) == {"renamed": 1}
    assert report.notices == ()
    assert listed(library) == before


async def test_a_copy_beside_the_file_does_not_take_its_story(library: Library, folder: Folder) -> None:
    """However the copy is called: also if its name comes first."""
    file = folder.write("m.txt", "The Quay")
    await library.load()
    before = listed(library)
    shutil.copy(file, folder.path / "a.txt")
    assert counts(await library.load()) == {"unchanged": 1}
    folder.write("m.txt", "The Quay", prose("something else"))
    assert counts(await library.load()) == {"changed": 1, "new": 1}
    assert (await library.card(before["The Quay"], OPEN, ANYBODY)).revision == 2


async def test_a_corpus_toml_that_changed(library: Library, folder: Folder) -> None:
    folder.put("a.txt", prose("lamps", 6))
    folder.write("b.txt", "The Bridge")
    await library.load()
    story_id = next(iter(set(listed(library).values()) - {listed(library)["The Bridge"]}))
    with pytest.raises(NotShownError):
        await library.card(story_id, OPEN, ANYBODY)
    folder.put("corpus.toml", '[file."a.txt"]\ntitle = "Lamps"\nrating = "Teen"\nauthors = ["Piet Bakker"]\n')
    assert counts(await library.load()) == {"changed": 1, "unchanged": 1}
    card = await library.card(story_id, OPEN, ANYBODY)
    assert (card.title.value, card.byline, card.revision) == ("Lamps", "Piet Bakker", 1)
    folder.put("corpus.toml", '[file."a.txt"]\ntitle = "Lanterns"\nrating = \n[file."c.txt"]\ntitle = "No such file"\n')
    report = await library.load()
    assert [(notice.file, notice.line) for notice in report.notices if notice.file == "corpus.toml"]
    (folder.path / "corpus.toml").unlink()
    report = await library.load()
    assert report.notices == ()
    with pytest.raises(NotShownError):
        await library.card(story_id, OPEN, ANYBODY)


async def test_a_corpus_toml_that_is_no_text(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay")
    folder.put("corpus.toml", b"\xff\xfe\x00[")
    report = await library.load()
    assert counts(report) == {"new": 1}
    assert [(notice.file, notice.message) for notice in report.notices] == [
        ("corpus.toml", "is not UTF-8 text, so nothing in it counts")
    ]


async def test_a_new_version_reads_every_file_again(
    library: Library, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder.write("a.txt", "The Quay")
    os.utime(file, ns=(1, 1))
    await library.load()
    before = listed(library)
    monkeypatch.setattr(reading, "reader_version", lambda: "another")
    titles = reading.read_story

    def differently(name: str, data: bytes, **how: object) -> object:
        return titles(name, data.replace(b"The Quay", b"The Quay, Better Read"), **how)

    monkeypatch.setattr(reading, "read_story", differently)
    assert counts(await library.load()) == {"changed": 1}
    assert listed(library) == {"The Quay, Better Read": before["The Quay"]}
    assert counts(await library.load()) == {"unchanged": 1}


async def test_everything_knows_of_changes_at_once(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay", Characters="Odo Lind", Tags="lamps")
    folder.write("b.txt", "The Bridge", Characters="Odo Lind", Tags="lamps")
    await library.load()

    async def known() -> tuple[set[str], set[str], set[str]]:
        suggested = {one.label for one in library.suggest(Kind.CHARACTER, "", OPEN, ANYBODY)}
        found = await library.search(Request(), OPEN, ANYBODY)
        recommended = await library.recommend(RecommendWish(), OPEN, ANYBODY)
        return (
            suggested,
            {hit.card.title.value for hit in found.found.hits},
            {one.card.title.value for one in recommended.items},
        )

    assert await known() == ({"Odo Lind"}, {"The Quay", "The Bridge"}, {"The Quay", "The Bridge"})
    folder.write("c.txt", "The Ferry", Characters="Hana Mori")
    (folder.path / "b.txt").unlink()
    await library.load()
    assert await known() == ({"Odo Lind", "Hana Mori"}, {"The Quay", "The Ferry"}, {"The Quay", "The Ferry"})


async def test_another_process_that_loads_is_noticed(library: Library, address: str, folder: Folder) -> None:
    folder.write("a.txt", "The Quay")
    async with Library(settings_for(address, folder)):
        pass
    assert (await library.story("The Quay", OPEN, ANYBODY)).title.value == "The Quay"


async def test_progress_is_told(library: Library, folder: Folder) -> None:
    for number in range(5):
        folder.write(f"{number}.txt", f"Evening {number}", Characters="" if number % 2 else "Odo Lind")
    folder.put("broken.txt", b"\x00\x01\x02" * 900)
    told: list[tuple[int, int, str]] = []
    await library.load(lambda done, total, name: told.append((done, total, name)))
    assert [done for done, _, _ in told] == [1, 2, 3, 4, 5, 6]
    assert {total for _, total, _ in told} == {6}
    assert {name for _, _, name in told} == {"0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "broken.txt"}


async def test_names_stated_elsewhere_help_to_find_people(library: Library, folder: Folder) -> None:
    """The file that states them comes last by name, and is read in the same load."""
    body = (
        "Then Brundle Quist came in. Nobody had seen Brundle Quist since spring. " + prose("rain", 2) + "\n\n"
        "“Sit down,” said Brundle Quist. Brundle Quist's brother laughed."
    )
    folder.write("a.txt", "Rain", body, Characters="")
    folder.write("z.txt", "Sun", Characters="Quist Brundle")
    await library.load()
    card = await library.card(listed(library)["Rain"], OPEN, ANYBODY)
    assert [fact.value for fact in card.characters] == ["Quist Brundle"]


async def test_no_folder(library: Library, folder: Folder) -> None:
    folder.write("a.txt", "The Quay")
    await library.load()
    folder.path.rename(folder.path.with_name("moved"))
    with pytest.raises(CorpusError, match=r"There is no corpus folder at .*corpus\. Create it, or name another"):
        await library.load()
    assert set(listed(library)) == {"The Quay"}
