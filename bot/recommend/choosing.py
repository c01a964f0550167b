"""From a ranking to a list that people like to read: near the wish, and not five times the same."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain, islice

from bot.corpus.story import Card, values
from bot.recommend.weights import POOL, VARIETY
from bot.search.fandoms import scopes_of
from bot.search.normalise import fold

MOST_OF_AN_AUTHOR = 3
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
    pool: list[Candidate] = []
    cost = VARIETY * max(first.score, 0.0) if price is None else price
    while len(choice.picked) < limit:
        pool = [candidate for candidate in pool if choice.welcomes(candidate.card)]
        pool += islice((candidate for candidate in rest if choice.welcomes(candidate.card)), POOL - len(pool))
        if not pool:
            break
        choice.add(max(pool, key=lambda candidate: candidate.score - cost * choice.nearest(candidate.card)))
    return choice.picked


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
        self._fandoms: Counter[str] = Counter()
        self._most_of_a_fandom = most_of_a_fandom
        self._known: dict[int, tuple[tuple[str, str], set[str]]] = {}
        self._compared: dict[int, tuple[int, float]] = {}
        for candidate in chosen:
            self.add(candidate)

    def add(self, candidate: Candidate) -> None:
        """Choose it."""
        self.picked.append(candidate)
        self._works.add(same_work(candidate.card))
        self._times.update(_authors(candidate.card))
        self._fandoms.update(scopes_of(candidate.card))

    def welcomes(self, card: Card) -> bool:
        """Whether it is no copy, and by nobody who has enough in the list."""
        work, authors = self._told(card)
        return (
            work not in self._works
            and all(self._times[author] < MOST_OF_AN_AUTHOR for author in authors)
            and (
                self._most_of_a_fandom is None
                or all(self._fandoms[scope] < self._most_of_a_fandom for scope in scopes_of(card))
            )
        )

    def _told(self, card: Card) -> tuple[tuple[str, str], set[str]]:
        told = self._known.get(card.id)
        if told is None:
            told = self._known[card.id] = same_work(card), _authors(card)
        return told

    def nearest(self, card: Card) -> float:
        """How like it is to that one of the chosen which it is most like."""
        known, nearest = self._compared.get(card.id, (0, 0.0))
        for candidate in self.picked[known:]:
            nearest = max(nearest, self._likeness(card, candidate.card))
        self._compared[card.id] = len(self.picked), nearest
        return nearest


def _authors(card: Card) -> set[str]:
    return set(map(fold, values(card.authors)))
