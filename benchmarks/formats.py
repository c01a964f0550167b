"""What is read right in files of each layout: our own samples column by column, and what is read in a folder's files.

    python -m benchmarks.formats [FOLDER...] [--wrong] [--chapters]

Without a folder the samples in tests/corpus/formats/layouts are read: `+` right, `-` wrong, `.` for what a layout
doesn't tell. `--wrong` prints what was read instead. A folder's files (packed ones, `.gz`, are unpacked) get a line
each: title, authors, chapters, words, notes, problems, seconds; `--chapters` prints the chapters' titles and words.
"""

import argparse
import gzip
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.corpus.reader import read_story
from bot.corpus.story import Story
from bot.errors import UnreadableError
from tests.support.layout_samples import COLUMNS, Sample, judged, samples, told

SIGNS = {True: "+", False: "-", None: "."}
NAME, TITLE = 32, 40


def main() -> None:
    """Print the table, or a line for each file."""
    options = parse_arguments()
    if not options.folders:
        print_samples(wrong=options.wrong)
    for folder in options.folders:
        print_folder(folder, chapters=options.chapters)


def parse_arguments() -> argparse.Namespace:
    """Folders, and how much to tell of each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--chapters", action="store_true")
    return parser.parse_args()


def print_samples(*, wrong: bool) -> None:
    """One line for each sample, and one for how many are right in each column."""
    print(" " * NAME, *(f"{column[:8]:8}" for column in COLUMNS))
    rows = [print_sample(sample, wrong=wrong) for sample in samples()]
    counts = [
        (sum(row[column] is True for row in rows), sum(row[column] is not None for row in rows)) for column in COLUMNS
    ]
    print(f"{'right':{NAME}}", *(f"{right}/{all_}".ljust(8) for right, all_ in counts))


def print_sample(sample: Sample, *, wrong: bool) -> dict[str, bool | None]:
    """One line; the columns that are right, wrong, or untold."""
    story = sample.read()
    row = judged(story, sample.expected)
    print(f"{sample.name:{NAME}}", *(f"{SIGNS[row[column]]:8}" for column in COLUMNS))
    for column in COLUMNS if wrong else ():
        if row[column] is False:
            print(f"    {column}: {told(story, column)}")
    return row


def print_folder(folder: Path, *, chapters: bool) -> None:
    """One line for each file below a folder."""
    for name, data in files_in(folder):
        start = time.perf_counter()
        try:
            story = read_story(name, data)
        except UnreadableError as error:
            print(f"{name[:NAME]:{NAME}} refused: {error}")
            continue
        print(f"{name[:NAME]:{NAME}} {line_of(story)} {time.perf_counter() - start:6.2f} s")
        for problem in story.problems:
            print(f"    problem: {problem.message}")
        for chapter in story.chapters if chapters else ():
            print(f"    {chapter.words:7,}  {chapter.title}")


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of a folder's files, or of one file."""
    paths: Sequence[Path] = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
    for path in paths:
        if path.is_file():
            data = path.read_bytes()
            packed = path.suffix == ".gz"
            yield path.name.removesuffix(".gz"), gzip.decompress(data) if packed else data


def line_of(story: Story) -> str:
    """Title, authors, and counts."""
    facts = f"{story.rating.value}, {story.language.value if story.language else 'no language'}"
    counts = f"{len(story.chapters):4} chapters {story.words:9,} words {len(story.notes):4} notes"
    return f"{story.title.value[:TITLE]:{TITLE}} {story.byline[:NAME]:{NAME}} {counts}  {facts:22}"


if __name__ == "__main__":
    main()
