"""Titles by an index of keys that is kept beside the database, and what has changed since it was told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from threading import Lock

from bot.corpus.story import Card, values
from bot.search.engine.entries import Entry
from bot.search.engine.keys import KeyIndex
from bot.search.entities import Shown
from bot.search.index import Kind, Resolution, Suggestion
from bot.search.labels import title_labels
from bot.search.popularity import popularity_of
from bot.search.scopes import scope_of
from bot.search.titles import Titles

_POOL = 50
"""Stories that come near enough for a finished title to mean one of them."""


def title_entry(card: Card, likes: float = 0.0) -> Entry:
    """A story as it goes into the index of titles."""
    return Entry(
        id=card.id,
        names=(card.title.value,),
        words=values(card.authors),
        popularity=popularity_of(card, likes),
        scopes=(scope_of(card),),
    )


class TitleKeys:
    """Finds cards by title without going through all of them. `changed` are the cards that `keys` doesn't know yet.

    Any thread may ask. Raises what `keys` raises when its files are damaged.
    """

    def __init__(self, keys: KeyIndex, changed: Iterable[Card]) -> None:
        self._keys = keys
        self._changed = {card.id: card for card in changed}
        self._fresh: KeyIndex | None = None
        self._turn = Lock()

    def change(self, put: Iterable[Card], dropped: Iterable[int]) -> None:
        """Cards are not what they were; `keys` will be told later."""
        with self._turn:
            changed = {card_id: card for card_id, card in self._changed.items() if card_id not in set(dropped)}
            self._changed = changed | {card.id: card for card in put}
            self._fresh = None

    def told(self, cards: Iterable[Card]) -> None:
        """The index of keys knows these cards, as they are, from now on."""
        with self._turn:
            known = {card.id: card for card in cards}
            left = {card_id: card for card_id, card in self._changed.items() if known.get(card_id) is not card}
            if len(left) < len(self._changed):
                self._changed = left
                self._fresh = None

    def suggest(
        self, typed: str, cards: Mapping[int, Card], shown: Shown, limit: int, scopes: Collection[str] | None = None
    ) -> list[Suggestion]:
        """Shown stories whose titles what is typed may mean, best first."""
        near = self._near(typed, cards, shown, limit, scopes)
        return [Suggestion(Kind.TITLE, label, card.id) for label, card in zip(title_labels(near), near, strict=True)]

    def resolve(self, typed: str, cards: Mapping[int, Card], shown: Shown) -> Resolution:
        """One title and its story when clear, several on a tie, else what came close."""
        near = self._near(typed, cards, shown, _POOL, None)
        title, by, _ = typed.rpartition(" by ")
        if by:
            near += self._near(title, cards, shown, _POOL, None)
        return Titles(tuple({card.id: card for card in near}.values())).resolve(typed, shown)

    def _near(
        self, typed: str, cards: Mapping[int, Card], shown: Shown, limit: int, scopes: Collection[str] | None
    ) -> list[Card]:
        with self._turn:
            changed, keys = self._changed, self._keys
            if changed and self._fresh is None:
                self._fresh = KeyIndex.build(map(title_entry, changed.values()))
            fresh = self._fresh if changed else None

        def unchanged(card_id: int) -> bool:
            return card_id not in changed and card_id in cards and shown(card_id)

        found = [(one.score, cards.get(one.id)) for one in keys.suggest(typed, limit, scopes=scopes, shown=unchanged)]
        if fresh is not None:
            near = fresh.suggest(typed, limit, scopes=scopes, shown=lambda card_id: card_id in cards and shown(card_id))
            found += [(one.score, cards.get(one.id)) for one in near]
            found.sort(key=lambda pair: -pair[0])
        return [card for _, card in found if card is not None][:limit]


def entries_of(cards: Iterable[Card], likes: Mapping[int, float]) -> Sequence[Entry]:
    """Cards as they go into the index of titles."""
    return [title_entry(card, likes.get(card.id, 0.0)) for card in cards]
