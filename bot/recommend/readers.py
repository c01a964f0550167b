"""What readers have done, and the crowd that their likes make."""

from collections.abc import Iterable, Mapping

import numpy as np

from bot.recommend.arrays import Ints, stacked
from bot.recommend.crowd import Crowd
from bot.recommend.wish import Act, Acts

LIKING = frozenset({Act.LIKED, Act.READ})
"""Acts of which the crowd learns: the others say little of whether a story was any good."""


class Readers:
    """Acts by reader. Columns are stories' places in the crowd; they stay, whatever becomes of the stories."""

    def __init__(self) -> None:
        self.acts: dict[int, dict[int, Act]] = {}
        self.columns: dict[int, int] = {}
        self.touched: dict[int, int] = {}
        """How many readers have any act for a story."""
        self.version = 0
        """Grows with every note."""
        self._crowd = Crowd.of({}, 0)
        self._built: dict[int, tuple[int, ...]] = {}
        self._dirty: set[int] = set()

    def note(self, reader: int, acts: Acts) -> None:
        """Replace what is known of a reader."""
        self.version += 1
        for story_id in self.acts.pop(reader, {}):
            self.touched[story_id] -= 1
            if not self.touched[story_id]:
                del self.touched[story_id]
        if acts:
            self.acts[reader] = dict(acts)
            for story_id in acts:
                self.touched[story_id] = self.touched.get(story_id, 0) + 1
        if self.likes(reader) == self._built.get(reader, ()):
            self._dirty.discard(reader)
        else:
            self._dirty.add(reader)

    def likes(self, reader: int) -> tuple[int, ...]:
        """The ids of the stories that a reader likes, in order."""
        return tuple(sorted(story_id for story_id, act in self.acts.get(reader, {}).items() if act in LIKING))

    def crowd(self, asking: Iterable[int] = ()) -> Crowd:
        """Everybody's likes. Those of readers who are `asking` may be out of date: they have to be left out anyway."""
        dirty = self._dirty.difference(asking)
        if dirty or len(self.columns) > self._crowd.likes.shape[1]:
            self._rebuild(dirty)
        return self._crowd

    def _rebuild(self, dirty: set[int]) -> None:
        new = {reader: likes for reader in sorted(dirty) if (likes := self.likes(reader))}
        columns = self.columns
        placed = {
            reader: [columns.setdefault(story_id, len(columns)) for story_id in likes] for reader, likes in new.items()
        }
        kept = self._crowd.without(dirty)
        added = Crowd.of(placed, len(columns))
        old = kept.likes.copy()
        old.resize((old.shape[0], len(columns)))
        both = stacked((old, added.likes))
        self._crowd = Crowd((*kept.readers, *added.readers), both)
        for reader in dirty:
            self._built.pop(reader, None)
        self._built.update(new)
        self._dirty -= dirty

    def place(self, ids: Iterable[int]) -> None:
        """Give stories their columns before anybody likes them."""
        for story_id in ids:
            self.columns.setdefault(story_id, len(self.columns))

    def at(self, ids: Iterable[int]) -> Ints:
        """The columns of stories; -1 for those that nobody ever liked."""
        columns = self.columns
        return np.array([columns.get(story_id, -1) for story_id in ids], np.int64)


def tastes(acts: Iterable[Acts], weights: Mapping[Act, float]) -> dict[int, float]:
    """What acts of one or several readers say about each story, the mean over the readers who know it."""
    found: dict[int, list[float]] = {}
    for one in acts:
        for story_id, act in one.items():
            found.setdefault(story_id, []).append(weights[act])
    return {story_id: sum(values) / len(values) for story_id, values in sorted(found.items())}
