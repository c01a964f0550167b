"""Recommendations: Ficus beside popularity, cosine, ALS, EASE and TF-IDF, on the same readers in the same run.

    python -m benchmarks.recommend --train FILE.csv --split FILE.jsonl [--items FILE.jsonl] [--crowd N] [--seed S]
        [--peers popularity,cosine,als,ease,content] [--task taste|seed] [--answers OUT.jsonl] [--shown] [--ablate]
        [--readers N] [--half even|odd]
    python -m benchmarks.recommend --scale 100000
    python -m benchmarks.recommend --works FILE.jsonl [--seed S] [--embedding FOLDER]

Items are {"id", "title", "authors", "tags": {tag: count}} and optionally fandoms, characters, relationships, warnings,
rating, summary, words, text; train is user,item,value; split {"user", "kept", "rated", "held", "seed"}. All may be
gzipped. A test reader likes `kept` (or the seed alone), is never shown `rated`, and `held` is to be found. With --crowd
only so many other readers are learned from. `--half` takes every other test reader: tune on one, report on the other.
Ficus is asked reader by reader through the Recommender's public functions: for its ranking, and for the list that a
reader gets ("as shown"), which is put together for variety, with at most three of an author and first looks for stories
without a reader. `--answers` has the ranking, with `--shown` the list.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import scipy.sparse as sp

from benchmarks.recommend_ablation import ABLATIONS, without_variety
from benchmarks.recommend_data import Reader, bare_cards, cards_of, crowd_of, read_likes, read_rows, read_split
from benchmarks.recommend_peers import PEERS
from bot.corpus.story import Card
from bot.recommend import fitting
from bot.recommend.blend import VIEWS
from bot.recommend.recommender import Recommender
from bot.recommend.wish import Act, Wish

FIRST = 10
Row = dict[str, Any]


@dataclass
class Answers:
    """The lists of one contestant, with how long each took."""

    name: str
    fit: float
    lists: list[list[int]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def ask(self, question: Callable[[], list[int]]) -> None:
        """Note an answer and its time."""
        began = time.perf_counter()
        answer = question()
        self.seconds.append(time.perf_counter() - began)
        self.lists.append(answer)


def main() -> None:
    """One of three kinds of measurement."""
    options = parse_arguments()
    if options.scale:
        from benchmarks.recommend_scale import compare_at_scale  # noqa: PLC0415

        compare_at_scale(options.scale, options.seed)
    elif options.works:
        from benchmarks.recommend_works import check_meaning, check_works  # noqa: PLC0415

        if options.embedding:
            check_meaning(options.works, options.seed, options.embedding)
        else:
            check_works(options.works, options.seed)
    else:
        compare_on_readers(options)


def parse_arguments() -> argparse.Namespace:
    """Files and sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=Path)
    parser.add_argument("--train", type=Path)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--crowd", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--peers", default="popularity,cosine,als,ease,content")
    parser.add_argument("--task", choices=("taste", "seed"), default="taste")
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--shown", action="store_true", help="answers are the varied lists that readers get")
    parser.add_argument("--ablate", action="store_true", help="Ficus again, each part left out")
    parser.add_argument("--readers", type=int, help="at most so many test readers")
    parser.add_argument("--half", choices=("even", "odd"), help="every other test reader")
    parser.add_argument("--scale", type=int, help="so many made-up stories: speed against exhaustive TF-IDF")
    parser.add_argument("--works", type=Path, help="works of an archive: likeness by what is held out")
    parser.add_argument("--embedding", type=Path, help="with --works: the folder of an embedding model, and without it")
    options = parser.parse_args()
    if not (options.scale or options.works or (options.train and options.split)):
        parser.error("give --train and --split, or --scale, or --works")
    return options


def compare_on_readers(options: argparse.Namespace) -> None:
    """A line for each contestant."""
    everybody = read_split(options.split)
    likes = crowd_of(read_likes(options.train), everybody, options.crowd, options.seed)
    rows = read_rows(options.items) if options.items else []
    known = {row["id"] for row in rows} or {item for liked in likes.values() for item in liked}
    known |= {item for reader in everybody for item in (*reader.kept, *reader.held)} if not rows else set()
    cards = list(cards_of(rows)) if rows else bare_cards(known)
    readers = everybody[{"even": 0, "odd": 1}.get(options.half, 0) :: 2 if options.half else 1][: options.readers]
    print(
        f"{len(cards):,} items, {len(likes):,} readers with {sum(map(len, likes.values())):,} likes, "
        f"{len(readers):,} test readers, task {options.task}"
    )
    print(
        f"{'':<24}{'recall@10':>10}{'+-':>7}{'ndcg@10':>9}{'coverage':>9}{'alike':>7}{'p50 ms':>8}{'p99 ms':>8}"
        f"{'fit s':>8}{'MB':>7}"
    )
    compare = Comparison(cards, likes, readers, options)
    learned = compare.learn()
    answers = compare.ficus("Ficus", learned, varied=False)
    shown = compare.ficus("Ficus, as shown", learned)
    with without_variety():
        compare.ficus("  without MMR", learned)
    answers = shown if options.shown else answers
    if options.answers:
        with options.answers.open("w", encoding="utf-8") as out:
            for reader, found in zip(readers, answers.lists, strict=True):
                out.write(json.dumps({"user": reader.user, "ids": found}) + "\n")
    for name in filter(None, options.peers.split(",")):
        if rows or name != "content":
            compare.peer(name, rows)
    if options.ablate:
        for name, without in ABLATIONS.items():
            with without():
                compare.ficus(name, compare.learn(), varied=False)


@dataclass(frozen=True)
class Learned:
    """A recommender that has learned all there is, what it learned, and how long that took."""

    recommender: Recommender
    fitted: fitting.Fitted
    seconds: float


class Comparison:
    """The same readers for all contestants."""

    def __init__(
        self,
        cards: Sequence[Card],
        likes: dict[int, list[int]],
        readers: Sequence[Reader],
        options: argparse.Namespace,
    ) -> None:
        self._cards = cards
        self._likes = likes
        self._readers = readers
        self._seed = options.task == "seed"
        self._ids = [card.id for card in cards]
        self._place = {number: place for place, number in enumerate(self._ids)}
        judge = Recommender()
        judge.apply(cards)
        self._alike = judge.likeness

    def learn(self) -> Learned:
        """The bot's own code: cards and acts in."""
        began = time.perf_counter()
        recommender = Recommender()
        recommender.apply(self._cards)
        for user, liked in self._likes.items():
            recommender.note(user, dict.fromkeys(liked, Act.LIKED))
        recommender.prepare()
        fitted = fitting.fit(recommender.snapshot())
        recommender.adopt(fitted)
        return Learned(recommender, fitted, time.perf_counter() - began)

    def ficus(self, name: str, learned: Learned, *, varied: bool = True) -> Answers:
        """Wishes in, lists out."""
        recommender = learned.recommender
        answers = Answers(name, learned.seconds)
        for reader in self._readers:
            with Known(recommender, reader, self._likes, seed=self._seed) as wish:
                answers.ask(lambda: _ask(recommender, wish, reader.rated, varied=varied))  # noqa: B023, asked at once
        self._report(answers)
        blend = learned.fitted.blend_seed if self._seed else learned.fitted.blend
        print("    " + ", ".join(f"{view} {weight:.2f}" for view, weight in zip(VIEWS, blend, strict=True)), end="")
        print(f"; variety {learned.fitted.spread}")
        return answers

    def peer(self, name: str, rows: Sequence[Row]) -> None:
        """One of the others, told of the same likes."""
        began = time.perf_counter()
        likes = self._matrix()
        peer = PEERS[name](likes, rows)
        answers = Answers(name, time.perf_counter() - began)
        for reader in self._readers:
            start = (reader.seed,) if self._seed else reader.kept
            liked = [self._place[number] for number in start if number in self._place]
            barred = [self._place[number] for number in (*reader.rated, *start) if number in self._place]
            answers.ask(lambda: self._first(peer.scores(liked), barred))  # noqa: B023, asked at once
        self._report(answers)

    def _first(self, scores: np.ndarray, barred: list[int]) -> list[int]:
        scores = scores.copy()
        scores[barred] = -np.inf
        best = np.argpartition(-scores, FIRST)[:FIRST]
        return [self._ids[place] for place in best[np.argsort(-scores[best], kind="stable")]]

    def _matrix(self) -> sp.csr_array:
        pairs = [
            (row, self._place[item])
            for row, liked in enumerate(self._likes.values())
            for item in liked
            if item in self._place
        ]
        rows, columns = np.array(pairs, np.int32).T
        return sp.csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(self._likes), len(self._ids)))

    def _report(self, answers: Answers) -> None:
        recalls = np.array([recall(found, one.held) for found, one in zip(answers.lists, self._readers, strict=True)])
        gains = np.mean([ndcg(found, one.held) for found, one in zip(answers.lists, self._readers, strict=True)])
        shown = {number for found in answers.lists for number in found}
        alike = np.mean([self._alike(found) for found in answers.lists[:500] if len(found) > 1] or [0])
        times = np.array(answers.seconds) * 1e3
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{answers.name:<24}{recalls.mean():10.4f}{recalls.std() / len(recalls) ** 0.5:7.4f}{gains:9.4f}"
            f"{len(shown) / len(self._cards):9.3f}{alike:7.3f}{np.median(times):8.2f}{np.percentile(times, 99):8.2f}"
            f"{answers.fit:8.1f}{memory:7.0f}",
            flush=True,
        )


class Known:
    """The recommender knows the test reader inside, and outside only if they are of the crowd."""

    def __init__(self, recommender: Recommender, reader: Reader, likes: dict[int, list[int]], *, seed: bool) -> None:
        self._recommender = recommender
        self._reader = reader
        self._after = dict.fromkeys(likes.get(reader.user, ()), Act.LIKED)
        self._seed = seed

    def __enter__(self) -> Wish:
        if self._seed:
            return Wish(like=(self._reader.seed,))
        self._recommender.note(self._reader.user, dict.fromkeys(self._reader.kept, Act.LIKED))
        return Wish(readers=(self._reader.user,))

    def __exit__(self, *_: object) -> None:
        if not self._seed:
            self._recommender.note(self._reader.user, self._after)


def _ask(recommender: Recommender, wish: Wish, rated: frozenset[int], *, varied: bool) -> list[int]:
    found = recommender.recommend(
        wish,
        lambda card: card.id not in rated,
        may_name=lambda _: True,
        limit=FIRST,
        rng=Random(sum(rated)),
        varied=varied,
    )
    return [one.card.id for one in found]


def recall(found: Iterable[int], held: frozenset[int]) -> float:
    """The share of what was to be found, of ten at most."""
    return len(held.intersection(found)) / min(FIRST, len(held))


def ndcg(found: Sequence[int], held: frozenset[int]) -> float:
    """Normalised discounted cumulative gain."""
    gains = [1 / np.log2(place + 2) for place in range(FIRST)]
    return sum(gain for gain, number in zip(gains, found, strict=False) if number in held) / sum(gains[: len(held)])


if __name__ == "__main__":
    main()
