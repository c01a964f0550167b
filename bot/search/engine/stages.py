"""From what is typed to a ranked list: keys that begin so, keys that hold the words, keys that are like it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tantivy import Query

from bot.search.engine import weights as w
from bot.search.engine.base import Scopes
from bot.search.engine.entries import Visible, shows_all
from bot.search.engine.forms import Forms, runs_without_spaces
from bot.search.engine.pool import Pool
from bot.search.engine.postings import EXTRA, GRAMS, PAIRS, WORDS, Term, all_of, any_of, rarest
from bot.search.engine.ranking import likeness, likeness_of_beginnings, likeness_of_holders, likeness_of_sounds
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
    asking = _Asking(pool, forms, typed, gate, max(w.CANDIDATES, limit))
    few = pool.living <= w.FEW_KEYS
    begun = asking.take_beginnings()
    if begun < limit or (len(typed.text) >= w.SHORT and (few or len(typed.words) == 1)):
        asking.take_words(few=few or not begun)
    if (few or asking.best < w.SURE) and asking.may_have_typos:
        asking.take_likes()
    return asking.answers(limit)


class _Asking:
    """One query on its way through the stages."""

    def __init__(self, pool: Pool, forms: Forms, typed: Typed, gate: Gate, enough: int) -> None:
        self._pool, self._forms, self._typed, self._gate = pool, forms, typed, gate
        self._enough = enough
        self._known: dict[int, bool] = {}
        self._taken: list[tuple[Slots, NDArray[np.float32], bool]] = []
        self.best = 0.0
        """The highest likeness so far."""

    @property
    def may_have_typos(self) -> bool:
        """Whether what is typed is long enough to be like something."""
        return bool(self._typed.runs) or len(self._typed.text) >= max(2, self._forms.short)

    def take_beginnings(self) -> int:
        """Keys that begin with what is typed; says how many."""
        text = self._typed.text
        slots = self._visible(lambda count: self._pool.beginning_with(text, self._gate.scopes, count))
        if len(slots):
            texts, _ = self._pool.texts(slots)
            self._take(slots, likeness_of_beginnings(self._typed, texts))
        return len(slots)

    def take_words(self, *, few: bool) -> None:
        """Keys that hold every word, wherever; the last may be half typed. Else with the entry's words."""
        if self._take_holders(with_extra=False, few=few) and not few:
            return
        if few:
            self._take_holders(with_extra=True, few=few)

    def _take_holders(self, *, with_extra: bool, few: bool) -> int:
        clauses = list(self._clauses(with_extra=with_extra))
        if not clauses or any(cost == 0 for cost, _ in clauses):
            return 0
        if not few and min(cost for cost, _ in clauses) > w.HEAVY:
            return 0
        query = all_of(query for _, query in clauses)
        slots = self._found(query)
        if len(slots):
            texts, extras = self._pool.texts(slots)
            sounds = self._sounds(texts)
            held = [f"{text} {extra}" for text, extra in zip(sounds, extras, strict=True)] if with_extra else sounds
            words_held = w.PARTS_HELD if self._forms.sounds_alike else w.WORDS_HELD
            scores = likeness_of_holders(self._typed, texts, held, words_held)
            if self._forms.sounds_alike:
                scores = np.maximum(scores, likeness_of_sounds(self._typed, texts, sounds))
            self._take(slots, scores, by_extra=with_extra)
        return len(slots)

    def take_likes(self) -> None:
        """Keys that share grams with what is typed."""
        typed = self._typed
        grams = [Term(GRAMS, gram) for gram in typed.grams()] + [Term(PAIRS, pair) for pair in typed.pairs()]
        terms = list(rarest(self._pool.postings, grams))
        if not terms:
            return
        query = any_of(term.query for term in terms)
        slots = self._found(query)
        if not len(slots):
            return
        texts, extras = self._pool.texts(slots)
        scores, by_extra = likeness(typed, texts, extras)
        if self._forms.sounds_alike:
            scores = np.maximum(scores, likeness_of_sounds(typed, texts, self._sounds(texts)))
        if self._forms.short:
            scores[[len(text) < self._forms.short and text != typed.text for text in texts]] = 0
        near = scores >= w.LEAST
        self._take(slots[near & ~by_extra], scores[near & ~by_extra])
        self._take(slots[near & by_extra], scores[near & by_extra], by_extra=True)

    def answers(self, limit: int) -> list[Answer]:
        """All that was taken, best first, each entry once."""
        if not self._taken:
            return []
        slots = np.concatenate([slots for slots, _, _ in self._taken])
        scores = np.concatenate([scores for _, scores, _ in self._taken])
        extra = np.repeat([by_extra for _, _, by_extra in self._taken], [len(slots) for slots, _, _ in self._taken])
        # A title that holds all by itself is no hit by its author, so of equal scores that one goes first.
        order = np.lexsort((slots, extra, -scores))
        best: dict[int, Answer] = {}
        for owner, slot, score, by_extra in zip(
            self._pool.owners(slots)[order].tolist(),
            slots[order].tolist(),
            scores[order].tolist(),
            extra[order].tolist(),
            strict=True,
        ):
            if owner not in best:
                best[owner] = Answer(owner, slot, score, by_extra)
                if len(best) == limit:
                    break
        return list(best.values())

    def _sounds(self, texts: list[str]) -> list[str]:
        if not self._forms.sounds_alike:
            return texts
        return [" ".join(map(self._forms.sound, text.split())) for text in texts]

    def _clauses(self, *, with_extra: bool) -> Iterator[tuple[int, Query]]:
        """For each word what a key must meet, with how many keys do at most."""
        typed, postings = self._typed, self._pool.postings
        for place, (word, sound) in enumerate(zip(typed.words, typed.sounds, strict=True)):
            half = place == len(typed.words) - 1 and not typed.finished
            cost, query = self._clause(word, sound, half=half)
            if query is None:
                continue
            if with_extra:
                terms = [Term(EXTRA, word)]
                if half and len(word) >= w.BEGINS_EXTRA:
                    terms += postings.beginning(EXTRA, word, w.MOST_BEGINNING_EXTRA)
                cost += sum(map(postings.frequency, dict.fromkeys(terms)))
                query = any_of((query, *(term.query for term in dict.fromkeys(terms))))
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

    def _take(self, slots: Slots, scores: NDArray[np.float32], *, by_extra: bool = False) -> None:
        if len(slots):
            self.best = max(self.best, float(scores.max()))
            self._taken.append((slots, (scores + w.POPULAR * self._pool.worths(slots)).astype(np.float32), by_extra))

    def _found(self, query: Query) -> Slots:
        """Visible keys that meet a query best. About scopes that most keys are in it's quicker to ask afterwards."""
        scopes = self._gate.scopes
        if scopes is None or not self._pool.are_broad(scopes):
            return self._visible(lambda count: self._pool.postings.search(query, scopes, count))
        return self._visible(lambda count: self._pool.postings.search(query, None, count), scopes)

    def _visible(self, fetch: Callable[[int], Slots], scopes: Scopes = None) -> Slots:
        """What a stage finds that may be shown. Where the gate hides some, more is looked at."""
        count = self._enough
        while True:
            fetched = fetch(count)
            seen = fetched if scopes is None else fetched[self._pool.in_scopes(fetched, scopes)]
            if self._gate.shown is not shows_all:
                seen = seen[np.fromiter(map(self._may_show, self._pool.owners(seen).tolist()), np.bool_, len(seen))]
            if len(fetched) < count or len(seen) >= self._enough or count >= w.MOST_CANDIDATES:
                return seen
            count *= 4

    def _may_show(self, owner: int) -> bool:
        known = self._known.get(owner)
        if known is None:
            known = self._known[owner] = self._gate.shown(owner)
        return known
