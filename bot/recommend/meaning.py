"""What stories are about, as an embedding model sees it: vectors of cards, and how near they are to a taste.

Optional; without a model none of this is used. A vector is made from what a card says of its story in words (title,
summary, telling words of the text), not from names and tags, which are compared exactly elsewhere. From each is taken
what all stories of its language in the library have in common (Mu and Viswanath 2018, "All-but-the-top"): many models
put any two texts close together, and most those of a language that they hardly know.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock

import numpy as np
import regex

from bot.corpus.story import Card, values
from bot.recommend.arrays import Flags, Floats
from bot.recommend.embedding import Encode, unit

_WORD = regex.compile(r"\p{L}+(?:['’]\p{L}+)*")
_SHORTEST = 3
BATCH = 256
"""Texts that are encoded at a time; between two batches what changed meanwhile is taken in."""
_FEW = 5
"""So many stories' worth of nothing is counted in with what all have in common: two stories are no library."""


def sentence_of(card: Card) -> str:
    """What a card says of its story in words: title, summary or else tags, telling words. Empty if it's but a title.

    Without the words of its people's and fandoms' names, else what is near would be what has the same people.
    """
    told = card.summary.value if card.summary else ", ".join(values(card.tags))
    if not (told.strip() or card.keywords):
        return ""
    called = values(card.characters) + values(card.fandoms)
    names = {word for name in called for word in _WORD.findall(name) if len(word) >= _SHORTEST and not word.islower()}
    said = ". ".join(part.strip().rstrip(".") for part in (card.title.value, told, ", ".join(card.keywords)) if part)
    return _WORD.sub(lambda found: "" if _bare(found[0]) in names else found[0], said)


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def kindred(cards: Sequence[Card], audiences: Iterable[tuple[Flags, Flags]]) -> Iterator[tuple[Flags, Flags]]:
    """The audiences of `Stacks` again, each language apart."""
    languages = np.array([card.language.value if card.language else "" for card in cards])
    for own, shown in audiences:
        for language in np.unique(languages[own]):
            same = languages == language
            yield own & same, shown & same


class Memory:
    """The vectors of cards by id. Only what is new or says something else is encoded. For several threads."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._lock = Lock()
        self._turn = Lock()
        self._stopped = False
        self._said: dict[int, int] = {}
        self._vectors: dict[int, Floats] = {}
        self._waiting: dict[int, str] = {}
        self.version = 0
        """Grows whenever a vector is added, replaced or forgotten."""

    def apply(self, put: Iterable[Card], drop: Iterable[int]) -> None:
        """Note cards to encode, and forget those dropped. Encodes nothing yet; what changed keeps its vector so far."""
        said = [(card.id, sentence_of(card)) for card in put]
        with self._lock:
            for card_id in drop:
                self._said.pop(card_id, None)
                self._forget(card_id)
            for card_id, sentence in said:
                if self._said.get(card_id) == hash(sentence):
                    continue
                self._said[card_id] = hash(sentence)
                if sentence:
                    self._waiting[card_id] = sentence
                else:
                    self._forget(card_id)

    def encode(self) -> None:
        """Encode what waits, a batch at a time, until nothing does. Takes as long as the model does: use a thread."""
        with self._turn:
            while batch := self._next():
                vectors = self._encode(list(batch.values()))
                with self._lock:
                    for (card_id, sentence), vector in zip(batch.items(), vectors, strict=True):
                        if self._said.get(card_id) == hash(sentence):
                            self._vectors[card_id] = vector
                    self.version += 1

    def stop(self) -> None:
        """Encode no more than the batch that is under way."""
        self._stopped = True

    def _forget(self, card_id: int) -> None:
        self._waiting.pop(card_id, None)
        self.version += self._vectors.pop(card_id, None) is not None

    def _next(self) -> dict[int, str]:
        with self._lock:
            ids = [] if self._stopped else list(self._waiting)[:BATCH]
            return {card_id: self._waiting.pop(card_id) for card_id in ids}

    def of(self, ids: Sequence[int]) -> Floats:
        """Vectors, one a row; zeros for a story that hasn't been encoded yet."""
        with self._lock:
            known = [(row, vector) for row, one in enumerate(ids) if (vector := self._vectors.get(one)) is not None]
        found = np.zeros((len(ids), len(known[0][1]) if known else 1), np.float32)
        if known:
            found[[row for row, _ in known]] = [vector for _, vector in known]
        return found


class Meanings:
    """The vectors of all stories at one moment, by slot. Never changed afterwards."""

    def __init__(self, vectors: Floats, audiences: Iterable[tuple[Flags, Flags]]) -> None:
        """`audiences`: for some slots, those whose common part is taken from them."""
        known = vectors.any(axis=1)
        self._vectors = vectors.copy()
        for own, shown in audiences:
            common = vectors[shown & known].sum(axis=0) / (np.count_nonzero(shown & known) + _FEW)
            at = np.flatnonzero(own & known)
            self._vectors[at] = unit(vectors[at] - common)

    def nearness(self, tastes: Mapping[int, float]) -> Floats:
        """How near each slot's story is to a taste (weights by slot): the cosine, or 0 if that's less."""
        slots, weights = list(tastes), np.array(list(tastes.values()), np.float32)
        profile = unit((self._vectors[slots] * weights[:, np.newaxis]).sum(axis=0))[0]
        return _cosines(self._vectors, profile)

    def with_each(self, slot: int, others: Sequence[int]) -> Floats:
        """How near a story is to each of some others, in the same way."""
        return _cosines(self._vectors[list(others)], self._vectors[slot])


def _cosines(vectors: Floats, one: Floats) -> Floats:
    """At least 0. Row by row, for a product of the whole would start threads, which takes longer on a busy machine."""
    return np.maximum(np.vecdot(vectors, one), 0)
