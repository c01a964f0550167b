"""The slow rows of benchmarks.search: memory of a fresh process, keystrokes, stalls of the event loop."""

import asyncio
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import aiosqlite
from rapidfuzz import fuzz, process

from benchmarks.search_data import SEED
from benchmarks.search_noise import typo
from bot.search.engine.keys import KeyIndex
from bot.search.normalise import fold

_ROWS, _READS = 100_000, 2_000
_WITH_TYPO = 0.4
_RATE = 100
_BEAT = 0.001
_LEAST_ASKED = 3

PROBE = """
import json, resource, sys, time
from pathlib import Path
began = time.perf_counter()
from bot.search.engine.forms import NAMES, TITLES
from bot.search.engine.keys import KeyIndex
imported = time.perf_counter()
folder, kind, *typed = json.load(sys.stdin)
index = KeyIndex.open(Path(folder), NAMES if kind == "names" else TITLES)
opened = time.perf_counter()
index.suggest(typed[0])
answered = time.perf_counter()
for one in typed:
    index.suggest(one)
resident = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) * 1024
print(json.dumps({
    "import": imported - began, "open": opened - imported, "first": answered - opened, "resident": resident,
    "most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
}))
"""


def probe(folder: Path, kind: str, typed: Sequence[str]) -> dict[str, float]:
    """Seconds to import, to open and to the first answer, and bytes held, of a process that only opens and answers."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PROBE],
        input=json.dumps([str(folder), kind, *typed]),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def keystrokes(titles: Sequence[str], count: int) -> list[str]:
    """Every beginning of `count` titles as they are typed, four in ten with one typo."""
    draw = random.Random(SEED)
    typed: list[str] = []
    for title in draw.sample(titles, min(count, len(titles))):
        text = fold(title)
        if draw.random() < _WITH_TYPO:
            text = typo(text, draw)
        typed += [text[:end] for end in range(1, len(text) + 1)]
    return typed


def time_keystrokes(index: KeyIndex, typed: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds of each, and of the processor's time: what counts when other programs run beside."""
    times: list[float] = []
    used: list[float] = []
    for one in typed:
        began, used_before = time.perf_counter(), time.thread_time()
        index.suggest(one)
        used.append(time.thread_time() - used_before)
        times.append(time.perf_counter() - began)
    return times, used


def point_reads(folder: Path) -> dict[str, float]:
    """p50 seconds of one row by primary key: through aiosqlite as the bot reads, and raw in the same thread."""
    path = folder / "points.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE points (id INTEGER PRIMARY KEY, text TEXT)")
        database.executemany("INSERT INTO points VALUES (?, ?)", ((n, f"row {n}") for n in range(_ROWS)))
    draw = random.Random(SEED)
    ids = [draw.randrange(_ROWS) for _ in range(_READS)]
    sql = "SELECT text FROM points WHERE id = ?"
    raw: list[float] = []
    for number in ids:
        began = time.perf_counter()
        database.execute(sql, (number,)).fetchall()
        raw.append(time.perf_counter() - began)
    database.close()

    async def hop() -> list[float]:
        times: list[float] = []
        async with aiosqlite.connect(path) as connection:
            for number in ids:
                began = time.perf_counter()
                await connection.execute_fetchall(sql, (number,))
                times.append(time.perf_counter() - began)
        return times

    return {"aiosqlite": statistics.median(asyncio.run(hop())), "raw": statistics.median(raw)}


def stalls(index: KeyIndex, texts: Sequence[str], typed: Sequence[str], seconds: float) -> dict[str, float]:
    """The worst delay of a heartbeat on the loop: while Ficus answers 100 a second in a thread, and while
    `to_thread(process.extract)` answers one after the other.
    """
    folded = [fold(text) for text in texts]
    asked = [fold(one) for one in typed]

    def by_peer(one: str) -> object:
        return process.extract(one, folded, scorer=fuzz.WRatio, limit=10)

    return {
        "ficus": asyncio.run(_worst_stall(index.suggest, asked, seconds, 1 / _RATE)),
        "process.extract": asyncio.run(_worst_stall(by_peer, asked, max(seconds, 5.0), None)),
    }


async def _worst_stall(
    ask: Callable[[str], object], typed: Sequence[str], seconds: float, every: float | None
) -> float:
    """`every` None asks one at a time: at 100 a second the peer would never catch up."""
    worst = 0.0
    done = asyncio.Event()

    async def heartbeat() -> None:
        nonlocal worst
        while not done.is_set():
            began = time.perf_counter()
            await asyncio.sleep(_BEAT)
            worst = max(worst, time.perf_counter() - began - _BEAT)

    beat = asyncio.create_task(heartbeat())
    await asyncio.sleep(10 * _BEAT)
    loop = asyncio.get_running_loop()
    # Suggestions have one thread of their own, as in the bot: they take turns with each other, not with the loop.
    one_thread = threading.Semaphore(1)

    def in_turn(one: str) -> None:
        with one_thread:
            ask(one)

    end = time.perf_counter() + seconds
    number = 0
    waiting: set[asyncio.Future[None]] = set()
    while time.perf_counter() < end or number < _LEAST_ASKED:
        future = loop.run_in_executor(None, in_turn, typed[number % len(typed)])
        number += 1
        if every is None:
            await future
            continue
        waiting.add(future)
        future.add_done_callback(waiting.discard)
        await asyncio.sleep(every)
    await asyncio.gather(*waiting)
    done.set()
    await beat
    return worst
