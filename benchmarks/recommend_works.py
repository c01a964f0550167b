"""Fan works: does likeness by what is left find what shares the rest?

There are no readers in the data, so this is a check of plausibility, not of taste. For each work with a relationship
or free tags, half of its relationships and free tags are hidden from Ficus, in all works alike (by a hash of the tag).
Two works are held to be alike if they share a hidden relationship, or at least two hidden free tags. Found among the
ten nearest is compared with how often any work in the same fandom is alike, and with each kind of fact left out. It
says whether characters, fandoms, words and the rest point to the same works as tags do; it can't say whether anybody
would like them, and it favours facts that authors repeat together.
"""

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.recommend_data import Row, card_of, read_rows
from bot.corpus.story import Card
from bot.recommend import stacks, weights
from bot.recommend.embedding import Encode, load_encoder
from bot.recommend.features import Field
from bot.recommend.recommender import Recommender, Wish
from bot.search.normalise import fold

FIRST = 10
PARTS: Mapping[str, tuple[Field, ...]] = {
    "all": (),
    "no characters": (Field.CHARACTER,),
    "no relationships": (Field.RELATIONSHIP,),
    "no fandoms": (Field.FANDOM,),
    "no tags": (Field.TAG,),
    "no words": (Field.WORD,),
    "no warnings, rating, length": (Field.WARNING, Field.RATING, Field.LENGTH),
}


def check_works(path: Path, seed: int) -> None:
    """A line for each kind of fact left out."""
    rows = [{**row, "id": number} for number, row in enumerate(read_rows(path))]
    hidden = [_hidden(row, seed) for row in rows]
    cards = [_without(card_of(row), seed) for row in rows]
    alike = _alike(hidden)
    asked = [number for number in range(len(rows)) if alike[number]]
    chance = np.mean([_chance(number, alike[number], rows) for number in asked])
    print(f"{len(rows):,} works, {len(asked):,} with another that is alike; by chance in a fandom {chance:.3f}")
    for name, fields in PARTS.items():
        changed = {**weights.FIELDS, **dict.fromkeys(fields, 1e-6)}
        kept, stacks.FIELDS = stacks.FIELDS, changed
        recommender = Recommender()
        recommender.apply(cards)
        recommender.prepare()
        stacks.FIELDS = kept
        shares = np.array([_precision(recommender.similar(number, FIRST), alike[number]) for number in asked])
        print(f"{name:<28} found {shares.mean():.4f} +- {shares.std() / len(shares) ** 0.5:.4f}", flush=True)


def check_meaning(path: Path, seed: int, folder: Path) -> None:
    """How fast an embedding model reads the works, and lists for one work without it and with it.

    Apart from the works held to be alike as above, those that are for their free tags alone: these are the nearest to
    what a story is about that the data has.
    """
    rows = [{**row, "id": number} for number, row in enumerate(read_rows(path))]
    cards = [_without(card_of(row), seed) for row in rows]
    hidden = [_hidden(row, seed) for row in rows]
    truths = {"alike": _alike(hidden), "by free tags alone": _alike([(frozenset(), tags) for _, tags in hidden])}
    model = load_encoder(folder)
    recommenders = {"by facts": _fed(cards, None), f"with {model.kind}": _fed(cards, model.encode)}
    for truth, alike in truths.items():
        asked = [number for number in range(len(rows)) if alike[number]]
        shares = [_shares(name, recommender, asked, alike) for name, recommender in recommenders.items()]
        gain = shares[1] - shares[0]
        error = gain.std() / len(gain) ** 0.5
        print(f"{truth}: {len(asked):,} works, difference {gain.mean():+.4f} +- {error:.4f}", flush=True)


def _fed(cards: Sequence[Card], encode: Encode | None) -> Recommender:
    recommender = Recommender(encode)
    recommender.apply(cards)
    recommender.prepare()
    began = time.perf_counter()
    recommender.encode()
    if encode:
        seconds = time.perf_counter() - began
        print(f"{len(cards):,} works read in {seconds:.2f} s, {len(cards) / seconds:,.0f} a second")
    return recommender


def _shares(name: str, recommender: Recommender, asked: Sequence[int], alike: Sequence[set[int]]) -> np.ndarray:
    times, found = [], []
    for number in asked:
        began = time.perf_counter()
        ranked = recommender.recommend(Wish(like=(number,)), lambda _: True, limit=FIRST, varied=False)
        times.append((time.perf_counter() - began) * 1e3)
        found.append(_precision([one.card.id for one in ranked], alike[number]))
    p50, p99 = np.percentile(times, (50, 99))
    print(f"{name:<28} found {np.mean(found):.4f}   p50 {p50:.1f} ms   p99 {p99:.1f} ms", flush=True)
    return np.array(found)


def _is_hidden(tag: str, seed: int) -> bool:
    return hashlib.blake2b(f"{seed} {fold(tag)}".encode(), digest_size=1).digest()[0] % 2 == 0


def _hidden(row: Row, seed: int) -> tuple[frozenset[str], frozenset[str]]:
    pairs = frozenset(fold(pair) for pair in row["relationships"] if _is_hidden(pair, seed))
    return pairs, frozenset(fold(tag) for tag in row["freeforms"] if _is_hidden(tag, seed))


def _without(card: Card, seed: int) -> Card:
    def left(facts: Iterable) -> tuple:
        return tuple(fact for fact in facts if not _is_hidden(fact.value, seed))

    return replace(card, relationships=left(card.relationships), tags=left(card.tags))


def _alike(hidden: Sequence[tuple[frozenset[str], frozenset[str]]]) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in hidden]
    for one, (pairs, tags) in enumerate(hidden):
        for other in range(one):
            if pairs & hidden[other][0] or len(tags & hidden[other][1]) > 1:
                found[one].add(other)
                found[other].add(one)
    return found


def _chance(number: int, alike: set[int], rows: Sequence[Row]) -> float:
    fandoms = set(rows[number]["fandoms"])
    near = [other for other, row in enumerate(rows) if other != number and fandoms & set(row["fandoms"])]
    return len(alike.intersection(near)) / len(near) if near else 0.0


def _precision(found: Sequence[int], alike: set[int]) -> float:
    return len(alike.intersection(found)) / min(FIRST, len(alike))
