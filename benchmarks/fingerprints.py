"""How alike changed texts are, and how alike different ones: `python -m benchmarks.fingerprints [FILE ...]`.

Pieces of texts (by default the seeds) are changed as people change a story before they send it in again. Printed are
the least and the middle resemblance and part over all pieces, and for different pieces the highest.
"""

import argparse
import random
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from statistics import median

from bot.corpus.reader import read_story
from bot.corpus.story import Chapter
from bot.errors import UnreadableError
from bot.library.authors.likeness import Likeness, likeness
from bot.library.fingerprints import sketch_of
from bot.settings import SEEDS

LENGTHS = (300, 1_000, 3_000)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
OTHER = "Somebody else wrote this sentence in the place of the one that had stood here before them."

Change = Callable[[list[str], random.Random], list[str]]


def typos(share: float) -> Change:
    """Misspell that share of the words."""
    return lambda words, rng: [f"{word}x" if rng.random() < share else word for word in words]


def sentences(share: float) -> Change:
    """Write that share of the sentences anew."""

    def change(words: list[str], rng: random.Random) -> list[str]:
        parts = SENTENCE.split(" ".join(words))
        return " ".join(f"{rng.random()} {OTHER}" if rng.random() < share else part for part in parts).split()

    return change


CHANGES: dict[str, Change] = {
    "the same": lambda words, _: words,
    "typos in 1%": typos(0.01),
    "typos in 10%": typos(0.1),
    "10% of the sentences": sentences(0.1),
    "30% of the sentences": sentences(0.3),
    "half of it": lambda words, _: words[: len(words) // 2],
    "a quarter more": lambda words, rng: words + [f"w{rng.random()}" for _ in range(len(words) // 4)],
    "three times as long": lambda words, rng: words + [f"w{rng.random()}" for _ in range(2 * len(words))],
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files or [path for path in sorted(SEEDS.rglob("*")) if path.is_file()]
    texts = list(filter(None, map(words_of, files)))
    for length in LENGTHS:
        pieces = [words[at : at + length] for words in texts for at in range(0, len(words) - length + 1, length)]
        print(f"\n{length:,} words, {len(pieces)} pieces: resemblance least / middle, part least / middle")
        for name, change in CHANGES.items():
            found = [alike(piece, change(piece, random.Random(at))) for at, piece in enumerate(pieces)]
            if found:
                print(
                    f"  {name:24} {spread([one.resemblance for one in found])}   {spread([one.part for one in found])}"
                )
        different = [alike(one, other) for one, other in list(combinations(pieces, 2))[:5_000]]
        if different:
            highest = max(one.resemblance for one in different), max(one.part for one in different)
            print(f"  {'different (highest)':24} {highest[0]:.3f}          {highest[1]:.3f}")


def words_of(file: Path) -> list[str]:
    """The words of the story in a file; none if there is no story in it."""
    try:
        return " ".join(chapter.text for chapter in read_story(file.name, file.read_bytes()).chapters).split()
    except UnreadableError:
        return []


def alike(one: list[str], other: list[str]) -> Likeness:
    """How alike two texts are by their sketches."""
    return likeness(*(sketch_of([Chapter("", " ".join(words))]) for words in (one, other)))


def spread(values: list[float]) -> str:
    """The least and the middle one."""
    return f"{min(values):.2f} / {median(values):.2f}"


if __name__ == "__main__":
    main()
