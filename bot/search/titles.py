"""Stories by title: suggestions while typing, and what a finished title means."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

import numpy as np

from bot.corpus.story import Card
from bot.search.entities import Shown
from bot.search.index import Kind, Resolution, Suggestion
from bot.search.labels import title_labels
from bot.search.matching import Matcher
from bot.search.normalise import fold, without_article
from bot.search.words import Scores

_NEAR = 0.55
_CLEAR = 0.8
_MARGIN = 0.04
_NEAREST = 5
_AUTHOR_WEIGHT = 0.9


def newest_first(card: Card) -> tuple[int, int]:
    """Sort key: by the date of the last change that the story states, then by when the library took it in."""
    date = card.updated or card.published
    return (-date.value.toordinal() if date else 0, -card.id)


class Titles:
    """All cards, by title."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        self._exact: dict[str, list[int]] = defaultdict(list)
        for number, card in enumerate(cards):
            for key in {*_keys(card), fold(f"{card.title.value} by {card.byline}")}:
                self._exact[key].append(number)
        self._matcher = Matcher([_keys(card) for card in cards], [_words(card) for card in cards])

    def score(self, folded: str) -> Scores:
        """How near each card's title comes, in the order of the cards."""
        return self._matcher.score(folded)

    def suggest(self, typed: str, shown: Shown, limit: int) -> list[Suggestion]:
        """Best first; with nothing typed, newest first."""
        if typed.strip():
            cards = self.nearest(fold(typed), shown, limit)
        else:
            newest = sorted(self._cards, key=newest_first)
            cards = list(islice((card for card in newest if shown(card.id)), limit))
        labels = title_labels(cards)
        return [Suggestion(Kind.TITLE, label, card.id) for label, card in zip(labels, cards, strict=True)]

    def resolve(self, typed: str, shown: Shown) -> Resolution:
        """One title and its story when clear, several on a tie, else what came close."""
        folded = fold(typed)
        found = self._same(folded, shown) or self._clear(folded, shown)
        labels = tuple(title_labels(found))
        if len(found) == 1:
            return Resolution(typed, labels, story_id=found[0].id)
        return Resolution(typed, labels, nearest=() if found else self.near_labels(folded, shown))

    def near_labels(self, folded: str, shown: Shown) -> tuple[str, ...]:
        """The titles that come nearest, if any does."""
        return tuple(title_labels(self.nearest(folded, shown, _NEAREST)))

    def nearest(self, folded: str, shown: Shown, limit: int, least: float = _NEAR) -> list[Card]:
        """Shown cards whose titles come near, best first."""
        return [card for card, _ in self._scored(folded, shown, limit, least)]

    def _scored(self, folded: str, shown: Shown, limit: int, least: float) -> list[tuple[Card, float]]:
        scores = self._matcher.score(folded, lambda n: shown(self._cards[n].id))
        count = int(np.count_nonzero(scores >= least))
        near: list[int] = np.argsort(-scores, kind="stable")[:count].tolist()
        shown_near = ((self._cards[n], float(scores[n])) for n in near if shown(self._cards[n].id))
        return list(islice(shown_near, limit))

    def _same(self, folded: str, shown: Shown) -> list[Card]:
        """Cards of exactly this title, the article aside; of copies by the same author only the first."""
        numbers = self._exact.get(folded) or self._exact.get(without_article(folded)) or ()
        cards = [self._cards[n] for n in numbers if shown(self._cards[n].id)]
        return list({(fold(card.title.value), fold(card.byline)): card for card in reversed(cards)}.values())[::-1]

    def _clear(self, folded: str, shown: Shown) -> list[Card]:
        """The one title that comes nearest by a margin, or those within it."""
        scored = self._scored(folded, shown, _NEAREST, _CLEAR)
        return [card for card, score in scored if score >= scored[0][1] - _MARGIN]


def _keys(card: Card) -> tuple[str, ...]:
    title = fold(card.title.value)
    return tuple(dict.fromkeys((title, without_article(title))))


def _words(card: Card) -> dict[str, float]:
    authors = {word: _AUTHOR_WEIGHT for author in card.authors for word in fold(author.value).split()}
    return authors | dict.fromkeys(fold(card.title.value).split(), 1.0)
