"""What to read next, and why: what stories share, what readers with the same likes like, and what few know yet."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from random import Random
from threading import RLock

import numpy as np

from bot.corpus.story import Card
from bot.recommend.arrays import Floats, sparse_diagonal, sparse_places
from bot.recommend.bending import Bending
from bot.recommend.embedding import Encode
from bot.recommend.features import Feature, Field
from bot.recommend.fitting import Fitted, Snapshot
from bot.recommend.knowledge import Knowledge, Places
from bot.recommend.listing import Lister
from bot.recommend.meaning import Meanings, Memory, kindred
from bot.recommend.ranking import FromNothing, FromTaste, Ranking, WithNames
from bot.recommend.readers import Readers, tastes
from bot.recommend.shelf import Shelf, prepared
from bot.recommend.stacks import Stacks
from bot.recommend.weights import ACTS, LENGTH_NORM
from bot.recommend.wish import Act, Acts, Recommendation, Wish
from bot.search.index import Allowed

__all__ = ["Recommendation", "Recommender", "Wish"]


class Recommender:
    """Ranks stories. Fed with cards like the search index, and with what readers do; no database, no Discord.

    Names are the keys of Resolution, which both work out from the same cards. May be used from several threads.
    """

    def __init__(self, encode: Encode | None = None) -> None:
        """With an embedding model's `encode`, what stories are about counts too, once `encode` has been called."""
        self._memory = Memory(encode) if encode else None
        self._meant: tuple[Stacks, int, Meanings] | None = None
        self._shelf = Shelf()
        self._readers = Readers()
        self._fitted: Fitted | None = None
        self._lock = RLock()
        self._laid: tuple[Stacks, tuple[int, int], Places, Floats] | None = None

    def apply(self, put: Iterable[Card], drop: Iterable[int] = ()) -> None:
        """Add or replace cards, and forget those with the ids in `drop`."""
        ready, drop = prepared(put), list(drop)
        with self._lock:
            self._shelf.apply(ready, drop)
        if self._memory is not None:
            self._memory.apply((card for card, _ in ready), drop)

    def note(self, reader: int, acts: Acts) -> None:
        """Replace what is known of a reader; with no acts they are forgotten, and their part in everything too.

        What was fitted with somebody who is forgotten is given up until the next fit.
        """
        with self._lock:
            self._readers.note(reader, acts)
            if not self._readers.likes(reader) and self._fitted and reader in self._fitted.readers:
                self._fitted = None

    def popularity(self) -> Mapping[int, float]:
        """How many readers like each story, for those that anybody does."""
        with self._lock:
            counts = self._readers.crowd().counts
            columns = self._readers.columns.items()
            return {story: float(counts[at]) for story, at in columns if at < len(counts) and counts[at]}

    def prepare(self) -> None:
        """Build what recommendations need. It takes seconds for some ten thousand stories, so call it in a thread."""
        with self._lock:
            self._meanings(self._shelf.stacks())
            self._readers.crowd()

    def encode(self) -> None:
        """Let the embedding model, if there is one, read what is new since the last time; questions go on meanwhile.

        Takes as long as the model does: call it in a thread, and `stop` to end it early, for good.
        """
        if self._memory is not None:
            self._memory.encode()
            with self._lock:
                self._meanings(self._shelf.stacks())

    def stop(self) -> None:
        """Have the embedding model read no more."""
        if self._memory is not None:
            self._memory.stop()

    def similar(self, story_id: int, most: int) -> list[int]:
        """The ids of the stories most like one by their facts, nearest first. No gate is asked, no reader heard."""
        with self._lock:
            stacks = self._shelf.stacks()
            near: list[int] = stacks.similar(stacks.slot[story_id], most).tolist()
            return [stacks.cards[slot].id for slot in near]

    def likeness(self, ids: Sequence[int]) -> float:
        """How alike stories are on average, from 0 to 1: what variety is measured by."""
        with self._lock:
            stacks = self._shelf.stacks()
            alike = stacks.likeness([stacks.slot[number] for number in ids])
            return float((alike.sum() - np.trace(alike)) / (len(ids) * (len(ids) - 1)))

    def snapshot(self) -> Snapshot:
        """What there is to learn from now, for `fitting.fit`."""
        with self._lock:
            stacks = self._shelf.stacks()
            self._readers.place([card.id for card in stacks.cards])
            crowd = self._readers.crowd()
            columns = self._readers.at([card.id for card in stacks.cards])
            shown = np.flatnonzero(stacks.shown)
            where = columns[shown]
            shape = (crowd.likes.shape[1], len(stacks.cards))
            unit = sparse_places(stacks.norms[shown] ** (LENGTH_NORM - 1), where, shown, shape)
            norms = np.zeros(shape[0], np.float32)
            norms[where] = stacks.norms[shown] ** LENGTH_NORM
            is_shown = np.zeros(shape[0], np.bool_)
            is_shown[where] = True
            likes = crowd.likes @ sparse_diagonal(is_shown)
            return Snapshot(crowd.readers, likes, unit @ stacks.matrix, norms, stacks.kindred)

    def adopt(self, fitted: Fitted) -> bool:
        """Take in what was learned from a snapshot of this recommender, unless somebody in it was forgotten since."""
        with self._lock:
            if not all(self._readers.likes(reader) for reader in fitted.readers):
                return False
            self._fitted = fitted
            return True

    def recommend(
        self,
        wish: Wish,
        allowed: Allowed,
        *,
        may_name: Allowed | None = None,
        seen: AbstractSet[int] = frozenset(),
        limit: int = 5,
        rng: Random | None = None,
        varied: bool = True,
    ) -> list[Recommendation]:
        """At most `limit` stories, best first, never one of `wish.like` or one that `wish.readers` have an act for.

        `allowed` is the gate together with what else is asked of a story; `may_name` is the gate alone, for the liked
        stories that a taste is made of, which needn't be of the length asked for. Stories in `seen` come only after all
        others. Every reason is true of the story; `rng` breaks ties. Without `varied` the ranking is cut as it is.
        """
        with self._lock:
            found: list[Recommendation] = []
            for every in (False, True) if self._shelf.stacks().is_large else (True,):
                question = self._question(wish, allowed, may_name or allowed, every=every)
                found = question.answer(seen, limit, rng or Random(0), varied=varied)
                if question.is_thorough(found, limit):
                    break
            return found

    def _question(self, wish: Wish, allowed: Allowed, may_name: Allowed, *, every: bool) -> Lister:
        """Without `every`, only the stories nearest to a taste are compared with it, if the wish isn't for others."""
        stacks = self._shelf.stacks()
        acts = [self._readers.acts.get(reader, {}) for reader in wish.readers]
        wanted = tastes(acts, ACTS) | dict.fromkeys(wish.like, ACTS[Act.LIKED])
        known = {
            n: weight for n, weight in wanted.items() if n in stacks.slot and may_name(stacks.cards[stacks.slot[n]])
        }
        by_slot = {stacks.slot[n]: weight for n, weight in known.items()}
        knowledge, touched = self._knowledge(stacks, wish.readers)
        asked = _asked(wish)
        liked = [slot for slot, weight in by_slot.items() if weight > 0]
        bending = Bending(stacks, wish, liked, knowledge.counts(wish.readers), touched)
        ranking: Ranking
        if liked:
            ranking = FromTaste(
                stacks,
                knowledge,
                by_slot,
                wish.readers,
                verb="you liked" if len(wish.readers) == 1 and not wish.like else "closest to",
                meanings=self._meanings(stacks),
                every=every or bool(asked or bending.parts),
            )
        else:
            ranking = WithNames(stacks, asked) if asked else FromNothing(stacks)
        left_out = {stacks.slot[n] for n in wanted if n in stacks.slot}
        return Lister(
            stacks,
            ranking,
            bending,
            allowed,
            among=stacks.having(asked) if asked else None,
            left_out=left_out,
            liked=liked,
            touched=touched,
            fill=bool(wish.readers),
            spread=knowledge.spread,
        )

    def _meanings(self, stacks: Stacks) -> Meanings | None:
        if self._memory is None:
            return None
        version = self._memory.version
        if self._meant is None or self._meant[0] is not stacks or self._meant[1] != version:
            vectors = self._memory.of([card.id for card in stacks.cards])
            self._meant = stacks, version, Meanings(vectors, kindred(stacks.cards, stacks.audiences()))
        return self._meant[2]

    def _knowledge(self, stacks: Stacks, readers: Iterable[int]) -> tuple[Knowledge, Floats]:
        crowd = self._readers.crowd(readers)
        version = self._readers.version, len(self._readers.columns)
        if self._laid is None or self._laid[0] is not stacks or self._laid[1] != version:
            columns = self._readers.at([card.id for card in stacks.cards])
            columns[columns >= crowd.likes.shape[1]] = -1
            touched = np.zeros(len(stacks.cards), np.float32)
            for story, count in self._readers.touched.items():
                if story in stacks.slot:
                    touched[stacks.slot[story]] = count
            self._laid = stacks, version, Places(columns), touched
        return Knowledge(crowd, stacks, self._laid[2], self._fitted), self._laid[3]


def _asked(wish: Wish) -> list[Feature]:
    fandom = [Feature(Field.FANDOM, wish.fandom_key)] if wish.fandom_key else []
    return [*(Feature(Field.CHARACTER, key) for key in wish.character_keys), *fandom]
