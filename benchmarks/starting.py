"""How long a library takes to start: with the seeds, and with many generated files.

    python -m benchmarks.starting [--files COUNT] [--database URL] [--corpus DIR]

Each line has seconds, and how many times as long as reading the same files, just their bytes, took in the same run.
`--database` names an empty PostgreSQL database, which is left with the last folder's stories in it; without it SQLite
files in a temporary folder serve.
"""

import argparse
import asyncio
import os
import random
import shutil
import tempfile
import time
from pathlib import Path

from bot.corpus.reader import read_story
from bot.library.answers import LoadReport
from bot.library.library import Library
from bot.library.prepare import prepare
from bot.settings import SEEDS, Settings

PEOPLE = ("Odo Lind", "Hana Mori", "Piet Bakker", "Ona Bright", "Rue Adler", "Shikamaru Nara", "Temari", "Ino Yamanaka")
PLACES = ("the quay", "the bridge", "the mill", "a kitchen", "the north road", "an empty office", "the ferry")
DOINGS = (
    "waited for rain",
    "counted the steps",
    "said nothing",
    "wrote it down",
    "lost the key",
    "laughed",
    "went home",
)
WEATHERS = ("It had rained all morning", "Nobody was surprised", "The bells were late", "There was bread left over")


def main() -> None:
    """Print one line for each kind of start."""
    options = parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        shutil.copytree(options.corpus or SEEDS, here / "given")
        measure("the seeds" if options.corpus is None else "given files", here / "given", options.database)
        if options.corpus is None:
            generate(here / "generated", options.files)
            measure("generated files", here / "generated", options.database)


def parse_arguments() -> argparse.Namespace:
    """Count, database and folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--database", default="")
    parser.add_argument("--corpus", type=Path, help="a folder to measure instead of the seeds and generated files")
    return parser.parse_args()


def generate(folder: Path, count: int) -> None:
    """Stories of about 8,000 characters, one in four without a list of its characters."""
    draw = random.Random(1)
    folder.mkdir()
    for number in range(count):
        head = f"Title: Evening {number}\nAuthor: Author {number % 300}\nRating: Teen\nFandom: The Quiet Harbor\n"
        who = draw.sample(PEOPLE, 3)
        people = f"Characters: {', '.join(who)}\n" if number % 4 else ""
        paragraphs = (paragraph(draw, who) for _ in range(draw.randrange(8, 24)))
        (folder / f"{number:05}.txt").write_text(f"{head}{people}\n" + "\n\n".join(paragraphs) + "\n", "utf-8")


def paragraph(draw: random.Random, who: list[str]) -> str:
    """Six sentences."""
    said = (
        f"{draw.choice(WEATHERS)}, and {draw.choice(who)} {draw.choice(DOINGS)} at {draw.choice(PLACES)}."
        for _ in range(6)
    )
    return " ".join(said)


def measure(name: str, corpus: Path, database: str) -> None:
    """Start cold, then unchanged, then with one file changed."""
    files = sorted(file for file in corpus.rglob("*") if file.suffix in {".txt", ".md"})
    for file in files:
        os.utime(file, ns=(1, 1))
    plain, size = read_all(files)
    url = database or f"sqlite:///{corpus.with_suffix('.sqlite3').as_posix()}"
    print(f"{name}: {len(files):,} files, {size / 1e6:.1f} MB, {url.partition(':')[0]}")
    tell("plain read", plain, plain)
    tell("reading and cutting alone", read_stories(files), plain)
    settings = Settings.load(database_url=url, corpus=corpus)
    for how in ("cold", "unchanged", "one changed"):
        if how == "one changed":
            files[0].write_bytes(files[0].read_bytes() + b"\nAnd that was all.\n")
        seconds, report = asyncio.run(start(settings))
        tell(how, seconds, plain, report)


def read_all(files: list[Path]) -> tuple[float, int]:
    """Seconds, the second time, when the files are in memory; and bytes."""
    for _ in range(2):
        started = time.perf_counter()
        size = sum(len(file.read_bytes()) for file in files)
        seconds = time.perf_counter() - started
    return seconds, size


def read_stories(files: list[Path]) -> float:
    """Seconds for all that comes before the database, once for each file."""
    started = time.perf_counter()
    for file in files:
        prepare(read_story(file.name, file.read_bytes()))
    return time.perf_counter() - started


async def start(settings: Settings) -> tuple[float, LoadReport]:
    """Seconds until the library can be asked."""
    started = time.perf_counter()
    async with Library(settings) as library:
        return time.perf_counter() - started, await library.start()


def tell(what: str, seconds: float, plain: float, report: LoadReport | None = None) -> None:
    """One line."""
    counts = f"new {report.new}, changed {report.changed}, unchanged {report.unchanged}" if report else ""
    print(f"  {what:26} {seconds:8.3f} s {seconds / plain:8.1f} x  {counts}")


if __name__ == "__main__":
    main()
