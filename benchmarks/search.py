"""Search for titles and names: Ficus beside its peers, on the same data in the same run.

    python -m benchmarks.search --titles FILE [--queries FILE] [--aliases FILE] [--peers wratio,ratio,fts5,pg_trgm]
                                [--limit N] [--kinds KIND,KIND] [--answers FILE] [--scale COUNT]
                                [--keystrokes N] [--stall SECONDS]
    python -m benchmarks.search --names FILE [--queries FILE] [--aliases FILE] ...

Files are JSON Lines, gzipped or not: titles {id, title, author?, popularity?}, names {id, name, aliases?, fandom?},
aliases {id, alias}, queries {no, kind, query, expected: [ids]}. Without --queries, --limit (200) queries of each of
twelve kinds of noise are made from the titles, or of seven kinds from the names, from a seed (search_noise.py); the
aliases that only spell a name otherwise are then asked for, so they are kept out of the index. --scale grows the
titles to that many with a model of which word follows which (search_data.py); list order is then popularity, by Zipf's
law. --popularity order says so of given ones.

A query is right at k if any expected id is among the first k. Mean is over kinds. Times are of one query, in ms. Memory
of Ficus is that of a fresh process which opens the index and answers; of a peer, what this process grew by while it was
built. --keystrokes types N titles key by key, --stall measures the event loop. Compare only ratios, within one run.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.search_data import (
    Known,
    Query,
    by_list_order,
    entries_of,
    grown,
    limited,
    read_known,
    read_queries,
)
from benchmarks.search_extras import keystrokes, point_reads, probe, stalls, time_keystrokes
from benchmarks.search_noise import held_out, name_queries, title_queries
from benchmarks.search_peers import PEERS, NoPeerError, build_peer
from bot.search.engine.forms import NAMES, TITLES
from bot.search.engine.keys import KeyIndex

FIRST = 25
EACH = 200
MISSES_SHOWN = 3

Ask = Callable[[str, str, int], list[int]]


@dataclass(frozen=True)
class Answer:
    """The ids that a query got, best first, and in how many ms."""

    no: int
    ids: list[str]
    ms: float


@dataclass(frozen=True)
class Result:
    """Ranks (0 for none) and seconds by kind, with what it took to build."""

    name: str
    ranks: dict[str, list[int]]
    times: dict[str, list[float]]
    built: float
    index_bytes: int
    memory: float

    def recall(self, kind: str, first: int) -> float:
        """The share of a kind's queries whose answer is among the first."""
        return sum(0 < rank <= first for rank in self.ranks[kind]) / max(1, len(self.ranks[kind]))

    def mean_recall(self, first: int) -> float:
        """Over kinds."""
        return statistics.fmean(self.recall(kind, first) for kind in self.ranks)

    def median(self, kind: str) -> float:
        """Seconds."""
        return statistics.median(self.times[kind])


def main() -> None:
    """Print tables."""
    options = parse_arguments()
    known, queries = read_all(options)
    if not known or not queries:
        raise SystemExit("there is nothing to find, or nothing to ask: are these the right files?")
    kinds = list(dict.fromkeys(query.kind for query in queries))
    print(f"{len(known):,} {'names' if options.names else 'titles'}, {len(queries)} queries of {len(kinds)} kinds")
    with tempfile.TemporaryDirectory(prefix="ficus-search-") as place:
        folder = Path(place)
        ficus, index = measure_ficus(known, queries, folder, options)
        results = [ficus, *measure_peers(known, queries, folder, options)]
        print_results(results, kinds)
        if options.keystrokes:
            print_keystrokes(index, [one.name for one in known], folder, options.keystrokes)
        if options.stall:
            print_stalls(index, known, queries, options.stall)
        index.close()


def parse_arguments() -> argparse.Namespace:
    """Files, peers and sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--titles", type=Path)
    given.add_argument("--names", type=Path)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--aliases", type=Path)
    parser.add_argument("--peers", default="", help=f"any of {','.join(PEERS)}")
    parser.add_argument("--limit", type=int, help="queries of each kind")
    parser.add_argument("--answers", type=Path, help="write {no, ids, ms} for each query there")
    parser.add_argument("--scale", type=int, default=0, help="grow the titles to so many")
    parser.add_argument("--popularity", choices=("none", "order"), default="none")
    parser.add_argument("--keystrokes", type=int, default=0, help="titles to type key by key")
    parser.add_argument("--kinds", default="", help="only queries of these kinds")
    parser.add_argument("--stall", type=float, default=0.0, help="seconds to watch the event loop")
    parser.add_argument(
        "--misses", type=int, default=0, help="show so many queries a kind that Ficus doesn't answer first"
    )
    options = parser.parse_args()
    unknown = set(filter(None, options.peers.split(","))) - set(PEERS)
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    return options


def read_all(options: argparse.Namespace) -> tuple[list[Known], list[Query]]:
    """What can be found, and what is asked."""
    known = read_known(options.titles or options.names, options.aliases)
    if options.queries:
        queries = limited(read_queries(options.queries), options.limit)
    else:
        make = name_queries if options.names else title_queries
        queries = make(known, options.limit or EACH)
        if options.names:
            held_out(known)
    kinds = set(filter(None, options.kinds.split(",")))
    queries = [query for query in queries if not kinds or query.kind in kinds]
    if options.scale:
        known = grown(known, options.scale)
    if options.scale or options.popularity == "order":
        by_list_order(known)
    return known, queries


def measure_ficus(
    known: Sequence[Known], queries: Sequence[Query], folder: Path, options: argparse.Namespace
) -> tuple[Result, KeyIndex]:
    """Build the production index in a folder, ask it, and let another process open it."""
    forms = NAMES if options.names else TITLES
    place = folder / "index"
    entries = list(entries_of(known))
    began = time.perf_counter()
    index = KeyIndex.build(entries, place, forms)
    built = time.perf_counter() - began
    del entries

    def ask(typed: str, _: str, limit: int) -> list[int]:
        return [near.id for near in index.suggest(typed, limit)]

    ranks, times, answers = ask_all(ask, known, queries)
    if options.answers:
        with options.answers.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(answer)) + "\n" for answer in answers)
    print_misses(known, queries, answers, options.misses)
    seen = probe(place, forms.name, [query.typed for query in queries])
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    first = seen["open"] + seen["first"]
    print(
        f"a fresh process: imports {seen['import'] * 1e3:.0f} ms, opens in {seen['open'] * 1e3:.1f} ms, first answer "
        f"{seen['first'] * 1e3:.1f} ms later (built in {built:.1f} s: {built / first:.0f} times as long), "
        f"{seen['resident'] / 1e6:.0f} MB after {len(queries)} queries"
    )
    return Result("ficus", ranks, times, built, size, seen["resident"]), index


def measure_peers(
    known: Sequence[Known], queries: Sequence[Query], folder: Path, options: argparse.Namespace
) -> list[Result]:
    """Each peer that can run here."""
    forms = NAMES if options.names else TITLES
    keys = [
        (text, n)
        for n, one in enumerate(known)
        for text in dict.fromkeys(map(forms.fold, (one.name, *one.aliases)))
        if text
    ]
    results: list[Result] = []
    for name in filter(None, options.peers.split(",")):
        before, began = resident(), time.perf_counter()
        try:
            peer = build_peer(name, keys, forms, folder)
        except NoPeerError as error:
            print(f"{name} is left out: {error}")
            continue
        built = time.perf_counter() - began
        ranks, times, _ = ask_all(peer.ask, known, queries)
        results.append(Result(name, ranks, times, built, peer.index_bytes, max(0, resident() - before)))
        peer.close()
    return results


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def ask_all(
    ask: Ask, known: Sequence[Known], queries: Sequence[Query]
) -> tuple[dict[str, list[int]], dict[str, list[float]], list[Answer]]:
    """Ranks and seconds by kind, and the answers."""
    ask(queries[0].typed, queries[0].kind, FIRST)
    ranks: dict[str, list[int]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    answers: list[Answer] = []
    for query in queries:
        began = time.perf_counter()
        places = ask(query.typed, query.kind, FIRST)
        took = time.perf_counter() - began
        ids = [known[place].key for place in places]
        ranks[query.kind].append(next((rank for rank, key in enumerate(ids, 1) if key in query.right), 0))
        times[query.kind].append(took)
        answers.append(Answer(query.no, ids, round(took * 1e3, 3)))
    return ranks, times, answers


def percentile(times: Sequence[float], share: float) -> float:
    """Milliseconds."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1e3


def print_results(results: Sequence[Result], kinds: Sequence[str]) -> None:
    """A line for each kind and contestant, then the means, then the ratios."""
    width = max(map(len, [*kinds, "mean"])) + 1
    print(f"\n{'kind':<{width}}{'':<9}{'n':>5}{'r@1':>7}{'r@10':>7}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}")
    for kind in kinds:
        for one in results:
            times = one.times[kind]
            shares = "".join(f"{percentile(times, share):10.2f}" for share in (0.5, 0.95, 0.99))
            recalls = f"{one.recall(kind, 1):7.3f}{one.recall(kind, 10):7.3f}"
            print(f"{kind:<{width}}{one.name:<9}{len(times):5}{recalls}{shares}")
    for one in results:
        times = [each for kind in kinds for each in one.times[kind]]
        shares = "".join(f"{percentile(times, share):10.2f}" for share in (0.5, 0.95, 0.99))
        print(
            f"{'mean':<{width}}{one.name:<9}{len(times):5}{one.mean_recall(1):7.3f}{one.mean_recall(10):7.3f}{shares}"
            f"   built in {one.built:.1f} s, index {one.index_bytes / 1e6:.1f} MB, memory {one.memory / 1e6:.0f} MB"
        )
    ficus = results[0]
    for peer in results[1:]:
        ratios = ", ".join(f"{kind} {peer.median(kind) / ficus.median(kind):,.0f}" for kind in kinds)
        more = ficus.mean_recall(10) - peer.mean_recall(10)
        print(f"{peer.name} takes, by p50, so many times as long: {ratios}; mean recall@10 of Ficus is {more:+.3f}")


def print_misses(known: Sequence[Known], queries: Sequence[Query], answers: Sequence[Answer], most: int) -> None:
    """Queries whose answer doesn't come first, with what does."""
    names = {one.key: one.name for one in known} if most else {}
    shown: dict[str, int] = defaultdict(int)
    for query, answer in zip(queries, answers, strict=True):
        ids = answer.ids
        if (ids[:1] and ids[0] in query.right) or shown[query.kind] >= most:
            continue
        shown[query.kind] += 1
        rank = next((rank for rank, key in enumerate(ids, 1) if key in query.right), 0)
        wanted = [names.get(key, "?") for key in sorted(query.right)[:2]]
        print(f"  {query.kind}: {query.typed!r} is {rank}. for {wanted}: {[names[key] for key in ids[:MISSES_SHOWN]]}")


def print_keystrokes(index: KeyIndex, titles: Sequence[str], folder: Path, count: int) -> None:
    """All keys of titles being typed, beside point reads."""
    typed = keystrokes(titles, count)
    times, used = time_keystrokes(index, typed)
    reads = point_reads(folder)
    shares = ", ".join(f"p{share * 100:g} {percentile(times, share):.2f}" for share in (0.5, 0.9, 0.99, 0.999))
    print(f"\n{len(times):,} keystrokes: {shares} ms, mean {statistics.fmean(times) * 1e3:.2f}")
    print(f"  of the processor's time p50 {percentile(used, 0.5):.2f}, p99 {percentile(used, 0.99):.2f} ms")
    for way, read in reads.items():
        many = percentile(times, 0.99) / 1e3 / read
        print(f"  p99 is {many:.1f} times one SQLite point read, {way} (p50 {read * 1e3:.3f} ms)")


def print_stalls(index: KeyIndex, known: Sequence[Known], queries: Sequence[Query], seconds: float) -> None:
    """The event loop while others are answered."""
    worst = stalls(index, [one.name for one in known], [query.typed for query in queries], seconds)
    ficus, peer = worst["ficus"], worst["process.extract"]
    print(
        f"\nworst stall of the loop: {ficus * 1e3:.1f} ms at 100 suggestions a second; {peer * 1e3:.0f} ms with "
        f"to_thread(process.extract): 1/{peer / max(ficus, 1e-9):.0f}"
    )


if __name__ == "__main__":
    main()
