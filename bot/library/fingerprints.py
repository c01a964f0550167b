"""Fingerprints: a few numbers by which a text is known again, also when some of it was changed.

A text is taken as the set of its shingles, every run of SHINGLE folded words. Of their hashes the KEPT smallest are its
sketch: two texts share about as many of those as they share shingles (Broder, "On the resemblance and containment of
documents", 1997).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import regex
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Chapter
from bot.library.tables import FingerprintRow
from bot.search.normalise import fold

SHINGLE = 4
KEPT = 64

SAME_TEXT = 0.3
"""Similarity from which on two texts are mostly the same."""

Sketch = tuple[int, ...]
Hashes = npt.NDArray[np.uint64]

_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}\p{M}'’]+")
"""A word; where words aren't set apart, each character counts as one."""

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
"""The constants of SplitMix64: an odd multiplier, and what makes every bit depend on every other."""


def sketch_of(chapters: Iterable[Chapter]) -> Sketch:
    """The sketch of a story's text: at most KEPT numbers of 63 bits, the smallest first. Empty for no words."""
    words = [word for chapter in chapters for word in _WORD.findall(chapter.text)]
    known: dict[str, int] = {}
    for word in words:
        if word not in known:
            known[word] = _hash(fold(word))
    hashes = np.fromiter((known[word] for word in words), np.uint64, len(words))
    smallest = np.unique(_mixed(_shingled(hashes)) >> np.uint64(1))[:KEPT]
    return tuple(smallest.tolist())


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """How much of two texts is the same, from 0 to 1: an estimate of the shingles in both among those in either."""
    first, second = set(one), set(other)
    smallest = sorted(first | second)[:KEPT]
    return sum(number in first and number in second for number in smallest) / len(smallest) if smallest else 0.0


def _hash(word: str) -> int:
    """Nothing but the word decides it: sketches are compared across processes and years."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _shingled(words: Hashes) -> Hashes:
    """A number for each run of words; a text of fewer words is one run."""
    length = min(SHINGLE, len(words))
    runs = len(words) - length + 1 if length else 0
    starts = [words[offset : offset + runs] for offset in range(length)]
    return reduce(lambda run, word: run * _ODD + word, starts) if starts else words


def _mixed(numbers: Hashes) -> Hashes:
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _MIX[0]
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _MIX[1]
    return numbers ^ (numbers >> np.uint64(31))


async def write_fingerprints(connection: AsyncConnection, sketches: Mapping[int, Sketch]) -> None:
    """Keep the sketches of these stories, by id, instead of what was kept of them."""
    await connection.execute(delete(FingerprintRow).where(FingerprintRow.story_id.in_(sketches)))
    rows = [{"hash": number, "story_id": story_id} for story_id, sketch in sketches.items() for number in sketch]
    if rows:
        await connection.execute(insert(FingerprintRow), rows)


async def read_sketch(connection: AsyncConnection, story_id: int) -> Sketch:
    """The sketch of a stored story."""
    chosen = select(FingerprintRow.hash).where(FingerprintRow.story_id == story_id).order_by(FingerprintRow.hash)
    return tuple((await connection.execute(chosen)).scalars())


async def find_sharing(connection: AsyncConnection, sketch: Sketch, least: int = 1) -> dict[int, Sketch]:
    """The sketches, by story, of the stored stories that share at least so many numbers with this one; those that share
    the most, at most KEPT. No gate.
    """
    shared = func.count()
    chosen = select(FingerprintRow.story_id).where(FingerprintRow.hash.in_(sketch)).group_by(FingerprintRow.story_id)
    likeliest = chosen.having(shared >= least).order_by(shared.desc(), FingerprintRow.story_id).limit(KEPT)
    ids = (await connection.execute(likeliest)).scalars().all()
    return {story_id: await read_sketch(connection, story_id) for story_id in ids}
