"""More like this among many made-up stories: speed and precision beside exhaustive TF-IDF cosine.

A story has a fandom, a trope, characters of the fandom, tags and words that lean on fandom and trope. Precision is the
mean of sharing the fandom and sharing the trope among the first ten.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from bot.corpus.story import Card, Fact, Rating
from bot.recommend import stacks
from bot.recommend.recommender import Recommender
from bot.recommend.wish import Act, Wish

FANDOMS, TROPES, WORDS, ASKED, FIRST = 200, 120, 12_000, 300, 10
READERS, LIKES = 50, 200
UNTAGGED = 0.3
"""The share of stories whose trope is no tag."""


def compare_at_scale(size: int, seed: int) -> None:
    """Print the two side by side, then a list and a reader's list of all parts."""
    draw = random.Random(seed)
    truth = [(draw.randrange(FANDOMS), draw.randrange(TROPES)) for _ in range(size)]
    cards = [_card(number, *kind, draw) for number, kind in enumerate(truth)]
    began = time.perf_counter()
    recommender = Recommender()
    recommender.apply(cards)
    recommender.prepare()
    print(f"{size:,} stories taken in within {time.perf_counter() - began:.0f} s")
    asked = draw.sample(range(size), ASKED)
    peer = _exhaustive(cards)
    slow = _measure("exhaustive TF-IDF cosine", peer, asked, truth)
    fast = _measure("Ficus, nearest stories", lambda number: recommender.similar(number, FIRST), asked, truth)
    print(f"    {slow.p50 / fast.p50:.0f} times as fast, at {fast.precision / slow.precision:.1%} of the precision")
    every = partial(_every_story, recommender)
    cut = _measure("Ficus, every story scored", every, asked, truth)
    print(f"    what the nearest stories' shortcut costs: {1 - fast.precision / cut.precision:.1%} of the precision")
    whole = _measure("Ficus, a whole list", lambda number: _ids(recommender, Wish(like=(number,))), asked, truth)
    for reader in range(READERS):
        recommender.note(reader, dict.fromkeys(draw.sample(range(size), LIKES), Act.LIKED))
    several = _measure(
        f"the same, {READERS} readers", lambda number: _ids(recommender, Wish(like=(number,))), asked, truth
    )
    readers = _measure(
        f"Ficus, {LIKES} likes", lambda number: _ids(recommender, Wish(readers=(number % READERS,))), asked, None
    )
    print(
        f"    p99 is {readers.p99 / several.p99:.1f} times that of a list for one story, "
        f"{readers.p99 / whole.p99:.1f} times without readers, {readers.p99 / fast.p99:.0f} times the nearest stories'"
    )


def _every_story(recommender: Recommender, number: int) -> list[int]:
    """The nearest by Ficus's own weights, without any shortcut."""
    kept, stacks._LARGE = stacks._LARGE, sys.maxsize  # noqa: SLF001, what it would cost is the question
    try:
        return _ids(recommender, Wish(like=(number,)), varied=False)
    finally:
        stacks._LARGE = kept  # noqa: SLF001


def _ids(recommender: Recommender, wish: Wish, *, varied: bool = True) -> list[int]:
    return [one.card.id for one in recommender.recommend(wish, lambda _: True, limit=FIRST, varied=varied)]


class Measured(NamedTuple):
    """Median and 99th percentile of milliseconds, and precision."""

    p50: float
    p99: float
    precision: float


def _measure(
    name: str, ask: Callable[[int], Sequence[int]], asked: Sequence[int], truth: Sequence[tuple[int, int]] | None
) -> Measured:
    ask(asked[0])
    times: list[float] = []
    found: list[Sequence[int]] = []
    for number in asked:
        began = time.perf_counter()
        found.append(ask(number))
        times.append((time.perf_counter() - began) * 1e3)
    shares = (
        [
            ((truth[one][0] == truth[number][0]) + (truth[one][1] == truth[number][1])) / 2
            for number, ids in zip(asked, found, strict=True)
            for one in ids
        ]
        if truth
        else [0.0]
    )
    p50, p99 = float(np.median(times)), float(np.percentile(times, 99))
    print(f"{name:<28} p50 {p50:8.2f} ms   p99 {p99:8.2f} ms   precision@{FIRST} {np.mean(shares):.3f}", flush=True)
    return Measured(p50, p99, float(np.mean(shares)))


def _card(number: int, fandom: int, trope: int, draw: random.Random) -> Card:
    words = [f"word{int(WORDS * draw.random() ** 3)}" for _ in range(draw.randrange(15, 40))]
    words += [f"place{fandom}x{draw.randrange(30)}" for _ in range(4)] + [
        f"turn{trope}x{draw.randrange(20)}" for _ in range(4)
    ]
    tags = {f"tag {int(4_000 * draw.random() ** 3)}" for _ in range(6)} | {f"trope {trope}"}
    if draw.random() < UNTAGGED:
        tags.discard(f"trope {trope}")
    names = {f"Given{draw.randrange(20)} Of{fandom}" for _ in range(3)}
    return Card(
        id=number,
        title=Fact(f"Story {number}"),
        authors=(Fact(f"Author {draw.randrange(20_000)}"),),
        summary=Fact(" ".join(words)),
        fandoms=(Fact(f"Fandom {fandom}"),),
        characters=tuple(map(Fact, sorted(names))),
        tags=tuple(map(Fact, sorted(tags))),
        rating=Fact(Rating.GENERAL),
        words=draw.randrange(500, 90_000),
    )


def _exhaustive(cards: Sequence[Card]) -> Callable[[int], list[int]]:
    """The cosine with every story, of TF-IDF over summary, tags, characters, fandom and author."""
    numbers: dict[str, int] = {}
    rows = [sorted({numbers.setdefault(term, len(numbers)) for term in _terms(card)}) for card in cards]
    indptr = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    indices = np.array([number for row in rows for number in row], np.int32)
    weights = np.log((1 + len(rows)) / (1 + np.bincount(indices))) + 1
    data = weights[indices]
    owner = np.repeat(np.arange(len(rows)), np.diff(indptr))
    data /= np.sqrt(np.bincount(owner, data**2))[owner]
    matrix = sp.csr_array((data.astype(np.float32), indices, indptr), shape=(len(rows), len(numbers)))

    def ask(number: int) -> list[int]:
        scores = (matrix @ matrix[[number]].toarray().ravel()).copy()
        scores[number] = -1
        best = np.argpartition(-scores, FIRST)[:FIRST]
        return best[np.argsort(-scores[best])].tolist()

    return ask


def _terms(card: Card) -> set[str]:
    found = set(card.summary.value.split()) if card.summary else set()
    for facts in (card.tags, card.characters, card.fandoms, card.authors):
        found.update(fact.value for fact in facts)
    return found
