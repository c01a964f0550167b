"""Three ways to rank stories: like others, by who or what is in them, and for somebody who names nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from bot.corpus.story import Card
from bot.recommend.choosing import Candidate
from bot.recommend.features import Feature
from bot.recommend.reasons import asked_reasons, shared_reasons, start_reason
from bot.recommend.shelf import Shelf
from bot.recommend.starting import alike_at_a_glance, welcome

_WELCOME = 0.5
"""How much being a good start counts, beside what was asked for at 1."""


class Ranking(Protocol):
    """Scores stories, says how alike two are, and why one was chosen."""

    def rank(self, cards: Iterable[Card]) -> list[Candidate]:
        """Those of the cards that fit, scored, in no order."""
        ...

    def likeness(self, one: Card, other: Card) -> float:
        """From 0 to 1; a list shall not consist of stories that are alike."""
        ...

    def reasons(self, card: Card) -> tuple[str, ...]:
        """True facts about the card, strongest first."""
        ...


class FromNothing:
    """Something to start with."""

    def rank(self, cards: Iterable[Card]) -> list[Candidate]:
        """All cards, the most welcoming highest."""
        return [Candidate(card, welcome(card)) for card in cards]

    def likeness(self, one: Card, other: Card) -> float:
        """By fandom, length and author."""
        return alike_at_a_glance(one, other)

    def reasons(self, card: Card) -> tuple[str, ...]:
        """What kind of story it is."""
        return (start_reason(card),)


class WithNames:
    """Stories that have all the characters and fandoms asked for; those that are about little else come first."""

    def __init__(self, shelf: Shelf, asked: Sequence[Feature]) -> None:
        self._shelf = shelf
        self._asked = asked

    def rank(self, cards: Iterable[Card]) -> list[Candidate]:
        """All cards, which have been found to have what was asked for."""
        shares = {card: sum(self._shelf.shared(card.id, self._asked).values()) for card in cards}
        top = max(shares.values(), default=1.0)
        return [Candidate(card, share / top + _WELCOME * welcome(card)) for card, share in shares.items()]

    def likeness(self, one: Card, other: Card) -> float:
        """By all their facts."""
        return self._shelf.likeness(one.id, other.id)

    def reasons(self, card: Card) -> tuple[str, ...]:
        """That it has what was asked for, and what kind of story it is."""
        return asked_reasons(self._asked, card, self._shelf.labels[card.id])


class LikeStories:
    """Stories that share facts with liked ones: the likenesses to each are added up."""

    def __init__(self, shelf: Shelf, liked: Sequence[Card]) -> None:
        self._shelf = shelf
        self._liked = liked

    def rank(self, cards: Iterable[Card]) -> list[Candidate]:
        """Cards that share something telling."""
        totals: dict[int, float] = defaultdict(float)
        related: set[int] = set()
        for liked in self._liked:
            scores, telling = self._shelf.scores(liked.id)
            related |= telling
            for card_id, score in scores.items():
                totals[card_id] += score
        return [Candidate(card, totals[card.id]) for card in cards if card.id in related]

    def likeness(self, one: Card, other: Card) -> float:
        """By all their facts."""
        return self._shelf.likeness(one.id, other.id)

    def reasons(self, card: Card) -> tuple[str, ...]:
        """What it shares with the liked story that it is most like, which is named if there are several."""
        nearest = max(self._liked, key=lambda liked: sum(self._shared(liked, card).values()))
        closest = (f"closest to “{nearest.title.value}”",) if len(self._liked) > 1 else ()
        return (*closest, *shared_reasons(self._shared(nearest, card), self._shelf.labels[card.id]))

    def _shared(self, liked: Card, card: Card) -> dict[Feature, float]:
        return self._shelf.shared(card.id, self._shelf.labels[liked.id])
