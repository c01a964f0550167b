"""Full text: Ficus beside SQLite's FTS5, on the same chapters in the same run.

    python -m benchmarks.fulltext [--words 4000000] [--texts FOLDER] [--queries 200] [--fts5-queries 60]

Without --texts, chapters of 2,400 words are generated: a vocabulary drawn by Zipf's law, from a seed. With it, every
.txt or .txt.gz file of the folder is a story, cut into chapters of that size. Prints build time, bytes, and p50 and p99
in ms of: one word of middle frequency, two common words (a chapter must have both), the same in a place that sees six
of seven stories, and phrases of three words taken from the texts. FTS5 is given its best: detail=full, porter stems,
ordered by its bm25, first ten. Compare only ratios, and only within one run.
"""

import argparse
import gzip
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from bot.search.engine.phrases import parse_text_query
from bot.search.engine.text import StoryText, TextIndex

CHAPTER_WORDS = 2400
VOCABULARY = 60_000
SEED = 5
FIRST = 10
COMMON = slice(20, 120)
"""Ranks by frequency, past the words that nobody would type."""
MIDDLE = slice(2000, 6000)
RESTRICTED_EACH = 7
BATCH = 100

Chapters = Callable[[], Iterator[str]]


@dataclass(frozen=True)
class Asked:
    """What is typed for Ficus, and the same in FTS5's language."""

    kind: str
    typed: str
    match: str
    scopes: tuple[str, ...] = ("corpus.open", "corpus.restricted")


@dataclass(frozen=True)
class Times:
    """Milliseconds by kind, and the ids of the first chapters by question."""

    by_kind: dict[str, list[float]]
    found: dict[str, list[int]]


def main() -> None:
    """Print a table."""
    options = parse_arguments()
    chapters = from_folder(options.texts) if options.texts else generated(options.words)
    frequencies: Counter[str] = Counter()
    words = count = 0
    sample: list[str] = []
    draw = random.Random(SEED)
    for chapter in chapters():
        split = chapter.split()
        words, count = words + len(split), count + 1
        if count % 20 == 1:
            frequencies.update(word.lower() for word in split if word.isalpha())
            sample.append(chapter)
    print(f"{words:,} words in {count:,} chapters")
    questions = make_questions(frequencies, sample, options.queries, draw)
    with tempfile.TemporaryDirectory() as folder:
        ficus = measure_ficus(Path(folder) / "ficus", chapters, questions)
        fts5 = measure_fts5(Path(folder) / "fts5.sqlite3", chapters, questions, options.fts5_queries)
    for kind in dict.fromkeys(one.kind for one in questions):
        report(kind, ficus.by_kind[kind], fts5.by_kind[kind])
    overlap = [
        len(set(ficus.found[typed]) & set(found)) / max(1, min(FIRST, len(found)))
        for typed, found in fts5.found.items()
    ]
    print(f"the first ten of both overlap by {statistics.mean(overlap):.2f} (chapters, all kinds without a place)")


def parse_arguments() -> argparse.Namespace:
    """Size or folder, and how many questions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=4_000_000)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--fts5-queries", type=int, default=60, help="of each kind, for FTS5, which takes longer")
    return parser.parse_args()


def generated(words: int) -> Chapters:
    """Chapters of made-up words, the same ones every time it's called."""
    draw = random.Random(SEED)
    syllables = [first + vowel for first in "bdfghklmnprstvw" for vowel in ("a", "e", "i", "o", "u", "ar", "en", "ol")]
    vocabulary = list(
        dict.fromkeys("".join(draw.choices(syllables, k=1 + number % 3)) for number in range(VOCABULARY * 3))
    )
    vocabulary = vocabulary[:VOCABULARY]
    chances = 1 / np.arange(1, len(vocabulary) + 1)
    chances /= chances.sum()

    def chapters() -> Iterator[str]:
        numbers = np.random.default_rng(SEED)
        for _ in range(max(1, words // CHAPTER_WORDS)):
            chosen = [vocabulary[n] for n in numbers.choice(len(vocabulary), CHAPTER_WORDS, p=chances)]
            sentences = (" ".join(chosen[at : at + 12]).capitalize() for at in range(0, CHAPTER_WORDS, 12))
            yield ". ".join(sentences) + "."

    return chapters


def from_folder(folder: Path) -> Chapters:
    """Chapters of the files there."""
    files = sorted(path for path in folder.iterdir() if path.name.endswith((".txt", ".txt.gz")))

    def chapters() -> Iterator[str]:
        for path in files:
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            words = data.decode("utf-8", "replace").split()
            for at in range(0, len(words), CHAPTER_WORDS):
                yield " ".join(words[at : at + CHAPTER_WORDS])

    return chapters


def make_questions(frequencies: Counter[str], sample: Sequence[str], most: int, draw: random.Random) -> list[Asked]:
    """Questions of each kind; phrases are taken from the texts."""
    by_rank = [word for word, _ in frequencies.most_common()]
    common = by_rank[COMMON]
    middle = by_rank[MIDDLE] or by_rank[len(by_rank) // 4 :]
    questions: list[Asked] = []
    for _ in range(most):
        word = draw.choice(middle)
        questions.append(Asked("one word, middle", word, f'"{word}"'))
        one, other = draw.sample(common, 2)
        questions.append(Asked("two common words", f"{one} {other}", f'"{one}" AND "{other}"'))
        here = ("corpus.open", "1.open")
        questions.append(Asked("the same in a place", f"{one} {other}", f'"{one}" AND "{other}"', here))
        words = [word for word in draw.choice(sample).lower().split() if word.isalpha()]
        at = draw.randrange(max(1, len(words) - 3))
        phrase = " ".join(words[at : at + 3])
        questions.append(Asked("phrase of three", f'"{phrase}"', f'"{phrase}"'))
    return questions


def measure_ficus(folder: Path, chapters: Chapters, questions: Sequence[Asked]) -> Times:
    """Build, tell size and memory, and ask. Every chapter is a story of its own, as FTS5 knows no stories."""
    index = TextIndex(folder)
    started = time.perf_counter()
    numbered = enumerate(chapters(), start=1)
    while batch := list(islice(numbered, BATCH)):
        index.put(
            StoryText(number, "corpus.open" if number % RESTRICTED_EACH else "corpus.restricted", [(1, text)])
            for number, text in batch
        )
    index.commit(seq=1)
    built = time.perf_counter() - started
    index.close()
    started = time.perf_counter()
    index = TextIndex(folder)
    index.search(parse_text_query(questions[0].typed), questions[0].scopes, bool, FIRST)
    opened = time.perf_counter() - started
    size = sum(path.stat().st_size for path in folder.iterdir())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Ficus: built in {built:.1f} s, {size / 1e6:.0f} MB; opened and asked in {opened * 1e3:.1f} ms", end="; ")
    print(f"process at its largest {memory:.0f} MB")

    def ask(one: Asked) -> list[int]:
        found = index.search(parse_text_query(one.typed), one.scopes, bool, FIRST)
        return [hit.story_id for hit in found.hits]

    return timed(questions, ask)


def measure_fts5(file: Path, chapters: Chapters, questions: Sequence[Asked], most: int) -> Times:
    """The same in FTS5, contentless: it stores the index alone, as Ficus does."""
    base = sqlite3.connect(file)
    base.execute("PRAGMA journal_mode=wal")
    base.execute("PRAGMA cache_size=-65536")
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(body, content='', detail=full, tokenize='porter unicode61')")
    started = time.perf_counter()
    with base:
        base.executemany("INSERT INTO texts (rowid, body) VALUES (?, ?)", enumerate(chapters(), start=1))
        base.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    built = time.perf_counter() - started
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"FTS5:  built in {built:.1f} s, {file.stat().st_size / 1e6:.0f} MB")
    ask_all = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"
    ask_open = f"SELECT rowid FROM texts WHERE texts MATCH ? AND rowid % {RESTRICTED_EACH} ORDER BY rank LIMIT ?"  # noqa: S608

    def ask(one: Asked) -> list[int]:
        statement = ask_all if "corpus.restricted" in one.scopes else ask_open
        return [row[0] for row in base.execute(statement, (one.match, FIRST))]

    kinds = len({one.kind for one in questions})
    times = timed(questions[: most * kinds], ask)
    base.close()
    return times


def timed(questions: Sequence[Asked], ask: Callable[[Asked], list[int]]) -> Times:
    """Ask everything, after a few questions that don't count."""
    for one in questions[:8]:
        ask(one)
    by_kind: dict[str, list[float]] = {one.kind: [] for one in questions}
    found: dict[str, list[int]] = {}
    for one in questions:
        started = time.perf_counter()
        answer = ask(one)
        by_kind[one.kind].append((time.perf_counter() - started) * 1e3)
        if "corpus.restricted" in one.scopes:
            found[one.typed] = answer
    return Times(by_kind, found)


def report(kind: str, ficus: Sequence[float], fts5: Sequence[float]) -> None:
    """One line: both contestants, and how many times faster Ficus is."""
    (ours, ours_p99), (theirs, theirs_p99) = ((statistics.median(one), percentile(one)) for one in (ficus, fts5))
    print(
        f"{kind:<20} Ficus {ours:7.3f} / {ours_p99:7.3f} ms   FTS5 {theirs:7.3f} / {theirs_p99:7.3f} ms   "
        f"p50 {theirs / ours:5.1f} times, p99 {theirs_p99 / ours_p99:5.1f} times faster"
    )


def percentile(times: Sequence[float], share: float = 0.99) -> float:
    """The p99."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    main()
