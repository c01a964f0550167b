"""Screening: recall and false alarms on the passages of the tests, books that would be held, and the time it takes.

    python -m benchmarks.screening [FILE...] [--why] [--size CHARACTERS]

Files are story or book texts (.txt, .htm, .epub, each also .gz), all harmless; what would hold one is shown.
`--why` shows the passages that are missed, with their evidence. `--size` is the length of the text that is timed.
"""

import argparse
import gzip
import html
import re
import time
import tomllib
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from bot.corpus.screening.phrases import words_of
from bot.corpus.screening.scenes import Scene, evidence, scenes
from bot.corpus.screening.verdict import ENOUGH, enough

SETS = Path(__file__).parents[1] / "tests" / "corpus" / "screening" / "sets"
TAG = re.compile(r"<[^<>]{1,2000}>")
STRIDE = 4_000
"""Characters of a book that are looked at together to find the place of a scene."""


def main() -> None:
    """Print one line for each set and book."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--why", action="store_true")
    parser.add_argument("--size", type=int, default=20_000_000)
    options = parser.parse_args()
    for path in sorted(SETS.glob("*.toml")):
        report_set(path, why=options.why)
    books = {path.name: text_of(path.name, path.read_bytes()) for path in options.files}
    held = sum(report_book(name, text) for name, text in books.items())
    if books:
        print(f"{held} of {len(books)} books held")
    report_time(" ".join(books.values()) or "He kissed her under the old tree, and then they went home. ", options.size)


def report_set(path: Path, *, why: bool) -> None:
    """How many passages of a set are held and listed, and those that should not be."""
    passages = tomllib.loads(path.read_text("utf-8"))
    held = [text for text in passages["held"] if heaviest(text).weight >= ENOUGH]
    alarms = [text for text in passages["listed"] if heaviest(text).weight >= ENOUGH]
    print(
        f"{path.stem:8} held {len(held)} of {len(passages['held'])}, "
        f"false alarms {len(alarms)} of {len(passages['listed'])}"
    )
    for text in alarms:
        print(f"    ALARM {text}\n          {reasons(text)}")
    for text in set(passages["held"]) - set(held) if why else ():
        print(f"    MISSED {text}\n          {reasons(text)}")


def heaviest(text: str) -> Scene:
    """The weightiest scene of a text."""
    return max(scenes(text), key=lambda scene: scene.weight, default=Scene(0, ()))


def reasons(text: str) -> str:
    """All evidence in a text."""
    words = words_of(text)
    return ", ".join(f"{hit.payload.name}: {' '.join(words[hit.start : hit.end])}" for hit in evidence(text))


def text_of(name: str, data: bytes) -> str:
    """The text of a book, without the marks of its format."""
    if name.endswith(".gz"):
        return text_of(name.removesuffix(".gz"), gzip.decompress(data))
    if name.endswith(".epub"):
        with zipfile.ZipFile(BytesIO(data)) as book:
            pages = [page for page in book.namelist() if page.endswith(("html", "htm"))]
            return "\n\n".join(text_of(page, book.read(page)) for page in pages)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return html.unescape(TAG.sub(" ", text)) if name.endswith(("html", "htm")) else text


def report_book(name: str, text: str) -> bool:
    """Whether a book would be held, and the places that would hold it."""
    is_held = heaviest(text).weight >= enough(len(text.split()))
    if is_held:
        print(f"HELD {name}")
        for place in places(text):
            print(f"    {' '.join(place.split())}\n        {reasons(place)}")
    return is_held


def places(text: str) -> Iterator[str]:
    """Stretches of a text that would be held by themselves."""
    for start in range(0, len(text), STRIDE // 2):
        if heaviest(piece := text[start : start + STRIDE]).weight >= ENOUGH:
            yield piece


def report_time(text: str, size: int) -> None:
    """How long a text of that size takes, made of the given one."""
    text = (text * (size // len(text) + 1))[:size]
    start = time.perf_counter()
    heaviest(text)
    print(f"{size / 1e6:.0f} million characters in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
