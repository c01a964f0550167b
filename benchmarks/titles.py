"""Matching titles and names: Ficus beside rapidfuzz's WRatio and SQLite's trigrams, on the same data in the same run.

    python -m benchmarks.titles TITLES QUERIES [CHARACTERS] [--sizes 100,2000,20000] [--queries 400] [--misses 0]

TITLES holds {"id", "title", "author"}, QUERIES {"query", "expected": [ids], "kind"}, CHARACTERS {"name", "fandom"},
each as JSON Lines, gzipped or not. Queries for characters are made here, from a seed. A contestant is judged by where
the first right answer stands: MRR, and the share of queries that have it first or among the first five. Times are of
one query; compare only ratios, and only within one run.
"""

import argparse
import gzip
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.matching_peers import Contestant, Ficus, Trigrams, WRatio
from benchmarks.noise import noisy_names
from bot.corpus.story import Card, Fact, Rating
from bot.search.index import Kind
from bot.search.normalise import fold, fold_name

FIRST = 5
DEPTH = 25
SEED = 7

Row = dict[str, Any]


@dataclass(frozen=True)
class Query:
    """What is typed, with which kind of noise, and the keys of the right answers."""

    kind: str
    typed: str
    right: frozenset[str]


def main() -> None:
    """Print a table for titles at each size, then one for characters."""
    options = parse_arguments()
    titles, queries = read_lines(options.titles), read_lines(options.queries)
    for size in map(int, options.sizes.split(",")):
        compare_titles(titles, queries, size, options)
    if options.characters:
        compare_characters(read_lines(options.characters), options)


def parse_arguments() -> argparse.Namespace:
    """Files and sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("titles", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("characters", type=Path, nargs="?")
    parser.add_argument("--sizes", default="100,2000,20000")
    parser.add_argument("--queries", dest="most", type=int, default=400, help="at most so many queries for each table")
    parser.add_argument("--misses", type=int, default=0, help="show so many queries that Ficus doesn't answer first")
    return parser.parse_args()


def read_lines(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def compare_titles(titles: Sequence[Row], asked: Sequence[Row], size: int, options: argparse.Namespace) -> None:
    """A library of `size` titles that has the answers to all queries: no more queries than a quarter of it."""
    draw = random.Random(SEED)
    asked = draw.sample(asked, min(len(asked), options.most, size // 4))
    wanted = set(chain.from_iterable(one["expected"] for one in asked))
    rows = [row for row in titles if row["id"] in wanted]
    rows += draw.sample([row for row in titles if row["id"] not in wanted], max(0, size - len(rows)))
    by_id = {row["id"]: row for row in rows}
    queries = [
        Query(one["kind"], one["query"], frozenset(fold(by_id[known]["title"]) for known in one["expected"]))
        for one in asked
    ]
    cards = [title_card(number, row) for number, row in enumerate(rows)]
    print(f"\n{len(rows):,} titles, {len(queries)} queries")
    compare(Ficus(Kind.TITLE, cards), [row["title"] for row in rows], queries, fold, options.misses)


def compare_characters(rows: Sequence[Row], options: argparse.Namespace) -> None:
    """A library in which every story has one character. Spellings of one name are all right."""
    draw = random.Random(SEED)
    full = [row["name"] for row in rows if len(row["name"].split()) > 1]
    queries = [
        Query(kind, typed, frozenset({fold_name(name.title())}))
        for name in draw.sample(full, min(len(full), options.most))
        for kind, typed in noisy_names(name, draw)
    ]
    ficus = Ficus(Kind.CHARACTER, [character_card(number, row) for number, row in enumerate(rows)])
    print(f"\n{len(rows):,} characters, {len(queries)} queries")
    compare(ficus, [row["name"].title() for row in rows], queries, fold_name, options.misses)
    print_understanding(ficus, [query for query in queries if not query.kind.startswith("half")])


def print_understanding(ficus: Ficus, queries: Sequence[Query]) -> None:
    """What finished names are taken for: the right one, several with the right one, nobody, or somebody else."""
    counts = Counter(understanding(ficus.understand(query.typed), query.right) for query in queries)
    shares = ", ".join(f"{outcome} {count / len(queries):.3f}" for outcome, count in counts.most_common())
    print(f"    {len(queries)} finished names are taken for: {shares}")


def understanding(names: Sequence[str], right: frozenset[str]) -> str:
    """One of four outcomes."""
    keys = set(map(fold_name, names))
    if not keys:
        return "nobody"
    if keys <= right:
        return "the right one"
    return "several with the right one" if keys & right else "somebody else"


def title_card(number: int, row: Row) -> Card:
    """A story with that title."""
    authors = (Fact(row["author"]),) if row["author"] else ()
    return Card(id=number, title=Fact(row["title"]), authors=authors, rating=Fact(Rating.GENERAL))


def character_card(number: int, row: Row) -> Card:
    """A story with that character."""
    fandoms = tuple(Fact(name.title()) for name in row["fandom"].split("; ") if name)
    return Card(id=number, title=Fact(f"Story {number}"), characters=(Fact(row["name"].title()),), fandoms=fandoms)


def compare(
    ficus: Ficus, names: Sequence[str], queries: Sequence[Query], key: Callable[[str], str], misses: int
) -> None:
    """One line for each contestant, then how much longer the peers take, and what Ficus misses."""
    contestants: tuple[Contestant, ...] = (ficus, WRatio(names), Trigrams(names))
    kinds = list(dict.fromkeys(query.kind for query in queries))
    print(f"{'':<22}{'MRR':>7}{'hit@1':>7}{'hit@5':>7}{'p50 ms':>9}{'p99 ms':>9}   hit@5 by kind: {', '.join(kinds)}")
    medians: dict[str, float] = {}
    ranked: dict[str, list[int]] = {}
    for contestant in contestants:
        contestant.ask(queries[0].typed, DEPTH)
        ranks, times = ask_all(contestant, queries, key)
        medians[contestant.name], ranked[contestant.name] = statistics.median(times), ranks
        by_kind = [
            hits([rank for rank, query in zip(ranks, queries, strict=True) if query.kind == kind], FIRST)
            for kind in kinds
        ]
        print(
            f"{contestant.name:<22}{mrr(ranks):7.3f}{hits(ranks, 1):7.3f}{hits(ranks, FIRST):7.3f}"
            f"{statistics.median(times) * 1e3:9.2f}{sorted(times)[int(len(times) * 0.99)] * 1e3:9.2f}"
            f"   {' '.join(f'{share:.2f}' for share in by_kind)}"
        )
    for peer in contestants[1:]:
        print(f"    {peer.name} takes {medians[peer.name] / medians[ficus.name]:.1f} times as long as Ficus")
    missed = [query for query, rank in zip(queries, ranked[ficus.name], strict=True) if rank != 1]
    for query in missed[:misses]:
        print(f"    {query.kind}: {query.typed!r} for {sorted(query.right)[:2]}: {ficus.ask(query.typed, 2)}")


def ask_all(
    contestant: Contestant, queries: Iterable[Query], key: Callable[[str], str]
) -> tuple[list[int], list[float]]:
    """For each query the rank of the first right answer, 0 for none, and the seconds that it took."""
    ranks: list[int] = []
    times: list[float] = []
    for query in queries:
        began = time.perf_counter()
        answers = contestant.ask(query.typed, DEPTH)
        times.append(time.perf_counter() - began)
        ranks.append(next((place for place, answer in enumerate(answers, 1) if key(answer) in query.right), 0))
    return ranks, times


def mrr(ranks: Sequence[int]) -> float:
    """Mean reciprocal rank."""
    return sum(1 / rank for rank in ranks if rank) / max(1, len(ranks))


def hits(ranks: Sequence[int], first: int) -> float:
    """The share that stands among the first."""
    return sum(0 < rank <= first for rank in ranks) / max(1, len(ranks))


if __name__ == "__main__":
    main()
