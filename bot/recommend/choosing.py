"""From a ranking to a list that people like to read: near the wish, and not five times the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bot.corpus.story import Card, values
from bot.recommend.weights import POOL, VARIETY
from bot.search.fandoms import scopes_of
from bot.search.normalise import fold

MOST_OF_AN_AUTHOR = 3
Likeness = Callable[[Card, Sequence[Card]], Sequence[float]]
"""How alike a story is to each of some others, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be recommended; `score` is at least 0."""

    card: Card
    score: float


def same_work(card: Card) -> tuple[str, str]:
    """Equal for copies of one story: same title and author."""
    return fold(card.title.value), fold(card.byline)


def choose(
    ranked: Iterable[Candidate],
    limit: int,
    likeness: Likeness,
    chosen: Iterable[Candidate] = (),
    without: Iterable[Card] = (),
    *,
    price: float | None = None,
    most_of_a_fandom: int | None = None,
) -> list[Candidate]:
    """Up to `limit` in all, after those already `chosen`: maximal marginal relevance (Carbonell and Goldstein, 1998).

    `ranked` has the best first. Copies of one work come once, copies of cards in `without` never, and one author at
    most MOST_OF_AN_AUTHOR times, one fandom at most `most_of_a_fandom` times. What is ranked is only drawn as needed.
    A complete likeness to a story already chosen costs `price`; without one, VARIETY of the best score.
    """
    choice = _Choice(likeness, chosen, without, most_of_a_fandom)
    rest = iter(ranked)
    first = next(rest, None)
    if first is None:
        return choice.picked
    rest = chain((first,), rest)
    cost = VARIETY * max(first.score, 0.0) if price is None else price
    pool: list[_Entry] = []
    while len(choice.picked) < limit:
        pool = list(filter(choice.welcomes, pool))
        offered = filter(choice.welcomes, map(choice.entry, rest))
        pool += map(choice.compared, islice(offered, POOL - len(pool)))
        if not pool:
            break
        best = max(pool, key=lambda entry: entry.candidate.score - cost * entry.nearest)
        choice.add(best.candidate)
        choice.compare(pool, best.candidate.card)
    return choice.picked


@dataclass(slots=True, eq=False)
class _Entry:
    """A candidate with what is asked about it again and again."""

    candidate: Candidate
    work: tuple[str, str]
    authors: frozenset[str]
    scopes: frozenset[str]
    nearest: float = 0.0
    """How like it is to that one of the chosen which it is most like."""


class _Choice:
    """What is chosen so far, and what may still be."""

    def __init__(
        self,
        likeness: Likeness,
        chosen: Iterable[Candidate],
        without: Iterable[Card],
        most_of_a_fandom: int | None,
    ) -> None:
        self.picked: list[Candidate] = []
        self._likeness = likeness
        self._works = set(map(same_work, without))
        self._times: Counter[str] = Counter()
        self._full: set[str] = set()
        self._most_of_a_fandom = most_of_a_fandom
        self._times_of_fandoms: Counter[str] = Counter()
        self._full_fandoms: set[str] = set()
        for candidate in chosen:
            self.add(candidate)

    def add(self, candidate: Candidate) -> None:
        """Choose it."""
        self.picked.append(candidate)
        entry = self.entry(candidate)
        self._works.add(entry.work)
        self._times.update(entry.authors)
        self._full.update(author for author in entry.authors if self._times[author] >= MOST_OF_AN_AUTHOR)
        if self._most_of_a_fandom is not None:
            times, most = self._times_of_fandoms, self._most_of_a_fandom
            times.update(entry.scopes)
            self._full_fandoms.update(scope for scope in entry.scopes if times[scope] >= most)

    def entry(self, candidate: Candidate) -> _Entry:
        """A candidate for the pool."""
        card = candidate.card
        scopes = frozenset[str]() if self._most_of_a_fandom is None else scopes_of(card)
        return _Entry(candidate, same_work(card), frozenset(map(fold, values(card.authors))), scopes)

    def welcomes(self, entry: _Entry) -> bool:
        """Whether it is no copy, and by nobody who has enough in the list."""
        return (
            entry.work not in self._works
            and self._full.isdisjoint(entry.authors)
            and self._full_fandoms.isdisjoint(entry.scopes)
        )

    def compared(self, entry: _Entry) -> _Entry:
        """The same, compared with all that is chosen."""
        if self.picked:
            entry.nearest = max(self._likeness(entry.candidate.card, [one.card for one in self.picked]))
        return entry

    def compare(self, pool: Sequence[_Entry], card: Card) -> None:
        """Compare the pool with the story chosen last."""
        alike = self._likeness(card, [entry.candidate.card for entry in pool])
        for entry, likeness in zip(pool, alike, strict=True):
            entry.nearest = max(entry.nearest, likeness)
