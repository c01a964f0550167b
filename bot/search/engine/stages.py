"""From what is typed to a ranked list: keys that begin so, keys that hold the words, keys that are like it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tantivy import Query

from bot.search.engine import weights as w
from bot.search.engine.base import Scopes
from bot.search.engine.entries import Visible
from bot.search.engine.forms import Forms, runs_without_spaces
from bot.search.engine.pool import Pool
from bot.search.engine.postings import EXTRA, GRAMS, PAIRS, WORDS, Term, all_of, any_of, beginning_in, rarest
from bot.search.engine.ranking import likeness, likeness_of_beginnings, likeness_of_sounds
from bot.search.engine.texts import Slots
from bot.search.engine.typed import Typed, grams_of


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry by the key that comes nearest."""

    owner: int
    slot: int
    score: float
    by_extra: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """Which entries may be met: coarsely by scope, exactly by id."""

    scopes: Scopes
    shown: Visible


def suggest(pool: Pool, forms: Forms, typed: Typed, gate: Gate, limit: int) -> list[Answer]:
    """The best that may be shown, each entry once.

    What is hidden decides nothing here: every stage goes on until it has enough that is shown, and whether there's
    need of the next one is asked of that alone.
    """
    asking = _Asking(pool, forms, typed, gate)
    asking.take_beginnings()
    if len(asking.found) < limit or len(typed.text) >= w.SHORT:
        asking.take_words(limit)
    if asking.is_worth_likeness():
        asking.take_likes()
    best = sorted(asking.found.values(), key=lambda answer: (-answer.score, answer.slot))
    return best[:limit]


class _Asking:
    """One query on its way through the stages."""

    def __init__(self, pool: Pool, forms: Forms, typed: Typed, gate: Gate) -> None:
        self._pool, self._forms, self._typed, self._gate = pool, forms, typed, gate
        self._known: dict[int, bool] = {}
        self.found: dict[int, Answer] = {}
        self._begun = False

    def take_beginnings(self) -> None:
        """Keys that begin with what is typed; after a space, with the whole of the last word."""
        text = self._typed.text
        slots = self._visible(lambda count: self._pool.beginning_with(text, self._gate.scopes, count))
        if len(slots):
            texts, _ = self._pool.texts(slots)
            self._add(slots, likeness_of_beginnings(self._typed, texts))
            self._begun = True

    def take_words(self, limit: int) -> None:
        """Keys that hold every word, wherever; the last may be half typed. Else with the entry's words."""
        for with_extra in (False, True):
            clauses = list(self._clauses(with_extra=with_extra))
            if not clauses or any(cost == 0 for cost, _ in clauses):
                continue
            if self._begun and min(cost for cost, _ in clauses) > w.HEAVY:
                return
            query = all_of(query for _, query in clauses)
            self._take(query)
            if len(self.found) >= limit:
                return

    def is_worth_likeness(self) -> bool:
        """Whether likeness may find what the other stages didn't."""
        typed = self._typed
        if len(typed.text) < max(2, self._forms.short) and not typed.runs:
            return False
        best = max((answer.score for answer in self.found.values()), default=0.0)
        return best < w.SURE or sum(map(self._pool.postings.frequency, self._gram_terms())) <= w.FILL_POSTINGS

    def take_likes(self) -> None:
        """Keys that share grams with what is typed."""
        terms = self._gram_terms()
        if terms:
            self._take(any_of(term.query for term in terms), least=w.LEAST, fuzzy=True)

    def _gram_terms(self) -> list[Term]:
        typed = self._typed
        terms = [Term(GRAMS, gram) for gram in typed.grams()] + [Term(PAIRS, pair) for pair in typed.pairs()]
        return list(rarest(self._pool.postings, terms, w.RAREST_GRAMS, w.MOST_GRAMS, w.POSTINGS))

    def _clauses(self, *, with_extra: bool) -> Iterator[tuple[int, Query]]:
        """For each word what a key must meet, with how many keys do at most."""
        typed, frequency = self._typed, self._pool.postings.frequency
        for place, (word, sound) in enumerate(zip(typed.words, typed.sounds, strict=True)):
            half = place == len(typed.words) - 1 and not typed.finished
            cost, query = self._clause(word, sound, half=half)
            if query is None:
                continue
            if with_extra:
                extra = beginning_in(EXTRA, word) if half and len(word) >= w.BEGINS_EXTRA else Term(EXTRA, word).query
                cost += frequency(Term(EXTRA, word)) if not half else 1
                query = any_of((query, extra))
            yield cost, query

    def _clause(self, word: str, sound: str, *, half: bool) -> tuple[int, Query | None]:
        frequency = self._pool.postings.frequency
        runs = runs_without_spaces(word)
        if runs:
            terms = [Term(PAIRS, pair) for run in runs for pair in grams_of(run, min(2, len(run)))]
            return min(map(frequency, terms)), all_of(term.query for term in terms)
        whole = Term(WORDS, sound)
        if not half:
            return frequency(whole), whole.query
        grams = [Term(GRAMS, gram) for gram in grams_of(f" {sound}", 3)]
        if not grams:
            # One letter: too many words begin with it. Ranking looks at it.
            return 0, (whole.query if len(self._typed.words) == 1 else None)
        grams = sorted(grams, key=frequency)[: w.WORD_GRAMS]
        return min(map(frequency, grams)), all_of((term.query for term in grams), better=(whole.query,))

    def _take(self, query: Query, *, least: float = 0.0, fuzzy: bool = False) -> None:
        slots = self._visible(lambda count: self._pool.postings.search(query, self._gate.scopes, count))
        if not len(slots):
            return
        texts, extras = self._pool.texts(slots)
        scores, by_extra = likeness(self._typed, texts, extras)
        if self._forms.sounds_alike:
            scores = np.maximum(scores, likeness_of_sounds(self._typed, texts, self._forms.sound))
        if fuzzy:
            short = self._forms.short
            scores[[len(text) < short and text != self._typed.text for text in texts]] = 0
        self._add(slots, scores, by_extra, least)

    def _add(
        self, slots: Slots, scores: NDArray[np.float32], by_extra: NDArray[np.bool_] | None = None, least: float = 0.0
    ) -> None:
        total = (scores + w.POPULAR * self._pool.worths(slots)).tolist()
        extra: Iterable[bool] = [False] * len(slots) if by_extra is None else by_extra.tolist()
        for slot, owner, like, score, is_extra in zip(
            slots.tolist(), self._pool.owners(slots), scores.tolist(), total, extra, strict=True
        ):
            known = self.found.get(owner)
            if like >= least and (known is None or score > known.score):
                self.found[owner] = Answer(owner, slot, score, is_extra)

    def _visible(self, fetch: Callable[[int], Slots]) -> Slots:
        """What a stage finds that may be shown. Where the gate hides some, more is looked at."""
        count = w.CANDIDATES
        while True:
            slots = fetch(count)
            shown = [self._may_show(owner) for owner in self._pool.owners(slots)]
            seen = slots[shown]
            if len(slots) < count or len(seen) >= w.CANDIDATES or count >= w.MOST_CANDIDATES:
                return seen
            count *= 4

    def _may_show(self, owner: int) -> bool:
        known = self._known.get(owner)
        if known is None:
            known = self._known[owner] = self._gate.shown(owner)
        return known
