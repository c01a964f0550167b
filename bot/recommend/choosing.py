"""From a ranking to a list that people like to read: near the wish, and not five times the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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
    ranked: Sequence[Candidate], limit: int, likeness: Likeness, chosen: Iterable[Candidate] = ()
) -> list[Candidate]:
    """Up to `limit` in all, after those already `chosen`: maximal marginal relevance (Carbonell and Goldstein, 1998).

    Copies of one work come once, and one author at most MOST_OF_AN_AUTHOR times.
    """
    picked = list(chosen)
    pool = list(ranked)
    top = max((candidate.score for candidate in pool), default=0.0)
    nearest: dict[int, float] = {}
    while len(picked) < limit:
        pool = _still_welcome(pool, picked)
        if not pool:
            break
        for candidate in pool[:_POOL]:
            last = likeness(candidate.card, picked[-1].card) if picked else 0.0
            nearest[candidate.card.id] = max(last, nearest.get(candidate.card.id, 0.0))
        best = max(pool[:_POOL], key=lambda candidate: candidate.score - _VARIETY * top * nearest[candidate.card.id])
        picked.append(best)
    return picked


def _still_welcome(pool: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    works = {same_work(candidate.card) for candidate in chosen}
    times = Counter(fold(author) for candidate in chosen for author in values(candidate.card.authors))
    full = {author for author, count in times.items() if count >= MOST_OF_AN_AUTHOR}
    return [
        candidate
        for candidate in pool
        if same_work(candidate.card) not in works and full.isdisjoint(map(fold, values(candidate.card.authors)))
    ]
