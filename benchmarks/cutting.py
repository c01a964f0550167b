"""Cutting and rendering: Ficus beside semantic-text-splitter (and pysbd), on the same text in the same run.

    python -m benchmarks.cutting [FILE...] [--size CHARACTERS] [--spans COUNT]

Files are plain text in UTF-8, repeated until they make `--size` characters; without files, made-up prose serves. The
peers are needed for this alone: `pip install semantic-text-splitter pysbd`.
"""

import argparse
import importlib
import random
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from bot.corpus.pages.cutting import PAGE_LIMIT, PASSAGE_SIZES, Piece, cut_pages, cut_passages
from bot.corpus.pages.markup import render
from bot.corpus.pages.sentences import sentences
from bot.corpus.story import Chapter, Span, Style

PROSE = (
    "The old tree stood at the edge of the village, and nobody remembered who had planted it. "
    "Mr. Oak said that he did.\n\n"
    "“Are you asleep?” Ino asked. Shikamaru opened one eye. “Not any more.”\n\n"
    "It rained all night... but nobody minded, for the roof was new; the cat least of all. "
    "In the morning they left.\n\n"
)
PYSBD_CHARACTERS = 20_000
"""pysbd takes more than linear time, so it gets a sample."""


def main() -> None:
    """Print one line for each contestant."""
    options = parse_arguments()
    source = "\n\n".join(path.read_text("utf-8") for path in options.files) or PROSE
    text = (source.strip() + "\n\n") * (options.size // len(source) + 1)
    chapter = Chapter("", text[: options.size], random_spans(options.size, options.spans))
    print(f"{len(chapter.text):,} characters, {len(chapter.spans):,} spans")
    pages = report("Ficus pages", lambda: cut_pages([chapter]), chapter)
    report("Ficus pages, rendered", lambda: render_all(chapter, cut_pages([chapter])), chapter)
    passages = report("Ficus passages", lambda: cut_passages([chapter]), chapter)
    compare_with_splitter(chapter, pages, passages)
    compare_with_pysbd(chapter)


def parse_arguments() -> argparse.Namespace:
    """Files, size and spans."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--size", type=int, default=5_000_000)
    parser.add_argument("--spans", type=int, default=2_000)
    return parser.parse_args()


def random_spans(size: int, count: int) -> tuple[Span, ...]:
    """Spans of 5 to 400 characters, apart from each other."""
    draw = random.Random(1)
    styles = (Style.ITALIC, Style.BOLD, Style.UNDERLINE, Style.STRIKE, Style.QUOTE)
    starts = sorted(draw.sample(range(size), count))
    return tuple(
        Span(start, min(following, start + draw.randint(5, 400)), draw.choice(styles))
        for start, following in pairwise([*starts, size])
    )


def render_all(chapter: Chapter, pages: Sequence[Piece]) -> list[str]:
    """Every page as Discord Markdown."""
    return [render(chapter.text, chapter.spans, page.start, page.end) for page in pages]


def timed(work: Callable[[], Sequence[object]]) -> tuple[int, float]:
    """How many pieces, and the best of three times in seconds."""
    times: list[float] = []
    for _ in range(3):
        began = time.perf_counter()
        count = len(work())
        times.append(time.perf_counter() - began)
    return count, min(times)


def report(name: str, work: Callable[[], Sequence[object]], chapter: Chapter) -> float:
    """Print the rate; return the seconds."""
    count, seconds = timed(work)
    print(f"{name:<40}{count:>9,} pieces {seconds:8.3f} s {len(chapter.text) / seconds / 1e6:8.2f} M characters/s")
    return seconds


def compare_with_splitter(chapter: Chapter, pages: float, passages: float) -> None:
    """semantic-text-splitter cuts plain text: no marks, no escapes, no even sizes, no fiction's sentences."""
    peer = peer_module("semantic_text_splitter")
    if peer is None:
        return
    for limit, name, ours in (
        (PAGE_LIMIT, "pages", pages),
        (PASSAGE_SIZES, "passages", passages),
    ):
        splitter = peer.TextSplitter(limit, trim=False)
        theirs = report(
            f"semantic-text-splitter, {name}", lambda splitter=splitter: splitter.chunks(chapter.text), chapter
        )
        print(f"    Ficus takes {ours / theirs:.1f} times as long")
        pieces = splitter.chunks(chapter.text)
        print(f"    its pieces that begin inside a sentence, by our finder: {torn(chapter.text, pieces):.1%}")


def torn(text: str, pieces: Sequence[str]) -> float:
    """The share of pieces that don't begin where a sentence begins."""
    starts = {start for start, _ in sentences(text, 0, len(text))}
    starts |= {place for place in range(2, len(text)) if text[place - 2 : place] == "\n\n"}
    offset, wrong = 0, 0
    for piece in pieces:
        wrong += offset + len(piece) - len(piece.lstrip()) not in starts
        offset += len(piece)
    return wrong / max(1, len(pieces))


def compare_with_pysbd(chapter: Chapter) -> None:
    """Finding sentences alone, on a sample."""
    peer = peer_module("pysbd")
    if peer is None:
        return
    sample = Chapter("", chapter.text[:PYSBD_CHARACTERS])
    theirs = report("pysbd, sentences", lambda: peer.Segmenter(language="en").segment(sample.text), sample)
    ours = report("Ficus, sentences", lambda: list(sentences(sample.text, 0, len(sample.text))), sample)
    print(f"    Ficus is {theirs / ours:.0f} times as fast")


def peer_module(name: str):  # noqa: ANN201 - a module, or None
    """The peer, or None after saying that it isn't there."""
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name.replace('_', '-')} isn't installed: not compared")
        return None


if __name__ == "__main__":
    main()
