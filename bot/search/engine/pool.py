"""All keys of an index at one moment: what it was built from, what came after, and the postings of both."""

from collections.abc import Collection, Iterable, Sequence
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.search.engine import weights as w
from bot.search.engine.base import Base, Scopes
from bot.search.engine.entries import Key
from bot.search.engine.postings import SCOPES, Postings, Term
from bot.search.engine.tail import Tail
from bot.search.engine.texts import Slots

Number = TypeVar("Number", np.int64, np.float32, np.bool_)


class Pool:
    """Keys by slot: those of the base first, then those of the tail."""

    def __init__(self, base: Base, tail: Tail, postings: Postings) -> None:
        self.base, self.tail, self.postings = base, tail, postings
        self._changing = Lock()

    @property
    def living(self) -> int:
        """How many keys may be found."""
        return self.base.living + self.tail.living

    def hold(self, keys: Sequence[Key]) -> range:
        """Take keys in that are not to be found yet; returns their slots."""
        with self._changing:
            return self.tail.hold(keys)

    def change(self, slots: Iterable[int], gone: Collection[int]) -> None:
        """Forget the keys of the owners `gone`, then let those of the slots be found."""
        self.base.kill(self.base.slots_of(gone))
        with self._changing:
            for owner in gone:
                self.tail.kill(owner)
            self.tail.show(slots)

    def beginning_with(self, text: str, scopes: Scopes, count: int) -> Slots:
        """Keys that begin with it: the most popular and the shortest."""
        slots = self.base.beginning_with(text, scopes, count)
        if not self.tail.living:
            return slots
        with self._changing:
            return np.concatenate((slots, self.tail.beginning_with(text, scopes)))

    def are_broad(self, scopes: frozenset[str]) -> bool:
        """Whether most keys are in one of them."""
        held = sum(self.postings.frequency(Term(SCOPES, scope)) for scope in scopes)
        return held > w.BROAD * len(self.postings)

    def in_scopes(self, slots: Slots, scopes: frozenset[str]) -> NDArray[np.bool_]:
        """Which of the keys are in one of them."""
        here = slots < len(self.base)
        tail = [not key.scopes.isdisjoint(scopes) for key in self._in_tail(slots)]
        return _joined(here, self.base.in_scopes(slots[here], scopes), tail)

    def texts(self, slots: Slots) -> tuple[list[str], list[str]]:
        """The folded keys and their entries' words."""
        here = slots < len(self.base)
        if here.all():
            return self.base.texts(slots)
        built = zip(*self.base.texts(slots[here]), strict=True)
        tail = ((key.text, key.extra) for key in map(self.tail.__getitem__, slots[~here].tolist()))
        both = [next(built) if in_base else next(tail) for in_base in here.tolist()]
        return [text for text, _ in both], [extra for _, extra in both]

    def owners(self, slots: Slots) -> NDArray[np.int64]:
        """The entries that the keys belong to."""
        here = slots < len(self.base)
        if here.all():
            return self.base.owners[slots]
        return _joined(here, self.base.owners[slots[here]], [key.owner for key in self._in_tail(slots)])

    def worths(self, slots: Slots) -> NDArray[np.float32]:
        """Their popularity, from 0 to 1."""
        here = slots < len(self.base)
        if here.all():
            return self.base.worths[slots]
        return _joined(here, self.base.worths[slots[here]], [key.worth for key in self._in_tail(slots)])

    def number(self, slot: int) -> int:
        """Which of its entry's names a key is."""
        return int(self.base.numbers[slot]) if slot < len(self.base) else self.tail[slot].number

    def raw(self, slot: int) -> str:
        """The spelling that a key was made from."""
        return self.base.raw(slot) if slot < len(self.base) else self.tail[slot].raw

    def _in_tail(self, slots: Slots) -> list[Key]:
        return [self.tail[slot] for slot in slots[slots >= len(self.base)].tolist()]


def _joined(here: NDArray[np.bool_], built: NDArray[Number], tail: Sequence[float]) -> NDArray[Number]:
    values = np.empty(len(here), built.dtype)
    values[here] = built
    values[~here] = tail
    return values
