"""What to read next, and why: shared characters, relationships, tags, fandom, telling words and length."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from random import Random
from threading import Lock

from bot.corpus.story import Card
from bot.recommend.choosing import Candidate, choose
from bot.recommend.features import Feature, Field, features_of
from bot.recommend.fitting import Fitted, Snapshot
from bot.recommend.ranking import FromNothing, LikeStories, Ranking, WithNames
from bot.recommend.shelf import Shelf
from bot.recommend.wish import Act, Acts, Recommendation, Wish
from bot.search.index import Allowed
from bot.search.normalise import fold

__all__ = ["Recommendation", "Recommender", "Wish"]

_MORE, _LESS = 1.5, 0.4


class Recommender:
    """Ranks stories by what they share with others. Fed like the search index; no database, no Discord.

    Names are the keys of Resolution, which both work out from the same cards.
    """

    def __init__(self) -> None:
        self._cards: dict[int, Card] = {}
        self._features: dict[int, dict[Feature, str]] = {}
        self._acts: dict[int, dict[int, Act]] = {}
        self._likes: Counter[int] = Counter()
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

    def note(self, reader: int, acts: Acts) -> None:
        """Replace what is known of a reader; with no acts they are forgotten, and their part in everything too."""
        with self._building:
            self._likes.subtract(_liked(self._acts.pop(reader, {})))
            if acts:
                self._acts[reader] = dict(acts)
                self._likes.update(_liked(acts))

    def popularity(self) -> Mapping[int, float]:
        """How many readers like each story, for those that anybody does."""
        with self._building:
            return {story_id: float(count) for story_id, count in self._likes.items() if count > 0}

    def prepare(self) -> None:
        """Build what recommendations need. It takes seconds for some ten thousand stories, so call it in a thread."""
        self._current()

    def snapshot(self) -> Snapshot:
        """What there is to learn from now, for `fitting.fit`."""
        with self._building:
            return Snapshot({reader: tuple(_liked(acts)) for reader, acts in self._acts.items()})

    def adopt(self, fitted: Fitted) -> None:
        """Take in what was learned from a snapshot of this recommender."""

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
        acts = {n: act for reader in wish.readers for n, act in self._acts.get(reader, {}).items()}
        taste = [n for n, act in acts.items() if act is not Act.DROPPED]
        liked = [cards.pop(n) for n in dict.fromkeys((*wish.like, *taste)) if n in cards]
        for dropped in acts:
            cards.pop(dropped, None)
        asked = _asked(wish)
        ranking = _ranking(shelf, liked, asked)
        ranked = ranking.rank(
            card for card in cards.values() if all(feature in shelf.labels[card.id] for feature in asked)
        )
        ranked = [Candidate(one.card, one.score * _bent(shelf.labels[one.card.id], wish)) for one in ranked]
        ties = rng or Random(0)
        ranked.sort(key=lambda one: (-one.score, ties.random()))
        chosen: list[Candidate] = []
        for repeated in (False, True):
            candidates = [one for one in ranked if (one.card.id in seen) is repeated]
            chosen = choose(candidates, limit, ranking.likeness, chosen, without=liked)
        return [
            Recommendation(
                one.card,
                one.score,
                ranking.reasons(one.card),
                new_here=any(self._likes.values()) and not self._likes[one.card.id],
                shared=_shared(shelf, liked, one.card),
            )
            for one in chosen
        ]

    def _current(self) -> Shelf:
        with self._building:
            if self._shelf is None:
                self._shelf = Shelf(dict(self._cards), dict(self._features))
            return self._shelf


def _liked(acts: Acts) -> list[int]:
    return [story_id for story_id, act in acts.items() if act in {Act.LIKED, Act.READ}]


def _bent(labels: Mapping[Feature, str], wish: Wish) -> float:
    """More of and less of, as a factor of the score."""
    moods = [Feature(field, fold(mood)) for mood in wish.moods for field in (Field.TAG, Field.KEYWORD)]
    factor = _MORE ** sum(feature in labels for feature in (*wish.more, *moods))
    return factor * _LESS ** sum(feature in labels for feature in wish.less)


def _shared(shelf: Shelf, liked: Iterable[Card], card: Card) -> tuple[tuple[Feature, str], ...]:
    found: dict[Feature, float] = {}
    for one in liked:
        found |= shelf.shared(card.id, shelf.labels[one.id])
    best = sorted(found, key=lambda feature: (-found[feature], feature))[:5]
    return tuple((feature, shelf.labels[card.id][feature]) for feature in best)


def _asked(wish: Wish) -> list[Feature]:
    fandom = [Feature(Field.FANDOM, wish.fandom_key)] if wish.fandom_key else []
    return [*(Feature(Field.CHARACTER, key) for key in wish.character_keys), *fandom]


def _ranking(shelf: Shelf, liked: list[Card], asked: list[Feature]) -> Ranking:
    if liked:
        return LikeStories(shelf, liked)
    return WithNames(shelf, asked) if asked else FromNothing()
