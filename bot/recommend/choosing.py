"""From a ranking to a list that people like to read: near the wish, and not five times the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain, count

from bot.corpus.story import Card, values
from bot.recommend.weights import POOL, VARIETY
from bot.search.fandoms import scopes_of
from bot.search.normalise import fold

MOST_OF_AN_AUTHOR = 3
Work = tuple[str, str]
Likeness = Callable[[Card, Sequence[Card]], Sequence[float]]
"""How alike a story is to each of some others, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be recommended; a higher `score` is better."""

    card: Card
    score: float


def same_work(card: Card) -> Work:
    """Equal for copies of one story: same title and author."""
    return fold(card.title.value), fold(card.byline)


def choose(
    ranked: Iterable[Candidate],
    limit: int,
    likeness: Likeness,
    chosen: Iterable[Candidate] = (),
    without: Iterable[Work] = (),
    *,
    price: float | None = None,
    most_of_a_fandom: int | None = None,
) -> list[Candidate]:
    """Up to `limit` in all, after those already `chosen`: maximal marginal relevance (Carbonell and Goldstein, 1998).

    `ranked` has the best first. Copies of one work come once, those of works in `without` never, and one author at
    most MOST_OF_AN_AUTHOR times, one fandom at most `most_of_a_fandom` times. A complete likeness to a story already
    chosen costs `price`; without one, VARIETY of the best score.

    What a candidate is worth only falls as more are chosen, so what it was worth before is enough to see that it isn't
    the best: only those that may be are drawn and compared (lazy greedy: Minoux 1978).
    """
    choice = _Choice(likeness, chosen, without, most_of_a_fandom)
    rest = iter(ranked)
    first = next(rest, None)
    if first is None:
        return choice.picked
    cost = VARIETY * max(first.score, 0.0) if price is None else price
    offered = filter(choice.welcomes, map(_Entry, chain((first,), rest), count()))
    following = next(offered, None)
    pool: list[_Entry] = []
    while len(choice.picked) < limit:
        while following is not None and len(pool) < POOL and not (pool and pool[0] < following):
            heappush(pool, following)
            following = next(offered, None)
        if not pool:
            break
        entry = heappop(pool)
        if not choice.welcomes(entry):
            continue
        if entry.compared == len(choice.picked):
            choice.add(entry.candidate)
        else:
            choice.compare(entry)
            entry.worth = entry.candidate.score - cost * entry.nearest
            heappush(pool, entry)
    return choice.picked


class _Entry:
    """A candidate in the pool, where the one that is worth most comes first, then the one that was ranked higher."""

    def __init__(self, candidate: Candidate, place: int) -> None:
        self.candidate = candidate
        self.place = place
        self.worth = candidate.score
        self.work = same_work(candidate.card)
        self.authors = _authors(candidate.card)
        self.compared = 0
        """With how many of the chosen it has been compared..."""
        self.nearest = 0.0
        """... and how like it is to that one which it is most like."""

    def __lt__(self, other: "_Entry") -> bool:
        return (-self.worth, self.place) < (-other.worth, other.place)


class _Choice:
    """What is chosen so far, and what may still be."""

    def __init__(
        self,
        likeness: Likeness,
        chosen: Iterable[Candidate],
        without: Iterable[Work],
        most_of_a_fandom: int | None,
    ) -> None:
        self.picked: list[Candidate] = []
        self._likeness = likeness
        self._works = set(without)
        self._times: Counter[str] = Counter()
        self._fandoms: Counter[str] = Counter()
        self._most_of_a_fandom = most_of_a_fandom
        for candidate in chosen:
            self.add(candidate)

    def add(self, candidate: Candidate) -> None:
        """Choose it."""
        self.picked.append(candidate)
        self._works.add(same_work(candidate.card))
        self._times.update(_authors(candidate.card))
        self._fandoms.update(scopes_of(candidate.card))

    def welcomes(self, entry: _Entry) -> bool:
        """Whether it is no copy, and by nobody who has enough in the list."""
        most = self._most_of_a_fandom
        return (
            entry.work not in self._works
            and all(self._times[author] < MOST_OF_AN_AUTHOR for author in entry.authors)
            and (most is None or all(self._fandoms[scope] < most for scope in scopes_of(entry.candidate.card)))
        )

    def compare(self, entry: _Entry) -> None:
        """Compare it with what was chosen since the last time."""
        cards = [candidate.card for candidate in self.picked[entry.compared :]]
        entry.nearest = max(entry.nearest, *self._likeness(entry.candidate.card, cards))
        entry.compared = len(self.picked)


def _authors(card: Card) -> set[str]:
    return set(map(fold, values(card.authors)))
