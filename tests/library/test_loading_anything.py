"""Whatever happens to a folder between loads, the library has each readable text once, and texts keep their stories."""

import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.library.library import Library
from tests.library.stories import Folder, counts, listed, prose, settings_for
from tests.support.examples import examples

NAMES = [f"{letter}.txt" for letter in "abcde"] + ["sub/f.txt"]
TEXTS = 7

names = st.sampled_from(NAMES)
actions = st.one_of(
    st.tuples(st.just("write"), names, st.integers(0, TEXTS - 1)),
    st.tuples(st.just("break"), names, st.just(0)),
    st.tuples(st.just("delete"), names, st.just(0)),
    st.tuples(st.just("move"), names, names),
    st.tuples(st.just("swap"), names, names),
    st.tuples(st.just("copy"), names, names),
)
histories = st.lists(st.lists(actions, min_size=1, max_size=5), min_size=1, max_size=4)


def act(folder: Folder, action: tuple[str, str, str | int]) -> None:
    """Do it, if it can be done."""
    what, name, other = action
    file = folder.path / name
    if what == "write":
        folder.write(name, f"Text {other}", prose(f"text {other}"))
    elif what == "break":
        folder.put(name, b"")
    elif not file.exists():
        return
    elif what == "delete":
        file.unlink()
    else:
        _act_on_two(what, file, folder.path / str(other))


def _act_on_two(what: str, file: Path, other: Path) -> None:
    other.parent.mkdir(exist_ok=True)
    if file == other:
        return
    if what == "copy":
        shutil.copy(file, other)
    elif what == "move" or not other.exists():
        file.rename(other)
    else:
        between = file.with_suffix(".tmp")
        file.rename(between)
        other.rename(file)
        between.rename(other)


def texts_in(folder: Folder) -> dict[str, list[tuple[str, int]]]:
    """The files that hold each text: name and inode."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for file in folder.path.rglob("*.txt"):
        content = file.read_text("utf-8")
        if content:
            name = file.relative_to(folder.path).as_posix()
            found[content.splitlines()[0].removeprefix("Title: ")].append((name, file.stat().st_ino))
    return dict(found)


def is_same_file(folder: Folder, before: list[tuple[str, int]], now: list[tuple[str, int]]) -> bool:
    """Whether a text is in one file, as it was: that file, or one that it was renamed to; not a copy of it beside
    the file, in which something else is now.
    """
    if len(before) != 1 or len(now) != 1:
        return False
    (old_name, old_inode), (name, inode) = before[0], now[0]
    return name == old_name or inode == old_inode or not (folder.path / old_name).exists()


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=histories, batch=st.sampled_from([1, 2, 100]))
async def test_anything(
    another: Callable[[], Library], folder: Folder, histories: list[list[tuple[str, str, str | int]]], batch: int
) -> None:
    shutil.rmtree(folder.path)
    folder.path.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.library.loader.BATCH_FILES", batch)
        async with another() as library:
            stories: dict[str, int] = {}
            held: dict[str, list[tuple[str, int]]] = {}
            for actions in histories:
                for action in actions:
                    act(folder, action)
                report = await library.load()
                there, now = listed(library), texts_in(folder)
                assert set(there) == set(now)
                same = [text for text in held if is_same_file(folder, held[text], now.get(text, []))]
                assert {text: there[text] for text in same} == {text: stories[text] for text in same}
                assert report.new + report.changed + report.renamed + report.unchanged == len(now)
                assert counts(await library.load()).get("unchanged", 0) == len(now)
                stories, held = there, now


@pytest.fixture
def another(tmp_path: Path, folder: Folder) -> Callable[[], Library]:
    """Makes libraries on new databases."""
    made: list[Library] = []

    def make() -> Library:
        made.append(Library(settings_for(f"sqlite:///{tmp_path / f'{len(made)}.sqlite3'}", folder)))
        return made[-1]

    return make
