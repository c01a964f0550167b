"""What to read next, and why: shared characters, relationships, tags, fandom, telling words and length."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from random import Random
from threading import Lock

from bot.corpus.story import Card
from bot.recommend.choosing import Candidate, choose
from bot.recommend.features import Feature, Field, features_of
from bot.recommend.ranking import FromNothing, LikeStories, Ranking, WithNames
from bot.recommend.shelf import Shelf
from bot.search.index import Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the reader starts from: stories they liked (ids), names as the index resolved them, or nothing at all."""

    like: tuple[int, ...] = ()
    character_keys: tuple[str, ...] = ()
    fandom_key: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A story and the strongest true reasons for it, as phrases: "shares Shikamaru Nara and 'missing-nin'"."""

    card: Card
    score: float
    reasons: tuple[str, ...]


class Recommender:
    """Ranks stories by what they share with others. Fed like the search index; no database, no Discord.

    Names are the keys of Resolution, which both work out from the same cards.
    """

    def __init__(self) -> None:
        self._cards: dict[int, Card] = {}
        self._features: dict[int, dict[Feature, str]] = {}
        self._shelf: Shelf | None = None
        self._building = Lock()

    def apply(self, put: Iterable[Card], drop: Iterable[int] = ()) -> None:
        """Add or replace cards, and forget those with the ids in `drop`."""
        prepared = {card.id: (card, features_of(card)) for card in put}
        with self._building:
            for card_id in drop:
                self._cards.pop(card_id, None)
                self._features.pop(card_id, None)
            for card_id, (card, features) in prepared.items():
                self._cards[card_id] = card
                self._features[card_id] = features
            self._shelf = None

    def prepare(self) -> None:
        """Build what recommendations need. It takes seconds for some ten thousand stories, so call it in a thread."""
        self._current()

    def recommend(
        self,
        wish: Wish,
        allowed: Allowed,
        *,
        seen: AbstractSet[int] = frozenset(),
        limit: int = 5,
        rng: Random | None = None,
    ) -> list[Recommendation]:
        """At most `limit` stories, best first, never one of `wish.like`.

        Stories in `seen` come only after all others. Every reason is true of the story; `rng` breaks ties.
        """
        shelf = self._current()
        cards = {n: card for n, card in shelf.cards.items() if allowed(card)}
        liked = [cards.pop(n) for n in dict.fromkeys(wish.like) if n in cards]
        asked = _asked(wish)
        ranking = _ranking(shelf, liked, asked)
        ranked = ranking.rank(
            card for card in cards.values() if all(feature in shelf.labels[card.id] for feature in asked)
        )
        ties = rng or Random(0)
        ranked.sort(key=lambda one: (-one.score, ties.random()))
        chosen: list[Candidate] = []
        for repeated in (False, True):
            candidates = [one for one in ranked if (one.card.id in seen) is repeated]
            chosen = choose(candidates, limit, ranking.likeness, chosen, without=liked)
        return [Recommendation(one.card, one.score, ranking.reasons(one.card)) for one in chosen]

    def _current(self) -> Shelf:
        with self._building:
            if self._shelf is None:
                self._shelf = Shelf(dict(self._cards), dict(self._features))
            return self._shelf


def _asked(wish: Wish) -> list[Feature]:
    fandom = [Feature(Field.FANDOM, wish.fandom_key)] if wish.fandom_key else []
    return [*(Feature(Field.CHARACTER, key) for key in wish.character_keys), *fandom]


def _ranking(shelf: Shelf, liked: list[Card], asked: list[Feature]) -> Ranking:
    if liked:
        return LikeStories(shelf, liked)
    return WithNames(shelf, asked) if asked else FromNothing()
