"""ScanIndex: search by going through all cards, folded once. For libraries up to some ten thousand stories."""

from collections.abc import Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from threading import Lock, Thread

from bot.corpus.people.recognising import Known
from bot.corpus.story import Card
from bot.errors import IndexUnusableError
from bot.search.aliases import NO_DICTIONARY, Dictionary
from bot.search.engine.keys import KeyIndex
from bot.search.engine.soundness import explaining
from bot.search.entities import Shown, shown_by
from bot.search.fields import Field, fields_of
from bot.search.finding import Finding
from bot.search.index import Allowed, Found, Kind, Request, Resolution, Suggestion
from bot.search.local_names import LocalNames
from bot.search.snapshot import Snapshot
from bot.search.title_keys import TitleKeys

LARGE = 250
"""Stories from which on a snapshot takes long enough to build that no suggestion may wait for it."""


class ScanIndex:
    """The Index that needs no file. Questions see one snapshot, built when first asked after a change.

    A suggestion over a large library is answered at once from the last snapshot, less what has changed since, while
    the next one is built in a thread.
    """

    def __init__(self) -> None:
        self._fields: dict[int, tuple[Field, ...]] = {}
        self._cards: dict[int, Card] = {}
        self._changes = 0
        self._snapshot: Snapshot | None = None
        self._built = -1
        """How many changes the snapshot has seen."""
        self.popularity: Mapping[int, float] = {}
        """How much readers like each story, by id, from 0 on; what isn't named is 0. Replaced, never changed."""
        self._titles: TitleKeys | None = None
        self.damage: IndexUnusableError | None = None
        """Why the index of titles was put away, if it was; then titles are found without one."""
        self._changing = Lock()
        self._building = Lock()

    def apply(self, put: Iterable[Card], drop: Iterable[int] = ()) -> None:
        """Add or replace cards, and forget those with the ids in `drop`."""
        prepared = {card.id: (card, fields_of(card)) for card in put}
        dropped = set(drop)
        with self._changing:
            for card_id in dropped:
                self._cards.pop(card_id, None)
                self._fields.pop(card_id, None)
            for card_id, (card, fields) in prepared.items():
                self._cards[card_id] = card
                self._fields[card_id] = fields
            self._changes += 1
            if self._titles is not None:
                self._titles.change((card for card, _ in prepared.values()), dropped - prepared.keys())

    def prepare(self) -> None:
        """Build what questions need. It takes seconds for some ten thousand stories, so call it in a thread."""
        self._current()

    def use_titles(self, keys: KeyIndex, known: Mapping[int, Card]) -> None:
        """Find titles by this index from now on; it knows these cards, as they are. Goes through all cards."""
        with self._changing:
            changed = [card for card_id, card in self._cards.items() if known.get(card_id) is not card]
            self._titles, self.damage = TitleKeys(keys, changed), None

    def titles_told(self, cards: Iterable[Card]) -> None:
        """The index of titles in use knows these cards too, as they are."""
        if self._titles is not None:
            self._titles.told(cards)

    def suggest(
        self,
        kind: Kind,
        typed: str,
        allowed: Allowed,
        limit: int = 25,
        dictionary: Dictionary = NO_DICTIONARY,
        *,
        scopes: Collection[str] | None = None,
    ) -> list[Suggestion]:
        """What the reader may mean so far, best first; with nothing typed, the names with the most stories.

        `scopes` are those of all stories that the gate may allow there (bot.search.scopes), so that others needn't be
        looked at.
        """
        if kind is Kind.TITLE and self._titles is not None and typed.strip():
            with self._trusting():
                return self._titles.suggest(typed, self._cards, shown_by(self._cards, allowed), limit, scopes)
        snapshot = self._at_once()
        if snapshot is None:
            return []
        shown = self._still_shown(snapshot, allowed)
        if kind is Kind.TITLE:
            return snapshot.titles.suggest(typed, shown, limit)
        return snapshot.local_names(shown, dictionary).suggest(kind, typed, limit)

    def resolve(self, kind: Kind, typed: str, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> Resolution:
        """What a finished name means: both orders of a name and both romanisations are the same."""
        if kind is Kind.TITLE and self._titles is not None:
            with self._trusting():
                return self._titles.resolve(typed, self._cards, shown_by(self._cards, allowed))
        snapshot = self._current()
        shown = shown_by(snapshot.cards, allowed)
        if kind is Kind.TITLE:
            return snapshot.titles.resolve(typed, shown)
        if kind in snapshot.carried:
            return snapshot.carried[kind].resolve(typed, shown)
        return snapshot.local_names(shown, dictionary).resolve(kind, typed)

    def find(self, request: Request, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> Found:
        """The stories that fit a request."""
        snapshot = self._current()
        return Finding(snapshot, shown_by(snapshot.cards, allowed), dictionary, self.popularity).find(request)

    def names(self, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> LocalNames:
        """Characters and fandoms as a server knows them, at this moment."""
        snapshot = self._current()
        return snapshot.local_names(shown_by(snapshot.cards, allowed), dictionary)

    def names_at_once(self, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> LocalNames | None:
        """The same for suggestions: as far as it's known by now."""
        snapshot = self._at_once()
        return snapshot and snapshot.local_names(self._still_shown(snapshot, allowed), dictionary)

    def known_name(self, spelling: str) -> tuple[Known, ...]:
        """The stated characters who go by a name: by any spelling of the full one, or by a part of 4 letters or more.

        For finding characters in stories that list none.
        """
        return self._current().known_names.find(spelling)

    @contextmanager
    def _trusting(self) -> Generator[None]:
        """An index of titles that can't answer is put away, and the question answered without it."""
        try:
            with explaining():
                yield
        except IndexUnusableError as error:
            self._titles, self.damage = None, error

    def _at_once(self) -> Snapshot | None:
        """The present snapshot if that takes no time, else the last one, which may be none."""
        if self._built != self._changes:
            if len(self._cards) < LARGE:
                return self._current()
            if not self._building.locked():
                Thread(target=self.prepare, name="search snapshot", daemon=True).start()
        return self._snapshot

    def _still_shown(self, snapshot: Snapshot, allowed: Allowed) -> Shown:
        """What has changed since the snapshot must not be offered as it was: it may be hidden by now."""
        return shown_by(snapshot.cards, lambda card: self._cards.get(card.id) is card and allowed(card))

    def _current(self) -> Snapshot:
        with self._building:
            if self._snapshot is None or self._built != self._changes:
                with self._changing:
                    cards, fields, changes = dict(self._cards), dict(self._fields), self._changes
                snapshot = Snapshot(cards, fields)
                if len(cards) >= LARGE:
                    snapshot.build()
                self._snapshot, self._built = snapshot, changes
            return self._snapshot
