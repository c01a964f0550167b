"""From a ranking to a list that people like to read: near the wish, and not five times the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.corpus.story import Card, values
from bot.search.normalise import fold

MOST_OF_AN_AUTHOR = 3
_POOL = 60
_VARIETY = 0.25
"""How much of the best score a complete likeness to a story already chosen costs."""

Likeness = Callable[[Card, Card], float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be recommended; `score` is at least 0."""

    card: Card
    score: float


def same_work(card: Card) -> tuple[str, str]:
    """Equal for copies of one story: same title and author."""
    return fold(card.title.value), fold(card.byline)


def choose(
    ranked: Sequence[Candidate],
    limit: int,
    likeness: Likeness,
    chosen: Iterable[Candidate] = (),
    without: Iterable[Card] = (),
) -> list[Candidate]:
    """Up to `limit` in all, after those already `chosen`: maximal marginal relevance (Carbonell and Goldstein, 1998).

    `ranked` has the best first. Copies of one work come once, copies of cards in `without` never, and one author at
    most MOST_OF_AN_AUTHOR times.
    """
    choice = _Choice(likeness, chosen, without)
    rest = iter(ranked)
    pool: list[Candidate] = []
    price = _VARIETY * ranked[0].score if ranked else 0.0
    while len(choice.picked) < limit:
        pool = [candidate for candidate in pool if choice.welcomes(candidate.card)]
        pool += islice((candidate for candidate in rest if choice.welcomes(candidate.card)), _POOL - len(pool))
        if not pool:
            break
        choice.add(max(pool, key=lambda candidate: candidate.score - price * choice.nearest(candidate.card)))
    return choice.picked


class _Choice:
    """What is chosen so far, and what may still be."""

    def __init__(self, likeness: Likeness, chosen: Iterable[Candidate], without: Iterable[Card]) -> None:
        self.picked: list[Candidate] = []
        self._likeness = likeness
        self._works = set(map(same_work, without))
        self._times: Counter[str] = Counter()
        self._compared: dict[int, tuple[int, float]] = {}
        for candidate in chosen:
            self.add(candidate)

    def add(self, candidate: Candidate) -> None:
        """Choose it."""
        self.picked.append(candidate)
        self._works.add(same_work(candidate.card))
        self._times.update(_authors(candidate.card))

    def welcomes(self, card: Card) -> bool:
        """Whether it is no copy, and by nobody who has enough in the list."""
        return same_work(card) not in self._works and all(
            self._times[author] < MOST_OF_AN_AUTHOR for author in _authors(card)
        )

    def nearest(self, card: Card) -> float:
        """How like it is to that one of the chosen which it is most like."""
        known, nearest = self._compared.get(card.id, (0, 0.0))
        for candidate in self.picked[known:]:
            nearest = max(nearest, self._likeness(card, candidate.card))
        self._compared[card.id] = len(self.picked), nearest
        return nearest


def _authors(card: Card) -> set[str]:
    return set(map(fold, values(card.authors)))
