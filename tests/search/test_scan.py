"""The index while the library changes."""

import asyncio
import time
from dataclasses import replace
from datetime import date
from threading import Event, Thread

import pytest

from bot.corpus.story import Card, Fact, Rating
from bot.search import scan
from bot.search.index import Kind, Request
from bot.search.scan import ScanIndex
from bot.search.snapshot import Snapshot
from tests.search.cards import anything, card, index_of, open_only


def titles(index: ScanIndex, typed: str = "") -> list[str]:
    return [suggestion.label for suggestion in index.suggest(Kind.TITLE, typed, anything)]


def found(index: ScanIndex, query: str = "") -> set[int]:
    return {hit.card.id for hit in index.find(Request(query=query), anything).hits}


def test_added_replaced_and_dropped():
    index = index_of([card(1, "Clouds", ["Temari"]), card(2, "Rain", ["Temari"])])
    assert found(index) == {1, 2}
    index.apply([card(3, "Snow", ["Sai"])])
    assert found(index) == {1, 2, 3}
    index.apply([card(2, "Storm", ["Sai"])])
    assert found(index, "rain") == set()
    assert found(index, "storm") == {2}
    assert index.suggest(Kind.CHARACTER, "sai", anything)[0].stories == 2
    index.apply([], [1])
    assert index.resolve(Kind.CHARACTER, "Temari", anything).names == ()
    assert titles(index) == ["Snow", "Storm"]


def test_dropping_what_is_not_there_is_nothing():
    index = index_of([card(1, "Clouds")])
    index.apply([], [7, 8])
    assert found(index) == {1}


def test_a_card_that_is_dropped_and_put_at_once_stays():
    index = index_of([card(1, "Clouds")])
    index.apply([card(1, "Rain")], [1])
    assert titles(index) == ["Rain"]


def test_the_same_answer_however_the_cards_came():
    cards = [card(n, f"Story {n}", ["Shikamaru Nara", "Ino"][: n % 3]) for n in range(20)]
    at_once, one_by_one = index_of(cards), ScanIndex()
    for one in reversed(cards):
        one_by_one.apply([replace(one, title=Fact("Another"))])
        one_by_one.apply([one])
    for kind in Kind:
        assert one_by_one.suggest(kind, "", anything) == at_once.suggest(kind, "", anything)
    assert one_by_one.find(Request(), anything) == at_once.find(Request(), anything)


def large_library(count: int = scan.LARGE) -> list[Card]:
    return [card(n, f"Story Number {n}", [f"Aster Rain{n % 300}"], f"Fandom {n % 40}") for n in range(1, count + 1)]


def test_a_large_library_is_built_while_suggestions_come_from_before(monkeypatch):
    index = ScanIndex()
    index.apply(large_library())
    assert titles(index) == [], "nothing was built yet, and a suggestion doesn't wait"
    index.prepare()
    assert len(titles(index)) == 25
    gate, began = Event(), Event()
    build = Snapshot.build

    def slow_build(snapshot: Snapshot) -> None:
        began.set()
        gate.wait(10)
        build(snapshot)

    monkeypatch.setattr(Snapshot, "build", slow_build)
    monkeypatch.setattr(scan, "QUIET_SECONDS", 0.01)
    index.apply([card(1, "Changed Since", rating=Rating.MATURE), card(90_000, "Quite New")], [2])
    started = time.monotonic()
    seen = {suggestion.story_id for suggestion in index.suggest(Kind.TITLE, "story number", open_only, 5_000)}
    assert began.wait(10)
    assert titles(index, "quite new")[0] == "Quite New"
    assert titles(index, "changed since")[0] == "Changed Since"
    assert time.monotonic() - started < 5
    assert {1, 2}.isdisjoint(seen), "what has changed or gone is no longer offered, even from before"
    assert 3 in seen
    gate.set()
    wait_for_the_build(index)
    assert titles(index, "quite new")[0] == "Quite New"
    assert [s.label for s in index.suggest(Kind.TITLE, "changed since", open_only)][:1] != ["Changed Since"]


def wait_for_the_build(index: ScanIndex) -> None:
    for _ in range(1_000):
        if index._built == index._changes:
            return
        time.sleep(0.01)
    raise AssertionError("no new snapshot was built")


@pytest.mark.parametrize("built", [False, True])
def test_a_few_changes_of_a_large_library_are_known_at_once(monkeypatch, built):
    """The same answers before and after a new snapshot of everything is built."""
    monkeypatch.setattr(scan, "QUIET_SECONDS", 0.01 if built else 1_000)
    index = index_of(large_library())
    index.prepare()
    index.apply(
        [
            card(3, "Renamed Since", ["Aster Rain3"], "Fandom 3"),
            card(90_000, "Quite New", ["Quillon Zander", "Aster Rain7"], "Fandom 7", updated=date(2030, 1, 1)),
            card(90_001, "Another New", ["Rain8 Aster"], ["Fandom 8", "A Fandom of its Own"]),
        ],
        [5],
    )
    index.prepare()
    if built:
        wait_for_the_build(index)
    else:
        assert index._built != index._changes
    names = [one.label for one in index.suggest(Kind.CHARACTER, "quillon", anything)]
    assert names[0] == "Quillon Zander"
    assert index.suggest(Kind.CHARACTER, "aster rain7", anything)[0].stories == 2
    assert index.resolve(Kind.CHARACTER, "Zander Quillon", anything).names == ("Quillon Zander",)
    assert index.resolve(Kind.CHARACTER, "Rain7 Aster", anything).names == ("Aster Rain7",)
    assert len(index.resolve(Kind.CHARACTER, "Aster Rain8", anything).names) == 1
    assert index.resolve(Kind.FANDOM, "fandom of its own", anything).names == ("A Fandom of its Own",)
    assert index.resolve(Kind.TITLE, "story number 3", anything).story_id != 3
    assert index.resolve(Kind.TITLE, "renamed since", anything).story_id == 3
    assert index.resolve(Kind.TITLE, "story number 5", anything).story_id != 5
    assert titles(index)[0] == "Quite New"
    assert titles(index, "renamed")[0] == "Renamed Since"
    with_rain = index.find(Request(characters=("Aster Rain7",)), anything)
    assert [hit.card.id for hit in with_rain.hits] == [90_000, 7]
    assert with_rain.removed == (("character Aster Rain7", scan.LARGE - 1),)
    assert {hit.card.id for hit in index.find(Request(query="quillon"), anything).hits} == {90_000}
    assert len(index.find(Request(), anything).hits) == scan.LARGE + 1
    assert index.find(Request(), open_only).hits
    assert index.known_name("Quillon Zander")


def test_questions_wait_for_the_latest_state():
    index = index_of(large_library())
    index.apply([card(90_000, "Quite New")])
    assert index.resolve(Kind.TITLE, "quite new", anything).story_id == 90_000
    assert found(index, "quite new") >= {90_000}


async def test_the_event_loop_goes_on_while_a_large_library_is_searched():
    """Whatever holds on to the interpreter for a whole search would stop the beat for as long."""
    index = index_of(large_library(3_000))
    assert min([await _share_without_a_beat(index) for _ in range(3)]) < 0.5


async def _share_without_a_beat(index: ScanIndex) -> float:
    """The longest time for which the event loop stood still, as a share of the time that one search took."""
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - before)

    pulse = asyncio.create_task(beat())
    await asyncio.sleep(0)
    started = time.perf_counter()
    found = await asyncio.to_thread(index.find, Request(query="story number", characters=("rain",)), anything)
    total = time.perf_counter() - started
    pulse.cancel()
    assert found.hits
    return longest / total


def test_many_threads_ask_and_one_changes():
    index = index_of([card(n, f"Story {n}", ["Temari"]) for n in range(50)])
    failures: list[BaseException] = []
    stop = Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                index.suggest(Kind.CHARACTER, "tem", anything)
                hits = index.find(Request(query="story"), anything).hits
                assert len(hits) == 50
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failures.append(error)

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(60):
        index.apply([card(n % 50, f"Story {n} again", ["Temari"])])
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.parametrize("size", [100, 1_000])
def test_suggestions_take_milliseconds(size):
    """With a wide margin for busy machines; benchmarks/search.py has those of the engine."""
    index = index_of(large_library(size))
    index.prepare()
    for kind, typed in ((Kind.TITLE, "story numbr 7"), (Kind.CHARACTER, "rain12 aster"), (Kind.FANDOM, "fandm")):
        times: list[float] = []
        for _ in range(5):
            started = time.perf_counter()
            index.suggest(kind, typed, anything)
            times.append(time.perf_counter() - started)
        assert min(times) < 0.05
