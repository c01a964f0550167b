"""ScanIndex: search by going through all cards, folded once. For libraries up to some ten thousand stories."""

from collections.abc import Iterable
from threading import Lock

from bot.corpus.story import Card
from bot.search.entities import shown_by
from bot.search.fields import Field, fields_of
from bot.search.finding import Finding
from bot.search.index import Allowed, Found, Kind, Request, Resolution, Suggestion
from bot.search.snapshot import Snapshot


class ScanIndex:
    """The Index that needs no file. Readers see one snapshot at a time, built when first asked after a change."""

    def __init__(self) -> None:
        self._fields: dict[int, tuple[Field, ...]] = {}
        self._cards: dict[int, Card] = {}
        self._snapshot: Snapshot | None = None
        self._building = Lock()

    def apply(self, put: Iterable[Card], drop: Iterable[int] = ()) -> None:
        """Add or replace cards, and forget those with the ids in `drop`."""
        put = list(put)
        prepared = {card.id: fields_of(card) for card in put}
        with self._building:
            for card_id in drop:
                self._cards.pop(card_id, None)
                self._fields.pop(card_id, None)
            self._cards |= {card.id: card for card in put}
            self._fields |= prepared
            self._snapshot = None

    def suggest(self, kind: Kind, typed: str, allowed: Allowed, limit: int = 25) -> list[Suggestion]:
        """What the reader may mean so far, best first; with nothing typed, the names with the most stories."""
        snapshot = self._current()
        shown = shown_by(snapshot.cards, allowed)
        if kind is Kind.TITLE:
            return snapshot.titles.suggest(typed, shown, limit)
        return snapshot.names[kind].suggest(typed, shown, limit)

    def resolve(self, kind: Kind, typed: str, allowed: Allowed) -> Resolution:
        """What a finished name means: both orders of a name and both romanisations are the same."""
        snapshot = self._current()
        shown = shown_by(snapshot.cards, allowed)
        if kind is Kind.TITLE:
            return snapshot.titles.resolve(typed, shown)
        return snapshot.names[kind].resolve(typed, shown)

    def find(self, request: Request, allowed: Allowed) -> Found:
        """The stories that fit a request."""
        snapshot = self._current()
        return Finding(snapshot, shown_by(snapshot.cards, allowed)).find(request)

    def known_name(self, spelling: str) -> str | None:
        """The library's label for a stated character: by any spelling of the full name, or by a part of 4 letters or
        more that only this character has. For finding characters in stories that list none.
        """
        return self._current().known_names.find(spelling)

    def _current(self) -> Snapshot:
        with self._building:
            if self._snapshot is None:
                self._snapshot = Snapshot(dict(self._cards), dict(self._fields))
            return self._snapshot
