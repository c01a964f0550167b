import errno
import os
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import IndexUnusableError
from bot.search.engine.entries import Entry
from bot.search.engine.forms import NAMES
from bot.search.engine.keys import KeyIndex
from tests.search.engine.entries import titles
from tests.support.examples import examples

KNOWN = [
    Entry(1, ("The Lantern Keeper",), ("Iris Lowe",), 40),
    Entry(2, ("The Lantern Keeper's Daughter: A Mystery",), ("Iris Lowe",), 10),
    Entry(3, ("Café Élan",), ("Jun Okabe",)),
    Entry(4, ("進撃の図書館",)),
    Entry(5, ("ノルウェイ",)),
    Entry(6, ("Тихий дом",)),
    Entry(7, ("조용한 집",)),
    Entry(8, ("البيت الهادئ",)),
    Entry(9, ("Star Harbor",), ("Tomas Reyes",)),
    Entry(10, ("!!!",)),
    Entry(11, ("The Harbor at the End of Winter",)),
]


@pytest.fixture(scope="module")
def known() -> KeyIndex:
    return KeyIndex.build(KNOWN)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("The Lantern Keeper", 1),
        ("lantern keeper", 1),
        ("the lanten keeper", 1),
        ("teh lantren keeper", 1),
        ("keeper lantern the", 1),
        ("the lan", 1),
        ("lantern keepers daughter", 2),
        ("daughter mystery", 2),
        ("lantern lowe", 1),
        ("daughter iris low", 2),
        ("cafe elan", 3),
        ("caffe elan", 3),
        ("進撃", 4),
        ("図書館", 4),
        ("進撃の図書", 4),
        ("noruwei", 5),
        ("тихий", 6),
        ("тихй дом", 6),
        ("조용한", 7),
        ("البيت", 8),
        ("starharbor", 9),
        ("st ar harbor", 9),
        ("!!!", 10),
        ("harbor end winter", 11),
    ],
)
def test_what_was_meant_comes_first(known, typed, first):
    assert [near.id for near in known.suggest(typed)][:1] == [first]


@pytest.mark.parametrize(
    ("typed", "how"), [("the lantern keeper", "title"), ("keeper lowe", "author words"), ("noruwei", "title")]
)
def test_a_suggestion_says_how_it_was_found(known, typed, how):
    assert known.suggest(typed)[0].how == how


def test_all_of_one_title_are_listed():
    index = KeyIndex.build([*KNOWN, *(Entry(number, ("Poems",)) for number in range(100, 120))])
    assert {near.id for near in index.suggest("poems")} >= set(range(100, 120))


@given(st.text())
@settings(max_examples=examples(150))
def test_any_text_is_a_valid_query(typed):
    for near in INDEX.suggest(typed):
        assert 1 <= near.id <= len(TITLES)


TITLES = titles(300)
INDEX = KeyIndex.build(TITLES)


@given(st.lists(st.tuples(st.text(), st.text(max_size=5)), max_size=8))
@settings(max_examples=examples(40), deadline=None)
def test_any_text_may_be_a_title(pairs):
    index = KeyIndex.build(Entry(number, (title,), (author,)) for number, (title, author) in enumerate(pairs))
    for number, (title, _) in enumerate(pairs):
        found = [near.id for near in index.suggest(title, len(pairs))]
        assert number in found or not title.strip()


STEPS = st.lists(
    st.tuples(st.lists(st.sampled_from(TITLES), max_size=5), st.lists(st.integers(1, 300), max_size=5)), max_size=5
)
TYPED = ("the", "lantern", "salt gar", "borowed tide", "keeper iris", "a", "qui", "library of ash")


@given(STEPS)
@settings(max_examples=examples(15), deadline=None)
def test_changes_come_to_the_same_as_building_anew(steps):
    changed = KeyIndex.build(TITLES[:100])
    kept = {entry.id: entry for entry in TITLES[:100]}
    for put, drop in steps:
        changed.apply(put, drop)
        for number in drop:
            kept.pop(number, None)
        kept |= {entry.id: entry for entry in put}
    anew = KeyIndex.build(kept.values())
    for typed in TYPED:
        found = changed.suggest(typed, 300)
        assert {near.id for near in found} <= set(kept)
        assert _scores(found) == _scores(anew.suggest(typed, 300))


@settings(max_examples=examples(30), deadline=None)
@given(st.sampled_from(TYPED), st.sets(st.sampled_from(["s0", "s1", "s2", "none"])))
def test_scopes_never_leak(typed, scopes):
    inside = [entry for entry in TITLES if scopes.intersection(entry.scopes)]
    alone = KeyIndex.build(inside)
    assert _scores(INDEX.suggest(typed, 300, scopes=scopes)) == _scores(alone.suggest(typed, 300))


@settings(max_examples=examples(30), deadline=None)
@given(st.sampled_from(TYPED), st.integers(2, 9))
def test_the_hidden_neither_count_nor_order(typed, modulus):
    alone = KeyIndex.build(entry for entry in TITLES if entry.id % modulus)
    found = INDEX.suggest(typed, 300, shown=lambda number: bool(number % modulus))
    assert _scores(found) == _scores(alone.suggest(typed, 300))


def test_a_list_is_not_short_because_many_are_hidden():
    index = KeyIndex.build(Entry(number, (f"Poems, volume {number}",)) for number in range(3_000))
    found = index.suggest("poems", shown=lambda number: number >= 2_900)
    assert len(found) == 25
    assert all(near.id >= 2_900 for near in found)


def test_many_may_ask_while_one_changes():
    index = KeyIndex.build(TITLES[:50])
    asked: list[bool] = []
    done = Event()

    def ask() -> None:
        fine = False
        try:
            while not done.is_set():
                fine = all(0 < near.id <= 300 for near in index.suggest("lantern keper"))
        finally:
            asked.append(fine and done.is_set())

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for start in range(50, 250, 10):
        index.apply(TITLES[start : start + 10], [start - 40])
    done.set()
    for thread in threads:
        thread.join()
    assert asked == [True] * 3


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    index = KeyIndex.build(KNOWN, tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            index.apply([Entry(20, ("The Quiet Orchard",))])
    index.apply([Entry(21, ("The Unquiet Orchard",))])
    index.close()
    assert {near.id for near in KeyIndex.open(tmp_path).suggest("orchard")} & {20, 21} == {21}


def test_changes_outlast_the_process(tmp_path: Path):
    index = KeyIndex.build(KNOWN, tmp_path / "titles")
    index.apply([Entry(20, ("The Quiet Orchard",), scopes=("g1",)), Entry(1, ("The Lantern Thief",))], [9])
    index.close()
    again = KeyIndex.open(tmp_path / "titles")
    assert [near.id for near in again.suggest("quiet orchard", scopes=("g1",))] == [20]
    assert again.suggest("the lantern thief")[0].id == 1
    assert 9 not in {near.id for near in again.suggest("star harbor")}
    assert len(again) == len(index)


def test_a_change_cut_off_before_the_postings_is_made_up_for(tmp_path: Path):
    KeyIndex.build(KNOWN, tmp_path).close()
    index = KeyIndex.open(tmp_path)
    index.apply([Entry(20, ("The Quiet Orchard",))])
    index.close()
    log = tmp_path / "changes.jsonl"
    first, done = log.read_text().splitlines(keepends=True)
    log.write_text(first + done + first.replace("20", "21").replace("Quiet", "Unquiet"))
    again = KeyIndex.open(tmp_path)
    assert {near.id for near in again.suggest("quiet orchard")} == {20, 21}
    again.close()
    log.write_text(log.read_text() + '{"put": [[22, ["The')
    assert {near.id for near in KeyIndex.open(tmp_path).suggest("quiet orchard")} == {20, 21}


@pytest.mark.parametrize("damage", ["missing", "short", "foreign"])
def test_a_damaged_folder_says_why(tmp_path: Path, damage: str):
    KeyIndex.build(TITLES, tmp_path / "whole").close()
    for path in sorted((tmp_path / "whole").rglob("*")):
        # No field has positions, so that file is never read.
        if path.is_dir() or path.name.startswith(".") or path.suffix in {".pos", ".jsonl"}:
            continue
        content = path.read_bytes()
        if damage == "missing":
            path.unlink()
        else:
            path.write_bytes(content[: len(content) // 2] if damage == "short" else b"\x00" * len(content))
        try:
            with pytest.raises(IndexUnusableError) as raised:
                KeyIndex.open(tmp_path / "whole")
            assert path.name in raised.value.sentence or "index" in raised.value.sentence
        finally:
            path.write_bytes(content)
    KeyIndex.open(tmp_path / "whole")


def test_a_folder_of_another_kind_is_not_taken(tmp_path: Path):
    KeyIndex.build(KNOWN, tmp_path).close()
    with pytest.raises(IndexUnusableError, match="another version"):
        KeyIndex.open(tmp_path, NAMES)


def test_no_folder_is_no_index(tmp_path: Path):
    with pytest.raises(IndexUnusableError, match="missing"):
        KeyIndex.open(tmp_path / "nowhere")


def _scores(found):
    """Equal scores may come in any order."""
    return sorted((near.id, round(near.score, 5), near.matched) for near in found)
